"""Categories, forms and rubrics over HTTP: versions, freezes, whole lists, whole trees, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.editions.models import CallChange, Category, Criterion, Edition, Field, Level, Rubric
from app.entries.models import Answer
from app.kit.ids import uuid7
from tests.editions.support import (
    API,
    acts,
    category_body,
    codes,
    field_body,
    leaf_body,
    rubric_body,
)
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_rubric,
    make_staff,
)

SignIn = Callable[..., TestClient]


@pytest.fixture
def edition(session: Session) -> Edition:
    return make_edition(session, phase="draft")


@pytest.fixture
def organiser(session: Session, sign_in: SignIn, edition: Edition) -> TestClient:
    return sign_in(make_staff(session, edition))


def put(client: TestClient, url: str, body: Any, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": str(version)}
    return client.put(f"{API}{url}", json=body, headers=headers)


def move(session: Session, edition: Edition, phase: str) -> None:
    edition.phase = phase
    session.commit()


# ---------------------------------------------------------------- categories


def test_a_category_is_created_repeated_changed_ordered_and_deleted(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    rubric = make_rubric(session, edition)
    key, other = uuid7(), uuid7()
    url = f"/editions/{edition.id}/categories"
    gold = {"name_ar": "ذهبي", "name_en": "Gold", "from_rank": 1, "to_rank": 1}
    body = category_body(rubric_id=str(rubric.id), levels=[gold])
    made = put(organiser, f"{url}/{key}", body)
    assert made.status_code == 201, made.json()
    assert {k: made.json()[k] for k in ("position", "fields", "version", "levels")} == {
        "position": 0,
        "fields": 0,
        "version": 1,
        "levels": [gold | {"least": None}],
    }
    assert put(organiser, f"{url}/{key}", body).status_code == 200
    assert put(organiser, f"{url}/{key}", category_body()).status_code == 428
    second = put(organiser, f"{url}/{other}", category_body(code="c2", name_ar="الثاني"))
    assert second.json()["position"] == 1
    changed = put(organiser, f"{url}/{key}", body | {"places": 3}, 1)
    assert (changed.status_code, changed.json()["places"], changed.json()["version"]) == (200, 3, 2)
    stale = put(organiser, f"{url}/{key}", body, 1)
    assert (stale.status_code, stale.json()["current"]) == (412, changed.json())
    assert organiser.get(f"{API}{url}/{key}").json() == changed.json()
    order = {"ids": [str(other), str(key)]}
    ordered = put(organiser, f"/editions/{edition.id}/category-order", order)
    assert [one["id"] for one in ordered.json()] == [str(other), str(key)]
    assert put(organiser, f"/editions/{edition.id}/category-order", order).status_code == 200
    short = put(organiser, f"/editions/{edition.id}/category-order", {"ids": [str(key)]})
    assert (short.status_code, short.json()["code"]) == (409, "order_incomplete")
    listed = organiser.get(f"{API}{url}").json()
    assert (listed["total"], [one["code"] for one in listed["items"]]) == (2, ["c2", "c1"])
    found = organiser.get(f"{API}{url}?q=الثَّاني").json()
    assert [one["code"] for one in found["items"]] == ["c2"]
    assert organiser.delete(f"{API}{url}/{key}").status_code == 204
    assert organiser.get(f"{API}{url}/{key}").status_code == 404
    assert [act for act, *_ in acts(session)] == [
        "put_category",
        "put_category",
        "put_category",
        "order_categories",
        "delete_category",
    ]


@pytest.mark.parametrize(
    ("values", "code", "loc"),
    [
        ({"code": "a b"}, "bad_code", ["code"]),
        ({"code": "taken"}, "code_taken", ["code"]),
        ({"rubric_id": str(uuid7())}, "rubric_unknown", ["rubric_id"]),
        ({"places": 0}, "greater_than_equal", ["places"]),
        ({"entrant_kind": "robot"}, "enum", ["entrant_kind"]),
        ({"name_ar": ""}, "text_missing", ["name_ar"]),
        (
            {"levels": [{"name_ar": "ذهبي", "from_rank": 2, "to_rank": 1}]},
            "level_reversed",
            ["levels", 0, "to_rank"],
        ),
        (
            {
                "levels": [
                    {"name_ar": "ذهبي", "from_rank": 1, "to_rank": 2},
                    {"name_ar": "فضي", "from_rank": 2, "to_rank": 3},
                ]
            },
            "level_overlap",
            ["levels", 1, "from_rank"],
        ),
    ],
)
def test_a_wrong_category_leaves_nothing(
    session: Session,
    edition: Edition,
    organiser: TestClient,
    values: dict[str, Any],
    code: str,
    loc: list[str | int],
) -> None:
    make_category(session, edition, code="taken", rubric_id=None)
    make_rubric(session, make_edition(session))
    answer = put(organiser, f"/editions/{edition.id}/categories/{uuid7()}", category_body(**values))
    assert (answer.status_code, codes(answer.json())) == (422, [(code, loc)])
    assert session.scalars(select(Category.code)).all() == ["taken"]


def test_another_editions_category_is_not_found(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, make_edition(session))
    url = f"/editions/{edition.id}/categories/{category.id}"
    assert organiser.get(f"{API}{url}").status_code == 404
    assert put(organiser, url, category_body(), 1).status_code == 404
    assert organiser.delete(f"{API}{url}").status_code == 404


def test_a_public_category_changes_with_a_note_and_is_not_deleted(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition, code="c1", name_ar="الفرع الأول", name_en="")
    move(session, edition, "open")
    url = f"/editions/{edition.id}/categories/{category.id}"
    body = category_body(rubric_id=str(category.rubric_id), name_en="")
    silent = put(organiser, url, body | {"eligibility_ar": "شرط"}, 1)
    assert codes(silent.json()) == [("change_note_required", ["change_ar"])]
    noted = put(organiser, url, body | {"eligibility_ar": "شرط", "change_ar": "أضيف شرط"}, 1)
    assert noted.status_code == 200
    refused = organiser.delete(f"{API}{url}")
    assert (refused.status_code, refused.json()["code"]) == (409, "category_public")
    move(session, edition, "judging")
    frozen = put(organiser, url, body | {"eligibility_ar": "شرط", "places": 2}, 2)
    assert (frozen.status_code, frozen.json()["code"]) == (409, "rulebook_frozen")
    late = put(organiser, f"/editions/{edition.id}/categories/{uuid7()}", category_body(code="n"))
    assert (late.status_code, late.json()["code"]) == (409, "rulebook_frozen")
    assert session.scalars(select(CallChange.what_ar)).all() == ["أضيف شرط"]


# ---------------------------------------------------------------- forms


def test_a_form_is_put_whole_keeps_its_ids_and_its_order(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    url = f"/categories/{category.id}/fields"
    first = field_body("one", word_limit=50, required=True)
    second = field_body("two", kind="number", minimum="٠", maximum="12.50")
    third = field_body(
        "three", kind="choice", choices=[{"code": "a", "name_ar": "أ", "name_en": "A"}]
    )
    fourth = field_body("four", kind="file", file_types=["application/pdf"], max_files=2)
    bare = put(organiser, url, {"fields": [first]})
    assert bare.status_code == 428
    made = put(organiser, url, {"fields": [first, second, third, fourth]}, 1)
    assert made.status_code == 200, made.json()
    assert made.json()["version"] == 2
    assert [one["id"] for one in made.json()["fields"]] == [
        one["id"] for one in (first, second, third, fourth)
    ]
    assert (made.json()["fields"][1]["minimum"], made.json()["fields"][1]["maximum"]) == (
        "0",
        "12.5",
    )
    assert put(organiser, url, {"fields": [first, second, third, fourth]}).status_code == 200
    # Two fields swap their codes and their places, one goes, one comes.
    fifth = field_body("five", kind="date")
    swapped = [second | {"code": "one"}, first | {"code": "two"}, fifth, fourth]
    again = put(organiser, url, {"fields": swapped}, 2)
    assert again.status_code == 200, again.json()
    assert [(one["id"], one["code"]) for one in again.json()["fields"]] == [
        (second["id"], "one"),
        (first["id"], "two"),
        (fifth["id"], "five"),
        (fourth["id"], "four"),
    ]
    assert organiser.get(f"{API}{url}").json() == again.json()
    assert session.scalars(select(Field.code).order_by(Field.position)).all() == [
        "one",
        "two",
        "five",
        "four",
    ]
    stale = put(organiser, url, {"fields": []}, 2)
    assert (stale.status_code, stale.json()["current"]) == (412, again.json())
    assert [act for act, *_ in acts(session)] == ["put_fields", "put_fields"]


def test_a_field_with_answers_stays_and_keeps_its_kind(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    kept = make_field(session, category)
    make_field(session, category, position=1)
    entry = make_entry(session, category)
    session.add(Answer(entry_id=entry.id, field_id=kept.id, value="نص", saved_at=NOW))
    session.commit()
    url = f"/categories/{category.id}/fields"
    old = [
        {k: v for k, v in one.items() if k != "position"}
        for one in organiser.get(f"{API}{url}").json()["fields"]
    ]
    gone = put(organiser, url, {"fields": [old[1]]}, 1)
    assert (gone.status_code, gone.json()["code"], gone.json()["fields"]) == (
        409,
        "field_in_use",
        [kept.label_ar],
    )
    english = organiser.put(
        f"{API}{url}",
        json={"fields": [old[1]]},
        headers={"If-Match": '"1"', "Accept-Language": "en"},
    ).json()
    assert english["fields"] == [kept.label_en]
    assert (kept.label_en in english["title"], kept.label_ar in english["title"]) == (True, False)
    other_kind = put(organiser, url, {"fields": [old[0] | {"kind": "url"}, old[1]]}, 1)
    assert other_kind.json()["code"] == "field_in_use"
    renamed = put(organiser, url, {"fields": [old[0] | {"label_ar": "جديد"}]}, 1)
    assert [one["label_ar"] for one in renamed.json()["fields"]] == ["جديد"]
    assert session.scalars(select(Field.id)).all() == [kept.id]


def test_a_wrong_form_names_everything_at_once_in_the_readers_language(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    twin = field_body("same")
    fields = [
        twin,
        field_body("same", kind="number", minimum="5", maximum="1", word_limit=3),
        field_body("pick", kind="choice"),
        field_body("many", kind="multi_choice", choices=[{"code": "a", "name_ar": "أ"}] * 2),
        field_body("file", kind="file", file_types=["text/html"], max_bytes=2**39),
        twin | {"code": "again", "choices": [{"code": "a", "name_ar": "أ"}], "max_files": 2},
    ]
    answer = put(organiser, f"/categories/{category.id}/fields", {"fields": fields}, 1)
    assert (answer.status_code, answer.json()["code"]) == (422, "form_invalid")
    at = "fields"
    assert codes(answer.json()) == [
        ("duplicate_field", [at, 0, "id"]),
        ("duplicate_code", [at, 0, "code"]),
        ("duplicate_code", [at, 1, "code"]),
        ("not_for_this_kind", [at, 1, "word_limit"]),
        ("range_reversed", [at, 1, "maximum"]),
        ("choices_missing", [at, 2, "choices"]),
        ("duplicate_choice", [at, 3, "choices", 0, "code"]),
        ("duplicate_choice", [at, 3, "choices", 1, "code"]),
        ("bad_media_type", [at, 4, "file_types", 0]),
        ("max_bytes_too_large", [at, 4, "max_bytes"]),
        ("duplicate_field", [at, 5, "id"]),
        ("not_for_this_kind", [at, 5, "choices"]),
        ("not_for_this_kind", [at, 5, "max_files"]),
    ]
    assert session.scalars(select(Field)).all() == []


def test_anothers_field_cannot_be_taken(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    foreign = make_field(session, make_category(session, make_edition(session)))
    body = {"fields": [field_body("mine", id=str(foreign.id))]}
    assert put(organiser, f"/categories/{category.id}/fields", body, 1).status_code == 404
    assert session.get_one(Field, foreign.id).category_id == foreign.category_id


@pytest.mark.parametrize(
    ("values", "code"),
    [({"minimum": "1,5"}, "not_a_number"), ({"minimum": "0.0001"}, "number_too_fine")],
)
def test_numbers_of_a_field_are_read_as_people_write_them(
    session: Session, edition: Edition, organiser: TestClient, values: dict[str, Any], code: str
) -> None:
    category = make_category(session, edition)
    body = {"fields": [field_body(kind="number", **values)]}
    answer = put(organiser, f"/categories/{category.id}/fields", body, 1)
    assert codes(answer.json()) == [(code, ["fields", 0, "minimum"])]


def test_a_public_form_is_not_written_directly(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    move(session, edition, "open")
    answer = put(organiser, f"/categories/{category.id}/fields", {"fields": [field_body()]}, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "form_public")
    assert session.scalars(select(Field.id)).all() == []


def test_a_form_of_a_draft_is_seen_by_its_staff_alone(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    category = make_category(session, edition)
    stranger = sign_in(make_staff(session, make_edition(session)))
    url = f"{API}/categories/{category.id}/fields"
    assert [organiser.get(url).status_code, stranger.get(url).status_code] == [200, 404]
    move(session, edition, "open")
    assert stranger.get(url).status_code == 200
    assert stranger.get(f"{API}/categories/{uuid7()}/fields").status_code == 404


# ---------------------------------------------------------------- rubrics


def test_a_rubric_is_put_whole_with_the_shares_of_the_worked_example(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    key, body = uuid7(), rubric_body()
    url = f"/editions/{edition.id}/rubrics/{key}"
    made = put(organiser, url, body)
    assert made.status_code == 201, made.json()
    a, b, c = made.json()["criteria"]
    assert [
        (one["code"], one["share"], one["share_percent"]) for one in (a, *b["children"], c)
    ] == [
        ("a", "3/10", "30.00"),
        ("b1", "1/10", "10.00"),
        ("b2", "1/10", "10.00"),
        ("c", "1/2", "50.00"),
    ]
    assert (b["share"], b["minimum"], a["minimum"], a["maximum"]) == (None, None, "0", "5")
    assert put(organiser, url, body).status_code == 200
    assert put(organiser, url, body | {"name_ar": "غيره"}).status_code == 428
    # The same criteria in another order, two codes swapped, one with levels, one gone.
    first, _, last = body["criteria"]
    level = {"id": str(uuid7()), "code": "low", "name_ar": "أدنى", "points": "0"}
    top = {"id": str(uuid7()), "code": "high", "name_ar": "أعلى", "points": "5"}
    changed = {
        "name_ar": "النموذج",
        "criteria": [
            last | {"code": "a", "levels": [level, top], "step": None},
            first | {"code": "c"},
        ],
    }
    again = put(organiser, url, changed, 1)
    assert (again.status_code, again.json()["version"]) == (200, 2)
    assert [
        (one["id"], one["code"], one["share"], [x["points"] for x in one["levels"]])
        for one in again.json()["criteria"]
    ] == [(last["id"], "a", "5/8", ["0", "5"]), (first["id"], "c", "3/8", [])]
    assert organiser.get(f"{API}{url}").json() == again.json()
    assert put(organiser, url, changed, 1).status_code == 200
    stale = put(organiser, url, body, 1)
    assert (stale.status_code, stale.json()["current"]) == (412, again.json())
    assert [act for act, *_ in acts(session)] == ["put_rubric", "put_rubric"]
    assert len(session.scalars(select(Criterion.id)).all()) == 2
    assert len(session.scalars(select(Level.id)).all()) == 2


def test_a_wrong_rubric_names_each_place_in_the_tree(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    body = {
        "name_ar": "خطأ",
        "criteria": [
            leaf_body("a", 0),
            {
                "id": str(uuid7()),
                "code": "b",
                "name_ar": "ب",
                "children": [
                    leaf_body("a", minimum="5", maximum="1"),
                    leaf_body("d d", step=None),
                ],
            },
        ],
    }
    url = f"/editions/{edition.id}/rubrics/{uuid7()}"
    answer = put(organiser, url, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "rubric_invalid")
    assert sorted(codes(answer.json()), key=str) == sorted(
        [
            ("duplicate_code", ["criteria", 0, "code"]),
            ("bad_weight", ["criteria", 0, "weight"]),
            ("duplicate_code", ["criteria", 1, "children", 0, "code"]),
            ("scale_reversed", ["criteria", 1, "children", 0, "maximum"]),
            ("bad_code", ["criteria", 1, "children", 1, "code"]),
            ("step_or_levels", ["criteria", 1, "children", 1, "step"]),
        ],
        key=str,
    )
    empty = put(organiser, url, {"name_ar": "خطأ", "criteria": []})
    assert codes(empty.json()) == [("empty", ["criteria"])]
    assert session.scalars(select(Rubric)).all() == []


def test_ids_of_another_rubric_cannot_be_taken(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    foreign = make_rubric(session, make_edition(session))
    body = {"name_ar": "ن", "criteria": [leaf_body("a", id=str(foreign.criteria[0].id))]}
    url = f"/editions/{edition.id}/rubrics"
    answer = put(organiser, f"{url}/{uuid7()}", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "criterion_id_taken")
    assert put(organiser, f"{url}/{foreign.id}", rubric_body(), 1).status_code == 404
    twice = str(uuid7())
    levels = [
        {"id": twice, "code": code, "name_ar": code, "points": points}
        for code, points in (("low", "0"), ("high", "5"))
    ]
    answer = put(
        organiser, f"{url}/{uuid7()}", {"name_ar": "ن", "criteria": [leaf_body("a", levels=levels)]}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "criterion_id_taken")


def test_a_rubric_in_use_is_not_deleted_and_a_frozen_one_not_changed(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition, code="c1")
    free = make_rubric(session, edition)
    url = f"/editions/{edition.id}/rubrics"
    used = organiser.delete(f"{API}{url}/{category.rubric_id}")
    assert (used.status_code, used.json()["code"], used.json()["categories"]) == (
        409,
        "rubric_in_use",
        [category.name_ar],
    )
    listed = organiser.get(f"{API}{url}").json()["items"]
    assert sorted((one["id"], one["criteria"], one["categories"]) for one in listed) == sorted(
        [
            (str(category.rubric_id), 5, [str(category.id)]),
            (str(free.id), 5, []),
        ]
    )
    assert organiser.delete(f"{API}{url}/{free.id}").status_code == 204
    move(session, edition, "judging")
    body = rubric_body()
    for answer in (
        organiser.delete(f"{API}{url}/{category.rubric_id}"),
        put(organiser, f"{url}/{category.rubric_id}", body, 1),
        put(organiser, f"{url}/{uuid7()}", body),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "rulebook_frozen")


def test_lists_cost_the_same_however_long(
    session: Session, edition: Edition, organiser: TestClient, statements: list[str]
) -> None:
    def cost(url: str) -> int:
        session.commit()
        statements.clear()
        assert organiser.get(f"{API}{url}").status_code == 200
        return len(statements)

    urls = [f"/editions/{edition.id}/categories", f"/editions/{edition.id}/rubrics"]
    make_field(session, make_category(session, edition, code="x0"))
    first = [cost(url) for url in urls]
    for number in range(4):
        category = make_category(session, edition, code=f"y{number}", position=number)
        make_field(session, category)
    assert [cost(url) for url in urls] == first
    csv = organiser.get(f"{API}{urls[0]}?format=csv")
    assert len(csv.text.splitlines()) == 6
    assert UUID(organiser.get(f"{API}{urls[1]}").json()["items"][0]["id"])
