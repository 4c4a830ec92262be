"""Answering an invitation to a jury: the load and every possible conflict. Pure."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from app.judging.conflicts.rules import ConflictSource, ConflictState
from app.judging.panels.detection_rules import unanswered
from app.kit.errors import N_, Refusal, invalid


def check_load(asked: int | None, accepted: int | None, reason: str) -> None:
    """No more than was asked; less with a reason.

    Refusals (422): `load_missing`, `load_too_high`, `load_reason_missing`.
    """
    if asked is None:
        return
    if accepted is None:
        raise invalid("load_missing", N_("اكتب كم مشاركة تقبل تحكيمها."), "load")
    if accepted > asked:
        raise invalid("load_too_high", N_("المطلوب منك {asked} على الأكثر."), "load", asked=asked)
    if accepted < asked and not reason.strip():
        raise invalid("load_reason_missing", N_("اكتب لماذا تقبل أقل مما طُلب منك."), "load_reason")


def check_as_shown(
    statements: Collection[str], signed: str, asked: int | None, shown: int | None
) -> None:
    """What is signed is what was read, in one of its languages. Refusal: `invitation_changed` (409)."""
    if signed not in statements or shown != asked:
        raise Refusal(
            "invitation_changed",
            N_(
                "تغيّر نص الإقرار أو العدد المطلوب منك منذ فُتحت الصفحة. اقرأ الدعوة كما هي الآن ثم وقّع."
            ),
        )


def check_answered(found: Collection[UUID], answered: Collection[UUID]) -> None:
    """Every possible conflict has its word. Refusal: `conflicts_unanswered` (409)."""
    missing = unanswered(found, answered)
    if missing:
        raise Refusal(
            "conflicts_unanswered",
            N_("في القائمة تعارض محتمل لم تجب عنه. راجع القائمة كما هي الآن ثم اقبل."),
            missing=[str(one) for one in missing],
        )


def stands(
    before: ConflictState, noticed: Collection[str], now: Collection[str], source: ConflictSource
) -> bool:
    """Whether an earlier conflict about the same object says already what would be said now.

    A recusal does. So does a suspension, but for the juror's own word, which decides it. What a
    person dismissed is not noticed again by the same signs; the juror's own word is new.
    """
    if before == ConflictState.dismissed:
        return source == ConflictSource.detected and set(now) <= set(noticed)
    return before == ConflictState.recused or source == ConflictSource.detected
