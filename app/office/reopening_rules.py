"""Going back one phase: from where, past which obstacles, and whose second name it takes. Pure.

The reasons are in `docs/decisions/0007-back-one-phase-by-two-names.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.actor import Role
from app.editions.rules import FINAL, Phase
from app.kit.errors import N_, Refusal, forbidden


class ReopeningState(StrEnum):
    """`lapsed`: the edition moved on, or was cancelled, before anybody answered."""

    proposed = "proposed"
    confirmed = "confirmed"
    declined = "declined"
    cancelled = "cancelled"
    lapsed = "lapsed"


BACK: Final[Mapping[Phase, Phase]] = {
    Phase.screening: Phase.open,
    Phase.judging: Phase.screening,
    Phase.deliberation: Phase.judging,
    Phase.approved: Phase.deliberation,
}
# What returns here changes the public call: its reason stands among the call's changes. Later
# phases are the jury's and the signatories': a reason told there could say who wins.
TOLD_IN_PUBLIC: Final = frozenset({Phase.open, Phase.screening})


@dataclass(frozen=True)
class Ground:
    """What decides whether an edition may go back from where it stands."""

    phase: Phase
    now: datetime
    rounds_opened: tuple[str, ...] = ()  # names of the rounds that were ever open
    last_approval: str = ""  # the last step: frozen, signed, returned
    visible_from: datetime | None = None


def answering_roles(phase: Phase) -> tuple[Role, ...]:
    """Who gives the second name: undoing a signature takes one who signs, else an organiser will do."""
    return (Role.approver,) if phase is Phase.approved else (Role.organiser, Role.approver)


def check_reopenable(ground: Ground) -> None:
    """Whether the edition may go back one phase at all.

    Refusals (409): `phase_first`, `call_public`, `rounds_opened` with their names, `results_frozen`,
    `publication_set`, `results_public` with `visible_from`, `phase_final`.
    """
    phase, visible_from = ground.phase, ground.visible_from
    if phase is Phase.draft:
        raise Refusal("phase_first", N_("هذه أولى مراحل الدورة، ولا مرحلة قبلها."))
    if phase is Phase.open:
        raise Refusal(
            "call_public",
            N_("أُعلنت الدعوة، فلا تعود مسودة. عدّلها علنًا، أو ألغِ الدورة بسبب معلن."),
        )
    if phase in FINAL:
        raise Refusal("phase_final", N_("انتهت هذه الدورة، فلا تعود إلى مرحلة سابقة."))
    if phase is Phase.published or (visible_from is not None and visible_from <= ground.now):
        raise Refusal(
            "results_public",
            N_("رأى الناس النتائج منذ {visible_from}، فلا تعود الدورة إلى ما قبل نشرها."),
            visible_from=visible_from,
        )
    if visible_from is not None:
        raise Refusal(
            "publication_set",
            N_("للنتائج موعد نشر في {visible_from}. ألغِ النشر أولًا من صفحة الاعتماد والنشر."),
            visible_from=visible_from,
        )
    if phase is Phase.judging and ground.rounds_opened:
        raise Refusal(
            "rounds_opened",
            N_(
                "بدأ التحكيم في هذه الجولات: {rounds}، فلا تُفتح لائحة قيّم بها محكّمون. "
                "استبعد ما لا يصح من المشاركات بسبب مكتوب، أو ألغِ الدورة."
            ),
            rounds=list(ground.rounds_opened),
        )
    if phase is Phase.deliberation and ground.last_approval == "frozen":
        raise Refusal(
            "results_frozen",
            N_("جُمّدت النتائج بانتظار الاعتماد، فلا تتغير ما لم يُعِدها المعتمِد."),
        )


def check_step_back(phase: Phase, wanted: Phase) -> None:
    """Exactly one step back. Refusal: `not_one_step_back` (409) with `current`, `wanted`."""
    if BACK.get(phase) is not wanted:
        raise Refusal(
            "not_one_step_back",
            N_("تعود الدورة مرحلةً واحدة إلى الوراء في كل مرة. أعد تحميل الصفحة."),
            current=phase.value,
            wanted=wanted.value,
        )


def check_somebody_answers(phase: Phase, others: int) -> None:
    """There is a second name to ask. Refusal: `nobody_answers` (409)."""
    if others:
        return
    raise Refusal(
        "nobody_answers",
        N_(
            "تلغي هذه العودة توقيعًا، فيؤكدها معتمِد غيرك. اطلب من مدير النظام أن يسمّي معتمِدًا آخر أولًا."
        )
        if phase is Phase.approved
        else N_(
            "يؤكد العودةَ شخص غيرك. أضف منظّمًا آخر من صفحة فريق الدورة، أو اطلب من مدير النظام أن يسمّي معتمِدًا."
        ),
    )


def check_waits(state: ReopeningState, from_phase: Phase, phase: Phase) -> None:
    """A proposal is answered once, while the edition stands where it was made.

    Refusals (409): `reopening_answered` with `state`, `reopening_lapsed`.
    """
    if state is not ReopeningState.proposed:
        raise Refusal("reopening_answered", N_("بُتّ في هذا الاقتراح من قبل."), state=state.value)
    if from_phase is not phase:
        raise Refusal(
            "reopening_lapsed",
            N_("انتقلت الدورة إلى مرحلة أخرى بعد هذا الاقتراح، فسقط."),
            phase=phase.value,
        )


def check_may_answer(phase: Phase, *, own: bool, approver: bool) -> None:
    """The second name is another person's, and an approver's where a signature is undone.

    Refusals (403): `own_proposal`, `approver_needed`.
    """
    if own:
        raise forbidden("own_proposal", N_("اقترحت هذه العودة بنفسك، فيؤكدها أو يرفضها شخص غيرك."))
    if phase is Phase.approved and not approver:
        raise forbidden(
            "approver_needed", N_("تلغي هذه العودة توقيع المعتمِد، فلا يبتّ فيها إلا معتمِد.")
        )


def check_may_cancel(proposed_by: UUID | None, actor_id: UUID) -> None:
    """Who proposed takes it back. Refusal: `not_your_proposal` (403)."""
    if proposed_by != actor_id:
        raise forbidden("not_your_proposal", N_("يسحب الاقتراحَ من اقترحه. لك أن ترفضه بسبب."))
