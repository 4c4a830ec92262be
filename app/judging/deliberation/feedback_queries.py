"""Reading feedback: the list, one entry's with the jurors' comments, and the entrant's own."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Criterion, Edition
from app.editions.queries import staff_edition
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.entries.rules import EntryState
from app.entries.wall_queries import barred_categories
from app.judging.blind.queries import folded_shown, hides_names, titles_shown
from app.judging.deliberation.feedback_rules import FeedbackState
from app.judging.deliberation.feedback_schemas import (
    EntrantFeedback,
    FeedbackRow,
    FeedbackText,
    JurorComment,
    StaffFeedback,
)
from app.judging.deliberation.models import Feedback
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.panel_queries import unchaired
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate

FEEDBACK_READERS = (Role.organiser, Role.chair, Role.auditor)
WRITERS = (Role.organiser, Role.chair)
_STATE: Any = func.coalesce(Feedback.state, FeedbackState.none.value)
_ORDER: Any = case({"none": 0, "draft": 1, "ready": 2, "released": 3}, value=_STATE)


def closed_round(session: Session, edition_id: UUID) -> Round | None:
    """The edition's last closed round, if there is one."""
    return session.scalars(
        select(Round)
        .where(Round.edition_id == edition_id, Round.state == RoundState.closed.value)
        .order_by(Round.number.desc())
        .limit(1)
    ).one_or_none()


def hiding_round(session: Session, actor: Actor, edition: Edition) -> Round | None:
    """The round that hides the most of an entry's name from this reader; None: they read names.

    Any round of the edition, whatever its state: an entry that is a number in one is one in all.
    """
    rounds = session.scalars(
        select(Round).where(Round.edition_id == edition.id).order_by(Round.number)
    )
    hiding = [one for one in rounds if hides_names(actor, edition, one)]
    return max(hiding, key=lambda one: "title" in one.hidden, default=None)


def _commented() -> Any:
    """How many jurors wrote of the entry as a whole, in closed rounds."""
    return (
        select(func.count(Evaluation.id))
        .join(Round, Round.id == Evaluation.round_id)
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .where(
            Evaluation.entry_id == Entry.id,
            Evaluation.closed_at.is_(None),
            Round.state == RoundState.closed.value,
            Revision.comment != "",
        )
        .correlate(Entry)
        .scalar_subquery()
    )


def list_feedback(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    state: FeedbackState | None = None,
) -> tuple[list[FeedbackRow], int]:
    """The entries in the race with their feedback, without the categories that the reader may not know."""
    edition = staff_edition(session, actor, edition_id, *FEEDBACK_READERS)
    blind = hiding_round(session, actor, edition)
    words = Entry.folded if blind is None else folded_shown(blind)
    wanted = (
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Category.name_ar,
            Category.name_en,
            _STATE.label("state"),
            _commented().label("comments"),
            Feedback.written_at,
            Feedback.released_at,
        )
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Feedback, Feedback.entry_id == Entry.id)
        .where(Entry.edition_id == edition.id, Entry.state == EntryState.eligible.value)
        .where(Entry.category_id.not_in(_unread(session, actor, edition)))
    )
    if state is not None:
        wanted = wanted.where(state.value == _STATE)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "number": Entry.number,
            "title": InWords(Entry.folded, Entry.title_en) if blind is None else words,
            "category": (Category.position, Entry.number),
            "state": (_ORDER, Entry.number),
            "comments": (_commented(), Entry.number),
        },
        default_sort="number",
        tiebreak=Entry.id,
        search=(words,),
    )
    named = {row.id: (row.title_ar, row.title_en) for row in rows}
    if blind is not None:
        entries = {row.id: (row.number, row.title_ar, row.title_en) for row in rows}
        named = titles_shown(session, entries, set(named) if "title" in blind.hidden else ())
    return [
        FeedbackRow(
            entry_id=row.id,
            number=row.number,
            title_ar=named[row.id][0],
            title_en=named[row.id][1],
            category_ar=row.name_ar,
            category_en=row.name_en,
            state=row.state,
            comments=row.comments,
            written_at=row.written_at,
            released_at=row.released_at,
        )
        for row in rows
    ], total


