"""The fairness report on the record: computed when first read, kept, read with names."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.judging.deliberation.queries import load_room
from app.judging.panels.models import Juror
from app.kit.errors import Refusal, not_found
from app.results.rankings.cards_queries import load_weighed
from app.results.rankings.fairness_queries import (
    current_basis,
    placed_otherwise,
    question_to_answer,
    ranking_for,
    stands_in,
    told,
)
from app.results.rankings.fairness_rules import Question, Report
from app.results.rankings.fairness_schemas import (
    Fairness,
    MeanRanked,
    MeetingTies,
    WhatIf,
    WhatIfIn,
    WhatIfRow,
)
from app.results.rankings.models import FairnessReport, Ranking
from app.results.rankings.queries import latest_ranking, unread
from app.results.rankings.service import record_export
from app.results.rankings.what_if_rules import Tried, Wish

# Computed in a process of their own: what they need does not belong into the one that serves.
REPORT: Final = "app.results.rankings.fairness_rules:report"
TRY: Final = "app.results.rankings.what_if_rules:try_out"


def show_fairness(
    session: Session, actor: Actor, ranking_id: UUID, drawn: Report | None, now: datetime
) -> Fairness:
    """The report, kept from now on; the reading is recorded."""
    ranking, edition = ranking_for(session, actor, ranking_id)
    record_fairness(session, actor, edition, ranking, now)
    return _kept(session, actor, edition, ranking, drawn)


def download_fairness(
    session: Session, actor: Actor, ranking_id: UUID, drawn: Report | None, now: datetime
) -> tuple[Fairness, bool]:
    """The same for a document, and whether walls keep its reader from a part; each is recorded."""
    ranking, edition = ranking_for(session, actor, ranking_id)
    record_export(session, actor, edition, ranking, "fairness_pdf", now)
    partial = bool(unread(session, actor, edition))
    return _kept(session, actor, edition, ranking, drawn), partial


def _kept(
    session: Session, actor: Actor, edition: Edition, ranking: Ranking, drawn: Report | None
) -> Fairness:
    kept = _report(session, ranking, drawn)
    assert kept is not None  # noqa: S101 -- it was not kept when it was asked for
    return told(session, actor, edition, ranking, kept)


def _report(session: Session, ranking: Ranking, drawn: Report | None) -> Report | None:
    """The report that is kept of a ranking, or this one from now on."""
    session.scalars(select(Ranking.id).where(Ranking.id == ranking.id).with_for_update()).one()
    kept = session.get(FairnessReport, ranking.id)
    if kept is None and drawn is not None:
        kept = FairnessReport(ranking_id=ranking.id, report=drawn)
        session.add(kept)
    return None if kept is None else kept.report


def meeting_question(
    session: Session, actor: Actor, meeting_id: UUID
) -> tuple[UUID, Question] | None:
    """The newest snapshot of a meeting's round, and what its report is computed from.

    None where that is kept or cannot be.

    Refusal: 404 for who does not run the meeting.
    """
    room = load_room(session, actor, meeting_id)
    if not room.runs:
        raise not_found()
    ranking = latest_ranking(session, room.edition.id, room.round.id)
    if ranking is None or room.hidden:
        return None
    try:
        asked = question_to_answer(session, actor, ranking.id)
    except Refusal:  # the ranking's own pages say why
        return None
    return None if asked is None else (ranking.id, asked)


def show_meeting_ties(
    session: Session,
    actor: Actor,
    meeting_id: UUID,
    drawn: tuple[UUID, Report] | None,
    now: datetime,
) -> MeetingTies:
    """The statistical ties of a meeting's category, for who runs it; the reading is recorded.

    `drawn`: a snapshot and its report. Another snapshot may have been taken meanwhile: it is none of that.
    404 for anybody else. None are told to who may not know every entry of the category.
    """
    room = load_room(session, actor, meeting_id)
    if not room.runs:
        raise not_found()
    edition, none = room.edition, MeetingTies(ranking_number=None, entries=[])
    ranking = latest_ranking(session, edition.id, room.round.id)
    if ranking is None:
        return none
    if room.hidden or room.category.id in unread(session, actor, edition):
        return none
    if placed_otherwise(session, ranking, room.category.id):
        return none
    report = _report(session, ranking, drawn[1] if drawn and drawn[0] == ranking.id else None)
    if report is None:
        return none
    record_fairness(session, actor, edition, ranking, now, what="meeting_ties")
    shown = {str(one.entry.id) for one in room.items}
    tied = {
        key
        for line in report["lines"]
        if line["category_id"] == str(room.category.id)
        for key in line["tied"]
    }
    return MeetingTies(ranking_number=ranking.number, entries=sorted(tied & shown))


def what_if_task(
    session: Session, actor: Actor, ranking_id: UUID, wanted: WhatIfIn
) -> dict[str, Any]:
    """What `try_out` needs of a snapshot's scorecards.

    Refusals: 404, also of another edition's juror or criterion, `ranking_outdated` (409). A juror with
    none of them is no stranger: the ranking stands without them as it does.
    """
    ranking, edition = ranking_for(session, actor, ranking_id)
    juries = load_weighed(session, current_basis(session, edition, ranking))
    known = {key for one in juries for key in one.jury.leaves}
    known |= set(session.scalars(select(Juror.id).where(Juror.edition_id == edition.id)))
    if not {wanted.without_juror, wanted.criterion_id} - {None} <= known:
        raise not_found()
    wish = Wish(wanted.method, wanted.without_juror, wanted.criterion_id, wanted.share)
    stands = stands_in(session, ranking)
    return {"juries": juries, "method": ranking.method, "wish": wish, "stands": stands}


def what_if(
    session: Session, actor: Actor, ranking_id: UUID, drawn: Tried, now: datetime
) -> WhatIf:
    """What came of it; nothing is kept but that this person read it."""
    ranking, edition = ranking_for(session, actor, ranking_id)
    record_fairness(session, actor, edition, ranking, now)
    barred = unread(session, actor, edition)
    return WhatIf(
        method=ranking.method,
        rows=[
            WhatIfRow(
                entry_id=one.entry,
                category_id=one.category,
                before=one.before,
                before_score=one.before_score,
                after=one.after,
                after_score=one.after_score,
                placed_before=one.placed_before,
                placed_after=one.placed_after,
            )
            for one in drawn.changes
            if one.category not in barred
        ],
        by_mean=[
            MeanRanked(category_id=key, why=why)
            for key, why in drawn.by_mean.items()
            if key not in barred
        ],
    )


def record_fairness(
    session: Session,
    actor: Actor,
    edition: Edition,
    ranking: Ranking,
    now: datetime,
    what: str = "fairness",
) -> None:
    """Put on record that this person read how the scores came about."""
    audit.record_reading(
        session,
        actor,
        "read_standings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        what=what,
        ranking_id=str(ranking.id),
    )
