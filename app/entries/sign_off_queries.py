"""Reading an agency's own word on an entry: where it stands, and who may give it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.editions.models import Edition
from app.entries.eligibility_models import CoOwner
from app.entries.member_queries import people_on
from app.entries.member_rules import EntryRight, includes
from app.entries.models import Answer, Attachment, Entry
from app.entries.rules import AttachmentState
from app.entries.schemas import own_face
from app.entries.sign_off_models import SignOff
from app.entries.sign_off_rules import (
    STANDING,
    SignOffState,
    check_signed_off,
    content_hash,
    is_needed,
)
from app.entries.submission_queries import said_of
from app.kit.i18n import Pair


def needs_sign_off(entry: Entry, edition: Edition) -> bool:
    """Whether this entry is submitted only with the word of a second person of its agency."""
    return is_needed(
        asked_by_edition=edition.internal_sign_off, by_agency=entry.organisation_id is not None
    )


def entry_hash(session: Session, entry: Entry) -> str:
    """SHA-256 of what an entry says now; files on their way or refused are no part of it."""
    answers = session.execute(
        select(Answer.field_id, Answer.value).where(Answer.entry_id == entry.id)
    )
    files = session.execute(
        select(Attachment.field_id, Attachment.sha256, Attachment.name).where(
            Attachment.entry_id == entry.id,
            Attachment.dropped_at.is_(None),
            Attachment.state.not_in(
                [
                    AttachmentState.arriving.value,
                    AttachmentState.rejected.value,
                    AttachmentState.removed.value,
                ]
            ),
        )
    )
    co_owners = session.execute(
        select(CoOwner.name_ar, CoOwner.name_en, CoOwner.email).where(CoOwner.entry_id == entry.id)
    )
    return content_hash(
        own_face(entry),
        {row[0]: row[1] for row in answers},
        [(row[0], row[1], row[2]) for row in files],
        said_of(session, entry.id),
        [(row[0], row[1], row[2]) for row in co_owners],
    )


def signers_of(session: Session, entry: Entry, *, without: UUID | None) -> list[User]:
    """Who may sign: people of the agency who may submit the entry, but for whoever asks."""
    return [
        one.user
        for one in people_on(session, [entry])[entry.id]
        if one.level is not None
        and includes(one.right, EntryRight.submit)
        and one.user.disabled_at is None
        and one.user.id != without
    ]


def standing(session: Session, entry_id: UUID) -> SignOff | None:
    """The request that is open or approved."""
    return session.scalars(
        select(SignOff)
        .where(SignOff.entry_id == entry_id, SignOff.state.in_(STANDING))
        .execution_options(populate_existing=True)
    ).one_or_none()


def newest(session: Session, entry_id: UUID) -> SignOff | None:
    """The newest request, however it stands."""
    return session.scalars(
        select(SignOff)
        .where(SignOff.entry_id == entry_id)
        .order_by(SignOff.asked_at.desc(), SignOff.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()


def last_state(session: Session, entry_id: UUID) -> tuple[SignOffState | None, str]:
    """How the newest request stands, and what it approved."""
    row = session.execute(
        select(SignOff.state, SignOff.content_hash)
        .where(SignOff.entry_id == entry_id)
        .order_by(SignOff.asked_at.desc(), SignOff.id.desc())
        .limit(1)
    ).one_or_none()
    return (None, "") if row is None else (SignOffState(row[0]), row[1])


def last_states(session: Session, ids: Sequence[UUID]) -> dict[UUID, SignOffState]:
    """How the newest request of each entry stands, in one statement."""
    rows = session.execute(
        select(SignOff.entry_id, SignOff.state)
        .where(SignOff.entry_id.in_(ids))
        .order_by(SignOff.asked_at, SignOff.id)
    )
    return {row[0]: SignOffState(row[1]) for row in rows}


def check_sign_off(session: Session, entry: Entry, edition: Edition, actor_id: UUID | None) -> None:
    """Refuse to submit what the agency has not signed off: `sign_off_missing` (409)."""
    if not needs_sign_off(entry, edition):
        return
    state, approved = last_state(session, entry.id)
    names = [
        Pair(user.name_ar, user.name_en or user.name_ar)
        for user in signers_of(session, entry, without=actor_id)
    ]
    current = entry_hash(session, entry) if state is SignOffState.approved else ""
    check_signed_off(state, approved, current, names)


def sign_off_rows(
    session: Session, entry_id: UUID
) -> Sequence[tuple[SignOff, User | None, User | None, User | None, User | None]]:
    """Every request with its people: who was asked, who asked, who answered, who changed it after."""
    signer, asker, decider, voider = (aliased(User) for _ in range(4))
    rows = session.execute(
        select(SignOff, signer, asker, decider, voider)
        .outerjoin(signer, signer.id == SignOff.signer_id)
        .outerjoin(asker, asker.id == SignOff.asked_by)
        .outerjoin(decider, decider.id == SignOff.decided_by)
        .outerjoin(voider, voider.id == SignOff.voided_by)
        .where(SignOff.entry_id == entry_id)
        .order_by(SignOff.asked_at.desc(), SignOff.id.desc())
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
