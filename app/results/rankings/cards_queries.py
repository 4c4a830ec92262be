"""A round's evaluations as the scorecards that `stats` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.models import Category
from app.editions.rubric_rules import (
    NOTHING,
    CriterionSpec,
    leaf_weights_or_none,
    leaves,
    mapped,
)
from app.judging.evaluations.queries import closing_hash
from app.judging.evaluations.sealed_queries import altered_since
from app.judging.rounds.rules import RoundMode
from app.results.rankings.basis_queries import Basis, RoundBasis
from app.results.rankings.figures_rules import Task, seed_of
from app.results.rankings.jury_rules import Jury
from app.results.rankings.rulebook_queries import build_rulebook, recorded_rulebook
from app.results.rankings.rules import EvaluationsAltered, check_closing, check_rulebook
from app.results.rankings.what_if_rules import Weighed
from app.results.stats import Scorecards
from app.results.weight_rules import together

NAMED: Final = 20  # evaluations that a refusal names


def load_task(session: Session, basis: Basis) -> Task:
    """What the snapshot of a basis is computed from.

    A round before the counting one is there where it is weighed with a later one, and as long as
    entries remain that only it can rank. Refusals (409): `scores_unusable` where a total is not that
    of its marks, or marks are not those that were sent (`EvaluationsAltered`), or what counts of a round is not what it was closed with.
    """
    rounds = basis.rounds[:1] if basis.method == "raw" else _fitted(basis)
    places = _places(session, basis)
    edition = basis.edition
    now, _ = build_rulebook(session, edition)
    check_rulebook(
        edition.rulebook,
        edition.rulebook_hash,
        now,
        is_frozen=edition.rulebook_frozen_at is not None,
        recorded=recorded_rulebook(session, edition),
    )
    juries = [jury_of(basis, part, places) for part in rounds]
    known = {part.round.id: jury for part, jury in zip(rounds, juries, strict=True)}
    for part in basis.rounds:  # the exact totals of any may rank an entry
        check_totals(basis, part, known.get(part.round.id) or jury_of(basis, part, places))
        altered = altered_since(session, part.round.id)
        if altered:
            raise EvaluationsAltered("marks_altered", altered[:NAMED])
        closed_with, _ = closing_hash(session, part.round.id)
        check_closing(part.round.number, same=closed_with == part.round.closing_hash)
    return Task(
        inputs_hash=basis.inputs_hash,
        method=basis.method,
        seed=seed_of(basis.rounds[0].round.closing_hash),
        juries=tuple(juries),
        by_order=basis.rounds[0].round.mode == RoundMode.ranking,
        together=_together(basis.rounds),
    )


def _together(rounds: Sequence[RoundBasis]) -> frozenset[UUID]:
    """Those that are weighed in one score; none where each counts alone."""
    weighed = [part.round.id for part in rounds if part.round.weight]
    return frozenset(weighed if len(weighed) > 1 else ())


def _places(session: Session, basis: Basis) -> list[int]:
    """How many of each category win."""
    places = dict(
        session.execute(
            select(Category.id, Category.places).where(Category.edition_id == basis.edition.id)
        ).all()
    )
    return [places[key] for key in basis.categories]


def load_weighed(session: Session, basis: Basis) -> list[Weighed]:
    """The juries of the rounds weighed together, newest first, with their weights; else the one that counts."""
    places = _places(session, basis)

    def weighed(part: RoundBasis, weight: int) -> Weighed:
        agreed = {entry: float(points) for entry, points in part.agreed.items()}
        return Weighed(jury_of(basis, part, places), weight, agreed)

    if not together([part.round.weight for part in basis.rounds]):
        return [weighed(basis.rounds[0], 1)]
    return [weighed(part, part.round.weight) for part in basis.rounds if part.round.weight]


def _fitted(basis: Basis) -> list[RoundBasis]:
    """The rounds whose scores decide something, newest first."""
    found = []
    reached, weighs = True, False
    for part in basis.rounds:
        if reached or (weighs and part.round.weight):
            found.append(part)
        weighs = weighs or (reached and part.round.weight > 0)
        reached = reached and any(
            not one.totals and not one.excluded for all_ in part.judged.values() for one in all_
        )
    return found


def jury_of(basis: Basis, part: RoundBasis, places: Sequence[int]) -> Jury:
    """The scorecards of the entries that the round can rank: in the race, and at the quorum.

    Others would take part in what is said of an entry's chances, or divide a jury that is not
    divided without them. Columns are the leaves of all rubrics; a leaf weighs 0 outside its own.
    """
    least = max(part.round.needed(basis.edition.quorum), 1)
    category_of = {
        one.entry: kind
        for kind, key in enumerate(basis.categories)
        for one in part.judged.get(key, ())
        if not one.excluded and len(one.totals) >= least
    }
    entries = sorted(category_of)
    place = {entry: at for at, entry in enumerate(entries)}
    counted = [one for one in part.counted if one[0] in place]
    jurors = sorted({one[1] for one in counted})
    seat = {juror: at for at, juror in enumerate(jurors)}
    columns = {
        leaf.id: at
        for at, leaf in enumerate(
            leaf for specs in basis.rubrics.values() for leaf in leaves(specs)
        )
    }
    scores = np.zeros((len(counted), max(len(columns), 1)))
    on_scale: dict[tuple[UUID, Fraction], float] = {}
    specs = {leaf.id: leaf for all_ in basis.rubrics.values() for leaf in leaves(all_)}
    for row, one in enumerate(counted):
        for leaf, points in one[3].items():
            key = (leaf, points)
            if key not in on_scale:
                on_scale[key] = float(mapped(specs[leaf], points))
            scores[row, columns[leaf]] = on_scale[key]

    def shares_of(category: UUID, out: AbstractSet[UUID] = NOTHING) -> list[float]:
        rubric = basis.rubric_of[category]
        shares = (leaf_weights_or_none(basis.rubrics[rubric], out) if rubric else None) or {}
        return [float(shares.get(leaf, 0)) for leaf in columns] or [0.0]

    shares = np.array([shares_of(key) for key in basis.categories]).reshape(
        -1, max(len(columns), 1)
    )
    kinds = np.array([category_of[entry] for entry in entries], np.int64)
    weights = shares[kinds]
    for entry, out in part.out.items():
        if entry in place:
            at = place[entry]
            weights[at] = shares_of(basis.categories[kinds[at]], out)
    return Jury(
        round=part.round.id,
        entries=tuple(entries),
        jurors=tuple(jurors),
        categories=basis.categories,
        leaves=tuple(columns),
        cards=Scorecards(
            entry=np.array([place[one[0]] for one in counted], np.int64),
            juror=np.array([seat[one[1]] for one in counted], np.int64),
            scores=scores,
            weights=weights,
            category=kinds,
            n_jurors=len(jurors),
            lo=0.0,
            hi=100.0,
        ),
        places=np.array(places, np.int64),
    )


def check_totals(basis: Basis, part: RoundBasis, jury: Jury) -> None:
    """What ranks is the exact total as it was kept, and another hand may have written it.

    Compared as fractions: a tie is broken by less than any float tells.
    Refusal: `EvaluationsAltered` where one is not that of its marks.
    """
    rubric_at = {
        entry: basis.rubric_of[basis.categories[kind]]
        for entry, kind in zip(jury.entries, jury.cards.category, strict=True)
    }
    parts: dict[tuple[UUID | None, frozenset[UUID]], _Parts] = {}
    altered = []
    for entry, juror, kept, points in part.counted:
        if entry not in rubric_at:
            continue
        key = (rubric_at[entry], frozenset(part.out.get(entry, NOTHING)))
        if key not in parts:
            parts[key] = _Parts(basis.rubrics[key[0]] if key[0] else (), key[1])
        if parts[key].total(points) != kept:
            altered.append((juror, entry))
    if altered:
        raise EvaluationsAltered("total_altered", altered[:NAMED])


class _Parts:
    """What the marks of one rubric add to a total; equal marks are weighed once."""

    def __init__(self, specs: Sequence[CriterionSpec], out: AbstractSet[UUID]) -> None:
        self._shares = leaf_weights_or_none(specs, out) or {}
        self._specs = {leaf.id: leaf for leaf in leaves(specs)}
        self._made: dict[tuple[UUID, Fraction], Fraction] = {}

    def total(self, points: Mapping[UUID, Fraction]) -> Fraction:
        return sum((self._part(leaf, got) for leaf, got in points.items()), Fraction(0))

    def _part(self, leaf: UUID, points: Fraction) -> Fraction:
        at = (leaf, points)
        if at not in self._made:
            self._made[at] = self._shares.get(leaf, 0) * mapped(self._specs[leaf], points)
        return self._made[at]
