"""What a form may be and what changed between two of them, case by case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.editions.compare_rules import compare_forms
from app.editions.form_rules import (
    FieldDraft,
    check_fields,
    check_fillable,
    frozen_from_the_start,
)
from app.editions.option_rules import option_problems
from app.editions.rules import FieldKind, Phase
from app.editions.value_rules import MAX_COLUMNS, MAX_ROWS
from app.editions.visibility_rules import Condition, Match, Op, VisibleIf, shown_fields
from app.kit.errors import Refusal
from tests.factories import NOW

pytestmark = pytest.mark.once
FIRST, SECOND, SECTION = (UUID(int=number) for number in (1, 2, 3))
LIMIT = 10**9


def problems(check: Callable[[], object]) -> list[tuple[str, tuple[Any, ...]]]:
    try:
        check()
    except Refusal as refusal:
        return [(one["code"], tuple(one["loc"])) for one in refusal.facts["errors"]]
    return []


def when(kind: FieldKind, op: Op, value: str = "", choices: tuple[str, ...] = ()) -> list[Any]:
    """A form of two questions, the second shown by the first."""
    condition = VisibleIf(Match.all, (Condition(FIRST, op, value),))
    return [
        FieldDraft(FIRST, "first", kind, choices=choices),
        FieldDraft(SECOND, "second", FieldKind.short_text, visible_if=condition),
    ]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (when(FieldKind.short_text, Op.answered), None),
        (when(FieldKind.short_text, Op.equals, "x"), "condition_op"),
        (when(FieldKind.choice, Op.equals, "a", ("a", "b")), None),
        (when(FieldKind.choice, Op.equals, "c", ("a", "b")), "condition_value"),
        (when(FieldKind.number, Op.equals, "12.5"), None),
        (when(FieldKind.number, Op.equals, "twelve"), "condition_value"),
        (when(FieldKind.date, Op.equals, "2026-03-10"), None),
        (when(FieldKind.date, Op.equals, "2026-3-10"), "condition_value"),
        (when(FieldKind.number, Op.equals, "1")[::-1], "condition_forward"),
    ],
)
def test_a_condition_asks_what_the_earlier_answer_can_be(form: Any, code: str | None) -> None:
    found = problems(lambda: check_fields(form, LIMIT))
    assert [one for one, _ in found] == ([code] if code else [])


def test_a_section_stands_once() -> None:
    found = problems(lambda: check_fields([], LIMIT, [SECTION, FIRST, SECTION]))
    assert found == [("duplicate_section", ("sections", 2, "id"))]


def columns(count: int) -> list[dict[str, str]]:
    return [{"code": f"c{number}"} for number in range(count)]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({"columns": columns(1)}, []),
        ({}, ["columns_missing"]),
        ({"columns": columns(MAX_COLUMNS + 1)}, ["too_many_columns"]),
        ({"columns": columns(1), "rows": columns(MAX_ROWS + 1)}, ["too_many_rows"]),
        ({"columns": columns(1) + columns(2)}, ["duplicate_column"] * 2),
    ],
)
def test_a_table_has_columns_and_not_too_many(options: dict[str, Any], codes: list[str]) -> None:
    assert [one["code"] for one in option_problems(FieldKind.table, options)] == codes


def test_a_condition_on_a_number_reads_it_as_a_number() -> None:
    form = [
        (FIRST, FieldKind.number, None),
        (
            SECOND,
            FieldKind.short_text,
            VisibleIf(Match.all, (Condition(FIRST, Op.equals, "1.50"),)),
        ),
    ]
    shown = {
        answer: SECOND in shown_fields(form, {FIRST: answer}, {})
        for answer in ("1.5", "1.50", "2", "one")
    }
    assert shown == {"1.5": True, "1.50": True, "2": False, "one": False}


def test_a_new_order_is_one_change_of_the_form() -> None:
    one, other = (
        {"id": str(key), "label_ar": f"سؤال {key.int}", "label_en": f"Question {key.int}"}
        for key in (FIRST, SECOND)
    )
    moved = compare_forms(([], [one, other]), ([], [other, one]))
    assert [(change["kind"], change["what"]) for change in moved] == [("moved", "form")]
    assert compare_forms(([], [one, other]), ([], [one, other])) == []
    removed = compare_forms(([], [one, other]), ([], [other]))
    assert [(change["kind"], change["label_en"]) for change in removed] == [
        ("removed", "Question 1")
    ]


@pytest.mark.parametrize(
    ("freeze_at", "freeze_phase", "phase", "required", "late"),
    [
        (None, "", Phase.open, True, False),
        (NOW + timedelta(hours=1), "", Phase.open, True, False),
        (NOW, "", Phase.open, True, True),
        (NOW, "", Phase.open, False, False),
        (None, "open", Phase.open, True, False),
        (None, "open", Phase.screening, True, True),
    ],
)
def test_a_required_answer_is_not_fixed_before_it_can_be_given(
    freeze_at: datetime | None, freeze_phase: str, phase: Phase, required: bool, late: bool
) -> None:
    assert frozen_from_the_start(freeze_at, freeze_phase, phase, NOW, required=required) is late
    found = problems(lambda: check_fillable([(3, "freeze_at")] if late else []))
    assert found == ([("frozen_from_the_start", ("fields", 3, "freeze_at"))] if late else [])
