"""Passwords: hashed as trust.md says, never more than two at once, refused when weak."""

from __future__ import annotations

import asyncio
import threading
import unicodedata
from typing import Any

import pytest

from app.kit import passwords
from app.kit.errors import Refusal
from app.kit.i18n import translate


def test_a_hash_has_the_fixed_parameters_and_verifies() -> None:
    async def run() -> None:
        stored = await passwords.hash_password("قصر الحكم 1747")
        assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert await passwords.verify_password("قصر الحكم 1747", stored)
        assert not await passwords.verify_password("قصر الحكم 1748", stored)
        assert await passwords.hash_password("قصر الحكم 1747") != stored

    asyncio.run(run())


def test_two_keyboards_make_one_password() -> None:
    async def run() -> None:
        text = "أمسية مؤجّلة إلى الغد"
        stored = await passwords.hash_password(unicodedata.normalize("NFD", text))
        assert await passwords.verify_password(unicodedata.normalize("NFC", text), stored)

    asyncio.run(run())


def test_an_unknown_user_takes_as_long_and_never_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    class Watched:
        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        def verify(self, password: str, stored: str) -> bool:
            hashed.append(stored)
            return real.verify(password, stored)

    real = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Watched())

    async def run() -> None:
        assert not await passwords.verify_password("anything at all", None)
        assert not await passwords.verify_password("anything at all", "")
        assert not await passwords.verify_password("anything at all", "not a hash")
        assert not await passwords.verify_password("\ud800" * 12, None)
        stored = await passwords.hash_password("x" * 201)
        assert not await passwords.verify_password("x" * 201, stored), "longer than any password is"

        # A hash as dear as a real one was computed for those that have none.
        dummy = passwords._DUMMY
        assert hashed == [dummy, dummy, "not a hash", dummy, dummy]

    asyncio.run(run())


def test_the_dummy_hash_has_the_parameters_of_the_real_ones() -> None:
    real = passwords._hasher.hash("x").split("$")
    dummy = passwords._DUMMY.split("$")
    assert dummy[:4] == real[:4]
    assert [len(part) for part in dummy] == [len(part) for part in real]


def test_two_run_at_once_and_the_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    running = 0
    most = 0
    lock = threading.Lock()

    def slow() -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        release.wait(10)
        with lock:
            running -= 1
        return "done"

    monkeypatch.setattr(passwords, "MAX_WAITING", 3)

    async def run() -> None:
        tasks = [asyncio.create_task(passwords._in_turn(slow)) for _ in range(5)]
        await asyncio.sleep(0.05)
        with pytest.raises(Refusal) as refused:
            await passwords.hash_password("one too many")
        assert (refused.value.code, refused.value.status) == ("busy", 503)
        assert refused.value.headers == {"Retry-After": "2"}
        tasks[4].cancel()
        await asyncio.sleep(0)
        release.set()
        assert await asyncio.gather(*tasks[:4]) == ["done"] * 4
        assert await passwords.hash_password("there is room again")

    asyncio.run(run())
    assert most == 2
    assert passwords._pending == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("short", "too_short"),
        ("x" * 201, "too_long"),
        ("Password123", "common"),
        ("PASSWORD1234", "common"),
        ("١٢٣٤٥٦٧٨٩٠", "common"),
        ("１２３４５６７８９０", "common"),
        ("aaaaaaaaaabb", "repetitive"),
        ("Sara.Ali-2026!x", "contains_email"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        passwords.check_password(text, "sara.ali@example.sa")
    assert (refused.value.code, refused.value.status) == ("password_weak", 422)
    assert refused.value.facts["loc"] == ["password"]
    assert refused.value.facts["reason"] == reason
    for language in ("ar", "en"):
        assert "{" not in translate(language, refused.value.sentence, **refused.value.facts)


@pytest.mark.parametrize("text", ["صقر على جبل طويق", "correct horse battery", "x7#Kp-29vQ"])
def test_a_good_password_passes(text: str) -> None:
    passwords.check_password(text, "sara.ali@example.sa")
    passwords.check_password(text, "ab@example.sa")
