"""What jurors of a blind round read of an entry: other words, bare copies, numbers instead of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import places
from app.editions.rules import Phase
from app.entries.attachment_schemas import FileToSend
from app.entries.form_queries import EntryForm
from app.entries.models import Answer, Attachment, Entry
from app.entries.rules import AttachmentState
from app.judging.blind.models import BareFile, Redaction
from app.judging.blind.rules import (
    NUMBERED,
    CopyState,
    Decided,
    Mode,
    is_served,
    neutral_name,
    shown_title,
    shown_value,
)
from app.judging.blind.schemas import Decisions, Seen, ShownFile
from app.judging.rounds.models import Round
from app.kit.arabic import strip_bidi
from app.kit.errors import not_found
from app.kit.i18n import translate
from app.kit.storage import content_key
from app.organisations.models import Service

NOTHING: Decisions = {}
# Who reads names whatever the round: they prepare it or answer for it.
_STAFF = (Role.organiser, Role.screener, Role.auditor, Role.approver, Role.admin)
_PUBLIC = (Phase.published, Phase.archived)


def hides_names(actor: Actor, edition: Edition, round_: Round | None) -> bool:
    """Whether this reader of results reads numbers: who only judged in a blind round, until all is public."""
    return (
        round_ is not None
        and round_.blind
        and edition.phase_now not in _PUBLIC
        and not actor.system
        and not actor.holds(_STAFF, *places(edition))
    )


def numbered(number: int) -> tuple[str, str]:
    """What an entry is called where its title is not shown, in both languages."""
    arabic, english = (
        strip_bidi(translate(language, NUMBERED, number=number)) for language in ("ar", "en")
    )
    return arabic, english


def decisions_on(
    session: Session, entry_ids: Iterable[UUID], parts: Collection[str] | None = None
) -> dict[UUID, dict[str, Decided]]:
    """Entry → part → what was decided on it."""
    wanted = select(
        Redaction.entry_id, Redaction.part, Redaction.mode, Redaction.text, Redaction.source_hash
    ).where(Redaction.entry_id.in_(set(entry_ids)))
    if parts is not None:
        wanted = wanted.where(Redaction.part.in_(parts))
    found: defaultdict[UUID, dict[str, Decided]] = defaultdict(dict)
    for entry_id, part, mode, text, source in session.execute(wanted):
        found[entry_id][part] = Decided(Mode(mode), text, source)
    return dict(found)


def titles_shown(
    session: Session, entries: Mapping[UUID, tuple[int, str, str]], hidden: Collection[UUID]
) -> dict[UUID, tuple[str, str]]:
    """The titles of blind entries, (number, Arabic, English) by id, as jurors read them.

    `hidden`: those whose round shows no titles.
    """
    decided = decisions_on(session, entries, ("title_ar", "title_en"))
    return {
        key: _titles(number, title_ar, title_en, decided.get(key, NOTHING), hidden=key in hidden)
        for key, (number, title_ar, title_en) in entries.items()
    }


def _titles(
    number: int, title_ar: str, title_en: str, decided: Decisions, *, hidden: bool
) -> tuple[str, str]:
    words_ar, words_en = numbered(number)
    return (
        shown_title(title_ar, words_ar, decided.get("title_ar"), hidden=hidden),
        shown_title(title_en, words_en, decided.get("title_en"), hidden=hidden),
    )


def folded_shown(round_: Round) -> ColumnElement[str]:
    """What search and order compare of a title in this round: never a word that its jurors do not read."""
    if not round_.blind:
        return Entry.folded.expression
    if "title" in round_.hidden:
        return literal("")
    decided = (
        select(
            func.coalesce(
                func.max(case((Redaction.part == "title_ar", Redaction.folded), else_="")), ""
            )
            + " "
            + func.coalesce(
                func.max(case((Redaction.part == "title_en", Redaction.folded), else_="")), ""
            )
        )
        .where(
            Redaction.entry_id == Entry.id,
            Redaction.part.in_(("title_ar", "title_en")),
            Redaction.mode != Mode.kept.value,
        )
        .group_by(Redaction.entry_id)
        .correlate(Entry)
        .scalar_subquery()
    )
    # Where one of the two titles was changed, the words of neither original are compared.
    return func.coalesce(decided, Entry.folded)


# ------------------------------------------------------------------ one entry on the desk


def without_hidden(form: EntryForm, round_: Round) -> EntryForm:
    """The form without the fields that the round hides."""
    fields = [one for one in form.fields if str(one.id) not in round_.hidden]
    used = {one.section_id for one in fields}
    return EntryForm([one for one in form.sections if one.id in used], fields)


def seen(
    session: Session,
    round_: Round,
    entry: Entry,
    answers: Sequence[Answer],
    attachments: Sequence[Attachment],
    services: Sequence[Service],
) -> Seen:
    """What the jurors of a blind round are shown of an entry, of what its form would show them."""
    decided = decisions_on(session, [entry.id]).get(entry.id, {})
    titles = _titles(
        entry.number, entry.title_ar, entry.title_en, decided, hidden="title" in round_.hidden
    )
    silent = "summary" in round_.hidden
    summaries = [
        "" if silent else shown_value(text, decided.get(part)) or ""
        for part, text in (("summary_ar", entry.summary_ar), ("summary_en", entry.summary_en))
    ]
    files = shown_files(session, entry, attachments)
    withheld = {
        str(one.attachment.field_id)
        for one in files
        if one.copy is not None and one.copy.mode == Mode.withheld
    }
    fields = {str(one.field_id) for one in answers}
    return Seen(
        title_ar=titles[0],
        title_en=titles[1],
        summary_ar=summaries[0],
        summary_en=summaries[1],
        answers=[
            Answer(
                entry_id=one.entry_id,
                field_id=one.field_id,
                value=shown_value(one.value, decided.get(str(one.field_id))),
            )
            for one in answers
        ],
        files=[one for one in files if one.copy is None or one.copy.mode != Mode.withheld],
        # Its address leads to its owner.
        services=[
            Service(
                id=one.id,
                name_ar=one.name_ar,
                name_en=one.name_en,
                url="",
                launched_on=one.launched_on,
            )
            for one in services
            if any(
                str(one.id) in (shown_value(answer.value, decided.get(str(answer.field_id))) or ())
                for answer in answers
            )
        ],
        redacted=sorted(
            withheld
            | {
                part
                for part, one in decided.items()
                if one.mode != Mode.kept and (part in fields or part.startswith("summary_"))
            }
        ),
    )


def shown_files(
    session: Session, entry: Entry, attachments: Sequence[Attachment]
) -> list[ShownFile]:
    """The files of an entry under their neutral names, each with its copy."""
    copies = copies_of(session, [one.id for one in attachments])
    shown = []
    for place, one in enumerate(attachments, 1):
        copy = copies.get(one.id)
        mode = Mode(copy.mode) if copy is not None and copy.mode else None
        shown.append(
            ShownFile(
                one,
                copy,
                neutral_name(entry.number, place, one.name),
                copy is not None and is_served(CopyState(copy.state), mode),
            )
        )
    return shown


def copies_of(session: Session, attachment_ids: Iterable[UUID]) -> dict[UUID, BareFile]:
    """The bare copies by attachment."""
    return {
        one.attachment_id: one
        for one in session.scalars(
            select(BareFile).where(BareFile.attachment_id.in_(set(attachment_ids)))
        )
    }


def bare_file(
    session: Session,
    entry: Entry,
    attachments: Sequence[Attachment],
    attachment_id: UUID,
    file: FileToSend,
) -> FileToSend:
    """The bare copy of a file, to be sent in its place; or 404."""
    for one in shown_files(session, entry, attachments):
        if one.attachment.id == attachment_id:
            if one.copy is not None and one.copy.mode == Mode.withheld:
                break
            if one.copy is None or not one.clean:
                return replace(file, state=AttachmentState.quarantined)
            return sent(one.copy, one.name, file)
    raise not_found()


def sent(copy: BareFile, name: str, file: FileToSend) -> FileToSend:
    """A copy as it is sent."""
    return replace(
        file,
        key=content_key(copy.sha256),
        name=name,
        media_type=copy.media_type,
        size=copy.size,
        previews=tuple(copy.previews),
    )
