"""A pass/fail round: jurors vote on their sheet, the rule decides, the chair where it is even, who passed goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.audit.models import AuditEvent
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.rubric_queries import VOTE
from app.judging.panels.models import Juror
from app.judging.panels.queries import judged_in
from app.judging.rounds.advancement_models import PassDecision
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.results.advancement.invariants import INVARIANTS
from app.results.rankings.rulebook_queries import build_rulebook
from tests.conftest import NOW
from tests.factories import make_evaluation, make_round
from tests.results.support import API, Judged, seal

SignIn = Callable[..., TestClient]
MADE_AT = "2026-03-10T08:59:00Z"


class Votes(Judged):
    """The judged edition, back in judging; its first round asks for a vote, a second one follows."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        super().__init__(session)
        self.sign_in = sign_in
        self.edition.phase, self.edition.tiebreaks = "judging", ["criterion:a", "lot"]
        self.edition.method = "calibrated"  # which corrects nobody by a vote
        for one in self.entries:
            one.state = "withdrawn"
        session.execute(delete(Revision))  # of those that it judged by scores
        session.execute(delete(Evaluation))
        self.round.state, self.round.mode, self.round.closing_hash = "open", "pass_fail", ""
        self.round.closes_at, self.round.closed_at = NOW + timedelta(days=1), None
        self.last: Round = make_round(session, self.edition, number=2, state="planned")
        self.voted: list[Entry] = [self.entry() for _ in range(5)]
        session.commit()

    def vote(self, entry: Entry, juror: Juror, level: str, status: str = "submitted") -> Any:
        evaluation = make_evaluation(self.session, self.round, entry, juror)
        self.session.commit()
        client = self.sign_in(self.session.get_one(User, juror.user_id))
        url = f"{API}/juror/evaluations/{evaluation.id}"
        (leaf,) = client.get(url).json()["rubric"]
        assert [one["code"] for one in leaf["levels"]] == ["pass", "fail"]
        mark = {"points": None, "level": level, "na": False, "comment": None, "pins": []}
        return client.put(
            f"{url}/revisions/{uuid7()}",
            json={
                "scores": {leaf["criterion_id"]: mark},
                "comment": "",
                "notes": "",
                "status": status,
                "made_at": MADE_AT,
            },
            headers={"If-None-Match": "*"},
        )

    def close(self) -> None:
        self.round.state = "closed"
        self.round.closes_at, self.round.closed_at = NOW - timedelta(hours=1), NOW
        seal(self.session, self.round)

    def outcomes(self, client: TestClient, rest: str = "") -> list[tuple[int, int, str]]:
        answer = client.get(f"{API}/rounds/{self.round.id}/outcomes{rest}")
        assert answer.status_code == 200, answer.text
        return [(one["passes"], one["votes"], one["outcome"]) for one in answer.json()["items"]]


PASS, FAIL = "pass", "fail"


