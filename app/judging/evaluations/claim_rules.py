"""'Does not apply': a juror claims it, the chair accepts or refuses it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from app.editions.rubric_rules import CriterionSpec, leaf_weights, leaf_weights_or_none, total
from app.editions.rules import Phase
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, forbidden, invalid


class ClaimState(StrEnum):
    """Where a claim on an entry's criterion stands."""

    waiting = "waiting"
    accepted = "accepted"
    refused = "refused"


CLAIM_NAMES: Final = {
    ClaimState.waiting: N_("تنتظر القرار"),
    ClaimState.accepted: N_("مقبولة"),
    ClaimState.refused: N_("مرفوضة"),
}


def check_may_decide_na(state: RoundState, phase: Phase, *, mine: bool) -> None:
    """The chair decides while the round is open; the organiser where a conflict bars every chair.

    Refusals: `claim_of_the_chair` (403), `claims_settled` (409).
    """
    if not mine:
        raise forbidden("claim_of_the_chair", N_("يبتّ رئيس اللجنة في هذا الطلب."))
    if state != RoundState.open or phase != Phase.judging:
        raise Refusal("claims_settled", N_("يُبتّ في «غير منطبق» قبل إغلاق الجولة وحده."))


def check_na_decision(
    criteria: Sequence[CriterionSpec],
    accepted: AbstractSet[UUID],
    leaf: UUID,
    *,
    accept: bool,
    reason: str,
) -> None:
    """A refusal says why, and something must stay that applies.

    Refusals (422): `reason_missing`, `nothing_applicable`.
    """
    if not accept and not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب الرفض ليقرأه المحكّم."), "reason")
    if accept:
        leaf_weights(criteria, accepted | {leaf})


def total_without(
    criteria: Sequence[CriterionSpec],
    points: Mapping[UUID, Fraction],
    accepted: AbstractSet[UUID],
) -> Fraction | None:
    """A submitted evaluation's total where `accepted` does not apply, nor what it has no mark for.

    None where nothing would be left of it: it claims the rest.
    """
    out = set(accepted) | {leaf for leaf in leaf_weights(criteria) if leaf not in points}
    if leaf_weights_or_none(criteria, out) is None:
        return None
    return total(criteria, points, out)
