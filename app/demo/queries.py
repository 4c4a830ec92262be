"""The list of what to look at: the planted facts that have come true, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit.models import AuditEvent
from app.demo.look_texts import (
    CONFLICT,
    DEADLINE_MOVED,
    DRAFTS,
    DUPLICATES,
    ERRATIC,
    FEEDBACK,
    LATE_AFTER,
    LATE_STILL,
    QUESTION,
    RETURNED,
    SEVERE,
    TIE,
    TOO_NEW,
    WITHHELD,
)
from app.demo.rules import THRESHOLD
from app.demo.schemas import LookAt, LookItem
from app.editions.models import CallChange, Category, Edition
from app.editions.queries import staff_edition
from app.editions.rules import Phase
from app.entries.eligibility_queries import failed_a_rule
from app.entries.models import Entry, Question
from app.entries.rules import SCREENING
from app.entries.screening_models import DuplicatePair, ScreeningDecision
from app.judging.conflicts.models import Conflict
from app.judging.deliberation.models import Feedback
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.kit.arabic import isolate
from app.office.home_queries import READERS
from app.organisations.models import Organisation

JUDGED = frozenset({Phase.deliberation, Phase.approved, Phase.published, Phase.archived})


def what_to_look_at(session: Session, actor: Actor, edition_id: UUID) -> LookAt:
    """What was planted and has happened by now; nothing in an edition that the demo did not make."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    facts = session.scalar(
        select(AuditEvent.facts)
        .where(AuditEvent.edition_id == edition.id, AuditEvent.act == "load_demo")
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    if not edition.is_demo or facts is None:
        return LookAt(stage=None, seed=None, items=[])
    planted: dict[str, Any] = facts["planted"]
    return LookAt(
        stage=facts["stage"],
        seed=facts["seed"],
        items=[
            *_call(session, edition),
            *_screening(session, edition),
            *_jury(session, edition, planted),
            *_results(session, edition, planted),
        ],
    )


def _item(
    code: str,
    texts: tuple[str, str],
    subject: tuple[str, UUID],
    entry_ids: Iterable[UUID] = (),
    **values: Any,
) -> LookItem:
    """A pair of sentences, each value isolated from the direction around it.

    A value is the same in both, or a row with its name in either language.
    """
    ar, en = ({name: _shown(value, at) for name, value in values.items()} for at in ("ar", "en"))
    return LookItem(
        code=code,
        text_ar=texts[0].format(**ar),
        text_en=texts[1].format(**en),
        subject_kind=subject[0],
        subject_id=subject[1],
        entry_ids=list(entry_ids),
    )


def _shown(value: Any, language: str) -> str:
    return isolate(str(getattr(value, f"name_{language}", value)))


# ---------------------------------------------------------------- the call


def _call(session: Session, edition: Edition) -> Iterator[LookItem]:
    here = ("edition", edition.id)
    moved = session.scalar(
        select(CallChange.id).where(
            CallChange.edition_id == edition.id, CallChange.kind == "deadline"
        )
    )
    if moved is not None:
        yield _item(
            "deadline_moved",
            DEADLINE_MOVED,
            here,
        )
    for entry in session.scalars(
        select(Entry).where(Entry.edition_id == edition.id, failed_a_rule()).order_by(Entry.number)
    ):
        yield _item("too_new", TOO_NEW, ("entry", entry.id), [entry.id], number=entry.number)
    if edition.phase != Phase.open:
        return
    drafts = session.scalar(
        select(func.count()).where(Entry.edition_id == edition.id, Entry.state == "draft")
    )
    yield _item(
        "drafts",
        DRAFTS,
        here,
        count=drafts,
    )
    waiting = session.scalars(
        select(Question.entry_id).where(
            Question.edition_id == edition.id, Question.answered_at.is_(None)
        )
    ).all()
    if waiting:
        yield _item(
            "question",
            QUESTION,
            here,
            waiting,
        )


# ---------------------------------------------------------------- screening


