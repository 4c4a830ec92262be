"""Each rule of eligibility beside what is known: met, not met, not known yet, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.editions.eligibility_rules import RuleKind
from app.entries.eligibility_rules import (
    Asked,
    CoOwned,
    CoOwnerState,
    Known,
    NamedService,
    Outcome,
    Rule,
    RuleState,
    Win,
    check_eligible,
    check_said,
    differing,
    evaluate,
    failing,
    months_between,
    months_later,
)
from app.kit.errors import Refusal

CLOSES = date(2026, 6, 30)
QUESTION = {
    "choices": [
        {"code": "yes", "name_ar": "نعم", "name_en": "Yes", "passes": True},
        {"code": "no", "name_ar": "لا", "name_en": "No", "passes": False},
    ]
}


def rule(kind: str, *, blocks: bool = True, **options: Any) -> Rule:
    return Rule(uuid4(), RuleKind(kind), blocks, options)


def judged(of: Rule, known: Known) -> tuple[str, dict[str, Any]]:
    state = evaluate(of, known)
    assert RuleState.read(state.kept()) == state  # what is kept is read back as it was
    return state.outcome.value, dict(state.facts)


def test_a_question_passes_by_its_answer() -> None:
    asked = rule("question", **QUESTION)
    assert asked.id is not None
    assert judged(asked, Known()) == ("unknown", {"why": "not_answered"})
    assert judged(asked, Known(said={asked.id: "yes"}))[0] == "passes"
    outcome, facts = judged(asked, Known(said={asked.id: "no"}))
    assert (outcome, facts) == ("fails", {"code": "no", "answer_ar": "لا", "answer_en": "No"})
    # An answer that is no longer offered counts as none.
    assert judged(asked, Known(said={asked.id: "maybe"}))[0] == "unknown"
    nameless = Rule(None, RuleKind.question, blocks=True, options=QUESTION)
    assert judged(nameless, Known())[0] == "unknown"


@pytest.mark.parametrize(
    ("since", "outcome", "counted"),
    [
        (date(2025, 12, 30), "passes", 6),
        (date(2025, 12, 31), "passes", 6),  # the last day of a shorter month is six months on
        (date(2026, 1, 1), "fails", 5),
        (date(2026, 7, 1), "fails", 0),
        (None, "unknown", None),
    ],
)
def test_months_in_operation_are_counted_to_the_day(
    since: date | None, outcome: str, counted: int | None
) -> None:
    six = rule("months", months=6, field="launched", by="closes_at")
    known = Known(asked={"launched": Asked("تاريخ الإطلاق", "Launched", since)}, closes_on=CLOSES)
    found, facts = judged(six, known)
    assert (found, facts.get("counted")) == (outcome, counted)
    assert (facts["months"], facts["by"], facts["label_en"]) == (6, "2026-06-30", "Launched")
    assert facts.get("why") == (None if since else "no_day")


def test_months_count_by_the_opening_or_a_day_and_need_one() -> None:
    known = Known(asked={"d": Asked("", "", date(2026, 1, 1))}, opens_on=date(2026, 7, 1))
    assert judged(rule("months", months=6, field="d", by="opens_at"), known)[0] == "passes"
    fixed = rule("months", months=6, field="d", by="day", day="2026-06-30")
    assert judged(fixed, known)[0] == "fails"
    outcome, facts = judged(rule("months", months=6, field="d"), known)
    assert (outcome, facts["why"]) == ("unknown", "no_reference")


def test_a_date_or_a_service_that_is_not_asked_for_keeps_nobody_back() -> None:
    assert judged(rule("months", months=6, field="gone"), Known())[1]["why"] == "not_asked"
    outcome, facts = judged(rule("months", months=6), Known(closes_on=CLOSES))
    assert (outcome, facts["why"]) == ("passes", "not_asked")


def test_of_several_services_the_youngest_decides() -> None:
    six = rule("months", months=6, field="")
    old = NamedService("قديمة", "Old", date(2020, 1, 1))
    new = NamedService("جديدة", "New", date(2026, 5, 1))
    bare = NamedService("بلا تاريخ", "Undated", None)

    def of(*services: NamedService, closes_on: date | None = CLOSES) -> tuple[str, Any, Any]:
        outcome, facts = judged(six, Known(services=services, closes_on=closes_on))
        return outcome, facts.get("service_en"), facts.get("why")

    assert of() == ("unknown", None, "no_service")
    assert of(old) == ("passes", "Old", None)
    assert of(old, new) == ("fails", "New", None)
    # One that is too young settles it, whatever the other's day; an undated one leaves it open.
    assert of(bare, new) == ("fails", "New", None)
    assert of(bare, old) == ("unknown", "Undated", "no_launch")
    assert of(bare) == ("unknown", "Undated", "no_launch")
    assert of(old, closes_on=None) == ("unknown", "Old", "no_reference")
    assert of(bare, old, closes_on=None) == ("unknown", "Undated", "no_launch")


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.integers(0, 600),
    st.integers(-40, 40),
)
def test_months_between_is_the_most_that_fits(since: date, months: int, days: int) -> None:
    until = months_later(since, months) + timedelta(days=days)
    count = months_between(since, until)
    if until >= since:
        assert months_later(since, count) <= until < months_later(since, count + 1)
    else:
        assert count == 0


def test_months_end_with_the_calendar() -> None:
    assert months_later(date(9999, 12, 1), 1) == date.max
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def win(ago: int, title: str = "خدمه", **values: Any) -> Win:
    return Win(values.get("entry_id", uuid4()), title, ago, title, title, "الدورة", "Edition")


def test_a_winner_of_the_last_editions_is_known_by_its_line_or_its_title() -> None:
    two = rule("previous_winner", editions=2)
    before = uuid4()
    renamed = win(2, "اسم سابق", entry_id=before)
    assert judged(two, Known(title="خدمه"))[0] == "passes"
    assert judged(two, Known(title="خدمه", wins=[win(3), renamed]))[0] == "passes"
    outcome, facts = judged(two, Known(title="خدمه", line={before}, wins=[win(3), renamed]))
    assert (outcome, facts["ago"], facts["title_ar"]) == ("fails", 2, "اسم سابق")
    outcome, facts = judged(two, Known(title="خدمه", wins=[win(2), win(1)]))
    assert (outcome, facts["ago"], facts["whose"]) == ("fails", 1, "entry")
    # Two empty titles are no likeness.
    assert judged(two, Known(title="", wins=[win(1, "")]))[0] == "passes"
    anybody = rule("previous_winner", editions=2, whose="entrant")
    assert judged(anybody, Known(title="أخرى", wins=[win(1)]))[0] == "fails"


def test_compulsory_files_are_lacking_only_once_it_is_final() -> None:
    both = rule("attachments", fields=["a", "b", "hidden"])
    asked = {"a": Asked("أ", "A", files=1), "b": Asked("ب", "B")}
    outcome, facts = judged(both, Known(asked=asked))
    assert (outcome, facts["lacking"]) == ("unknown", [{"label_ar": "ب", "label_en": "B"}])
    assert judged(both, Known(asked=asked, final=True))[0] == "fails"
    assert judged(both, Known(asked=asked | {"b": Asked("ب", "B", files=2)}))[0] == "passes"


def test_every_co_owner_agrees() -> None:
    every = rule("co_owners")

    def of(*states: str) -> str:
        named = [CoOwned("جهة", "Agency", CoOwnerState(state)) for state in states]
        return judged(every, Known(co_owners=named))[0]

    assert [of(), of("agreed"), of("agreed", "asked"), of("asked", "declined")] == [
        "passes",
        "passes",
        "unknown",
        "fails",
    ]


@pytest.mark.parametrize("kind", ["edition_limit", "category_limit"])
def test_limits_count_what_is_held(kind: str) -> None:
    known = Known(held_in_edition=3, held_in_category=3)
    assert judged(rule(kind, limit=3), known) == ("passes", {"limit": 3, "held": 3})
    assert judged(rule(kind, limit=2), known)[0] == "fails"


def test_only_a_blocking_rule_keeps_an_entry_back_and_all_are_named_at_once() -> None:
    known = Known(co_owners=[CoOwned("جهة", "", CoOwnerState.asked)])
    states = [
        evaluate(rule("question", **QUESTION), known),
        evaluate(rule("question", blocks=False, **QUESTION), known),
        evaluate(rule("edition_limit", limit=0), Known(held_in_edition=1)),
        evaluate(rule("co_owners"), Known()),
    ]
    assert [one.holds_up for one in states] == [True, False, True, False]
    assert failing(states) == 1
    with pytest.raises(Refusal) as refused:
        check_eligible(states)
    assert (refused.value.code, refused.value.facts["count"]) == ("not_eligible", 2)
    check_eligible(states[3:])


def test_what_changed_since_the_submission_is_found() -> None:
    asked = rule("question", **QUESTION)
    assert asked.id is not None
    then = [evaluate(asked, Known(said={asked.id: "yes"}))]
    now = evaluate(asked, Known(said={asked.id: "no"}))
    added = evaluate(rule("co_owners"), Known())
    assert differing(then, then) == []
    assert differing(then, [now, added]) == [0, 1]
    assert now.outcome is Outcome.fails
    limit = Rule(None, RuleKind.edition_limit, blocks=True, options={"limit": 2})
    one, two, three = (evaluate(limit, Known(held_in_edition=held)) for held in (1, 2, 3))
    assert (differing([one], [two]), differing([one], [three])) == ([], [0])


def test_only_questions_that_are_asked_are_answered() -> None:
    one = uuid4()
    questions: dict[UUID, list[str]] = {one: ["yes", "no"]}
    assert check_said(questions, {one: "no"}) == {one: "no"}
    for said, code in (({uuid4(): "yes"}, "question_unknown"), ({one: "maybe"}, "not_a_choice")):
        with pytest.raises(Refusal) as refused:
            check_said(questions, said)
        assert refused.value.code == code
