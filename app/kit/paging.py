"""Lists: search, sort and page parameters, the page that is answered, and the same list as CSV."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session
from starlette.responses import Response, StreamingResponse

from app.kit.arabic import search_words
from app.kit.errors import N_, Refusal
from app.kit.i18n import ZONE, Language
from app.kit.tables import attachment, csv_chunks

T = TypeVar("T")


@dataclass(frozen=True)
class InWords:
    """Order by a name as its reader sees it: folded for Arabic, the English one where there is one."""

    folded: SQLColumnExpression[Any]
    english: SQLColumnExpression[Any]

    def read_in(self, language: Language) -> SQLColumnExpression[Any]:
        """The column to order by."""
        if language == "ar":
            return self.folded
        return func.lower(func.coalesce(func.nullif(self.english, ""), self.folded))


Key = SQLColumnExpression[Any] | InWords
Sort = Key | tuple[Key, ...]

MAX_SIZE: Final = 200
MAX_CSV_ROWS: Final = 20_000
_MAX_WORDS: Final = 8
_AT_ONCE: Final = 500


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise PydanticCustomError(
            "bad_time_zone", N_("المنطقة الزمنية غير معروفة، مثالها Asia/Riyadh.")
        ) from None
    return zone


class PageParams(BaseModel):
    """What every list takes in its query; a list with filters declares them beside it."""

    model_config = ConfigDict(frozen=True)

    q: str | None = Field(None, max_length=200, description="Words to search for, folded")
    sort: str | None = Field(None, max_length=64, description="`name`, or `-name` for descending")
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(25, ge=1, le=MAX_SIZE)
    format: Literal["json", "csv"] = Field(
        "json", description="`csv` answers every row of the list"
    )
    zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        ZONE, max_length=64, description="Whose clock the times of a CSV show: an IANA name"
    )


class Page(BaseModel, Generic[T]):
    """One page of a list, and how many there are in all."""

    items: list[T]
    total: int
    page: int
    size: int

    @classmethod
    def of(cls, items: Sequence[T], total: int, params: PageParams) -> Page[T]:
        """Return the page of these items, where `params` asked for it."""
        return cls(items=list(items), total=total, page=params.page, size=params.size)


def paginate(  # one list, all that decides it
    session: Session,
    query: Select[*tuple[Any, ...]],
    params: PageParams,
    *,
    sorts: Mapping[str, Sort],
    default_sort: str,
    tiebreak: SQLColumnExpression[Any],
    search: Sequence[SQLColumnExpression[Any]] = (),
) -> tuple[list[Any], int]:
    """Return a page's rows and the number of rows in all.

    `search` are columns of folded text: every word of `q` must stand in one of them,
    with or without its ال. `sorts` are the
    orders on offer by name; `tiebreak` is a unique column, so that pages never overlap. A query of one
    entity or column gives scalars, else rows. For CSV the rows are the whole list.

    Raises `sort_unknown` (422) and, for CSV, `too_many_rows` (422).
    """
    query = searched(query, params, search)
    ordered = query.order_by(None).order_by(
        *order_of(
            params,
            sorts,
            default_sort=default_sort,
            tiebreak=tiebreak,
            language=session.info.get("language", "ar"),
        )
    )
    as_csv = params.format == "csv"
    first = 0 if as_csv else (params.page - 1) * params.size
    most = MAX_CSV_ROWS + 1 if as_csv else params.size
    result = session.execute(ordered.limit(most).offset(first))
    rows: list[Any] = list(result.scalars() if len(query.column_descriptions) == 1 else result)
    if as_csv:
        _check_length(len(rows))
    if len(rows) < most and (rows or first == 0):
        return rows, first + len(rows)
    return rows, _count(session, query, tiebreak)


def streamed(
    session: Session,
    query: Select[*tuple[Any, ...]],
    params: PageParams,
    *,
    sorts: Mapping[str, Sort],
    default_sort: str,
    tiebreak: SQLColumnExpression[Any],
    search: Sequence[SQLColumnExpression[Any]] = (),
) -> Iterator[Any]:
    """Return all rows of the list that `paginate` pages, a few hundred of them in memory at a time.

    Raises what `paginate` raises for CSV. Read them before the session ends.
    """
    query = searched(query, params, search)
    order = order_of(
        params,
        sorts,
        default_sort=default_sort,
        tiebreak=tiebreak,
        language=session.info.get("language", "ar"),
    )
    _check_length(_count(session, query, tiebreak))
    ordered = query.order_by(None).order_by(*order).execution_options(yield_per=_AT_ONCE)
    return iter(session.execute(ordered))


def _count(
    session: Session, query: Select[*tuple[Any, ...]], tiebreak: SQLColumnExpression[Any]
) -> int:
    inner = query.order_by(None).with_only_columns(tiebreak, maintain_column_froms=True).subquery()
    return session.execute(select(func.count()).select_from(inner)).scalar_one()


def _check_length(rows: int) -> None:
    if rows > MAX_CSV_ROWS:
        raise Refusal(
            "too_many_rows",
            N_("القائمة أطول من {limit} صف. ضيّق البحث ثم نزّلها."),
            status=422,
            limit=MAX_CSV_ROWS,
        )


def searched(
    query: Select[*tuple[Any, ...]],
    params: PageParams,
    search: Sequence[SQLColumnExpression[Any]],
) -> Select[*tuple[Any, ...]]:
    """The query with every word of `q` in one of these columns."""
    for word in search_words(params.q or "")[:_MAX_WORDS]:
        query = query.where(_any_contains(search, word))
    return query


def order_of(
    params: PageParams,
    sorts: Mapping[str, Sort],
    *,
    default_sort: str,
    tiebreak: SQLColumnExpression[Any],
    language: Language,
) -> list[ColumnElement[Any]]:
    """The order of a list for a reader. Refusal: `sort_unknown` (422)."""
    return [*_order(params.sort or default_sort, sorts, language), tiebreak.asc()]


def _any_contains(columns: Sequence[SQLColumnExpression[Any]], word: str) -> ColumnElement[bool]:
    if not columns:
        raise Refusal(
            "search_unknown", N_("لا بحث في هذه القائمة."), status=422, loc=["query", "q"]
        )
    found: ColumnElement[bool] = columns[0].contains(word, autoescape=True)
    for column in columns[1:]:
        found = found | column.contains(word, autoescape=True)
    return found


def check_sort(asked: str, known: Collection[str]) -> tuple[str, bool]:
    """The order's name and whether it goes down. Refusal: `sort_unknown` (422)."""
    name = asked.removeprefix("-")
    if name not in known:
        raise Refusal(
            "sort_unknown",
            N_("لا ترتيب بهذا الاسم. المتاح: {allowed}."),
            status=422,
            loc=["query", "sort"],
            allowed=sorted(known),
        )
    return name, asked.startswith("-")