def test_votes_decide_and_who_passed_goes_on(session: Session, sign_in: SignIn) -> None:
    scene = Votes(session, sign_in)
    even, most, all_, none, _unread = scene.voted
    first, second, third = scene.jurors
    for entry, votes in (
        (even, (PASS, FAIL)),
        (most, (PASS, PASS, FAIL)),
        (all_, (PASS, PASS)),
        (none, (FAIL, FAIL, PASS)),
    ):
        for juror, level in zip((first, second, third), votes, strict=False):
            saved = scene.vote(entry, juror, level)
            assert (saved.status_code, saved.json()["total"]) == (
                201,
                "100.00" if level == PASS else "0.00",
            )
    wrong = scene.vote(scene.voted[4], first, "perhaps")
    assert wrong.status_code == 422
    organiser, chair = sign_in(scene.organiser), sign_in(scene.chair)
    url = f"{API}/rounds/{scene.round.id}/outcomes"
    assert organiser.get(url).json()["code"] == "votes_sealed"
    scene.close()
    assert scene.outcomes(organiser) == [
        (1, 2, "tied"),
        (2, 3, "passed"),
        (2, 2, "passed"),
        (1, 3, "failed"),
        (0, 0, "unjudged"),
    ]
    assert scene.outcomes(chair, "?outcome=tied") == [(1, 2, "tied")]
    assert "تنتظر قرار الرئيس" in organiser.get(f"{url}?format=csv").text

    # Who passed goes on by the rule; the even one waits.
    assert organiser.post(scene.rankings).status_code == 201
    list_ = f"{API}/rounds/{scene.last.id}/advancement"
    body = {"rules": [{"category_id": str(scene.category.id), "kind": "passed"}]}
    shown = organiser.put(list_, json=body, headers={"If-Match": '"0"'}).json()
    assert [shown["categories"][0][name] for name in ("going", "tied")] == [2, 1]
    tied = organiser.get(f"{list_}/entries?tied=true").json()["items"]
    assert [(one["outcome"], one["goes_on"]) for one in tied] == [("tied", False)]

    # No list is applied over what the chair has not decided on.
    early = organiser.post(f"{list_}/apply", headers={"If-Match": '"1"'})
    assert (early.status_code, early.json()["code"], early.json()["count"]) == (
        409,
        "votes_undecided",
        1,
    )

    word = {"passed": True, "reason": "أثرها واضح"}
    assert organiser.put(f"{url}/{even.id}", json=word).status_code == 403
    refused = chair.put(f"{url}/{most.id}", json=word)
    assert (refused.status_code, refused.json()["code"]) == (409, "votes_not_even")
    assert chair.put(f"{url}/{uuid7()}", json=word).status_code == 404
    assert chair.put(f"{url}/{even.id}", json={**word, "reason": " "}).status_code == 422
    assert chair.put(f"{url}/{even.id}", json=word | {"passed": False}).status_code == 200
    assert scene.outcomes(organiser)[0] == (1, 2, "failed")
    decided = chair.put(f"{url}/{even.id}", json=word)
    assert (decided.status_code, decided.json()["passed"]) == (200, True)
    assert scene.outcomes(organiser)[0] == (1, 2, "passed")
    # The list that was shown before the chair's word is not the one that is applied.
    stale = organiser.post(f"{list_}/apply", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    applied = organiser.post(f"{list_}/apply", headers={"If-Match": '"3"'}).json()
    assert applied["entries"] == 3
    on = set(session.scalars(select(Entry.id).where(judged_in(scene.last))))
    assert on == {even.id, most.id, all_.id}
    # Nor is another word said under a list that is applied.
    under = chair.put(f"{url}/{even.id}", json=word | {"passed": False})
    assert (under.status_code, under.json()["code"]) == (409, "advancement_applied")
    scene.last.state = "open"
    session.commit()
    late = chair.put(f"{url}/{even.id}", json=word)
    assert late.json()["code"] == "next_round_opened"
    assert [name for name, rows in INVARIANTS.items() if session.execute(rows).all()] == []
    assert len(session.scalars(select(PassDecision)).all()) == 1
    acts = session.scalars(select(AuditEvent).where(AuditEvent.act == "decide_pass")).all()
    assert [one.facts["passed"] for one in acts] == [False, True]
    # A vote is no score: the next round's ranking leaves out whom it did not score.
    scene.last.state, scene.last.mode = "closed", "score"
    scene.edition.method = "raw"
    seal(session, scene.last)
    assert organiser.post(f"{API}/rounds/{scene.last.id}/rankings").status_code == 201
    standing = organiser.get(scene.url("/standings")).json()["categories"][0]
    assert standing["rows"] == []
    result = organiser.get(f"{API}/entries/{most.id}/result")
    assert result.status_code == 200


def test_what_is_settled_by_hand_waits_for_no_chair(session: Session, sign_in: SignIn) -> None:
    scene = Votes(session, sign_in)
    even, passed = scene.voted[:2]
    for entry, votes in ((even, (PASS, FAIL)), (passed, (PASS, PASS))):
        for juror, level in zip(scene.jurors, votes, strict=False):
            scene.vote(entry, juror, level)
    scene.close()
    organiser = sign_in(scene.organiser)
    assert organiser.post(scene.rankings).status_code == 201
    list_ = f"{API}/rounds/{scene.last.id}/advancement"
    body = {"rules": [{"category_id": str(scene.category.id), "kind": "passed"}]}
    assert organiser.put(list_, json=body, headers={"If-Match": '"0"'}).status_code in (200, 201)
    by_hand = {"goes_on": False, "reason": "لا تستوفي شرطًا"}
    stays = organiser.put(f"{list_}/entries/{even.id}", json=by_hand, headers={"If-Match": '"1"'})
    assert stays.status_code == 200, stays.text
    applied = organiser.post(f"{list_}/apply", headers={"If-Match": '"2"'})
    assert (applied.status_code, applied.json()["entries"]) == (200, 1)


@pytest.mark.parametrize(
    ("consensus", "passes", "outcomes"),
    [
        ("majority", 0, ["passed", "tied", "failed"]),
        ("all", 0, ["passed", "failed", "failed"]),
        ("at_least", 1, ["passed", "passed", "failed"]),
        ("at_least", 2, ["passed", "failed", "failed"]),
    ],
)
def test_the_rule_of_the_round(
    session: Session, sign_in: SignIn, consensus: str, passes: int, outcomes: list[str]
) -> None:
    scene = Votes(session, sign_in)
    scene.round.consensus, scene.round.passes = consensus, passes
    for entry, votes in zip(scene.voted, ((PASS, PASS), (PASS, FAIL), (FAIL, FAIL)), strict=False):
        for juror, level in zip(scene.jurors, votes, strict=False):
            scene.vote(entry, juror, level)
    scene.close()
    found = scene.outcomes(sign_in(scene.organiser))
    assert [outcome for *_, outcome in found] == [*outcomes, "unjudged", "unjudged"]
    # Below the quorum nothing is decided.
    scene.edition.quorum = 3
    session.commit()
    assert {outcome for *_, outcome in scene.outcomes(sign_in(scene.organiser))} == {"unjudged"}


def test_fewer_votes_than_have_to_pass_decide_nothing(session: Session, sign_in: SignIn) -> None:
    """One vote of one can never be two passes: that is no failure, and its 100 points are no rank."""
    scene = Votes(session, sign_in)
    scene.round.consensus, scene.round.passes = "at_least", 2
    alone, passed, failed = scene.voted[:3]
    scene.vote(alone, scene.jurors[0], PASS)
    for entry, votes in ((passed, (PASS, PASS)), (failed, (PASS, FAIL))):
        for juror, level in zip(scene.jurors, votes, strict=False):
            scene.vote(entry, juror, level)
    organiser = sign_in(scene.organiser)
    board = organiser.get(f"{API}/rounds/{scene.round.id}/progress").json()
    assert board["quorum"] == 2
    assert [one["number"] for one in board["below_quorum"]] == [
        one.number for one in scene.voted if one not in (passed, failed)
    ]
    scene.close()
    assert [outcome for *_, outcome in scene.outcomes(organiser)] == [
        "unjudged", "passed", "failed", "unjudged", "unjudged",
    ]  # fmt: skip
    assert organiser.post(scene.rankings).status_code == 201
    standing = organiser.get(scene.url("/standings")).json()
    (ranked,) = standing["categories"]
    assert [one["entry"]["id"] for one in ranked["rows"]] == [str(passed.id), str(failed.id)]
    why = {one["entry"]["id"]: one["left_out"] for one in ranked["left_out"]}
    assert why[str(alone.id)] == "below_quorum"
    assert standing["quorum"] == 2


def test_the_mode_is_set_with_the_round_and_frozen(session: Session, sign_in: SignIn) -> None:
    scene = Votes(session, sign_in)
    organiser = sign_in(scene.organiser)
    scene.edition.phase = "screening"
    session.commit()
    made = uuid7()

    def put(**values: Any) -> Any:
        body = {
            "edition_id": str(scene.edition.id),
            "number": 3,
            "name_ar": "جولة",
            "closes_at": "2026-06-01T09:00:00Z",
            "jurors_per_entry": 3,
        }
        return organiser.put(f"{API}/rounds/{made}", json=body | values)

    vote = {"mode": "pass_fail", "consensus": "at_least"}
    for passes in (0, 4):
        refused = put(**vote, passes=passes)
        assert (refused.status_code, refused.json()["code"]) == (422, "passes_out_of_reach")
    row = put(**vote, passes=2).json()
    assert (row["mode"], row["consensus"], row["passes"]) == ("pass_fail", "at_least", 2)
    # What the mode does not ask for is not kept.
    again = organiser.put(
        f"{API}/rounds/{made}",
        json={
            "edition_id": str(scene.edition.id),
            "number": 3,
            "name_ar": "جولة",
            "closes_at": "2026-06-01T09:00:00Z",
            "consensus": "all",
            "passes": 2,
        },
        headers={"If-Match": '"1"'},
    ).json()
    assert (again["mode"], again["consensus"], again["passes"]) == ("score", "majority", 0)
    scene.last.mode = "score"
    session.commit()
    rulebook, before = build_rulebook(session, scene.edition)
    first, *rest = rulebook["rounds"]
    assert (first["mode"], first["consensus"], first["passes"]) == ("pass_fail", "majority", 0)
    assert all("mode" not in one for one in rest)
    scene.round.consensus = "all"
    assert build_rulebook(session, scene.edition)[1] != before
    refused = organiser.put(
        f"{API}/rounds/{scene.last.id}/advancement",
        json={"rules": [{"category_id": str(scene.category.id), "kind": "passed"}]},
        headers={"If-Match": '"0"'},
    )
    assert refused.status_code == 409


def test_only_votes_have_outcomes(session: Session, sign_in: SignIn) -> None:
    scene = Votes(session, sign_in)
    scene.round.mode = "score"
    scene.close()
    organiser = sign_in(scene.organiser)
    answer = organiser.get(f"{API}/rounds/{scene.round.id}/outcomes")
    assert (answer.status_code, answer.json()["items"]) == (200, [])
    refused = sign_in(scene.chair).put(
        f"{API}/rounds/{scene.round.id}/outcomes/{scene.voted[0].id}",
        json={"passed": True, "reason": "سبب"},
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "not_pass_fail")
    scene.edition.method, scene.edition.tiebreaks = "raw", []
    session.commit()
    assert organiser.post(scene.rankings).status_code == 201
    refused = organiser.put(
        f"{API}/rounds/{scene.last.id}/advancement",
        json={"rules": [{"category_id": str(scene.category.id), "kind": "passed"}]},
        headers={"If-Match": '"0"'},
    )
    assert refused.json()["code"] == "advancement_kind"
    assert VOTE.levels[0].points == 1
