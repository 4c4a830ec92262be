"""What each kind of field accepts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.editions.field_rules import FieldSpec, check_answer
from app.editions.rules import FieldKind
from app.editions.text_rules import MAX_ANSWER
from app.kit.arabic import strip_bidi
from app.kit.errors import Refusal
from app.kit.i18n import translate

pytestmark = pytest.mark.once

SHORT = FieldSpec(FieldKind.short_text)
LONG = FieldSpec(FieldKind.long_text, word_limit=3)
NUMBER = FieldSpec(FieldKind.number, minimum=Decimal(0), maximum=Decimal(100))
CHOICE = FieldSpec(FieldKind.choice, choices=("a", "b"))
MANY = FieldSpec(FieldKind.multi_choice, choices=("a", "b", "c"))
DATE = FieldSpec(FieldKind.date)
URL = FieldSpec(FieldKind.url)
FILE = FieldSpec(FieldKind.file)


@pytest.mark.parametrize(
    ("spec", "value", "kept"),
    [
        (SHORT, "  نص\nعلى سطرين  ", "نص على سطرين"),
        (SHORT, "a\u202eb\u2069", "ab"),
        (SHORT, "e\u0301", "é"),
        (SHORT, "   ", None),
        (SHORT, "\u200b\u2060\ufeff", None),
        (SHORT, "\u064e", None),
        (SHORT, None, None),
        (LONG, "كلمة — ثانية\r\nثالثة !", "كلمة — ثانية\nثالثة !"),
        (FieldSpec(FieldKind.long_text), "a\tb\rc", "a\tb\nc"),
        (NUMBER, "١٢٫٥٠", "12.5"),
        (NUMBER, "100", "100"),
        (NUMBER, "-0", "0"),
        (FieldSpec(FieldKind.number), "-1234.50", "-1234.5"),
        (CHOICE, "b", "b"),
        (MANY, ["c", "a", "c"], ["a", "c"]),
        (MANY, [], None),
        (MANY, None, None),
        (DATE, "٢٠٢٦-٠١-٣١", "2026-01-31"),
        (SHORT, "a\x00b\x07c\ud800d\u202ee\x85f", "abcde f"),
        (LONG, "a\x0bb\r\n\x07\tc\u2028", "a\nb\n\tc"),
        (URL, " https://example.sa/خدمة?x=1 ", "https://example.sa/خدمة?x=1"),
        (URL, "http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_what_is_kept(spec: FieldSpec, value: object, kept: Any) -> None:
    assert check_answer(spec, value) == kept


@pytest.mark.parametrize(
    ("spec", "value", "code"),
    [
        (SHORT, 5, "not_text"),
        (SHORT, ["a"], "not_text"),
        (SHORT, "x" * (MAX_ANSWER + 1), "too_long"),
        (LONG, "واحد اثنان ثلاثة أربعة", "too_many_words"),
        (NUMBER, "خمسة", "not_a_number"),
        (NUMBER, "1,5", "not_a_number"),
        (NUMBER, "-1", "out_of_range"),
        (NUMBER, "100.5", "out_of_range"),
        (FieldSpec(FieldKind.number, minimum=Decimal(1)), "0", "out_of_range"),
        (FieldSpec(FieldKind.number, maximum=Decimal(1)), "2", "out_of_range"),
        (CHOICE, "c", "not_a_choice"),
        (MANY, ["a", "z"], "not_a_choice"),
        (MANY, "a", "not_a_list"),
        (MANY, [1], "not_a_list"),
        (DATE, "31/01/2026", "not_a_date"),
        (DATE, "20260131", "not_a_date"),
        (DATE, "2026-02-30", "not_a_date"),
        (URL, "javascript:alert(1)", "not_a_url"),
        (URL, "ftp://example.sa", "not_a_url"),
        (URL, "example.sa", "not_a_url"),
        (URL, "https://", "not_a_url"),
        (URL, "https://user:pw@example.sa", "not_a_url"),
        (URL, "https://a b.sa", "not_a_url"),
        (URL, "https://example.sa:99999", "not_a_url"),
        (URL, "https://[::1", "not_a_url"),
        (URL, "https://example.sa/" + "x" * 2000, "not_a_url"),
        (FILE, "x", "answer_is_file"),
        (FILE, None, "answer_is_file"),
    ],
)
def test_what_is_refused(spec: FieldSpec, value: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_answer(spec, value)
    assert (refused.value.status, refused.value.code) == (422, code)
    assert refused.value.facts["loc"] == ["value"]


@pytest.mark.parametrize(
    ("low", "high", "value", "said"),
    [
        ("0", "100", "101", "اكتب رقمًا من 0 إلى 100."),
        ("0.000", "100.500", "101", "اكتب رقمًا من 0 إلى 100.5."),  # as the database keeps them
        ("1.5", None, "1", "اكتب رقمًا لا يقل عن 1.5."),
        (None, "-2", "0", "اكتب رقمًا لا يزيد على -2."),
    ],
)
def test_a_number_out_of_range_is_told_the_range(
    low: str | None, high: str | None, value: str, said: str
) -> None:
    spec = FieldSpec(
        FieldKind.number,
        minimum=None if low is None else Decimal(low),
        maximum=None if high is None else Decimal(high),
    )
    with pytest.raises(Refusal) as refused:
        check_answer(spec, value)
    told = translate("ar", refused.value.sentence, **refused.value.facts)
    assert strip_bidi(told) == said


def test_a_word_limit_says_how_many_there_are() -> None:
    with pytest.raises(Refusal) as refused:
        check_answer(LONG, "1 2 3 4 5")
    assert (refused.value.facts["count"], refused.value.facts["limit"]) == (5, 3)


@given(st.text(max_size=60))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_what_was_kept_is_kept_again(text: str) -> None:
    for spec in (SHORT, FieldSpec(FieldKind.long_text)):
        try:
            kept = check_answer(spec, text)
        except Refusal:
            continue
        assert check_answer(spec, kept) == kept


def test_a_range_is_told_as_people_write_numbers() -> None:
    spec = FieldSpec(FieldKind.number, minimum=Decimal("0.000"), maximum=Decimal("50000000.000"))
    with pytest.raises(Refusal) as refused:
        check_answer(spec, "-1")
    assert (refused.value.facts["minimum"], refused.value.facts["maximum"]) == ("0", "50000000")


def test_what_is_being_written_may_be_over_its_limits() -> None:
    spec = FieldSpec(FieldKind.short_text, word_limit=1, character_limit=3)
    assert check_answer(spec, " واحد  اثنان ", in_progress=True) == "واحد اثنان"
    with pytest.raises(Refusal):
        check_answer(spec, "x" * (MAX_ANSWER + 1), in_progress=True)
