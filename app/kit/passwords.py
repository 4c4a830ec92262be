"""Passwords: argon2id in two threads behind a bounded queue, and what a new password must be like."""

from __future__ import annotations

import asyncio
import os
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Final, TypeVar

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from app.kit.errors import N_, Refusal, invalid

T = TypeVar("T")

MIN_LENGTH: Final = 10
MAX_LENGTH: Final = 200
MIN_DIFFERENT: Final = 5
AT_ONCE: Final = 2
MAX_WAITING: Final = 64

_hasher: Final = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
# A hash of forgotten random bytes with the same parameters: an unknown user costs as much as a known one.
_DUMMY: Final = "$argon2id$v=19$m=19456,t=2,p=1$D9zsOV+fp8Uwf5JwIAVGoA$aI+Ny3KO8K5f9xZmVxlp440hJeigcSe4g0T76NqXn8M"

# The passwords of ten characters and more that lead every published list, and their local kin.
_COMMON: Final = frozenset(
    """
    1234567890 12345678910 123456789a 123456789q 0123456789 0987654321 9876543210 1234567891 1234554321
    1111111111 0000000000 1122334455 1231231231 123123123123 147258369 1472583690 789456123 7894561230
    123456789123 1234512345 12345678900 q123456789 a123456789 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
    qwertyuiop qwerty12345 qwerty1234 qwerty123456 qwertyuiop123 asdfghjkl123 asdfghjkl1 zxcvbnm123 zxcvbnm1234
    password12 password123 password1234 password12345 password01 password2024 password2025 password2026
    passw0rd12 passw0rd123 p@ssw0rd12 p@ssw0rd123 p@ssword123 p@ssw0rd1234 mypassword mypassword1 thepassword
    iloveyou12 iloveyou123 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 admin12345 admin123456
    administrator administrator1 letmein123 letmein1234 changeme123 football123 basketball superman123
    princess123 sunshine123 monkey12345 dragon12345 michael123 abcdefghij abcdefghijk abcd123456 abcd1234567
    abc1234567 abc12345678 abc123456789 aa12345678 aa123456789 aa@123456789 qwe123456789 qweasdzxc123
    test123456 test1234567 demo123456 user123456 guest123456 saudi12345 saudi123456 riyadh1234 riyadh12345
    jeddah12345 ksa1234567 ksa2030ksa vision2030 saudivision2030 mohammed123 mohamed123 muhammad123 abdullah123
    ahmed12345 ahmed123456 allah12345 allahakbar bismillah123 ministry123 tahkeem123 tahkeem2026
    كلمة_المرور كلمةالمرور كلمةالسر123 السعودية123 السعودية2030 محمد123456 بسم_الله_الرحمن
    """.split()  # noqa: SIM905 -- one word after another reads better than 120 quoted lines
)


def _lower_priority() -> None:
    """Let hashing yield to the threads that answer requests (Linux gives each thread its own niceness)."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


_pool: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2", initializer=_lower_priority)
_lock: Final = threading.Lock()
_pending = 0


def _done(_: Future[T]) -> None:
    global _pending  # noqa: PLW0603 -- the one count of this process's queue
    with _lock:
        _pending -= 1


async def _in_turn(work: Callable[[], T]) -> T:
    """Run `work` in the pool; refuse with `busy` (503) when too many wait already."""
    global _pending  # noqa: PLW0603 -- the one count of this process's queue
    with _lock:
        if _pending >= AT_ONCE + MAX_WAITING:
            raise Refusal(
                "busy",
                N_("الخادم مشغول الآن. أعد المحاولة بعد لحظات."),
                status=503,
                headers={"Retry-After": "2"},
            )
        _pending += 1
    future = _pool.submit(work)
    future.add_done_callback(_done)
    return await asyncio.wrap_future(future)


def _bytes(text: str) -> bytes:
    """Return the NFC form, so that two keyboards make the same password; a lone surrogate is no reason to fail."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


async def hash_password(text: str) -> str:
    """Return the argon2id hash to store. Raises `busy` (503)."""
    return await _in_turn(lambda: _hasher.hash(_bytes(text)))


async def verify_password(text: str, stored: str | None) -> bool:
    """Tell whether `text` is the password of `stored`; with none (an unknown user) as slow, and never true.

    Raises `busy` (503).
    """

    def compare() -> bool:
        known = stored is not None and len(text) <= MAX_LENGTH
        try:
            same = _hasher.verify(_bytes(text[:MAX_LENGTH]), stored if known and stored else _DUMMY)
        except UnknownHashError:
            return False
        return same and known

    return await _in_turn(compare)


def check_password(text: str, email: str) -> None:
    """Refuse a weak new password: `password_weak` (422 at `password`) with a `reason`."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in plain)
    local = email.partition("@")[0].casefold()
    if len(text) < MIN_LENGTH:
        raise _weak(
            N_("كلمة المرور قصيرة. اجعلها {least} أحرف على الأقل."), "too_short", least=MIN_LENGTH
        )
    if len(text) > MAX_LENGTH:
        raise _weak(N_("كلمة المرور طويلة. أقصى طول لها {most} حرف."), "too_long", most=MAX_LENGTH)
    if digits in _COMMON:
        raise _weak(N_("كلمة المرور هذه شائعة ويسهل تخمينها. اختر غيرها."), "common")
    if len(set(digits)) < MIN_DIFFERENT:
        raise _weak(N_("كلمة المرور تكرّر أحرفًا قليلة. نوّع أحرفها."), "repetitive")
    if len(local) > 2 and local in plain:
        raise _weak(N_("لا تضع بريدك الإلكتروني في كلمة المرور."), "contains_email")


def _weak(sentence: str, reason: str, **facts: int) -> Refusal:
    return invalid("password_weak", sentence, "password", reason=reason, **facts)
