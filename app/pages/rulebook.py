"""The frozen rulebook as the public reads it: criteria with their weights, how ties are broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from app.editions.models import Criterion, Edition, Rubric
from app.editions.queries import edition_rubrics
from app.editions.rubric_rules import decimals, leaf_weights
from app.editions.rubric_schemas import spec_of


@dataclass(frozen=True)
class ShownCriterion:
    """A criterion with its share of the whole, in percent; `share` empty: shown, not counted."""

    name_ar: str
    name_en: str
    share: str
    below: Sequence[ShownCriterion] = ()


@dataclass(frozen=True)
class TieBreak:
    """One rule in its order; a criterion's has the criterion's name."""

    rule: str
    name_ar: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class PublicRulebook:
    """What judging is held to: the criteria of each rubric, and what decides between equals."""

    criteria: Mapping[UUID, Sequence[ShownCriterion]]
    tiebreaks: Sequence[TieBreak]


def public_rulebook(session: Session, edition: Edition) -> PublicRulebook | None:
    """Nothing before it is frozen: until then it may change."""
    if edition.rulebook_frozen_at is None:
        return None
    rubrics = edition_rubrics(session, edition.id)
    named = {one.code: one for rubric in rubrics for one in rubric.criteria}
    ties = []
    for rule in edition.tiebreaks:
        kind, _, code = rule.partition(":")
        one = named.get(code)
        ties.append(TieBreak(kind, one.name_ar, one.name_en) if one else TieBreak(kind))
    return PublicRulebook({one.id: _tree(one) for one in rubrics}, ties)


def _tree(rubric: Rubric) -> list[ShownCriterion]:
    shares = leaf_weights([spec_of(row) for row in rubric.criteria])
    children: defaultdict[UUID | None, list[Criterion]] = defaultdict(list)
    for row in sorted(rubric.criteria, key=lambda one: one.position):
        children[row.parent_id].append(row)

    def under(parent: UUID | None) -> list[tuple[ShownCriterion, Fraction]]:
        found = []
        for row in children[parent]:
            below = under(row.id)
            share = sum((of for _, of in below), shares.get(row.id, Fraction(0)))
            percent = decimals(100 * share, 2).removesuffix(".00") if share else ""
            shown = ShownCriterion(row.name_ar, row.name_en, percent, [one for one, _ in below])
            found.append((shown, share))
        return found

    return [one for one, _ in under(None)]
