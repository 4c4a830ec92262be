"""The progress of a round, for the organiser and for the chair. Counts in SQL; never a score.

Nothing counts what a conflict walls the reader off from: taking what they see from a whole would
tell them who judges it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.blind.queries import titles_shown
from app.judging.conflicts.deciding_queries import count_undecided
from app.judging.evaluations.claim_queries import open_claims
from app.judging.evaluations.day_queries import by_day, pace_of
from app.judging.evaluations.models import Completion, Evaluation
from app.judging.evaluations.progress_schemas import (
    CategoryProgress,
    JurorProgress,
    PanelProgress,
    RoundBoard,
    ShortEntry,
    Standing,
)
from app.judging.evaluations.queries import drafted, reopened, submitted, untouched
from app.judging.evaluations.rules import completion_stands
from app.judging.panels.models import Juror
from app.judging.panels.panel_queries import Part, chaired_panels, part_of, reaches_of
from app.judging.panels.reach_rules import Reach, panel_for
from app.judging.panels.rules import JurorState, Origin
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState
from app.judging.rounds.schemas import window_of
from app.kit.paging import InWords, PageParams, paginate

WATCHERS: Final = (Role.organiser, Role.auditor, Role.approver)
_NAMED: Final = 500
COUNTS: Final = ("assigned", "untouched", "drafts", "submitted", "reopened")

_live = Evaluation.closed_at.is_(None)


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).cast(Integer)


def _counts(within: Any) -> tuple[Any, ...]:
    """assigned, untouched, drafts, submitted, reopened of the evaluations in the race."""
    return (
        _count(within),
        _count(within & untouched()),
        _count(within & drafted()),
        _count(within & submitted()),
        _count(within & reopened()),
    )


# Made once: to make them takes longer than to ask for them.
_OF_ENTRY: Final = tuple(
    column.label(name)
    for column, name in zip(_counts(Evaluation.id.is_not(None)), COUNTS, strict=True)
)


def show_progress(
    session: Session, actor: Actor, round_id: UUID, now: datetime, panel_id: UUID | None = None
) -> RoundBoard:
    """The board of a round, or of one of its panels, for those who run or watch the edition."""
    round_, edition = staff_round(session, actor, round_id, *WATCHERS)
    part = part_of(session, round_, None if panel_id is None else {panel_id})
    board = _board(session, actor, round_, edition, part, now)
    if panel_id is None:
        board.by_panel = _by_panel(reaches_of(session, round_id), board.by_category)
    return board


def show_chair_progress(
    session: Session, actor: Actor, round_id: UUID, now: datetime
) -> RoundBoard:
    """The board of what the actor's panels judge in a round, for their chair."""
    round_, edition, mine = chaired_panels(session, actor, round_id)
    part = part_of(session, round_, mine)
    board = _board(session, actor, round_, edition, part, now)
    return _numbered(session, round_, board) if round_.blind else board


def _numbered(session: Session, round_: Round, board: RoundBoard) -> RoundBoard:
    """The board with the titles that the round's jurors read."""
    named = {one.entry_id: one for one in (*board.below_quorum, *board.below_wanted)}
    titles = titles_shown(
        session,
        {key: (one.number, one.title_ar, one.title_en) for key, one in named.items()},
        set(named) if "title" in round_.hidden else (),
    )
    for key, one in named.items():
        one.title_ar, one.title_en = titles[key]
    return board


