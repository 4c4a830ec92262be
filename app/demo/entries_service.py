"""The chapter of the call: 184 entries started, filled, submitted, asked about and screened."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.actor import SYSTEM_ACTOR, Actor
from app.demo import evidence_service
from app.demo import screening_service as screening
from app.demo.content import BRANCHES, MATURITY
from app.demo.entries_rules import Entered
from app.demo.evidence import evidence_pdf
from app.demo.form_content import CHANNELS, IDEA_STAGES, PLATFORMS, form_of
from app.demo.rules import Day
from app.demo.script_service import Script, Story
from app.demo.texts import (
    BENEFITS,
    FEEDBACK,
    OPENING,
    PROBLEM,
    PROCESS,
    QUESTIONS,
    SCALE,
    SOLUTION,
    SUPPORT,
    both,
    compose,
)
from app.editions.models import Category, Edition
from app.editions.schemas import DeadlineIn
from app.entries import screening_service
from app.entries import service as entries
from app.entries.schemas import EntryChange, EntryIn
from app.jobs.models import Job
from app.kit.storage import Storage
from app.office import deadline_service, phase_service
from app.office.deadline_queries import still_to_tell
from app.office.phase_schemas import PhaseIn

LIMIT_IN_BRANCH: Final = 3
LIMIT: Final = 8
# The demo's entrant (agency 01) enters these, in this order; the last waits as a draft in `open`.
OWN_BRANCHES: Final = ("people", "mobile", "economy", "agencies")
EVIDENCE_SHARE: Final = 0.45


# ---------------------------------------------------------------- the call


async def store_evidence(storage: Storage, story: Story) -> None:
    """Put the evidence of a share of the entries into the store, before their rows."""
    random = story.chance("evidence")
    share = [entry for entry in story.entries if random.random() < EVIDENCE_SHARE]
    chosen = [entry for entry in share if _evidence_at(story, entry) <= story.now]
    files = {entry.number: _evidence(entry) for entry in chosen}
    story.files = await evidence_service.store_evidence(storage, files)


def _evidence(entry: Entered) -> bytes:
    numbers = entry.numbers
    return evidence_pdf(
        entry.title[1],
        [
            f"Users in the last twelve months: {numbers.users} 000",
            f"Days to complete a request: {numbers.days_before} before, {numbers.days_after} now",
            f"Regions covered: {numbers.regions}",
        ],
        [
            ("Satisfied users, %", numbers.satisfaction),
            ("Without an officer, %", numbers.automatic),
            ("Minutes saved", numbers.minutes),
        ],
    )


def enter(script: Script) -> None:
    """Everything that entrants do until the deadline, and the deadline's move."""
    story = script.story
    random = story.chance("call")
    for entry in story.entries:
        _enter_one(script, story, random, entry)
    for number, (body, answer) in enumerate(QUESTIONS):
        _ask(script, story, random, number, body, answer)
    script.add(story.calendar.at(Day.moved, 11), "organiser", _move_deadline, story)


def hold_forms(session: Session, story: Story) -> None:
    """Hold the edition and its forms for the acts to come."""
    story.held += [
        session.get_one(Edition, story.edition_id),
        *session.scalars(
            select(Category)
            .where(Category.edition_id == story.edition_id)
            .options(selectinload(Category.fields))
        ),
    ]


def _moment(story: Story, entry: Entered, at: int) -> datetime:
    """When the `at`-th question of the form is answered."""
    share = (at + 1) / (len(form_of(entry.branch)) + 2)
    return story.calendar.within(entry.begun + (entry.sent - entry.begun) * share)


def _evidence_at(story: Story, entry: Entered) -> datetime:
    form = form_of(entry.branch)
    at = next(at for at, field in enumerate(form) if field["kind"] == "file")
    return _moment(story, entry, at)


def _enter_one(script: Script, story: Story, random: Random, entry: Entered) -> None:
    day = story.calendar.within
    entry_id = story.ids.of("entry", entry.number)
    branch = next(at for at, one in enumerate(BRANCHES) if one[0] == entry.branch)
    script.add(
        day(entry.begun),
        entry.who,
        entries.start_entry,
        entry_id,
        EntryIn(
            category_id=story.ids.of("category", branch),
            organisation_id=None
            if entry.agency is None
            else story.ids.of("organisation", entry.agency),
            title_ar=entry.title[0],
            title_en=entry.title[1],
        ),
    )
    summary = compose(random, ((OPENING, 1), (SOLUTION, 1)), entry.numbers, entry.title)
    script.add(
        day(entry.begun + 0.02),
        entry.who,
        entries.change_entry,
        entry_id,
        EntryChange(summary_ar=summary[0], summary_en=summary[1]),
        "1",
    )
    answers = _answers(random, story, entry)
    form = form_of(entry.branch)
    for at, field in enumerate(form):
        moment = _moment(story, entry, at)
        field_id = story.ids.of("field", 100 * branch + at)
        if field["kind"] == "file":
            if entry.number in story.files:
                script.add(moment, entry.who, _attach, story, entry.number, entry_id, field_id)
        elif answers.get(field["code"]) is not None:
            script.add(
                moment,
                entry.who,
                entries.save_answer,
                entry_id,
                field_id,
                answers[field["code"]],
                "*",
            )
    script.add(day(entry.sent), entry.who, entries.submit_entry, entry_id, None)


