"""How often a mail is tried, and when it is given up. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

from app.kit.errors import N_, Refusal

BATCH: Final = 10
LEASE: Final = timedelta(minutes=5)  # more than a batch may take: ten times twenty seconds
MOST_ATTEMPTS: Final = 12
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=2)

MailState = Literal["waiting", "sent", "failed"]
MAIL_NAMES: Final[dict[MailState, str]] = {
    "waiting": N_("تنتظر الإرسال"),
    "sent": N_("أُرسلت"),
    "failed": N_("تعذّر إرسالها"),
}


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: a minute, doubled each time, two hours at most."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 20)), _LONGEST_PAUSE)


def mail_sent() -> Refusal:
    """What was sent is not sent again."""
    return Refusal("mail_sent", N_("أُرسلت هذه الرسالة من قبل."))
