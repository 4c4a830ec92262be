"""Reading receipts: of one's own entry, by staff, and by whoever holds a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.queries import entrant_entry, entry_for_staff
from app.entries.receipt_rules import answers_hash
from app.entries.receipt_schemas import Receipt
from app.entries.submission_models import Submission
from app.entries.submission_queries import receipt_of
from app.kit.errors import not_found


def _receipts(session: Session, entry: Entry) -> list[Receipt]:
    rows = session.execute(
        select(Submission, User)
        .outerjoin(User, User.id == Submission.submitted_by)
        .where(Submission.entry_id == entry.id, ~Submission.moved)
        .order_by(Submission.number.desc())
    ).all()
    # What a move wrote is read by staff and jurors, and stands on the last receipt.
    return [Receipt(row[0], row[1], place == 0) for place, row in enumerate(rows)]


def list_my_receipts(session: Session, actor: Actor, entry_id: UUID) -> list[Receipt]:
    """The receipts of one of my entries, the last first."""
    return _receipts(session, entrant_entry(session, actor, entry_id))


def list_receipts(session: Session, actor: Actor, entry_id: UUID) -> list[Receipt]:
    """The receipts of an entry for staff, the last first."""
    return _receipts(session, entry_for_staff(session, actor, entry_id))


def my_submission(session: Session, actor: Actor, entry_id: UUID, receipt_id: UUID) -> Submission:
    """One submission of one of my entries, or 404."""
    entry = entrant_entry(session, actor, entry_id)
    submission = session.get(Submission, receipt_id)
    if submission is None or submission.entry_id != entry.id or submission.moved:
        raise not_found()
    return submission


def wrong_receipts(session: Session) -> list[UUID]:
    """Submissions whose hash does not follow from what is kept: there must be none."""
    return [
        row.id
        for row in session.execute(
            select(Submission.id, Submission.content, Submission.answers_sha256)
        )
        if answers_hash(row.content) != row.answers_sha256
    ]


# ------------------------------------------------------------------ by its code


@dataclass(frozen=True)
class CheckedReceipt:
    """What the holder of a code may learn: when, how much, and the hashes to compare with."""

    code: str
    submitted_at: datetime
    timezone: str
    digits: str
    answers_sha256: str
    file_hashes: tuple[str, ...]
    counts: bool


def find_receipt(session: Session, code: str) -> CheckedReceipt | None:
    """The receipt of a code in its written form; None when there is none."""
    row = session.execute(
        select(Submission, Entry, Edition.timezone, Edition.digits)
        .join(Entry, Entry.id == Submission.entry_id)
        .join(Edition, Edition.id == Entry.edition_id)
        .where(Submission.code == code, ~Submission.moved)
    ).one_or_none()
    if row is None:
        return None
    submission: Submission = row[0]
    last = receipt_of(session, row[1])
    return CheckedReceipt(
        code=submission.code,
        submitted_at=submission.submitted_at,
        timezone=row[2],
        digits=row[3],
        answers_sha256=submission.answers_sha256,
        file_hashes=tuple(line["sha256"] for line in submission.files),
        counts=last is not None and submission.id == last.id,
    )
