"""The statistical ties of the fairness report go to the panel's meeting."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.database import actor_of
from app.judging.conflicts.models import Conflict
from app.judging.deliberation.models import Consensus
from app.kit.ids import uuid7
from app.results.rankings import fairness_service
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.fairness_rules import report
from app.results.rankings.models import Ranking
from tests.conftest import NOW
from tests.factories import make_panel
from tests.judging.deliberation.scene import Sitting
from tests.results.support import API, give
from tests.results.test_weights import Final

SignIn = Callable[..., TestClient]
NOTHING = {"ranking_number": None, "entries": []}


class Tied(Sitting):
    """An open meeting with two places: 100, 60 | 60, 20; the line goes between two that are equal."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        super().__init__(session, sign_in)
        self.open()
        self.judged.category.places = 2
        session.commit()

    @property
    def ties(self) -> str:
        return f"{self.url}/statistical-ties"

    def ranked(self) -> Ranking:
        organiser = actor_of(self.session, self.judged.organiser.id)
        taken = snapshots.take_ranking(self.session, organiser, self.judged.round.id, NOW).row
        self.session.commit()
        return taken

    def reported(self) -> list[str]:
        """The report is asked for; who it says are tied."""
        answer = self.organiser.get(f"{API}/rankings/{self.ranked().id}/fairness")
        assert answer.status_code == 200, answer.text
        (line,) = answer.json()["lines"]
        assert line["equal"]
        return sorted(line["tied"])


def test_the_meeting_is_told_who_is_too_near_to_tell(session: Session, sign_in: SignIn) -> None:
    sitting = Tied(session, sign_in)
    assert sitting.chair.get(sitting.ties).json() == NOTHING  # no snapshot
    sitting.ranked()
    first = sitting.chair.get(sitting.ties).json()  # nobody has asked for its report
    tied = sitting.reported()
    assert first == {"ranking_number": 1, "entries": tied}
    for one in (sitting.chair, sitting.organiser):
        answer = one.get(sitting.ties)
        assert answer.status_code == 200, answer.text
        assert answer.json() == {"ranking_number": 1, "entries": tied}
    readings = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "read_standings")
    ).all()
    assert [one["what"] for one in readings].count("meeting_ties") == 2
    assert sitting.second.get(sitting.ties).status_code == 403


def test_a_report_is_of_the_snapshot_that_it_was_drawn_for(
    session: Session, sign_in: SignIn
) -> None:
    """Another snapshot is taken while the meeting's report is computed: it gets its own."""
    sitting = Tied(session, sign_in)
    sitting.ranked()
    chair = actor_of(session, sitting.judged.chair.id)
    found = fairness_service.meeting_question(session, chair, sitting.id)
    assert found is not None
    drawn = found[0], report(found[1])
    sitting.entries[0].state = "withdrawn"  # 60, 60 | 20 is left: no tie at the line
    session.commit()
    second = sitting.ranked()
    told = fairness_service.show_meeting_ties(session, chair, sitting.id, drawn, NOW)
    session.commit()
    assert told.model_dump() == NOTHING
    answer = sitting.organiser.get(f"{API}/rankings/{second.id}/fairness").json()
    listed = {one["entry_id"] for one in answer["entries"]}
    assert str(sitting.entries[0].id) not in listed
    assert sitting.chair.get(sitting.ties).json()["ranking_number"] == 2


def test_who_has_a_conflict_is_told_of_no_tie(session: Session, sign_in: SignIn) -> None:
    sitting = Tied(session, sign_in)
    tied = sitting.reported()
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=sitting.judged.edition.id,
            juror_id=sitting.judged.jurors[0].id,  # the chair
            entry_id=sitting.entries[3].id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    assert sitting.chair.get(sitting.ties).json() == NOTHING
    assert sitting.organiser.get(sitting.ties).json()["entries"] == tied


def test_no_tie_is_told_that_the_report_withholds(session: Session, sign_in: SignIn) -> None:
    """Where the panel's agreed score counts, or rounds are weighed, these scorecards place nobody."""
    sitting = Tied(session, sign_in)
    assert sitting.reported()
    judged = sitting.judged
    judged.edition.consensus_counts = True
    session.add(
        Consensus(
            id=uuid7(),
            meeting_id=sitting.id,
            entry_id=sitting.entries[1].id,
            kind="score",
            total="80",
            reason="اتفقت اللجنة",
            present=[],
            stepped_out=[],
            decided_at=NOW,
        )
    )
    session.commit()
    answer = sitting.organiser.get(f"{API}/rankings/{sitting.ranked().id}/fairness").json()
    assert (answer["lines"], len(answer["agreed"])) == ([], 1)
    assert sitting.chair.get(sitting.ties).json() == NOTHING


def test_no_tie_of_one_round_is_told_where_rounds_are_weighed(
    session: Session, sign_in: SignIn
) -> None:
    final = Final(session)
    final.category.places = 1
    give(session, final.last, final.entries[3], final.jurors[0], (5, 5, 0, 5))  # as the second
    make_panel(session, final.last, *final.jurors[:2], chair=final.jurors[0])
    final.ranked()
    ranking = session.scalars(select(Ranking)).one()
    organiser, chair = sign_in(final.organiser), sign_in(final.chair)
    report = organiser.get(f"{API}/rankings/{ranking.id}/fairness").json()
    assert (report["lines"], len(report["rounds"])) == ([], 2)
    place = {"round_id": str(final.last.id), "category_id": str(final.category.id)}
    meeting = f"{API}/meetings/{uuid7()}"
    assert chair.put(meeting, json=place).status_code == 201
    assert chair.get(f"{meeting}/statistical-ties").json() == NOTHING
