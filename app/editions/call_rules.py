"""What a change touches: the public call, the rulebook, or neither, and what each then asks for.

Pure. The call is public from `open`: later changes carry a note that the public reads. The
rulebook closes on entering `judging`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from app.editions.rules import (
    Phase,
    check_call_editable,
    check_rulebook_editable,
    is_code,
)
from app.kit.errors import N_, Refusal, invalid

EDITION_CALL: Final = frozenset(
    {
        "name_ar",
        "name_en",
        "theme_ar",
        "theme_en",
        "rules_ar",
        "rules_en",
        "timezone",
        "opens_at",
        "judging_closes_at",
        "results_at",
        "max_entries_per_entrant",
        "internal_sign_off",
    }
)
EDITION_RULEBOOK: Final = frozenset(
    {
        "tiebreaks",
        "quorum",
        "method",
        "live_agreement",
        "na_policy",
        "meeting_quorum",
        "meeting_votes",
        "consensus_counts",
    }
)
# How scorecards become the score that counts (docs/fairness.md); the first unless another is chosen.
METHODS: Final = ("raw", "trimmed", "zscore", "calibrated")
# Those that correct jurors against each other, and so need jurors whom something joins.
COMPARING: Final = frozenset({"zscore", "calibrated"})
# Whether 'does not apply' is a juror's claim that the chair decides on, or is not taken at all.
NA_POLICIES: Final = ("claims", "refused")
CATEGORY_CALL: Final = frozenset(
    {
        "code",
        "name_ar",
        "name_en",
        "description_ar",
        "description_en",
        "eligibility_ar",
        "eligibility_en",
        "entrant_kind",
        "max_entries_per_entrant",
    }
)
CATEGORY_RULEBOOK: Final = frozenset({"code", "rubric_id", "places", "levels", "levels_by"})
PLAIN_TIEBREAKS: Final = frozenset({"median", "highest_low", "chair", "lot", "shared"})
CRITERION: Final = "criterion:"


def check_edition_change(phase: Phase, changed: Collection[str], note_ar: str) -> bool:
    """Whether a change of these columns of an edition is a change of the public call.

    Refusals: `programme_fixed` (409); after `draft` `slug_public` and `deadline_by_act` (409);
    `rulebook_frozen`, `call_frozen` (409), `change_note_required` (422).
    """
    if "programme_id" in changed:
        raise Refusal(
            "programme_fixed", N_("لا تنتقل الدورة إلى برنامج آخر. أنشئ دورة في ذلك البرنامج.")
        )
    if phase == Phase.draft:
        return False
    if "slug" in changed:
        raise Refusal("slug_public", N_("نُشر رابط الدورة، ولا يجوز تغيير معرّفه."))
    if "closes_at" in changed:
        raise Refusal(
            "deadline_by_act",
            N_("موعد التقديم معلن. عدّله بقرار تعديل الموعد الذي يُعلن سببه."),
        )
    return _check_change(phase, changed, EDITION_CALL, EDITION_RULEBOOK, note_ar)


def check_category_change(phase: Phase, changed: Collection[str], note_ar: str) -> bool:
    """Whether a change of these columns of a category is a change of the public call.

    Refusals: `rulebook_frozen`, `call_frozen` (409), `change_note_required` (422).
    """
    return _check_change(phase, changed, CATEGORY_CALL, CATEGORY_RULEBOOK, note_ar)


def check_rules_change(phase: Phase, note_ar: str) -> bool:
    """Whether a change of the rules of eligibility is a change of the public call.

    Refusals: `call_frozen` (409), `change_note_required` (422).
    """
    return _check_change(phase, {"rules"}, {"rules"}, (), note_ar)


def check_form_free(phase: Phase) -> None:
    """A form is written directly while nobody has seen it. Refusal: `form_public` (409)."""
    if phase != Phase.draft:
        raise Refusal(
            "form_public",
            N_("أُعلن هذا النموذج. جهّز نسخة جديدة منه ثم انشرها."),
            phase=phase.value,
        )


def check_form_publishable(phase: Phase) -> None:
    """A public form changes by a new version. Refusals (409): `form_not_public`, `call_frozen`."""
    if not check_call_editable(phase):
        raise Refusal(
            "form_not_public", N_("لم يُعلن هذا النموذج بعد، فعدّله مباشرة."), phase=phase.value
        )


def _check_change(
    phase: Phase,
    changed: Collection[str],
    call: Collection[str],
    rulebook: Collection[str],
    note_ar: str,
) -> bool:
    if set(changed) & set(rulebook):
        check_rulebook_editable(phase)
    if not set(changed) & set(call) or not check_call_editable(phase):
        return False
    if not note_ar:
        raise invalid(
            "change_note_required",
            N_("الدعوة معلنة: اكتب ما تغيّر وسببه، وسيظهر للعموم بتاريخه."),
            "change_ar",
        )
    return True


def check_category_deletable(phase: Phase) -> None:
    """A category can be deleted while nobody has seen it. Refusal: `category_public` (409)."""
    if phase != Phase.draft:
        raise Refusal(
            "category_public",
            N_("أُعلنت هذه الفئة، ولا يجوز حذفها بعد فتح باب المشاركة."),
            phase=phase.value,
        )


def category_entered() -> Refusal:
    """409: drafts were brought into the category before its call opened."""
    return Refusal("category_entered", N_("أُدخلت في هذه الفئة مسودات، فلا تُحذف ما دامت فيها."))


def check_deadline_movable(phase: Phase) -> None:
    """The act that moves the deadline is for an open call. Refusal: `deadline_not_movable` (409)."""
    if phase != Phase.open:
        raise Refusal(
            "deadline_not_movable",
            N_("يُعدَّل الموعد بهذا القرار ما دام باب المشاركة مفتوحًا فقط."),
            phase=phase.value,
        )


_AFTER: Final = {
    "opens_at": N_("هذا الموعد يجب أن يكون بعد فتح باب المشاركة: {earlier}."),
    "closes_at": N_("هذا الموعد يجب أن يكون بعد إغلاق باب المشاركة: {earlier}."),
    "judging_closes_at": N_("هذا الموعد يجب أن يكون بعد انتهاء التحكيم: {earlier}."),
}
_BEFORE: Final = {
    "judging_closes_at": N_(
        "هذا الموعد يجب أن يكون قبل انتهاء التحكيم: {later}. أخّر انتهاء التحكيم أولًا من إعدادات الدورة."
    ),
    "results_at": N_(
        "هذا الموعد يجب أن يكون قبل إعلان النتائج: {later}. أخّر إعلان النتائج أولًا من إعدادات الدورة."
    ),
}


def check_dates(
    opens_at: datetime | None,
    closes_at: datetime | None,
    judging_closes_at: datetime | None,
    results_at: datetime | None,
    *,
    deadline_alone: bool = False,
) -> None:
    """The dates of an edition follow one another. Refusal: `dates_reversed` (422).

    It is at the later date and tells the `earlier` one; where the deadline alone is moved, at the deadline,
    and tells the `later` one and where it is changed.
    """
    named = [
        ("opens_at", opens_at),
        ("closes_at", closes_at),
        ("judging_closes_at", judging_closes_at),
        ("results_at", results_at),
    ]
    known = [(name, at) for name, at in named if at is not None]
    for (first, earlier), (name, later) in pairwise(known):
        if later <= earlier and deadline_alone and first == "closes_at":
            raise invalid("dates_reversed", _BEFORE[name], first, later=later)
        if later <= earlier:
            raise invalid("dates_reversed", _AFTER[first], name, earlier=earlier)


def clean_tiebreaks(rules: Sequence[str]) -> list[str]:
    """The declared order in its closed grammar, with `shared` at its end whether or not it was said.

    Whether a named criterion exists is checked when the call opens and when the rulebook freezes.
    Refusal: `tiebreaks_invalid` (422), `errors` at `("tiebreaks", index)` with codes `unknown_rule`,
    `repeated_rule`, `shared_not_last`, `never_reached`.
    """
    problems: list[dict[str, Any]] = []
    for index, rule in enumerate(rules):
        code = message = ""
        named = rule.startswith(CRITERION) and is_code(rule.removeprefix(CRITERION))
        if not named and rule not in PLAIN_TIEBREAKS:
            code, message = "unknown_rule", N_("قاعدة كسر التعادل غير معروفة.")
        elif rule in rules[:index]:
            code, message = "repeated_rule", N_("تكرّرت هذه القاعدة.")
        elif "shared" in rules[:index]:
            code, message = "shared_not_last", N_("المناصفة آخر القواعد دائمًا.")
        elif "lot" in rules[:index] and rule != "shared":
            code, message = "never_reached", N_("لا تعادل بعد القرعة، فلن تُطبَّق هذه القاعدة.")
        if code:
            problems.append({"loc": ["tiebreaks", index], "code": code, "message": message})
    if problems:
        raise Refusal(
            "tiebreaks_invalid",
            N_("في قواعد كسر التعادل ما يجب تصحيحه."),
            status=422,
            errors=problems,
        )
    return [*(rule for rule in rules if rule != "shared"), "shared"]