def _answers(random: Random, story: Story, entry: Entered) -> dict[str, Any]:
    numbers = entry.numbers
    summary = compose(
        random, ((OPENING, 1), (PROBLEM, 2), (SOLUTION, 2), (SCALE, 1)), numbers, entry.title
    )
    opened = story.calendar.at(Day.opened)
    channels = ["portal", *random.sample([one["code"] for one in CHANNELS[1:]], 3)]
    platforms = ["ios", "android", *(["web"] if random.random() < 0.5 else [])]
    website = f"https://demo-{entry.number + 1:03d}.{_domain(entry)}/service"
    return {
        "summary": summary[0],
        "summary_en": summary[1] if random.random() < 0.8 else None,
        "launched_on": _launch(random, opened, planted=entry is _first(story)).date().isoformat(),
        "level": random.choices([code for code, *_ in MATURITY], (1, 3, 5, 4))[0],
        "channels": channels,
        "support": compose(random, ((SUPPORT, 1),), numbers)[0],
        "users": str(numbers.users * 1000 + random.randint(0, 999)),
        "benefits": both(compose(random, ((BENEFITS, 4),), numbers)),
        "process": both(compose(random, ((PROCESS, 3),), numbers)),
        "feedback": both(compose(random, ((FEEDBACK, 2),), numbers)),
        "website": website if random.random() < 0.7 else None,
        "coordinator": "منسّق تجريبي"
        if entry.agency is None
        else f"منسّق الجهة {entry.agency + 1:02d}",
        "minutes_saved": str(numbers.minutes),
        "partners": str(numbers.partners),
        "savings": str(numbers.users * 41_000),
        "platforms": [code for code in (one["code"] for one in PLATFORMS) if code in platforms],
        "contributions": str(numbers.users * 37),
        "trained": str(numbers.staff * 21),
        "idea_stage": random.choice([one["code"] for one in IDEA_STAGES]),
    }


def _domain(entry: Entered) -> str:
    return "example" if entry.agency is None else f"agency{entry.agency + 1:02d}.example"


def _first(story: Story) -> Entered:
    """The entry that is sent before all others: at every stage its rules can be looked at."""
    return min(story.entries, key=lambda one: (one.sent, one.number))


def _launch(random: Random, opened: datetime, *, planted: bool) -> datetime:
    """In operation for eight months to four years when the call opened; one is planted younger."""
    days = random.randint(240, 1460)
    days = 60 if planted else days
    return opened.fromtimestamp(opened.timestamp() - days * 86_400, opened.tzinfo)


def _attach(
    session: Session,
    actor: Actor,
    story: Story,
    number: int,
    entry_id: UUID,
    field_id: UUID,
    now: datetime,
) -> None:
    evidence_service.attach(
        session,
        actor,
        story.files[number],
        entry_id,
        story.ids.of("attachment", number),
        field_id,
        f"evidence-{number + 1:03d}.pdf",
        now,
    )


def _ask(script: Script, story: Story, random: Random, number: int, body: str, answer: str) -> None:
    """A question in the call and its answer; the last one waits for its answer in `open`."""
    asked = (24.3, 28.6, 33.2, 37.5, 44.6)[number]
    entry = random.choice([one for one in story.entries if one.begun < asked - 1])
    question_id = story.ids.of("question", number)
    script.add(
        story.calendar.within(asked),
        entry.who,
        entries.ask_question,
        story.ids.of("entry", entry.number),
        question_id,
        body,
    )
    script.add(
        story.calendar.within(asked + 1.4),
        "organiser",
        screening_service.answer_question,
        question_id,
        answer,
    )


def _move_deadline(session: Session, actor: Actor, story: Story, now: datetime) -> None:
    edition = session.get_one(Edition, story.edition_id)
    deadline_service.move_deadline(
        session,
        actor,
        edition.id,
        DeadlineIn(
            closes_at=story.calendar.at(Day.deadline, 23, 59),
            reason_ar="استجابةً لطلب جهات كثيرة، مُدّد باب المشاركة خمسة أيام.",
            reason_en="At the request of many agencies the call is extended by five days.",
        ),
        str(edition.version),
        now,
    )
    session.flush()  # the job that was queued is taken back: its mails are written here
    job = session.scalars(
        select(Job).where(Job.kind == deadline_service.MAIL, Job.edition_id == edition.id)
    ).one()
    session.delete(job)
    change_id = UUID(job.payload["change_id"])
    people = still_to_tell(session, SYSTEM_ACTOR, change_id, now)
    deadline_service.tell_of_deadline(session, SYSTEM_ACTOR, change_id, people, now)


# ---------------------------------------------------------------- screening


def screen(script: Script) -> None:
    """The call ends; three entries go back for a correction; all 184 are found eligible."""
    story = script.story
    day = story.calendar
    script.add(
        day.at(Day.screening, 8),
        "organiser",
        phase_service.step_phase,
        story.edition_id,
        PhaseIn(to="screening"),
    )
    screening.give_back(script)
    checked = [number for number in range(0, 184, 16) if number not in screening.RETURNED]
    for place, number in enumerate(checked):
        script.add(
            day.at(Day.screening + 3, 9, 4 * place),
            "screener",
            screening.found_eligible,
            story.ids.of("entry", number),
        )
    script.add(
        day.at(Day.eligible, 13),
        "organiser",
        screening.all_found_eligible,
        story.edition_id,
    )
