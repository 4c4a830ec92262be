"""Folding, digits, both calendars, bidi."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit import arabic

pytestmark = pytest.mark.once

# Names with every variant that folding joins, beside Latin, digits and marks.
LETTERS = "اأإآٱبتثجحخدذرزسشصضطظعغفقكلمنهويىئؤءةیکھـ\u064b\u0651\u0652\u0670\u200f ٠١٢۳۴56abéZ"


@pytest.mark.parametrize(
    ("gregorian", "expected"),
    [
        ("2009-12-12", (1430, 12, 25)),
        ("2010-02-10", (1431, 2, 26)),
        ("2010-03-13", (1431, 3, 27)),
        ("2018-01-25", (1439, 5, 8)),
        ("2021-03-09", (1442, 7, 25)),
        ("2021-09-16", (1443, 2, 9)),
        ("2023-03-27", (1444, 9, 5)),
        ("2023-08-30", (1445, 2, 14)),
    ],
)
def test_golden_hijri_dates(gregorian: str, expected: tuple[int, int, int]) -> None:
    assert arabic.hijri(date.fromisoformat(gregorian)) == expected


@pytest.mark.parametrize("outside", [date(1924, 7, 31), date(2077, 11, 17)])
def test_dates_that_no_table_covers_are_shown_without_hijri(outside: date) -> None:
    with pytest.raises(ValueError, match=str(outside)):
        arabic.hijri(outside)
    assert arabic.format_date(outside, "en") == arabic.format_gregorian(outside, "en")


@pytest.mark.parametrize(
    "variants",
    [
        ("يسر", "يَسِّر", "يسّر", "يسِّر", "يســـر", " يسر "),
        ("شؤون", "شئون", "شُؤون"),
        ("مسؤول", "مسئول"),
        ("أحمد", "احمد", "إحمد", "آحمد", "ٱحمد", "ا\u0654حمد"),
        ("مستشفى", "مستشفي", "مستشفی"),
        ("مكتبة", "مكتبه", "مکتبة", "مکتبہ"),
        ("دورة 12", "دوره ١٢", "دورة ۱۲", "دورة  12"),
        ("ﻻ", "لا"),
        ("Café", "cafe", "CAFÉ"),
        ("جهة\u200f", "جهة", "\u2068جهة\u2069"),
    ],
)
def test_variants_of_one_name_fold_alike(variants: tuple[str, ...]) -> None:
    assert len({arabic.fold(variant) for variant in variants}) == 1


def test_different_words_stay_different() -> None:
    words = ["يسر", "يسار", "علم", "عالم", "قدم", "قدوم", "2", "3"]
    assert len({arabic.fold(word) for word in words}) == len(words)


def test_the_article_is_dropped_only_when_asked_and_only_from_words_that_survive_it() -> None:
    assert arabic.fold("الخدمة الإلكترونية") == "الخدمه الالكترونيه"
    assert arabic.fold("الخدمة الإلكترونية", drop_article=True) == "خدمه الكترونيه"
    assert arabic.fold("الله ال الم", drop_article=True) == "الله ال الم"


@given(st.text(LETTERS, max_size=30))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = arabic.fold(text)
    assert arabic.fold(once) == once


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("١٢", "12"),
        ("۱۲", "12"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("-3", "-3"),
        ("−٣", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("٠٫٥٠", "0.50"),
        (" 1 234 ", "1234"),
        ("\u200f12\u200f", "12"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    assert arabic.parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", "-", "1,5", "1,23,456", "1.2.3", "1e3", "NaN", "inf", "خمسة", "1" * 41, "--1", "1."],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        arabic.parse_number(typed)


@given(st.decimals(-(10**9), 10**9, places=3))
@settings(derandomize=True, max_examples=100, deadline=None)
def test_numbers_come_back_from_every_digit_set(value: Decimal) -> None:
    text = f"{value:f}"
    assert arabic.parse_number(arabic.with_digits(text, "arab").replace(".", "٫")) == value
    assert arabic.latin_digits(arabic.with_digits(text, "arab")) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("كلمة", 1),
        ("كلمة، كلمة", 2),
        ("كلمة ، كلمة — !", 2),
        ("مُحَمَّدٌ رســـول", 2),
        ("ـــ ٌ", 0),
        ("و 5 نقاط", 3),
        ("سطر\nسطر\tثالث", 3),
        ("كلمة\u200bكلمة", 2),
        ("e-Government 24/7", 2),
    ],
)
def test_words_are_counted_as_a_person_counts(text: str, count: int) -> None:
    assert arabic.words(text) == count


VECTORS = Path(__file__).parent.parent / "vectors" / "counting.json"
SEARCHES = json.loads(VECTORS.with_name("search.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", json.loads(VECTORS.read_text()), ids=lambda one: one["text"])
def test_the_server_counts_as_the_browser_does(vector: dict[str, Any]) -> None:
    text = vector["text"]
    assert (arabic.words(text), arabic.characters(text)) == (vector["words"], vector["characters"])


DEADLINE = datetime(2026, 1, 31, 20, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "digits", "zone", "shown"),
    [
        (
            "ar",
            "latn",
            "Asia/Riyadh",
            "31 يناير 2026م (12 شعبان 1447هـ)، الساعة 23:59:59 بتوقيت الرياض (\u2068UTC+3\u2069)",
        ),
        (
            "ar",
            "arab",
            "Asia/Riyadh",
            "٣١ يناير ٢٠٢٦م (١٢ شعبان ١٤٤٧هـ)، الساعة ٢٣:٥٩:٥٩ بتوقيت الرياض (\u2068UTC+3\u2069)",
        ),
        (
            "en",
            "latn",
            "Asia/Riyadh",
            "31 January 2026 (12 Shaʻban 1447 AH), 23:59:59 Riyadh time (\u2068UTC+3\u2069)",
        ),
        (
            "en",
            "latn",
            "Asia/Kolkata",
            "1 February 2026 (13 Shaʻban 1447 AH), 02:29:59 \u2068UTC+5:30\u2069",
        ),
        (
            "en",
            "latn",
            "America/New_York",
            "31 January 2026 (12 Shaʻban 1447 AH), 15:59:59 \u2068UTC-5\u2069",
        ),
        ("en", "latn", "UTC", "31 January 2026 (12 Shaʻban 1447 AH), 20:59:59 universal time"),
    ],
)
def test_a_moment_in_both_calendars_with_its_zone(
    language: arabic.Language, digits: arabic.Digits, zone: str, shown: str
) -> None:
    assert arabic.format_instant(DEADLINE, zone, language, digits) == shown


def test_whole_minutes_show_no_seconds() -> None:
    assert " 23:59 " in arabic.format_instant(DEADLINE.replace(second=0), "Asia/Riyadh", "ar")


def test_a_naive_moment_and_an_unknown_zone_are_errors() -> None:
    with pytest.raises(ValueError, match="naive"):
        arabic.format_instant(DEADLINE.replace(tzinfo=None), "UTC", "ar")
    with pytest.raises(ZoneInfoNotFoundError):
        arabic.format_instant(DEADLINE, "Asia/Nowhere", "ar")


def test_every_month_has_a_name_in_both_languages() -> None:
    for language in ("ar", "en"):
        shown = {arabic.format_gregorian(date(2026, month, 1), language) for month in range(1, 13)}
        hijri = {arabic.format_hijri(date(2026, month, 25), language) for month in range(1, 13)}
        assert (len(shown), len(hijri)) == (12, 12)


def test_what_reorders_neighbours_is_taken_out_and_inserted_values_are_isolated() -> None:
    assert arabic.strip_bidi("a\u202eb\u2066c\u2069d\u200f") == "abcd\u200f"
    assert arabic.isolate("a\u2069b") == "\u2068ab\u2069"


@pytest.mark.parametrize("case", SEARCHES, ids=str)
def test_search_finds_with_and_without_the_article(case: dict[str, Any]) -> None:
    text = arabic.fold(case["text"])
    assert all(word in text for word in arabic.search_words(case["query"])) is case["found"]
