"""Publishing: signed results, a minute to come, and the way back before it. Pure."""

from __future__ import annotations

from datetime import datetime

from app.editions.rules import Phase
from app.kit.errors import N_, Refusal, invalid
from app.results.rules import visible


def check_may_publish(
    phase: Phase, *, signed: bool, published: bool, visible_from: datetime | None, now: datetime
) -> datetime:
    """The moment from which signed results can be seen: now, or a later minute.

    Refusals: `already_published`, `not_signed` (409), `moment_past` (422).
    """
    if published:
        raise Refusal("already_published", N_("للنتائج موعد نشر من قبل. ألغِه أولًا لتغيّره."))
    if not signed or phase != Phase.approved:
        raise Refusal("not_signed", N_("تُنشر النتائج بعد أن يعتمدها المعتمِد."), phase=phase.value)
    if visible_from is None:
        return now
    if visible_from < now:
        raise invalid("moment_past", N_("اختر موعدًا لم يمضِ."), "visible_from")
    return visible_from


def check_may_cancel(visible_from: datetime, now: datetime) -> None:
    """A publication is cancelled before its minute. Refusal: `already_visible` (409)."""
    if visible(visible_from, now):
        raise Refusal(
            "already_visible",
            N_("ظهرت النتائج للعموم في {visible_from}، فلا يُلغى نشرها."),
            visible_from=visible_from,
        )
