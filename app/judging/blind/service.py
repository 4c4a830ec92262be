"""Preparing a blind round: other words, withheld parts, files decided; and opening rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.audit import service as audit
from app.editions.models import Field
from app.entries.attachment_queries import Arrival, attachment_stream
from app.entries.attachment_schemas import FileToSend
from app.entries.attachment_service import arrival_of
from app.entries.models import Attachment, Entry
from app.judging.blind.check_queries import (
    READERS,
    entry_parts,
    look_through,
)
from app.judging.blind.models import BareFile, Redaction
from app.judging.blind.part_queries import source_hash
from app.judging.blind.queries import sent
from app.judging.blind.rules import (
    CopyState,
    Mode,
    check_open_round,
    check_signs,
    check_words,
)
from app.judging.blind.schemas import (
    BlindFile,
    BlindPart,
    FileDecision,
    Owner,
    RedactionIn,
    RoundOpening,
)
from app.judging.panels.queries import serving
from app.judging.panels.rules import panel_missing
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_may_open
from app.kit.arabic import fold
from app.kit.errors import not_found
from app.kit.incoming import Stored
from app.kit.versions import check_version


def put_redaction(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    part: str,
    wanted: RedactionIn,
    condition: str | None,
    now: datetime,
) -> BlindPart:
    """Decide what jurors of blind rounds read of a text or an answer, or undo that.

    Refusals: 404, `round_not_blind`, `round_closed` (409), `not_redactable`, `redaction_empty` (422),
    `condition_required` (428), `stale` (412).
    """
    round_ = _workable(session, actor, round_id)
    _lock_entry(session, entry_id)
    before = _part(session, actor, round_, entry_id, part)
    text = wanted.text if wanted.mode == Mode.redacted else ""
    row = session.get(Redaction, (entry_id, part))
    if (before.mode, before.text) == (wanted.mode, text) and (
        row is None or row.source_hash == source_hash(before.value)
    ):
        return before
    if row is not None:
        check_version(row.version, condition, lambda: before)
    if wanted.mode is None:
        session.delete(row)
    else:
        check_words(Mode(wanted.mode), before.kind, text)
        if row is None:
            row = Redaction(entry_id=entry_id, part=part, version=0)
            session.add(row)
        row.mode, row.text, row.folded = wanted.mode.value, text, fold(text)
        row.source_hash = source_hash(before.value)
        row.decided_by, row.decided_at = actor.user_id, now
        row.version += 1
    session.flush()  # the answer reads the part back with what is left to look at
    _record(session, actor, "put_redaction", round_, entry_id, now, part=part, mode=wanted.mode)
    return _part(session, actor, round_, entry_id, part)


def decide_file(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    attachment_id: UUID,
    wanted: FileDecision,
    condition: str | None,
    now: datetime,
) -> BlindFile:
    """Decide whether jurors of blind rounds get a file's copy, or undo that; another in its place goes too.

    Refusals: 404, `round_not_blind`, `round_closed` (409), `condition_required` (428), `stale` (412).
    """
    round_ = _workable(session, actor, round_id)
    _lock_entry(session, entry_id)
    before = _file(session, actor, round_, entry_id, attachment_id)
    if before.mode == wanted.mode:
        return before
    row = session.get(BareFile, attachment_id)
    if row is None:
        row = BareFile(attachment_id=attachment_id, version=0)
        session.add(row)
    elif before.mode is not None:
        check_version(row.version, condition, lambda: before)
    if row.mode == Mode.replaced.value:
        row.state, row.made_at = CopyState.waiting.value, None  # of the file itself, anew
    row.mode = "" if wanted.mode is None else wanted.mode.value
    row.decided_by, row.decided_at = actor.user_id, now
    row.version += 1
    session.flush()  # as above
    _record(
        session,
        actor,
        "decide_file",
        round_,
        entry_id,
        now,
        attachment_id=str(attachment_id),
        mode=wanted.mode,
    )
    return _file(session, actor, round_, entry_id, attachment_id)


def begin_replacing(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    attachment_id: UUID,
    name: str,
) -> tuple[Arrival, Owner]:
    """What the file's field takes, before another one's bytes arrive; and whose names are looked for."""
    round_ = _workable(session, actor, round_id)
    one = entry_parts(session, actor, round_, entry_id)
    if attachment_id not in {file.attachment_id for file in one.files}:
        raise not_found()
    attachment = session.get_one(Attachment, attachment_id)
    return arrival_of(session, session.get_one(Field, attachment.field_id), name), one.owner


def replace_file(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    attachment_id: UUID,
    copy: dict[str, Any],
    sent_file: Stored,
    now: datetime,
) -> BlindFile:
    """Put another file in the place of one that would name its makers; what was sent stays as it is.

    Refusals: 404, `round_not_blind`, `round_closed` (409).
    """
    round_ = _workable(session, actor, round_id)
    _lock_entry(session, entry_id)
    _file(session, actor, round_, entry_id, attachment_id)
    row = session.get(BareFile, attachment_id)
    if row is None:
        row = BareFile(attachment_id=attachment_id, version=0)
        session.add(row)
    for name, value in copy.items():
        setattr(row, name, value)
    row.mode, row.made_at = Mode.replaced.value, now
    row.decided_by, row.decided_at = actor.user_id, now
    row.version += 1
    session.flush()  # as above
    _record(
        session,
        actor,
        "replace_file",
        round_,
        entry_id,
        now,
        attachment_id=str(attachment_id),
        sha256=sent_file.sha256,
    )
    return _file(session, actor, round_, entry_id, attachment_id)


def blind_copy(
    session: Session, actor: Actor, round_id: UUID, entry_id: UUID, attachment_id: UUID
) -> FileToSend:
    """A file as jurors of the round would get it, for those who prepare it; or 404."""
    round_, _ = staff_round(session, actor, round_id, *READERS)
    file = _file(session, actor, round_, entry_id, attachment_id)
    row = session.get(BareFile, attachment_id)
    if row is None or not row.sha256:
        raise not_found()
    return sent(row, file.shown_name, attachment_stream(session, attachment_id))


def _workable(session: Session, actor: Actor, round_id: UUID) -> Round:
    round_, _ = staff_round(session, actor, round_id)
    check_open_round(RoundState(round_.state), blind=round_.blind)
    return round_


def _lock_entry(session: Session, entry_id: UUID) -> None:
    """Two who decide at once take turns."""
    session.execute(select(Entry.id).where(Entry.id == entry_id).with_for_update(key_share=True))


def _part(session: Session, actor: Actor, round_: Round, entry_id: UUID, part: str) -> BlindPart:
    for one in entry_parts(session, actor, round_, entry_id).parts:
        if one.part == part:
            return one
    raise not_found()


def _file(
    session: Session, actor: Actor, round_: Round, entry_id: UUID, attachment_id: UUID
) -> BlindFile:
    for one in entry_parts(session, actor, round_, entry_id).files:
        if one.attachment_id == attachment_id:
            return one
    raise not_found()


def _record(
    session: Session,
    actor: Actor,
    act: str,
    round_: Round,
    entry_id: UUID,
    now: datetime,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry_id),
        edition_id=round_.edition_id,
        round_id=str(round_.id),
        **facts,
    )


# ------------------------------------------------------------------ opening


def open_round(
    session: Session, actor: Actor, round_id: UUID, wanted: RoundOpening, now: datetime
) -> Round:
    """Open a planned round to its panel; the clock still decides when it accepts.

    A blind round is looked through first, whole, whoever opens it. Refusals (409): those of
    `check_may_open`, `panel_missing`, `names_left`; `reason_missing` (422).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True, lock_edition=True)
    check_may_open(RoundState(round_.state), edition.phase_now, round_.closes_at, now)
    jurors = serving(session, round_id)
    if not jurors:
        raise panel_missing()
    left: dict[str, Any] = {}
    if round_.blind:
        counts = [one.left() for one in look_through(session, round_, SYSTEM_ACTOR)]
        entries, parts = sum(one > 0 for one in counts), sum(counts)
        check_signs(parts, entries, wanted.reason, accepted=wanted.accept_signs)
        left = {"blind": True, "parts_left": parts, "reason": wanted.reason if parts else ""}
    round_.state = RoundState.open.value
    round_.opened_at = now
    round_.version += 1
    audit.record(
        session,
        actor,
        "open_round",
        now,
        subject=("round", round_id),
        edition_id=edition.id,
        jurors=len(jurors),
        closes_at=round_.closes_at.isoformat(),
        **left,
    )
    return round_
