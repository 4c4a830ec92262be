"""Bids: whether a juror would judge an entry, and until when they may say so. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, invalid


class BidValue(StrEnum):
    """A juror's word about judging an entry."""

    want = "want"
    can = "can"
    rather_not = "rather_not"


BID_NAMES: Final = {
    BidValue.want: N_("أرغب"),
    BidValue.can: N_("يمكنني"),
    BidValue.rather_not: N_("أفضّل ألا"),
}


def check_bids_open(state: RoundState, until: datetime | None, now: datetime) -> None:
    """Bids are taken while the round asks for them. Refusal: `bids_closed` (423)."""
    if state == RoundState.closed or until is None or now > until:
        raise Refusal(
            "bids_closed", N_("لا تُستقبل الرغبات في هذه الجولة الآن."), status=423, until=until
        )


def check_bids_until(until: datetime | None, closes_at: datetime, now: datetime) -> None:
    """Bids end at a moment to come, before the round does. Refusals (422): `deadline_in_past`, `bids_after_closing`."""
    if until is None:
        return
    if until <= now:
        raise invalid("deadline_in_past", N_("اختر موعدًا لم يمضِ."), "until", closes_at=until)
    if until >= closes_at:
        raise invalid("bids_after_closing", N_("تنتهي الرغبات قبل موعد إغلاق الجولة."), "until")
