"""The rules of late evaluations, each with both its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.editions.rules import Phase
from app.judging.evaluations import late_rules as rules
from app.judging.evaluations.late_rules import LateAct, LateWord
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({"decidable": False}, []),
        ({}, []),
        ({"approves": True}, []),
        ({"organises": True}, [LateAct.propose]),
        ({"proposed": True}, []),
        ({"proposed": True, "organises": True}, [LateAct.confirm, LateAct.decline]),
        ({"proposed": True, "approves": True}, [LateAct.confirm, LateAct.decline]),
        ({"proposed": True, "own": True, "organises": True}, [LateAct.withdraw]),
        ({"proposed": True, "own": True, "approves": True}, []),
    ],
)
def test_who_may_do_what(asked: dict[str, bool], acts: list[LateAct]) -> None:
    given = dict.fromkeys(("proposed", "own", "organises", "approves"), False)
    assert rules.late_acts(**({"decidable": True} | given | asked)) == acts


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: rules.check_decidable(RoundState.open, Phase.judging), None),
        (lambda: rules.check_decidable(RoundState.closed, Phase.judging), "round_not_open"),
        (lambda: rules.check_decidable(RoundState.open, Phase.cancelled), "not_judging"),
        (lambda: rules.check_waits("waiting"), None),
        (lambda: rules.check_waits("draft"), "late_not_waiting"),
        (lambda: rules.check_waits(None), "late_not_waiting"),
        (lambda: rules.check_base(LateWord.admit, superseded=False), None),
        (lambda: rules.check_base(LateWord.refuse, superseded=True), None),
        (lambda: rules.check_base(LateWord.admit, superseded=True), "late_superseded"),
        (lambda: rules.check_marked(LateWord.admit, unmarked=True), "late_unmarked"),
        (lambda: rules.check_marked(LateWord.refuse, unmarked=True), None),
        (lambda: rules.check_marked(LateWord.admit, unmarked=False), None),
        (lambda: rules.check_somebody_confirms(1), None),
        (lambda: rules.check_somebody_confirms(0), "nobody_confirms"),
        (lambda: rules.check_none_waits([]), None),
        (lambda: rules.check_none_waits([4, 4, 2]), "late_undecided"),
    ],
)
def test_each_check_lets_through_or_refuses(check: Callable[[], Any], code: str | None) -> None:
    if code is None:
        check()
        return
    with pytest.raises(Refusal) as refused:
        check()
    assert refused.value.code == code
    if code == "late_undecided":
        assert refused.value.facts == {"count": 3, "numbers": [2, 4]}
