"""A round: planned, opened and closed by a person's act, accepting by the clock alone.

Pure: `now` is the arrival instant; a moment exactly on a bound is still inside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.editions.rules import Phase
from app.kit.errors import N_, Refusal, invalid


class RoundState(StrEnum):
    """What the organiser has done with a round."""

    planned = "planned"
    open = "open"
    closed = "closed"


class RoundMode(StrEnum):
    """How a round judges."""

    score = "score"
    pass_fail = "pass_fail"  # noqa: S105 -- no password
    ranking = "ranking"


class Consensus(StrEnum):
    """What makes an entry pass: more passes than fails, passes alone, or so many of them."""

    majority = "majority"
    unanimous = "all"
    at_least = "at_least"


class Independence(StrEnum):
    """When a juror may read colleagues' scores of an entry."""

    after_close = "after_close"
    after_own = "after_own"


ROUND_NAMES: Final = {
    RoundState.planned: N_("مخطط لها"),
    RoundState.open: N_("مفتوحة"),
    RoundState.closed: N_("مغلقة"),
}


# What a blind round may hide of an entry beside the fields of its form.
FACE_PARTS: Final = ("title", "summary")


class Window(StrEnum):
    """What the clock says about a round."""

    before = "before"
    open = "open"
    grace = "grace"
    over = "over"


def window(
    state: RoundState,
    opens_at: datetime | None,
    closes_at: datetime,
    now: datetime,
    grace: timedelta = timedelta(),
) -> Window:
    """Where `now` stands: `open` while opens_at <= now <= closes_at, `grace` to closes_at + grace.

    A planned round is `before` and a closed one `over` whatever the clock says.
    """
    if state == RoundState.planned or (
        state == RoundState.open and opens_at is not None and now < opens_at
    ):
        return Window.before
    if state == RoundState.closed or now > closes_at + grace:
        return Window.over
    return Window.open if now <= closes_at else Window.grace


def accepts(
    state: RoundState,
    opens_at: datetime | None,
    closes_at: datetime,
    now: datetime,
    grace: timedelta = timedelta(),
) -> bool:
    """Whether an evaluation that arrives `now` is taken at all, in time or in the grace window."""
    return window(state, opens_at, closes_at, now, grace) in (Window.open, Window.grace)


def check_times(
    opens_at: datetime | None, closes_at: datetime, grace: timedelta, now: datetime
) -> None:
    """A round's times as the organiser sets them.

    Refusals (422): `window_reversed`, `deadline_in_past`, `bad_grace` (0 to 7 days).
    """
    if opens_at is not None and closes_at <= opens_at:
        raise invalid(
            "window_reversed", N_("يجب أن يكون موعد الإغلاق بعد موعد الفتح."), "closes_at"
        )
    if closes_at <= now:
        raise invalid(
            "deadline_in_past", N_("اختر موعدًا لم يمضِ."), "closes_at", closes_at=closes_at
        )
    if not timedelta() <= grace <= timedelta(days=7):
        raise invalid("bad_grace", N_("مهلة السماح بين صفر وسبعة أيام."), "grace_minutes")


def check_mode(mode: RoundMode, consensus: Consensus, passes: int, jurors: int) -> None:
    """So many passes can come together. Refusal: `passes_out_of_reach` (422)."""
    if (
        mode == RoundMode.pass_fail
        and consensus == Consensus.at_least
        and not 1 <= passes <= jurors
    ):
        raise invalid(
            "passes_out_of_reach",
            N_("عدد الأصوات من واحد إلى عدد محكّمي المشاركة: {jurors}."),
            "passes",
            jurors=jurors,
        )


def quorum_of(mode: str, consensus: str, passes: int, quorum: int) -> int:
    """How many submitted evaluations judge an entry in a round: the edition's quorum and, where so
    many have to pass it, no fewer votes than that.
    """
    if (mode, consensus) == (RoundMode.pass_fail, Consensus.at_least):
        return max(quorum, passes)
    return quorum


