"""How an entry's score came about, juror by juror, adding up to the digit. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from app.results.rankings.jury_rules import Jury, ranked
from app.results.stats import Ranking, explain


def contributions(jury: Jury, made: Ranking, at: int) -> list[dict[str, Any]]:
    """How one entry's score came about; the row without a juror is the pull to the mean."""
    return [
        {
            "juror_id": None if one.juror < 0 else str(jury.jurors[one.juror]),
            "given": number(one.given),
            "severity": number(one.severity),
            "scale_use": number(one.scale_use),
            "weight": number(one.weight),
            "contribution": number(one.contribution),
        }
        for one in explain(jury.cards, made, at)
    ]


def with_shown(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts with what is weighed (`corrected`), and to two digits (`shown`), which sum to the score's own."""
    exact = [Decimal(repr(one["contribution"] or 0.0)) for one in parts]
    whole = Decimal(repr(sum(one["contribution"] or 0.0 for one in parts)))
    cents = [int((one * 100).to_integral_value(ROUND_FLOOR)) for one in exact]
    missing = int((whole * 100).to_integral_value(ROUND_HALF_UP)) - sum(cents)
    order = sorted(range(len(exact)), key=lambda at: cents[at] - exact[at] * 100)
    for at in order[:missing]:
        cents[at] += 1
    return [
        one
        | {
            "corrected": one["contribution"] / one["weight"] if one["weight"] else None,
            "shown": f"{Decimal(cent) / 100:.2f}",
        }
        for one, cent in zip(parts, cents, strict=True)
    ]


def parts_in(jury: Jury, method: str, entry: UUID) -> list[dict[str, Any]]:
    """The `contributions` to one entry's score by a method that can rank these, `with_shown`."""
    made = ranked(jury, method, 0, draws=0)
    return with_shown(contributions(jury, made, jury.entries.index(entry)))


def number(value: float) -> float | None:
    """A float as JSON has it: nothing where nothing is known."""
    return float(value) if isfinite(value) else None
