"""Lists of entries and questions, and what a person could enter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.entries.answer_schemas import MissingItem
from app.entries.draft_queries import FOLDED, TITLE_AR, TITLE_EN
from app.entries.eligibility_queries import held_up
from app.entries.form_queries import forms_of, missing_items
from app.entries.member_queries import own_rights
from app.entries.member_rules import EntryRight
from app.entries.models import Answer, Attachment, Entry, Question
from app.entries.past_queries import entry_questions
from app.entries.queries import (
    READERS,
    entrant_entry,
    may_edit,
    refused_now,
    staff_sees,
)
from app.entries.rules import (
    EDITABLE,
    PRESENT,
    EntryState,
)
from app.entries.schemas import (
    CategoryRef,
    EditionRef,
    EntrantEntryRow,
    OrganisationRef,
    PersonRef,
    own_face,
)
from app.entries.sign_off_queries import last_states, needs_sign_off
from app.entries.sign_off_rules import SignOffState
from app.entries.staff_schemas import StaffEntryRow, StaffQuestion
from app.entries.wall_queries import entrant_sees
from app.entries.zone_queries import entry_deadline
from app.house import house_of
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Organisation

# ------------------------------------------------------------------ the entrant's


def list_my_entries(
    session: Session,
    actor: Actor,
    params: PageParams,
    edition_id: UUID | None,
    state: EntryState | None,
) -> tuple[list[EntrantEntryRow], int]:
    """The entries of my organisations and my own, newest first."""
    query = (
        select(Entry, Edition, Category, Organisation)
        .join(Edition, Edition.id == Entry.edition_id)
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .where(entrant_sees(actor))
    )
    if edition_id is not None:
        query = query.where(Entry.edition_id == edition_id)
    if state is not None:
        query = query.where(Entry.state == state.value)
    rows, total = paginate(
        session,
        query,
        params,
        sorts={
            "created": Entry.created_at,
            "number": Entry.number,
            "title": InWords(Entry.folded, Entry.title_en),
            "state": Entry.state,
            "category": Category.position,
        },
        default_sort="-created",
        tiebreak=Entry.id,
        search=(Entry.folded, cast(Entry.number, String)),
    )
    lacks: dict[UUID, _Lacks] = {}
    if params.format != "csv":
        lacks = _lacks(session, {row.Entry: row.Edition for row in rows})
    rights = own_rights(session, actor, [row.Entry for row in rows])
    signed = last_states(session, [row.Entry.id for row in rows])
    return [
        _my_row(
            row.Entry,
            row.Edition,
            row.Category,
            row.Organisation,
            lacks.get(row.Entry.id, _Lacks()),
            rights[row.Entry.id] or EntryRight.view,
            signed.get(row.Entry.id),
        )
        for row in rows
    ], total


@dataclass(frozen=True)
class _Lacks:
    """What keeps an entry from being submitted; `is_open`: it may be changed at this moment."""

    missing: Sequence[MissingItem] = ()
    unmet_rules: int = 0
    is_open: bool = False


def _lacks(session: Session, entries: Mapping[Entry, Edition]) -> dict[UUID, _Lacks]:
    """Of each entry that can still change, in a number of statements that grows by editions alone."""
    open_ones = [entry for entry in entries if entry.state in EDITABLE]
    if not open_ones:
        return {}
    ids = [entry.id for entry in open_ones]
    forms = forms_of(session, open_ones)
    answers: dict[UUID, list[Answer]] = defaultdict(list)
    files: dict[UUID, list[Attachment]] = defaultdict(list)
    for answer in session.scalars(select(Answer).where(Answer.entry_id.in_(ids))):
        answers[answer.entry_id].append(answer)
    kept = and_(Attachment.state.in_(PRESENT), Attachment.dropped_at.is_(None))
    for file in session.scalars(select(Attachment).where(Attachment.entry_id.in_(ids), kept)):
        files[file.entry_id].append(file)
    unmet = held_up(session, open_ones, answers, files)
    now = house_of(session).clock()
    return {
        entry.id: _Lacks(
            missing_items(
                entry,
                entries[entry],
                now,
                forms[entry.id].fields,
                answers[entry.id],
                files[entry.id],
            ),
            unmet[entry.id],
            not refused_now({"edit": partial(may_edit, entry, entries[entry], now)}),
        )
        for entry in open_ones
    }


def _my_row(
    entry: Entry,
    edition: Edition,
    category: Category,
    organisation: Organisation | None,
    lacks: _Lacks,
    right: EntryRight,
    signed: SignOffState | None,
) -> EntrantEntryRow:
    needed = needs_sign_off(entry, edition)
    face = own_face(entry)
    return EntrantEntryRow(
        id=entry.id,
        number=entry.number,
        title_ar=face["title_ar"],
        title_en=face["title_en"],
        state=EntryState(entry.state),
        state_reason=entry.state_reason,
        return_until=entry.return_until,
        submitted_at=entry.submitted_at,
        created_at=entry.created_at,
        edition=EditionRef.of(edition),
        category=CategoryRef.model_validate(category),
        organisation=organisation and OrganisationRef.model_validate(organisation),
        deadline=entry_deadline(entry, edition),
        is_open=lacks.is_open,
        missing=list(lacks.missing),
        unmet_rules=lacks.unmet_rules,
        right=right,
        needs_sign_off=needed,
        sign_off=signed if needed else None,
    )


def list_my_questions(session: Session, actor: Actor, entry_id: UUID) -> Sequence[Question]:
    """The questions of one of my entries."""
    return entry_questions(session, entrant_entry(session, actor, entry_id).id)


# ------------------------------------------------------------------ the staff's


def staff_rows() -> Select[*tuple[Any, ...]]:
    """The columns of the organiser's list, without a condition."""
    asked = (
        select(func.count())
        .where(Question.entry_id == Entry.id, Question.answered_at.is_(None))
        .scalar_subquery()
    )
    return (
        select(
            Entry.id,
            Entry.number,
            TITLE_AR.label("title_ar"),
            TITLE_EN.label("title_en"),
            Entry.state,
            Entry.submitted_at,
            Category.id.label("category_id"),
            Category.code.label("category_code"),
            Category.name_ar.label("category_ar"),
            Category.name_en.label("category_en"),
            Organisation.id.label("organisation_id"),
            Organisation.name_ar.label("organisation_ar"),
            Organisation.name_en.label("organisation_en"),
            Organisation.status.label("organisation_status"),
            User.id.label("owner_id"),
            User.name_ar.label("owner_ar"),
            User.name_en.label("owner_en"),
            asked.label("open_questions"),
        )
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
    )