def _screening(session: Session, edition: Edition) -> Iterator[LookItem]:
    if edition.phase not in SCREENING:
        return
    pair = session.scalars(
        select(DuplicatePair)
        .where(DuplicatePair.edition_id == edition.id, DuplicatePair.dismissed_at.is_(None))
        .order_by(DuplicatePair.likeness.desc(), DuplicatePair.id)
        .limit(1)
    ).one_or_none()
    if pair is not None:
        first, second = (session.get_one(Entry, key) for key in (pair.first_id, pair.second_id))
        yield _item(
            "duplicates",
            DUPLICATES,
            ("edition", edition.id),
            (first.id, second.id),
            first=first.number,
            second=second.number,
        )
    answered = session.scalars(
        select(ScreeningDecision.entry_id)
        .join(Entry, Entry.id == ScreeningDecision.entry_id)
        .where(Entry.edition_id == edition.id, ScreeningDecision.answered_at.is_not(None))
        .order_by(Entry.number)
    ).all()
    if answered:
        yield _item("returned", RETURNED, ("edition", edition.id), answered)


# ---------------------------------------------------------------- the jury


@dataclass(frozen=True)
class _Desk:
    juror: Juror
    assigned: int
    submitted: int


def _jury(session: Session, edition: Edition, planted: dict[str, Any]) -> Iterator[LookItem]:
    if edition.phase not in JUDGED | {Phase.judging}:
        return
    yield from _conflict(session, planted.get("conflict"))
    late, severe, erratic = (
        _desk(session, UUID(planted["jurors"][name])) for name in ("late", "severe", "erratic")
    )
    yield _item(
        "late_juror",
        LATE_AFTER if late.submitted else LATE_STILL,
        ("juror", late.juror.id),
        juror=late.juror,
        done=late.submitted,
        all=late.assigned,
    )
    yield _item(
        "severe_juror",
        SEVERE,
        ("juror", severe.juror.id),
        juror=severe.juror,
    )
    yield _item(
        "erratic_juror",
        ERRATIC,
        ("juror", erratic.juror.id),
        juror=erratic.juror,
    )


def _conflict(session: Session, planted: dict[str, Any] | None) -> Iterator[LookItem]:
    if planted is None:
        return
    juror_id = UUID(planted["juror"])
    entries = session.scalars(
        select(Conflict.entry_id).where(Conflict.juror_id == juror_id, Conflict.state == "recused")
    ).all()
    if not entries:
        return
    juror = session.get_one(Juror, juror_id)
    organisation = session.get_one(Organisation, UUID(planted["organisation"]))
    yield _item(
        "conflict",
        CONFLICT,
        ("juror", juror.id),
        [one for one in entries if one is not None],
        juror=juror,
        agency=organisation,
    )


def _desk(session: Session, juror_id: UUID) -> _Desk:
    assigned, submitted = session.execute(
        select(func.count(), func.count(Evaluation.submitted_id)).where(
            Evaluation.juror_id == juror_id, Evaluation.closed_at.is_(None)
        )
    ).one()
    return _Desk(session.get_one(Juror, juror_id), assigned, submitted)


# ---------------------------------------------------------------- the results


def _results(session: Session, edition: Edition, planted: dict[str, Any]) -> Iterator[LookItem]:
    if edition.phase not in JUDGED:
        return
    tied = session.get_one(Category, UUID(planted["tie"]["category"]))
    ids = [UUID(one) for one in planted["tie"]["entries"]]
    first, second = _numbers(session, ids)
    yield _item(
        "tie",
        TIE,
        ("category", tied.id),
        ids,
        branch=tied,
        first=first,
        second=second,
    )
    withheld = session.get_one(Category, UUID(planted["withheld"]["category"]))
    yield _item(
        "withheld",
        WITHHELD,
        ("category", withheld.id),
        branch=withheld,
        least=THRESHOLD,
    )
    told = session.scalar(
        select(func.count())
        .select_from(Feedback)
        .join(Entry, Entry.id == Feedback.entry_id)
        .where(Entry.edition_id == edition.id, Feedback.released_at.is_not(None))
    )
    if told:
        yield _item("feedback", FEEDBACK, ("edition", edition.id), count=told)


def _numbers(session: Session, ids: Sequence[UUID]) -> list[int]:
    rows = session.scalars(select(Entry.number).where(Entry.id.in_(ids)).order_by(Entry.number))
    return list(rows)
