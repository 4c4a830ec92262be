"""Who may be given what: the checks of assigning by hand and of taking back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.judging.evaluations.rules import EvaluationStatus, check_not_locked
from app.kit.errors import N_, Refusal, forbidden, invalid


class PlanKind(StrEnum):
    """How a plan is made: by the solver, these jurors for a whole category, or what is empty alone."""

    spread = "spread"
    category = "category"
    repair = "repair"


PLAN_NAMES: Final = {
    PlanKind.spread: N_("توزيع متساوٍ"),
    PlanKind.category: N_("بالفئة"),
    PlanKind.repair: N_("سدّ النواقص"),
}


class Bar(StrEnum):
    """Why a plan leaves a pair out."""

    conflict = "conflict"
    own_employer = "own_employer"
    given_back = "given_back"
    moved = "moved"
    language = "language"
    forbidden = "forbidden"


def pin_barred(number: int, juror_ar: str, juror_en: str, reason: Bar) -> Refusal:
    """A pair that must be and may not (422)."""
    return Refusal(
        "pin_barred",
        N_("لا يجوز تثبيت هذا المحكّم على المشاركة {number}: بينهما ما يمنع الإسناد."),
        status=422,
        number=number,
        juror_ar=juror_ar,
        juror_en=juror_en,
        bar=reason.value,
    )


@dataclass(frozen=True)
class Pairing:
    """What decides whether a juror may be given an entry."""

    eligible: bool
    advanced: bool
    on_panel: bool  # on a panel of the round
    judges_category: bool  # some panel of the round does
    on_its_panel: bool  # on the one that judges this entry
    barred: bool
    own_employer: bool
    reads: bool


def check_pairing(pairing: Pairing, **names: Any) -> None:
    """Refuse a pair that may not be; `names` are facts for the reader.

    Refusals (409): `entry_not_eligible`, `entry_not_advanced`, `not_on_panel`,
    `category_not_judged`, `on_other_panel`, `conflict_bars`, `own_employer`, `language_not_read`.
    """
    if not pairing.eligible:
        raise Refusal(
            "entry_not_eligible", N_("لا تُسند إلا مشاركة مستوفية للشروط. راجع الفرز أولًا."), **names
        )
    if not pairing.advanced:
        raise Refusal("entry_not_advanced", N_("لم تتأهل هذه المشاركة إلى هذه الجولة."), **names)
    if not pairing.on_panel:
        raise Refusal("not_on_panel", N_("ليس هذا المحكّم في لجنة من لجان هذه الجولة."), **names)
    if not pairing.judges_category:
        raise Refusal(
            "category_not_judged", N_("لا لجنة في هذه الجولة تحكّم هذه المشاركة."), **names
        )
    if not pairing.on_its_panel:
        raise Refusal(
            "on_other_panel", N_("تحكّم هذه المشاركة لجنة ليس هذا المحكّم من أعضائها."), **names
        )
    if pairing.barred:
        raise Refusal("conflict_bars", N_("يمنع تعارض مصالح هذا المحكّم من هذه المشاركة."), **names)
    if pairing.own_employer:
        raise Refusal("own_employer", N_("يعمل هذا المحكّم لدى الجهة المشاركة نفسها."), **names)
    if not pairing.reads:
        raise Refusal(
            "language_not_read",
            N_("لا يقرأ هذا المحكّم لغة المشاركات التي تشترطها اللجنة."),
            **names,
        )


def check_not_judged_before_move(*, judged: bool, **names: Any) -> None:
    """Who began to judge an entry before it was moved does not judge it again in the round. Refusal: `judged_before_move` (409)."""
    if judged:
        raise Refusal(
            "judged_before_move",
            N_("بدأ هذا المحكّم تقييم هذه المشاركة في فئتها السابقة. اختر غيره في هذه الجولة."),
            **names,
        )


def check_may_unassign(*, live: bool, submitted: bool) -> None:
    """What is submitted is not taken away, what is closed is closed.

    Refusals (409): `evaluation_not_live`, `evaluation_submitted`.
    """
    if not live:
        raise Refusal("evaluation_not_live", N_("هذا الإسناد منتهٍ من قبل."))
    if submitted:
        check_not_locked(EvaluationStatus.submitted, reopened=False)


def plan_panel(wanted: UUID | None, panels: Sequence[UUID]) -> UUID | None:
    """The panel that a plan is made for: the one named, or the round's only one.

    Refusals (422): `plan_panel_unknown`, `plan_panel_missing`.
    """
    if wanted is not None and wanted not in panels:
        raise invalid("plan_panel_unknown", N_("ليست هذه اللجنة من لجان الجولة."), "panel_id")
    if wanted is None and len(panels) > 1:
        raise invalid(
            "plan_panel_missing",
            N_("في الجولة أكثر من لجنة. اختر اللجنة التي تُعدّ لها الخطة."),
            "panel_id",
        )
    return wanted or next(iter(panels), None)


def check_plan_loads(min_load: int, max_load: int | None) -> None:
    """The least that a juror is to get fits below the most. Refusal: `plan_loads_reversed` (422)."""
    if max_load is not None and min_load > max_load:
        raise invalid(
            "plan_loads_reversed",
            N_(
                "الحد الأدنى لمشاركات المحكّم ({least}) أكثر من حدها الأعلى ({most}). أنقص الأول أو زد الثاني."
            ),
            "min_load",
            least=min_load,
            most=max_load,
        )


def check_plan_open(*, applied: bool) -> None:
    """A plan is applied once. Refusal: `plan_applied` (409)."""
    if applied:
        raise Refusal("plan_applied", N_("طُبّقت هذه الخطة من قبل."))


def check_plan_reach(*, walled: bool) -> None:
    """Who has a conflict with an entry plans nothing that reaches it. Refusal: `plan_walled` (403)."""
    if walled:
        raise forbidden(
            "plan_walled",
            N_(
                "بينك وبين مشاركة في هذه الخطة تعارض مصالح، فيعدّها ويطبّقها منظّم غيرك. لك أن تخطّط لفئة لا تعارض لك فيها."
            ),
        )


def world_changed(changed: Sequence[str] = (), left: Sequence[str] = ()) -> Refusal:
    """What the plan was made for is no longer so (409); `changed` names the parts.

    `left`: those of the jurors chosen for it who serve no more.
    """
    return Refusal(
        "world_changed",
        N_("تغيّرت المشاركات أو المحكّمون أو التعارضات بعد إعداد هذه الخطة. أعدّ خطة جديدة."),
        changed=list(changed),
        left=list(left),
    )


def check_plan_size(pairs: int, limit: int) -> None:
    """A plan larger than this machine plans at once is made by category. Refusal (422)."""
    if pairs > limit:
        raise invalid(
            "plan_too_large",
            N_("الخطة أكبر من أن تُعدّ دفعة واحدة. أعدّ خطة لكل فئة."),
            "category_id",
            pairs=pairs,
            limit=limit,
        )