def check_weight(mode: RoundMode, weight: int, others: Collection[RoundMode]) -> None:
    """Scores are weighed with scores, orders with orders, and votes with nothing.

    `others`: how the other rounds judge that have a weight. Refusals (422): `votes_weighed`,
    `weights_mixed`.
    """
    if weight and mode == RoundMode.pass_fail:
        raise invalid(
            "votes_weighed",
            N_("أصوات الاجتياز ليست درجات، فلا وزن لها في الدرجة. اجعل الوزن صفرًا."),
            "weight",
        )
    if weight and any(other != mode for other in others):
        raise invalid(
            "weights_mixed",
            N_(
                "لا تُجمع الدرجات والترتيبات في درجة واحدة، ولجولة تُحكَّم بطريقة أخرى وزن. اجعل وزن "
                "إحداهما صفرًا، أو طريقتهما واحدة."
            ),
            "weight",
        )


def counting_weights(weights: Sequence[int]) -> tuple[int, ...]:
    """What each round weighs in the score, by number: where none was given a weight, the last alone."""
    if any(weights):
        return tuple(weights)
    return tuple(int(at == len(weights)) for at in range(1, len(weights) + 1))


def check_hidden(hidden: Sequence[str], known: Collection[str]) -> None:
    """A blind round hides titles, summaries and fields that exist. Refusal: `part_unknown` (422)."""
    for part in hidden:
        if part not in FACE_PARTS and part not in known:
            raise invalid("part_unknown", N_("ليس هذا السؤال في نماذج الدورة."), "hidden")


def check_may_open(state: RoundState, phase: Phase, closes_at: datetime, now: datetime) -> None:
    """A planned round opens in phase `judging`, before its own closing.

    Refusals (409): `round_not_planned`, `not_judging`, `round_window_over` with `closes_at`.
    """
    if state != RoundState.planned:
        raise Refusal("round_not_planned", N_("فُتحت هذه الجولة من قبل."), state=state.value)
    if phase != Phase.judging:
        raise Refusal("not_judging", N_("تُفتح الجولات في مرحلة التحكيم."), phase=phase.value)
    if now > closes_at:
        raise Refusal(
            "round_window_over",
            N_("مضى موعد إغلاق هذه الجولة: {closes_at}. عدّل الموعد ثم افتحها."),
            closes_at=closes_at,
        )


def check_may_close(
    state: RoundState, closes_at: datetime, now: datetime, grace: timedelta = timedelta()
) -> None:
    """An open round is closed after `closes_at` + grace, by the organiser's act.

    Refusals (409): `round_not_open`, `round_still_accepts` with `until`.
    """
    if state != RoundState.open:
        raise Refusal("round_not_open", N_("هذه الجولة ليست مفتوحة."), state=state.value)
    if now <= closes_at + grace:
        raise Refusal(
            "round_still_accepts",
            N_("تستقبل الجولة التقييمات حتى {until}، ثم يجوز إغلاقها."),
            until=closes_at + grace,
        )


def check_editable(state: RoundState) -> None:
    """A closed round's settings no longer change. Refusal: `round_closed` (409)."""
    if state == RoundState.closed:
        raise Refusal("round_closed", N_("أُغلقت هذه الجولة، ولا تُعدَّل إعداداتها."))


def check_move(
    state: RoundState,
    old_opens_at: datetime | None,
    old_closes_at: datetime,
    opens_at: datetime | None,
    closes_at: datetime,
    now: datetime,
) -> None:
    """Times move to moments still to come; once open, only the closing moves, and only later.

    Refusals (422): `deadline_in_past`, `window_reversed`, `round_opened`, `deadline_not_later`,
    `deadline_unchanged`.
    """
    check_times(opens_at, closes_at, timedelta(), now)
    if (opens_at, closes_at) == (old_opens_at, old_closes_at):
        raise invalid("deadline_unchanged", N_("هذا هو الموعد الحالي نفسه."), "closes_at")
    if state == RoundState.open:
        if opens_at not in (None, old_opens_at):
            raise invalid("round_opened", N_("فُتحت الجولة، فلا يتغير موعد فتحها."), "opens_at")
        if closes_at <= old_closes_at:
            raise invalid(
                "deadline_not_later",
                N_("لا يُقدَّم موعد إغلاق جولة مفتوحة، ويجوز تأخيره."),
                "closes_at",
            )
