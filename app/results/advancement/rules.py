"""Who goes on from a closed round: where a category's line falls, and when a list is applied. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.editions.rules import Phase
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import N_, Refusal, invalid

BINS: Final = 20
_MOST: Final = 20_000


class LineKind(StrEnum):
    """How a category's line is drawn."""

    everyone = "everyone"  # all that the closed round judged
    threshold = "threshold"  # at least this score
    top = "top"  # this many
    percentile = "percentile"  # the best of so many per cent
    passed = "passed"  # who passed, of a pass/fail round
    hand = "hand"  # nobody but by a person's word


class VoteOutcome(StrEnum):
    """What the votes of a pass/fail round make of an entry."""

    passed = "passed"
    failed = "failed"
    tied = "tied"  # the votes are even: the chair decides
    unjudged = "unjudged"  # fewer votes than the quorum, or than have to pass


OUTCOME_WORDS: Final = {
    VoteOutcome.passed: N_("اجتازت"),
    VoteOutcome.failed: N_("لم تجتز"),
    VoteOutcome.tied: N_("تنتظر قرار الرئيس"),
    VoteOutcome.unjudged: N_("دون النصاب"),
}


class Ties(StrEnum):
    """What becomes of equal ranks of which only some have room."""

    everyone = "all"
    nobody = "none"


@dataclass(frozen=True)
class Ranked:
    """An entry of the closed round with a rank in its category; best first."""

    rank: int
    score: Fraction


@dataclass(frozen=True)
class Line:
    """Who ranks at `cut` or before it goes on; `tied` is the rank that had not room for all."""

    cut: int
    tied: int | None = None


def amount_of(kind: LineKind, amount: str, *loc: str | int) -> Fraction:
    """What a rule says beside its kind.

    Refusal: `advancement_amount` (422): a score from 0 to 100 with at most 6 decimals, a whole
    number from 1, or whole per cents from 1 to 100; nothing where the kind asks for none.
    """
    bounds = {
        LineKind.threshold: (0, 100),
        LineKind.top: (1, _MOST),
        LineKind.percentile: (1, 100),
    }.get(kind)
    whole, _, decimals = amount.partition(".")
    if bounds is None:
        right = amount == ""
    else:
        most = 6 if kind == LineKind.threshold else 0
        right = (
            whole.isascii()
            and whole.isdigit()
            and len(decimals) <= most
            and ((decimals.isascii() and decimals.isdigit()) or "." not in amount)
            and bounds[0] <= Fraction(amount) <= bounds[1]
        )
    if not right:
        raise invalid(
            "advancement_amount",
            N_("اكتب درجة من 0 إلى 100، أو عددًا صحيحًا، أو نسبة صحيحة من 1 إلى 100."),
            *loc,
        )
    return Fraction(amount or 0)


def line_of(kind: LineKind, amount: Fraction, ties: Ties, ranked: Sequence[Ranked]) -> Line:
    """Where the line falls among these, best first.

    A threshold is compared with the exact score. A percentage of entries that is no whole number
    is rounded up. Equal ranks at the line go on together or stay together, as declared.
    """
    if kind == LineKind.threshold:
        return Line(max((one.rank for one in ranked if one.score >= amount), default=0))
    if kind not in (LineKind.top, LineKind.percentile):
        return Line(0)
    room = int(amount) if kind == LineKind.top else math.ceil(len(ranked) * amount / 100)
    if not ranked or room >= len(ranked):
        return Line(ranked[-1].rank if ranked else 0)
    last = ranked[room - 1].rank
    if ranked[room].rank != last:
        return Line(last)
    return Line(last if ties == Ties.everyone else last - 1, tied=last)


def spread_of(scores: Collection[Fraction]) -> list[int]:
    """How many scores fall into each twentieth of 0…100; what lies outside counts at the end."""
    found = [0] * BINS
    for score in scores:
        found[min(BINS - 1, max(0, math.floor(score * BINS / 100)))] += 1
    return found