def _unread(session: Session, actor: Actor, edition: Edition) -> set[UUID]:
    """The categories of the reader's conflicts and, to who only chairs, those of other panels."""
    return barred_categories(session, actor, edition.id) | unchaired(session, actor, edition)


def entry_of(
    session: Session, actor: Actor, entry_id: UUID, *roles: Role, lock: bool = False
) -> tuple[Entry, Edition, Feedback | None]:
    """An entry with its feedback, for one who holds a role over it and has no conflict there; or 404.

    Who only chairs holds it over what their panels judge.
    """
    entry = session.get(Entry, entry_id)
    if entry is None or entry.state != EntryState.eligible:
        raise not_found()
    edition = staff_edition(session, actor, entry.edition_id, *roles)
    if entry.category_id in _unread(session, actor, edition):
        raise not_found()
    if lock:  # two who write at once take turns
        session.refresh(entry, with_for_update={"key_share": True})
    row = session.get(Feedback, entry_id, populate_existing=True)
    return entry, edition, row


def staff_feedback(
    session: Session, actor: Actor, entry: Entry, edition: Edition, row: Feedback | None
) -> StaffFeedback:
    """What its writer reads; the jurors' comments once their round is closed."""
    blind = hiding_round(session, actor, edition)
    titles = (entry.title_ar, entry.title_en)
    if blind is not None:
        hidden = [entry.id] if "title" in blind.hidden else []
        shown = titles_shown(session, {entry.id: (entry.number, *titles)}, hidden)
        titles = shown[entry.id]
    return StaffFeedback(
        entry_id=entry.id,
        number=entry.number,
        title_ar=titles[0],
        title_en=titles[1],
        state=FeedbackState.none if row is None else FeedbackState(row.state),
        strengths="" if row is None else row.strengths,
        improvements="" if row is None else row.improvements,
        comments=_comments(session, entry),
        released_at=None if row is None else row.released_at,
        version=0 if row is None else row.version,
    )


def _comments(session: Session, entry: Entry) -> list[JurorComment]:
    """What the jurors wrote, ordered by a hash of the text: the order tells nobody's hand."""
    names = {
        str(row.id): row
        for row in session.execute(
            select(Criterion.id, Criterion.name_ar, Criterion.name_en)
            .join(Category, Category.rubric_id == Criterion.rubric_id)
            .where(Category.id == entry.category_id)
        )
    }
    found: list[tuple[str, str]] = []
    for whole, scores in session.execute(
        select(Revision.comment, Revision.scores)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .join(Round, Round.id == Evaluation.round_id)
        .where(
            Evaluation.entry_id == entry.id,
            Evaluation.closed_at.is_(None),
            Round.state == RoundState.closed.value,
        )
    ):
        found.append(("", whole))
        found += [(key, one.get("comment") or "") for key, one in scores.items()]
    order = list(names)
    said = sorted(
        ((key, text) for key, text in found if text.strip()),
        key=lambda one: (
            order.index(one[0]) if one[0] in names else -1,
            hashlib.sha256(one[1].encode()).digest(),
        ),
    )
    return [
        JurorComment(
            criterion_ar=names[key].name_ar if key in names else "",
            criterion_en=names[key].name_en if key in names else "",
            text=text,
        )
        for key, text in said
    ]


def own_feedback(session: Session, actor: Actor, entry_id: UUID) -> EntrantFeedback:
    """What the people of an entry read once it is released. Refusal: 404."""
    entry = entrant_entry(session, actor, entry_id)
    row = session.get(Feedback, entry.id)
    if row is None or row.released_at is None:
        return EntrantFeedback(feedback=None)
    return EntrantFeedback(
        feedback=FeedbackText(
            strengths=row.strengths, improvements=row.improvements, released_at=row.released_at
        )
    )