def _board(
    session: Session, actor: Actor, round_: Round, edition: Edition, part: Part, now: datetime
) -> RoundBoard:
    per = _per_entry(actor, round_, part)
    quorum = round_.needed(edition.quorum)
    categories = _by_category(session, per, round_, quorum)
    below = _below(session, per, quorum, max(quorum, round_.jurors_per_entry))
    closed = {
        row[0]: row[1]
        for row in session.execute(
            select(Evaluation.closed_reason, func.count())
            .join(Entry, Entry.id == Evaluation.entry_id)
            .where(
                Evaluation.round_id == round_.id,
                Evaluation.closed_at.is_not(None),
                part.within,
                not_barred(actor),
            )
            .group_by(Evaluation.closed_reason)
        )
    }
    jurors, behind, not_begun = _jurors_behind(session, actor, round_, part)
    days = by_day(session, actor, round_, edition, part)
    left = sum(one.assigned - one.submitted for one in categories)
    return RoundBoard(
        round_id=round_.id,
        edition_id=edition.id,
        number=round_.number,
        name_ar=round_.name_ar,
        name_en=round_.name_en,
        state=RoundState(round_.state),
        window=window_of(round_, now),
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
        quorum=quorum,
        jurors_per_entry=round_.jurors_per_entry,
        assigned=sum(one.assigned for one in categories),
        untouched=sum(one.untouched for one in categories),
        drafts=sum(one.drafts for one in categories),
        submitted=sum(one.submitted for one in categories),
        reopened=sum(one.reopened for one in categories),
        entries=sum(one.entries for one in categories),
        short=sum(one.below_quorum for one in categories),
        fewer=sum(one.below_wanted for one in categories),
        jurors=jurors,
        jurors_behind=behind,
        jurors_not_begun=not_begun,
        pace=pace_of(round_, edition, days, left, now),
        recused=closed.get("recused", 0) + closed.get("suspended", 0),
        given_back=closed.get("given_back", 0),
        conflicts_undecided=count_undecided(session, actor, edition.id, now),
        claims_open=open_claims(session, Round.id == round_.id, part.within, actor=actor).get(
            round_.id, 0
        ),
        by_category=categories,
        by_day=days,
        below_quorum=[one for one in below if one.submitted < quorum],
        below_wanted=[one for one in below if one.submitted >= quorum],
    )


def _by_panel(
    reaches: Sequence[Reach], categories: Sequence[CategoryProgress]
) -> list[PanelProgress]:
    """The categories' counts by the panel that judges them; a panel alone is the whole round."""
    of = {one.category_id: panel_for(one.category_id, reaches) for one in categories}
    return [
        PanelProgress.of(panel, [one for one in categories if of[one.category_id] is panel])
        for panel in (reaches if len(reaches) > 1 else ())
    ]


def _per_entry(actor: Actor, round_: Round, part: Part) -> Any:
    """Per entry that the round judges and the actor may see: assigned, untouched, drafts, submitted, reopened."""
    return (
        select(
            Entry.id.label("entry_id"),
            Entry.category_id,
            *_OF_ENTRY,
        )
        .outerjoin(
            Evaluation,
            and_(Evaluation.entry_id == Entry.id, Evaluation.round_id == round_.id, _live),
        )
        .where(part.entries, not_barred(actor))
        .group_by(Entry.id, Entry.category_id)
        .subquery()
    )


def _by_category(session: Session, per: Any, round_: Round, quorum: int) -> list[CategoryProgress]:
    wanted = round_.jurors_per_entry

    def whole(name: str) -> Any:
        return func.coalesce(func.sum(per.c[name]), 0).cast(Integer)

    rows = session.execute(
        select(
            Category.id,
            Category.code,
            Category.name_ar,
            Category.name_en,
            func.count(per.c.entry_id),
            _count(per.c.submitted < quorum),
            _count((per.c.submitted >= quorum) & (per.c.submitted < wanted)),
            *(whole(name) for name in COUNTS),
        )
        .join(per, per.c.category_id == Category.id)
        .group_by(Category.id, Category.code, Category.name_ar, Category.name_en, Category.position)
        .order_by(Category.position, Category.id)
    )
    return [
        CategoryProgress(
            category_id=row[0],
            code=row[1],
            name_ar=row[2],
            name_en=row[3],
            entries=row[4],
            below_quorum=row[5],
            below_wanted=row[6],
            **dict(zip(COUNTS, row[7:], strict=True)),
        )
        for row in rows
    ]


def _below(session: Session, per: Any, quorum: int, least: int) -> list[ShortEntry]:
    """Entries with fewer than `least` submitted evaluations, those below quorum first."""
    rows = session.execute(
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.category_id,
            per.c.assigned,
            per.c.submitted,
        )
        .join(per, per.c.entry_id == Entry.id)
        .where(per.c.submitted < least)
        .order_by(per.c.submitted >= quorum, Entry.number)
        .limit(_NAMED)
    )
    return [
        ShortEntry(
            entry_id=row[0],
            number=row[1],
            title_ar=row[2],
            title_en=row[3],
            category_id=row[4],
            assigned=row[5],
            submitted=row[6],
        )
        for row in rows
    ]


