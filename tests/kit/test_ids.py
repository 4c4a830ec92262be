"""Identifiers grow, secrets are long, codes survive a telephone."""

from __future__ import annotations

import threading
import time
from uuid import UUID, uuid4

import pytest

from app.kit import ids


def test_uuid7_has_version_variant_and_the_time() -> None:
    before = time.time_ns() // 1_000_000
    value = ids.uuid7()
    assert ids.is_uuid7(value)
    assert before <= value.int >> 80 <= time.time_ns() // 1_000_000
    assert value.variant == "specified in RFC 4122"


def test_uuid7_only_grows_even_across_threads() -> None:
    made: list[list[UUID]] = [[] for _ in range(4)]

    def make(into: list[UUID]) -> None:
        into.extend(ids.uuid7() for _ in range(5000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one == sorted(one) for one in made)
    assert len({value for one in made for value in one}) == 20_000


def test_uuid7_grows_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids.uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    assert ids.uuid7() > first


def test_a_full_counter_moves_on_to_the_next_millisecond() -> None:
    clock = ids._Clock()
    clock.millis, clock.counter = 5, 2**42 - 1
    millis, counter = clock.tick(5)
    assert millis == 6
    assert counter < 2**41


def test_other_versions_are_not_uuid7() -> None:
    assert not ids.is_uuid7(uuid4())
    assert not ids.is_uuid7(UUID(int=ids.uuid7().int & ~(0b11 << 62)))


def test_secrets_are_256_bits_and_their_digest_is_sha256() -> None:
    assert len(ids.secret()) == 43
    assert len({ids.secret() for _ in range(100)}) == 100
    assert ids.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_code_is_read_back_however_it_is_typed() -> None:
    code = ids.code(4)
    assert len(code) == 19
    assert ids.read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert ids.read_code("oil1-٢٣٤٥") == "0111-2345"
    assert ids.read_code("²!") == "²!"
