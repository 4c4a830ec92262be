"""The agenda, the quorum, votes and agreement, without a database."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from uuid import UUID

import pytest

from app.editions.rules import Phase
from app.judging.deliberation import rules
from app.judging.deliberation.rules import (
    Candidate,
    ConsensusKind,
    MeetingQuorum,
    Stand,
    Votes,
    agenda,
    quorum_of,
    stands,
)
from app.judging.rounds.rules import RoundState
from app.kit.errors import Refusal

A, B, C, D, E, F = (UUID(int=at) for at in range(1, 7))
NOBODY: frozenset[UUID] = frozenset()
ANNE = frozenset({UUID(int=90)})


def test_how_many_are_a_quorum() -> None:
    assert [quorum_of(MeetingQuorum.majority, n) for n in (1, 2, 3, 4, 21)] == [1, 2, 2, 3, 11]
    assert [quorum_of(MeetingQuorum.two_thirds, n) for n in (1, 2, 3, 4, 21)] == [1, 2, 2, 3, 14]
    assert [quorum_of(MeetingQuorum.all, n) for n in (1, 4)] == [1, 4]


def test_where_entries_stand() -> None:
    means = {A: Fraction(90), B: Fraction(60), C: Fraction(60), D: Fraction(50), E: None}
    assert stands(means, 1) == {
        A: Stand(1, tied=False, near_line=True),
        B: Stand(2, tied=True, near_line=True),
        C: Stand(2, tied=True, near_line=True),
        D: Stand(4, tied=False, near_line=False),
        E: Stand(None, tied=False, near_line=False),
    }


def test_ties_and_the_line_come_first_and_who_leaves_leaves_once() -> None:
    """By score A B (the line) C D E E, of two prizes; Anne may not be there for A, C and F."""
    candidates = [
        Candidate(A, 1, Fraction(90), ANNE),
        Candidate(B, 2, Fraction(80), NOBODY),
        Candidate(C, 3, Fraction(70), ANNE),
        Candidate(D, 4, Fraction(60), NOBODY),
        Candidate(E, 5, Fraction(60), NOBODY),
        Candidate(F, 6, None, ANNE),
    ]
    # B and C at the line, D and E tied: first; A leads, F has no score: then. Anne leaves for C, A and F.
    assert agenda(candidates, 2) == [B, D, E, C, A, F]
    assert agenda(candidates[::-1], 2) == [B, D, E, C, A, F]


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        (lambda: rules.check_may_open(Phase.judging, RoundState.closed, 3), "not_in_deliberation"),
        (lambda: rules.check_may_open(Phase.deliberation, RoundState.open, 3), "round_not_closed"),
        (
            lambda: rules.check_may_open(Phase.deliberation, RoundState.closed, 0),
            "panel_without_members",
        ),
        (lambda: rules.check_runs(runs=False), "not_running_meeting"),
        (lambda: rules.check_open("closed"), "meeting_closed"),
        (lambda: rules.check_closed("open", "x"), "meeting_open"),
        (lambda: rules.check_closed("closed", " "), "reason_missing"),
        (lambda: rules.check_order([A], [A], walled=True), "agenda_walled"),
        (lambda: rules.check_order([A, B], [A, A], walled=False), "agenda_mismatch"),
        (lambda: rules.check_room(A, B, 3, 2), "not_under_discussion"),
        (lambda: rules.check_room(A, A, 1, 2), "below_meeting_quorum"),
        (
            lambda: rules.check_consensus(ConsensusKind.rank, None, 3, scored=False),
            "place_missing",
        ),
        (lambda: rules.check_consensus(ConsensusKind.rank, 4, 3, scored=False), "place_unknown"),
        (lambda: rules.check_consensus(ConsensusKind.kept, None, 3, scored=True), "marks_unwanted"),
        (
            lambda: rules.check_voted(Votes.secret, ConsensusKind.rank, passed=False),
            "vote_missing",
        ),
        (lambda: rules.check_may_call(Votes.none, waiting=False), "votes_not_foreseen"),
        (lambda: rules.check_may_call(Votes.open, waiting=True), "vote_open"),
        (lambda: rules.check_may_vote(voter=False, voted=False, closed=False), "not_a_voter"),
        (lambda: rules.check_may_vote(voter=True, voted=False, closed=True), "vote_closed"),
        (lambda: rules.check_may_vote(voter=True, voted=True, closed=False), "already_voted"),
    ],
)
def test_what_is_refused(refused: Callable[[], None], code: str) -> None:
    with pytest.raises(Refusal) as found:
        refused()
    assert found.value.code == code


def test_what_is_allowed() -> None:
    rules.check_may_open(Phase.deliberation, RoundState.closed, 1)
    rules.check_runs(runs=True)
    rules.check_open("open")
    rules.check_closed("closed", "سبب")
    rules.check_order([A, B], [B, A], walled=False)
    rules.check_room(A, A, 2, 2)
    rules.check_consensus(ConsensusKind.rank, 3, 3, scored=False)
    rules.check_consensus(ConsensusKind.score, None, 3, scored=True)
    rules.check_voted(Votes.none, ConsensusKind.score, passed=False)
    rules.check_voted(Votes.open, ConsensusKind.kept, passed=False)
    rules.check_voted(Votes.open, ConsensusKind.score, passed=True)
    rules.check_may_call(Votes.open, waiting=False)
    rules.check_may_vote(voter=True, voted=False, closed=False)
    assert (rules.passes(2, 1), rules.passes(1, 1)) == (True, False)
