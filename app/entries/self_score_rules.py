"""An agency's own score of its entry by the public rubric: the sum so far, and where it is lowest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from app.editions.rubric_rules import CriterionSpec, leaf_weights, leaves, mapped, scale
from app.kit.errors import N_, Refusal, forbidden

MOST_HINTS: Final = 3
FULL: Final = Fraction(100)


@dataclass(frozen=True)
class SelfTotal:
    """`total` of 0…100 so far; `covered` of 0…1 is the weight of what has a mark; `lowest` first."""

    total: Fraction
    covered: Fraction
    lowest: tuple[UUID, ...]
    highest: tuple[UUID, ...]


def on_scale(
    criteria: Sequence[CriterionSpec], points: Mapping[UUID, Fraction]
) -> dict[UUID, Fraction]:
    """The marks that the rubric as it is now still takes."""
    kept = {}
    for leaf in leaves(criteria):
        low, high = scale(leaf)
        if leaf.id in points and low <= points[leaf.id] <= high:
            kept[leaf.id] = points[leaf.id]
    return kept


def self_total(criteria: Sequence[CriterionSpec], points: Mapping[UUID, Fraction]) -> SelfTotal:
    """The sum over the leaves that count and have a mark; whole, it is what a juror's would be.

    `lowest` names up to three criteria that lose the most, those with a full mark never; `highest`
    those with at least four fifths of their scale.
    """
    by_id = {one.id: one for one in criteria}
    weights = leaf_weights(criteria)
    shares = {leaf: mapped(by_id[leaf], points[leaf]) for leaf in weights if leaf in points}
    lost = sorted(
        (leaf for leaf in shares if shares[leaf] < FULL),
        key=lambda leaf: (-weights[leaf] * (FULL - shares[leaf]), str(leaf)),
    )
    strong = sorted(
        (leaf for leaf in shares if shares[leaf] >= 80),
        key=lambda leaf: (-weights[leaf] * shares[leaf], str(leaf)),
    )
    lowest = tuple(lost[:MOST_HINTS])
    return SelfTotal(
        total=sum((weights[leaf] * share for leaf, share in shares.items()), Fraction(0)),
        covered=sum((weights[leaf] for leaf in shares), Fraction(0)),
        lowest=lowest,
        highest=tuple(leaf for leaf in strong if leaf not in lowest)[:MOST_HINTS],
    )


def check_own(*, is_own: bool) -> None:
    """Only the agency itself, not those it invited from outside. Refusal: `self_score_private` (403)."""
    if not is_own:
        raise forbidden(
            "self_score_private", N_("التقييم الذاتي لأهل الجهة وحدهم، ولا يراه من دُعي من خارجها.")
        )


def check_public(*, public: bool) -> None:
    """Only by a rubric that the organiser has made public. Refusal: `rubric_not_public` (409)."""
    if not public:
        raise Refusal("rubric_not_public", N_("لم يُعلن المنظّم نموذج التقييم للمشاركين."))
