"""Deciding on evaluations that arrived in the grace window: one person proposes, another confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.schemas import WhyNot
from app.entries.screening_rules import (
    Standing,
    check_first_person,
    check_no_stake,
    check_none_stands,
    check_second_person,
    check_stands,
)
from app.entries.wall_queries import barred_categories, not_barred
from app.judging.evaluations.late_mail_service import ask_second, tell_declined, tell_jurors
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.late_queries import DECIDERS, confirming, superseded, unmarked
from app.judging.evaluations.late_rules import (
    AFTER,
    LateWord,
    check_base,
    check_decidable,
    check_marked,
    check_not_own,
    check_somebody_confirms,
    check_waits,
)
from app.judging.evaluations.late_schemas import LateDone, LateLeft, LateProposalIn
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_queries import with_siblings
from app.judging.evaluations.order_service import settle_order
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus, check_yours
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal, not_found
from app.kit.ids import uuid7


class _Late(NamedTuple):
    """One late evaluation, locked, with the word that stands on it."""

    evaluation: Evaluation
    entry: Entry
    superseded: bool
    unmarked: bool
    own: bool  # of the one who decides
    word: LateDecision | None


def propose_late_decisions(
    session: Session, actor: Actor, round_id: UUID, wanted: LateProposalIn, now: datetime
) -> LateDone:
    """Propose to admit late evaluations, or not to; those that it does not fit are named and left.

    Refusals: those of `check_decidable` and `check_somebody_confirms` (409), 404 for what may not
    be seen. Left: `category_barred`, `evaluation_closed`, `late_not_waiting`, `decision_proposed`,
    `late_superseded`, `late_unmarked`, `late_own`.
    """
    round_, edition = _round(session, actor, round_id)
    check_somebody_confirms(len(confirming(session, edition, actor.user_id)))
    every = _named(
        session, actor, round_, with_siblings(session, actor, round_, wanted.evaluation_ids)
    )
    barred = barred_categories(session, actor, edition.id)

    def check(one: _Late) -> None:
        _check(one, barred)
        check_none_stands(stands=one.word is not None)
        check_base(wanted.word, superseded=one.superseded)
        check_marked(wanted.word, unmarked=one.unmarked)

    fit, left = _sorted(every, check)
    made = []
    for one in fit:
        row = LateDecision(
            id=uuid7(),
            evaluation_id=one.evaluation.id,
            revision_id=one.evaluation.late_head_id,
            word=wanted.word.value,
            reason=wanted.reason,
            state=Standing.proposed.value,
            proposed_by=actor.user_id,
            proposed_at=now,
        )
        session.add(row)
        one.evaluation.late_decision_id = row.id
        _record(session, actor, "propose_late_decision", edition, one, row, now)
        made.append(row)
    if made:
        ask_second(session, actor, round_, edition, made, now)
    return LateDone(changed=len(made), left=left)


def confirm_late_decisions(
    session: Session, actor: Actor, round_id: UUID, decision_ids: Sequence[UUID], now: datetime
) -> LateDone:
    """Confirm what another person proposed: what is admitted counts, what is not stays on record.

    Refusals as in `propose_late_decisions`. Left also: `proposed_by_you`, `proposal_over`.
    """
    round_, edition = _round(session, actor, round_id, *DECIDERS)
    every = _answered(session, actor, round_, decision_ids)
    barred = barred_categories(session, actor, edition.id)

    def check(one: _Late) -> None:
        row = _standing(one, barred)
        check_second_person(actor.user_id, row.proposed_by)
        check_base(LateWord(row.word), superseded=one.superseded)
        check_marked(LateWord(row.word), unmarked=one.unmarked)

    fit, left = _sorted(every, check)
    decided = []
    for one in fit:
        row = _word(one)
        word = LateWord(row.word)
        _answer(actor, row, Standing.confirmed, now)
        _apply(session, one.evaluation, row, word)
        settle_order(session, round_, one.entry.category_id, one.evaluation.juror_id, word)
        act = "admit_evaluation" if word is LateWord.admit else "refuse_evaluation"
        _record(session, actor, act, edition, one, row, now, proposed_by=str(row.proposed_by))
        decided.append((one.evaluation, row, one.entry))
    tell_jurors(session, round_, edition, decided, now)
    return LateDone(changed=len(fit), left=left)


def decline_late_decisions(
    session: Session,
    actor: Actor,
    round_id: UUID,
    decision_ids: Sequence[UUID],
    reason: str,
    now: datetime,
) -> LateDone:
    """Decline what another person proposed, with a reason; the evaluations wait on."""
    round_, edition = _round(session, actor, round_id, *DECIDERS)
    every = _answered(session, actor, round_, decision_ids)
    barred = barred_categories(session, actor, edition.id)

    def check(one: _Late) -> None:
        check_second_person(actor.user_id, _standing(one, barred).proposed_by)

    fit, left = _sorted(every, check)
    for one in fit:
        _let_go(session, actor, edition, one, Standing.declined, now, reason)
    tell_declined(session, actor, round_, edition, [_word(one) for one in fit], now)
    return LateDone(changed=len(fit), left=left)


def withdraw_late_decisions(
    session: Session, actor: Actor, round_id: UUID, decision_ids: Sequence[UUID], now: datetime
) -> LateDone:
    """Take one's own proposals back; the evaluations wait on. Left: `not_your_proposal`."""
    round_, edition = _round(session, actor, round_id)
    every = _answered(session, actor, round_, decision_ids)
    barred = barred_categories(session, actor, edition.id)

    def check(one: _Late) -> None:
        check_first_person(actor.user_id, _standing(one, barred).proposed_by)

    fit, left = _sorted(every, check)
    for one in fit:
        _let_go(session, actor, edition, one, Standing.withdrawn, now)
    return LateDone(changed=len(fit), left=left)


