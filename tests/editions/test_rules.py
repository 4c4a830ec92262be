"""Phases, freezes, deadlines, names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.editions import rules
from app.editions.rules import Phase
from app.kit.errors import Refusal

pytestmark = pytest.mark.once

OPENS = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
CLOSES = datetime(2026, 1, 31, 20, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> tuple[int, str]:
    return refused.value.status, refused.value.code


def test_the_only_steps_are_one_forward_or_cancel() -> None:
    allowed = set()
    for current in Phase:
        for wanted in Phase:
            try:
                rules.check_phase_step(current, wanted)
            except Refusal:
                continue
            allowed.add((current, wanted))
    forward = {(a, b) for a, b in rules.NEXT.items()}
    cancel = {(p, Phase.cancelled) for p in Phase if p not in rules.FINAL}
    assert allowed == forward | cancel
    assert len(forward) == 7


@pytest.mark.parametrize(
    ("current", "wanted", "code"),
    [
        (Phase.open, Phase.open, "phase_unchanged"),
        (Phase.cancelled, Phase.open, "phase_final"),
        (Phase.archived, Phase.cancelled, "phase_final"),
        (Phase.judging, Phase.open, "phase_backward"),
        (Phase.open, Phase.judging, "phase_skipped"),
    ],
)
def test_other_steps_say_why_not(current: Phase, wanted: Phase, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_phase_step(current, wanted)
    assert code_of(refused) == (409, code)
    assert refused.value.facts["current"] == current.value


def test_a_call_is_not_closed_before_its_public_deadline() -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_call_over(Phase.screening, CLOSES, CLOSES)
    assert code_of(refused) == (409, "deadline_not_passed")
    assert refused.value.facts["closes_at"] == CLOSES
    rules.check_call_over(Phase.screening, CLOSES, CLOSES + SECOND)
    rules.check_call_over(Phase.screening, None, CLOSES)
    rules.check_call_over(Phase.cancelled, CLOSES, OPENS)


def test_the_call_is_versioned_from_open_and_frozen_from_approval() -> None:
    assert not rules.check_call_editable(Phase.draft)
    for phase in (Phase.open, Phase.screening, Phase.judging, Phase.deliberation):
        assert rules.check_call_editable(phase)
    for phase in rules.CALL_FROZEN:
        with pytest.raises(Refusal) as refused:
            rules.check_call_editable(phase)
        assert code_of(refused) == (409, "call_frozen")


def test_the_rulebook_is_frozen_from_judging_on() -> None:
    frozen = set()
    for phase in Phase:
        try:
            rules.check_rulebook_editable(phase)
        except Refusal as refusal:
            assert (refusal.status, refusal.code) == (409, "rulebook_frozen")  # noqa: PT017 -- each phase
            frozen.add(phase)
    assert frozen == set(Phase) - {Phase.draft, Phase.open, Phase.screening}


def test_entries_are_accepted_from_the_first_to_the_last_moment() -> None:
    for now in (OPENS, CLOSES - SECOND, CLOSES):
        rules.check_accepts_entries(Phase.open, OPENS, CLOSES, now)
    rules.check_accepts_entries(Phase.open, None, None, CLOSES)


@pytest.mark.parametrize(
    ("phase", "now", "code", "fact"),
    [
        (Phase.open, CLOSES + SECOND, "deadline_passed", "closes_at"),
        (Phase.open, CLOSES + timedelta(microseconds=1), "deadline_passed", "closes_at"),
        (Phase.judging, CLOSES + SECOND, "deadline_passed", "closes_at"),
        (Phase.open, OPENS - SECOND, "call_not_open", "opens_at"),
        (Phase.draft, OPENS, "call_not_open", "opens_at"),
        (Phase.draft, CLOSES + SECOND, "call_not_open", "opens_at"),
        (Phase.screening, CLOSES, "call_closed", None),
        (Phase.cancelled, OPENS, "edition_cancelled", None),
    ],
)
def test_everything_else_is_refused_with_its_moment(
    phase: Phase, now: datetime, code: str, fact: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_accepts_entries(phase, OPENS, CLOSES, now)
    assert code_of(refused) == (423, code)
    moments = {"opens_at": OPENS, "closes_at": CLOSES}
    assert refused.value.facts == ({fact: moments[fact]} if fact else {})


def test_a_deadline_moves_to_a_moment_still_to_come() -> None:
    rules.check_deadline_move(CLOSES, CLOSES + SECOND, OPENS)
    rules.check_deadline_move(CLOSES, CLOSES - SECOND, OPENS)
    rules.check_deadline_move(None, CLOSES, OPENS)
    # Later at once, earlier only a day before.
    rules.check_deadline_move(CLOSES, CLOSES + SECOND, CLOSES - SECOND)
    rules.check_deadline_move(CLOSES + SECOND, CLOSES, CLOSES - rules.NOTICE)
    with pytest.raises(Refusal) as soon:
        rules.check_deadline_move(CLOSES + SECOND, CLOSES, CLOSES - rules.NOTICE + SECOND)
    assert code_of(soon) == (422, "deadline_too_soon")
    assert soon.value.facts == {
        "loc": ["closes_at"],
        "hours": 24,
        "earliest": CLOSES + SECOND,
    }
    for new, now, code in (
        (CLOSES, CLOSES, "deadline_in_past"),
        (CLOSES, OPENS, "deadline_unchanged"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.check_deadline_move(CLOSES, new, now)
        assert code_of(refused) == (422, code)


def test_a_window_closes_after_it_opens() -> None:
    rules.check_window(OPENS, CLOSES)
    rules.check_window(None, CLOSES)
    rules.check_window(OPENS, None)
    with pytest.raises(Refusal) as refused:
        rules.check_window(CLOSES, CLOSES)
    assert code_of(refused) == (422, "window_reversed")


@pytest.mark.parametrize("slug", ["injaz-2", "a1", "x" * 60])
def test_good_slugs(slug: str) -> None:
    assert rules.check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["a", "x" * 61, "Injaz", "-a", "a-", "a--b", "جائزة", "a b", "a\n"]
)
def test_bad_slugs(slug: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_slug(slug)
    assert code_of(refused) == (422, "bad_slug")


def test_codes() -> None:
    for code in ("A", "B1", "benefit_users", "x.y-z", "9" * 40):
        assert rules.check_code(code) == code
    for code in ("", "_a", "a b", "رمز", "9" * 41, "a\n"):
        with pytest.raises(Refusal) as refused:
            rules.check_code(code)
        assert code_of(refused) == (422, "bad_code")


def test_colours_must_be_readable_on_white() -> None:
    assert rules.check_colour("#1B8354") == "#1b8354"
    assert rules.check_colour("#000000") == "#000000"
    with pytest.raises(Refusal) as refused:
        rules.check_colour("#25935f")
    assert code_of(refused) == (422, "colour_too_light")
    assert refused.value.facts["contrast"] == "3.88"
    for colour in ("1b8354", "#1b835", "#1b835g", "green", "#1b8354;"):
        with pytest.raises(Refusal) as refused:
            rules.check_colour(colour)
        assert code_of(refused) == (422, "bad_colour")


def test_time_zones() -> None:
    for zone in ("Asia/Riyadh", "UTC"):
        assert rules.check_time_zone(zone) == zone
    for zone in ("", "Asia/Nowhere", "../etc/passwd", "Asia"):
        with pytest.raises(Refusal) as refused:
            rules.check_time_zone(zone)
        assert code_of(refused) == (422, "bad_time_zone")
