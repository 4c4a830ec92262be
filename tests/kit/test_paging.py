"""Lists: folded search, declared sorts, pages that never overlap, and the whole list as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy import ForeignKey, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from starlette.responses import StreamingResponse

from app.database import sync_engine
from app.kit import paging
from app.kit.arabic import fold
from app.kit.errors import Refusal
from app.kit.paging import Page, PageParams, list_answer, paginate


class Base(DeclarativeBase):
    pass


class City(Base):
    __tablename__ = "kit_city"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str]
    other: Mapped[str] = mapped_column(default="")
    area: Mapped[int | None]


class Road(Base):
    __tablename__ = "kit_road"
    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("kit_city.id"))


NAMES = [
    "الرياض",
    "أبها",
    "جدّة",
    "Dammam",
    "مكة المكرمة",
    "المدينة المنورة",
    "100%",
    "a_b",
    "a/b",
    "تبوك",
]
SORTS = {"name": City.name, "area": City.area, "both": (City.area, City.name)}


@pytest.fixture(scope="module")
def session(database_url: str) -> Iterator[Session]:
    """Two tables on the run's database, rolled back at the end."""
    engine = sync_engine(database_url)
    with engine.connect() as connection, Session(connection) as made:
        Base.metadata.create_all(connection)
        for number, name in enumerate(NAMES, 1):
            area = None if number == 3 else number % 2
            other = f"region {number % 3}"
            made.add(City(id=number, name=name, folded=fold(name), other=other, area=area))
        made.flush()
        made.add_all([Road(id=n, city_id=1 + n % 2) for n in range(1, 6)])
        made.flush()
        yield made
        made.rollback()
    engine.dispose()


def names(session: Session, **params: object) -> tuple[list[str], int]:
    rows, total = paginate(
        session,
        select(City),
        PageParams.model_validate(params),
        sorts=SORTS,
        default_sort="name",
        tiebreak=City.id,
        search=(City.folded, City.other),
    )
    return [row.name for row in rows], total


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ابها", ["أبها"]),
        ("التبوك", ["تبوك"]),
        ("رياض", ["الرياض"]),
        ("أبهـا", ["أبها"]),
        ("جده", ["جدّة"]),
        ("DAMM", ["Dammam"]),
        ("المنوره مدينة", ["المدينة المنورة"]),
        ("%", ["100%"]),
        ("_", ["a_b"]),
        ("/", ["a/b"]),
        ("\\", []),
        ("region 0 تبوك", []),
        ("region 1 تبوك", ["تبوك"]),
        ("لا شيء", []),
        ("'; DROP TABLE city; --", []),
        ("\0", NAMES),
    ],
)
def test_search_is_folded_and_literal(session: Session, q: str, found: list[str]) -> None:
    listed, total = names(session, q=q)
    assert sorted(listed) == sorted(found)
    assert total == len(found)


def test_pages_cover_the_list_once(session: Session) -> None:
    for sort in ("name", "-name", "area", "-area", "both"):
        pages = [names(session, sort=sort, size=3, page=page) for page in (1, 2, 3, 4)]
        assert [total for _, total in pages] == [10] * 4
        assert sorted(name for listed, _ in pages for name in listed) == sorted(NAMES)
        if sort == "-area":
            assert pages[3][0] == ["جدّة"], "missing values stand last in both directions"
    assert names(session, page=9) == ([], 10)
    assert names(session, q="لا شيء", page=2) == ([], 0)


def test_a_tuple_sorts_by_each(session: Session) -> None:
    listed, _ = names(session, sort="-both")
    assert listed == ["مكة المكرمة", "الرياض", "جدّة"] or listed[0] == "مكة المكرمة"
    assert listed[-1] == "جدّة"


def test_short_lists_need_no_second_statement(session: Session) -> None:
    statements: list[str] = []
    bind = session.get_bind()

    def count(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(bind, "before_cursor_execute", count)
    names(session)
    assert len(statements) == 1
    names(session, size=4, page=3)
    assert len(statements) == 2
    names(session, size=4)
    assert len(statements) == 4
    event.remove(bind, "before_cursor_execute", count)


def test_an_unknown_sort_names_the_known_ones(session: Session) -> None:
    for sort in ("id", "--name", "name desc", ""):
        with pytest.raises(Refusal) as refused:
            names(session, sort=sort or "-")
        assert (refused.value.code, refused.value.status) == ("sort_unknown", 422)
        assert refused.value.facts == {
            "loc": ["query", "sort"],
            "allowed": ["area", "both", "name"],
        }


def test_a_list_without_search_says_so(session: Session) -> None:
    with pytest.raises(Refusal) as refused:
        paginate(
            session,
            select(City),
            PageParams(q="x"),
            sorts=SORTS,
            default_sort="name",
            tiebreak=City.id,
        )
    assert refused.value.code == "search_unknown"


def test_rows_of_several_columns_and_joins(session: Session) -> None:
    query = select(City.name, City.area, Road.id).join(Road).where(Road.id > 1)
    rows, total = paginate(
        session,
        query,
        PageParams(size=2),
        sorts={"road": Road.id},
        default_sort="-road",
        tiebreak=Road.id,
    )
    assert [tuple(row) for row in rows] == [("أبها", 0, 5), ("الرياض", 1, 4)]
    assert total == 4


@pytest.mark.parametrize(
    "params",
    [{"page": 0}, {"page": 10**9}, {"size": 0}, {"size": 201}, {"format": "xml"}, {"q": "x" * 201}],
)
def test_strange_parameters_are_invalid(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PageParams.model_validate(params)


class CityOut(BaseModel):
    name: str
    area: int | None


COLUMNS = [("نعم", lambda city: city.name), ("لا", lambda city: city.area)]


def page_of(session: Session, params: PageParams) -> Page[CityOut]:
    rows, total = paginate(
        session, select(City), params, sorts=SORTS, default_sort="both", tiebreak=City.id
    )
    return Page.of(
        [CityOut.model_validate(row, from_attributes=True) for row in rows], total, params
    )


def test_a_list_answers_json(session: Session) -> None:
    params = PageParams(size=2)
    answer = list_answer(page_of(session, params), COLUMNS, params, "ar")
    body = json.loads(bytes(answer.body))
    assert (body["total"], body["page"], body["size"], len(body["items"])) == (10, 1, 2, 2)
    assert answer.media_type == "application/json"


def test_csv_is_the_whole_list(session: Session) -> None:
    params = PageParams(size=2, page=3, format="csv")
    answer = list_answer(page_of(session, params), COLUMNS, params, "en", name="المدن")
    assert isinstance(answer, StreamingResponse)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["x-total-count"] == "10"
    assert "filename*=UTF-8''%D8%A7" in answer.headers["content-disposition"]

    import asyncio

    async def whole() -> str:
        return b"".join([bytes(chunk) async for chunk in answer.body_iterator]).decode()  # type: ignore[arg-type]

    lines = asyncio.run(whole()).split("\r\n")
    assert lines[0] == "\ufeffYes,No"
    assert len(lines) == 12


def test_csv_has_a_limit(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MAX_CSV_ROWS", 9)
    with pytest.raises(Refusal) as refused:
        page_of(session, PageParams(format="csv"))
    assert (refused.value.code, refused.value.facts) == ("too_many_rows", {"limit": 9})
    monkeypatch.setattr(paging, "MAX_CSV_ROWS", 10)
    assert page_of(session, PageParams(format="csv")).total == 10
