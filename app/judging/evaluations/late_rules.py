"""What arrives in the grace window: what becomes of it, and by whose two names. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from app.editions.rules import Phase
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, forbidden


class LateState(StrEnum):
    """What became of late work: only what was submitted waits for a decision."""

    draft = "draft"
    waiting = "waiting"
    admitted = "admitted"
    refused = "refused"


class LateWord(StrEnum):
    """What is proposed about late work."""

    admit = "admit"
    refuse = "refuse"


class LateAct(StrEnum):
    """What a person may do about late work now."""

    propose = "propose"
    confirm = "confirm"
    decline = "decline"
    withdraw = "withdraw"


LATE_NAMES: Final = {
    LateState.draft: N_("مسودة لم تُسلَّم"),
    LateState.waiting: N_("ينتظر القرار"),
    LateState.admitted: N_("احتُسب"),
    LateState.refused: N_("لم يُحتسب"),
}
WORD_NAMES: Final = {
    LateWord.admit: N_("يُحتسب"),
    LateWord.refuse: N_("لا يُحتسب"),
}
AFTER: Final = {LateWord.admit: LateState.admitted, LateWord.refuse: LateState.refused}


def late_acts(
    *, decidable: bool, proposed: bool, own: bool, organises: bool, approves: bool
) -> list[LateAct]:
    """What a person may do about one late evaluation.

    `decidable`: it waits, is live, nothing walls the person off, and its round takes decisions.
    """
    if not decidable:
        return []
    if not proposed:
        return [LateAct.propose] if organises else []
    if own:
        return [LateAct.withdraw] if organises else []
    return [LateAct.confirm, LateAct.decline] if organises or approves else []


def check_decidable(state: RoundState, phase: Phase) -> None:
    """Late work is decided on until its round is closed. Refusals (409): `round_not_open`, `not_judging`."""
    if state != RoundState.open:
        raise Refusal("round_not_open", N_("هذه الجولة ليست مفتوحة."), state=state.value)
    if phase != Phase.judging:
        raise Refusal(
            "not_judging", N_("يُبتّ في التقييمات المتأخرة في مرحلة التحكيم."), phase=phase.value
        )


def check_waits(state: str | None) -> None:
    """Refusal: `late_not_waiting` (409): only a draft arrived, or it was decided on."""
    if state != LateState.waiting:
        raise Refusal(
            "late_not_waiting",
            N_("لا ينتظر هذا التقييم قرارًا. أعد تحميل الصفحة لترى ما جرى."),
            state=state,
        )


def check_not_own(*, own: bool) -> None:
    """Nobody is one of the two who decide on their own late work. Refusal: `late_own` (403)."""
    if own:
        raise forbidden("late_own", N_("هذا تقييمك أنت، فيقترح فيه ويثبّته غيرك."))


def check_base(word: LateWord, *, superseded: bool) -> None:
    """Late work is not put over what its juror saved in time after it, the round's time having moved.

    Refusal: `late_superseded` (409).
    """
    if word is LateWord.admit and superseded:
        raise Refusal(
            "late_superseded",
            N_(
                "حفظ المحكّم بعد وصول هذا العمل المتأخر نسخةً أحدث في وقتها بعد تمديد الجولة، فلا يُحتسب المتأخر فوقها."
            ),
        )


def check_marked(word: LateWord, *, unmarked: bool) -> None:
    """Work without a mark where the chair has said that one is due does not count.

    Refusal: `late_unmarked` (409).
    """
    if word is LateWord.admit and unmarked:
        raise Refusal(
            "late_unmarked",
            N_(
                "قال هذا التقييم عن معيار إنه لا ينطبق، وقرر رئيس اللجنة أنه ينطبق. "
                "فلا يُحتسب بلا درجة فيه."
            ),
        )


def check_somebody_confirms(others: int) -> None:
    """There is a second name to ask. Refusal: `nobody_confirms` (409)."""
    if not others:
        raise Refusal(
            "nobody_confirms",
            N_(
                "يثبّت القرارَ شخص غيرك. أضف منظّمًا آخر من صفحة فريق الدورة، أو اطلب من مدير النظام أن يسمّي معتمِدًا."
            ),
        )


def check_none_waits(numbers: Sequence[int]) -> None:
    """A round is not closed over late work that nobody decided on.

    Refusal: `late_undecided` (409) with the entries' `numbers` and the `count`.
    """
    if numbers:
        raise Refusal(
            "late_undecided",
            N_(
                "وصلت تقييمات في المهلة ولم يُبتّ فيها، وعددها {count}. أرقام مشاركاتها: {numbers}. "
                "بُتّ فيها أولًا."
            ),
            count=len(numbers),
            numbers=sorted(set(numbers)),
        )