def staff_row(row: Any) -> StaffEntryRow:
    """One row of `staff_rows`, as it is sent."""
    return StaffEntryRow(
        id=row.id,
        number=row.number,
        title_ar=row.title_ar,
        title_en=row.title_en,
        state=EntryState(row.state),
        submitted_at=row.submitted_at,
        category=CategoryRef(
            id=row.category_id,
            code=row.category_code,
            name_ar=row.category_ar,
            name_en=row.category_en,
        ),
        organisation=None
        if row.organisation_id is None
        else OrganisationRef(
            id=row.organisation_id,
            name_ar=row.organisation_ar,
            name_en=row.organisation_en,
            status=row.organisation_status,
        ),
        owner=None
        if row.owner_id is None
        else PersonRef(id=row.owner_id, name_ar=row.owner_ar, name_en=row.owner_en),
        open_questions=row.open_questions,
    )


def list_questions(
    session: Session, actor: Actor, edition_id: UUID, params: PageParams, answered: bool | None
) -> tuple[list[StaffQuestion], int]:
    """The questions of an edition for staff, unanswered first, then oldest first."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    query = (
        select(
            Question.id,
            Question.entry_id,
            Question.body,
            Question.asked_at,
            Question.answer,
            Question.answered_at,
            Entry.number,
            TITLE_AR.label("title_ar"),
            TITLE_EN.label("title_en"),
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        )
        .join(Entry, and_(Entry.id == Question.entry_id, Entry.edition_id == Question.edition_id))
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(Question.edition_id == edition.id, staff_sees(actor))
    )
    if answered is not None:
        done = Question.answered_at.is_not(None)
        query = query.where(done if answered else ~done)
    rows, total = paginate(
        session,
        query,
        params,
        sorts={
            "asked": (Question.answered_at.is_not(None), Question.asked_at),
            "number": Entry.number,
        },
        default_sort="asked",
        tiebreak=Question.id,
        search=(
            FOLDED,
            func.coalesce(Organisation.folded_name, ""),
            func.coalesce(User.folded_name, ""),
            cast(Entry.number, String),
        ),
    )
    return [StaffQuestion.model_validate(row, from_attributes=True) for row in rows], total
