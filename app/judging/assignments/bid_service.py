"""Asking a panel for bids, and a juror's word on an entry."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import in_language
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.service import iso
from app.entries.models import Entry
from app.house import house_of
from app.judging.assignments.bid_queries import biddable, own_bid, own_place
from app.judging.assignments.bid_rules import BidValue, check_bids_open, check_bids_until
from app.judging.assignments.bid_schemas import OwnBid
from app.judging.assignments.models import Bid
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.queries import lock_jurors
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.errors import not_found
from app.notifications.service import post

BIDS_PAGE = "/app/juror/rounds/{round}/bids"


def set_bidding(
    session: Session, actor: Actor, round_id: UUID, until: datetime | None, now: datetime
) -> Round:
    """Ask the panels which entries it would judge, until a moment, or stop asking.

    Its members are written to once for each moment. Refusals: `round_closed` (409), those of
    `check_bids_until` (422).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(round_.state))
    check_bids_until(until, round_.closes_at, now)
    if round_.bids_until == until:
        return round_
    before = round_.bids_until
    round_.bids_until = until
    round_.version += 1
    mailed = 0 if until is None else _ask(session, edition, round_, until, now)
    audit.record(
        session,
        actor,
        "set_bidding",
        now,
        subject=("round", round_id),
        edition_id=edition.id,
        before=iso(before),
        after=iso(until),
        mailed=mailed,
    )
    return round_


def _ask(session: Session, edition: Edition, round_: Round, until: datetime, now: datetime) -> int:
    seated = (
        select(PanelMember.juror_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.round_id == round_.id)
    )
    rows = session.execute(
        select(Juror, User)
        .join(User, User.id == Juror.user_id)
        .where(Juror.id.in_(seated), Juror.state == JurorState.accepted)
        .order_by(Juror.id)
    ).all()
    for juror, user in rows:
        language = user.language
        post(
            session,
            "bids_asked",
            to_email=user.email,
            language=language,
            facts={
                "name": in_language(language, juror.name_ar, juror.name_en),
                "edition": in_language(language, edition.name_ar, edition.name_en),
                "round": in_language(language, round_.name_ar, round_.name_en),
                "until": until,
                "link": house_of(session).settings.base_url + BIDS_PAGE.format(round=round_.id),
                "zone": edition.timezone,
                "digits": user.digits,
            },
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
            dedupe_key=f"bids:{round_.id}:{juror.id}:{until.isoformat()}",
        )
    return len(rows)


def put_bid(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    bid: BidValue | None,
    now: datetime,
) -> OwnBid:
    """A juror says whether they would judge an entry, or takes the word back.

    Refusals: 404 for what they may not see, `bids_closed` (423).
    """
    juror, round_ = own_place(session, actor, round_id)
    check_bids_open(RoundState(round_.state), round_.bids_until, now)
    lock_jurors(session, [juror.id])  # two tabs find one row
    found = own_bid(
        session, juror, round_, (Entry.id == entry_id) & biddable(session, actor, juror, round_)
    )
    if found is None:
        raise not_found()
    if found.bid == bid:
        return found
    row = session.get(Bid, (juror.id, entry_id))
    if bid is None:
        session.delete(row)
    elif row is None:
        session.add(Bid(juror_id=juror.id, entry_id=entry_id, bid=bid.value, made_at=now))
    else:
        row.bid, row.made_at = bid.value, now
    audit.record(
        session,
        actor,
        "put_bid",
        now,
        subject=("entry", entry_id),
        edition_id=round_.edition_id,
        juror_id=str(juror.id),
        bid=None if bid is None else bid.value,
    )
    return found.model_copy(update={"bid": bid})
