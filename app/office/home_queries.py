"""The organiser's home: where an edition stands, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import roles_over, staff_edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.asking.queries import count_asked
from app.judging.assignments.queries import walled_seats
from app.judging.conflicts.deciding_queries import undecided
from app.judging.conflicts.report_queries import count_named
from app.judging.evaluations.claim_queries import open_claims
from app.judging.evaluations.late_queries import waits
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import reopened, submitted, untouched
from app.judging.panels.models import Juror
from app.judging.panels.queries import judged_in
from app.judging.rounds.advancement_models import Advancement
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.office.home_schemas import SOON, Home, RoundCount
from app.office.phase_queries import open_questions, readiness
from app.organisations.models import MembershipRequest, Organisation

READERS = (Role.organiser, Role.screener, Role.auditor, Role.approver, Role.admin)
MOST_BEHIND: Final = 20


def show_organiser_home(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> Home:
    """An edition at a glance, for its organiser and those who check them."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    wanted, checks = readiness(session, edition, now)
    categories = list(
        session.scalars(
            select(Category)
            .where(Category.edition_id == edition.id)
            .order_by(Category.position, Category.id)
        )
    )
    entries: dict[UUID, dict[str, int]] = defaultdict(dict)
    for category_id, state, count in session.execute(
        select(Entry.category_id, Entry.state, func.count())
        .where(Entry.edition_id == edition.id, not_barred(actor))
        .group_by(Entry.category_id, Entry.state)
    ):
        entries[category_id][state] = count
    jurors = _counts(
        session.execute(
            select(Juror.state, func.count())
            .where(Juror.edition_id == edition.id)
            .group_by(Juror.state)
        )
    )
    rounds = _rounds(session, actor, edition.id)
    return Home(
        edition=edition,
        roles=roles_over(actor, edition),
        wanted=wanted,
        checks=checks,
        categories=categories,
        entries=entries,
        jurors=jurors,
        rounds=rounds,
        behind=_behind(session, actor, [row.round for row in rounds]),
        attention=_attention(session, actor, edition, entries, jurors, rounds, now),
        now=now,
    )


def _counts(rows: Any) -> dict[str, int]:
    return {str(key): int(count) for key, count in rows}


_BEGUN = func.sum(case((~untouched(), 1), else_=0))
_DONE = func.sum(case((submitted(), 1), else_=0))
_REOPENED = func.sum(case((reopened(), 1), else_=0))


def _rounds(session: Session, actor: Actor, edition_id: UUID) -> list[RoundCount]:
    """The rounds with what of their evaluations is done, as the progress pages count it."""
    counts = {
        row[0]: [int(count) for count in row[1:]]
        for row in session.execute(
            select(Evaluation.round_id, func.count(), _BEGUN, _DONE, _REOPENED)
            .join(Round, Round.id == Evaluation.round_id)
            .join(Entry, Entry.id == Evaluation.entry_id)
            .where(
                Round.edition_id == edition_id,
                Evaluation.closed_at.is_(None),
                judged_in(Round),
                not_barred(actor),
            )
            .group_by(Evaluation.round_id)
        )
    }
    rows = session.scalars(
        select(Round).where(Round.edition_id == edition_id).order_by(Round.number)
    )
    return [RoundCount(one, *counts.get(one.id, (0, 0, 0, 0))) for one in rows]


def _behind(
    session: Session, actor: Actor, rounds: list[Round]
) -> list[tuple[Juror, Round, int, int]]:
    """Jurors of open rounds who have evaluations left, those with most left first."""
    by_id = {one.id: one for one in rounds if one.state == "open"}
    left = func.count() - _DONE
    rows = session.execute(
        select(Juror, Evaluation.round_id, func.count(), _DONE)
        .join(Evaluation, Evaluation.juror_id == Juror.id)
        .join(Round, Round.id == Evaluation.round_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id.in_(by_id),
            Evaluation.closed_at.is_(None),
            judged_in(Round),
            not_barred(actor),
        )
        .group_by(Juror.id, Evaluation.round_id)  # the rest of a juror follows from its key
        .having(left > 0)
        .order_by(left.desc(), Juror.folded_name, Juror.id)
        .limit(MOST_BEHIND)
    )
    return [
        (juror, by_id[round_id], int(assigned), int(done))
        for juror, round_id, assigned, done in rows
    ]


