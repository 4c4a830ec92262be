"""What counts in a round: for closing it, for results, and for those who may read scores after it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, select, true
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor, Role, Scope
from app.editions.models import Category, Edition, Rubric
from app.editions.rubric_rules import leaves
from app.editions.score_rules import ScoreSpec, check_scores
from app.entries.models import Entry
from app.entries.wall_queries import barred_categories, not_barred
from app.judging.evaluations.models import Evaluation, NaClaim, NaDecision, Revision
from app.judging.evaluations.order_queries import counted_places, order_comments
from app.judging.evaluations.order_rules import borda
from app.judging.evaluations.rubric_queries import PLACE, VOTE, compiled
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus, Unreadable
from app.judging.panels.models import Juror
from app.judging.panels.panel_queries import unchaired
from app.judging.panels.queries import judged_in
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import Refusal, not_found

# Who reads evaluations once their round is closed.
SCORE_READERS = (Role.organiser, Role.auditor, Role.approver, Role.chair)


def submitted() -> Any:
    """The one meaning of 'submitted' (product.md): a live evaluation that has a submitted revision.

    A juror's reopening does not withdraw it: until they submit again, the last submitted revision
    counts, whatever draft stands on it. Home pages, progress, closing, assignments, jurors' own
    counts and results all ask this; together with `judged_in` for entries in the race.
    """
    return Evaluation.submitted_id.is_not(None)


def drafted() -> Any:
    """Begun and never submitted: what a draft is to everyone who counts."""
    return Evaluation.submitted_id.is_(None) & (Evaluation.status != EvaluationStatus.none)


def untouched() -> Any:
    """Nothing saved yet."""
    return Evaluation.status == EvaluationStatus.none


def reopened() -> Any:
    """Of the submitted ones: those that their juror is changing. They are shown as such."""
    return submitted() & Evaluation.reopened_at.is_not(None)


def status_of(evaluation: Evaluation) -> EvaluationStatus:
    """Where one evaluation stands for everyone who counts; `submitted` though it was reopened."""
    if evaluation.submitted_id is not None:
        return EvaluationStatus.submitted
    return EvaluationStatus(evaluation.status)


def judged_before_move(before: Evaluation | None) -> bool:
    """Whether it was begun before its entry went to another category: it never comes back to life."""
    return before is not None and before.closed_reason == ClosedReason.moved and is_begun(before)


def is_begun(evaluation: Evaluation) -> bool:
    """Whether its juror has written anything, in time or late."""
    return evaluation.status != EvaluationStatus.none or evaluation.late_state is not None


class Counted(NamedTuple):
    """One evaluation that counts: its exact total on 0…100, its points on each leaf's own scale."""

    entry_id: UUID
    juror_id: UUID
    total: Fraction
    points: dict[UUID, Fraction]


def counted_rows(round_id: UUID, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Live evaluations of a round with their last submitted revision."""
    return (
        select(*columns)
        .select_from(Evaluation)
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .where(Evaluation.round_id == round_id, Evaluation.closed_at.is_(None), ~unsettled())
    )


def unsettled() -> ColumnElement[bool]:
    """Of an evaluation: the revision that counts claims something that nobody has accepted."""
    accepted = (
        exists()
        .where(
            NaDecision.round_id == Evaluation.round_id,
            NaDecision.entry_id == Evaluation.entry_id,
            NaDecision.criterion_id == NaClaim.criterion_id,
            NaDecision.accepted,
        )
        .correlate(Evaluation, NaClaim)  # by itself it reaches the nearest statement alone
    )
    return exists().where(NaClaim.revision_id == Evaluation.submitted_id, ~accepted)


def not_applicable(session: Session, round_id: UUID) -> dict[UUID, frozenset[UUID]]:
    """By entry of a round: the leaves that the chair accepted do not apply to it, where there are any."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for entry, leaf in session.execute(
        select(NaDecision.entry_id, NaDecision.criterion_id).where(
            NaDecision.round_id == round_id, NaDecision.accepted
        )
    ):
        found[entry].add(leaf)
    return {entry: frozenset(leafs) for entry, leafs in found.items()}


def is_walled_in(session: Session, actor: Actor, round_: Round) -> bool:
    """Whether a wall keeps the actor from an entry of a round: they count no mail about all of them."""
    if not (actor.barred_entries or actor.barred_organisations):
        return False
    hidden = select(Entry.id).where(judged_in(round_), not_(not_barred(actor))).limit(1)
    return session.scalar(hidden) is not None


