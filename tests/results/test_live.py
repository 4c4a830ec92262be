"""Agreement while a round runs: where the rulebook allows it, without scores, walled, on the record."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.models import Juror
from app.judging.rounds.rules import RoundState
from app.kit.ids import uuid7
from app.results.rankings import live_rules
from app.results.rankings.live_queries import live_task
from app.results.rankings.live_rules import watch
from app.results.rankings.rulebook_queries import build_rulebook
from tests.conftest import NOW
from tests.factories import make_evaluation, make_juror
from tests.results.support import API, freeze
from tests.results.test_snapshots import Jury, cut

SignIn = Callable[..., TestClient]


def running(session: Session, *, allowed: bool = True) -> Jury:
    jury = Jury(session)
    jury.round.state, jury.round.closing_hash = RoundState.open, ""
    jury.edition.live_agreement = allowed
    jury.edition.phase = "judging"
    session.commit()
    return jury


def test_agreement_is_read_where_the_rulebook_allows_it(session: Session, sign_in: SignIn) -> None:
    jury = running(session, allowed=False)
    organiser = sign_in(jury.organiser)
    url = f"{API}/rounds/{jury.round.id}/agreement"
    silent, before = build_rulebook(session, jury.edition)
    assert "live_agreement" not in silent
    refused = organiser.get(url)
    assert (refused.status_code, refused.json()["code"]) == (409, "live_agreement_off")
    jury.edition.live_agreement = True
    session.commit()
    open_, after = build_rulebook(session, jury.edition)
    assert (open_["live_agreement"], before != after) == (True, True)
    body = organiser.get(url).json()
    assert organiser.get(url).json() == body
    assert (body["evaluations"], body["entries"]) == (36, 12)
    assert 0 < body["agreement"]["single"] < body["agreement"]["mean"] < 1
    assert (body["divided_now"], body["divided_assigned"], body["bridges"]) == ([], [], [])
    told = str(body)
    assert not any(str(one.id) in told for one in jury.read)
    assert not any(str(one.id) in told for one in jury.readers)
    acts = session.scalars(
        select(AuditEvent.subject_id)
        .where(AuditEvent.act == "read_agreement")
        .order_by(AuditEvent.id)
    )
    assert acts.all() == [jury.round.id]


def test_a_total_that_is_no_number_is_refused(session: Session, sign_in: SignIn) -> None:
    jury = running(session)
    revision = session.scalars(
        select(Revision)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .where(Evaluation.entry_id == jury.read[0].id)
    ).first()
    assert revision is not None
    revision.total = "nan"
    session.commit()
    refused = sign_in(jury.organiser).get(f"{API}/rounds/{jury.round.id}/agreement")
    assert (refused.status_code, refused.json()["code"]) == (409, "scores_unusable")
    jury.round.state = "closed"
    session.commit()
    url = f"{API}/entries/{jury.read[0].id}/evaluations"
    assert "nan" in {one["total"] for one in sign_in(jury.organiser).get(url).json()["items"]}


def test_the_frozen_rulebook_allows_it_and_not_a_later_word(
    session: Session, sign_in: SignIn
) -> None:
    jury = running(session, allowed=False)
    freeze(session, jury.edition, NOW)
    jury.edition.live_agreement = True
    session.commit()
    url = f"{API}/rounds/{jury.round.id}/agreement"
    refused = sign_in(jury.organiser).get(url)
    assert (refused.status_code, refused.json()["code"]) == (409, "live_agreement_off")


def test_walls_and_entries_out_of_the_race_are_left_out(session: Session) -> None:
    jury = running(session)
    jury.read[1].state = "withdrawn"
    juror = make_juror(session, jury.edition)
    juror.user_id = jury.organiser.id
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=jury.edition.id,
            juror_id=juror.id,
            entry_id=jury.read[0].id,
            source="juror",
            kind="family",
            state="suspended",
            declared_at=NOW,
        )
    )
    session.commit()
    found = watch(live_task(session, jury.actor(), jury.round.id))
    assert (found["evaluations"], found["entries"]) == (15, 5)


def test_a_divided_jury_is_told_in_time(session: Session) -> None:
    jury = running(session)
    cut(jury, [make_juror(session, jury.edition) for _ in range(2)])
    found = watch(live_task(session, jury.actor(), jury.round.id))
    assert found["divided_now"] == found["divided_assigned"] == [str(jury.category.id)]
    # An assignment that joins them counts from now on, though nothing of it was sent.
    task = live_task(session, jury.actor(), jury.round.id)
    parts = live_rules.parts(live_rules.table(task.assigned.cards))
    ours = [
        at
        for at, kind in enumerate(task.assigned.cards.category)
        if task.assigned.categories[kind] == jury.category.id
    ]
    first, second = ours[0], next(at for at in ours if parts[at] != parts[ours[0]])
    seat = task.assigned.cards.juror[task.assigned.cards.entry == second][0]
    joining = task.assigned.jurors[seat]
    entry = next(one for one in jury.read if one.id == task.assigned.entries[first])
    make_evaluation(
        session,
        jury.round,
        entry,
        session.get_one(Juror, joining),
    )
    session.commit()
    found = watch(live_task(session, jury.actor(), jury.round.id))
    assert (found["divided_now"], found["divided_assigned"]) == ([str(jury.category.id)], [])
    assert str(joining) in found["bridges"]


def test_too_little_tells_nothing(session: Session) -> None:
    jury = running(session)
    for entry in jury.read[4:]:
        entry.state = "withdrawn"
    session.commit()
    found = watch(live_task(session, jury.actor(), jury.round.id))
    assert (found["entries"], found["agreement"]) == (4, None)
    for entry in jury.read:
        entry.state = "withdrawn"
    session.commit()
    found = watch(live_task(session, jury.actor(), jury.round.id))
    assert (found["evaluations"], found["divided_assigned"], found["bridges"]) == (0, [], [])
