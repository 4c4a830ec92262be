"""The chapter of judging: assignments, a conflict, some 550 evaluations, the close."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.demo.content import BRANCHES, CRITERIA, JURY
from app.demo.entries_rules import Entered
from app.demo.jury_service import juror_profile
from app.demo.marks_rules import CODES, Habit, Merit, habits, marks, merit
from app.demo.rules import (
    ACCOUNT,
    CHAIR,
    CONFLICTED,
    ERRATIC,
    JURORS,
    LATE,
    SEVERE,
    TIED_BRANCH,
    Day,
    juror_name,
)
from app.demo.script_service import Script, Story
from app.demo.texts import COMMENTS, CRITERION_COMMENTS
from app.judging.assignments import conflict_service, plan_queries, plan_service
from app.judging.assignments import service as assignments
from app.judging.assignments.plan_rules import draw
from app.judging.assignments.rules import PlanKind
from app.judging.assignments.schemas import PlanIn
from app.judging.blind.schemas import RoundOpening
from app.judging.blind.service import open_round
from app.judging.conflicts.rules import ConflictKind
from app.judging.conflicts.schemas import OwnConflictIn
from app.judging.evaluations import round_service
from app.judging.evaluations import service as evaluations
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.schemas import RevisionIn, ScoreIn, Sent
from app.judging.panels import service as panels
from app.judging.panels.models import Juror
from app.office import phase_service
from app.office.phase_schemas import PhaseIn

DRAFT_SHARE: Final = 0.3
REOPENED: Final = 11  # a juror who changes a submitted evaluation


@dataclass(frozen=True, slots=True)
class Task:
    """One live evaluation: whose, of what, and the juror's place among the entry's jurors."""

    id: UUID
    juror: int
    entry: Entered
    seat: int


# ---------------------------------------------------------------- assigning


def open_judging(script: Script) -> None:
    """The rulebook freezes, the round opens, the plan is made and applied."""
    story = script.story
    day = story.calendar
    script.add(
        day.at(Day.judging, 9),
        "organiser",
        phase_service.step_phase,
        story.edition_id,
        PhaseIn(to="judging"),
    )
    script.add(day.at(Day.judging, 9, 10), "organiser", open_round, story.round_id, RoundOpening())
    script.add(day.at(Day.judging, 9, 30), "organiser", _assign, story)
    script.add(day.at(Day.judging, 9, 50), "organiser", assignments.notify_jurors, story.round_id)


def _assign(session: Session, actor: Actor, story: Story, now: datetime) -> None:
    """Spread evenly, three jurors an entry; applied as drawn."""
    wanted = PlanIn(kind=PlanKind.spread)
    task = plan_queries.plan_task(session, actor, story.round_id, wanted)
    drawn = draw(task.world, task.wish)
    plan = plan_service.make_plan(session, actor, story.round_id, wanted, drawn, now)
    plan_service.apply_plan(session, actor, plan.id, None, now)


# ---------------------------------------------------------------- the planted conflict


def declare_conflict(script: Script, known: list[Task]) -> set[UUID]:
    """The organiser links a local juror's employer; the juror finds it in the queue and withdraws.

    The evaluations that end by it.
    """
    story = script.story
    chosen = _employer(known)
    if chosen is None:
        return set()
    juror, agency, mine = chosen
    script.add(
        story.calendar.at(Day.judging + 1, 10), "organiser", _link_employer, story, juror, agency
    )
    for number, task in enumerate(mine):
        script.add(
            story.calendar.at(Day.judging + 2, 19, 5 * number),
            juror_name(juror),
            _withdraw,
            story,
            number,
            task.id,
        )
    story.planted["conflict"] = {
        "juror": str(story.ids.of("juror", juror)),
        "organisation": str(story.ids.of("organisation", agency)),
        "entries": [str(story.ids.of("entry", task.entry.number)) for task in mine],
    }
    return {task.id for task in mine}


def _employer(known: list[Task]) -> tuple[int, int, list[Task]] | None:
    """A local juror and an agency with two entries, or else one, among theirs; no tied entry."""
    shared: dict[tuple[int, int], list[Task]] = defaultdict(list)
    for task in known:
        if task.juror in CONFLICTED and task.entry.agency:
            shared[task.juror, task.entry.agency].append(task)
    fit = [
        (-len(mine), pair)
        for pair, mine in shared.items()
        if len(mine) <= 2 and not any(_is_tied(task.entry) for task in mine)
    ]
    if not fit:
        return None
    _, (juror, agency) = min(fit)
    return juror, agency, shared[juror, agency]


def _link_employer(
    session: Session, actor: Actor, story: Story, juror: int, agency: int, now: datetime
) -> None:
    juror_id = story.ids.of("juror", juror)
    wanted = juror_profile(story, juror).model_copy(
        update={
            "employer_ar": f"جهة تجريبية {agency + 1:02d}",
            "employer_en": f"Demo agency {agency + 1:02d}",
            "employer_id": story.ids.of("organisation", agency),
        }
    )
    version = session.get_one(Juror, juror_id).version
    panels.put_juror(session, actor, juror_id, wanted, str(version), now)


def _withdraw(
    session: Session, actor: Actor, story: Story, number: int, evaluation_id: UUID, now: datetime
) -> None:
    session.flush()  # an earlier declaration may have closed this evaluation too
    closed = session.scalar(select(Evaluation.closed_at).where(Evaluation.id == evaluation_id))
    if closed is None:
        conflict_service.declare_conflict(
            session,
            actor,
            story.ids.of("conflict", number),
            OwnConflictIn(
                evaluation_id=evaluation_id,
                kind=ConflictKind.employer,
                reason="أعمل في هذه الجهة منذ ثلاث سنوات.",
            ),
            now,
        )


# ---------------------------------------------------------------- evaluating


def tasks(session: Session, story: Story) -> list[Task]:
    """Every live evaluation, by entry and juror as the story counts them."""
    entries = {story.ids.of("entry", one.number): one for one in story.entries}
    jurors = {story.ids.of("juror", number): number for number in range(JURORS)}
    rows = session.execute(
        select(Evaluation.id, Evaluation.entry_id, Evaluation.juror_id).where(
            Evaluation.round_id == story.round_id, Evaluation.closed_at.is_(None)
        )
    ).all()
    ordered = sorted(
        ((entries[entry].number, jurors[juror], key) for key, entry, juror in rows),
    )
    seats: dict[int, int] = defaultdict(int)
    made = []
    for entry, juror, key in ordered:
        made.append(Task(key, juror, story.entries[entry], seats[entry]))
        seats[entry] += 1
    return made


def _is_tied(entry: Entered) -> bool:
    return entry.branch == TIED_BRANCH and entry.place < 2


def judge(script: Script, known: list[Task]) -> None:
    """Every juror works through the queue; what lies after today is not there yet."""
    story = script.story
    random = story.chance("marks")
    how = habits(random)
    worth = {one.number: merit(random, one.branch, one.place) for one in story.entries}
    revision = 0
    queues: dict[int, list[Task]] = defaultdict(list)
    for task in known:
        queues[task.juror].append(task)
    for juror in range(JURORS):
        queue = sorted(queues[juror], key=lambda task: (task.entry.branch, task.entry.number))
        times = _times(random, story, juror, len(queue))
        for task, at in zip(queue, times, strict=True):
            revision = _evaluate(
                script, story, random, task, at, how[juror], worth[task.entry.number], revision
            )
    _plant_facts(story)


def _times(random: Random, story: Story, juror: int, count: int) -> list[datetime]:
    """When a juror submits: over three weeks; the late one all on the last evening."""
    if juror == LATE:
        first = story.calendar.at(Day.round_closes, 16, 40)
        return [first + timedelta(minutes=14 * at) for at in range(count)]
    start, span = Day.judging + 1, Day.round_closes - Day.judging - 1
    if juror == ACCOUNT:
        return [story.calendar.within(start + span * (at + 0.5) / count) for at in range(count)]
    pace = random.uniform(0.75, 1.0)  # some finish early
    return [
        story.calendar.within(start + span * pace * (at + random.random()) / count)
        for at in range(count)
    ]


def _evaluate(
    script: Script,
    story: Story,
    random: Random,
    task: Task,
    at: datetime,
    habit: Habit,
    deserved: Merit,
    revision: int,
) -> int:
    """A draft for some, then the submission; one juror reopens one. The next revision's number."""
    who = juror_name(task.juror)
    given = marks(random, deserved, habit, task.seat)
    language = 1 if JURY[task.juror][0] == "international" else 0
    comment = random.choice(COMMENTS)[language] if random.random() < 0.8 else ""
    remarks = {
        code: random.choice(CRITERION_COMMENTS)[language]
        for code in CODES
        if random.random() < 0.12
    }
    parent: UUID | None = None
    if random.random() < DRAFT_SHARE or task.juror in (ACCOUNT, CHAIR):
        begun = {code: given[code] for code in CODES[:3]}
        early = at - timedelta(hours=26 if task.juror == ACCOUNT else 1, minutes=7)
        key = story.ids.of("revision", revision)
        script.add(
            early,
            who,
            evaluations.save_evaluation,
            task.id,
            key,
            _sent(story, parent, begun, {}, "", "draft", early),
        )
        parent, revision = key, revision + 1
    key = story.ids.of("revision", revision)
    script.add(
        at,
        who,
        evaluations.save_evaluation,
        task.id,
        key,
        _sent(story, parent, given, remarks, comment, "submitted", at),
    )
    parent, revision = key, revision + 1
    if task.juror == REOPENED and not _is_tied(task.entry) and "reopened" not in story.planted:
        story.planted["reopened"] = str(task.id)
        later = at + timedelta(hours=3)
        script.add(later, who, evaluations.reopen_evaluation, task.id, _head(parent))
        key = story.ids.of("revision", revision)
        later += timedelta(minutes=4)
        script.add(
            later,
            who,
            evaluations.save_evaluation,
            task.id,
            key,
            _sent(
                story, parent, given, remarks, comment or COMMENTS[0][language], "submitted", later
            ),
        )
        revision += 1
    return revision