def check_may_advance(
    earlier: Collection[RoundState], state: RoundState, phase: Phase, *, ranked: bool
) -> None:
    """A list is made for a planned round, on the ranking of the closed round before it.

    `earlier` are the states of the rounds before. Refusals (409): `no_earlier_round`,
    `next_round_opened`, `not_judging`, `round_not_closed`, `ranking_missing`.
    """
    if not earlier:
        raise Refusal("no_earlier_round", N_("هذه أول جولة، فتُحكَّم فيها المشاركات كلها."))
    if state != RoundState.planned:
        raise Refusal("next_round_opened", N_("فُتحت الجولة، فلا تتغير قائمة المتأهلين إليها."))
    if phase != Phase.judging:
        raise Refusal("not_judging", N_("يُتأهَّل بين الجولات في مرحلة التحكيم."), phase=phase.value)
    if any(one != RoundState.closed for one in earlier):
        raise Refusal("round_not_closed", N_("أغلق الجولة السابقة أولًا."))
    if not ranked:
        raise Refusal("ranking_missing", N_("احسب ترتيب الجولة السابقة أولًا."))


def check_kind(kind: LineKind, mode: RoundMode, *loc: str | int) -> None:
    """Only a pass/fail round has who passed. Refusal: `advancement_kind` (422)."""
    if kind == LineKind.passed and mode != RoundMode.pass_fail:
        raise invalid("advancement_kind", N_("الجولة السابقة بالدرجات، فليس فيها اجتياز."), *loc)


def check_votes(mode: RoundMode, state: RoundState) -> None:
    """Votes are read once their round is closed. Refusals (409): `not_pass_fail`, `votes_sealed`."""
    if mode != RoundMode.pass_fail:
        raise Refusal("not_pass_fail", N_("هذه الجولة بالدرجات لا بالاجتياز."))
    if state != RoundState.closed:
        raise Refusal("votes_sealed", N_("لا تُقرأ الأصوات قبل إغلاق الجولة."))


def check_even(outcome: VoteOutcome, *, decided: bool, later: Collection[RoundState]) -> None:
    """The chair decides where votes are even, until the next round opens.

    Refusals (409): `votes_not_even`, `next_round_opened`.
    """
    if outcome != VoteOutcome.tied and not decided:
        raise Refusal("votes_not_even", N_("حسمت الأصوات هذه المشاركة."))
    if any(one != RoundState.planned for one in later):
        raise Refusal("next_round_opened", N_("فُتحت الجولة، فلا تتغير قائمة المتأهلين إليها."))


def check_votes_decided(waiting: int) -> None:
    """No list is applied over votes that the chair has not decided on. Refusal: `votes_undecided` (409)."""
    if waiting:
        raise Refusal(
            "votes_undecided",
            N_(
                "تساوت أصوات مشاركات لم يحسمها رئيس اللجنة بعد، وعددها {count}. "
                "ينتظر تطبيق القائمة قراره، أو تُضاف وتُستبعد يدويًا بسبب."
            ),
            count=waiting,
        )


def check_not_applied(*, applied: bool) -> None:
    """What a list was made of stays as it was while the list is applied. Refusal: `advancement_applied` (409)."""
    if applied:
        raise Refusal(
            "advancement_applied",
            N_("طُبِّقت قائمة المتأهلين على هذه القرارات. يتراجع المنظّم عنها أولًا، ثم يُغيَّر القرار."),
        )


def check_list_current(*, current: bool) -> None:
    """A list is applied as it was shown. Refusal: `advancement_outdated` (409)."""
    if not current:
        raise Refusal(
            "advancement_outdated",
            N_("تغيّر ترتيب الجولة السابقة منذ المعاينة. احسبه من جديد وراجع القائمة ثم طبّقها."),
        )


def check_somebody(going: int) -> None:
    """A round has something to judge. Refusal: `nobody_advances` (409)."""
    if going == 0:
        raise Refusal("nobody_advances", N_("لا مشاركة في القائمة. غيّر القواعد أو أضف يدويًا."))


def check_applied(*, applied: bool) -> None:
    """Only an applied list is taken back. Refusal: `advancement_not_applied` (409)."""
    if not applied:
        raise Refusal("advancement_not_applied", N_("لم تُطبَّق قائمة لهذه الجولة."))
