"""The window of a correction, and who may be put at an entry: the edges."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.editions.field_rules import FieldSpec
from app.editions.rules import FieldKind, Phase
from app.entries import attachment_rules, member_rules, rules
from app.entries.rules import EntryState
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from tests.factories import NOW

pytestmark = pytest.mark.once
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("state", "phase", "former", "added", "until"),
    [
        (EntryState.submitted, Phase.screening, None, -HOUR, DAY),
        (EntryState.eligible, Phase.screening, None, -HOUR, DAY),
        (EntryState.draft, Phase.screening, None, -HOUR, None),
        (EntryState.submitted, Phase.approved, None, -HOUR, None),
        (EntryState.submitted, Phase.screening, HOUR, timedelta(0), DAY),  # sent in time: a new one
        (EntryState.submitted, Phase.screening, HOUR, 2 * HOUR, HOUR),  # too late: the old end
        (
            EntryState.submitted,
            Phase.open,
            -3 * HOUR,
            -2 * HOUR,
            DAY,
        ),  # before the deadline: in time
    ],
)
def test_until_when_a_refused_file_is_replaced(
    state: EntryState,
    phase: Phase,
    former: timedelta | None,
    added: timedelta,
    until: timedelta | None,
) -> None:
    found = attachment_rules.correction_until(
        state, phase, None if former is None else NOW + former, NOW + added, NOW - HOUR, NOW, 24
    )
    assert found == (None if until is None else NOW + until)


@pytest.mark.parametrize(
    ("state", "code"), [("quarantined", "file_being_checked"), ("rejected", "file_rejected")]
)
def test_only_a_clean_file_is_read(state: str, code: str) -> None:
    attachment_rules.check_readable("clean")
    with pytest.raises(Refusal) as refused:
        attachment_rules.check_readable(state)
    assert refused.value.code == code


def test_an_entry_has_so_many_people_and_no_more() -> None:
    member_rules.check_not_everybody(member_rules.MAX_PEOPLE - 1)
    with pytest.raises(Refusal) as refused:
        member_rules.check_not_everybody(member_rules.MAX_PEOPLE)
    assert refused.value.code == "too_many_people"


def test_presence_ends_by_itself() -> None:
    life = member_rules.PRESENCE_LIFE
    assert member_rules.is_present(NOW, NOW + life - timedelta(seconds=1))
    assert not member_rules.is_present(NOW, NOW + life)


def test_an_answer_that_was_begun_and_lacks_a_part_is_named() -> None:
    person = uuid7()
    spec = FieldSpec(FieldKind.person, required=True, person=(("email", True),))
    missing = rules.incomplete({person: spec}, {person: {"name": "سارة"}}, {})
    assert missing == {person: "parts_missing"}
