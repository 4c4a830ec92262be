"""What an entrant is told of their entry: drafted, ready, released after publication. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.editions.rules import Phase
from app.kit.errors import N_, Refusal, invalid


class FeedbackState(StrEnum):
    """`none` while nobody has written anything."""

    none = "none"
    draft = "draft"
    ready = "ready"
    released = "released"


STATE_NAMES: Final = {
    FeedbackState.none: N_("لم يُكتب"),
    FeedbackState.draft: N_("مسودة"),
    FeedbackState.ready: N_("جاهز"),
    FeedbackState.released: N_("أُرسل إلى المشارك"),
}
PUBLIC: Final = frozenset({Phase.published, Phase.archived})


def check_may_write(state: FeedbackState, texts: tuple[str, str], *, closed: bool) -> None:
    """Written once a round is closed, until it is released; never empty.

    Refusals: `evaluations_sealed`, `feedback_released` (409), `feedback_empty` (422).
    """
    if not closed:
        raise Refusal("evaluations_sealed", N_("لا تُقرأ التقييمات قبل إغلاق جولتها."))
    if state is FeedbackState.released:
        raise Refusal("feedback_released", N_("أُرسلت هذه الملاحظات إلى المشارك، فلا تُعدَّل."))
    if not any(text.strip() for text in texts):
        raise invalid("feedback_empty", N_("اكتب نقاط القوة أو فرص التحسين."), "strengths")


def check_may_release(phase: Phase, ready: int) -> None:
    """What is ready goes to entrants after the results are public.

    Refusals (409): `not_published_yet`, `no_feedback_ready`.
    """
    if phase not in PUBLIC:
        raise Refusal(
            "not_published_yet",
            N_("تُرسل الملاحظات إلى المشاركين بعد نشر النتائج."),
            phase=phase.value,
        )
    if not ready:
        raise Refusal("no_feedback_ready", N_("لا ملاحظات جاهزة للإرسال بين ما اخترت."))
