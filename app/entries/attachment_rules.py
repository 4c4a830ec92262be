"""A file's way through the quarantine, and what its field takes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from app.editions.rules import FieldKind, Phase
from app.entries.rules import SCREENING, AttachmentState, EntryState
from app.kit.errors import N_, Refusal, invalid

CHECK: Final = "check_attachment"  # the kind of job
# An upload that a crash left behind gives its place back after this time; a resumable one, this long
# after its last part.
FORGOTTEN: Final = timedelta(hours=1)
RESUMABLE: Final = timedelta(hours=48)
# A check that could not be made is made again, later each time.
MOST_CRASHES: Final = 2
FIRST_PAUSE: Final = timedelta(seconds=20)
LONGEST_PAUSE: Final = timedelta(minutes=10)
# Entries that are in the race and no longer open.
_SENT: Final = frozenset({EntryState.submitted, EntryState.eligible})


def pause_after(tries: int) -> timedelta:
    """How long a check waits after so many vain attempts."""
    doublings: int = min(max(tries - 1, 0), 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def correction_until(
    state: EntryState,
    phase: Phase,
    former: datetime | None,
    added_at: datetime,
    closes: datetime | None,
    now: datetime,
    hours: int,
) -> datetime | None:
    """Until when a field takes another file for a submitted one that was rejected, though nothing else changes.

    It holds also where the file was rejected shortly before `closes`, the entry's own deadline.
    `former` ended the window in which the rejected file itself was sent: a file sent in time opens a
    new one, one that came late keeps the old end. None where nothing may be corrected.
    """
    if state not in _SENT or phase not in SCREENING:
        return None
    late = closes is None or added_at > closes
    if former is not None and late and added_at > former:
        return former
    return now + timedelta(hours=hours)


def check_may_attach(kind: FieldKind, kept: int, max_files: int) -> None:
    """A file field takes so many files. Refusals: `not_a_file_field` (422), `too_many_files` (409)."""
    if kind != FieldKind.file:
        raise invalid("not_a_file_field", N_("هذا الحقل لا يقبل مرفقات."), "query", "field_id")
    if kept >= max_files:
        raise Refusal(
            "too_many_files",
            N_("بلغ هذا الحقل حد الملفات ({limit}). احذف ملفًا ثم أعد الرفع."),
            limit=max_files,
        )


def check_may_restore(state: AttachmentState, reason: str) -> None:
    """What did not pass its check does not come back. Refusal: `rejected_stays_off` (409)."""
    if state == AttachmentState.rejected or reason:
        raise Refusal(
            "rejected_stays_off", N_("لم يجتز هذا الملف الفحص، فلا يعود. ارفع ملفًا غيره.")
        )


def check_length(length: int) -> None:
    """A resumable upload says its length first. Refusal: `file_empty` (422)."""
    if length < 1:
        raise Refusal("file_empty", N_("الملف فارغ. اختر ملفًا آخر."), status=422)


def check_readable(state: str) -> None:
    """Only a clean copy is served. Refusals (409): `file_being_checked`, `file_rejected`."""
    if state == "quarantined":
        raise Refusal(
            "file_being_checked", N_("يُفحص هذا الملف الآن. افتحه بعد قليل، فالفحص يتم آليًا.")
        )
    if state == "rejected":
        raise Refusal("file_rejected", N_("لم يجتز هذا الملف الفحص، فلا يُفتح."))


def option(options: Mapping[str, Any] | None, name: str) -> int | None:
    """A whole number among a field's options."""
    value = (options or {}).get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
