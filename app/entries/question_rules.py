"""When an entrant may ask, and staff answer. Pure."""

from __future__ import annotations

from typing import Final

from app.editions.rules import Phase
from app.kit.errors import N_, Refusal


def check_may_answer(answered: bool) -> None:
    """A question is answered once. Refusal: `question_answered` (409)."""
    if answered:
        raise Refusal("question_answered", N_("أُجيب عن هذا السؤال من قبل."))


MAX_UNANSWERED: Final = 20


def check_may_ask(phase: Phase, unanswered: int) -> None:
    """Questions are asked until the edition is over. Refusals (409): `edition_over`, `too_many_questions`."""
    if phase in (Phase.archived, Phase.cancelled):
        raise Refusal("edition_over", N_("انتهت هذه الدورة."))
    if unanswered >= MAX_UNANSWERED:
        raise Refusal(
            "too_many_questions",
            N_("لكم {limit} سؤالًا بلا جواب. انتظروا الجواب قبل أن تسألوا المزيد."),
            limit=MAX_UNANSWERED,
        )
