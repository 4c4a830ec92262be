"""What a mark may rest on: what of the entry its juror reads, in this round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.models import Category
from app.editions.rubric_rules import problem
from app.entries.attachment_schemas import AttachmentOut
from app.entries.models import Attachment, Entry
from app.entries.submission_queries import words_and_files
from app.judging.blind.queries import shown_files
from app.judging.blind.rules import Mode
from app.judging.blind.schemas import as_bare
from app.judging.evaluations.juror_queries import shown_form
from app.judging.evaluations.models import Revision
from app.judging.evaluations.schemas import Pin, RevisionIn
from app.judging.rounds.models import Round
from app.kit.errors import N_, Refusal


def check_pins(session: Session, row: Any, wanted: RevisionIn) -> None:
    """Every pin is of what the juror reads, or stands in the evaluation's head already: what was
    cited before the organiser hid it keeps nobody from saving.

    Refusal (422): `scores_invalid` with `errors`, loc `("scores", id, "pins")`, code `pin_unknown`.
    """
    sent = {(key, pin) for key, score in wanted.scores.items() for pin in score.pins}
    if not sent:
        return
    head = session.execute(
        select(Revision.scores).where(Revision.id == (row.late_head_id or row.head_id))
    ).scalar_one_or_none()
    known = {
        (key, Pin.model_validate(pin))
        for key, one in (head or {}).items()
        for pin in one.get("pins", ())
    }
    fresh = sent - known
    if not fresh:
        return
    fields, pages = readable(session, row.round_id, row.entry_id)
    errors = [
        problem(
            "pin_unknown",
            N_("ما استشهدت به ليس مما تقرؤه من هذه المشاركة."),
            "scores",
            key,
            "pins",
        )
        for key in sorted({key for key, pin in fresh if not _is_readable(pin, fields, pages)})
    ]
    if errors:
        raise Refusal("scores_invalid", N_("في الدرجات ما يجب تصحيحه."), status=422, errors=errors)


def _is_readable(pin: Pin, fields: set[str], pages: dict[tuple[str, str], int]) -> bool:
    if pin.attachment_id is None:
        return pin.field_id in fields and pin.page is None
    last = pages.get((pin.field_id, pin.attachment_id))
    return last is not None and (pin.page is None or pin.page <= last)


def readable(
    session: Session, round_id: UUID, entry_id: UUID
) -> tuple[set[str], dict[tuple[str, str], int]]:
    """The fields of an entry that jurors of a round read; its files, by field, with their pages."""
    round_, entry = session.get_one(Round, round_id), session.get_one(Entry, entry_id)
    form = shown_form(session, round_, entry, session.get_one(Category, entry.category_id))
    fields = {field.id for field in form.fields}
    sent = words_and_files(session, entry, fields)[1]
    files: Sequence[Attachment | AttachmentOut] = sent
    if round_.blind:
        files = [
            as_bare(one, round_)
            for one in shown_files(session, entry, sent)
            if one.copy is None or one.copy.mode != Mode.withheld
        ]
    return (
        {str(one) for one in fields},
        {(str(one.field_id), str(one.id)): one.pages or 0 for one in files},
    )
