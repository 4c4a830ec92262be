"""What has the shape of an e-mail address or of a web address. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

EMAIL: Final = 320
_EMAIL = re.compile(r"[^@\s<>()\[\],;:\\\"]{1,64}@(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_]{2,63}")


def is_email(text: str) -> bool:
    """Whether a folded address has the shape of one; only a confirmed mail proves more."""
    return len(text) <= EMAIL and bool(_EMAIL.fullmatch(text))


def is_url(text: str) -> bool:
    """Whether `text` is an http(s) address with a host and without credentials or spaces."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and len(text.split()) == 1
    )