def _jurors_behind(
    session: Session, actor: Actor, round_: Round, part: Part
) -> tuple[int, int, int]:
    """Jurors to whom something is assigned; who have something open; who have saved nothing."""
    per = (
        select(
            Evaluation.juror_id,
            _count(~submitted()).label("open"),
            _count(~untouched()).label("begun"),
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.round_id == round_.id, _live, part.entries, not_barred(actor))
        .group_by(Evaluation.juror_id)
        .subquery()
    )
    row = session.execute(
        select(func.count(), _count(per.c.open > 0), _count(per.c.begun == 0)).select_from(per)
    ).one()
    return row[0], row[1], row[2]


# ------------------------------------------------------------------ by juror


def list_juror_progress(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    standing: Standing | None = None,
    panel_id: UUID | None = None,
) -> tuple[list[JurorProgress], int]:
    """The jurors of a round, or of one of its panels, with how far they are, for those who run or
    watch the edition.
    """
    round_, _ = staff_round(session, actor, round_id, *WATCHERS)
    part = part_of(session, round_, None if panel_id is None else {panel_id})
    return _by_juror(session, actor, round_, part, params, standing)


def list_chair_juror_progress(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    standing: Standing | None = None,
) -> tuple[list[JurorProgress], int]:
    """The jurors of the actor's panels in a round with how far they are, for their chair."""
    round_, _, mine = chaired_panels(session, actor, round_id)
    part = part_of(session, round_, mine)
    return _by_juror(session, actor, round_, part, params, standing)


def _by_juror(
    session: Session,
    actor: Actor,
    round_: Round,
    part: Part,
    params: PageParams,
    standing: Standing | None,
) -> tuple[list[JurorProgress], int]:
    within = _live & part.entries
    per = (
        select(
            Evaluation.juror_id,
            *(column.label(name) for column, name in zip(_counts(within), COUNTS, strict=True)),
            _count(Evaluation.closed_reason.in_(("recused", "suspended"))).label("recused"),
            _count(Evaluation.closed_reason == "given_back").label("given_back"),
            func.max(Evaluation.saved_at).label("last_saved_at"),
            func.max(case((within, Evaluation.submitted_at))).label("submitted_at"),
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.round_id == round_.id, part.within, not_barred(actor))
        .group_by(Evaluation.juror_id)
        .subquery()
    )
    done = func.coalesce(per.c.submitted, 0)
    standings: dict[Standing, Any] = {
        "not_begun": (per.c.assigned > 0) & (per.c.untouched == per.c.assigned),
        "behind": per.c.submitted < per.c.assigned,
        "done": (per.c.assigned > 0) & (per.c.submitted == per.c.assigned),
    }
    rows, total = paginate(
        session,
        select(
            Juror.id,
            Juror.name_ar,
            Juror.name_en,
            Juror.origin,
            Juror.state,
            *(per.c[name] for name in (*COUNTS, "recused", "given_back", "last_saved_at")),
            per.c.submitted_at,
            Completion.signed_at,
        )
        .outerjoin(per, per.c.juror_id == Juror.id)
        .outerjoin(
            Completion,
            and_(Completion.juror_id == Juror.id, Completion.round_id == round_.id),
        )
        .where(
            or_(Juror.id.in_(part.jurors), per.c.juror_id.is_not(None)),
            true() if standing is None else standings[standing],
        ),
        params,
        sorts={
            "name": InWords(Juror.folded_name, Juror.name_en),
            "assigned": func.coalesce(per.c.assigned, 0),
            "submitted": done,
            "left": func.coalesce(per.c.assigned, 0) - done,
            "last_saved_at": per.c.last_saved_at,
        },
        default_sort="-left",
        tiebreak=Juror.id,
        search=[Juror.folded_name],
    )
    return [
        JurorProgress(
            juror_id=row[0],
            name_ar=row[1],
            name_en=row[2],
            origin=Origin(row[3]),
            state=JurorState(row[4]),
            **{name: row[5 + at] or 0 for at, name in enumerate(COUNTS)},
            recused=row[10] or 0,
            given_back=row[11] or 0,
            last_saved_at=row[12],
            signed_at=completion_stands(
                row.signed_at,
                row.submitted_at,
                waiting=(row.assigned or 0) - (row.submitted or 0) + (row.reopened or 0),
            ),
        )
        for row in rows
    ], total
