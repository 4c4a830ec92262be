"""Reading entries: who may see which, and one entry with all that its page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role, Scope
from app.editions.models import Category, Edition
from app.editions.queries import places
from app.editions.rules import check_accepts_entries
from app.entries.eligibility_queries import working_states
from app.entries.eligibility_rules import check_eligible
from app.entries.form_queries import (
    entry_form,
    form_changes,
    frozen_fields,
    missing_items,
    named_services,
    retired_fields,
)
from app.entries.member_queries import is_own, own_right
from app.entries.member_rules import EntryRight, check_own, check_right
from app.entries.models import Answer, Attachment, Entry
from app.entries.past_queries import entry_history, entry_questions
from app.entries.receipt_rules import submitted_changes_until
from app.entries.rules import (
    EDITABLE,
    SHOWN,
    AttachmentState,
    EntryState,
    check_may_delete,
    check_may_edit,
    check_may_reinstate,
    check_may_submit,
    check_may_withdraw,
    check_organisation_approved,
)
from app.entries.schemas import EntryView
from app.entries.screening_queries import check_alone_of, open_parts
from app.entries.screening_rules import check_no_stake
from app.entries.sign_off_queries import check_sign_off, last_state, needs_sign_off
from app.entries.staff_schemas import DECISIONS
from app.entries.submission_queries import (
    as_submitted,
    is_changed,
    receipt_of,
    rejected_files,
    standing,
    submitted_copy,
)
from app.entries.wall_queries import entrant_sees, is_barred, not_barred
from app.entries.zone_queries import (
    changes_until,
    entry_deadline,
    may_decide,
    may_move,
    told_in_zone,
)
from app.house import house_of
from app.kit.errors import N_, Refusal, forbidden, not_found
from app.organisations.models import Organisation

# Who reads entries beside their own people; jurors and chairs read evaluations instead.
READERS = (Role.organiser, Role.screener, Role.auditor, Role.approver)
SCREENERS = (Role.organiser, Role.screener)


# ------------------------------------------------------------------ who sees what


def visible_to(actor: Actor) -> Select[Entry]:
    """Entries that this actor may see as staff, without those a conflict bars them from."""
    return select(Entry).where(staff_sees(actor))


def staff_sees(actor: Actor, entry: Any = Entry) -> ColumnElement[bool]:
    """The condition of `visible_to`, for queries that select more than entries, or alias them."""
    if actor.system:
        return true()
    if not actor.rights:
        return false()
    if actor.holds(READERS, (Scope.instance, None)):
        mine: ColumnElement[bool] = true()
    else:
        mine = or_(
            entry.edition_id.in_(actor.scopes(Scope.edition, *READERS)),
            entry.edition_id.in_(
                select(Edition.id).where(
                    Edition.programme_id.in_(actor.scopes(Scope.programme, *READERS))
                )
            ),
        )
    return mine & not_barred(actor, entry)


def mine(actor: Actor) -> Select[Entry]:
    """Entries of the organisations that this actor enters for, and their own."""
    return select(Entry).where(entrant_sees(actor))


def entrant_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    *,
    lock: bool = False,
    needs: EntryRight | None = None,
    own: bool = False,
) -> Entry:
    """One of the actor's own entries, or 404. `lock` takes the row's lock.

    403 `entry_right_needed` for one who has less than `needs`: by default to edit with the lock,
    to view without. With `own`, 403 `own_people_only` for a guest from outside.
    """
    entry = _one(session, mine(actor), entry_id, lock=lock)
    # Read after the lock: a right that was taken meanwhile no longer counts.
    held = own_right(session, actor, entry)
    if held is None:
        raise not_found()
    check_right(held, needs or (EntryRight.edit if lock else EntryRight.view))
    if own:
        check_own(is_own=is_own(actor, entry))
    return entry


def entry_for_staff(
    session: Session, actor: Actor, entry_id: UUID, *roles: Role, lock: bool = False
) -> Entry:
    """An entry for one who holds one of `roles` (default any reader's) over its edition.

    404 if it may not be seen, 403 `not_your_edition` otherwise.
    """
    entry = _one(session, visible_to(actor), entry_id, lock=lock)
    if roles:
        edition = session.get_one(Edition, entry.edition_id)
        if not actor.holds(roles, *places(edition)):
            raise forbidden("not_your_edition", N_("ليس لك هذا الدور في هذه الدورة."))
    return entry


def _one(session: Session, wanted: Select[Entry], entry_id: UUID, *, lock: bool) -> Entry:
    wanted = wanted.where(Entry.id == entry_id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    entry = session.scalars(wanted).one_or_none()
    if entry is None:
        raise not_found()
    return entry


def judgeable(edition_id: UUID) -> Select[Entry]:
    """The entries of an edition that are in the race: eligible."""
    return select(Entry).where(
        Entry.edition_id == edition_id, Entry.state == EntryState.eligible.value
    )


# ------------------------------------------------------------------ one entry, whole


def all_attachments(session: Session, entry_id: UUID) -> Sequence[Attachment]:
    """The files of an entry, those on their way too, in the order they were added."""
    return session.scalars(
        select(Attachment)
        .where(
            Attachment.entry_id == entry_id,
            Attachment.state != AttachmentState.removed.value,
            Attachment.dropped_at.is_(None),
        )
        .order_by(Attachment.added_at, Attachment.id)
    ).all()


def load_view(session: Session, entry: Entry) -> EntryView:
    """The entry with its edition, category, form, answers and files."""
    category = session.get_one(Category, entry.category_id)
    form = entry_form(session, entry, category)
    answers = session.scalars(select(Answer).where(Answer.entry_id == entry.id)).all()
    every = all_attachments(session, entry.id)
    files = [one for one in every if one.state in SHOWN]
    retired = retired_fields(session, form, answers, files)
    asked = {field.id for field in form.fields}
    gone = {field.id for field in retired}
    past_answers = [answer for answer in answers if answer.field_id in gone]
    past_files = [one for one in files if one.field_id in gone]
    answers = [answer for answer in answers if answer.field_id in asked]
    attachments = [one for one in files if one.field_id in asked]
    organisation = entry.organisation_id and session.get(Organisation, entry.organisation_id)
    edition = session.get_one(Edition, entry.edition_id)
    return EntryView(
        entry=entry,
        edition=edition,
        category=category,
        organisation=organisation or None,
        owner=session.get(User, entry.owner_id) if entry.owner_id else None,
        sections=form.sections,
        fields=form.fields,
        retired=retired,
        past_answers=past_answers,
        past_files=past_files,
        services=named_services(session, [*form.fields, *retired], [*answers, *past_answers]),
        answers=answers,
        attachments=attachments,
        uploads=[
            one
            for one in every
            if one.field_id in asked and one.length is not None and one not in attachments
        ],
        missing=missing_items(
            entry, edition, house_of(session).clock(), form.fields, answers, attachments
        ),
    )


def refused_now(checks: Mapping[str, Callable[[], None]]) -> dict[str, Refusal]:
    """What each check would refuse now; a check that passes is absent."""
    refused = {}
    for act, check in checks.items():
        try:
            check()
        except Refusal as refusal:
            refused[act] = refusal
    return refused


def may_edit(entry: Entry, edition: Edition, now: datetime) -> None:
    """`check_may_edit` of these rows."""
    with told_in_zone(edition):
        check_may_edit(
            EntryState(entry.state),
            edition.phase_now,
            edition.opens_at,
            edition.closes_at,
            entry.return_until,
            now,
            entry.extended_until,
        )


def resubmits_until(entry: Entry, edition: Edition, now: datetime) -> datetime | None:
    """`submitted_changes_until` of these rows."""
    return submitted_changes_until(
        edition.phase_now, edition.opens_at, edition.closes_at, now, entry.extended_until
    )


def may_start(edition: Edition, now: datetime) -> None:
    """`check_accepts_entries` of this row."""
    with told_in_zone(edition):
        check_accepts_entries(edition.phase_now, edition.opens_at, edition.closes_at, now)


def entrant_view(session: Session, actor: Actor, entry: Entry, now: datetime) -> EntryView:
    """An entry as one of its own people sees it at this moment."""
    view = load_view(session, entry)
    state, phase = EntryState(entry.state), view.edition.phase_now
    organisation = view.organisation
    held = own_right(session, actor, entry) or EntryRight.view

    def allowed(needed: EntryRight, check: Callable[[], None]) -> Callable[[], None]:
        def both() -> None:
            check_right(held, needed)
            check()

        return both

    submission = standing(session, entry)
    changed = submission is not None and is_changed(session, view, submission)

    def submit() -> None:
        check_may_submit(state, changed=changed)
        may_edit(entry, view.edition, now)
        if organisation is not None:
            check_organisation_approved(organisation.status)
        check_eligible(working_states(session, entry, view.edition, final=True))
        check_sign_off(session, entry, view.edition, actor.user_id)

    def withdraw() -> None:
        check_own(is_own=is_own(actor, entry))
        check_may_withdraw(state, phase)

    def delete() -> None:
        check_own(is_own=is_own(actor, entry))
        check_may_delete(state, was_submitted=entry.submitted_at is not None)

    may_not = refused_now(
        {
            "edit": allowed(EntryRight.edit, lambda: may_edit(entry, view.edition, now)),
            "submit": allowed(EntryRight.submit, submit),
            "withdraw": allowed(EntryRight.submit, withdraw),
            "delete": allowed(EntryRight.submit, delete),
        }
    )
    return replace(
        view,
        right=held,
        needs_sign_off=(needed := needs_sign_off(entry, view.edition)),
        sign_off=last_state(session, entry.id)[0] if needed else None,
        may_not=may_not,
        opens=open_parts(entry, view.fields, [one.field_id for one in view.missing]),
        changes=form_changes(session, entry),
        frozen=frozen_fields(view.edition, view.fields, now),
        missing=view.missing if state in EDITABLE or changed else (),
        submission=receipt_of(session, entry) if submission else None,
        submitted=submitted_copy(session, submission) if submission and changed else None,
        rejected=rejected_files(session, submission) if submission else (),
        resubmits_until=resubmits_until(entry, view.edition, now),
        deadline=entry_deadline(entry, view.edition),
    )


def show_my_entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> EntryView:
    """One of my entries, or 404."""
    return entrant_view(session, actor, entrant_entry(session, actor, entry_id), now)


def staff_view(session: Session, actor: Actor, entry: Entry, now: datetime) -> EntryView:
    """An entry as staff see it: with its questions, its history, and what they may do to it."""
    view = as_submitted(session, load_view(session, entry))
    state, phase, spots = EntryState(entry.state), view.edition.phase_now, places(view.edition)
    shown = state is not EntryState.draft
    barred = is_barred(session, actor, entry)

    def decides(wanted: EntryState, *roles: Role) -> Callable[[], None]:
        def check() -> None:
            if not actor.holds(roles, *spots):
                raise forbidden("not_your_edition", N_("ليس لك هذا الدور في هذه الدورة."))
            check_no_stake(barred=barred)
            check_alone_of(session, entry, wanted)
            may_decide(entry, view.edition, wanted, now, now + timedelta(seconds=1))

        return check

    def reinstates() -> None:
        if not actor.holds(Role.organiser, *spots):
            raise forbidden("not_your_edition", N_("ليس لك هذا الدور في هذه الدورة."))
        check_no_stake(barred=barred)
        check_may_reinstate(state, phase)

    def moves() -> None:
        if not actor.holds(Role.organiser, *spots):
            raise forbidden("not_your_edition", N_("ليس لك هذا الدور في هذه الدورة."))
        check_no_stake(barred=barred)
        may_move(entry, view.edition, now)

    checks = (
        decides(EntryState.eligible, *SCREENERS),
        decides(EntryState.ineligible, *SCREENERS),
        decides(EntryState.returned, *SCREENERS),
        decides(EntryState.disqualified, Role.organiser),
        reinstates,
        moves,
    )
    return replace(
        view,
        history=entry_history(session, entry.id),
        questions=entry_questions(session, entry.id),
        deadline=changes_until(entry, view.edition, now) if shown else None,
        may_not=refused_now(dict(zip(DECISIONS, checks, strict=True))),
    )


def show_entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> EntryView:
    """An entry for staff, or 404."""
    return staff_view(session, actor, entry_for_staff(session, actor, entry_id), now)
