"""Where a juror sits: each panel with its round and the categories that it judges there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.service import in_language
from app.editions.models import Category
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.panel_queries import reaches_of
from app.judging.panels.reach_rules import judges
from app.judging.rounds.models import Round

# So many categories are named in a mail; the page names them all.
MAILED: Final = 30


@dataclass(frozen=True, slots=True)
class Seat:
    """A juror's place on a panel."""

    panel: Panel
    round: Round
    chairs: bool
    categories: list[Category]


def seats_of(session: Session, juror: Juror) -> list[Seat]:
    """Every seat of a juror, in the order of the rounds."""
    rows = session.execute(
        select(Panel, Round)
        .join(PanelMember, PanelMember.panel_id == Panel.id)
        .join(Round, Round.id == Panel.round_id)
        .where(PanelMember.juror_id == juror.id)
        .order_by(Round.number, Panel.id)
    ).all()
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == juror.edition_id)
        .order_by(Category.position, Category.id)
    ).all()
    reaches = {round_.id: reaches_of(session, round_.id) for _, round_ in rows}
    return [
        Seat(
            panel,
            round_,
            panel.chair_id == juror.id,
            [one for one in categories if judges([panel.id], one.id, [reaches[round_.id]])],
        )
        for panel, round_ in rows
    ]


def mailed_seats(session: Session, juror: Juror, language: str) -> list[dict[str, Any]]:
    """The seats as a mail names them: the panel, the round where there are several, the categories."""
    seats = seats_of(session, juror)
    several = len({one.round.id for one in seats}) > 1
    return [
        {
            "panel": in_language(language, one.panel.name_ar, one.panel.name_en),
            "round": in_language(language, one.round.name_ar, one.round.name_en) if several else "",
            "chairs": one.chairs,
            "categories": [
                in_language(language, category.name_ar, category.name_en)
                for category in one.categories[:MAILED]
            ],
            "more": len(one.categories) > MAILED,
        }
        for one in seats
    ]


def seats_of_invited(
    session: Session, edition_id: UUID | None, email: str, language: str
) -> list[dict[str, Any]]:
    """The same of the juror of an edition with this address; none for anybody else."""
    juror = session.scalar(
        select(Juror).where(Juror.edition_id == edition_id, Juror.email == email)
    )
    return [] if juror is None else mailed_seats(session, juror, language)