def counted_totals(
    session: Session,
    round_id: UUID,
    category_id: UUID | None = None,
    among: Collection[UUID] | None = None,
) -> list[Counted]:
    """The evaluations that count in a round, or in one category of it, by entry and juror, exact.

    Of each the last submitted revision, or of a round of orders what its juror's order now gives it
    among the entries in the race; closed evaluations (recused, suspended, given back,
    removed) do not count, nor marks on what the chair accepted as not applicable. Entries out of
    the race are here too: the results leave them out. `among`: orders are counted as if they held
    these entries alone, because points of places tell where the others stand.
    """
    round_ = session.get_one(Round, round_id)
    if round_.mode == RoundMode.ranking:
        return _ranked_totals(session, round_id, category_id, among)
    rubrics = {
        row[0]: compiled(session, row[0], row[1], frozen=row[2] is not None)
        for row in session.execute(
            select(Rubric.id, Rubric.version, Edition.rulebook_frozen_at)
            .join(Round, Round.edition_id == Rubric.edition_id)
            .join(Edition, Edition.id == Rubric.edition_id)
            .where(
                Round.id == round_id,
                Rubric.id.in_(select(Category.rubric_id).where(Category.edition_id == Edition.id)),
            )
        )
    }
    marks = {key: Marks(rubric.specs) for key, rubric in rubrics.items()}
    votes = Marks([VOTE]) if round_.mode == RoundMode.pass_fail else None
    rows = session.execute(
        counted_rows(
            round_id,
            Evaluation.entry_id,
            Evaluation.juror_id,
            Revision.total,
            Revision.scores,
            Category.rubric_id,
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Category, Category.id == Entry.category_id)
        .where(true() if category_id is None else Entry.category_id == category_id)
        .order_by(Evaluation.entry_id, Evaluation.juror_id)
    )
    out = not_applicable(session, round_id)
    return [
        Counted(
            row[0],
            row[1],
            total,
            {leaf: one for leaf, one in points.items() if leaf not in out.get(row[0], ())},
        )
        for row in rows
        for total, points in [_read(votes or marks[row[4]], row)]
    ]


def _read(marks: Marks, row: Any) -> tuple[Fraction, dict[UUID, Fraction]]:
    """The total and the points of one. Refusal: `Unreadable`, whatever else stands there."""
    try:
        return Fraction(row[2]), marks.points(row[3])
    except Refusal as refused:
        raise Unreadable(refused.code, row[0], row[1]) from refused
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as unknown:
        raise Unreadable("mark_unknown", row[0], row[1]) from unknown


def _ranked_totals(
    session: Session,
    round_id: UUID,
    category_id: UUID | None,
    among: Collection[UUID] | None = None,
) -> list[Counted]:
    """Of a round of orders the points of each place among what counts of its order now."""
    rows = [row for row in counted_places(session, round_id) if among is None or row[0] in among]
    orders: defaultdict[tuple[UUID, UUID], dict[UUID, int]] = defaultdict(dict)
    for entry, juror, category, place in rows:
        orders[juror, category][entry] = place
    points = {key: borda(placed) for key, placed in orders.items()}
    return [
        Counted(entry, juror, got, {PLACE.id: got})
        for entry, juror, category, _ in rows
        if category_id in (None, category)
        for got in [points[juror, category][entry]]
    ]


class Marks:
    """Stored scores of one rubric as points; equal marks are read once."""

    def __init__(self, specs: Iterable[Any]) -> None:
        self.specs = tuple(specs)
        self._keys = {str(leaf.id): leaf.id for leaf in leaves(self.specs)}
        self._read: dict[tuple[str, str | None, str | None], Fraction | None] = {}

    def points(self, scores: Mapping[str, Any]) -> dict[UUID, Fraction]:
        """The points of every leaf that has a mark."""
        made = {}
        for key, score in scores.items():
            point = self._point(key, score["points"], score["level"])
            if point is not None:
                made[self._keys[key]] = point
        return made

    def _point(self, key: str, points: str | None, level: str | None) -> Fraction | None:
        at = (key, points, level)
        if at not in self._read:
            leaf = self._keys[key]
            read = check_scores(self.specs, {leaf: ScoreSpec(points, level)}, submitting=False)
            self._read[at] = read.get(leaf)
        return self._read[at]


