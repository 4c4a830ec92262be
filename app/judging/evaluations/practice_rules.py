"""Practice before judging: who writes the case when, and what a round asks of its jurors. Pure."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from app.judging.rounds.rules import RoundMode, RoundState, Window
from app.kit.errors import N_, Refusal


class Demand(StrEnum):
    """Whether a juror may practise, or must before their first submission."""

    offered = "offered"
    required = "required"


def check_may_put(mode: RoundMode, state: RoundState, *, begun: bool) -> None:
    """The case is written before anyone marks it. Refusals (409): `practice_needs_scores`,
    `round_closed`, `practice_begun`.
    """
    if mode != RoundMode.score:
        raise Refusal("practice_needs_scores", N_("التدريب لجولات الدرجات وحدها."))
    if state == RoundState.closed:
        raise Refusal("round_closed", N_("أُغلقت هذه الجولة، ولا تُعدَّل إعداداتها."))
    if begun:
        raise Refusal("practice_begun", N_("بدأ محكّم هذا التدريب، فلا تُعدَّل حالته."))


def check_may_practise(window: Window, *, done: bool) -> None:
    """A juror practises while the round takes evaluations, and submits once.

    Refusals: `practice_over` (423), `practice_done` (409).
    """
    if done:
        raise Refusal("practice_done", N_("أرسلت هذا التدريب، ومقارنته أمامك."))
    if window is not Window.open:
        raise Refusal(
            "practice_over", N_("التدريب متاح في أثناء استقبال التقييمات وحده."), status=423
        )


def check_practised(demand: str | None, *, done: bool, submitted_before: bool) -> None:
    """Where practice is required it comes before the first submission of the round's entries.

    Refusal: `practice_first` (409).
    """
    if demand == Demand.required and not done and not submitted_before:
        raise Refusal(
            "practice_first", N_("أتمّ تدريب هذه الجولة قبل أن ترسل أول تقييم. عملك محفوظ مسودة.")
        )


def distance(total: Fraction, reference: Fraction) -> Fraction:
    """How far above the reference a total is; negative below it."""
    return total - reference
