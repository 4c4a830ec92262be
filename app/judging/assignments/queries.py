"""Reading assignments: by entry and by juror."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.wall_queries import check_not_walled, not_barred
from app.judging.assignments.models import Bid
from app.judging.assignments.schemas import (
    AssignedEntry,
    AssignedJuror,
    Assignment,
    JurorLoad,
)
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import BARRING, not_walled, walls_of
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import status_of, submitted
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.queries import judged_in
from app.judging.panels.rules import JurorState, Origin
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, invalid, not_found
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Organisation

WATCHERS: Final = (Role.organiser, Role.auditor)
_live = Evaluation.closed_at.is_(None)


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).cast(Integer)


def list_assignments(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    category_id: UUID | None = None,
    juror_id: UUID | None = None,
    short: bool | None = None,
    walled: bool | None = None,
) -> tuple[list[AssignedEntry], int, Edition]:
    """The entries that a round judges with their jurors.

    `short`: those below what is wanted; `walled`: those with a juror whom a wall keeps from them.
    """
    round_, edition = staff_round(session, actor, round_id, *WATCHERS)
    per = (
        select(
            Evaluation.entry_id,
            _count(_live).label("live"),
            _count(_live & submitted()).label("submitted"),
        )
        .where(Evaluation.round_id == round_id)
        .group_by(Evaluation.entry_id)
        .subquery()
    )
    live = func.coalesce(per.c.live, 0)
    judged = judged_in(round_)
    wanted = (
        select(
            Entry,
            Category.name_ar,
            Category.name_en,
            Organisation.name_ar,
            Organisation.name_en,
            User.name_ar,
            User.name_en,
            live,
            func.coalesce(per.c.submitted, 0),
            judged,
        )
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .outerjoin(per, per.c.entry_id == Entry.id)
        .where(or_(judged, per.c.live > 0), not_barred(actor))
    )
    if category_id is not None:
        wanted = wanted.where(Entry.category_id == category_id)
    if short is not None:
        below = live < round_.jurors_per_entry
        wanted = wanted.where(judged, below if short else ~below)
    if juror_id is not None:
        wanted = wanted.where(
            Entry.id.in_(
                select(Evaluation.entry_id).where(
                    Evaluation.round_id == round_id, Evaluation.juror_id == juror_id, _live
                )
            )
        )
    seats = walled_seats(session, actor, edition.id)
    if walled is not None:
        here = Entry.id.in_(set(seats.values()))
        wanted = wanted.where(here if walled else ~here)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "number": Entry.number,
            "title": InWords(Entry.folded, Entry.title_en),
            "category": (Category.position, Entry.number),
            "live": (live, Entry.number),
        },
        default_sort="number",
        tiebreak=Entry.id,
        search=[Entry.folded, cast(Entry.number, String)],
    )
    jurors = _jurors_of(session, round_id, [row[0].id for row in rows], seats)
    return (
        [
            AssignedEntry(
                entry_id=row[0].id,
                number=row[0].number,
                title_ar=row[0].title_ar,
                title_en=row[0].title_en,
                category_id=row[0].category_id,
                category_ar=row[1],
                category_en=row[2],
                agency_ar=row[3] or row[5] or "",
                agency_en=row[4] or row[6] or "",
                wanted=round_.jurors_per_entry,
                live=row[7],
                submitted=row[8],
                judged=row[9],
                jurors=jurors[row[0].id],
            )
            for row in rows
        ],
        total,
        edition,
    )


def walled_seats(session: Session, actor: Actor, edition_id: UUID) -> dict[UUID, UUID]:
    """Live evaluations, by id with their entry, whose juror has a wall before the entry by now.

    An agency that was named in the entry later, a membership: nobody decided on these.
    """
    walls = walls_of(session, edition_id)
    jurors = {juror for juror, _ in walls.entries | walls.organisations}
    if not jurors:
        return {}
    rows = session.execute(
        select(Evaluation.id, Evaluation.juror_id, Entry.id, Entry.organisation_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Round, Round.id == Evaluation.round_id)
        .where(
            Round.edition_id == edition_id,
            Round.state != RoundState.closed,
            Evaluation.juror_id.in_(jurors),
            _live,
            not_barred(actor),
        )
    )
    return {key: entry for key, juror, entry, owner in rows if walls.bar(juror, entry, owner)}


def _jurors_of(
    session: Session, round_id: UUID, entry_ids: list[UUID], walled: Container[UUID]
) -> dict[UUID, list[AssignedJuror]]:
    found: dict[UUID, list[AssignedJuror]] = defaultdict(list)
    rows = session.execute(
        select(Evaluation, Juror)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .where(Evaluation.round_id == round_id, Evaluation.entry_id.in_(entry_ids))
        .order_by(Juror.folded_name, Juror.id)
    )
    for evaluation, juror in rows:
        found[evaluation.entry_id].append(
            AssignedJuror(
                evaluation_id=evaluation.id,
                juror_id=juror.id,
                juror_ar=juror.name_ar,
                juror_en=juror.name_en,
                origin=Origin(juror.origin),
                source=evaluation.source,
                status=status_of(evaluation),
                closed_reason=_reason(evaluation),
                closed_note=evaluation.closed_note,
                walled=evaluation.id in walled,
            )
        )
    return found


def _reason(evaluation: Evaluation) -> ClosedReason | None:
    return ClosedReason(evaluation.closed_reason) if evaluation.closed_reason else None


def list_loads(
    session: Session, actor: Actor, round_id: UUID, params: PageParams
) -> tuple[list[JurorLoad], int]:
    """The jurors of a round with their loads, without what the actor is walled off from.

    What a juror holds of an entry that left the race or the panel's categories is no load.
    """
    round_, edition = staff_round(session, actor, round_id, *WATCHERS)
    per = (
        select(
            Evaluation.juror_id,
            _count(_live).label("live"),
            _count(_live & submitted()).label("submitted"),
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.round_id == round_.id, judged_in(round_), not_barred(actor))
        .group_by(Evaluation.juror_id)
        .subquery()
    )
    conflicts = (
        select(Conflict.juror_id, func.count().label("count"))
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .where(Conflict.edition_id == edition.id, Conflict.state.in_(BARRING), not_walled(actor))
        .group_by(Conflict.juror_id)
        .subquery()
    )
    bids = (
        select(Bid.juror_id, func.count().label("count"))
        .join(Entry, Entry.id == Bid.entry_id)
        .where(judged_in(round_), not_barred(actor))
        .group_by(Bid.juror_id)
        .subquery()
    )
    on_panel = Juror.id.in_(
        select(PanelMember.juror_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.round_id == round_.id)
    )
    live = func.coalesce(per.c.live, 0)
    rows, total = paginate(
        session,
        select(
            Juror,
            on_panel.label("on_panel"),
            live,
            func.coalesce(per.c.submitted, 0),
            func.coalesce(conflicts.c.count, 0),
            func.coalesce(bids.c.count, 0),
        )
        .outerjoin(per, per.c.juror_id == Juror.id)
        .outerjoin(conflicts, conflicts.c.juror_id == Juror.id)
        .outerjoin(bids, bids.c.juror_id == Juror.id)
        .where(or_(on_panel, per.c.live > 0)),
        params,
        sorts={
            "name": InWords(Juror.folded_name, Juror.name_en),
            "origin": (Juror.origin, InWords(Juror.folded_name, Juror.name_en)),
            "live": live,
        },
        default_sort="name",
        tiebreak=Juror.id,
        search=[Juror.folded_name],
    )
    return [
        JurorLoad(
            juror_id=juror.id,
            name_ar=juror.name_ar,
            name_en=juror.name_en,
            origin=Origin(juror.origin),
            state=JurorState(juror.state),
            languages=juror.languages,
            employer_ar=juror.employer_ar,
            employer_en=juror.employer_en,
            on_panel=bool(member),
            accepted=juror.load_accepted,
            live=here,
            submitted=submitted,
            conflicts=barred,
            bids=said,
        )
        for juror, member, here, submitted, barred, said in rows
    ], total


def assignment(session: Session, evaluation_id: UUID) -> Assignment:
    """One assignment as those who assign see it, as of now."""
    row = session.execute(
        select(Evaluation, Entry.number, Juror)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .where(Evaluation.id == evaluation_id)
    ).one_or_none()
    if row is None:
        raise not_found()
    evaluation, number, juror = row[0], row[1], row[2]
    return Assignment(
        evaluation_id=evaluation.id,
        round_id=evaluation.round_id,
        entry_id=evaluation.entry_id,
        number=number,
        juror_id=juror.id,
        juror_ar=juror.name_ar,
        juror_en=juror.name_en,
        source=evaluation.source,
        status=status_of(evaluation),
        assigned_at=evaluation.assigned_at,
        closed_reason=_reason(evaluation),
        closed_note=evaluation.closed_note,
    )


def entry_and_juror(
    session: Session, actor: Actor, edition_id: UUID, entry_id: UUID, juror_id: UUID
) -> tuple[Entry, Juror]:
    """An entry and a juror of one edition.

    Refusals: `entry_unknown`, `juror_unknown` (422), `walled_off` (403).
    """
    row = session.execute(
        select(Entry, Juror)
        .select_from(Edition)
        .outerjoin(Entry, and_(Entry.edition_id == Edition.id, Entry.id == entry_id))
        .outerjoin(Juror, and_(Juror.edition_id == Edition.id, Juror.id == juror_id))
        .where(Edition.id == edition_id)
    ).one()
    entry, juror = row[0], row[1]
    if entry is None:
        raise invalid("entry_unknown", N_("هذه المشاركة ليست من هذه الدورة."), "entry_id")
    if juror is None:
        raise invalid("juror_unknown", N_("ليس هذا محكّمًا في هذه الدورة."), "juror_id")
    check_not_walled(actor, entry.id, entry.organisation_id)
    return entry, juror