def _apply(session: Session, evaluation: Evaluation, row: LateDecision, word: LateWord) -> None:
    """What is admitted becomes the head and counts; of the rest the branch is closed."""
    branch = "head" if word is LateWord.admit else "refused"
    session.execute(
        update(Revision)
        .where(Revision.evaluation_id == evaluation.id, Revision.branch == "late")
        .values(branch=branch)
    )
    evaluation.late_head_id = None
    evaluation.late_state = AFTER[word].value
    if word is LateWord.admit:
        received_at = session.scalars(
            select(Revision.received_at).where(Revision.id == row.revision_id)
        ).one()
        evaluation.head_id = evaluation.submitted_id = row.revision_id
        evaluation.status = EvaluationStatus.submitted.value
        evaluation.submitted_at = received_at
        evaluation.reopened_at = None


def _round(session: Session, actor: Actor, round_id: UUID, *roles: Role) -> tuple[Round, Edition]:
    """The round under its lock: nobody closes it meanwhile."""
    round_, edition = staff_round(session, actor, round_id, *roles, lock=True, lock_edition=True)
    check_decidable(RoundState(round_.state), edition.phase_now)
    return round_, edition


def _named(session: Session, actor: Actor, round_: Round, ids: Iterable[UUID]) -> list[_Late]:
    """These evaluations of the round, locked in one order; 404 if one may not be seen."""
    wanted = set(ids)
    session.execute(
        select(Evaluation.id)
        .where(Evaluation.id.in_(wanted), Evaluation.round_id == round_.id)
        .order_by(Evaluation.id)
        .with_for_update()
    ).all()
    rows = session.execute(
        select(
            Evaluation,
            Entry,
            superseded(),
            unmarked(),
            Juror.user_id == actor.user_id,
            LateDecision,
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .outerjoin(
            LateDecision,
            (LateDecision.id == Evaluation.late_decision_id)
            & (LateDecision.state == Standing.proposed.value),
        )
        .where(
            Evaluation.id.in_(wanted),
            Evaluation.round_id == round_.id,
            Evaluation.late_state.is_not(None),
            not_barred(actor),
        )
        .order_by(Entry.number, Evaluation.id)
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(wanted):
        raise not_found()
    return [_Late(*row) for row in rows]


def _answered(
    session: Session, actor: Actor, round_: Round, decision_ids: Sequence[UUID]
) -> list[_Late]:
    """The evaluations of these proposals, each with that one, whatever became of it; orders whole."""
    rows = {
        row.evaluation_id: row
        for row in session.scalars(
            select(LateDecision).where(LateDecision.id.in_(set(decision_ids)))
        )
    }
    if len(rows) != len(set(decision_ids)):
        raise not_found()
    others = with_siblings(session, actor, round_, rows) - rows.keys()
    for row in session.scalars(
        select(LateDecision)
        .join(Evaluation, Evaluation.late_decision_id == LateDecision.id)
        .where(Evaluation.id.in_(others), LateDecision.state == Standing.proposed.value)
    ):
        rows[row.evaluation_id] = row
    every = _named(session, actor, round_, list(rows))
    for row in rows.values():
        session.refresh(row)  # as it is under the evaluation's lock
    return [one._replace(word=rows[one.evaluation.id]) for one in every]


def _check(one: _Late, barred: set[UUID]) -> None:
    check_no_stake(barred=one.entry.category_id in barred)
    closed = one.evaluation.closed_reason
    check_yours(ClosedReason(closed) if closed else None)
    check_waits(one.evaluation.late_state)
    check_not_own(own=one.own)


def _standing(one: _Late, barred: set[UUID]) -> LateDecision:
    """The proposal, if it still stands on work that waits."""
    row = _word(one)
    state = Standing(row.state)
    if state is Standing.proposed and row.revision_id != one.evaluation.late_head_id:
        state = Standing.overtaken
    check_stands(state)
    _check(one, barred)
    return row


def _word(one: _Late) -> LateDecision:
    assert one.word is not None  # noqa: S101 -- `_answered` gives each its own
    return one.word


def _sorted(
    every: Sequence[_Late], check: Callable[[_Late], Any]
) -> tuple[list[_Late], list[LateLeft]]:
    """Those that an act fits, and those it leaves with the reason."""
    fit, left = [], []
    for one in every:
        try:
            check(one)
        except Refusal as refusal:
            left.append(
                LateLeft(
                    evaluation_id=one.evaluation.id,
                    number=one.entry.number,
                    why=WhyNot.of(refusal),
                )
            )
        else:
            fit.append(one)
    return fit, left


def _answer(
    actor: Actor, row: LateDecision, state: Standing, now: datetime, reason: str = ""
) -> None:
    row.state, row.answer_reason = state.value, reason
    row.answered_by, row.answered_at = actor.user_id, now


def _let_go(
    session: Session,
    actor: Actor,
    edition: Edition,
    one: _Late,
    state: Standing,
    now: datetime,
    reason: str = "",
) -> None:
    row = _word(one)
    _answer(actor, row, state, now, reason)
    one.evaluation.late_decision_id = None
    act = "decline_late_decision" if state is Standing.declined else "withdraw_late_decision"
    _record(session, actor, act, edition, one, row, now, answer_reason=reason)


def _record(
    session: Session,
    actor: Actor,
    act: str,
    edition: Edition,
    one: _Late,
    row: LateDecision,
    now: datetime,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("evaluation", one.evaluation.id),
        edition_id=edition.id,
        round_id=str(one.evaluation.round_id),
        number=one.entry.number,
        revision=str(row.revision_id),
        word=row.word,
        reason=row.reason,
        **facts,
    )