def closing_hash(session: Session, round_id: UUID) -> tuple[str, int]:
    """SHA-256 of the JCS of the submitted evaluations that count, and how many they are.

    The document is a list, ordered by entry and juror, of `{"content","entry","juror",
    "revision","total"}`, where `content` is the SHA-256 of the JCS of what was submitted. All are
    ASCII without escapes, so writing the sorted keys is already RFC 8785.
    """
    digest = hashlib.sha256(b"[")
    count = 0
    for entry, juror, revision, content, total in session.execute(
        counted_rows(
            round_id,
            Evaluation.entry_id,
            Evaluation.juror_id,
            Revision.id,
            Revision.body_hash,
            Revision.total,
        ).order_by(Evaluation.entry_id, Evaluation.juror_id)
    ):
        digest.update(
            (
                f'{"," if count else ""}{{"content":"{content}","entry":"{entry}",'
                f'"juror":"{juror}","revision":"{revision}","total":"{total}"}}'
            ).encode()
        )
        count += 1
    digest.update(b"]")
    return digest.hexdigest(), count


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a round lacks: evaluations assigned and not submitted, and entries below quorum."""

    unsubmitted: int
    below_quorum: tuple[int, ...]

    @property
    def anything(self) -> bool:
        """Whether something is missing."""
        return bool(self.unsubmitted or self.below_quorum)


def shortfall(
    session: Session, round_: Round, quorum: int, actor: Actor = SYSTEM_ACTOR
) -> Shortfall:
    """What is missing now among the entries in the race that this round judges.

    Of an actor: without the entries from which a conflict walls them off.
    """
    rows = session.execute(
        select(
            Entry.number,
            func.count(Evaluation.id),
            func.count(Evaluation.submitted_id),  # `submitted()`
        )
        .outerjoin(
            Evaluation,
            and_(
                Evaluation.entry_id == Entry.id,
                Evaluation.round_id == round_.id,
                Evaluation.closed_at.is_(None),
            ),
        )
        .where(judged_in(round_), not_barred(actor))
        .group_by(Entry.id, Entry.number)
        .order_by(Entry.number)
    ).all()
    return Shortfall(
        sum(assigned - submitted for _, assigned, submitted in rows),
        tuple(number for number, _, submitted in rows if submitted < round_.needed(quorum)),
    )


@dataclass(frozen=True, slots=True)
class ReadEvaluation:
    """A submitted evaluation of a closed round, as those who may read scores see it.

    `total`: what counts of it now; of a round of orders what is left of its juror's order decides.
    `comment`: the juror's on it; of a round of orders on their whole order of the category.
    """

    round: Round
    juror: Juror
    evaluation: Evaluation
    revision: Revision
    total: str | None
    comment: str


def entry_to_read(session: Session, actor: Actor, entry_id: UUID) -> tuple[Entry, Edition, bool]:
    """An entry whose scores the actor may read but for a wall; True where a wall stands.

    A wall before one entry hides its whole category, as in the standings: who reads the others'
    scores knows how theirs stands. 404 if nobody told them of it.
    """
    row = session.execute(
        select(Entry, Edition)
        .join(Edition, Edition.id == Entry.edition_id)
        .where(Entry.id == entry_id)
    ).one_or_none()
    if row is None:
        raise not_found()
    entry, edition = row[0], row[1]
    over = (
        (Scope.edition, edition.id),
        (Scope.programme, edition.programme_id),
        (Scope.instance, None),
    )
    if not actor.holds(SCORE_READERS, *over) or entry.category_id in unchaired(
        session, actor, edition
    ):
        raise not_found()
    return entry, edition, entry.category_id in barred_categories(session, actor, edition.id)


def read_evaluations(session: Session, entry_id: UUID) -> list[ReadEvaluation]:
    """The submitted evaluations of an entry in closed rounds, by round and juror."""
    rows = session.execute(
        select(Round, Juror, Evaluation, Revision)
        .join(Evaluation, Evaluation.round_id == Round.id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .where(
            Evaluation.entry_id == entry_id,
            Evaluation.closed_at.is_(None),
            Round.state == RoundState.closed,
        )
        .order_by(Round.number, Juror.folded_name, Juror.id)
    ).all()
    entry = session.get_one(Entry, entry_id)
    ranked = {
        (round_id, one.juror_id): str(one.total)
        for round_id in {row[0].id for row in rows if row[0].mode == RoundMode.ranking}
        for one in _ranked_totals(session, round_id, entry.category_id)
        if one.entry_id == entry_id
    }
    said = order_comments(session, entry.category_id, {round_id for round_id, _ in ranked})

    def read(
        round_: Round, juror: Juror, evaluation: Evaluation, given: Revision
    ) -> ReadEvaluation:
        if round_.mode != RoundMode.ranking:
            return ReadEvaluation(round_, juror, evaluation, given, given.total, given.comment)
        key = (round_.id, juror.id)
        return ReadEvaluation(round_, juror, evaluation, given, ranked.get(key), said.get(key, ""))

    return [read(*row) for row in rows]
