"""Routes of jurors' bids."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.assignments import bid_queries, bid_service
from app.judging.assignments.bid_queries import BidFilter
from app.judging.assignments.bid_rules import BID_NAMES
from app.judging.assignments.bid_schemas import BiddingIn, BidIn, OwnBid
from app.judging.rounds.schemas import StaffRound
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["assignments"], route_class=StrictRoute)

COLUMNS = [
    (N_("رقم المشاركة"), lambda b: b.number),
    (N_("المشاركة"), lambda b: b.title_ar),
    (N_("المشاركة بالإنجليزية"), lambda b: b.title_en),
    (N_("الفئة"), lambda b: b.category_ar),
    (N_("الرغبة"), lambda b: None if b.bid is None else Word(BID_NAMES[b.bid])),
]


@router.put("/rounds/{round_id}/bidding", response_model=StaffRound, **policy(Role.organiser))
async def set_bidding(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: BiddingIn
) -> Any:
    """Ask a round's panel for bids until a moment, or stop asking."""
    return await db.work(
        bid_service.set_bidding, token, round_id, wanted.until, now, answer=StaffRound.of
    )


@router.get("/juror/rounds/{round_id}/bids", response_model=Page[OwnBid], **policy(Role.juror))
async def own_bids(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    category_id: UUID | None = None,
    bid: BidFilter | None = None,
) -> Any:
    """The entries of a round that I may bid for."""
    return await db.read(
        bid_queries.own_bids,
        token,
        round_id,
        params,
        category_id,
        bid,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="bids"
        ),
    )


@router.put("/juror/rounds/{round_id}/bids/{entry_id}", response_model=OwnBid, **policy(Role.juror))
async def put_bid(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, entry_id: UUID, wanted: BidIn
) -> Any:
    """Say whether I would judge an entry."""
    return await db.work(bid_service.put_bid, token, round_id, entry_id, wanted.bid, now)
