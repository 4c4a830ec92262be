"""What entrants do: start, fill in two tabs, submit by the second, withdraw, ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.audit.models import AuditEvent, IdempotencyKey
from app.editions.models import Category, Edition, Field
from app.entries.models import Answer, Entry, Question
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.organisations.models import Organisation
from tests.conftest import Clock
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_grant,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]
API = "/api/v1/entrant"


class Scene:
    """An open edition with one category, an agency and two of its people."""

    def __init__(self, session: Session) -> None:
        self.edition: Edition = make_edition(session, max_entries_per_entrant=3)
        self.category: Category = make_category(session, self.edition, max_entries_per_entrant=2)
        self.field: Field = make_field(session, self.category, required=True)
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency)
        self.omar: User = make_member(session, self.agency)

    def body(self, **values: Any) -> dict[str, Any]:
        return {
            "category_id": str(self.category.id),
            "organisation_id": str(self.agency.id),
            "title_ar": "خدمة التراخيص",
            "title_en": "Licences",
        } | values


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def test_starting_is_repeatable_and_numbers_follow(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client, key = sign_in(scene.sara), uuid7()
    first = client.put(f"{API}/entries/{key}", json=scene.body())
    again = client.put(f"{API}/entries/{key}", json=scene.body())
    other = client.put(f"{API}/entries/{uuid7()}", json=scene.body())
    assert [first.status_code, again.status_code, other.status_code] == [201, 200, 201]
    assert first.json() == again.json()
    assert [first.json()["number"], other.json()["number"]] == [101, 102]
    assert first.json()["state"] == "draft"
    assert [item["code"] for item in first.json()["missing"]] == ["answer_missing"]
    assert first.headers["etag"] == '"1"'
    assert acts(session) == ["start_entry", "start_entry"]


def test_another_body_under_the_same_id_is_refused(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client, key = sign_in(scene.sara), uuid7()
    client.put(f"{API}/entries/{key}", json=scene.body())
    answer = client.put(f"{API}/entries/{key}", json=scene.body(title_ar="غيرها"))
    stranger = sign_in(make_member(session, make_organisation(session)))
    theirs = stranger.put(f"{API}/entries/{key}", json=scene.body())
    assert [(a.status_code, a.json()["code"]) for a in (answer, theirs)] == [
        (409, "id_taken"),
        (409, "id_taken"),
    ]
    assert session.get_one(Entry, key).title_ar == "خدمة التراخيص"


def test_who_may_not_start(scene: Scene, session: Session, sign_in: SignIn) -> None:
    def start(user: User, **values: Any) -> tuple[int, str]:
        answer = sign_in(user).put(f"{API}/entries/{uuid7()}", json=scene.body(**values))
        return answer.status_code, answer.json()["code"]

    nobody = make_user(session)
    insider = make_staff(session, scene.edition, Role.auditor)
    make_grant(session, insider, Role.entrant, Scope.organisation, scene.agency.id)
    refused = make_organisation(session, status="refused")
    hidden = make_category(session, make_edition(session, phase="draft"))
    assert start(nobody) == (403, "not_your_organisation")
    assert start(nobody, organisation_id=None) == (409, "entrant_kind")
    assert start(insider) == (403, "staff_may_not_enter")
    assert start(make_member(session, refused), organisation_id=str(refused.id)) == (
        409,
        "organisation_refused",
    )
    assert start(scene.sara, category_id=str(hidden.id)) == (404, "not_found")
    assert start(scene.sara, category_id=str(uuid7())) == (404, "not_found")
    assert session.scalars(select(Entry)).all() == []
    assert acts(session) == []


def test_limits_count_what_is_in_the_race(scene: Scene, session: Session, sign_in: SignIn) -> None:
    client = sign_in(scene.sara)
    make_entry(session, scene.category, scene.agency)
    ended = make_entry(session, scene.category, scene.agency, state="withdrawn")
    one = client.put(f"{API}/entries/{uuid7()}", json=scene.body())
    two = client.put(f"{API}/entries/{uuid7()}", json=scene.body())
    assert ended.state == "withdrawn"
    assert (one.status_code, two.status_code) == (201, 409)
    assert (two.json()["code"], two.json()["limit"]) == ("category_limit", 2)


def test_an_individual_enters_in_their_own_name(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    scene.category.entrant_kind = "individual"
    session.commit()
    person = make_user(session)
    client = sign_in(person)
    answer = client.put(f"{API}/entries/{uuid7()}", json=scene.body(organisation_id=None))
    assert answer.status_code == 201
    assert answer.json()["organisation"] is None
    listed = client.get(f"{API}/entries").json()
    assert [(row["number"], listed["total"]) for row in listed["items"]] == [(101, 1)]
    assert sign_in(scene.sara).get(f"{API}/entries/{answer.json()['id']}").status_code == 404


def test_enterable_categories_give_reasons(
    scene: Scene, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    for number in range(3):
        make_category(session, scene.edition, position=number + 1, entrant_kind="any")
    make_entry(session, scene.category, scene.agency)
    make_entry(session, scene.category, scene.agency)
    client, wanted = sign_in(scene.sara), {"edition_id": str(scene.edition.id)}
    statements.clear()
    answer = client.get(f"{API}/categories", params=wanted)
    asked = len(statements)
    body = answer.json()
    assert (answer.status_code, body["accepts"], body["why_not"]) == (200, True, None)
    shown = [
        [
            (o["organisation"] and o["organisation"]["id"], [r["code"] for r in o["reasons"]])
            for o in item["entrants"]
        ]
        for item in body["items"]
    ]
    agency = str(scene.agency.id)
    assert shown == [
        [(agency, ["category_limit"]), (None, ["entrant_kind"])],
        *[[(agency, []), (None, [])]] * 3,
    ]
    assert asked <= 12


def test_titles_change_by_version(scene: Scene, session: Session, sign_in: SignIn) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    url, client = f"{API}/entries/{entry.id}", sign_in(scene.sara)
    without = client.patch(url, json={"title_ar": "جديد"})
    first = client.patch(url, json={"title_ar": "جديد"}, headers={"If-Match": '"1"'})
    stale = client.patch(url, json={"title_ar": "أقدم"}, headers={"If-Match": '"1"'})
    again = client.patch(url, json={"title_ar": "جديد"}, headers={"If-Match": '"1"'})
    assert [a.status_code for a in (without, first, stale, again)] == [428, 200, 412, 200]
    assert stale.json()["current"]["title_ar"] == "جديد"
    assert again.json()["version"] == first.json()["version"] == 2
    session.refresh(entry)
    assert (entry.title_ar, entry.folded) == ("جديد", "جديد example service")


def put(client: TestClient, scene: Scene, entry: Entry, value: Any, **condition: str) -> Any:
    headers = {
        {"match": "If-Match", "none": "If-None-Match"}[name]: text
        for name, text in condition.items()
    }
    return client.put(
        f"{API}/entries/{entry.id}/answers/{scene.field.id}", json={"value": value}, headers=headers
    )


def test_two_people_in_two_tabs_lose_nothing(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    other_field = make_field(session, scene.category, position=1)
    sara, omar = sign_in(scene.sara), sign_in(scene.omar)
    assert put(sara, scene, entry, "بلا شرط").status_code == 428
    first = put(sara, scene, entry, "  نص سارة ", none="*")
    assert (first.status_code, first.json()["value"], first.json()["revision"]) == (
        200,
        "نص سارة",
        1,
    )
    elsewhere = omar.put(
        f"{API}/entries/{entry.id}/answers/{other_field.id}",
        json={"value": "حقل آخر"},
        headers={"If-None-Match": "*"},
    )
    assert elsewhere.status_code == 200
    replay = put(sara, scene, entry, "نص سارة", none="*")
    assert (replay.status_code, replay.json()["revision"]) == (200, 1)
    blind = put(omar, scene, entry, "نص عمر", none="*")
    assert blind.status_code == 412
    assert blind.json()["code"] == "answer_changed"
    assert blind.json()["yours"] == "نص عمر"
    assert blind.json()["current"] == {
        "value": "نص سارة",
        "revision": 1,
        "saved_at": "2026-03-10T09:00:00Z",
        "saved_by_ar": scene.sara.name_ar,
        "saved_by_en": scene.sara.name_en,
    }
    merged = put(omar, scene, entry, "نص سارة وعمر", match='"1"')
    stale = put(sara, scene, entry, "نص سارة ٢", match='"1"')
    same = put(sara, scene, entry, "نص سارة وعمر", match='"1"')
    assert [a.status_code for a in (merged, stale, same)] == [200, 412, 200]
    cleared = put(sara, scene, entry, None, match='"2"')
    assert (cleared.status_code, cleared.json()["value"], cleared.json()["revision"]) == (
        200,
        None,
        3,
    )
    session.expire_all()
    rows = session.execute(
        select(Answer.field_id, Answer.value, Answer.revision).where(Answer.entry_id == entry.id)
    )
    assert {tuple(row) for row in rows} == {
        (scene.field.id, None, 3),
        (other_field.id, "حقل آخر", 1),
    }
    assert acts(session) == ["save_answer"] * 4


def test_answers_are_checked_and_belong_to_the_form(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    foreign = make_field(session, make_category(session, scene.edition))
    number = make_field(session, scene.category, position=2, kind="number", maximum=10)
    client = sign_in(scene.sara)

    def save(field: UUID, value: Any) -> tuple[int, str]:
        answer = client.put(
            f"{API}/entries/{entry.id}/answers/{field}",
            json={"value": value},
            headers={"If-None-Match": "*"},
        )
        body = answer.json()
        return answer.status_code, body.get("errors", [body])[0].get("code", "")

    assert save(foreign.id, "نص") == (404, "not_found")
    assert save(number.id, "كثير") == (422, "not_a_number")
    assert save(number.id, "١١") == (422, "out_of_range")
    assert save(number.id, ["1"]) == (422, "not_text")
    assert save(number.id, "١٠")[0] == 200
    assert (
        client.put(
            f"{API}/entries/{entry.id}/answers/{number.id}",
            json={"value": "1", "note": "x"},
            headers={"If-Match": "1"},
        ).status_code
        == 422
    )
    assert session.scalars(select(Answer.value)).all() == ["10"]


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 200), (1, 423)])
def test_the_deadline_acts_by_the_second(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock, seconds: int, status: int
) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    client = sign_in(scene.sara)
    assert put(client, scene, entry, "نص", none="*").status_code == 200
    clock.now = scene.edition.closes_at + timedelta(seconds=seconds)
    saved = put(client, scene, entry, "نص آخر", match='"1"')
    sent = client.post(f"{API}/entries/{entry.id}/submit")
    assert (saved.status_code, sent.status_code) == (status, status)
    session.expire_all()
    assert session.get_one(Entry, entry.id).state == ("submitted" if status == 200 else "draft")
    if status == 423:
        assert sent.json()["code"] == "deadline_passed"
        assert sent.json()["closes_at"] == "2026-03-20T09:00:00Z"
        title = sent.json()["title"].replace("\u2068", "").replace("\u2069", "")
        assert "20 مارس 2026" in title
        assert "1447" in title
        assert "12:00" in title
        assert (sent.json()["zone"], sent.json()["digits"]) == ("Asia/Riyadh", "latn")
        start = client.put(f"{API}/entries/{uuid7()}", json=scene.body())
        assert start.status_code == 423
        assert client.get(f"{API}/entries/{entry.id}").json()["may_not"]["edit"] == {
            "code": "deadline_passed",
            "facts": {
                "closes_at": "2026-03-20T09:00:00Z",
                "zone": "Asia/Riyadh",
                "digits": "latn",
            },
        }


def test_the_deadline_is_told_in_the_editions_zone_and_the_readers_language(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene.edition.timezone = "Asia/Tokyo"
    session.commit()
    clock.now = scene.edition.closes_at + timedelta(seconds=1)
    answer = sign_in(scene.sara, "en").put(f"{API}/entries/{uuid7()}", json=scene.body())
    title = answer.json()["title"].replace("\u2068", "").replace("\u2069", "")
    assert "20 March 2026" in title
    assert "18:00" in title
    assert "UTC+9" in title


def test_submitting_names_all_that_is_missing(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    files = make_field(session, scene.category, position=1, kind="file", required=True, code="doc")
    entry = make_entry(session, scene.category, scene.agency)
    answer = sign_in(scene.sara, "en").post(f"{API}/entries/{entry.id}/submit")
    assert (answer.status_code, answer.json()["code"]) == (422, "entry_incomplete")
    assert [(i["field_id"], i["code"]) for i in answer.json()["items"]] == [
        (str(scene.field.id), "answer_missing"),
        (str(files.id), "file_missing"),
    ]
    assert session.get_one(Entry, entry.id).state == "draft"
    assert session.scalars(select(Mail)).all() == []


def test_submitting_twice_has_one_effect(scene: Scene, session: Session, sign_in: SignIn) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    client = sign_in(scene.sara)
    put(client, scene, entry, "نص", none="*")
    url, key = f"{API}/entries/{entry.id}/submit", {"Idempotency-Key": "abc"}
    first = client.post(url, headers=key)
    replay = client.post(url, headers=key)
    other = client.post(url)
    assert [first.status_code, replay.status_code, other.status_code] == [200, 200, 409]
    assert first.json() == replay.json()
    assert other.json()["code"] == "already_submitted"
    assert first.json()["state"] == "submitted"
    assert (first.json()["may_edit"], first.json()["may_withdraw"]) == (True, True)
    mails = session.scalars(select(Mail)).all()
    assert [(mail.to_email, mail.template) for mail in mails] == [
        (scene.sara.email, "entry_submitted")
    ]
    assert "101" in mails[0].subject
    assert "خدمة المثال" not in mails[0].text
    assert f"/app/entrant/entries/{entry.id}" in mails[0].text
    assert acts(session) == ["save_answer", "submit_entry"]
    assert len(session.scalars(select(IdempotencyKey)).all()) == 1
    second = make_entry(session, scene.category, scene.agency)
    reused = client.post(f"{API}/entries/{second.id}/submit", headers=key)
    assert reused.json()["errors"][0]["code"] == "idempotency_key_reused"


def test_a_refused_submit_leaves_its_key_free(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    client, key = sign_in(scene.sara), {"Idempotency-Key": "abc"}
    assert client.post(f"{API}/entries/{entry.id}/submit", headers=key).status_code == 422
    put(client, scene, entry, "نص", none="*")
    assert client.post(f"{API}/entries/{entry.id}/submit", headers=key).status_code == 200


def test_a_pending_agency_drafts_but_does_not_submit(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    scene.agency.status = "pending"
    session.commit()
    client = sign_in(scene.sara)
    started = client.put(f"{API}/entries/{uuid7()}", json=scene.body())
    assert started.status_code == 201
    assert started.json()["may_not"]["submit"]["code"] == "organisation_pending"
    entry = session.get_one(Entry, UUID(started.json()["id"]))
    put(client, scene, entry, "نص", none="*")
    answer = client.post(f"{API}/entries/{entry.id}/submit")
    assert (answer.status_code, answer.json()["code"]) == (409, "organisation_pending")


def test_withdrawing_and_deleting(scene: Scene, session: Session, sign_in: SignIn) -> None:
    draft = make_entry(session, scene.category, scene.agency)
    sent = make_entry(
        session, scene.category, scene.agency, state="eligible", submitted_at=scene.edition.opens_at
    )
    client = sign_in(scene.sara)
    put(client, scene, draft, "نص", none="*")
    assert client.post(f"{API}/entries/{draft.id}/withdraw", json={"reason": "سبب"}).json()[
        "code"
    ] == ("draft_is_deleted")
    assert client.delete(f"{API}/entries/{sent.id}").json()["code"] == "not_a_draft"
    assert client.delete(f"{API}/entries/{draft.id}").status_code == 204
    assert client.delete(f"{API}/entries/{draft.id}").status_code == 404
    back = client.put(f"{API}/entries/{draft.id}", json=scene.body())
    assert (back.status_code, back.json()["code"]) == (409, "entry_deleted")
    empty = client.post(f"{API}/entries/{sent.id}/withdraw", json={"reason": "  "})
    assert empty.status_code == 422
    scene.edition.phase = "judging"
    organisers = [make_staff(session, scene.edition)] + [make_user(session) for _ in range(2)]
    scopes = ((Scope.programme, scene.edition.programme_id), (Scope.instance, None))
    for user, scope in zip(organisers[1:], scopes, strict=True):
        make_grant(session, user, Role.organiser, *scope)
    make_grant(session, organisers[0], Role.organiser, Scope.instance, None)  # told once
    session.commit()
    gone = client.post(f"{API}/entries/{sent.id}/withdraw", json={"reason": "أُلغي المشروع"})
    assert (gone.json()["state"], gone.json()["state_reason"]) == ("withdrawn", "أُلغي المشروع")
    session.expire_all()
    assert session.scalars(select(Answer)).all() == []
    assert [entry.id for entry in session.scalars(select(Entry))] == [sent.id]
    told = sorted(tuple(row) for row in session.execute(select(Mail.template, Mail.to_email)))
    colleague = [(kind, scene.omar.email) for kind in ("draft_deleted", "withdrawal_told")]
    assert told == sorted([*colleague, *(("entry_withdrawn", user.email) for user in organisers)])
    assert acts(session) == ["save_answer", "delete_entry", "withdraw_entry"]


def test_others_see_nothing(scene: Scene, session: Session, sign_in: SignIn) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    stranger = sign_in(make_member(session, make_organisation(session)))
    url = f"{API}/entries/{entry.id}"
    answers = [
        stranger.get(url),
        stranger.patch(url, json={"title_ar": "x"}, headers={"If-Match": "1"}),
        stranger.delete(url),
        stranger.post(f"{url}/submit"),
        stranger.post(f"{url}/withdraw", json={"reason": "x"}),
        stranger.get(f"{url}/questions"),
        put(stranger, scene, entry, "x", none="*"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert stranger.get(f"{API}/entries").json()["items"] == []


def test_asking_the_organiser(scene: Scene, session: Session, sign_in: SignIn) -> None:
    entry = make_entry(session, scene.category, scene.agency)
    organiser = make_staff(session, scene.edition)
    client, key = sign_in(scene.sara), uuid7()
    url = f"{API}/entries/{entry.id}/questions/{key}"
    first = client.put(url, json={"body": "هل يكفي عام؟"})
    again = client.put(url, json={"body": "هل يكفي عام؟"})
    changed = client.put(url, json={"body": "سؤال آخر"})
    assert [a.status_code for a in (first, again, changed)] == [201, 200, 409]
    assert [
        q["body"] for q in client.get(f"{API}/entries/{entry.id}/questions").json()["items"]
    ] == ["هل يكفي عام؟"]
    assert session.scalars(select(Mail.to_email)).all() == [organiser.email]
    assert len(session.scalars(select(Question)).all()) == 1


def test_my_list_searches_folded_and_costs_the_same(
    scene: Scene, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    make_entry(
        session, scene.category, scene.agency, title_ar="شؤون البلدية", folded="شءون البلديه"
    )
    client = sign_in(scene.sara)
    statements.clear()
    one = client.get(f"{API}/entries").json()
    few = len(statements)
    for _ in range(6):
        make_entry(session, scene.category, scene.agency)
    statements.clear()
    many = client.get(f"{API}/entries").json()
    assert (one["total"], many["total"], len(statements)) == (1, 7, few)
    lacks = [[item["code"] for item in row["missing"]] for row in many["items"]]
    assert lacks == [["answer_missing"]] * 7
    found = client.get(f"{API}/entries", params={"q": "شئون البلديه"}).json()
    assert [row["title_ar"] for row in found["items"]] == ["شؤون البلدية"]
    assert client.get(f"{API}/entries", params={"sort": "color"}).status_code == 422
    text = client.get(f"{API}/entries", params={"format": "csv"})
    assert text.text.count("\r\n") == 8
    assert text.text.count("مسودة") == 7
    drafts = client.get(f"{API}/entries", params={"state": "submitted"}).json()
    assert drafts["total"] == 0
