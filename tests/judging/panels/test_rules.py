"""Invitations and who sits on a panel."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from app.judging.panels import rules
from app.judging.panels.rules import JurorState
from app.kit.errors import Refusal

pytestmark = pytest.mark.once


def passing(check: Callable[[JurorState], None]) -> set[JurorState]:
    passed = set()
    for state in JurorState:
        try:
            check(state)
        except Refusal as refusal:
            assert refusal.status == 409  # noqa: PT017 -- every state is tried
        else:
            passed.add(state)
    return passed


def test_an_invitation_is_answered_once() -> None:
    for wanted in (JurorState.accepted, JurorState.declined):
        assert passing(lambda state, to=wanted: rules.check_answer_invitation(state, to)) == {
            JurorState.invited
        }
    for wanted in (JurorState.invited, JurorState.withdrawn):
        with pytest.raises(Refusal) as refused:
            rules.check_answer_invitation(JurorState.invited, wanted)
        assert (refused.value.status, refused.value.code) == (422, "not_an_answer")


def test_who_may_be_invited_withdrawn_and_given_entries() -> None:
    assert passing(rules.check_may_invite) == set(JurorState) - {JurorState.accepted}
    assert passing(rules.check_on_jury) == {JurorState.invited, JurorState.accepted}
    assert passing(rules.check_may_serve) == {JurorState.accepted}
    assert passing(lambda state: rules.check_may_resign(state, over=False)) == {JurorState.accepted}
    assert passing(lambda state: rules.check_may_resign(state, over=True)) == set()


def test_named_refusals() -> None:
    assert rules.staff_cannot_judge().code == "staff_cannot_judge"
    assert rules.entrant_cannot_judge().code == "entrant_cannot_judge"
    assert rules.panel_missing().code == "panel_missing"


def test_a_panel_has_members_and_its_chair_is_one() -> None:
    chair, other = uuid4(), uuid4()
    rules.check_panel(chair, [chair, other])
    rules.check_panel(None, {other})
    for head, members, code in ((chair, [], "panel_empty"), (chair, [other], "chair_not_member")):
        with pytest.raises(Refusal) as refused:
            rules.check_panel(head, members)
        assert (refused.value.status, refused.value.code) == (422, code)


def test_a_walled_person_changes_no_panel_that_reaches_their_entries() -> None:
    mine, other = uuid4(), uuid4()
    rules.check_panel_reach([], [[], [mine]])
    rules.check_panel_reach([mine], [])
    rules.check_panel_reach([mine], [[other]])
    for panels in ([[]], [[other], [other, mine]]):
        with pytest.raises(Refusal) as refused:
            rules.check_panel_reach([mine], panels)
        assert (refused.value.status, refused.value.code) == (403, "panel_walled")
