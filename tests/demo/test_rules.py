"""What the story rests on: ids, the calendar, marks, texts."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pikepdf
import pytest

from app.demo import look_texts, texts
from app.demo.content import BRANCHES, CRITERIA, JURY
from app.demo.entries_rules import LIMIT, LIMIT_IN_BRANCH, plan_entries
from app.demo.evidence import evidence_pdf
from app.demo.form_content import form_of
from app.demo.marks_rules import LEVELS, TIED, habits, marks, merit
from app.demo.rules import (
    ACCOUNTS,
    AGENCIES,
    TODAY,
    WITHHELD_BRANCH,
    Calendar,
    Day,
    Ids,
    Stage,
)

pytestmark = pytest.mark.once
NOW = datetime(2026, 3, 10, 21, 30, tzinfo=UTC)  # half past midnight of the 11th in Riyadh


def test_ids_follow_from_the_seed_and_look_like_uuid7() -> None:
    one, other = Ids(1), Ids(2)
    made = [one.of(kind, number) for kind in ("entry", "juror") for number in range(300)]
    assert len(set(made)) == 600
    assert {(key.version, key.variant) for key in made} == {(7, "specified in RFC 4122")}
    assert made == [Ids(1).of(kind, number) for kind in ("entry", "juror") for number in range(300)]
    assert one.of("entry", 0) != other.of("entry", 0)


@pytest.mark.parametrize("stage", Stage)
def test_the_calendar_lays_today_on_today(stage: Stage) -> None:
    calendar = Calendar(stage, NOW)
    today = calendar.at(TODAY[stage], 0)
    assert today <= NOW < today + timedelta(days=1)
    assert calendar.at(Day.deadline, 23, 59) - calendar.at(Day.first_deadline, 23, 59) == timedelta(
        days=5
    )
    moments = [calendar.within(day / 10) for day in range(900)]
    assert moments == sorted(moments)
    assert calendar.within(Day.deadline + 0.99) < calendar.at(Day.deadline, 23, 59)


def test_who_enters_what_keeps_the_limits() -> None:
    made = plan_entries(Random("1/entries"))
    assert made == plan_entries(Random("1/entries"))
    assert made != plan_entries(Random("2/entries"))
    assert [one.number for one in made] == list(range(184))
    assert Counter(one.branch for one in made) == {code: size for code, _, _, size, _ in BRANCHES}
    by_agency = Counter(one.agency for one in made if one.agency is not None)
    assert set(by_agency) == set(range(AGENCIES))
    assert max(by_agency.values()) <= LIMIT
    in_branch = Counter((one.agency, one.branch) for one in made if one.agency is not None)
    assert max(in_branch.values()) <= LIMIT_IN_BRANCH
    assert {one.branch for one in made if one.agency is None} == {"seventh"}
    assert len({one.title for one in made}) == 184
    assert all(one.begun < one.sent < Day.deadline + 1 for one in made)


def total(given: dict[str, str]) -> Fraction:
    """The composite of the demo's rubric."""
    weights = {code: weight for code, _, _, weight, _, _ in CRITERIA}
    exact = Fraction(0)
    for code, value in given.items():
        mapped = (
            Fraction(LEVELS.index(value), len(LEVELS) - 1)
            if code == "maturity"
            else Fraction(value) / 5
        )
        exact += Fraction(weights[code], sum(weights.values())) * mapped * 100
    return exact


@pytest.mark.parametrize("seed", range(20))
def test_marks_keep_the_planted_facts_for_every_seed(seed: int) -> None:
    random = Random(seed)
    jury = habits(random)
    tied = [
        [
            total(marks(random, merit(random, "participation", place), jury[seat], seat))
            for seat in range(3)
        ]
        for place in (0, 1)
    ]
    assert tied[0] == tied[1]
    others = [
        total(marks(random, merit(random, "participation", place), habit, 0))
        for place in range(2, 19)
        for habit in jury
    ]
    assert max(others) < min(tied[0])
    withheld = [
        total(marks(random, merit(random, WITHHELD_BRANCH, place), habit, 0))
        for place in range(15)
        for habit in jury
    ]
    assert max(withheld) < 60
    assert min(habit.severity for habit in jury) == jury[9].severity
    assert max(habit.noise for habit in jury) == jury[5].noise


def test_tied_marks_are_the_same_in_every_criterion() -> None:
    assert len({len(row) for row in TIED}) == 1
    assert len(TIED[0]) == len(CRITERIA)


def test_sentences_come_in_pairs_with_the_same_figures() -> None:
    pools = [getattr(texts, name) for name in dir(texts) if name.isupper() and name != "QUESTIONS"]
    pairs = [pair for pool in pools for pair in pool if isinstance(pair, tuple)]
    pairs += [getattr(look_texts, name) for name in dir(look_texts) if name.isupper()]
    assert len(pairs) > 40
    known = {field.name for field in fields(texts.Figures)} | {"title_ar", "title_en"}
    for ar, en in pairs:
        holes = [set(re.findall(r"{(\w+)}", text)) - {"title_ar", "title_en"} for text in (ar, en)]
        assert holes[0] == holes[1], ar
        assert re.search("[\u0600-\u06ff]", ar), ar
        assert not re.search("[\u0600-\u06ff]", en), en
        assert not re.search("[٠-٩]", ar), "Western digits in data"
    for pool in (texts.BENEFITS, texts.PROCESS, texts.FEEDBACK, texts.OPENING):
        assert all(set(re.findall(r"{(\w+)}", ar)) <= known for ar, _ in pool)


def test_each_form_asks_one_question_of_its_own() -> None:
    own = {code: [field["code"] for field in form_of(code)] for code, *_ in BRANCHES}
    common = set.intersection(*(set(codes) for codes in own.values()))
    assert len(common) == 13
    assert [len(set(codes) - common) for codes in own.values()] == [1] * 7
    kinds = {field["kind"] for code in own for field in form_of(code)}
    assert kinds == {
        "short_text", "long_text", "number", "choice", "multi_choice", "date", "url", "file",
    }  # fmt: skip


def test_evidence_is_a_pdf() -> None:
    data = evidence_pdf("Title (1)", ["one", "two"], [("Satisfied", 80)])
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == 1


def test_the_jury_and_the_accounts() -> None:
    assert Counter(origin for origin, _ in JURY) == {"international": 7, "regional": 7, "local": 7}
    assert all(one["email"].endswith("@demo.tahkeem.example") for one in ACCOUNTS)
