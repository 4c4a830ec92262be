"""Carrying an entry's words and files over to the form of another category."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.entries.correction_service import overtake
from app.entries.eligibility_rules import failing
from app.entries.history_models import SavedVersion
from app.entries.history_service import keep_version
from app.entries.models import Answer, Entry
from app.entries.moving_queries import Fit
from app.entries.receipt_rules import FACE, canonical
from app.entries.submission_queries import file_lines, said_of, standing
from app.entries.submission_service import back_to_submitted, write_submission


def carry_over(session: Session, actor: Actor, entry: Entry, fit: Fit, now: datetime) -> None:
    """Put a locked entry into the other category, with all that its form takes.

    Answers, their history and files go along to the questions that ask the same; what has no place
    there stays with its own question. What was submitted, and its receipt, stay as they are: staff
    and jurors read a submission written for the new form, marked as the work of a move.
    """
    back_to_submitted(session, actor, entry, now)
    before = standing(session, entry)
    for key, origin in fit.origins.items():
        if key != origin and key in fit.values:
            _move_answer(session, actor, entry, origin, key, fit, now)
    for file, key in fit.files:
        file.field_id = key
    entry.category_id, entry.form_version = fit.target.id, fit.target.form_version
    entry.version += 1
    overtake(session, entry, actor.user_id, now)
    content = canonical(
        str(entry.id),
        fit.target.form_version,
        {name: getattr(entry, name) for name in FACE},
        {str(key): value for key, value in fit.values.items()},
    )
    after = write_submission(
        session,
        entry,
        fit.target.form_version,
        content,
        file_lines([file for file, _ in fit.files]),
        before.submitted_by if before else entry.submitted_by,
        before.submitted_at if before else entry.submitted_at or now,
        moved=True,
    )
    if fit.states:
        said = {str(rule_id): code for rule_id, code in said_of(session, entry.id).items()}
        after.eligibility = {"said": said, "states": [one.kept() for one in fit.states]}
        after.failing = failing(fit.states)
    session.flush()  # the answer reads the rows


def _move_answer(
    session: Session,
    actor: Actor,
    entry: Entry,
    origin: UUID,
    key: UUID,
    fit: Fit,
    now: datetime,
) -> None:
    row = session.get_one(Answer, (entry.id, origin))
    revision = row.revision
    there = session.get(Answer, (entry.id, key))
    if there is not None:
        # Written there before it was moved away: what it says now takes its place.
        revision = max(revision, there.revision) + 1
        session.delete(there)
        session.flush()  # its key is free for the row that moves
    changed = row.value != fit.values[key]
    row.field_id, row.revision, row.value = key, revision + changed, fit.values[key]
    session.execute(
        update(SavedVersion)
        .where(SavedVersion.entry_id == entry.id, SavedVersion.field_id == origin)
        .values(field_id=key)
    )
    if changed:
        # The form there asks for less of a table: a version of its own.
        keep_version(
            session, actor, entry, row.value, row.revision, now, field_id=key, carried=True
        )
