"""The rules of entries: states, deadlines, limits, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from app.editions.field_rules import FieldSpec
from app.editions.rules import EntrantKind, FieldKind, Phase
from app.entries import attachment_rules, question_rules, rules
from app.entries.rules import EntryState, Holdings
from app.kit.errors import Refusal

pytestmark = pytest.mark.once

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def code(check: Callable[[], object]) -> str | None:
    try:
        check()
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("state", "phase", "at", "wanted"),
    [
        (EntryState.draft, Phase.open, -SECOND, None),
        (EntryState.draft, Phase.open, timedelta(), None),
        (EntryState.draft, Phase.open, SECOND, "deadline_passed"),
        (EntryState.draft, Phase.screening, SECOND, "deadline_passed"),
        (EntryState.draft, Phase.screening, -SECOND, "call_closed"),
        (EntryState.draft, Phase.cancelled, -SECOND, "edition_cancelled"),
        (EntryState.submitted, Phase.open, -SECOND, None),
        (EntryState.submitted, Phase.open, timedelta(), None),
        (EntryState.submitted, Phase.open, SECOND, "entry_not_editable"),
        (EntryState.submitted, Phase.screening, -SECOND, "entry_not_editable"),
        (EntryState.eligible, Phase.open, -SECOND, "entry_not_editable"),
        (EntryState.withdrawn, Phase.open, -SECOND, "entry_not_editable"),
    ],
)
def test_a_draft_changes_until_the_call_closes(
    state: EntryState, phase: Phase, at: timedelta, wanted: str | None
) -> None:
    closes = NOW
    assert code(lambda: rules.check_may_edit(state, phase, None, closes, None, NOW + at)) == wanted


@pytest.mark.parametrize(
    ("phase", "at", "wanted"),
    [
        (Phase.open, timedelta(), None),
        (Phase.screening, timedelta(), None),
        (Phase.judging, timedelta(), None),
        (Phase.deliberation, timedelta(), "call_closed"),
        (Phase.cancelled, timedelta(), "call_closed"),
        (Phase.screening, SECOND, "deadline_passed"),
    ],
)
def test_a_returned_entry_changes_until_its_own_date(
    phase: Phase, at: timedelta, wanted: str | None
) -> None:
    long_ago = NOW - timedelta(days=9)
    state = EntryState.returned
    assert code(lambda: rules.check_may_edit(state, phase, None, long_ago, NOW, NOW + at)) == wanted
    assert rules.deadline(state, long_ago, NOW) == NOW
    assert rules.deadline(EntryState.draft, long_ago, None) == long_ago


@pytest.mark.parametrize(
    ("kind", "as_organisation", "status", "held", "wanted"),
    [
        (EntrantKind.agency, True, "approved", Holdings(), []),
        (EntrantKind.agency, True, "pending", Holdings(), []),
        (EntrantKind.agency, False, "", Holdings(), ["entrant_kind"]),
        (EntrantKind.individual, True, "approved", Holdings(), ["entrant_kind"]),
        (EntrantKind.individual, False, "", Holdings(), []),
        (EntrantKind.any, False, "", Holdings(), []),
        (EntrantKind.any, True, "refused", Holdings(), ["organisation_refused"]),
        (EntrantKind.any, True, "approved", Holdings(3, 0), ["edition_limit"]),
        (EntrantKind.any, True, "approved", Holdings(2, 2), ["category_limit"]),
        (EntrantKind.any, True, "approved", Holdings(3, 2), ["edition_limit", "category_limit"]),
        (EntrantKind.any, True, "approved", Holdings(2, 1), []),
    ],
)
def test_who_may_enter(
    kind: EntrantKind, as_organisation: bool, status: str, held: Holdings, wanted: list[str]
) -> None:
    problems = rules.entering_problems(
        kind,
        as_organisation=as_organisation,
        organisation_status=status,
        edition_limit=3,
        category_limit=2,
        held=held,
    )
    assert [problem.code for problem in problems] == wanted


def test_no_limit_does_not_bind() -> None:
    assert (
        rules.entering_problems(
            EntrantKind.any,
            as_organisation=False,
            organisation_status="",
            edition_limit=None,
            category_limit=None,
            held=Holdings(99, 99),
        )
        == []
    )


def test_staff_do_not_enter() -> None:
    assert code(lambda: rules.check_not_staff(is_staff=True)) == "staff_may_not_enter"
    assert code(lambda: rules.check_not_staff(is_staff=False)) is None


def test_what_is_missing_is_named_all_at_once() -> None:
    keys = [UUID(int=n) for n in range(6)]
    fields = {
        keys[0]: FieldSpec(FieldKind.short_text, required=True),
        keys[1]: FieldSpec(FieldKind.file, required=True),
        keys[2]: FieldSpec(FieldKind.long_text, required=True, word_limit=2),
        keys[3]: FieldSpec(FieldKind.number, minimum=Decimal(1)),
        keys[4]: FieldSpec(FieldKind.short_text),
        keys[5]: FieldSpec(FieldKind.file),
    }
    assert rules.incomplete(fields, {keys[2]: "ثلاث كلمات هنا", keys[3]: "0"}, {}) == {
        keys[0]: "answer_missing",
        keys[1]: "file_missing",
        keys[2]: "too_many_words",
        keys[3]: "out_of_range",
    }
    assert rules.incomplete(fields, {keys[0]: "نص", keys[2]: "كلمتان هنا"}, {keys[1]: 1}) == {}
    assert code(lambda: rules.check_complete([])) is None
    with pytest.raises(Refusal) as caught:
        rules.check_complete([{"code": "answer_missing"}, {"code": "file_missing"}])
    assert (caught.value.status, caught.value.code, caught.value.facts["count"]) == (
        422,
        "entry_incomplete",
        2,
    )


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("approved", None),
        ("pending", "organisation_pending"),
        ("refused", "organisation_refused"),
    ],
)
def test_only_an_approved_agency_submits(status: str, wanted: str | None) -> None:
    assert code(lambda: rules.check_organisation_approved(status)) == wanted


@pytest.mark.parametrize(
    ("state", "submit", "withdraw", "delete"),
    [
        (EntryState.draft, None, "draft_is_deleted", None),
        (EntryState.submitted, "already_submitted", None, "not_a_draft"),
        (EntryState.returned, None, None, "not_a_draft"),
        (EntryState.eligible, "already_submitted", None, "not_a_draft"),
        (EntryState.ineligible, "entry_closed", "entry_closed", "not_a_draft"),
        (EntryState.withdrawn, "entry_closed", "entry_closed", "not_a_draft"),
        (EntryState.disqualified, "entry_closed", "entry_closed", "not_a_draft"),
    ],
)
def test_what_its_people_may_do(
    state: EntryState, submit: str | None, withdraw: str | None, delete: str | None
) -> None:
    assert code(lambda: rules.check_may_submit(state)) == submit
    again = None if state == EntryState.submitted else submit
    assert code(lambda: rules.check_may_submit(state, changed=True)) == again
    assert code(lambda: rules.check_may_withdraw(state, Phase.judging)) == withdraw
    assert code(lambda: rules.check_may_delete(state, was_submitted=False)) == delete


def test_withdrawing_ends_with_the_approval() -> None:
    state = EntryState.eligible
    assert code(lambda: rules.check_may_withdraw(state, Phase.deliberation)) is None
    assert code(lambda: rules.check_may_withdraw(state, Phase.approved)) == "results_approved"
    assert code(lambda: rules.check_may_delete(EntryState.draft, was_submitted=True)) == (
        "not_a_draft"
    )


STATES = list(EntryState)
ELIGIBLE, INELIGIBLE, RETURNED, DISQUALIFIED = (
    EntryState.eligible,
    EntryState.ineligible,
    EntryState.returned,
    EntryState.disqualified,
)


@pytest.mark.parametrize(
    ("wanted", "phase", "allowed"),
    [
        (ELIGIBLE, Phase.screening, {"submitted", "ineligible"}),
        (ELIGIBLE, Phase.judging, {"submitted", "ineligible"}),
        (ELIGIBLE, Phase.deliberation, set()),
        (INELIGIBLE, Phase.screening, {"submitted", "returned", "eligible"}),
        (INELIGIBLE, Phase.judging, {"submitted", "returned"}),
        (RETURNED, Phase.screening, {"submitted", "returned", "eligible"}),
        (RETURNED, Phase.judging, {"submitted", "returned"}),
        (RETURNED, Phase.approved, set()),
        (DISQUALIFIED, Phase.screening, {"submitted", "returned", "eligible"}),
        (DISQUALIFIED, Phase.deliberation, {"submitted", "returned", "eligible"}),
        (DISQUALIFIED, Phase.approved, set()),
    ],
)
def test_what_staff_may_decide(wanted: EntryState, phase: Phase, allowed: set[str]) -> None:
    later = NOW + SECOND
    found = {
        state.value
        for state in STATES
        if code(
            lambda s=state: rules.check_decision(
                s, wanted, phase, closes=None, until=later, now=NOW
            )
        )
        is None
    }
    assert found == allowed


def test_why_a_decision_is_refused() -> None:
    def decide(state: EntryState, wanted: EntryState, phase: Phase, **more: datetime) -> str | None:
        said = {"closes": None, "now": NOW} | more
        return code(lambda: rules.check_decision(state, wanted, phase, **said))

    submitted = EntryState.submitted
    assert decide(ELIGIBLE, ELIGIBLE, Phase.screening) == "state_unchanged"
    assert decide(EntryState.draft, ELIGIBLE, Phase.screening) == "state_step"
    assert decide(submitted, ELIGIBLE, Phase.draft) == "not_screening"
    assert decide(submitted, ELIGIBLE, Phase.deliberation) == "not_screening"
    assert decide(submitted, ELIGIBLE, Phase.published) == "results_approved"
    assert decide(ELIGIBLE, INELIGIBLE, Phase.judging) == "already_judged"
    assert decide(submitted, RETURNED, Phase.screening) == "until_missing"
    assert decide(submitted, RETURNED, Phase.screening, until=NOW, now=NOW) == "deadline_in_past"
    day, year = timedelta(days=1), timedelta(days=366)

    def back(until: datetime, **more: datetime) -> str | None:
        return decide(submitted, RETURNED, Phase.screening, until=until, **more)

    assert back(NOW + day, judged_by=NOW + day) is None
    assert back(NOW + day + SECOND, judged_by=NOW + day) == "until_too_late"
    assert back(NOW + year) is None
    assert back(NOW + year, judged_by=NOW - day) is None
    assert back(NOW + year + SECOND) == "until_too_late"


@pytest.mark.parametrize("wanted", [ELIGIBLE, INELIGIBLE, RETURNED, DISQUALIFIED])
def test_nothing_is_decided_before_the_entrys_own_deadline(wanted: EntryState) -> None:
    def decide(phase: Phase, closes: datetime, extended: datetime | None = None) -> str | None:
        return code(
            lambda: rules.check_decision(
                EntryState.submitted,
                wanted,
                phase,
                closes=rules.closing(closes, extended),
                now=NOW,
                until=NOW + SECOND,
            )
        )

    early = None if wanted is DISQUALIFIED else "before_deadline"
    assert decide(Phase.open, NOW) == early, "the moment itself is still taken"
    assert decide(Phase.open, NOW - SECOND) is None
    assert decide(Phase.screening, NOW - SECOND, NOW + SECOND) == early, "its own extension"
    assert decide(Phase.judging, NOW - SECOND, NOW + SECOND) is None, "judging ends extensions"


def test_reinstating() -> None:
    assert code(lambda: rules.check_may_reinstate(DISQUALIFIED, Phase.deliberation)) is None
    assert code(lambda: rules.check_may_reinstate(ELIGIBLE, Phase.judging)) == "not_disqualified"
    assert (
        code(lambda: rules.check_may_reinstate(DISQUALIFIED, Phase.approved)) == "results_approved"
    )


def test_files_and_questions() -> None:
    assert code(lambda: attachment_rules.check_may_attach(FieldKind.file, 0, 1)) is None
    assert code(lambda: attachment_rules.check_may_attach(FieldKind.file, 1, 1)) == "too_many_files"
    assert (
        code(lambda: attachment_rules.check_may_attach(FieldKind.url, 0, 1)) == "not_a_file_field"
    )
    assert code(lambda: question_rules.check_may_answer(False)) is None
    assert code(lambda: question_rules.check_may_answer(True)) == "question_answered"
    assert code(lambda: question_rules.check_may_ask(Phase.open, 0)) is None
    assert code(lambda: question_rules.check_may_ask(Phase.archived, 0)) == "edition_over"
    assert code(lambda: question_rules.check_may_ask(Phase.open, 20)) == "too_many_questions"


@pytest.mark.parametrize("state", [EntryState.draft, EntryState.submitted])
@pytest.mark.parametrize(
    ("phase", "at", "allowed"),
    [
        (Phase.open, -SECOND, True),
        (Phase.open, timedelta(), True),
        (Phase.open, SECOND, False),
        (Phase.screening, timedelta(), True),
        (Phase.judging, timedelta(), False),
        (Phase.cancelled, -SECOND, False),
    ],
)
def test_an_extension_opens_one_entry_until_its_own_moment(
    state: EntryState, phase: Phase, at: timedelta, allowed: bool
) -> None:
    until, closed = NOW, NOW - timedelta(days=2)

    def edit() -> None:
        rules.check_may_edit(state, phase, None, closed, None, NOW + at, until)

    assert (code(edit) is None) == allowed
    assert rules.deadline(state, closed, None, until) == until
    assert rules.closing(until, closed) == until
    assert rules.closing(None, until) is None
