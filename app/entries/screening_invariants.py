"""What must always hold of screening; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, null, or_, select
from sqlalchemy.orm import aliased

from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.screening_models import (
    ChecklistItem,
    ChecklistTick,
    DuplicatePair,
    ScreeningDecision,
    ScreeningMessage,
)
from app.entries.screening_rules import Decided, Standing

_first, _second = aliased(Entry), aliased(Entry)
_BY_ANOTHER: Final = (Standing.confirmed.value, Standing.declined.value)

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "decision confirmed or declined by whoever proposed it": select(ScreeningDecision.id).where(
        ScreeningDecision.state.in_(_BY_ANOTHER),
        or_(
            ScreeningDecision.decided_by.is_(None),
            ScreeningDecision.decided_by == ScreeningDecision.proposed_by,
        ),
    ),
    "proposal on an entry that is no longer decided": select(ScreeningDecision.id)
    .join(Entry, Entry.id == ScreeningDecision.entry_id)
    .where(
        ScreeningDecision.state == Standing.proposed.value,
        Entry.state.in_(
            [EntryState.draft.value, EntryState.withdrawn.value, EntryState.disqualified.value]
        ),
    ),
    "return without a date or a reason, or a date on another decision": select(
        ScreeningDecision.id
    ).where(
        or_(
            (ScreeningDecision.decision == Decided.returned.value)
            != ScreeningDecision.until.is_not(None),
            and_(
                ScreeningDecision.decision != Decided.eligible.value,
                ScreeningDecision.reason == "",
            ),
        )
    ),
    "entry with opened parts that is not returned": select(Entry.id).where(
        Entry.return_parts.is_not(null()), Entry.state != EntryState.returned.value
    ),
    "checklist of another edition ticked": select(ChecklistTick.entry_id)
    .join(Entry, Entry.id == ChecklistTick.entry_id)
    .join(ChecklistItem, ChecklistItem.id == ChecklistTick.item_id)
    .where(ChecklistItem.edition_id != Entry.edition_id),
    "message about a draft": select(ScreeningMessage.id)
    .join(Entry, Entry.id == ScreeningMessage.entry_id)
    .where(Entry.state == EntryState.draft.value),
    "pair of one entry, of two editions, or the wrong way round": select(DuplicatePair.id)
    .join(_first, _first.id == DuplicatePair.first_id)
    .join(_second, _second.id == DuplicatePair.second_id)
    .where(
        or_(
            _first.edition_id != DuplicatePair.edition_id,
            _second.edition_id != DuplicatePair.edition_id,
            _first.number >= _second.number,
        )
    ),
    "pair found to be none without a reason": select(DuplicatePair.id).where(
        DuplicatePair.dismissed_at.is_not(None) != (DuplicatePair.dismissed_why != "")
    ),
}
