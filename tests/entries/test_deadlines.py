"""Deadlines by the server's clock: more time for one entrant, reminders once each, a calendar file."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Role
from app.audit.models import AuditEvent
from app.editions.models import CallChange
from app.entries.models import Entry
from app.entries.reminder_rules import due_step
from app.entries.reminder_service import editions_to_remind, remind_edition
from app.entries.screening_models import ScreeningDecision
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

PLAN = [168, 48, 6]
HOUR = timedelta(hours=1)


class Scene:
    """A call that closes in twenty days, an agency of two with a draft."""

    def __init__(self, session: Session, sign_in: Any) -> None:
        self.session = session
        self.edition = make_edition(session, closes_at=NOW + timedelta(days=20))
        self.category = make_category(session, self.edition)
        self.agency = make_organisation(session)
        self.people = [
            make_member(session, self.agency, language="ar"),
            make_member(session, self.agency, language="en"),
        ]
        self.entry: Entry = make_entry(session, self.category, self.agency)
        self.organiser: TestClient = sign_in(make_staff(session, self.edition))
        self.mine: TestClient = sign_in(self.people[0])
        self.url = f"/api/v1/editions/{self.edition.id}"

    def at(self) -> str:
        return f"/api/v1/entrant/entries/{self.entry.id}"

    def extend(self, until: datetime, **target: str) -> Any:
        body = {"until": until.isoformat(), "reason": "عطل في الشبكة", **target}
        return self.organiser.put(f"{self.url}/extensions/{uuid7()}", json=body)

    def remind(self, now: datetime) -> int:
        posted = 0
        for edition_id in editions_to_remind(self.session, SYSTEM_ACTOR, now):
            posted += remind_edition(self.session, SYSTEM_ACTOR, edition_id, now)
        self.session.commit()
        return posted

    def mails(self) -> list[Mail]:
        wanted = select(Mail).where(Mail.template == "deadline_reminder")
        return list(self.session.scalars(wanted.order_by(Mail.created_at, Mail.language)))


@pytest.fixture
def scene(session: Session, sign_in: Any) -> Scene:
    return Scene(session, sign_in)


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (169 * HOUR, None),
        (168 * HOUR, 168),
        (49 * HOUR, 168),
        (48 * HOUR, 48),
        (7 * HOUR, 48),
        (6 * HOUR, 6),
        (timedelta(seconds=1), 6),
        (timedelta(0), None),
        (-HOUR, None),
    ],
)
def test_the_nearest_step_is_due(before: timedelta, step: int | None) -> None:
    assert due_step(PLAN, NOW, NOW - before) == step


def test_a_step_before_the_deadline_was_set_is_none() -> None:
    now = NOW - 47 * HOUR
    assert due_step(PLAN, NOW, now, [NOW - 48 * HOUR]) == 48
    assert due_step(PLAN, NOW, now, [NOW - 47.5 * HOUR]) is None
    assert due_step(PLAN, None, now) is None
    assert due_step([], NOW, now) is None


def test_each_person_is_reminded_once_for_each_step(scene: Scene) -> None:
    closes = scene.edition.closes_at
    moments = [closes - 8 * 24 * HOUR + n * HOUR / 2 for n in range(2 * 8 * 24 + 4)]
    posted = Counter(scene.remind(now) for now in moments)
    assert posted == {0: len(moments) - 3, 2: 3}
    mails = scene.mails()
    assert [mail.created_at for mail in mails[::2]] == [closes - step * HOUR for step in PLAN]
    assert [mail.language for mail in mails] == ["ar", "en"] * 3
    assert mails[0].subject.startswith("بقي على موعد التقديم 7 أيام – ")
    assert mails[2].subject.startswith("بقي على موعد التقديم يومان – ")
    assert mails[4].subject.startswith("بقي على موعد التقديم 6 ساعات – ")
    assert mails[1].subject == f"7 days left to submit entry no. {scene.entry.number}"
    assert mails[5].subject == f"6 hours left to submit entry no. {scene.entry.number}"
    assert "/calendar.ics" in mails[0].text
    assert "خدمة المثال" not in mails[0].text


def test_what_was_submitted_is_not_reminded_and_no_plan_sends_nothing(scene: Scene) -> None:
    closes = scene.edition.closes_at
    answer = scene.organiser.put(f"{scene.url}/reminders", json={"hours": []})
    assert (answer.status_code, answer.json()["hours"]) == (200, [])
    assert scene.remind(closes - HOUR) == 0
    answer = scene.organiser.put(f"{scene.url}/reminders", json={"hours": [2, 5, 2]})
    assert answer.json()["hours"] == [5, 2]
    assert answer.json()["people"] == 2
    scene.session.refresh(scene.entry)
    scene.entry.state, scene.entry.submitted_at = "submitted", NOW
    scene.session.commit()
    assert scene.remind(closes - HOUR) == 0
    wrong = scene.organiser.put(f"{scene.url}/reminders", json={"hours": [0]})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "reminders_invalid")


def test_more_time_is_offered_to_whoever_may_give_it(
    scene: Scene, session: Session, sign_in: Any
) -> None:
    scene.edition.phase = "screening"
    screener = sign_in(make_staff(session, scene.edition, Role.screener))
    for who, may in ((scene.organiser, True), (screener, False)):
        assert who.get(f"{scene.url}/reminders").json()["may_extend"] is may


def test_what_was_changed_since_or_returned_is_reminded(
    scene: Scene, session: Session, clock: Clock
) -> None:
    closes = scene.edition.closes_at

    def retitle(title: str) -> None:
        match = {"If-Match": f'"{scene.mine.get(scene.at()).json()["version"]}"'}
        done = scene.mine.patch(scene.at(), json={"title_ar": title}, headers=match)
        assert done.status_code == 200, done.text
        session.expire_all()

    saved = scene.entry.title_ar
    assert scene.mine.post(f"{scene.at()}/submit").status_code == 200
    assert scene.remind(closes - HOUR) == 0, "what was submitted stands"
    clock.now = NOW + HOUR
    retitle("عنوان آخر")
    assert scene.remind(closes - HOUR) == 2
    mails = scene.mails()
    assert "ولم يُقدَّم ما تغيّر فيها" in mails[0].text
    assert "the changes have not been submitted" in mails[1].text
    assert "عنوان آخر" not in mails[0].text
    retitle(saved)  # changed back is nothing to remind of
    scene.edition.reminder_hours = [6, 1]
    session.commit()
    assert scene.remind(closes - HOUR) == 0
    # Returned for correction: by its own date, after the call has closed, and not at once.
    until = closes + 72 * HOUR
    scene.edition.phase = "screening"
    scene.entry.state, scene.entry.return_until = "returned", until
    session.add(
        ScreeningDecision(
            id=uuid7(),
            entry_id=scene.entry.id,
            decision="returned",
            state="made",
            reason="ناقصة",
            proposed_at=until - 5 * HOUR,
            decided_at=until - 5 * HOUR,
        )
    )
    session.commit()
    assert scene.remind(until - 4 * HOUR) == 0
    assert scene.remind(until - HOUR) == 2
    assert "أُعيدت إليكم للاستكمال" in scene.mails()[2].text


def test_a_moved_deadline_moves_the_steps(scene: Scene) -> None:
    closes = scene.edition.closes_at
    assert scene.remind(closes - 48 * HOUR) == 2
    scene.session.add(
        CallChange(
            id=uuid7(),
            edition_id=scene.edition.id,
            kind="deadline",
            what_ar="تمديد",
            changed_at=closes - 40 * HOUR,
        )
    )
    scene.edition.closes_at = closes + 72 * HOUR
    scene.session.commit()
    assert scene.remind(closes - 39 * HOUR) == 0  # the seven days of the new one are long past
    assert scene.remind(closes + 24 * HOUR) == 2
    assert scene.remind(closes + 25 * HOUR) == 0


def test_one_entry_goes_on_after_the_call_closed(
    scene: Scene, session: Session, clock: Clock
) -> None:
    closes = scene.edition.closes_at
    other = make_entry(session, scene.category, make_organisation(session))
    clock.now = closes + HOUR
    until = closes + 48 * HOUR
    assert not scene.mine.get(scene.at()).json()["may_edit"]
    done = scene.extend(until, entry_id=str(scene.entry.id))
    assert done.status_code == 201, done.text
    assert (done.json()["number"], done.json()["entries"]) == (scene.entry.number, 1)
    scene.edition.phase = "screening"
    session.commit()
    (row,) = scene.mine.get("/api/v1/entrant/entries").json()["items"]
    assert row["is_open"], "also where the call is over for everybody else"
    page = scene.mine.get(scene.at()).json()
    assert page["may_edit"]
    assert page["deadline"] == page["extended_until"] == until.isoformat().replace("+00:00", "Z")
    session.expire_all()
    assert session.get_one(Entry, other.id).extended_until is None
    mails = session.scalars(select(Mail).where(Mail.template == "deadline_extended")).all()
    assert {mail.language for mail in mails} == {"ar", "en"}
    assert all("عطل في الشبكة" in mail.text for mail in mails)
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "extend_deadline").order_by(AuditEvent.id)
    ).all()
    assert [one.facts["reason"] for one in acts] == ["عطل في الشبكة"]
    listed = scene.organiser.get(f"{scene.url}/extensions").json()
    assert (listed["total"], listed["items"][0]["reason"]) == (1, "عطل في الشبكة")
    clock.now = until
    assert scene.mine.get(scene.at()).json()["may_edit"]
    clock.now = until + timedelta(milliseconds=1)
    assert not scene.mine.get(scene.at()).json()["may_edit"]


def test_a_person_who_enters_alone_is_named_and_found(scene: Scene, session: Session) -> None:
    alone = make_user(session, name_ar="منى الحربي", name_en="Muna Alharbi")
    entry = make_entry(session, scene.category, owner_id=alone.id)
    until = scene.edition.closes_at + 24 * HOUR
    assert scene.extend(until, entry_id=str(entry.id)).json()["entrant_en"] == "Muna Alharbi"
    for asked in ("حربي", str(entry.number)):
        listed = scene.organiser.get(f"{scene.url}/extensions", params={"q": asked}).json()
        assert [one["entrant_ar"] for one in listed["items"]] == ["منى الحربي"]


def test_an_agency_is_given_more_time_for_what_it_began(scene: Scene, session: Session) -> None:
    second = make_entry(session, scene.category, scene.agency)
    until = scene.edition.closes_at + 24 * HOUR
    done = scene.extend(until, organisation_id=str(scene.agency.id))
    assert (done.status_code, done.json()["entries"]) == (201, 2)
    session.expire_all()
    assert session.get_one(Entry, second.id).extended_until == until
    assert scene.remind(until - 6 * HOUR) == 4


@pytest.mark.parametrize(
    ("phase", "hours", "code"),
    [
        ("open", -1, "extension_not_later"),
        ("open", 0, "extension_not_later"),
        ("open", -24 * 30, "deadline_in_past"),
        ("judging", 5, "extension_too_late"),
        ("draft", 5, "extension_too_late"),
    ],
)
def test_refused_extensions(
    scene: Scene, session: Session, phase: str, hours: int, code: str
) -> None:
    scene.edition.phase = phase
    session.commit()
    until = scene.edition.closes_at + hours * HOUR
    assert scene.extend(until, entry_id=str(scene.entry.id)).json()["code"] == code
    assert scene.organiser.get(f"{scene.url}/extensions").json()["total"] == 0


def test_an_extension_names_one_target_that_can_use_it(scene: Scene, session: Session) -> None:
    until = scene.edition.closes_at + HOUR
    assert scene.extend(until).json()["code"] == "one_target"
    assert scene.extend(until, entry_id=str(uuid7())).status_code == 404
    scene.entry.state = "withdrawn"
    session.commit()
    assert scene.extend(until, entry_id=str(scene.entry.id)).json()["code"] == "nothing_to_extend"


def test_an_extension_never_takes_time_away(scene: Scene, session: Session) -> None:
    closes: datetime = scene.edition.closes_at
    second = make_entry(session, scene.category, scene.agency)
    long, short = closes + 144 * HOUR, closes + 48 * HOUR
    agency = {"organisation_id": str(scene.agency.id)}
    assert scene.extend(long, entry_id=str(scene.entry.id)).status_code == 201
    refused = scene.extend(long, entry_id=str(scene.entry.id)).json()
    (error,) = refused["errors"]
    assert (refused["status"], error["code"]) == (422, "extension_shorter")
    assert error["closes_at"] == "2026-04-05T09:00:00Z"
    done = scene.extend(short, **agency)
    assert (done.status_code, done.json()["entries"]) == (201, 1), "the other keeps its own"
    session.expire_all()
    assert session.get_one(Entry, scene.entry.id).extended_until == long
    assert session.get_one(Entry, second.id).extended_until == short
    told = [one["until"] for one in scene.mine.get(f"{scene.at()}/deadlines").json()]
    assert told == ["2026-04-05T09:00:00Z"]
    assert scene.extend(short, **agency).json()["code"] == "extension_shorter"
    mails = session.scalars(select(Mail).where(Mail.template == "deadline_extended")).all()
    assert len(mails) == 4
    assert scene.remind(long - HOUR) == 2
    (mail, _) = scene.mails()
    assert "أضفه إلى تقويمك" in mail.text
    assert "calendar.ics" not in mail.text


def test_an_extension_is_shortened_by_its_own_act_with_notice(
    scene: Scene, session: Session, clock: Clock
) -> None:
    closes: datetime = scene.edition.closes_at
    second = make_entry(session, scene.category, scene.agency)
    target = {"organisation_id": str(scene.agency.id)}

    def shorten(until: datetime, to: dict[str, str], key: str = "") -> Any:
        body = {"until": until.isoformat(), "reason": "خطأ في التاريخ", **to}
        return scene.organiser.put(f"{scene.url}/shortenings/{key or uuid7()}", json=body)

    def code(answer: Any) -> str:
        return str(answer.json()["code"])

    assert code(shorten(closes + HOUR, target)) == "nothing_to_shorten"
    given = scene.extend(closes + 900 * HOUR, **target).json()
    assert scene.extend(closes + 1000 * HOUR, entry_id=str(second.id)).status_code == 201
    until = closes + 96 * HOUR
    assert code(shorten(closes - HOUR, target)) == "shortening_before_call"
    clock.now = until - 23 * HOUR
    assert code(shorten(until, target)) == "deadline_too_soon"
    clock.now = until - 24 * HOUR
    assert code(shorten(until, target, given["id"])) == "id_taken"
    key = str(uuid7())
    done = shorten(until, target, key)
    assert done.status_code == 201, done.text
    assert (done.json()["entries"], done.json()["before"]) == (2, "2026-05-11T01:00:00Z")
    assert shorten(until, target, key).status_code == 200
    session.expire_all()
    assert {one.extended_until for one in (scene.entry, second)} == {until}
    told = scene.mine.get(f"{scene.at()}/deadlines").json()
    assert [(one["before"], one["until"]) for one in told] == [
        ("2026-05-06T21:00:00Z", "2026-04-03T09:00:00Z"),
        (None, "2026-05-06T21:00:00Z"),
    ]
    mails = session.scalars(select(Mail).where(Mail.template == "extension_shortened")).all()
    assert len(mails) == 4
    assert sum("كان: " in mail.text or "It was " in mail.text for mail in mails) == 4
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "shorten_extension").order_by(AuditEvent.id)
    ).all()
    assert [one.facts["entries"] for one in acts] == [[scene.entry.number, second.number]]
    scene.edition.phase = "judging"
    session.commit()
    assert code(shorten(until, target)) == "extension_too_late"


def test_an_entry_reads_only_what_moved_its_own_deadline(scene: Scene, session: Session) -> None:
    closes: datetime = scene.edition.closes_at
    returned = make_entry(session, scene.category, scene.agency, state="returned")
    assert scene.extend(closes + 48 * HOUR, organisation_id=str(scene.agency.id)).status_code == 201
    seen = scene.mine.get(f"/api/v1/entrant/entries/{returned.id}/deadlines").json()
    assert seen == [], "the agency's extension left it as it was"
    assert [one["is_own"] for one in scene.mine.get(f"{scene.at()}/deadlines").json()] == [True]


def test_the_list_says_what_may_still_be_shortened(
    scene: Scene, session: Session, sign_in: Any, clock: Clock
) -> None:
    closes: datetime = scene.edition.closes_at
    second = make_entry(session, scene.category, scene.agency)
    one, agency = {"entry_id": str(scene.entry.id)}, {"organisation_id": str(scene.agency.id)}

    def listed(who: TestClient = scene.organiser) -> list[tuple[Any, Any]]:
        rows = who.get(f"{scene.url}/extensions", params={"sort": "granted"}).json()["items"]
        return [
            (row["until"][:13], row["shortened_from"] and row["shortened_from"][:13])
            for row in rows
        ]

    assert scene.extend(closes + 48 * HOUR, **one).json()["shortened_from"]
    clock.forward(minutes=1)
    assert scene.extend(closes + 24 * HOUR, **agency).status_code == 201
    first, later, last = "2026-04-01T09", "2026-03-31T09", "2026-04-02T09"
    # The agency's moved the second entry alone: shortened, it takes from the first one, too.
    assert listed() == [(first, first), (later, first)]
    clock.forward(minutes=1)
    assert scene.extend(closes + 72 * HOUR, **agency).status_code == 201
    assert listed() == [(first, None), (later, None), (last, last)]
    screener = sign_in(make_staff(session, scene.edition, Role.screener))
    assert [row[1] for row in listed(screener)] == [None] * 3
    clock.now = closes + 48 * HOUR
    assert listed()[2][1] is None, "no day is left that gives a day's notice"
    clock.now = closes
    for entry in (scene.entry, second):
        entry.state = "eligible"
    session.commit()
    assert listed()[2][1] is None, "both are decided"


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "3000-01-01T00:00:00Z"])
def test_no_moment_is_taken_at_the_calendars_end(scene: Scene, at: str) -> None:
    staff, day = scene.organiser, at[:10]
    edition = staff.get(scene.url).json()
    names = ("opens_at", "closes_at", "judging_closes_at", "results_at")
    body = {"reason": "سبب", "until": at, "entry_id": str(scene.entry.id)}
    entry = f"/api/v1/entries/{scene.entry.id}"
    answers = [
        staff.get(f"{scene.url}/entries", params={"submitted_to": day}),
        staff.get(f"{scene.url}/entries", params={"submitted_from": "0001-01-01"}),
        staff.put(f"{scene.url}/extensions/{uuid7()}", json=body),
        staff.put(f"{scene.url}/shortenings/{uuid7()}", json=body),
        staff.post(f"{entry}/return", json={"reason": "سبب", "until": at}),
        staff.post(f"{scene.url}/deadline", json={"closes_at": at, "reason_ar": "سبب"}),
        *(staff.put(scene.url, json={**edition, name: at}) for name in names),
    ]
    for answer in answers:
        codes = {one["code"] for one in answer.json()["errors"]}
        assert answer.status_code == 422
        assert codes & {"bad_instant", "bad_day"}, answer.text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_calendar_file(scene: Scene, client: TestClient, prefix: str) -> None:
    answer = client.get(f"{prefix}/editions/{scene.edition.slug}/calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    events = {
        str(one["uid"]).partition("@")[0].rpartition("-")[2]: one for one in read.walk("VEVENT")
    }
    assert set(events) == {"opens_at", "closes_at"}
    assert events["closes_at"].decoded("dtstart") == scene.edition.closes_at
    assert b"DTSTART:20260330T090000Z" in answer.content
    assert read["x-wr-timezone"] == "Asia/Riyadh"
    said = str(events["closes_at"]["description"])
    assert "1447" in said
    assert "2026" in said


def test_the_entrys_people_read_what_moved_their_deadline(scene: Scene, session: Session) -> None:
    closes: datetime = scene.edition.closes_at
    body = {
        "closes_at": (closes + 24 * HOUR).isoformat(),
        "reason_ar": "عطل عام",
        "reason_en": "Outage",
    }
    moved = scene.organiser.post(f"{scene.url}/deadline", json=body, headers={"If-Match": "1"})
    assert moved.status_code == 200, moved.text
    until = closes + 48 * HOUR
    assert scene.extend(until, organisation_id=str(scene.agency.id)).status_code == 201
    other = make_entry(session, scene.category, make_organisation(session, name_ar="أخرى"))
    assert scene.extend(closes + 72 * HOUR, entry_id=str(other.id)).status_code == 201
    seen = scene.mine.get(f"{scene.at()}/deadlines").json()
    assert {(one["is_own"], one["until"], one["reason_ar"]) for one in seen} == {
        (True, "2026-04-01T09:00:00Z", "عطل في الشبكة"),
        (False, "2026-03-31T09:00:00Z", "عطل عام"),
    }
    answer = scene.mine.get(f"{scene.at()}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == until
    assert str(scene.entry.number) in str(event["summary"])
    assert scene.mine.get(f"/api/v1/entrant/entries/{other.id}/deadlines").status_code == 404


def test_an_entry_without_a_deadline_has_no_calendar(scene: Scene, session: Session) -> None:
    scene.edition.closes_at = None
    scene.edition.phase = "draft"
    session.commit()
    answer = scene.mine.get(f"{scene.at()}/calendar.ics")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_deadline")
