"""An organiser moves an entry to another category of its edition: its form goes along, its scores do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.service import in_language
from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry
from app.entries.moving_queries import Fit, check_room, fit_of
from app.entries.moving_rules import check_fits, check_no_round_closed, check_other_category
from app.entries.moving_service import carry_over
from app.entries.queries import entry_for_staff, staff_view
from app.entries.schemas import EntryView
from app.entries.screening_rules import check_no_stake
from app.entries.staff_schemas import StaffEntry
from app.entries.wall_queries import barred_categories
from app.entries.zone_queries import may_move
from app.judging.blind.models import Redaction
from app.judging.evaluations.models import Evaluation, NaDecision
from app.judging.evaluations.queries import is_begun
from app.judging.evaluations.rules import ClosedReason
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.versions import check_version
from app.office.moving_schemas import EndedWork, MoveIn, MovePreview


def show_move(
    session: Session, actor: Actor, entry_id: UUID, category_id: UUID, now: datetime
) -> MovePreview:
    """What moving this entry there would do. Refusals: those of `move_entry` that nothing in the form mends."""
    entry = entry_for_staff(session, actor, entry_id, Role.organiser)
    rounds = _rounds(session, entry)
    fit = _checked(session, actor, entry, category_id, rounds, now)
    rows = [row for row in _evaluations(session, entry) if row.closed_at is None]
    submitted = sum(row.submitted_id is not None for row in rows)
    begun = sum(is_begun(row) for row in rows)
    return MovePreview.of(
        fit,
        EndedWork(submitted=submitted, begun=begun - submitted, untouched=len(rows) - begun),
    )


def move_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    wanted: MoveIn,
    condition: str | None,
    now: datetime,
) -> EntryView:
    """Move an entry to another category, with a reason that its people are told; it stays in its state.

    Its evaluations stay on the record and out of every count and rank; it is judged anew there.
    Refusals: 404, `not_your_edition`, `category_barred` (403), `condition_required` (428), `stale`
    (412), `not_movable`, `move_too_late`, `before_deadline`, `same_category`, `move_round_closed`,
    `entrant_kind`, `organisation_refused`, `category_limit`, `move_unfit`, `move_not_eligible` (409).
    """
    entry = entry_for_staff(session, actor, entry_id, Role.organiser)
    # Rounds before the entry, as when it is assigned: none is closed meanwhile.
    rounds = _rounds(session, entry, lock=True)
    entry = entry_for_staff(session, actor, entry_id, Role.organiser, lock=True)
    check_version(
        entry.version, condition, lambda: StaffEntry.of(staff_view(session, actor, entry, now))
    )
    fit = _checked(session, actor, entry, wanted.category_id, rounds, now)
    check_fits(
        [
            {
                "field_id": str(field.id),
                "label_ar": field.label_ar,
                "label_en": field.label_en,
                "why": why.value,
            }
            for field, why in fit.unfit
        ],
        [one.kept() for one in fit.not_met],
    )
    carry_over(session, actor, entry, fit, now)
    ended = _end(session, entry, wanted.reason, now)
    _keep_redactions(session, entry, fit)
    audit.record(
        session,
        actor,
        "move_entry",
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        number=entry.number,
        reason=wanted.reason,
        from_category_id=str(fit.category.id),
        to_category_id=str(fit.target.id),
        from_ar=fit.category.name_ar,
        from_en=fit.category.name_en,
        to_ar=fit.target.name_ar,
        to_en=fit.target.name_en,
        carried=len(fit.carried),
        left_behind=len(fit.left),
        evaluations_closed=ended,
    )
    edition = session.get_one(Edition, entry.edition_id)
    for user in people_of(session, [entry])[entry.id]:
        came = in_language(user.language, fit.category.name_ar, fit.category.name_en)
        facts = {"reason": wanted.reason, "from_category": came}
        mail_entry(session, "entry_moved", [user], entry, fit.target, edition, now, **facts)
    return staff_view(session, actor, entry, now)


def _rounds(session: Session, entry: Entry, *, lock: bool = False) -> Sequence[Round]:
    wanted = select(Round).where(Round.edition_id == entry.edition_id).order_by(Round.number)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalars(wanted).all()


def _checked(
    session: Session,
    actor: Actor,
    entry: Entry,
    category_id: UUID,
    rounds: Sequence[Round],
    now: datetime,
) -> Fit:
    """All but what the form says, in the order in which a person would ask."""
    edition = session.get_one(Edition, entry.edition_id)
    target = session.get(Category, category_id)
    if target is None or target.edition_id != edition.id:
        raise not_found()
    barred = barred_categories(session, actor, edition.id)
    check_no_stake(barred=bool(barred & {entry.category_id, target.id}))
    may_move(entry, edition, now)
    check_other_category(same=target.id == entry.category_id)
    closed = [one for one in rounds if one.state == RoundState.closed]
    check_no_round_closed([(one.name_ar, one.name_en) for one in closed])
    check_room(session, entry, target)
    return fit_of(session, actor, entry, target)


def _evaluations(session: Session, entry: Entry, *, lock: bool = False) -> Sequence[Evaluation]:
    wanted = select(Evaluation).where(Evaluation.entry_id == entry.id).order_by(Evaluation.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalars(wanted).all()


def _end(session: Session, entry: Entry, reason: str, now: datetime) -> int:
    """End what was judged in the category it leaves; how many live evaluations there were.

    What was begun and ended before ends for good too: nothing of it comes back to life there.
    """
    ended = 0
    for row in _evaluations(session, entry, lock=True):
        if row.closed_at is None:
            row.closed_at, row.closed_note = now, reason
            row.closed_reason = ClosedReason.moved.value
            ended += 1
        elif is_begun(row):
            row.closed_reason = ClosedReason.moved.value
    # Which criteria do not apply is asked anew there; who decided what stands in the log.
    session.execute(delete(NaDecision).where(NaDecision.entry_id == entry.id))
    return ended


def _keep_redactions(session: Session, entry: Entry, fit: Fit) -> None:
    """What was decided on an answer for judging without names goes along with it."""
    places = {str(of): str(key) for key, of in fit.origins.items() if key != of}
    rows = {
        row.part: row
        for row in session.scalars(select(Redaction).where(Redaction.entry_id == entry.id))
    }
    for old, new in places.items():
        if old in rows:
            if new in rows:
                session.delete(rows[new])
                session.flush()  # its key is free for the row that moves
            rows[old].part = new