def _short_of_jurors(session: Session, actor: Actor, edition: Edition, rounds: list[Round]) -> int:
    """Entries with fewer jurors than the round wants that is judged now, or next."""
    current = next((one for one in rounds if one.state != "closed"), None)
    if edition.phase != Phase.judging or current is None:
        return 0
    live = (
        select(func.count())
        .select_from(Evaluation)
        .where(
            Evaluation.entry_id == Entry.id,
            Evaluation.round_id == current.id,
            Evaluation.closed_at.is_(None),
        )
        .scalar_subquery()
    )
    return (
        session.scalar(
            select(func.count())
            .select_from(Entry)
            .where(judged_in(current), not_barred(actor), live < current.jurors_per_entry)
        )
        or 0
    )


def _open_claims(session: Session, actor: Actor, edition: Edition) -> dict[UUID, int]:
    return open_claims(
        session,
        Round.edition_id == edition.id,
        Round.state == RoundState.open.value,
        actor=actor,
    )


def _attention(
    session: Session,
    actor: Actor,
    edition: Edition,
    entries: dict[UUID, dict[str, int]],
    jurors: dict[str, int],
    rounds: list[RoundCount],
    now: datetime,
) -> list[tuple[str, int, datetime | None]]:
    """What waits for a person, with how many; nothing that waits for nobody."""
    conflicts = undecided(session, actor, edition.id, now)
    waiting: list[tuple[str, int, datetime | None]] = [
        ("entries_to_screen", sum(states.get("submitted", 0) for states in entries.values()), None),
        ("entries_returned", sum(states.get("returned", 0) for states in entries.values()), None),
        ("open_questions", open_questions(session, edition.id), None),
        ("juror_questions", count_asked(session, actor, edition.id), None),
        ("seats_walled", len(walled_seats(session, actor, edition.id)), None),
        *_late(session, actor, rounds),
        ("conflicts_overdue", conflicts.overdue, conflicts.overdue_since),
        ("conflicts_to_decide", conflicts.in_time, conflicts.decide_by),
        ("persons_named", _named(session, actor, edition), None),
        ("round_without_list", _without_list(session, edition, [r.round for r in rounds]), None),
        ("na_claims_wait", sum(_open_claims(session, actor, edition).values()), None),
        (
            "entries_short",
            _short_of_jurors(session, actor, edition, [r.round for r in rounds]),
            None,
        ),
        ("jurors_not_answered", jurors.get("invited", 0), None),
        *_organisations(session),
    ]
    if edition.phase == Phase.open and edition.closes_at is not None:
        if edition.closes_at <= now:
            waiting.append(("call_over", 1, edition.closes_at))
        elif edition.closes_at - now <= SOON:
            waiting.append(("call_ends_soon", 1, edition.closes_at))
    return [one for one in waiting if one[1]]


def _without_list(session: Session, edition: Edition, rounds: list[Round]) -> int:
    """Planned rounds whose round before is closed while nobody has said what goes on to them."""
    if edition.phase != Phase.judging:
        return 0
    next_ = [
        after.id
        for before, after in pairwise(rounds)
        if before.state == RoundState.closed and after.state == RoundState.planned
    ]
    applied = session.scalar(
        select(func.count()).where(
            Advancement.round_id.in_(next_), Advancement.applied_at.is_not(None)
        )
    )
    return len(next_) - (applied or 0)


def _named(session: Session, actor: Actor, edition: Edition) -> int:
    """People whom entrants named, until the judging is over: somebody may know them by another name."""
    forming = edition.phase in (Phase.open, Phase.screening, Phase.judging)
    return count_named(session, actor, edition.id) if forming else 0


def _late(
    session: Session, actor: Actor, rounds: list[RoundCount]
) -> list[tuple[str, int, datetime | None]]:
    """Late evaluations of open rounds that wait for a decision, by two people."""
    opened = [one.round.id for one in rounds if one.round.state == "open"]
    count = session.scalar(
        select(func.count())
        .select_from(Evaluation)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.round_id.in_(opened), waits(), not_barred(actor))
    )
    return [("late_to_decide", count or 0, None)]


def _organisations(session: Session) -> list[tuple[str, int, datetime | None]]:
    """Organisations and memberships that wait; they belong to no edition."""
    pending, since = session.execute(
        select(func.count(), func.min(Organisation.created_at)).where(
            Organisation.status == "pending"
        )
    ).one()
    asked, asked_since = session.execute(
        select(func.count(), func.min(MembershipRequest.requested_at)).where(
            MembershipRequest.state == "pending"
        )
    ).one()
    return [
        ("organisations_pending", pending, since),
        ("memberships_pending", asked, asked_since),
    ]
