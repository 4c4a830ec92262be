"""Who is out of the room, who came to be, and what is sent twice."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.deliberation.models import Consensus, Vote
from app.kit.ids import uuid7
from tests.factories import NOW
from tests.judging.deliberation.scene import Sitting
from tests.judging.deliberation.test_meetings import code, sitting

__all__ = ["sitting"]


def conflict(sitting: Sitting, member: int, entry: Entry) -> None:
    sitting.session.add(
        Conflict(
            id=uuid7(),
            edition_id=sitting.judged.edition.id,
            juror_id=sitting.judged.jurors[member].id,
            entry_id=entry.id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    sitting.session.commit()


def test_the_same_again_is_a_replay_and_other_marks_are_not(
    sitting: Sitting, session: Session
) -> None:
    """A lost answer is asked for again with the same id; what was changed since is another agreement."""
    entry = sitting.entries[1]
    sitting.open()
    sitting.present(0, 1)
    sitting.take(entry)
    key = uuid7()
    url = f"{sitting.at(entry)}/consensus/{key}"
    body = sitting.score(4, 4, 4, 4)
    assert sitting.chair.put(url, json=body).status_code == 201
    assert sitting.chair.put(url, json=body).status_code == 200
    for other in (
        sitting.score(5, 5, 5, 5),
        body | {"reason": "سبب آخر"},
        {"kind": "rank", "place": 1, "reason": body["reason"]},
    ):
        assert code(sitting.chair.put(url, json=other)) == (409, "id_taken")
    place = uuid7()
    ranked = {"kind": "rank", "place": 1, "reason": "x", "replaces": str(key)}
    url = f"{sitting.at(entry)}/consensus/{place}"
    assert sitting.chair.put(url, json=ranked).status_code == 201
    assert code(sitting.chair.put(url, json=ranked | {"place": 3})) == (409, "id_taken")
    rows = session.scalars(select(Consensus).order_by(Consensus.decided_at, Consensus.id)).all()
    assert [(one.total, one.place) for one in rows] == [("80", None), (None, 1)]


def test_a_vote_is_not_another_question(sitting: Sitting, session: Session) -> None:
    sitting.judged.edition.meeting_votes = "open"
    session.commit()
    entry = sitting.entries[1]
    sitting.open()
    sitting.present(0, 1)
    sitting.take(entry)
    url = f"{sitting.at(entry)}/votes/{uuid7()}"
    assert sitting.chair.put(url, json={"question": "أ؟"}).status_code == 201
    assert sitting.chair.put(url, json={"question": "أ؟"}).status_code == 200
    assert code(sitting.chair.put(url, json={"question": "ب؟"})) == (409, "id_taken")
    assert session.scalars(select(Vote.question)).all() == ["أ؟"]


def test_nobody_is_sent_out_for_an_entry_that_has_left_the_race(
    sitting: Sitting, session: Session
) -> None:
    entry = sitting.entries[1]
    sitting.open()
    sitting.present(0, 1, 2)
    sitting.take(entry)
    entry.state = "disqualified"
    session.commit()
    for who in (sitting.chair, sitting.second, sitting.third, sitting.organiser):
        told = sitting.read(who)
        assert (told["current_id"], told["hidden_current"]) == (None, False)
    assert sitting.read(sitting.third)["hidden"] == 1
    assert sitting.take(sitting.entries[2]).status_code == 204


@pytest.mark.parametrize(("rule", "needed"), [("all", 2), ("two_thirds", 2), ("majority", 2)])
def test_of_a_quorum_of_all_those_count_who_may_be_there(
    sitting: Sitting, session: Session, rule: str, needed: int
) -> None:
    """Of three one has a conflict: both others are all who may be in the room for it."""
    sitting.judged.edition.meeting_quorum = rule
    session.commit()
    sitting.open()
    sitting.present(0, 1, 2)
    items: dict[str, Any] = {one["entry_id"]: one for one in sitting.read()["items"]}
    hers, other = items[str(sitting.hers.id)], items[str(sitting.entries[1].id)]
    assert (hers["in_room"], hers["quorum"]) == (2, needed)
    assert other["quorum"] == (3 if rule == "all" else 2)
    assert sitting.take(sitting.hers).status_code == 204
    assert sitting.agree(sitting.hers, sitting.score(5, 5, 5, 5)).status_code == 201
    # With one of those away it is not all.
    away = f"{sitting.url}/attendance/{sitting.judged.jurors[1].id}"
    sitting.chair.put(away, json={"present": False})
    assert code(sitting.take(sitting.hers)) == (409, "below_meeting_quorum")


@pytest.mark.parametrize("votes", ["open", "secret"])
def test_nothing_is_built_on_the_vote_of_who_has_to_leave(
    sitting: Sitting, session: Session, votes: str
) -> None:
    sitting.judged.edition.meeting_votes = votes
    session.commit()
    entry = sitting.entries[1]
    sitting.open()
    sitting.present(0, 1, 2)
    sitting.take(entry)

    def vote(*cast: Any) -> None:
        key = uuid7()
        asked = sitting.chair.put(f"{sitting.at(entry)}/votes/{key}", json={"question": "؟"})
        assert asked.status_code == 201
        for who in cast:
            ballot = who.put(f"{sitting.url}/votes/{key}/ballot", json={"choice": "yes"})
            assert ballot.status_code == 204
        if sitting.third in cast:
            conflict(sitting, 2, entry)
        assert sitting.chair.post(f"{sitting.url}/votes/{key}/close").status_code == 204

    vote(sitting.third)
    marks = sitting.score(5, 5, 5, 5)
    assert code(sitting.agree(entry, marks)) == (409, "vote_walled")
    assert sitting.agree(entry, {"kind": "kept", "reason": "x"}).status_code == 201
    vote(sitting.second)
    assert sitting.agree(entry, marks).status_code == 201


def test_who_is_out_of_the_room_does_not_run_what_goes_on_in_it(sitting: Sitting) -> None:
    entry = sitting.entries[1]
    conflict(sitting, 0, entry)
    sitting.open()
    sitting.present(0, 1, 2)
    assert sitting.take(entry, sitting.organiser).status_code == 204
    second = f"{sitting.url}/attendance/{sitting.judged.jurors[1].id}"
    for answer in (
        sitting.take(None),
        sitting.chair.put(second, json={"present": False}),
        sitting.chair.post(f"{sitting.url}/close"),
    ):
        assert code(answer) == (403, "out_of_the_room")
    assert sitting.take(None, sitting.organiser).status_code == 204
    assert sitting.chair.put(second, json={"present": False}).status_code == 204
