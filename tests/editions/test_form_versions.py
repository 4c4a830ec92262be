"""Versions of a form over HTTP: sections, conditions, drafts, publishing, and what entries keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.editions.models import CallChange, Edition, Field, FormDraft, FormVersion, Section
from app.entries.models import Answer, Entry
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.editions.support import API, acts, codes, field_body
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_round,
    make_staff,
)

SignIn = Callable[..., TestClient]


@pytest.fixture
def edition(session: Session) -> Edition:
    return make_edition(session, call_opened_at=NOW - timedelta(days=9))


@pytest.fixture
def organiser(session: Session, sign_in: SignIn, edition: Edition) -> TestClient:
    return sign_in(make_staff(session, edition))


def put(client: TestClient, url: str, body: Any, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": str(version)}
    return client.put(f"{API}{url}", json=body, headers=headers)


def publish(client: TestClient, category_id: Any, version: int, note: str = "سؤال جديد") -> Any:
    return client.post(
        f"{API}/categories/{category_id}/form-draft/publish",
        json={"note_ar": note, "note_en": ""},
        headers={"If-Match": str(version)},
    )


def section_body(**values: Any) -> dict[str, Any]:
    return {"id": str(uuid7()), "title_ar": "عن الخدمة", "title_en": "The service"} | values


def when(field: dict[str, Any], op: str = "answered", value: str = "") -> dict[str, Any]:
    return {"match": "all", "conditions": [{"field_id": field["id"], "op": op, "value": value}]}


def as_sent(form: dict[str, Any]) -> dict[str, Any]:
    return {"sections": form["sections"], "fields": form["fields"]}


# ---------------------------------------------------------------- before the call


def test_sections_hold_fields_in_their_order(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="draft")
    organiser = sign_in(make_staff(session, edition))
    category = make_category(session, edition)
    url = f"/categories/{category.id}/fields"
    one, two = section_body(), section_body(title_ar="الأثر", intro_ar="أرقام لا أوصاف.")
    last = field_body("last", section_id=two["id"])
    first = field_body(
        "first", section_id=one["id"], kind="choice", choices=[{"code": "a", "name_ar": "أ"}]
    )
    top = field_body("top")
    third = field_body(
        "third", section_id=two["id"], visible_if=when(first, "equals", "a"), character_limit=90
    )
    body = {"sections": [one, two], "fields": [last, first, top, third]}
    made = put(organiser, url, body, 1)
    assert made.status_code == 200, made.json()
    assert [one["code"] for one in made.json()["fields"]] == ["top", "first", "last", "third"]
    assert [one["title_ar"] for one in made.json()["sections"]] == ["عن الخدمة", "الأثر"]
    assert made.json()["fields"][3]["visible_if"] == when(first, "equals", "a")
    assert put(organiser, url, as_sent(made.json())).status_code == 200  # the same again
    # A section goes; what it held must have moved or gone too.
    orphan = put(organiser, url, body | {"sections": [one]}, 2)
    assert codes(orphan.json()) == [
        ("unknown_section", ["fields", 0, "section_id"]),
        ("unknown_section", ["fields", 3, "section_id"]),
    ]
    moved = [last | {"section_id": None}, first, top]
    again = put(organiser, url, {"sections": [one], "fields": moved}, 2)
    assert [one["code"] for one in again.json()["fields"]] == ["last", "top", "first"]
    assert session.scalars(select(Section.title_ar)).all() == ["عن الخدمة"]
    assert session.scalars(select(FormVersion.id)).all() == []


@pytest.mark.parametrize(
    ("second", "code", "loc"),
    [
        ({"visible_if": "self"}, "condition_forward", ["visible_if", "conditions", 0, "field_id"]),
        ({"visible_if": "later"}, "condition_forward", ["visible_if", "conditions", 0, "field_id"]),
        ({"visible_if": "op"}, "condition_op", ["visible_if", "conditions", 0, "op"]),
        ({"visible_if": "value"}, "condition_value", ["visible_if", "conditions", 0, "value"]),
        ({"character_limit": 5, "kind": "url"}, "not_for_this_kind", ["character_limit"]),
        ({"options": {"total": True}}, "not_for_this_kind", ["options", "total"]),
        ({"kind": "table"}, "columns_missing", ["options", "columns"]),
        (
            {"kind": "table", "options": {"columns": [{"code": "a", "name_ar": "أ"}] * 2}},
            "duplicate_column",
            ["options", "columns", 0, "code"],
        ),
        (
            {
                "kind": "table",
                "options": {
                    "columns": [{"code": "a", "name_ar": "أ"}],
                    "min_rows": 3,
                    "max_rows": 2,
                },
            },
            "range_reversed",
            ["options", "max_rows"],
        ),
        (
            {
                "kind": "table",
                "options": {
                    "columns": [{"code": "a", "name_ar": "أ"}],
                    "rows": [{"code": "r", "name_ar": "ر"}],
                    "max_rows": 2,
                },
            },
            "rows_fixed",
            ["options", "max_rows"],
        ),
    ],
)
def test_a_form_that_could_not_be_filled_is_refused_at_its_place(
    session: Session, sign_in: SignIn, second: dict[str, Any], code: str, loc: list[Any]
) -> None:
    edition = make_edition(session, phase="draft")
    organiser = sign_in(make_staff(session, edition))
    category = make_category(session, edition)
    first = field_body("one", kind="choice", choices=[{"code": "a", "name_ar": "أ"}])
    later, own = field_body("three"), str(uuid7())
    condition = {
        "self": when({"id": own}),
        "later": when(later),
        "op": when(first, "includes", "a"),
        "value": when(first, "equals", "b"),
    }
    if "visible_if" in second:
        second = {"visible_if": condition[second["visible_if"]]}
    body = {"fields": [first, field_body("two", id=own, **second), later]}
    answer = put(organiser, f"/categories/{category.id}/fields", body, 1)
    assert [codes(answer.json())[0]] == [(code, ["fields", 1, *loc])]
    assert session.scalars(select(Field.id)).all() == []


# ---------------------------------------------------------------- the next version


def test_a_version_is_prepared_compared_and_published(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    kept = make_field(session, category, code="kept", label_ar="باقٍ", label_en="")
    gone = make_field(session, category, code="gone", label_ar="ذاهب", label_en="", position=1)
    url = f"/categories/{category.id}/form-draft"
    empty = organiser.get(f"{API}{url}").json()
    assert (empty["version"], empty["changes"], empty["edited_at"]) == (0, [], None)
    renamed = next(one for one in empty["fields"] if one["id"] == str(kept.id)) | {
        "label_ar": "باقٍ باسم آخر",
        "required": True,
    }
    new = field_body("gone", label_ar="جديد", label_en="", visible_if=when({"id": str(kept.id)}))
    body = {"fields": [renamed, new]}
    assert put(organiser, url, body).status_code == 428
    saved = put(organiser, url, body, 0)
    assert saved.status_code == 200, saved.json()
    assert [(one["kind"], one["label_ar"], one["details"]) for one in saved.json()["changes"]] == [
        ("changed", "باقٍ باسم آخر", ["label", "required"]),
        ("added", "جديد", []),
        ("removed", "ذاهب", []),
    ]
    # Nobody but staff sees it before it is published.
    assert [
        one["label_ar"]
        for one in organiser.get(f"{API}/categories/{category.id}/fields").json()["fields"]
    ] == ["باقٍ", "ذاهب"]
    stale = put(organiser, url, {"fields": []}, 0)
    assert (stale.status_code, stale.json()["current"]) == (412, saved.json())
    assert publish(organiser, category.id, 0).status_code == 412
    done = publish(organiser, category.id, 1)
    assert done.status_code == 200, done.json()
    assert (done.json()["form_version"], [one["code"] for one in done.json()["fields"]]) == (
        2,
        ["kept", "gone"],
    )
    session.expire_all()
    assert session.get_one(Field, gone.id).retired_at == NOW
    assert session.scalars(select(FormDraft.category_id)).all() == []
    versions = organiser.get(f"{API}/categories/{category.id}/form-versions").json()["items"]
    assert [(one["number"], one["note_ar"], len(one["changes"])) for one in versions] == [
        (2, "سؤال جديد", 3),
        (1, "", 0),
    ]
    assert session.execute(select(CallChange.kind, CallChange.what_ar)).all() == [
        ("form", "سؤال جديد")
    ]
    assert [act for act, *_ in acts(session)] == ["put_form_draft", "publish_form"]
    nothing = publish(organiser, category.id, 0)
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_changed")


def test_what_a_public_form_refuses(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    field = make_field(session, category, code="one")
    url = f"/categories/{category.id}/form-draft"
    other_kind = put(
        organiser, url, {"fields": [field_body("one", id=str(field.id), kind="url")]}, 0
    )
    assert codes(other_kind.json()) == [("kind_fixed", ["fields", 0, "kind"])]
    silent = publish(organiser, category.id, 0, note="")
    assert codes(silent.json()) == [("text_missing", ["note_ar"])]
    assert put(organiser, url, {"fields": []}, 0).status_code == 200
    nothing = publish(organiser, category.id, 1)
    assert (nothing.status_code, nothing.json()["code"]) == (409, "form_without_fields")
    assert organiser.delete(f"{API}{url}").status_code == 204
    assert organiser.delete(f"{API}{url}").status_code == 204
    assert organiser.get(f"{API}{url}").json()["version"] == 0
    for phase, code in (("draft", "form_not_public"), ("approved", "call_frozen")):
        edition.phase = phase
        session.commit()
        answer = put(organiser, url, {"fields": []}, 0)
        assert (answer.status_code, answer.json()["code"]) == (409, code)


# ---------------------------------------------------------------- what entries keep


def new_version(organiser: TestClient, category_id: Any, *fields: dict[str, Any]) -> None:
    url = f"/categories/{category_id}/form-draft"
    saved = put(organiser, url, {"fields": list(fields)}, 0)
    assert saved.status_code == 200, saved.json()
    assert publish(organiser, category_id, 1).status_code == 200


def test_a_new_question_can_be_answered_for_some_time(
    session: Session, edition: Edition, organiser: TestClient, clock: Clock
) -> None:
    category = make_category(session, edition)
    known = make_field(
        session, category, code="known", required=True, freeze_at=NOW - timedelta(hours=1)
    )
    known_body = field_body("known", id=str(known.id), freeze_at=known.freeze_at.isoformat())
    late = field_body("late", required=True, freeze_at=(NOW + timedelta(hours=1)).isoformat())
    url = f"/categories/{category.id}/form-draft"
    body = {"fields": [known_body | {"required": True}, late]}
    assert put(organiser, url, body, 0).status_code == 200
    clock.forward(hours=2)  # meanwhile its moment has passed
    refused = publish(organiser, category.id, 1)
    assert (refused.status_code, refused.json()["code"]) == (422, "form_invalid")
    assert [(one["loc"], one["code"]) for one in refused.json()["errors"]] == [
        (["fields", 1, "freeze_at"], "frozen_from_the_start")
    ]
    assert put(organiser, url, {"fields": [known_body, late]}, 1).status_code == 422
    assert put(organiser, url, {"fields": [known_body, late | {"required": False}]}, 1).is_success
    assert publish(organiser, category.id, 2).status_code == 200


def test_a_draft_keeps_its_answers_and_is_told_and_a_submitted_entry_stays_valid(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    category = make_category(session, edition)
    old = make_field(session, category, code="old", label_ar="قديم", required=True)
    agency = make_organisation(session)
    member = make_member(session, agency)
    draft, sent = (make_entry(session, category, agency) for _ in range(2))
    draft.created_at = NOW - timedelta(hours=1)
    for entry in (draft, sent):
        session.add(
            Answer(entry_id=entry.id, field_id=old.id, value="نص", revision=1, saved_at=NOW)
        )
    session.commit()
    client = sign_in(member)
    mine = f"{API}/entrant/entries"
    assert client.post(f"{mine}/{sent.id}/submit").status_code == 200
    new = field_body("new", label_ar="جديد", required=True)
    organiser = sign_in(make_staff(session, edition))
    new_version(organiser, category.id, new)

    client = sign_in(member)
    seen = client.get(f"{mine}/{draft.id}").json()
    assert [one["code"] for one in seen["fields"]] == ["new"]
    assert [one["code"] for one in seen["retired"]] == ["old"]
    assert [(one["field_id"], one["value"]) for one in seen["answers"]] == [(str(old.id), "نص")]
    assert [one["note_ar"] for one in seen["form_changes"]] == ["سؤال جديد"]
    assert [one["field_code"] for one in seen["missing"]] == ["new"]
    listed = client.get(mine).json()["items"]
    assert {one["number"]: [m["field_code"] for m in one["missing"]] for one in listed} == {
        draft.number: ["new"],
        sent.number: [],
    }
    retired = client.put(
        f"{mine}/{draft.id}/answers/{old.id}", json={"value": "آخر"}, headers={"If-Match": "1"}
    )
    assert (retired.status_code, retired.json()["code"]) == (403, "field_retired")
    kept = client.get(f"{mine}/{sent.id}").json()
    assert ([one["code"] for one in kept["fields"]], kept["retired"], kept["form_changes"]) == (
        ["old"],
        [],
        [],
    )
    session.expire_all()
    assert (
        session.get_one(Entry, sent.id).form_version,
        session.get_one(Entry, draft.id).form_version,
    ) == (1, None)
    mails = session.scalars(select(Mail).where(Mail.template == "form_changed")).all()
    assert [mail.to_email for mail in mails] == [member.email]


def test_a_returned_entry_is_corrected_in_its_own_version(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    category = make_category(session, edition)
    old = make_field(session, category, code="old", required=True)
    agency = make_organisation(session)
    entry = make_entry(
        session,
        category,
        agency,
        state="returned",
        state_reason="أكملوا",
        submitted_at=NOW,
        form_version=1,
        return_until=NOW + timedelta(days=1),
    )
    new_version(organiser, category.id, field_body("new", required=True))
    client = sign_in(make_member(session, agency))
    url = f"{API}/entrant/entries/{entry.id}"
    assert [one["field_code"] for one in client.get(url).json()["missing"]] == ["old"]
    saved = client.put(
        f"{url}/answers/{old.id}", json={"value": "نص"}, headers={"If-None-Match": "*"}
    )
    assert saved.status_code == 200, saved.json()
    assert client.post(f"{url}/submit").json()["state"] == "submitted"


def test_hidden_questions_are_not_required_and_not_shown_to_jurors(
    session: Session, edition: Edition, sign_in: SignIn
) -> None:
    category = make_category(session, edition)
    gate = make_field(
        session,
        category,
        code="gate",
        kind="choice",
        choices=[{"code": "yes", "name_ar": "نعم"}, {"code": "no", "name_ar": "لا"}],
        required=True,
    )
    more = make_field(
        session,
        category,
        code="more",
        position=1,
        required=True,
        visible_if={
            "match": "all",
            "conditions": [{"field_id": str(gate.id), "op": "equals", "value": "yes"}],
        },
    )
    agency = make_organisation(session)
    entry = make_entry(session, category, agency)
    client = sign_in(make_member(session, agency))
    url = f"{API}/entrant/entries/{entry.id}"

    def answer(field: Field, value: Any, revision: str) -> None:
        condition = {"If-None-Match": "*"} if revision == "*" else {"If-Match": revision}
        saved = client.put(f"{url}/answers/{field.id}", json={"value": value}, headers=condition)
        assert saved.status_code == 200, saved.json()

    def missing() -> list[str]:
        return [one["field_code"] for one in client.get(url).json()["missing"]]

    assert missing() == ["gate"]
    answer(gate, "yes", "*")
    assert missing() == ["more"]
    answer(more, "تفصيل", "*")
    answer(gate, "no", "1")
    assert missing() == []
    assert client.post(f"{url}/submit").status_code == 200
    # The answer is kept, though nobody who judges reads it.
    assert session.scalars(select(Answer.value).where(Answer.field_id == more.id)).all() == [
        "تفصيل"
    ]
    session.get_one(Entry, entry.id).state = "eligible"
    juror = make_juror(session, edition)
    evaluation = make_evaluation(session, make_round(session, edition), entry, juror)
    session.commit()
    desk = (
        sign_in(session.get_one(User, juror.user_id))
        .get(f"{API}/juror/evaluations/{evaluation.id}")
        .json()
    )
    assert [one["code"] for one in desk["entry"]["fields"]] == ["gate"]
    assert [one["field_id"] for one in desk["entry"]["answers"]] == [str(gate.id)]


def test_what_is_hidden_from_jurors_later_is_hidden_in_older_versions_too(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    category = make_category(session, edition)
    field = make_field(session, category, code="who")
    entry = make_entry(session, category, state="eligible", submitted_at=NOW, form_version=1)
    shown = field_body("who", id=str(field.id), visible_to_jurors=False)
    new_version(organiser, category.id, shown)
    juror = make_juror(session, edition)
    evaluation = make_evaluation(session, make_round(session, edition), entry, juror)
    desk = (
        sign_in(session.get_one(User, juror.user_id))
        .get(f"{API}/juror/evaluations/{evaluation.id}")
        .json()
    )
    assert desk["entry"]["fields"] == []


@pytest.mark.parametrize(
    ("values", "phase"),
    [({"freeze_at": NOW - timedelta(minutes=1)}, "open"), ({"freeze_phase": "open"}, "screening")],
)
def test_a_frozen_answer_stays_while_the_rest_may_change(
    session: Session, edition: Edition, sign_in: SignIn, values: dict[str, Any], phase: str
) -> None:
    category = make_category(session, edition)
    frozen = make_field(session, category, code="frozen", **values)
    free = make_field(session, category, code="free", position=1)
    agency = make_organisation(session)
    state = (
        {"state": "returned", "state_reason": "س", "submitted_at": NOW}
        if phase == "screening"
        else {}
    )
    until = {"return_until": NOW + timedelta(days=1)} if state else {}
    entry = make_entry(session, category, agency, **state, **until)
    edition.phase = phase
    session.commit()
    client = sign_in(make_member(session, agency))
    url = f"{API}/entrant/entries/{entry.id}"
    assert client.get(url).json()["frozen"] == [str(frozen.id)]
    first = {"If-None-Match": "*"}
    no = client.put(f"{url}/answers/{frozen.id}", json={"value": "نص"}, headers=first)
    assert (no.status_code, no.json()["code"]) == (403, "field_frozen")
    yes = client.put(f"{url}/answers/{free.id}", json={"value": "نص"}, headers=first)
    assert yes.status_code == 200
    assert session.scalars(select(Answer.field_id)).all() == [free.id]
    # Required and never answered, it traps nobody: neither here nor in the list.
    frozen.required = free.required = True
    session.commit()
    assert client.get(url).json()["missing"] == []
    (row,) = client.get(f"{API}/entrant/entries").json()["items"]
    assert row["missing"] == []
    done = client.post(f"{url}/submit")
    assert done.status_code == 200, done.text


def test_a_frozen_file_stays(session: Session, edition: Edition, sign_in: SignIn) -> None:
    category = make_category(session, edition)
    field = make_field(
        session, category, kind="file", freeze_at=NOW - timedelta(minutes=1), max_files=2
    )
    agency = make_organisation(session)
    entry = make_entry(session, category, agency)
    client = sign_in(make_member(session, agency))
    sent = client.put(
        f"{API}/entrant/entries/{entry.id}/attachments/{uuid7()}",
        params={"field_id": str(field.id), "name": "proof.pdf"},
        content=b"%PDF-1.4 x",
    )
    assert (sent.status_code, sent.json()["code"]) == (403, "field_frozen")
