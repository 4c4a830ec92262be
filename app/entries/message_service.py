"""Messages between the screening team and an entry's people, and notes that staff keep to themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_with
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.entries.mail_service import mail_entry, people_of
from app.entries.message_schemas import MessageOut, Messages, NoteOut
from app.entries.models import Entry
from app.entries.queries import SCREENERS, entrant_entry, entry_for_staff, refused_now
from app.entries.rules import EntryState
from app.entries.screening_models import ScreeningMessage, ScreeningNote
from app.entries.screening_queries import thread_of
from app.entries.screening_rules import check_may_write
from app.kit.errors import N_, Refusal
from app.kit.versions import Put


def _taken() -> Refusal:
    return Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))


def _names(session: Session, ids: Sequence[UUID | None]) -> dict[UUID, User]:
    wanted = {one for one in ids if one}
    return {one.id: one for one in session.scalars(select(User).where(User.id.in_(wanted)))}


def _write(
    session: Session,
    actor: Actor,
    entry: Entry,
    message_id: UUID,
    body: str,
    now: datetime,
    *,
    staff: bool,
) -> Put[MessageOut]:
    known = session.get(ScreeningMessage, message_id)
    if known is not None:
        mine = (known.entry_id, known.body, known.from_staff) == (entry.id, body, staff)
        if not mine or known.sent_by != actor.user_id:
            raise _taken()
        names = _names(session, [known.sent_by])
        return Put(MessageOut.of(known, names, staff=staff), created=False)
    edition = session.get_one(Edition, entry.edition_id)
    thread = thread_of(session, entry.id)
    begun = any(one.from_staff for one in thread)
    check_may_write(EntryState(entry.state), edition.phase_now, reply=not staff, begun=begun)
    row = ScreeningMessage(
        id=message_id,
        entry_id=entry.id,
        body=body,
        from_staff=staff,
        sent_by=actor.user_id,
        sent_at=now,
    )
    session.add(row)
    audit.record(
        session,
        actor,
        "send_message" if staff else "reply_to_screening",
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        number=entry.number,
    )
    category = session.get_one(Category, entry.category_id)
    if staff:
        people = people_of(session, [entry])[entry.id]
        mail_entry(
            session, "screening_message", people, entry, category, edition, now, body=body,
            page=f"/app/entrant/entries/{entry.id}?tab=messages",
        )  # fmt: skip
    else:
        page = f"/app/editions/{edition.id}/screening/{entry.id}?tab=messages"
        to = _answerers(session, entry, thread)
        mail_entry(session, "screening_reply", to, entry, category, edition, now, page)
    return Put(MessageOut.of(row, _names(session, [row.sent_by]), staff=staff), created=True)


def _answerers(session: Session, entry: Entry, thread: Sequence[ScreeningMessage]) -> list[User]:
    """Whoever screens the entry, else who wrote last, else the organisers."""
    wrote = [one.sent_by for one in thread if one.from_staff and one.sent_by]
    for key in (entry.screener_id, *reversed(wrote)):
        user = session.get(User, key) if key else None
        if user is not None and user.disabled_at is None:
            return [user]
    return users_with(session, Role.organiser, Scope.edition, entry.edition_id)


def send_message(
    session: Session, actor: Actor, entry_id: UUID, message_id: UUID, body: str, now: datetime
) -> Put[MessageOut]:
    """Write to an entry's people; they are mailed it. The same again is harmless.

    Refusals (409): `id_taken`, and those of `check_may_write`.
    """
    entry = entry_for_staff(session, actor, entry_id, *SCREENERS, lock=True)
    return _write(session, actor, entry, message_id, body, now, staff=True)


def reply_to_screening(
    session: Session, actor: Actor, entry_id: UUID, message_id: UUID, body: str, now: datetime
) -> Put[MessageOut]:
    """Answer the screening team about one of my entries; it is mailed. Refusals as `send_message`."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    return _write(session, actor, entry, message_id, body, now, staff=False)


def list_my_messages(session: Session, actor: Actor, entry_id: UUID) -> Messages:
    """What the screening team and the people of one of my entries wrote to each other."""
    entry = entrant_entry(session, actor, entry_id)
    edition = session.get_one(Edition, entry.edition_id)
    thread = thread_of(session, entry.id)
    names = _names(session, [one.sent_by for one in thread if not one.from_staff])
    begun = any(one.from_staff for one in thread)
    state, phase = EntryState(entry.state), edition.phase_now
    checks = {"write": lambda: check_may_write(state, phase, reply=True, begun=begun)}
    return Messages(
        items=[MessageOut.of(one, names, staff=False) for one in thread],
        may_write=not refused_now(checks),
    )


def add_note(
    session: Session, actor: Actor, entry_id: UUID, note_id: UUID, body: str, now: datetime
) -> Put[NoteOut]:
    """Keep a note for the staff alone; the same again is harmless. Refusal: `id_taken` (409)."""
    entry = entry_for_staff(session, actor, entry_id, *SCREENERS, lock=True)
    known = session.get(ScreeningNote, note_id)
    if known is not None:
        if (known.entry_id, known.body, known.written_by) != (entry.id, body, actor.user_id):
            raise _taken()
        return Put(NoteOut.of(known, _names(session, [known.written_by])), created=False)
    row = ScreeningNote(
        id=note_id, entry_id=entry.id, body=body, written_by=actor.user_id, written_at=now
    )
    session.add(row)
    audit.record(
        session,
        actor,
        "add_note",
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        number=entry.number,
    )
    return Put(NoteOut.of(row, _names(session, [actor.user_id])), created=True)
