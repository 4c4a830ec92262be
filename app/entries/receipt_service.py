"""Checking a receipt by its code, by anybody: whoever guesses codes waits longer each time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.throttle_queries import address_key, check_wait
from app.accounts.throttle_service import count_failure
from app.actor import Actor
from app.entries.receipt_queries import CheckedReceipt, find_receipt
from app.entries.receipt_rules import code_typed


def check_receipt(
    session: Session, _actor: Actor, typed: str, address: str, now: datetime
) -> CheckedReceipt | None:
    """The receipt of a code as a person typed it; None when there is none. Refusal: `slow_down` (429).

    A code whose check character is wrong is a slip of the pen and costs nothing.
    """
    key = address_key(address, "receipt")
    check_wait(session, now, key)
    code = code_typed(typed)
    if code is None:
        return None
    found = find_receipt(session, code)
    if found is None:
        count_failure(session, now, key)
    return found
