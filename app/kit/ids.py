"""Identifiers and secrets: UUIDv7 keys, 256-bit secrets with their digests, and codes to read aloud."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from typing import Final
from uuid import UUID

_COUNTER_BITS: Final = 42
_TAIL_BITS: Final = 32
# Crockford's base 32: no I, L, O or U, so that a code survives a telephone.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_VERSION: Final = 7


class _Clock:
    """The last millisecond and counter handed out by this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.millis = -1
        self.counter = 0

    def tick(self, millis: int) -> tuple[int, int]:
        """Return a (millisecond, counter) pair greater than every one before it."""
        with self.lock:
            if millis > self.millis:
                # The counter's top bit starts at 0: 2^41 steps stay free within one millisecond.
                self.millis, self.counter = millis, secrets.randbits(_COUNTER_BITS - 1)
            else:
                # The same millisecond, or a clock set back.
                self.counter += 1
                if self.counter >> _COUNTER_BITS:
                    self.millis, self.counter = self.millis + 1, secrets.randbits(_COUNTER_BITS - 1)
            return self.millis, self.counter


_clock = _Clock()


def uuid7() -> UUID:
    """Return a new UUIDv7 (RFC 9562, method 1: a 42-bit counter), greater than all before it in this process."""
    millis, counter = _clock.tick(time.time_ns() // 1_000_000)
    value = (millis & 0xFFFF_FFFF_FFFF) << 80
    value |= _VERSION << 76
    value |= (counter >> 30) << 64
    value |= 0b10 << 62
    value |= (counter & 0x3FFF_FFFF) << 32
    value |= secrets.randbits(_TAIL_BITS)
    return UUID(int=value)


def is_uuid7(value: UUID) -> bool:
    """Tell whether `value` has version 7 and the RFC variant."""
    return value.version == _VERSION


def secret() -> str:
    """Return 256 random bits as 43 characters that are safe in a URL and a cookie."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """Return the SHA-256 of a secret in lower hex: the only form that is stored."""
    return hashlib.sha256(value.encode()).hexdigest()


def code(groups: int = 4) -> str:
    """Return a random code of `groups` groups of four base-32 characters (20 bits each): `7K2M-Q9XD`."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(groups))


def read_code(typed: str) -> str:
    """Return what a person typed in the form `code` writes: upper case, O as 0, I and L as 1, groups of four.

    Characters outside the alphabet are kept, so that the comparison fails.
    """
    plain = (
        "".join(str(int(c)) if c.isdecimal() else c for c in typed.strip())
        .upper()
        .translate(_ALIKE)
    )
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))
