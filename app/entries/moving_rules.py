"""Moving an entry to another category of its edition: when it may be, and what its answers become. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.editions.rules import Phase
from app.entries.carry_rules import Asked
from app.entries.rules import SCREENING, EntryState, still_taken
from app.kit.errors import N_, Refusal
from app.kit.i18n import Pair

# A draft is begun anew where it belongs, a returned one is its people's to write in, and what left
# the race stays where it left it.
MOVABLE: Final = frozenset({EntryState.submitted, EntryState.eligible})


class Unfit(StrEnum):
    """Why a question of the new form keeps an entry out.

    `not_asked`: the present form has no such question; `empty`: it was not answered; `refused`: its
    answer does not fit.
    """

    not_asked = "not_asked"
    empty = "empty"
    refused = "refused"


@dataclass(frozen=True, slots=True)
class Sources:
    """Question of the new form → the question whose answer it takes; and those left behind."""

    of: Mapping[UUID, UUID]
    left: tuple[UUID, ...]


def check_may_move(
    state: EntryState, phase: Phase, *, closes: datetime | None, now: datetime
) -> None:
    """What was submitted is moved once its people can no longer change it, until judging ends.

    In deliberation it would come too late to be judged where it goes. Refusals (409):
    `not_movable` with `state`, `move_too_late` with `phase`, `before_deadline` with `until`.
    """
    if state not in MOVABLE:
        raise Refusal(
            "not_movable",
            N_("لا تُنقل إلا مشاركة مقدَّمة أو مستوفية للشروط."),
            state=state.value,
        )
    if phase not in SCREENING:
        raise Refusal(
            "move_too_late",
            N_("انتهى التحكيم في هذه الدورة، فلا تُحكَّم المشاركة حيث تُنقل. لك أن تستبعدها بسبب."),
            phase=phase.value,
        )
    if still_taken(phase, closes, now):
        raise Refusal(
            "before_deadline",
            N_(
                "يستطيع أهل المشاركة تعديلها حتى {until}، فلا قرار عليها قبل ذلك. "
                "راسلهم إن لزم، أو انتظر الموعد."
            ),
            until=closes,
        )


def check_other_category(*, same: bool) -> None:
    """Refusal: `same_category` (409)."""
    if same:
        raise Refusal("same_category", N_("المشاركة في هذه الفئة بالفعل. اختر غيرها."))


def check_no_round_closed(names: Sequence[tuple[str, str]]) -> None:
    """Where a round has been closed, its ranks stand without this entry, and it takes no more scores.

    Refusal: `move_round_closed` (409).
    """
    if names:
        raise Refusal(
            "move_round_closed",
            N_(
                "أُغلقت «{round}»، فلا تُقيَّم المشاركة فيها حيث تُنقل. لك أن تستبعدها بسبب، أو أن تبقيها."
            ),
            round=Pair(names[0][0], names[0][1] or names[0][0]),
            round_ar=names[0][0],
            round_en=names[0][1] or names[0][0],
        )


def sources(
    pairs: Mapping[UUID, Asked], held: Collection[UUID], before: Collection[UUID]
) -> Sources:
    """Where each question of the new form takes its answer from.

    `held`: questions of the present form that hold something; `before`: those of the new form that
    hold something from when the entry was there once already.
    """
    of = {key: one.id for key, one in pairs.items() if one.id in held}
    of |= {key: key for key in before if key not in of}
    used = set(of.values())
    return Sources(of, tuple(one for one in held if one not in used))


def why_unfit(
    problems: Collection[UUID], asked: Collection[UUID], refused: Collection[UUID]
) -> dict[UUID, Unfit]:
    """Of the questions with a problem, in their order, why; `asked`: those with a counterpart."""
    return {
        key: Unfit.refused if key in refused else Unfit.empty if key in asked else Unfit.not_asked
        for key in problems
    }


def check_fits(items: Sequence[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]]) -> None:
    """What the new form requires is there, and its rules are met. Refusals (409): `move_unfit`, `move_not_eligible`."""
    if items:
        raise Refusal(
            "move_unfit",
            N_(
                "تسأل الفئة الأخرى ما لا جواب له هنا ({count}). أعدها إلى أهلها ليستكملوه، "
                "وإن بدأ تحكيمها فاجعل السؤال غير إلزامي في نموذج الفئة الأخرى ثم انقلها."
            ),
            items=list(items),
            count=len(items),
        )
    if rules:
        raise Refusal(
            "move_not_eligible",
            N_("لا تستوفي المشاركة شروط الفئة الأخرى ({count})."),
            rules=list(rules),
            count=len(rules),
        )
