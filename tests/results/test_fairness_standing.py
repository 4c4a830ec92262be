"""The fairness report where other scores than its own place the entries: agreed ones, or rounds together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.documents.fairness_document import fairness_document
from app.judging.deliberation.models import Consensus, Meeting
from app.kit.ids import uuid7
from app.results.rankings.fairness_schemas import Fairness
from tests.conftest import NOW
from tests.results.support import API, Judged, give
from tests.results.test_snapshots import Jury
from tests.results.test_weights import Final

SignIn = Callable[..., TestClient]


def reported(client: TestClient, round_id: Any) -> tuple[str, dict[str, Any]]:
    """A snapshot is taken, and its report read."""
    taken = client.post(f"{API}/rounds/{round_id}/rankings")
    assert taken.status_code == 201, taken.text
    url = f"{API}/rankings/{taken.json()['id']}"
    answer = client.get(f"{url}/fairness")
    assert answer.status_code == 200, answer.text
    return url, answer.json()


def sentences(body: dict[str, Any]) -> str:
    said = fairness_document(Fairness.model_validate(body), "en", NOW)
    flat: list[str] = []
    for one in said["summary"]:
        flat += ["".join(str(part) for part in some) for some in (one["said"], *one["under"])]
    return "\n".join(flat)


def test_where_the_panel_agreed_nobody_is_called_placed(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session)
    judged.edition.consensus_counts, judged.category.places = True, 1
    last = judged.entries[3]
    meeting = Meeting(
        id=uuid7(),
        edition_id=judged.edition.id,
        round_id=judged.round.id,
        category_id=judged.category.id,
        state="closed",
        quorum=1,
        opened_at=NOW,
        closed_at=NOW,
    )
    session.add(meeting)
    session.flush()
    session.add(
        Consensus(
            id=uuid7(),
            meeting_id=meeting.id,
            entry_id=last.id,
            kind="score",
            total="99",
            reason="أثر",
            present=[],
            stepped_out=[],
            decided_at=NOW,
        )
    )
    session.commit()
    organiser = sign_in(judged.organiser)
    url, body = reported(organiser, judged.round.id)
    place = {one["entry_id"]: one["standing"] for one in body["entries"]}
    assert (place[str(judged.entries[0].id)], place[str(last.id)]) == (1, 2)  # 100, and 99
    assert body["agreed"] == [{"category_id": str(judged.category.id), "entries": [str(last.id)]}]
    assert body["lines"] == []
    assert body["stability"] == {"stable": [], "flips": [], "redrawn": []}
    said = sentences(body)
    assert "a score that the panel agreed on counts for" in said
    assert "no statistical tie" not in said
    assert "has enough evaluations" not in said  # it has, and of others nothing is shown
    # “What if?” starts from the ranking that counts, and what was agreed on stays.
    answer = organiser.post(f"{url}/what-if", json={"method": "raw"})
    rows = {one["entry_id"]: one for one in answer.json()["rows"]}
    assert {key: one["before"] for key, one in rows.items()} == place
    without = organiser.post(
        f"{url}/what-if", json={"method": "raw", "without_juror": str(judged.jurors[0].id)}
    )
    (kept,) = [one for one in without.json()["rows"] if one["entry_id"] == str(last.id)]
    assert (kept["before_score"], kept["after_score"]) == (99, 99)


def test_where_rounds_are_weighed_nobody_is_called_placed(
    session: Session, sign_in: SignIn
) -> None:
    final = Final(session, (5, 1))
    final.category.places = 1
    for entry, marks in zip(
        final.entries[:3], [(1, 2, 1, 1), (5, 5, 1, 5), (3, 3, 3, 2)], strict=True
    ):
        for juror in final.jurors[1:3]:
            give(session, final.last, entry, juror, marks)
    session.commit()
    _, body = reported(sign_in(final.organiser), final.last.id)
    standing = {one["entry_id"]: one["standing"] for one in body["entries"]}
    by_last = {one["entry_id"]: one["raw_rank"] for one in body["entries"]}
    assert (standing[str(final.entries[0].id)], by_last[str(final.entries[0].id)]) == (1, 3)
    assert (body["lines"], body["stability"]) == ([], {"stable": [], "flips": [], "redrawn": []})
    said = sentences(body)
    assert "the ranking weighs rounds together" in said
    assert "winners would change without a juror" in said
    assert "no statistical tie" not in said
    # On paper the rank that counts comes first.
    (paper,) = fairness_document(Fairness.model_validate(body), "en", NOW)["categories"]
    assert [one["standing"] for one in paper["rows"]] == ["1", "2", "3"]
    assert paper["rows"][0]["mean_rank"] == "3"


def test_where_the_mean_ranks_its_ties_stand_as_they_were_broken(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session, "raw")
    jury.edition.tiebreaks = ["lot", "shared"]
    for entry in (jury.entry(jury.category), jury.entry(jury.category)):
        for reader in jury.readers[:3]:  # the same marks
            give(session, jury.round, entry, reader, (3, 3, 3, 3))
    session.commit()
    _, body = reported(sign_in(jury.organiser), jury.round.id)
    assert body["adjusted"] == "calibrated"
    by_score: dict[tuple[str, float], set[int]] = {}
    for one in body["entries"]:
        assert one["raw_rank"] == one["standing"]
        by_score.setdefault((one["category_id"], one["raw"]), set()).add(one["raw_rank"])
    assert max(len(ranks) for ranks in by_score.values()) > 1
