"""One score of several rounds: what each says of an entry, by the weights of the rulebook. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Mark:
    """What one round says of an entry: `score` counts, `raw` is the exact mean beside it.

    `score` is the mean, what another method made of it (a float, taken exactly), or what the panel
    agreed on where the rulebook lets that count.
    """

    number: int
    weight: int
    score: Fraction
    raw: Fraction
    evaluations: int


@dataclass(frozen=True)
class Weighed:
    """Σ w·score ÷ Σ w over the rounds in which the entry has a score, oldest round first."""

    score: Fraction
    raw: Fraction
    marks: tuple[Mark, ...]


def together(weights: Sequence[int]) -> bool:
    """Whether the first of these rounds (newest first) is weighed with others before it."""
    return weights[0] > 0 and any(weights[1:])


def weigh(marks: Sequence[Mark]) -> Weighed:
    """The exact score of at least one mark, each of a weight of at least 1."""
    whole = sum(mark.weight for mark in marks)
    return Weighed(
        sum((mark.weight * mark.score for mark in marks), Fraction(0)) / whole,
        sum((mark.weight * mark.raw for mark in marks), Fraction(0)) / whole,
        tuple(sorted(marks, key=lambda mark: mark.number)),
    )
