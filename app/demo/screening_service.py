"""Screening in the demo: its checklist, what is given back for a correction, what may be one entry."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.demo.content import BRANCHES
from app.demo.entries_rules import Entered
from app.demo.form_content import form_of
from app.demo.rules import Day
from app.demo.script_service import Script, Story
from app.entries import bulk_service, checklist_service, duplicate_service, screening_service
from app.entries import service as entries
from app.entries.desk_schemas import ItemIn, ScreeningSettingsIn
from app.entries.duplicate_queries import candidates_of
from app.entries.duplicate_rules import find_pairs
from app.entries.models import Entry
from app.entries.staff_schemas import MarkEligibleIn

RETURNED: Final = (17, 61, 108)  # entries that screening gives back for a correction
CHECKLIST: Final = (
    ("الخدمة تعمل منذ ستة أشهر على الأقل", "The service has run for at least six months"),
    ("رابط الخدمة يعمل، ويخص الجهة المشاركة", "The service's link works and is the entrant's own"),
    ("الأرقام في النموذج توافق ما في المرفقات", "The figures agree with the files"),
)
COMPARED: Final = 44.95  # a day of the story: before today in every stage


def prepare(script: Script) -> None:
    """The checklist, and a look for entries that may be one."""
    story = script.story
    script.add(story.calendar.at(Day.opened, 9), "organiser", _set_checklist, story)
    script.add(story.calendar.within(COMPARED), "", _compare, story)
    script.add(story.calendar.at(Day.screening, 9), "", _compare, story)


def _set_checklist(session: Session, actor: Actor, story: Story, now: datetime) -> None:
    items = [
        ItemIn(id=story.ids.of("checklist-item", at), text_ar=ar, text_en=en)
        for at, (ar, en) in enumerate(CHECKLIST)
    ]
    wanted = ScreeningSettingsIn(two_persons=False, checklist=items)
    checklist_service.put_screening_settings(session, actor, story.edition_id, wanted, "0", now)


def _compare(session: Session, _actor: Actor, story: Story, now: datetime) -> None:
    session.flush()  # what was submitted is read below
    known = candidates_of(session, SYSTEM_ACTOR, story.edition_id)
    pairs = find_pairs(known)
    duplicate_service.find_duplicates(
        session, SYSTEM_ACTOR, story.edition_id, pairs, len(known), now
    )


def give_back(script: Script) -> None:
    """Three entries go back for one field alone, and come again corrected."""
    story = script.story
    for place, number in enumerate(RETURNED):
        entry = story.entries[number]
        at = story.calendar.at(Day.screening + 1, 10, 20 * place)
        script.add(at, "screener", _return, story, entry)
        script.add(
            story.calendar.at(Day.screening + 2, 12 + place), entry.who, _correct, story, entry
        )


def _users(story: Story, entry: Entered) -> UUID:
    """The question that is to be corrected."""
    branch = next(at for at, one in enumerate(BRANCHES) if one[0] == entry.branch)
    at = next(i for i, field in enumerate(form_of(entry.branch)) if field["code"] == "users")
    return story.ids.of("field", 100 * branch + at)


def _return(session: Session, actor: Actor, story: Story, entry: Entered, now: datetime) -> None:
    entry_id = story.ids.of("entry", entry.number)
    screening_service.return_entry(
        session,
        actor,
        entry_id,
        "عدد المستفيدين في الاستمارة يخالف الرقم في الملخّص. صحّحوه من فضلكم.",
        story.calendar.at(Day.screening + 4, 23, 59),
        str(session.get_one(Entry, entry_id).version),
        now,
        [{"part": str(_users(story, entry)), "note": "اكتبوا العدد كما في الملخّص."}],
    )


def _correct(session: Session, actor: Actor, story: Story, entry: Entered, now: datetime) -> None:
    entry_id = story.ids.of("entry", entry.number)
    corrected = str(asdict(entry.numbers)["users"] * 1000)
    entries.save_answer(session, actor, entry_id, _users(story, entry), corrected, "1", now)
    entries.submit_entry(session, actor, entry_id, None, now)


def found_eligible(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> None:
    """One entry is read and found eligible."""
    version = str(session.get_one(Entry, entry_id).version)
    screening_service.mark_eligible(session, actor, entry_id, version, now)


def all_found_eligible(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> None:
    """The rest are shown, those that do not meet a rule are taken as well, and all are marked."""
    shown = bulk_service.mark_entries_eligible(
        session, actor, edition_id, MarkEligibleIn(dry_run=True), now
    )
    despite = [row.id for row in shown.rows if row.refused]
    shown = bulk_service.mark_entries_eligible(
        session, actor, edition_id, MarkEligibleIn(dry_run=True, despite=despite), now
    )
    wanted = MarkEligibleIn(despite=despite, expected=shown.expected)
    bulk_service.mark_entries_eligible(session, actor, edition_id, wanted, now)