def _order(asked: str, sorts: Mapping[str, Sort], language: Language) -> list[ColumnElement[Any]]:
    name, down = check_sort(asked, sorts)
    sort = sorts[name]
    return [
        _directed(key.read_in(language) if isinstance(key, InWords) else key, down=down)
        for key in (sort if isinstance(sort, tuple) else (sort,))
    ]


def _directed(column: SQLColumnExpression[Any], *, down: bool) -> ColumnElement[Any]:
    ordered = column.desc() if down else column.asc()
    # Missing values stand last on both databases; a column that has none keeps its index.
    return ordered if getattr(column, "nullable", True) is False else ordered.nulls_last()


def list_answer(
    page: Page[T],
    columns: Sequence[tuple[str, Callable[[T], Any]]],
    params: PageParams,
    language: Language,
    *,
    name: str = "list",
) -> Response:
    """Answer a list as JSON, or as CSV of the same items under translated headers.

    `columns` are pairs of a header marked by `N_` and a getter over the audience's own schema, so CSV never
    shows more than JSON. The CSV is written while it is sent, after the session has closed.
    """
    if params.format == "csv":
        rows = ([getter(item) for _, getter in columns] for item in page.items)
        chunks = csv_chunks([header for header, _ in columns], rows, language, params.zone)
        headers = {
            "Content-Disposition": attachment(f"{name}.csv"),
            "X-Total-Count": str(page.total),
        }
        return StreamingResponse(chunks, media_type="text/csv; charset=utf-8", headers=headers)
    return Response(page.model_dump_json().encode(), media_type="application/json")
