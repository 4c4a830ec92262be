"""What must always hold of the outbox; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, select

from app.notifications.models import Mail

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "mail both sent and given up": select(Mail.id).where(
        Mail.sent_at.is_not(None), Mail.failed_at.is_not(None)
    ),
    "unsent mail without its text": select(Mail.id).where(Mail.sent_at.is_(None), Mail.text == ""),
}
