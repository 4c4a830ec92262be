"""How long a key must wait: reading the counts of failures."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Throttle
from app.accounts.rules import slow_down
from app.kit.ids import digest
from app.kit.texts import fold_email


def email_key(email: str, kind: str = "email") -> str:
    """The key of an address, which is not stored itself: nobody may have it."""
    return f"{kind}:{digest(fold_email(email))}"


def address_key(address: str, kind: str = "address") -> str:
    """The key of a client's network address; of IPv6 the /64 that one household has."""
    try:
        ip = ip_address(address)
    except ValueError:
        return f"{kind}:{address[:60]}"
    if isinstance(ip, IPv6Address):
        ip = ip_address(int(ip) >> 64 << 64)
    return f"{kind}:{ip}"


def check_wait(session: Session, now: datetime, *keys: str) -> None:
    """Refuse while one of the keys must wait (429 `slow_down`)."""
    until = waits(session, now, *keys)
    if until is not None:
        raise slow_down(until, now)


def waits(session: Session, now: datetime, *keys: str) -> datetime | None:
    """Until when the slowest of the keys must wait; None when none does."""
    until = session.scalar(select(func.max(Throttle.wait_until)).where(Throttle.key.in_(keys)))
    return until if until is not None and until > now else None
