"""What a juror of a blind round is shown, and what an organiser should look at."""

from __future__ import annotations

from typing import Any

import pytest

from app.editions.rules import FieldKind
from app.judging.blind.rules import (
    CopyState,
    Decided,
    Mode,
    Sign,
    check_open_round,
    check_signs,
    check_words,
    is_served,
    neutral_name,
    shown_title,
    shown_value,
    signs_of_file,
    signs_of_words,
    words_in,
)
from app.judging.rounds.rules import RoundState, check_hidden
from app.kit.errors import Refusal
from app.kit.names import Names

NAMES = Names(["وزارة الأمثلة"])
TEXT, URL = FieldKind.long_text, FieldKind.url
KEPT, REDACTED, WITHHELD = (
    Decided(mode, "وزارة [محجوب]" if mode == Mode.redacted else "", "h")
    for mode in (Mode.kept, Mode.redacted, Mode.withheld)
)


def test_words_of_any_answer() -> None:
    assert words_in([{"row": None, "cells": {"a": "س", "b": 5}}, "ص"]) == "\nس\n\nص"
    assert words_in(None) == ""


def test_what_is_shown() -> None:
    assert [shown_value("نص", one) for one in (None, KEPT, REDACTED, WITHHELD)] == [
        "نص",
        "نص",
        "وزارة [محجوب]",
        None,
    ]
    assert shown_title("", "رقم 1", None, hidden=True) == ""
    assert shown_title("عنوان", "رقم 1", None, hidden=True) == "رقم 1"
    assert shown_title("عنوان", "رقم 1", None, hidden=False) == "عنوان"
    assert shown_title("عنوان", "رقم 1", WITHHELD, hidden=False) == "رقم 1"
    assert neutral_name(107, 2, "تقرير وزارة الأمثلة.PDF") == "107-2.pdf"


@pytest.mark.parametrize(
    ("value", "kind", "decided", "signs"),
    [
        ("قالت وزارة الأمثلة", TEXT, None, [Sign.named]),
        ("https://x.example", URL, None, [Sign.leading]),
        ("انظر https://x.example لوزارة الأمثلة", TEXT, None, [Sign.named, Sign.leading]),
        ("", URL, None, []),
        ("لا اسم", TEXT, None, []),
        ("قالت وزارة الأمثلة", TEXT, KEPT, []),
        ("قالت وزارة الأمثلة", TEXT, WITHHELD, []),
        ("قالت وزارة الأمثلة", TEXT, REDACTED, []),
        ("قالت وزارة الأمثلة", TEXT, Decided(Mode.redacted, "وزارة الأمثلة", "h"), [Sign.named]),
        ("قالت وزارة الأمثلة", TEXT, Decided(Mode.kept, "", "old"), [Sign.changed, Sign.named]),
        ("قالت وزارة الأمثلة", TEXT, Decided(Mode.redacted, "قالت", "old"), [Sign.changed]),
    ],
)
def test_signs_of_words(value: Any, kind: FieldKind, decided: Any, signs: list[Sign]) -> None:
    assert signs_of_words(value, kind, "h", NAMES, decided)[0] == signs


@pytest.mark.parametrize(
    ("state", "mode", "found", "unread", "signs", "served"),
    [
        ("waiting", None, [], False, [Sign.waiting], False),
        ("waiting", Mode.kept, [], False, [Sign.waiting], False),
        ("waiting", Mode.withheld, [], False, [], False),
        ("failed", None, [], True, [Sign.failed], False),
        ("failed", Mode.kept, [], True, [], True),
        ("ready", None, [], False, [], True),
        ("ready", None, ["وزارة"], True, [Sign.named, Sign.unread], True),
        ("ready", Mode.kept, ["وزارة"], False, [], True),
        ("ready", Mode.withheld, [], False, [], False),
        ("failed", Mode.replaced, [], True, [], True),
    ],
)
def test_signs_of_files(
    state: str, mode: Any, found: list[str], unread: bool, signs: list[Sign], served: bool
) -> None:
    assert signs_of_file(CopyState(state), mode, found, unread=unread) == signs
    assert is_served(CopyState(state), mode) == served


def test_what_may_be_decided() -> None:
    def code(call: Any, *args: Any, **named: Any) -> str | None:
        try:
            call(*args, **named)
        except Refusal as refusal:
            errors = refusal.facts.get("errors")
            return errors[0]["code"] if errors else refusal.code
        return None

    assert code(check_words, Mode.redacted, TEXT, "نص") is None
    assert code(check_words, Mode.withheld, URL, "") is None
    assert code(check_words, Mode.redacted, TEXT, " ") == "redaction_empty"
    assert code(check_words, Mode.redacted, URL, "نص") == "not_redactable"
    assert code(check_words, Mode.replaced, TEXT, "نص") == "not_redactable"
    assert code(check_open_round, RoundState.open, blind=True) is None
    assert code(check_open_round, RoundState.open, blind=False) == "round_not_blind"
    assert code(check_open_round, RoundState.closed, blind=True) == "round_closed"
    assert code(check_signs, 0, 0, "", accepted=False) is None
    assert code(check_signs, 2, 1, "", accepted=False) == "names_left"
    assert code(check_signs, 2, 1, " ", accepted=True) == "reason_missing"
    assert code(check_signs, 2, 1, "اسم عام", accepted=True) is None
    assert code(check_hidden, ["title", "x"], {"x"}) is None
    assert code(check_hidden, ["y"], {"x"}) == "part_unknown"
