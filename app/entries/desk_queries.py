"""Reading the screening desk: its queue, one entry's place in it, and what stands beside an entry."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.entries.desk_schemas import DeskRow, DeskView
from app.entries.draft_queries import FOLDED, TITLE_EN
from app.entries.duplicate_queries import duplicates_of, has_duplicates, visible_pairs
from app.entries.eligibility_queries import failed_a_rule
from app.entries.form_queries import entry_form, frozen_fields
from app.entries.list_queries import staff_row, staff_rows
from app.entries.models import Entry
from app.entries.queries import READERS, SCREENERS, entry_for_staff, refused_now, staff_sees
from app.entries.rules import EntryState
from app.entries.schemas import PersonRef
from app.entries.screening_models import (
    ChecklistTick,
    DuplicatePair,
    ScreeningDecision,
    ScreeningMessage,
    ScreeningNote,
)
from app.entries.screening_queries import checklist_of, parts_beside, thread_of, two_persons
from app.entries.screening_rules import (
    Decided,
    Flag,
    Standing,
    check_first_person,
    check_may_tick,
    check_may_write,
    check_second_person,
    is_overdue,
)
from app.entries.submission_models import Submission
from app.entries.submission_queries import submitted_answers
from app.entries.wall_queries import is_barred
from app.entries.zone_queries import changes_until, may_decide
from app.kit.paging import InWords, PageParams, Sort, paginate
from app.organisations.models import Organisation

_LATER: Final = aliased(ScreeningMessage)


@dataclass(frozen=True)
class Filters:
    """What the queue is narrowed to. `screener`: a person's id, `me` or `none`."""

    state: EntryState | None = None
    category_id: UUID | None = None
    flag: Flag | None = None
    screener: str | None = None


# ------------------------------------------------------------------ what the flags mean

PROPOSED: Final = exists().where(
    ScreeningDecision.entry_id == Entry.id, ScreeningDecision.state == Standing.proposed.value
)
ANSWERED: Final = and_(
    Entry.state == EntryState.submitted.value,
    exists().where(
        ScreeningDecision.entry_id == Entry.id, ScreeningDecision.answered_at.is_not(None)
    ),
)
MESSAGE_WAITS: Final = exists().where(
    ScreeningMessage.entry_id == Entry.id,
    ~ScreeningMessage.from_staff,
    ~exists().where(
        _LATER.entry_id == ScreeningMessage.entry_id,
        _LATER.from_staff,
        _LATER.sent_at >= ScreeningMessage.sent_at,
    ),
)


def flagged(actor: Actor, edition: Edition, flag: Flag, now: datetime) -> ColumnElement[bool]:
    """The condition that an entry bears this flag for this reader."""
    overdue = and_(Entry.state == EntryState.returned.value, Entry.return_until < now)
    return {
        Flag.answered: ANSWERED,
        Flag.overdue: overdue,
        Flag.proposed: PROPOSED,
        Flag.message: MESSAGE_WAITS,
        Flag.duplicate: has_duplicates(actor, edition.id),
        Flag.rule: failed_a_rule(),
    }[flag]


# ------------------------------------------------------------------ the queue


def queue(
    actor: Actor, edition: Edition, filters: Filters, now: datetime, query: Select[*tuple[Any, ...]]
) -> Select[*tuple[Any, ...]]:
    """The entries of the queue: what was ever submitted."""
    query = query.where(
        Entry.edition_id == edition.id, Entry.state != EntryState.draft.value, staff_sees(actor)
    )
    if filters.state is not None:
        query = query.where(Entry.state == filters.state.value)
    if filters.category_id is not None:
        query = query.where(Entry.category_id == filters.category_id)
    if filters.flag is not None:
        query = query.where(flagged(actor, edition, filters.flag, now))
    if filters.screener is not None:
        query = query.where(screened_by(actor, filters.screener))
    return query


def screened_by(actor: Actor, screener: str) -> ColumnElement[bool]:
    """The condition that an entry is this person's to screen; `me`, or `none` for nobody's."""
    match screener:
        case "none":
            return Entry.screener_id.is_(None)
        case "me":
            return Entry.screener_id == actor.user_id
        case other:
            return Entry.screener_id == UUID(other)