class _Said:
    """What a juror's device sends, as the service reads it."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent

    def __call__(self) -> Sent:
        return self.sent


def _sent(
    story: Story,
    parent: UUID | None,
    given: dict[str, str],
    remarks: dict[str, str],
    comment: str,
    status: Literal["draft", "submitted"],
    at: datetime,
) -> _Said:
    scores = {
        str(story.ids.of("criterion", number)): ScoreIn(
            points=None if code == "maturity" else given[code],
            level=given[code] if code == "maturity" else None,
            comment=remarks.get(code),
        )
        for number, (code, *_) in enumerate(CRITERIA)
        if code in given
    }
    wanted = RevisionIn(scores=scores, comment=comment, status=status, made_at=at)
    return _Said(Sent(parent, wanted))


class _Head:
    """The head that a juror reopens."""

    def __init__(self, head: UUID) -> None:
        self.head = head

    def __call__(self) -> UUID:
        return self.head


def _head(head: UUID) -> _Head:
    return _Head(head)


def _plant_facts(story: Story) -> None:
    story.planted["jurors"] = {
        name: str(story.ids.of("juror", number))
        for name, number in (("late", LATE), ("severe", SEVERE), ("erratic", ERRATIC))
    }
    branch = [code for code, *_ in BRANCHES].index(TIED_BRANCH)
    story.planted["tie"] = {
        "category": str(story.ids.of("category", branch)),
        "entries": [
            str(story.ids.of("entry", one.number)) for one in story.entries if _is_tied(one)
        ],
    }


# ---------------------------------------------------------------- closing


def close(script: Script) -> None:
    """The round is closed by the organiser's act, the edition goes to deliberation."""
    story = script.story
    day = story.calendar
    script.add(
        day.at(Day.round_closed, 10),
        "organiser",
        round_service.close_round,
        story.round_id,
        False,
        "",
    )
    script.add(
        day.at(Day.round_closed, 10, 20),
        "organiser",
        phase_service.step_phase,
        story.edition_id,
        PhaseIn(to="deliberation"),
    )
