"""The screening desk: two persons, corrections of named fields, checklist, messages, queue, bulk, assignment."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.audit.models import AuditEvent
from app.editions.models import Category, Edition, Field
from app.entries.models import Answer, Entry
from app.entries.screening_invariants import INVARIANTS
from app.entries.screening_models import ChecklistItem, ScreeningDecision, ScreeningSettings
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.organisations.models import Organisation
from tests.conftest import NOW, Clock
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_staff,
)

SignIn = Callable[..., TestClient]
API = "/api/v1"


class Scene:
    """An edition in screening: an entry with two answers, another, two screeners, an organiser."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.edition: Edition = make_edition(
            session, phase="screening", closes_at=NOW - timedelta(seconds=1)
        )
        self.category: Category = make_category(session, self.edition)
        self.fields: list[Field] = [
            make_field(session, self.category, position=at, required=at == 0, label_ar=f"س{at}")
            for at in range(3)
        ]
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency, language="ar")
        self.entry = self.enter("بوابة البلدية")
        self.other = self.enter("تطبيق المواعيد")
        self.draft: Entry = make_entry(session, self.category, self.agency, title_ar="مسودة")
        self.first: User = make_staff(session, self.edition, Role.screener)
        self.second: User = make_staff(session, self.edition, Role.screener)
        self.organiser: User = make_staff(session, self.edition)
        session.commit()

    def enter(self, title: str, **values: Any) -> Entry:
        values = {"state": "submitted", "submitted_at": NOW, "form_version": 1} | values
        entry: Entry = make_entry(
            self.session, self.category, self.agency, title_ar=title, **values
        )
        for field in self.fields[:2]:
            self.session.add(
                Answer(entry_id=entry.id, field_id=field.id, value="نص", revision=1, saved_at=NOW)
            )
        return entry

    def two_persons(self) -> None:
        self.session.add(ScreeningSettings(edition_id=self.edition.id, two_persons=True))
        self.session.commit()

    def desk(self, rest: str = "", entry: Entry | None = None) -> str:
        return f"{API}/entries/{(entry or self.entry).id}/screening{rest}"

    def queue(self, rest: str = "") -> str:
        return f"{API}/editions/{self.edition.id}/screening{rest}"

    def seen(self, entry: Entry | None = None) -> dict[str, str]:
        """The version of an entry that is decided on: as it is now."""
        self.session.expire_all()
        return {"If-Match": f'"{(entry or self.entry).version}"'}

    def mine(self, rest: str = "") -> str:
        return f"{API}/entrant/entries/{self.entry.id}{rest}"


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def mails(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(Mail.template, Mail.to_email).order_by(Mail.id))
    return [tuple(row) for row in rows]


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def codes(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def nothing_broken(session: Session) -> None:
    broken = {name: session.execute(one).all() for name, one in INVARIANTS.items()}
    assert {name: rows for name, rows in broken.items() if rows} == {}


def test_two_persons_decide(scene: Scene, session: Session, sign_in: SignIn) -> None:
    scene.two_persons()
    first, second = sign_in(scene.first), sign_in(scene.second)
    alone = f"{API}/entries/{scene.entry.id}/mark-eligible"
    assert codes(first.post(alone, headers=scene.seen())) == (409, "two_persons_decide")
    many = f"{API}/editions/{scene.edition.id}/entries/mark-eligible"
    assert codes(first.post(many, json={"dry_run": True})) == (409, "two_persons_decide")
    assert first.get(f"{API}/entries/{scene.entry.id}").json()["may"] == []
    boss = sign_in(scene.organiser)
    # Where an entry belongs is no decision on its eligibility.
    assert boss.get(f"{API}/entries/{scene.entry.id}").json()["may"] == ["move_entry"]
    out = f"{API}/entries/{scene.entry.id}/disqualify"
    assert codes(boss.post(out, json={"reason": "س"}, headers=scene.seen())) == (
        409,
        "two_persons_first",
    )
    word = {"decision": "ineligible", "reason": "أقل من ستة أشهر"}
    assert codes(
        first.post(scene.desk("/proposal"), json=word | {"reason": ""}, headers=scene.seen())
    ) == (
        422,
        "text_missing",
    )
    made = first.post(scene.desk("/proposal"), json=word, headers=scene.seen()).json()
    proposal = made["proposal"]["id"]
    assert made["may"] == ["withdraw", "tick", "assign", "write", "note"]
    assert codes(second.post(scene.desk("/proposal"), json=word, headers=scene.seen())) == (
        409,
        "decision_proposed",
    )
    assert codes(
        first.post(scene.desk("/confirm"), json={"proposal_id": proposal}, headers=scene.seen())
    ) == (
        403,
        "proposed_by_you",
    )
    assert codes(
        second.post(scene.desk("/withdraw"), json={"proposal_id": proposal}, headers=scene.seen())
    ) == (
        403,
        "not_your_proposal",
    )
    assert "confirm" in second.get(scene.desk()).json()["may"]
    no = second.post(
        scene.desk("/decline"),
        json={"proposal_id": proposal, "reason": "عمرها سنة"},
        headers=scene.seen(),
    ).json()
    assert (no["proposal"], no["decisions"][0]["state"]) == (None, "declined")
    assert mails(session) == [("decision_declined", scene.first.email)]
    assert codes(
        second.post(scene.desk("/confirm"), json={"proposal_id": proposal}, headers=scene.seen())
    ) == (
        409,
        "proposal_over",
    )
    again = second.post(scene.desk("/proposal"), json=word, headers=scene.seen()).json()[
        "proposal"
    ]["id"]
    assert (
        second.post(
            scene.desk("/withdraw"), json={"proposal_id": again}, headers=scene.seen()
        ).status_code
        == 200
    )
    yes = second.post(
        scene.desk("/proposal"), json={"decision": "eligible"}, headers=scene.seen()
    ).json()["proposal"]
    done = first.post(
        scene.desk("/confirm"), json={"proposal_id": yes["id"]}, headers=scene.seen()
    ).json()
    assert done["decisions"][0]["state"] == "confirmed"
    assert done["decisions"][0]["decided_by"]["id"] == str(scene.first.id)
    session.expire_all()
    assert scene.entry.state == "eligible"
    assert mails(session)[1:] == [("entry_eligible", scene.sara.email)]
    assert acts(session) == [
        "propose_decision", "decline_decision", "propose_decision", "withdraw_proposal",
        "propose_decision", "mark_eligible", "confirm_decision",
    ]  # fmt: skip
    nothing_broken(session)


def test_a_proposal_is_overtaken_by_what_its_people_do(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    scene.two_persons()
    assert codes(
        sign_in(scene.first).post(
            scene.desk("/proposal"), json={"decision": "eligible"}, headers=scene.seen()
        )
    ) == (200, "")
    sara = sign_in(scene.sara)
    assert sara.post(scene.mine("/withdraw"), json={"reason": "سبب"}).status_code == 200
    (row,) = session.scalars(select(ScreeningDecision)).all()
    assert (row.state, row.decided_by) == ("overtaken", scene.sara.id)
    nothing_broken(session)


def test_only_what_was_named_is_corrected(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    first, sara = sign_in(scene.first), sign_in(scene.sara)
    a, b, c = (str(one.id) for one in scene.fields)
    until = (NOW + timedelta(days=3)).isoformat()
    word = {"reason": "صحّح ما يلي", "until": until}

    def back(**more: Any) -> Any:
        url = f"{API}/entries/{scene.entry.id}/return"
        return first.post(url, json=word | more, headers=scene.seen())

    wrong = back(parts=[{"part": str(uuid7())}])
    assert codes(wrong) == (422, "part_unknown")
    parts = [{"part": a, "note": "اذكر السنة"}, {"part": "title_en", "note": ""}]
    assert back(parts=parts).status_code == 200
    seen = sara.get(scene.mine()).json()
    assert seen["corrections"] == parts
    assert seen["open_parts"] == sorted([a, "title_en"])
    assert "لا يُفتح للتعديل" in session.scalars(select(Mail.text)).one()

    def save(field: str, value: str, revision: str) -> Any:
        header = "If-None-Match" if revision == "*" else "If-Match"
        return sara.put(
            scene.mine(f"/answers/{field}"), json={"value": value}, headers={header: revision}
        )

    assert codes(save(b, "آخر", '"1"')) == (403, "part_not_returned")
    assert codes(save(c, "آخر", "*")) == (403, "part_not_returned")
    version = {"If-Match": f'"{seen["version"]}"'}
    face = sara.patch(scene.mine(), json={"title_ar": "آخر"}, headers=version)
    assert codes(face) == (403, "part_not_returned")
    assert sara.patch(scene.mine(), json={"title_en": "Portal"}, headers=version).status_code == 200
    assert save(a, "سنة 2024", '"1"').status_code == 200
    clock.forward(hours=1)
    assert sara.post(scene.mine("/submit")).status_code == 200
    after = sara.get(scene.mine()).json()
    assert (after["state"], after["corrections"], after["open_parts"]) == ("submitted", [], None)
    assert after["receipt"]["code"]
    desk = first.get(scene.desk()).json()
    assert desk["decisions"][0]["answered_at"] is not None
    answered = first.get(scene.queue("?flag=answered")).json()["items"]
    assert [row["id"] for row in answered] == [str(scene.entry.id)]
    # Returned again: the desk tells what stood there before.
    assert back(parts=parts[:1]).status_code == 200
    assert save(a, "سنة 2023", '"2"').status_code == 200
    assert sara.post(scene.mine("/submit")).status_code == 200
    last = first.get(scene.desk()).json()["decisions"][0]
    assert [(one["part"], one["before"]) for one in last["parts"]] == [(a, "سنة 2024")]
    nothing_broken(session)


def test_what_is_asked_because_of_a_correction_is_open_too(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    """Otherwise nobody could submit: a question that depends on a returned one, an answer that lacks."""
    a, _, c = scene.fields
    c.visible_if = {
        "match": "all",
        "conditions": [{"field_id": str(a.id), "op": "answered", "value": ""}],
    }
    scene.entry.state, scene.entry.return_until = "returned", NOW + timedelta(days=1)
    scene.entry.state_reason = "سبب"
    scene.entry.return_parts = [{"part": str(a.id), "note": ""}]
    session.commit()
    sara = sign_in(scene.sara)
    assert set(sara.get(scene.mine()).json()["open_parts"]) == {str(a.id), str(c.id)}
    put = sara.put(
        scene.mine(f"/answers/{c.id}"), json={"value": "نعم"}, headers={"If-None-Match": "*"}
    )
    assert put.status_code == 200


def test_checklist_and_settings(scene: Scene, session: Session, sign_in: SignIn) -> None:
    organiser, first = sign_in(scene.organiser), sign_in(scene.first)
    items = [{"id": str(uuid7()), "text_ar": f"بند {at}", "text_en": f"Item {at}"} for at in "12"]
    url = scene.queue("/settings")
    assert organiser.get(url).json() == {
        "two_persons": False,
        "version": 0,
        "checklist": [],
        "may_change": True,
    }
    body = {"two_persons": True, "checklist": items}
    assert codes(organiser.put(url, json=body)) == (428, "condition_required")
    saved = organiser.put(url, json=body, headers={"If-Match": '"0"'}).json()
    assert (saved["version"], saved["checklist"]) == (1, items)
    assert organiser.put(url, json=body).json() == saved, "the same again"
    assert codes(organiser.put(url, json=body | {"two_persons": False},
                               headers={"If-Match": '"0"'})) == (412, "stale")  # fmt: skip
    tick = f"{API}/entries/{scene.entry.id}/checklist/{items[0]['id']}"
    ticked = first.put(tick).json()["checklist"]
    assert [one["ticked_by"] and one["ticked_by"]["id"] for one in ticked] == [
        str(scene.first.id),
        None,
    ]
    assert first.put(tick).status_code == 200
    assert first.get(scene.queue()).json()["items"][0]["ticked"] == 1
    assert first.delete(tick).json()["checklist"][0]["ticked_at"] is None
    foreign = ChecklistItem(
        id=uuid7(), edition_id=make_edition(session).id, position=0, text_ar="آخر"
    )
    session.add(foreign)
    session.commit()
    assert first.put(f"{API}/entries/{scene.entry.id}/checklist/{foreign.id}").status_code == 404
    taken = {"two_persons": True, "checklist": [{"id": str(foreign.id), "text_ar": "س"}]}
    assert codes(organiser.put(url, json=taken, headers={"If-Match": '"1"'})) == (409, "id_taken")
    fewer = {"two_persons": True, "checklist": items[1:]}
    assert organiser.put(url, json=fewer, headers={"If-Match": '"1"'}).status_code == 200
    assert codes(first.put(tick)) == (404, "not_found")
    assert acts(session) == [
        "put_screening_settings", "tick_item", "untick_item", "put_screening_settings",
    ]  # fmt: skip
    nothing_broken(session)


def test_messages_both_ways_and_notes_that_stay_inside(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    first, sara = sign_in(scene.first), sign_in(scene.sara)
    write = {"body": "أين رخصة الخدمة؟"}
    thread = scene.mine("/messages")
    assert sara.get(thread).json() == {"items": [], "may_write": False}
    assert codes(sara.put(f"{thread}/{uuid7()}", json=write)) == (409, "nothing_to_reply")
    sent = f"{API}/entries/{scene.entry.id}/messages/{uuid7()}"
    assert [first.put(sent, json=write).status_code for _ in range(2)] == [201, 200]
    assert codes(first.put(sent, json={"body": "غيرها"})) == (409, "id_taken")
    draft = f"{API}/entries/{scene.draft.id}/messages/{uuid7()}"
    assert codes(first.put(draft, json=write)) == (409, "not_submitted")
    (mine,) = sara.get(thread).json()["items"]
    assert (mine["body"], mine["from_staff"], mine["by"]) == (write["body"], True, None)
    clock.forward(minutes=1)
    assert sara.put(f"{thread}/{uuid7()}", json={"body": "مرفقة"}).status_code == 201
    assert first.get(scene.queue("?flag=message")).json()["total"] == 1
    note = f"{API}/entries/{scene.entry.id}/notes/{uuid7()}"
    secret = {"body": "أشك في تاريخ الإطلاق"}
    assert [first.put(note, json=secret).status_code for _ in range(2)] == [201, 200]
    assert codes(first.put(note, json=write)) == (409, "id_taken")
    assert mails(session) == [
        ("screening_message", scene.sara.email),
        ("screening_reply", scene.first.email),
    ]
    assert write["body"] in session.scalars(select(Mail.text).order_by(Mail.id)).all()[0]
    auditor = make_staff(session, scene.edition, Role.auditor)
    desk = sign_in(auditor).get(scene.desk()).json()
    assert [one["body"] for one in desk["notes"]] == [secret["body"]]
    assert desk["may"] == []
    clock.forward(minutes=1)
    again = {"body": "شكرًا"}
    first.put(f"{API}/entries/{scene.entry.id}/messages/{uuid7()}", json=again)
    assert first.get(scene.queue("?flag=message")).json()["total"] == 0
    whole = sara.get(scene.mine()).text + sara.get(thread).text
    assert secret["body"] not in whole
    assert acts(session).count("send_message") == 2
    nothing_broken(session)


def test_a_reply_finds_whoever_answers(scene: Scene, session: Session, sign_in: SignIn) -> None:
    """Whoever screens the entry, else who wrote last, else the organisers; in their languages."""
    scene.entry.screener_id = scene.second.id
    scene.second.language = "en"
    session.commit()
    first, sara = sign_in(scene.first), sign_in(scene.sara)
    first.put(f"{API}/entries/{scene.entry.id}/messages/{uuid7()}", json={"body": "سؤال"})
    sara.put(scene.mine(f"/messages/{uuid7()}"), json={"body": "جواب"})
    scene.second.disabled_at = scene.first.disabled_at = NOW
    session.commit()
    sara.put(scene.mine(f"/messages/{uuid7()}"), json={"body": "تذكير"})
    rows = session.execute(
        select(Mail.to_email, Mail.subject)
        .where(Mail.template == "screening_reply")
        .order_by(Mail.id)
    ).all()
    assert [tuple(row) for row in rows] == [
        (scene.second.email, "A reply from the people of entry no. 101"),
        (scene.organiser.email, "رد من أهل المشاركة رقم 101"),
    ]


def test_the_queue(scene: Scene, session: Session, sign_in: SignIn, statements: list[str]) -> None:
    late = scene.enter(
        "متأخرة", state="returned", return_until=NOW - timedelta(days=1), state_reason="سبب"
    )
    late.screener_id = scene.first.id
    session.commit()
    first = sign_in(scene.first)

    def numbers(query: str) -> list[int]:
        return [row["number"] for row in first.get(scene.queue(query)).json()["items"]]

    assert numbers("") == [101, 102, 104], "a draft is nobody's to screen"
    assert numbers("?flag=overdue") == [104]
    assert numbers("?screener=me") == [104]
    assert numbers("?screener=none&sort=-number") == [102, 101]
    assert numbers(f"?screener={scene.second.id}") == []
    assert numbers("?state=returned") == [104]
    assert numbers(f"?category_id={scene.category.id}&q=المواعيد") == [102]
    assert numbers("?flag=proposed") == numbers("?flag=duplicate") == []
    assert numbers("?flag=rule") == []
    assert first.get(scene.queue("?screener=somebody")).status_code == 422
    sheet = first.get(scene.queue("?format=csv&flag=overdue"), headers={"Accept-Language": "en"})
    (row,) = csv.DictReader(io.StringIO(sheet.text.removeprefix("\ufeff")))
    assert (row["State"], row["Past its date"]) == ("Returned for correction", "Yes")
    assert first.get(scene.queue(".xlsx")).content[:2] == b"PK"
    place = first.get(scene.queue(f"/place/{scene.other.id}?sort=number")).json()
    assert place == {
        "position": 2,
        "total": 3,
        "previous_id": str(scene.entry.id),
        "next_id": str(late.id),
    }
    gone = first.get(scene.queue(f"/place/{scene.other.id}?state=returned")).json()
    assert (gone["position"], gone["previous_id"], gone["next_id"]) == (None, None, str(late.id))
    last = first.get(scene.queue(f"/place/{late.id}?state=submitted")).json()
    assert (last["previous_id"], last["next_id"]) == (str(scene.other.id), str(scene.entry.id))
    for sort in ("-number", "title", "-state", "until", "-submitted", "organisation", "category"):
        order = [one["id"] for one in first.get(scene.queue(f"?sort={sort}")).json()["items"]]
        for at, key in enumerate(order):
            place = first.get(scene.queue(f"/place/{key}?sort={sort}")).json()
            assert place["position"] == at + 1
            assert place["previous_id"] == (order[at - 1] if at else None)
            assert place["next_id"] == [*order, None][at + 1]
    decided = scene.enter("مشاركة حُكم فيها", state="eligible")
    for query in ("sort=-number", "sort=title", "sort=state", "sort=-submitted", "q=م"):
        order = [one["id"] for one in first.get(scene.queue(f"?{query}")).json()["items"]]
        narrowed = first.get(scene.queue(f"?{query}&state=submitted")).json()["items"]
        ids = [one["id"] for one in narrowed]
        place = first.get(scene.queue(f"/place/{decided.id}?{query}&state=submitted")).json()
        if query == "sort=state":  # of one state, by number
            order = [*ids, str(decided.id)]
        at = order.index(str(decided.id))
        before = [one for one in order[:at] if one in ids]
        after = [one for one in order[at:] if one in ids]
        assert (place["position"], place["total"]) == (None, len(ids))
        assert place["previous_id"] == ([None, *before][-1])
        assert place["next_id"] == [*after, *ids][0], query
    session.delete(decided)
    session.commit()
    people = first.get(scene.queue("/people")).json()
    assert people["unassigned"] == 2
    assert len(people["items"]) == 3
    statements.clear()
    numbers("")
    few = len(statements)
    for at in range(20):
        scene.enter(f"مشاركة {at}")
    session.commit()
    scene.queue()  # the test's own reading
    statements.clear()
    assert len(numbers("?size=100")) == 23
    assert len(statements) == few


def test_who_screens_what(scene: Scene, session: Session, sign_in: SignIn) -> None:
    for at in range(4):
        scene.enter(f"مشاركة {at}")
    session.commit()
    first, url = sign_in(scene.first), scene.queue("/assign")
    one = {"entry_ids": [str(scene.entry.id)]}
    assert first.post(url, json={"handing": "take"}).status_code == 422
    taken = first.post(url, json=one | {"handing": "take"}).json()
    assert [(row["id"], row["waiting"]) for row in taken["given"]] == [(str(scene.first.id), 1)]
    give = one | {"handing": "give", "screener_id": str(scene.sara.id)}
    assert codes(first.post(url, json=give)) == (422, "not_a_screener")
    give["screener_id"] = str(scene.second.id)
    assert first.post(url, json=give).json()["changed"] == 1
    assert first.post(url, json=give).json()["changed"] == 0, "the same again"
    shown = first.post(url, json={"handing": "spread", "dry_run": True}).json()
    assert (shown["changed"], shown["applied"]) == (5, False)
    spread = first.post(url, json={"handing": "spread"}).json()
    assert {row["id"]: row["waiting"] for row in spread["given"]} == {
        str(scene.first.id): 2,
        str(scene.second.id): 1,
        str(scene.organiser.id): 2,
    }
    assert first.get(scene.queue("/people")).json()["unassigned"] == 0
    assert first.post(url, json=one | {"handing": "release"}).json()["changed"] == 1
    assert first.get(scene.desk()).json()["screener"] is None
    draft = {"entry_ids": [str(scene.draft.id)], "handing": "take"}
    assert codes(first.post(url, json=draft)) == (409, "not_submitted")
    assert acts(session).count("assign_screeners") == 8


def test_a_return_is_offered_while_there_is_time(scene: Scene, sign_in: SignIn) -> None:
    """Also where the judging ends: only the moment that is chosen is bounded by it."""
    scene.edition.judging_closes_at = NOW + timedelta(days=3)
    scene.session.commit()
    may = sign_in(scene.first).get(scene.desk()).json()["may"]
    assert {"eligible", "ineligible", "returned"} <= set(may)