SORTS: Final[Mapping[str, Sort]] = {
    "number": Entry.number,
    "title": InWords(FOLDED, TITLE_EN),
    "category": (Category.position, Entry.number),
    "organisation": InWords(
        func.coalesce(Organisation.folded_name, User.folded_name),
        func.coalesce(Organisation.name_en, User.name_en),
    ),
    "state": (Entry.state, Entry.number),
    "submitted": Entry.submitted_at,
    "until": Entry.return_until,
}
DEFAULT_SORT: Final = "number"
SEARCH: Final[Sequence[Any]] = (
    FOLDED,
    func.coalesce(Organisation.folded_name, ""),
    func.coalesce(User.folded_name, ""),
    cast(Entry.number, String),
)


def list_screening(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    filters: Filters,
    now: datetime,
) -> tuple[list[DeskRow], int, Edition]:
    """The queue of the desk, in a fixed number of statements."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    query = staff_rows().add_columns(Entry.screener_id, Entry.return_until)
    rows, total = paginate(
        session,
        queue(actor, edition, filters, now, query),
        params,
        sorts=SORTS,
        default_sort=DEFAULT_SORT,
        tiebreak=Entry.id,
        search=SEARCH,
    )
    whole = params.format == "csv"
    marks = _marks(session, actor, edition.id, None if whole else [row.id for row in rows])
    people = _people(session, {row.screener_id for row in rows})
    return (
        [
            DeskRow(
                **dict(staff_row(row)),
                screener=PersonRef.model_validate(people[row.screener_id])
                if row.screener_id in people
                else None,
                return_until=row.return_until,
                overdue=is_overdue(EntryState(row.state), row.return_until, now),
                answered_at=marks.answered.get(row.id)
                if row.state == EntryState.submitted.value
                else None,
                proposed=marks.proposed.get(row.id),
                message_waits=row.id in marks.messages,
                duplicates=marks.duplicates[row.id],
                ticked=marks.ticked.get(row.id, 0),
            )
            for row in rows
        ],
        total,
        edition,
    )


@dataclass(frozen=True)
class _Marks:
    """What stands beside the entries of an edition."""

    proposed: Mapping[UUID, Decided]
    answered: Mapping[UUID, datetime]
    messages: frozenset[UUID]
    duplicates: Counter[UUID]
    ticked: Mapping[UUID, int]


def _marks(session: Session, actor: Actor, edition_id: UUID, ids: Sequence[UUID] | None) -> _Marks:
    """Of these entries, or (None) of all in the edition."""
    here = Entry.edition_id == edition_id if ids is None else Entry.id.in_(ids)
    decisions = session.execute(
        select(
            ScreeningDecision.entry_id,
            ScreeningDecision.decision,
            ScreeningDecision.state,
            ScreeningDecision.answered_at,
        )
        .join(Entry, Entry.id == ScreeningDecision.entry_id)
        .where(
            here,
            (ScreeningDecision.state == Standing.proposed.value)
            | ScreeningDecision.answered_at.is_not(None),
        )
        .order_by(ScreeningDecision.proposed_at, ScreeningDecision.id)
    ).all()
    pairs = session.execute(
        visible_pairs(actor, edition_id, DuplicatePair.first_id, DuplicatePair.second_id).where(
            DuplicatePair.dismissed_at.is_(None)
        )
    )
    ticked = session.execute(
        select(ChecklistTick.entry_id, func.count().label("ticked"))
        .join(Entry, Entry.id == ChecklistTick.entry_id)
        .where(
            here, ChecklistTick.item_id.in_([one.id for one in checklist_of(session, edition_id)])
        )
        .group_by(ChecklistTick.entry_id)
    )
    return _Marks(
        proposed={
            row.entry_id: Decided(row.decision)
            for row in decisions
            if row.state == Standing.proposed.value
        },
        answered={row.entry_id: row.answered_at for row in decisions if row.answered_at},
        messages=frozenset(session.scalars(select(Entry.id).where(here, MESSAGE_WAITS))),
        duplicates=Counter(one for pair in pairs for one in pair),
        ticked={row.entry_id: row.ticked for row in ticked},
    )


def _people(session: Session, ids: set[Any]) -> dict[UUID, User]:
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(wanted)))}


# ------------------------------------------------------------------ one entry


def show_screening(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> DeskView:
    """What stands beside an entry on the desk, or 404."""
    entry = entry_for_staff(session, actor, entry_id)
    return desk_view(session, actor, entry, session.get_one(Edition, entry.edition_id), now)


def desk_view(
    session: Session, actor: Actor, entry: Entry, edition: Edition, now: datetime
) -> DeskView:
    """What stands beside an entry, for this reader at this moment."""
    session.flush()  # what was just written is read back
    decisions = session.scalars(
        select(ScreeningDecision)
        .where(ScreeningDecision.entry_id == entry.id)
        .order_by(ScreeningDecision.proposed_at.desc(), ScreeningDecision.id.desc())
        .execution_options(populate_existing=True)
    ).all()
    messages = thread_of(session, entry.id)
    notes = session.scalars(
        select(ScreeningNote)
        .where(ScreeningNote.entry_id == entry.id)
        .order_by(ScreeningNote.written_at, ScreeningNote.id)
    ).all()
    ticks = {
        one.item_id: one
        for one in session.scalars(select(ChecklistTick).where(ChecklistTick.entry_id == entry.id))
    }
    duplicates = duplicates_of(session, actor, entry)
    named: set[Any] = {entry.screener_id}
    named |= {who for one in decisions for who in (one.proposed_by, one.decided_by)}
    named |= {one.sent_by for one in messages} | {one.written_by for one in notes}
    named |= {one.ticked_by for one in ticks.values()}
    people = _people(session, named)
    category = session.get_one(Category, entry.category_id)
    form = entry_form(session, entry, category)
    both = two_persons(session, edition.id)
    return DeskView(
        entry=entry,
        two_persons=both,
        screener=people.get(entry.screener_id) if entry.screener_id else None,
        items=checklist_of(session, edition.id),
        ticks=ticks,
        decisions=decisions,
        messages=messages,
        notes=notes,
        duplicates=duplicates,
        people=people,
        frozen=frozen_fields(edition, form.fields, now),
        before=_before(session, decisions),
        may=_may(actor, entry, edition, decisions, now, barred=is_barred(session, actor, entry)),
        changes_until=changes_until(entry, edition, now),
        beside=parts_beside(session, edition, category),
    )


def _before(session: Session, decisions: Sequence[ScreeningDecision]) -> dict[UUID, dict[str, Any]]:
    """Of the last answered return: what was submitted when it was returned."""
    last = next((one for one in decisions if one.answered_at and one.submission_id), None)
    submission = session.get(Submission, last.submission_id) if last else None
    if last is None or submission is None:
        return {}
    answers = {str(one.field_id): one.value for one in submitted_answers(submission)}
    return {last.id: answers | json.loads(submission.content)["face"]}


def _may(
    actor: Actor,
    entry: Entry,
    edition: Edition,
    decisions: Sequence[ScreeningDecision],
    now: datetime,
    *,
    barred: bool,
) -> list[str]:
    if not actor.holds(SCREENERS, *places(edition)):
        return []
    state, phase = EntryState(entry.state), edition.phase_now
    soon = now + timedelta(seconds=1)  # any moment to come: what is asked is whether at all
    proposal = next((one for one in decisions if one.state == Standing.proposed.value), None)

    def decides(wanted: Decided) -> Callable[[], None]:
        until = soon if wanted is Decided.returned else None
        return lambda: may_decide(entry, edition, EntryState(wanted.value), now, until)

    checks: dict[str, Callable[[], None]] = {}
    if barred:
        pass  # another decides; the page of the entry says so
    elif proposal is None:
        checks |= {one.value: decides(one) for one in Decided}
    else:
        first = proposal.proposed_by
        checks["confirm"] = lambda: check_second_person(actor.user_id, first)
        checks["decline"] = lambda: check_second_person(actor.user_id, first)
        checks["withdraw"] = lambda: check_first_person(actor.user_id, first)
    checks["tick"] = checks["assign"] = lambda: check_may_tick(state, phase)
    checks["write"] = lambda: check_may_write(state, phase, reply=False, begun=True)
    checks["note"] = lambda: None
    refused = refused_now(checks)
    return [act for act in checks if act not in refused]
