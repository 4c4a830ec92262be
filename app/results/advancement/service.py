"""Proposing who goes on to a round, and applying it: one act, one transaction."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from uuid import UUID

import rfc8785
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.queries import on_list_of
from app.judging.rounds.advancement_models import (
    AdvancedEntry,
    Advancement,
    AdvancementHand,
    AdvancementRule,
)
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import N_, not_found
from app.kit.paging import PageParams
from app.kit.versions import check_version
from app.results.advancement.queries import (
    READERS,
    Step,
    going,
    list_rows,
    load_advancement,
    load_step,
    undecided,
    without_place,
)
from app.results.advancement.rules import (
    Ranked,
    amount_of,
    check_applied,
    check_kind,
    check_list_current,
    check_may_advance,
    check_somebody,
    check_votes_decided,
    line_of,
    spread_of,
)
from app.results.advancement.schemas import (
    AdvancementIn,
    AdvancementOut,
    AdvancementRuleIn,
    AdvancementRuleOut,
    AdvancingEntry,
    HandIn,
    UndoIn,
)
from app.results.rankings.models import Ranking, RankingRow
from app.results.rankings.queries import still_holds
from app.results.rankings.rules import check_not_barred
from app.results.rankings.service import record_export, record_reading

NOT_ON_THE_LIST = N_("لم تتأهل المشاركة إلى هذه الجولة.")


def show_advancement(
    session: Session, actor: Actor, round_id: UUID, now: datetime
) -> AdvancementOut:
    """Who goes on to a round, as proposed and as applied; the reading is recorded."""
    step = load_step(session, actor, round_id, *READERS)
    record_reading(session, actor, step.edition, now, step.latest)
    return load_advancement(session, step)


def list_advancing(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    category_id: UUID | None,
    goes_on: bool | None,
    tied: bool | None,
    by_hand: bool | None,
    changed: bool | None,
    now: datetime,
) -> tuple[list[AdvancingEntry], int]:
    """The entries of the closed round, and which of them go on; the reading is recorded."""
    step = load_step(session, actor, round_id, *READERS)
    record_reading(session, actor, step.edition, now, step.latest)
    if params.format == "csv" and step.latest is not None:
        record_export(session, actor, step.edition, step.latest, "advancement", now)
    return list_rows(
        session,
        step,
        params,
        category_id=category_id,
        goes_on=goes_on,
        tied=tied,
        by_hand=by_hand,
        changed=changed,
    )


def put_advancement(
    session: Session,
    actor: Actor,
    round_id: UUID,
    wanted: AdvancementIn,
    condition: str | None,
    now: datetime,
) -> AdvancementOut:
    """Propose the rules of all categories, counted on the newest ranking of the round before.

    Refusals: those of `check_may_advance`, `advancement_outdated` (409), `category_barred` (403),
    `advancement_amount`, `advancement_kind` (422), `not_found`, `condition_required` (428), `stale` (412).
    """
    step, ranking = _editable(session, actor, round_id)
    check_version(step.version, condition, lambda: load_advancement(session, step))
    check_list_current(current=still_holds(session, step.edition, ranking))
    row = step.advancement or Advancement(round_id=round_id, version=0)
    row.ranking_id, row.version = ranking.id, row.version + 1
    session.add(row)
    session.flush()  # its rules refer to it
    session.execute(delete(AdvancementRule).where(AdvancementRule.round_id == round_id))
    session.add_all(_rules(session, step, ranking, wanted.rules))
    audit.record(
        session,
        actor,
        "put_advancement",
        now,
        subject=("round", round_id),
        edition_id=step.edition.id,
        ranking_id=str(ranking.id),
        rules=_said(wanted.rules),
    )
    session.flush()  # the answer is counted in the tables
    return load_advancement(session, load_step(session, actor, round_id))


def decide_advancing(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    wanted: HandIn,
    condition: str | None,
    now: datetime,
) -> AdvancementOut:
    """Send an entry on, or not, by a person's word; null leaves it to its rule again.

    Refusals: as `put_advancement`; 404 for an entry that is no candidate.
    """
    step, _ = _editable(session, actor, round_id)
    check_version(step.version, condition, lambda: load_advancement(session, step))
    if step.advancement is None:
        raise not_found()
    candidate = session.scalar(
        select(RankingRow.entry_id)
        .join(Entry, Entry.id == RankingRow.entry_id)
        .where(
            RankingRow.ranking_id == step.advancement.ranking_id,
            RankingRow.entry_id == entry_id,
            on_list_of(step.earlier[0]),
        )
    )
    if candidate is None:
        raise not_found()
    before = session.get(AdvancementHand, (round_id, entry_id))
    if before is not None:
        session.delete(before)
        session.flush()  # the old row leaves before a new one takes its key
    if wanted.goes_on is not None:
        session.add(
            AdvancementHand(
                round_id=round_id,
                entry_id=entry_id,
                goes_on=wanted.goes_on,
                reason=wanted.reason,
                decided_by=actor.user_id,
                decided_at=now,
            )
        )
    step.advancement.version += 1
    audit.record(
        session,
        actor,
        "decide_advancing",
        now,
        subject=("round", round_id),
        edition_id=step.edition.id,
        entry_id=str(entry_id),
        goes_on=wanted.goes_on,
        reason=wanted.reason,
    )
    session.flush()  # the answer is counted in the tables
    return load_advancement(session, step)


def apply_advancement(
    session: Session, actor: Actor, round_id: UUID, condition: str | None, now: datetime
) -> AdvancementOut:
    """Make the list that was shown the one that the round judges; the same again is harmless.

    Assignments of entries that do not go on are taken back. Refusals: as `put_advancement`,
    `votes_undecided`, `nobody_advances` (409).
    """
    step, ranking = _editable(session, actor, round_id)
    check_version(step.version, condition, lambda: load_advancement(session, step))
    row = step.advancement
    check_list_current(
        current=row is not None
        and row.ranking_id == ranking.id
        and still_holds(session, step.edition, ranking)
    )
    assert row is not None  # noqa: S101 -- `check_list_current`
    check_votes_decided(undecided(session, step))
    session.execute(delete(AdvancedEntry).where(AdvancedEntry.round_id == round_id))
    session.execute(insert(AdvancedEntry).from_select(["round_id", "entry_id"], going(step)))
    list_ = select(AdvancedEntry.entry_id).where(AdvancedEntry.round_id == round_id)
    ids = [str(one) for one in session.scalars(list_.order_by(AdvancedEntry.entry_id))]
    check_somebody(len(ids))
    taken = session.execute(
        update(Evaluation)
        .where(without_place(step, list_))
        .values(
            closed_at=now, closed_reason=ClosedReason.removed.value, closed_note=NOT_ON_THE_LIST
        )
        .returning(Evaluation.id)
        .execution_options(synchronize_session=False)
    ).all()
    row.applied_at, row.applied_by, row.entries = now, actor.user_id, len(ids)
    row.version += 1
    rules = session.scalars(
        select(AdvancementRule)
        .where(AdvancementRule.round_id == round_id)
        .order_by(AdvancementRule.category_id)
    )
    audit.record(
        session,
        actor,
        "apply_advancement",
        now,
        subject=("round", round_id),
        edition_id=step.edition.id,
        from_round_id=str(step.earlier[0].id),
        ranking_id=str(ranking.id),
        inputs_hash=ranking.inputs_hash,
        rules=_said([AdvancementRuleOut.model_validate(one) for one in rules]),
        entries=len(ids),
        entries_hash=hashlib.sha256(rfc8785.dumps(ids)).hexdigest(),
        taken_back=len(taken),
    )
    session.flush()  # the answer is counted in the tables
    return load_advancement(session, step)


def undo_advancement(
    session: Session, actor: Actor, round_id: UUID, wanted: UndoIn, now: datetime
) -> AdvancementOut:
    """Take an applied list back while its round is planned: the round judges all again.

    Refusals (409): those of `check_may_advance`, `advancement_not_applied`; `category_barred` (403).
    """
    step, _ = _editable(session, actor, round_id)
    row = step.advancement
    check_applied(applied=row is not None and row.applied_at is not None)
    assert row is not None  # noqa: S101 -- `check_applied`
    before = row.entries
    session.execute(delete(AdvancedEntry).where(AdvancedEntry.round_id == round_id))
    row.applied_at, row.applied_by, row.entries = None, None, 0
    row.version += 1
    audit.record(
        session,
        actor,
        "undo_advancement",
        now,
        subject=("round", round_id),
        edition_id=step.edition.id,
        entries=before,
        reason=wanted.reason,
    )
    session.flush()  # the answer is counted in the tables
    return load_advancement(session, step)


def _editable(session: Session, actor: Actor, round_id: UUID) -> tuple[Step, Ranking]:
    """The step, locked, of one who has a stake in no category, with its newest ranking."""
    step = load_step(session, actor, round_id, lock=True)
    check_may_advance(
        [RoundState(one.state) for one in step.earlier],
        RoundState(step.round.state),
        step.edition.phase_now,
        ranked=step.latest is not None,
    )
    check_not_barred(list(step.barred), step.barred)
    assert step.latest is not None  # noqa: S101 -- `check_may_advance`
    return step, step.latest


def _rules(
    session: Session, step: Step, ranking: Ranking, wanted: list[AdvancementRuleIn]
) -> list[AdvancementRule]:
    """The rules with their lines, counted on the snapshot's exact scores of its own round."""
    known = set(session.scalars(select(Category.id).where(Category.edition_id == step.edition.id)))
    found: defaultdict[UUID, list[tuple[Ranked, str]]] = defaultdict(list)
    closed: Round = step.earlier[0]
    rows = session.execute(
        select(
            RankingRow.category_id,
            RankingRow.rank,
            RankingRow.score,
            RankingRow.shown,
            RankingRow.trace,
        )
        .join(Entry, Entry.id == RankingRow.entry_id)
        .where(
            RankingRow.ranking_id == ranking.id, RankingRow.rank.is_not(None), on_list_of(closed)
        )
        .order_by(RankingRow.rank)
    )
    for row in rows:
        if not any(step_["rule"] == "round" for step_ in row.trace):  # scored by this round
            found[row.category_id].append((Ranked(row.rank, Fraction(row.score)), row.shown))
    made = []
    for index, rule in enumerate(wanted):
        if rule.category_id not in known:
            raise not_found()
        known.remove(rule.category_id)  # each once
        ranked = found[rule.category_id]
        check_kind(rule.kind, RoundMode(closed.mode), "rules", index, "kind")
        amount = amount_of(rule.kind, rule.amount, "rules", index, "amount")
        line = line_of(rule.kind, amount, rule.ties, [one for one, _ in ranked])
        made.append(
            AdvancementRule(
                round_id=step.round.id,
                category_id=rule.category_id,
                kind=rule.kind.value,
                amount=rule.amount,
                ties=rule.ties.value,
                cut=line.cut,
                tied=line.tied,
                line=next((shown for one, shown in reversed(ranked) if one.rank <= line.cut), ""),
                spread=spread_of([one.score for one, _ in ranked]),
            )
        )
    return made


def _said(rules: Sequence[AdvancementRuleIn | AdvancementRuleOut]) -> list[dict[str, str]]:
    return [one.model_dump(mode="json") for one in rules]
