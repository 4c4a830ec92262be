"""The rules of ranking, freezing, signing and publishing. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.editions.rules import Phase
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal
from app.results.approvals import rules as approvals
from app.results.approvals.rules import Step
from app.results.publication import rules as publication
from app.results.rankings import rules as rankings

pytestmark = pytest.mark.once

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ONE, TWO = UUID(int=1), UUID(int=2)


def code(check: Callable[[], object]) -> str | None:
    try:
        check()
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("states", "phase", "frozen", "wanted"),
    [
        ([RoundState.closed], Phase.judging, False, None),
        ([RoundState.closed, RoundState.closed], Phase.deliberation, False, None),
        ([RoundState.closed, RoundState.open], Phase.judging, False, "round_not_closed"),
        ([RoundState.planned], Phase.judging, False, "round_not_closed"),
        ([RoundState.closed], Phase.screening, False, "not_deliberating"),
        ([RoundState.closed], Phase.approved, False, "not_deliberating"),
        ([RoundState.closed], Phase.deliberation, True, "results_frozen"),
    ],
)
def test_when_a_ranking_is_taken(
    states: list[RoundState], phase: Phase, frozen: bool, wanted: str | None
) -> None:
    assert code(lambda: rankings.check_may_rank(states, phase, frozen=frozen)) == wanted


def test_walls_and_old_rankings() -> None:
    assert code(lambda: rankings.check_not_barred([ONE], [TWO])) is None
    assert code(lambda: rankings.check_not_barred([ONE], [TWO, ONE])) == "category_barred"

    def current(latest: bool, same: bool) -> str | None:
        return code(lambda: rankings.check_ranking_current(latest=latest, same_inputs=same))

    assert [current(True, True), current(False, True), current(True, False)] == [
        None,
        "ranking_outdated",
        "ranking_outdated",
    ]


@pytest.mark.parametrize(
    ("phase", "last", "freeze", "answer"),
    [
        (Phase.deliberation, Step.none, None, "not_frozen"),
        (Phase.deliberation, Step.returned, None, "not_frozen"),
        (Phase.deliberation, Step.frozen, "results_frozen", None),
        (Phase.approved, Step.signed, "results_frozen", "not_frozen"),
        (Phase.judging, Step.none, "not_in_deliberation", "not_frozen"),
        (Phase.cancelled, Step.frozen, "results_frozen", "not_in_deliberation"),
    ],
)
def test_freezing_and_answering_it(
    phase: Phase, last: Step, freeze: str | None, answer: str | None
) -> None:
    assert code(lambda: approvals.check_may_freeze(phase, last)) == freeze
    assert code(lambda: approvals.check_may_answer(phase, last)) == answer


def test_what_is_signed_is_what_was_frozen() -> None:
    assert code(lambda: approvals.check_same_results("a", "a", "a")) is None
    for sent, frozen, now in (("b", "a", "a"), ("a", "b", "a"), ("a", "a", "b")):
        found = code(lambda s=sent, f=frozen, n=now: approvals.check_same_results(s, f, n))
        assert found == "results_changed"
    assert code(lambda: approvals.check_complete([])) is None
    assert code(lambda: approvals.check_complete(["فرع"])) == "categories_undecided"


@pytest.mark.parametrize(
    ("phase", "signed", "published", "moment", "wanted"),
    [
        (Phase.approved, True, False, None, NOW),
        (Phase.approved, True, False, NOW, NOW),
        (Phase.approved, True, False, NOW + SECOND, NOW + SECOND),
        (Phase.approved, True, False, NOW - SECOND, "moment_past"),
        (Phase.approved, True, True, None, "already_published"),
        (Phase.approved, False, False, None, "not_signed"),
        (Phase.deliberation, True, False, None, "not_signed"),
    ],
)
def test_publishing(
    phase: Phase, signed: bool, published: bool, moment: datetime | None, wanted: object
) -> None:
    def ask() -> datetime:
        return publication.check_may_publish(
            phase, signed=signed, published=published, visible_from=moment, now=NOW
        )

    assert (code(ask) or ask()) == wanted


@pytest.mark.parametrize(
    ("seconds", "wanted"), [(-1, None), (0, "already_visible"), (1, "already_visible")]
)
def test_calling_it_off_before_the_minute(seconds: int, wanted: str | None) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert code(lambda: publication.check_may_cancel(NOW, now)) == wanted
