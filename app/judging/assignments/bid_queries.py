"""Reading bids: the entries that a juror may bid for, and who has bid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.house import house_of
from app.judging.assignments.bid_rules import BidValue, check_bids_open
from app.judging.assignments.bid_schemas import OwnBid
from app.judging.assignments.models import Bid
from app.judging.blind.queries import folded_shown, titles_shown
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.panel_queries import reaches_of, within
from app.judging.panels.queries import judged_in
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate

BidFilter = Literal["want", "can", "rather_not", "none"]
NONE: Final = "none"


def own_place(session: Session, actor: Actor, round_id: UUID) -> tuple[Juror, Round]:
    """The actor as a juror of a panel of the round, or 404."""
    row = session.execute(
        select(Juror, Round)
        .join(PanelMember, PanelMember.juror_id == Juror.id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .join(Round, Round.id == Panel.round_id)
        .where(Round.id == round_id, Juror.user_id == actor.id, Juror.state == JurorState.accepted)
    ).first()
    if row is None:
        raise not_found()
    return row[0], row[1]


def biddable(session: Session, actor: Actor, juror: Juror, round_: Round) -> Any:
    """A condition on entries: a panel of theirs judges them and no wall keeps this juror from them."""
    seats = session.scalars(
        select(PanelMember.panel_id).where(PanelMember.juror_id == juror.id)
    ).all()
    theirs = within(reaches_of(session, round_.id), seats)
    wanted = and_(judged_in(round_), theirs, not_barred(actor))
    if juror.employer_id is None:
        return wanted
    return wanted & Entry.organisation_id.is_distinct_from(juror.employer_id)


def _rows(juror: Juror) -> Select[*tuple[Any, ...]]:
    mine = (Bid.entry_id == Entry.id) & (Bid.juror_id == juror.id)
    return (
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.category_id,
            Category.name_ar,
            Category.name_en,
            Bid.bid,
        )
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Bid, mine)
    )


def own_bids(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    category_id: UUID | None = None,
    bid: BidFilter | None = None,
) -> tuple[list[OwnBid], int]:
    """The entries that the juror may bid for, with their word. Refusals: 404, `bids_closed` (423)."""
    juror, round_ = own_place(session, actor, round_id)
    check_bids_open(RoundState(round_.state), round_.bids_until, house_of(session).clock())
    wanted = _rows(juror).where(biddable(session, actor, juror, round_))
    if category_id is not None:
        wanted = wanted.where(Entry.category_id == category_id)
    if bid is not None:
        wanted = wanted.where(Bid.bid.is_(None) if bid == NONE else Bid.bid == bid)
    words = folded_shown(round_)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "number": Entry.number,
            "title": words if round_.blind else InWords(Entry.folded, Entry.title_en),
            "category": (Category.position, Entry.number),
        },
        default_sort="number",
        tiebreak=Entry.id,
        search=[words],
    )
    return _own(session, round_, rows), total


def own_bid(session: Session, juror: Juror, round_: Round, condition: Any) -> OwnBid | None:
    """One entry with the juror's word, if the condition holds."""
    rows = session.execute(_rows(juror).where(condition)).all()
    return next(iter(_own(session, round_, rows)), None)


def _own(session: Session, round_: Round, rows: Sequence[Any]) -> list[OwnBid]:
    titles = {row[0]: (row[2], row[3]) for row in rows}
    if round_.blind:
        hidden = titles if "title" in round_.hidden else ()
        entries = {row[0]: (row[1], row[2], row[3]) for row in rows}
        titles = titles_shown(session, entries, set(hidden))
    return [
        OwnBid(
            entry_id=row[0],
            number=row[1],
            title_ar=titles[row[0]][0],
            title_en=titles[row[0]][1],
            category_id=row[4],
            category_ar=row[5],
            category_en=row[6],
            bid=None if row[7] is None else BidValue(row[7]),
        )
        for row in rows
    ]


def bids_of(
    session: Session, edition_id: UUID, juror_ids: Iterable[UUID], entry_ids: set[UUID]
) -> dict[tuple[UUID, UUID], BidValue]:
    """(juror, entry) to what these jurors said of these entries."""
    rows = session.execute(
        select(Bid.juror_id, Bid.entry_id, Bid.bid)
        .join(Juror, Juror.id == Bid.juror_id)
        .where(Juror.edition_id == edition_id, Juror.id.in_(set(juror_ids)))
    )
    return {(juror, entry): BidValue(bid) for juror, entry, bid in rows if entry in entry_ids}
