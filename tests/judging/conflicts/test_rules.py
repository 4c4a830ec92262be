"""Conflicts: what each declaration does, how it is decided."""

from __future__ import annotations

import pytest

from app.judging.conflicts import rules
from app.judging.conflicts.rules import ConflictKind, ConflictSource, ConflictState
from app.kit.errors import Refusal

pytestmark = pytest.mark.once


def test_the_jurors_word_recuses_at_once_and_anothers_suspends() -> None:
    assert rules.first_state(ConflictSource.juror) == ConflictState.recused
    assert rules.first_state(ConflictSource.organiser) == ConflictState.suspended


def test_what_bars() -> None:
    assert [rules.bars(state) for state in ConflictState] == [True, True, False]


def test_a_reason_where_the_kind_does_not_say_enough() -> None:
    rules.check_declaration(ConflictSource.juror, ConflictKind.family, "")
    rules.check_declaration(ConflictSource.juror, ConflictKind.other, "صداقة")
    rules.check_declaration(ConflictSource.organiser, ConflictKind.employer, "يعمل لديها")
    for source, kind in (
        (ConflictSource.juror, ConflictKind.other),
        (ConflictSource.organiser, ConflictKind.employer),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_declaration(source, kind, " ")
        assert (refused.value.status, refused.value.code) == (422, "reason_missing")


def test_a_suspension_is_decided_once_with_a_reason() -> None:
    rules.check_decision(ConflictState.suspended, ConflictState.recused, "سبب")
    rules.check_decision(ConflictState.suspended, ConflictState.dismissed, "سبب")
    for current, wanted, reason, code in (
        (ConflictState.recused, ConflictState.dismissed, "سبب", "conflict_decided"),
        (ConflictState.dismissed, ConflictState.recused, "سبب", "conflict_decided"),
        (ConflictState.suspended, ConflictState.suspended, "سبب", "not_a_decision"),
        (ConflictState.suspended, ConflictState.recused, "", "reason_missing"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_decision(current, wanted, reason)
        assert refused.value.code == code


def test_lifting_a_recusal() -> None:
    rules.check_lift(ConflictState.recused, "سبب")
    for current, reason, code in (
        (ConflictState.suspended, "سبب", "conflict_not_standing"),
        (ConflictState.dismissed, "سبب", "conflict_not_standing"),
        (ConflictState.recused, "", "reason_missing"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_lift(current, reason)
        assert refused.value.code == code
