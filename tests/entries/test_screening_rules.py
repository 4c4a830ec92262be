"""The rules of screening, each with what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from app.editions.rules import Phase
from app.entries import duplicate_rules as duplicates
from app.entries import screening_rules as rules
from app.entries.duplicate_rules import Candidate, candidate_pairs, find_pairs, likeness
from app.entries.rules import EntryState
from app.entries.screening_rules import Decided, Standing
from app.kit.errors import Refusal
from tests.conftest import NOW

A, B, C = (UUID(int=one) for one in (1, 2, 3))


def code(check: Callable[[], None]) -> str:
    try:
        check()
    except Refusal as refusal:
        return refusal.code
    return ""


def test_one_person_or_two() -> None:
    assert code(lambda: rules.check_one_person(two_persons=True)) == "two_persons_decide"
    assert code(lambda: rules.check_one_person(two_persons=False)) == ""
    first = rules.check_decided_first
    assert code(lambda: first(two_persons=True, decided=False)) == "two_persons_first"
    assert code(lambda: first(two_persons=True, decided=True)) == ""
    assert code(lambda: first(two_persons=False, decided=False)) == ""
    assert code(lambda: rules.check_two_persons(two_persons=False)) == "one_person_decides"
    assert code(lambda: rules.check_two_persons(two_persons=True)) == ""
    assert code(lambda: rules.check_none_stands(stands=True)) == "decision_proposed"
    assert code(lambda: rules.check_none_stands(stands=False)) == ""
    assert code(lambda: rules.check_second_person(A, A)) == "proposed_by_you"
    assert code(lambda: rules.check_second_person(None, A)) == "proposed_by_you"
    assert code(lambda: rules.check_second_person(B, A)) == ""
    assert code(lambda: rules.check_first_person(B, A)) == "not_your_proposal"
    assert code(lambda: rules.check_first_person(None, None)) == "not_your_proposal"
    assert code(lambda: rules.check_first_person(A, A)) == ""
    assert code(lambda: rules.check_stands(None)) == "proposal_over"
    assert code(lambda: rules.check_stands(Standing.declined)) == "proposal_over"
    assert code(lambda: rules.check_stands(Standing.proposed)) == ""
    assert code(lambda: rules.check_reason(Decided.ineligible, "")) == "text_missing"
    assert code(lambda: rules.check_reason(Decided.eligible, "")) == ""
    assert code(lambda: rules.check_reason(Decided.returned, "لأن")) == ""


def test_what_a_return_opens() -> None:
    known, frozen = frozenset({"title_ar", "a", "b"}), frozenset({"b"})
    assert code(lambda: rules.check_parts(["title_ar", "a"], known, frozen)) == ""
    assert code(lambda: rules.check_parts(["c"], known, frozen)) == "part_unknown"
    assert code(lambda: rules.check_parts(["b"], known, frozen)) == "part_frozen"
    assert code(lambda: rules.check_parts(["a", "a"], known, frozen)) == "part_twice"
    depends = {
        "asked": frozenset({"a"}),
        "then": frozenset({"asked"}),
        "other": frozenset({"b"}),
    }
    assert rules.opened(["a"], depends) == {"a", "asked", "then"}
    assert rules.opened([], depends, ["b"]) == {"b", "other"}
    assert code(lambda: rules.check_part_open("b", None)) == ""
    assert code(lambda: rules.check_part_open("a", frozenset({"a"}))) == ""
    assert code(lambda: rules.check_part_open("b", frozenset({"a"}))) == "part_not_returned"


def test_ticks_and_messages() -> None:
    draft, sent, returned = EntryState.draft, EntryState.submitted, EntryState.returned
    assert code(lambda: rules.check_may_tick(draft, Phase.open)) == "not_submitted"
    assert code(lambda: rules.check_may_tick(sent, Phase.published)) == "results_approved"
    assert code(lambda: rules.check_may_tick(sent, Phase.screening)) == ""

    def write(state: EntryState, phase: Phase, *, reply: bool, begun: bool) -> str:
        return code(lambda: rules.check_may_write(state, phase, reply=reply, begun=begun))

    assert write(sent, Phase.archived, reply=False, begun=True) == "edition_over"
    assert write(draft, Phase.open, reply=False, begun=False) == "not_submitted"
    assert write(sent, Phase.screening, reply=True, begun=False) == "nothing_to_reply"
    assert write(returned, Phase.screening, reply=True, begun=False) == ""
    assert write(sent, Phase.screening, reply=True, begun=True) == ""
    assert write(sent, Phase.screening, reply=False, begun=False) == ""
    assert code(lambda: rules.check_same_list("a", "b")) == "list_changed"
    assert code(lambda: rules.check_same_list("a", "a")) == ""


def test_who_screens_what() -> None:
    entries = [UUID(int=one) for one in range(10, 15)]
    everybody = {A: entries, B: entries}
    assert rules.spread(entries, {}, {}) == {}
    given = rules.spread(entries, {A: 2, B: 0}, everybody)
    assert [given[one] for one in entries] == [B, B, A, B, A]
    given = rules.spread(entries, {A: 2, B: 0}, {A: entries[:2], B: entries[1:4]})
    assert given == dict(zip(entries, [A, B, B, B], strict=False)), "the last is seen by nobody"
    assert code(lambda: rules.check_seen(1)) == "screener_walled"
    assert code(lambda: rules.check_seen(0)) == ""
    assert code(lambda: rules.check_screener(C, [A, B])) == "not_a_screener"
    assert code(lambda: rules.check_screener(A, [A, B])) == ""
    before = NOW - timedelta(seconds=1)
    assert rules.is_overdue(EntryState.returned, before, NOW)
    assert not rules.is_overdue(EntryState.returned, NOW, NOW)
    assert not rules.is_overdue(EntryState.returned, None, NOW)
    assert not rules.is_overdue(EntryState.submitted, before, NOW)


# ------------------------------------------------------------------ duplicates


def entry(number: int, title: str, owner: str = "", **more: frozenset[str]) -> Candidate:
    return Candidate(UUID(int=number), number, owner or f"o{number}", (title, ""), **more)


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("بوابة الخدمات البلدية", "بوّابةُ الخدماتِ البلديّة", 100),
        ("منصة رخص البناء الإلكترونية", "منصه رخص البناء الالكترونيه", 100),
        ("شؤون المراجعين", "شئون المراجعين", 100),
        ("بوابة الخدمات البلدية", "بوابة خدمات بلدية", 100),
        ("منصة بلاغات الصيانة", "تطبيق المواعيد الطبية", 0),
        ("", "بوابة", 0),
        ("خدمة التراخيص البلدية الموحدة", "خدمة التراخيص الموحدة", 78),
    ],
)
def test_how_alike_titles_are(left: str, right: str, alike: int) -> None:
    assert likeness((left, ""), (right, "")) == alike


def test_why_two_entries_may_be_one() -> None:
    files, services = frozenset({"f" * 64}), frozenset({"s"})
    found = find_pairs(
        [
            entry(1, "منصة رخص البناء الإلكترونية"),
            entry(2, "منصة رخص البناء الالكترونية"),
            entry(3, "حجز المواعيد في المستشفيات", "x", services=services),
            entry(4, "البلاغات", "x", services=services, files=files),
            entry(5, "تعليم الكبار عن بعد", files=files),
            entry(6, "خدمة التراخيص الموحدة للأنشطة", "x"),
            entry(7, "خدمة التراخيص للأنشطة التجارية", "x"),
            entry(8, "خدمة التراخيص للأنشطة المهنية"),
            entry(9, ""),
        ]
    )
    pairs = {(one.first.int, one.second.int): one.signs for one in found}
    assert pairs == {
        (1, 2): ("title",),
        (3, 4): ("service",),
        (4, 5): ("file",),
        (6, 7): ("title",),
    }
    assert code(lambda: duplicates.check_dismissable(dismissed=True)) == "already_dismissed"
    assert code(lambda: duplicates.check_dismissable(dismissed=False)) == ""


def test_a_crowd_says_nothing_and_costs_little() -> None:
    """A template file, a common word: passed over. The same title many times: chained."""
    form = frozenset({"t" * 64})
    crowd = [entry(one, f"مشروع رقم{one} فريد{one}", files=form) for one in range(1, 100)]
    assert find_pairs(crowd) == []
    same = [entry(one, "خدمة واحدة") for one in range(1, 100)]
    assert len(find_pairs(same)) == 98

    def work(count: int) -> int:
        entries = [
            entry(one, f"منصة خدمة{one % (count // 4)} بلدية{one % 97} رقمية", f"o{one % 300}")
            for one in range(count)
        ]
        return len(candidate_pairs(entries))

    assert work(4_000) < 3 * work(2_000), "twice the entries, not four times the comparisons"


def test_a_return_is_answered_by_a_change_or_a_word() -> None:
    for changed, replied in ((True, False), (False, True), (True, True)):
        assert (
            code(lambda c=changed, r=replied: rules.check_corrected([], changed=c, replied=r)) == ""
        )
    unanswered = code(lambda: rules.check_corrected(["a"], changed=False, replied=False))
    assert unanswered == "nothing_changed"


def test_among_many_what_does_not_meet_a_rule_is_named_first() -> None:
    assert code(lambda: rules.check_rules_met(0, despite=False)) == ""
    assert code(lambda: rules.check_rules_met(2, despite=True)) == ""
    assert code(lambda: rules.check_rules_met(2, despite=False)) == "rules_not_met"
