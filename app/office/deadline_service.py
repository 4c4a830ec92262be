"""Moving the deadline of an open call, and telling those whose entries it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import in_language
from app.actor import Actor
from app.audit import service as audit
from app.database import Database
from app.editions.call_rules import check_dates, check_deadline_movable
from app.editions.models import CallChange, Edition
from app.editions.queries import staff_edition
from app.editions.rules import check_deadline_move, check_window
from app.editions.schemas import DeadlineIn, StaffEdition
from app.editions.service import iso, note_change
from app.entries.rules import EntryState, closing
from app.entries.zone_queries import told_in_zone
from app.house import house_of
from app.jobs.service import enqueue
from app.jobs.worker import Running
from app.kit.versions import check_version
from app.notifications.service import post
from app.office.deadline_queries import entries_by_person, still_to_tell
from app.results.approvals.service import mail_facts

MAIL: Final = "mail_deadline"
BATCH: Final = 25  # mails in one transaction: each is a few milliseconds


def move_deadline(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    wanted: DeadlineIn,
    condition: str | None,
    now: datetime,
) -> Edition:
    """Move the deadline of an open call, in public and with a reason. The only act that does.

    Whoever has a draft or a submitted entry is told by mail, by a job of this transaction.
    Refusals: those of `check_version`, `check_deadline_movable` (409), `check_deadline_move`,
    `check_window`, `check_dates` (422).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    check_version(edition.version, condition, lambda: StaffEdition.of(edition))
    check_deadline_movable(edition.phase_now)
    with told_in_zone(edition):
        check_deadline_move(edition.closes_at, wanted.closes_at, now)
        check_window(edition.opens_at, wanted.closes_at)
        check_dates(
            edition.opens_at,
            wanted.closes_at,
            edition.judging_closes_at,
            edition.results_at,
            deadline_alone=True,
        )
    before, after = iso(edition.closes_at), iso(wanted.closes_at)
    edition.closes_at = wanted.closes_at
    edition.version += 1
    change = note_change(
        session,
        actor,
        edition,
        wanted.reason_ar,
        wanted.reason_en,
        now,
        kind="deadline",
        before=before,
        after=after,
    )
    enqueue(session, actor, MAIL, {"change_id": str(change.id)}, edition.id, now)
    audit.record(
        session,
        actor,
        "move_deadline",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        before=before,
        after=after,
        reason=wanted.reason_ar,
    )
    return edition


async def mail_deadline(database: Database, running: Running) -> dict[str, Any]:
    """Handler of jobs of kind `mail_deadline`; the result says how many were told."""
    change_id = UUID(running.payload["change_id"])
    clock = database.house.clock
    people: Sequence[UUID] = await database.read(still_to_tell, running.who, change_id, clock())
    for start in range(0, len(people), BATCH):
        running.report(100 * start // len(people))
        batch = people[start : start + BATCH]
        await database.work(tell_of_deadline, running.who, change_id, batch, clock())
    return {"mailed": len(people)}


def tell_of_deadline(
    session: Session, _actor: Actor, change_id: UUID, people: Sequence[UUID], now: datetime
) -> None:
    """Mail these people about a moved deadline, each once, naming their own entries by number."""
    change = session.get_one(CallChange, change_id)
    edition = session.get_one(Edition, change.edition_id)
    before = datetime.fromisoformat(change.before) if change.before else None
    after = datetime.fromisoformat(change.after)
    theirs = entries_by_person(session, edition.id)
    link = f"{house_of(session).settings.base_url}/app/entrant"
    for user_id in people:
        user = session.get(User, user_id)
        if user is None or user_id not in theirs:
            continue  # nothing of theirs is concerned any more
        own = [entry for entry in theirs[user_id] if closing(after, entry.extended_until) != after]
        numbers = {
            state: sorted(
                entry.number
                for entry in theirs[user_id]
                if entry.state == state and entry not in own
            )
            for state in (EntryState.draft, EntryState.submitted)
        }
        post(
            session,
            "deadline_moved",
            to_email=user.email,
            language=user.language,
            facts=mail_facts(
                user,
                edition,
                link=link,
                before=before,
                after=after,
                earlier=before is not None and after < before,
                reason=in_language(user.language, change.what_ar, change.what_en),
                drafts=numbers[EntryState.draft],
                submitted=numbers[EntryState.submitted],
                own=sorted(entry.number for entry in own),
            ),
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
            dedupe_key=f"deadline:{change.id}:{user.id}",
        )
