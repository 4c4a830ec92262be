"""A panel meets: who is there, who leaves for what, what is agreed on, and what nobody else learns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR
from app.audit.models import AuditEvent
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.ids import uuid7
from app.office.invariants import broken_invariants
from app.results.rankings.rulebook_queries import build_rulebook
from app.results.rankings.verify_queries import verify_rankings
from tests.factories import make_staff
from tests.judging.deliberation.scene import Sitting
from tests.results.support import API

SignIn = Callable[..., TestClient]


@pytest.fixture
def sitting(session: Session, sign_in: SignIn) -> Sitting:
    return Sitting(session, sign_in)


def broken(session: Session) -> dict[str, list[str]]:
    found = broken_invariants(session, SYSTEM_ACTOR)
    return {key: ids for key, ids in found.items() if key.startswith("judging.deliberation")}


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_meeting_from_its_opening_to_its_end(sitting: Sitting, session: Session) -> None:
    judged, entries = sitting.judged, sitting.entries
    judged.round.state = "open"
    session.commit()
    assert code(sitting.chair.put(sitting.url, json=sitting.body)) == (409, "round_not_closed")
    judged.round.state = "closed"
    session.commit()
    assert code(sitting.second.put(sitting.url, json=sitting.body))[0] == 403
    offered = sitting.chair.get(f"{API}/juror/meetings").json()["items"]
    assert [(one["state"], one["meeting_id"]) for one in offered] == [("none", None)]
    sitting.open()
    assert sitting.chair.put(sitting.url, json=sitting.body).status_code == 200
    again = sitting.organiser.put(f"{API}/meetings/{uuid7()}", json=sitting.body)
    assert code(again) == (409, "meeting_exists")
    assert [
        one["state"] for one in sitting.second.get(f"{API}/juror/meetings").json()["items"]
    ] == ["open"]
    # 60, 60 tied and at the line of two prizes; 20 and none after them; hers apart.
    told = sitting.read()
    assert [one["number"] for one in told["items"]] == [102, 103, 104, 105, 101]
    assert [(one["rank"], one["tied"], one["near_line"], one["mean"]) for one in told["items"]] == [
        (2, True, True, "60.00"),
        (2, True, True, "60.00"),
        (4, False, False, "20.00"),
        (None, False, False, None),
        (1, False, False, "100.00"),
    ]
    third = str(judged.jurors[2].id)
    assert [one["out"] for one in told["items"]] == [[], [], [], [], [third]]
    assert (told["quorum"], told["present"], told["hidden"], told["runs"]) == (2, 0, 0, True)
    # Nothing below the quorum, and nothing on what is not under discussion.
    assert code(sitting.take(entries[1])) == (409, "below_meeting_quorum")
    sitting.present(0, 2)
    assert code(sitting.take(sitting.hers)) == (409, "below_meeting_quorum")
    sitting.present(1)
    assert code(sitting.agree(entries[1], sitting.score(5, 5, 5, 5))) == (
        409,
        "not_under_discussion",
    )
    assert sitting.take(entries[1]).status_code == 204
    bad = sitting.agree(entries[1], sitting.score(9, 5, 5, 5))
    assert code(bad) == (422, "scores_invalid")
    part = sitting.score(5, 5, 5, 5)
    part["scores"].pop(next(iter(part["scores"])))
    assert code(sitting.agree(entries[1], part)) == (422, "scores_invalid")
    assert code(sitting.agree(entries[1], sitting.score(5, 5, 5, 5, reason=" ")))[0] == 422
    key, body = uuid7(), sitting.score(4, 5, 3, 2)
    url = f"{sitting.at(entries[1])}/consensus/{key}"
    assert sitting.chair.put(url, json=body).status_code == 201
    assert sitting.chair.put(url, json=body).status_code == 200
    assert code(sitting.chair.put(url, json={**body, "reason": "غيره"})) == (409, "id_taken")
    # Who has not seen what stands does not put another in its place.
    stale = sitting.agree(entries[1], {"kind": "kept", "reason": "x", "replaces": None})
    assert (code(stale), stale.json()["version"]) == ((412, "stale"), str(key))
    assert sitting.agree(entries[1], sitting.score(5, 5, 3, 2)).status_code == 201
    told = sitting.read(sitting.second)
    agreed = next(one for one in told["items"] if one["number"] == 102)["consensus"]
    assert (agreed["kind"], agreed["total"], agreed["total_exact"]) == ("score", "66.00", "66")
    # Two generations side by side, and every agreement there was.
    entry = sitting.second.get(sitting.at(entries[1])).json()
    assert [one["total"] for one in entry["marks"]] == ["60.00", "60.00"]
    assert [one["total"] for one in entry["history"]] == ["60.00", "66.00"]
    assert sorted(entry["means"].values()) == ["2.00", "3.00", "4.00", "5.00"]
    # Notes keep two writers apart.
    notes = f"{sitting.at(entries[1])}/notes"
    assert code(sitting.chair.put(notes, json={"notes": "أثر واضح"})) == (428, "condition_required")
    match = {"If-Match": '"1"'}
    assert sitting.chair.put(notes, json={"notes": "أثر واضح"}, headers=match).status_code == 204
    stale = sitting.organiser.put(notes, json={"notes": "غيره"}, headers=match)
    assert (code(stale), stale.json()["current"]["notes"]) == ((412, "stale"), "أثر واضح")
    # A place without marks, and a score that stands.
    sitting.take(entries[2])
    assert code(sitting.agree(entries[2], {"kind": "rank", "reason": "x"})) == (
        422,
        "place_missing",
    )
    ranked = {"kind": "rank", "place": 2, "reason": "أوسع أثرًا"}
    assert sitting.agree(entries[2], ranked).status_code == 201
    sitting.take(sitting.hers)
    assert sitting.agree(sitting.hers, {"kind": "kept", "reason": "لا خلاف"}).status_code == 201
    order = [str(one.id) for one in (entries[4], entries[0], entries[3], entries[2], entries[1])]
    assert sitting.chair.put(f"{sitting.url}/agenda", json={"entries": order}).status_code == 204
    # What is asked for, but who leaves leaves once.
    assert [one["number"] for one in sitting.read()["items"]] == [105, 104, 103, 102, 101]
    assert sitting.organiser.post(f"{sitting.url}/close").status_code == 204
    assert code(sitting.take(entries[1])) == (409, "meeting_closed")
    told = sitting.read()
    assert (told["state"], told["current_id"]) == ("closed", None)
    assert all(one["left_at"] for one in told["members"])
    reopened = sitting.chair.post(f"{sitting.url}/reopen", json={"reason": "سهو في محضر"})
    assert (reopened.status_code, sitting.read()["present"]) == (204, 0)
    acts = session.scalars(
        select(AuditEvent.act)
        .where(AuditEvent.subject_kind == "meeting", AuditEvent.act != "read_standings")
        .order_by(AuditEvent.id)
    ).all()
    assert acts == [
        "open_meeting",
        *["mark_attendance"] * 3,
        "take_item",
        *["record_consensus"] * 2,
        "note_item",
        "take_item",
        "record_consensus",
        "take_item",
        "record_consensus",
        "order_agenda",
        "close_meeting",
        "reopen_meeting",
    ]
    assert broken(session) == {}


def world(sitting: Sitting) -> list[Any]:
    """All that the third may ask of the meeting, and what each act of hers is answered."""
    third, hers = sitting.third, sitting.hers
    asked = [
        third.get(sitting.url),
        third.get(f"{API}/juror/meetings"),
        *(third.get(sitting.at(one)) for one in sitting.entries),
        third.put(f"{sitting.url}/votes/{uuid7()}/ballot", json={"choice": "yes"}),
        sitting.third.get(f"{API}/entries/{hers.id}/evaluations"),
    ]
    return [(one.status_code, sorted(one.headers.items()), one.content) for one in asked]


def test_who_is_kept_from_an_entry_learns_nothing_of_it(
    sitting: Sitting, session: Session, sign_in: SignIn
) -> None:
    """Two worlds: in one hers leads alone, in the other it is level with others, agreed on and noted."""
    hers, entries = sitting.hers, sitting.entries
    sitting.open()
    sitting.present(0, 1, 2)
    told = sitting.read(sitting.third)
    assert [one["number"] for one in told["items"]] == [102, 103, 104, 105]
    assert {(one["rank"], one["tied"], one["near_line"]) for one in told["items"]} == {
        (None, False, False)
    }
    assert (told["hidden"], told["hidden_current"], told["current_id"]) == (1, False, None)
    sitting.take(hers)
    one = world(sitting)
    assert [answer[0] for answer in one[:7]] == [200, 200, 404, 200, 200, 200, 200]
    assert sitting.read(sitting.third)["hidden_current"] is True
    assert str(hers.id).encode() not in one[0][2]
    for answer in (
        sitting.agree(hers, sitting.score(1, 1, 1, 1)),
        sitting.chair.put(
            f"{sitting.at(hers)}/notes", json={"notes": "سر"}, headers={"If-Match": '"1"'}
        ),
    ):
        assert answer.status_code in (201, 204), answer.text
    for evaluation in session.scalars(
        select(Revision).join(Evaluation, Evaluation.submitted_id == Revision.id)
    ).all():
        if session.get_one(Evaluation, evaluation.evaluation_id).entry_id == hers.id:
            evaluation.total = "60"  # level with the two at the line
    session.commit()
    assert world(sitting) == one
    # An organiser who was of its agency is kept from it too, and orders nothing around it.
    conflicted = make_staff(session, sitting.judged.edition)
    sitting.judged.entries[0].owner_id, sitting.judged.entries[0].organisation_id = (
        conflicted.id,
        None,
    )
    session.commit()
    desk = sign_in(conflicted)
    told = desk.get(sitting.url).json()
    assert (told["hidden"], told["hidden_current"], told["runs"]) == (1, True, True)
    order = {"entries": [str(one.id) for one in entries[1:]]}
    assert code(desk.put(f"{sitting.url}/agenda", json=order)) == (403, "out_of_the_room")
    sitting.take(None)
    assert code(desk.put(f"{sitting.url}/agenda", json=order)) == (403, "agenda_walled")
    assert desk.put(f"{sitting.url}/current", json={"entry_id": str(hers.id)}).status_code == 404
    refused = desk.put(
        f"{sitting.at(hers)}/consensus/{uuid7()}", json={"kind": "kept", "reason": "x"}
    )
    assert refused.status_code == 404


def test_votes_where_the_rulebook_says_so(sitting: Sitting, session: Session) -> None:
    edition, entry = sitting.judged.edition, sitting.hers
    before = build_rulebook(session, edition)
    sitting.open()
    sitting.present(0, 1, 2)
    sitting.take(entry)
    url = f"{sitting.at(entry)}/votes"
    asked = {"question": "أتُعتمد الدرجة؟"}
    assert code(sitting.chair.put(f"{url}/{uuid7()}", json=asked)) == (409, "votes_not_foreseen")
    edition.meeting_votes, edition.consensus_counts = "secret", True
    session.commit()
    after = build_rulebook(session, edition)
    assert (before[1] != after[1], after[0]["aggregate"]) == (True, "consensus")
    assert after[0]["meeting"] == {"quorum": "majority", "votes": "secret"}
    assert code(sitting.agree(entry, sitting.score(5, 5, 5, 4))) == (409, "vote_missing")
    key = uuid7()
    assert sitting.chair.put(f"{url}/{key}", json=asked).status_code == 201
    assert sitting.chair.put(f"{url}/{key}", json=asked).status_code == 200
    assert code(sitting.chair.put(f"{url}/{uuid7()}", json=asked)) == (409, "vote_open")
    ballot = f"{sitting.url}/votes/{key}/ballot"
    assert sitting.chair.put(ballot, json={"choice": "yes"}).status_code == 204
    assert code(sitting.chair.put(ballot, json={"choice": "no"})) == (409, "already_voted")
    # She is out of the room: the vote does not exist for her.
    assert sitting.third.put(ballot, json={"choice": "yes"}).status_code == 404
    vote = sitting.read()["items"][-1]["vote"]
    assert (vote["voters"], vote["voted"], vote["yes"], vote["i_voted"]) == (2, 1, None, True)
    # Who has left the room votes when they are back.
    seat = f"{sitting.url}/attendance/{sitting.judged.jurors[1].id}"
    assert sitting.chair.put(seat, json={"present": False}).status_code == 204
    gone = sitting.second.get(sitting.url).json()
    (shown,) = [one["vote"] for one in gone["items"] if one["vote"]]
    assert not shown["i_may"]
    assert code(sitting.second.put(ballot, json={"choice": "no"})) == (403, "not_a_voter")
    assert sitting.chair.put(seat, json={"present": True}).status_code == 204
    assert sitting.second.put(ballot, json={"choice": "no"}).status_code == 204
    assert sitting.chair.post(f"{sitting.url}/votes/{key}/close").status_code == 204
    vote = sitting.read()["items"][-1]["vote"]
    assert (vote["yes"], vote["no"], vote["abstain"], vote["ballots"]) == (1, 1, 0, [])
    assert code(sitting.agree(entry, sitting.score(5, 5, 5, 4))) == (409, "vote_missing")
    assert sitting.agree(entry, {"kind": "kept", "reason": "تعادلت الأصوات"}).status_code == 201
    # Open votes tell who voted how; one that passed lets one agreement through.
    edition.meeting_votes = "open"
    session.commit()
    key = uuid7()
    sitting.chair.put(f"{url}/{key}", json=asked)
    for who, choice in ((sitting.chair, "yes"), (sitting.second, "abstain")):
        who.put(f"{sitting.url}/votes/{key}/ballot", json={"choice": choice})
    sitting.chair.post(f"{sitting.url}/votes/{key}/close")
    assert code(sitting.second.put(f"{sitting.url}/votes/{key}/ballot", json={"choice": "no"})) == (
        409,
        "vote_closed",
    )
    assert sorted(one["choice"] for one in sitting.read()["items"][-1]["vote"]["ballots"]) == [
        "abstain",
        "yes",
    ]
    assert sitting.agree(entry, sitting.score(5, 5, 5, 4)).status_code == 201
    # What a vote has changed is not taken back without one.
    undone = sitting.agree(entry, {"kind": "kept", "reason": "بقي الرأي"}, by=sitting.organiser)
    assert code(undone) == (409, "vote_missing")
    assert broken(session) == {}


def test_what_is_agreed_on_counts_where_the_rulebook_says_so(
    sitting: Sitting, session: Session
) -> None:
    """60, 60 and 20 of the first five: the last is agreed to be worth 66 and comes second."""
    edition, entries = sitting.judged.edition, sitting.entries
    sitting.open()
    sitting.present(0, 1)
    for entry, body in (
        (entries[3], sitting.score(5, 5, 3, 2)),
        (entries[1], sitting.score(1, 1, 1, 1)),
        (entries[1], {"kind": "kept", "reason": "تبقى"}),
    ):
        sitting.take(entry)
        assert sitting.agree(entry, body).status_code == 201

    def ranked() -> list[tuple[int, int | None, str, list[str]]]:
        taken = sitting.organiser.post(sitting.judged.rankings)
        assert taken.status_code == 201, taken.text
        rows = sitting.organiser.get(f"{API}/rankings/{taken.json()['id']}/rows").json()["items"]
        return [
            (
                one["entry"]["number"],
                one["rank"],
                one["shown"],
                [step["rule"] for step in one["trace"]],
            )
            for one in rows
        ]

    alone = ranked()
    assert [row[:3] for row in alone[:4]] == [
        (101, 1, "100.00"),
        (102, 2, "60.00"),
        (103, 2, "60.00"),
        (104, 4, "20.00"),
    ]
    told = sitting.organiser.get(f"{API}/entries/{entries[3].id}/result").json()
    assert (told["shown"], told["consensus"]["total"]) == ("20.00", "66.00")
    edition.consensus_counts = True
    session.commit()
    assert ranked()[:4] == [
        (101, 1, "100.00", []),
        (104, 2, "66.00", ["consensus"]),
        (102, 3, "60.00", ["shared"]),
        (103, 3, "60.00", ["shared"]),
    ]
    edition.method = "trimmed"
    session.commit()
    assert [row[:3] for row in ranked()[:3]] == [
        (101, 1, "100.00"),
        (104, 2, "66.00"),
        (102, 3, "60.00"),
    ]
    found = verify_rankings(session, SYSTEM_ACTOR, edition.slug) or []
    assert [one.verdict for one in found] == ["superseded", "superseded", "equal"]
