"""Freezing, signing and returning: two people, one hash. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from app.editions.rules import Phase
from app.kit.errors import N_, Refusal, forbidden


class Step(StrEnum):
    """What a person did to the results; `none` before the first."""

    none = "none"
    frozen = "frozen"
    signed = "signed"
    returned = "returned"


def check_may_freeze(phase: Phase, last: Step) -> None:
    """Results are frozen in deliberation, once. Refusals (409): `not_in_deliberation`, `results_frozen`."""
    if last in (Step.frozen, Step.signed):
        raise Refusal(
            "results_frozen",
            N_("جُمّدت النتائج بانتظار الاعتماد، فلا تتغير ما لم يُعِدها المعتمِد."),
        )
    if phase != Phase.deliberation:
        raise Refusal(
            "not_in_deliberation",
            N_("تُجمَّد النتائج وتُعتمد في مرحلة المداولة."),
            phase=phase.value,
        )


def check_meetings_over(going_on: Sequence[str]) -> None:
    """What a panel still talks about is not settled. Refusal: `meetings_open` (409) with `meetings`."""
    if going_on:
        raise Refusal(
            "meetings_open",
            N_("أنهِ أولًا اجتماعات اللجنة المنعقدة: {meetings}."),
            meetings=list(going_on),
        )


def check_complete(undecided: Sequence[str]) -> None:
    """Every category has a winner or is withheld. Refusal: `categories_undecided` (409) with names."""
    if undecided:
        raise Refusal(
            "categories_undecided",
            N_("لم يُتخذ بعد قرار، فائز أو حجب، فيما يأتي: {categories}."),
            categories=list(undecided),
        )


def check_may_answer(phase: Phase, last: Step) -> None:
    """Only frozen results are signed or returned.

    Refusals (409): `not_frozen` with `state`, `not_in_deliberation`.
    """
    if last != Step.frozen:
        raise Refusal("not_frozen", N_("لا نتائج مجمّدة تنتظر الاعتماد الآن."), state=last.value)
    if phase != Phase.deliberation:
        raise Refusal(
            "not_in_deliberation",
            N_("تُجمَّد النتائج وتُعتمد في مرحلة المداولة."),
            phase=phase.value,
        )


def check_decisions_hold(categories: Iterable[str]) -> None:
    """What is frozen agrees with the ranking that it stands on. Refusal: `decisions_outdated` (409).

    `categories` are those whose decisions do not: an entry left the race, or ranks otherwise.
    """
    names = list(categories)
    if names:
        raise Refusal(
            "decisions_outdated",
            N_(
                "قرارات لا توافق الترتيب الأخير: {categories}. "
                "صحّحها في صفحة الترتيب والقرارات، ثم جمّد النتائج."
            ),
            categories=names,
        )


def check_no_stake(categories: Sequence[str]) -> None:
    """Whoever has a stake in an entry does not sign or return its edition's results.

    `categories` are those with such an entry. Refusal: `approver_has_stake` (403) with their names.
    """
    if categories:
        raise forbidden(
            "approver_has_stake",
            N_(
                "لك صلة بمشاركة في هذه الفئات: {categories}. لا توقّع نتائج هذه الدورة ولا تعيدها؛ "
                "اطلب من مدير النظام تعيين معتمِد آخر لهذه الدورة."
            ),
            categories=list(categories),
        )


def check_freezer(categories: Sequence[str]) -> None:
    """Whoever has a stake in an entry does not freeze its edition's results either.

    The freeze is one of the two names under a result. Refusal: `organiser_has_stake` (403) with the
    categories that have such an entry.
    """
    if categories:
        raise forbidden(
            "organiser_has_stake",
            N_(
                "لك صلة بمشاركة في هذه الفئات: {categories}. لا تجمّد نتائج هذه الدورة؛ "
                "يجمّدها منظّم آخر."
            ),
            categories=list(categories),
        )


def check_same_results(sent: str, frozen: str, now: str) -> None:
    """What is signed is what was frozen and what was read. Refusal: `results_changed` (409)."""
    if not sent == frozen == now:
        raise Refusal(
            "results_changed",
            N_("تغيّر شيء منذ تجميد النتائج، فلا تُعتمد. أعدها إلى المنظّم ليجمّدها من جديد."),
            results_hash=frozen,
        )
