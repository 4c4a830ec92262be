"""What a rule of eligibility must say, and which rules hold for a category."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.editions.eligibility_rules import RuleDraft, RuleKind, check_rules, rules_of
from app.kit.errors import Refusal

YES_NO = (("yes", True), ("no", False))


def draft(kind: str, **values: Any) -> RuleDraft:
    return RuleDraft(uuid4(), values.pop("category_id", None), RuleKind(kind), **values)


def problems(*rules: RuleDraft) -> list[tuple[list[Any], str]]:
    with pytest.raises(Refusal) as refused:
        check_rules(rules)
    assert (refused.value.code, refused.value.status) == ("rules_invalid", 422)
    return [(one["loc"][1:], one["code"]) for one in refused.value.facts["errors"]]


def test_rules_that_say_enough_are_taken() -> None:
    own = uuid4()
    check_rules(
        [
            draft("question", label_ar="هل", choices=YES_NO),
            draft("question", label_ar="وهل", choices=YES_NO),
            draft("months", months=6),
            draft("months", months=6, by="day", day=date(2026, 1, 1), category_id=own),
            draft("previous_winner", editions=2),
            draft("attachments", fields=("letter",)),
            draft("co_owners"),
        ]
    )


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (draft("question", choices=YES_NO), ([0, "label_ar"], "text_missing")),
        (draft("question", label_ar="هل"), ([0, "choices"], "too_few_choices")),
        (
            draft("question", label_ar="هل", choices=(("a", True), ("a", False))),
            ([0, "choices"], "repeated_code"),
        ),
        (
            draft("question", label_ar="هل", choices=(("a", False), ("b", False))),
            ([0, "choices"], "no_choice_passes"),
        ),
        (
            draft("question", label_ar="هل", choices=(("a", True), ("b", True))),
            ([0, "choices"], "every_choice_passes"),
        ),
        (draft("months"), ([0, "months"], "months_missing")),
        (draft("months", months=6, by="day"), ([0, "day"], "day_missing")),
        (draft("previous_winner"), ([0, "editions"], "editions_missing")),
        (draft("attachments"), ([0, "fields"], "fields_missing")),
    ],
)
def test_what_is_not_said_is_named_at_its_place(
    rule: RuleDraft, found: tuple[list[Any], str]
) -> None:
    assert problems(rule) == [found]


def test_a_rule_of_one_kind_stands_once_in_a_list() -> None:
    own = uuid4()
    same = draft("months", months=3, category_id=own)
    assert problems(
        draft("months", months=6), same, draft("months", months=9, category_id=own)
    ) == [([2, "kind"], "repeated_rule")]
    twice = draft("attachments", fields=("a",))
    assert problems(twice, twice) == [([1, "kind"], "repeated_rule")]


@dataclass(frozen=True)
class Placed:
    category_id: UUID | None
    kind: str
    position: int


def test_a_categorys_own_rule_replaces_the_editions_of_its_kind_and_questions_add_up() -> None:
    own, other = uuid4(), uuid4()
    general = [Placed(None, "question", 0), Placed(None, "months", 1)]
    here = [Placed(own, "months", 0), Placed(own, "question", 1)]
    assert rules_of([*here, *general], own) == [general[0], *here]
    assert rules_of([*here, *general], other) == general
