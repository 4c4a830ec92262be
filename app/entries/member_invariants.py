"""What must always hold of an entry's people, its history, its sign-off and its beginnings."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.entries.history_models import SavedVersion
from app.entries.member_models import EntryInvitation, EntryMember
from app.entries.models import Answer, Entry
from app.entries.sign_off_models import SignOff
from app.entries.sign_off_rules import APPROVED, SignOffState

_earlier = aliased(Entry)
_DECIDED = (
    SignOffState.approved.value,
    SignOffState.voided.value,
    SignOffState.returned.value,
)

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "collaborator on an entry that is their own": select(EntryMember.entry_id)
    .join(Entry, Entry.id == EntryMember.entry_id)
    .where(Entry.owner_id == EntryMember.user_id),
    "invitation to an entry accepted by nobody, or revoked as well": select(
        EntryInvitation.id
    ).where(
        or_(
            EntryInvitation.accepted_at.is_not(None) != EntryInvitation.accepted_by.is_not(None),
            and_(EntryInvitation.accepted_at.is_not(None), EntryInvitation.revoked_at.is_not(None)),
        )
    ),
    "saved version ahead of its answer": select(SavedVersion.id)
    .outerjoin(
        Answer,
        and_(Answer.entry_id == SavedVersion.entry_id, Answer.field_id == SavedVersion.field_id),
    )
    .where(
        SavedVersion.field_id.is_not(None),
        or_(Answer.revision.is_(None), SavedVersion.revision > Answer.revision),
    ),
    "saved version that ended before it began": select(SavedVersion.id).where(
        SavedVersion.saved_at < SavedVersion.began_at
    ),
    "sign-off by who asked for it, by nobody, or of nothing": select(SignOff.id).where(
        or_(
            SignOff.state.in_(_DECIDED) != SignOff.decided_by.is_not(None),
            SignOff.decided_by == SignOff.asked_by,
            SignOff.state.in_(APPROVED) != (func.length(SignOff.content_hash) == 64),
            (SignOff.state == SignOffState.voided.value) != SignOff.voided_at.is_not(None),
        )
    ),
    "entry begun from one of another entrant, or of the same edition": select(Entry.id)
    .join(_earlier, _earlier.id == Entry.carried_from)
    .where(
        or_(
            func.coalesce(Entry.organisation_id, Entry.owner_id)
            != func.coalesce(_earlier.organisation_id, _earlier.owner_id),
            Entry.edition_id == _earlier.edition_id,
        )
    ),
}
