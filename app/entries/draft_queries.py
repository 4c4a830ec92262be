"""What staff read of an entry before it is submitted: that it exists, whose it is, how far it is.

Its titles, summary, answers and files are its people's own until they submit (decision 0008). So
every list that staff read takes the entry's words from here: what is shown, searched and sorted.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, case

from app.entries.models import Entry
from app.entries.rules import EntryState


def _once_submitted(column: Any) -> ColumnElement[str]:
    return case((Entry.state == EntryState.draft.value, ""), else_=column)


TITLE_AR: Final = _once_submitted(Entry.title_ar)
TITLE_EN: Final = _once_submitted(Entry.title_en)
FOLDED: Final = _once_submitted(Entry.folded)


def is_draft(entry: Entry) -> bool:
    """Never submitted: what was returned for correction is no draft."""
    return entry.state == EntryState.draft.value


def shown_titles(entry: Entry | None) -> tuple[str, str]:
    """Both titles as staff may read them; empty before submission."""
    if entry is None or is_draft(entry):
        return "", ""
    return entry.title_ar, entry.title_en
