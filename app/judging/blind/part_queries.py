"""What jurors of a blind round would read of entries, part by part, with the names that are found there."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.editions.models import Category, Field
from app.editions.rules import FieldKind
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import CoOwnerState
from app.entries.form_queries import forms_of, hidden_from_jurors, juror_part
from app.entries.models import Answer, Attachment, Entry
from app.entries.rules import AttachmentState
from app.entries.submission_models import Submission
from app.entries.submission_queries import submitted_answers
from app.judging.blind.models import BareFile, Redaction
from app.judging.blind.queries import copies_of, without_hidden
from app.judging.blind.rules import (
    FACE_NAMES,
    FACES,
    CopyState,
    Decided,
    Mode,
    neutral_name,
    signs_of_file,
    signs_of_words,
    words_in,
)
from app.judging.blind.schemas import (
    BlindFile,
    BlindPart,
    EntryParts,
    Owner,
)
from app.judging.rounds.models import Round
from app.kit.i18n import translate
from app.kit.names import Names
from app.organisations.models import Organisation, Service

_NOT_READ: Final = (AttachmentState.arriving.value, AttachmentState.rejected.value, "removed")


def source_hash(value: Any) -> str:
    """The SHA-256 by which an original is known again."""
    return hashlib.sha256(
        json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def owners_of(session: Session, entries: Sequence[Entry]) -> dict[UUID, Owner]:
    """Who each entry belongs to, with every name to look for: the agency's, its co-owners', the person's."""
    agencies = {
        one.id: one
        for one in session.scalars(
            select(Organisation).where(
                Organisation.id.in_({one.organisation_id for one in entries if one.organisation_id})
            )
        )
    }
    people = {
        one.id: one
        for one in session.scalars(
            select(User).where(User.id.in_({one.owner_id for one in entries if one.owner_id}))
        )
    }
    partners: defaultdict[UUID, list[str]] = defaultdict(list)
    for key, *names in session.execute(
        select(CoOwner.entry_id, CoOwner.name_ar, Organisation.name_ar, Organisation.name_en)
        .outerjoin(Organisation, Organisation.id == CoOwner.organisation_id)
        .where(
            CoOwner.entry_id.in_({one.id for one in entries}),
            CoOwner.state != CoOwnerState.declined,
        )
    ):
        partners[key] += [one for one in names if one]
    found = {}
    for one in entries:
        agency = agencies.get(one.organisation_id) if one.organisation_id else None
        person = people.get(one.owner_id) if one.owner_id else None
        owner = agency or person
        ar, en = (owner.name_ar, owner.name_en) if owner else ("", "")
        found[one.id] = Owner(
            ar,
            en,
            agency.version if agency else 0,
            tuple(name for name in (ar, en, *partners[one.id]) if name),
            (agency.website, agency.email_domain) if agency else (),
        )
    return found


@dataclass(slots=True)
class _Material:
    """What was sent of some entries, by entry."""

    answers: dict[UUID, dict[UUID, Any]]
    files: dict[UUID, list[Attachment]]


def _material(session: Session, entries: Sequence[Entry]) -> _Material:
    """The words and files that count, as `words_and_files` reads them of one entry."""
    ids = {one.id for one in entries}
    kept = {
        one.id: one
        for one in session.scalars(
            select(Submission).where(
                Submission.id.in_({one.submission_id for one in entries if one.submission_id})
            )
        )
    }
    working = {one.id for one in entries if one.submission_id not in kept}
    answers: defaultdict[UUID, dict[UUID, Any]] = defaultdict(dict)
    for answer in session.scalars(select(Answer).where(Answer.entry_id.in_(working))):
        answers[answer.entry_id][answer.field_id] = answer.value
    rows = {
        one.id: one
        for one in session.scalars(
            select(Attachment)
            .where(Attachment.entry_id.in_(ids), Attachment.state.not_in(_NOT_READ))
            .order_by(Attachment.added_at, Attachment.id)
        )
    }
    files: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    for submission in kept.values():
        for answer in submitted_answers(submission):
            answers[submission.entry_id][answer.field_id] = answer.value
        lines = [UUID(line["id"]) for line in submission.files]
        files[submission.entry_id] = [rows[one] for one in lines if one in rows]
    for row in rows.values():
        if row.entry_id in working:
            files[row.entry_id].append(row)
    return _Material(answers, files)


def parts_of(session: Session, round_: Round, entries: Sequence[Entry]) -> list[EntryParts]:
    """Entries with all that the round's jurors would read of them; a fixed number of statements."""
    if not entries:
        return []
    forms = forms_of(session, entries)
    hidden = hidden_from_jurors(session, {one.category_id for one in entries})
    current = {
        row.id: row.form_version
        for row in session.execute(
            select(Category.id, Category.form_version).where(
                Category.id.in_({one.category_id for one in entries})
            )
        )
    }
    material = _material(session, entries)
    owners = owners_of(session, entries)
    redactions: defaultdict[UUID, dict[str, Redaction]] = defaultdict(dict)
    for row in session.scalars(
        select(Redaction).where(Redaction.entry_id.in_({one.id for one in entries}))
    ):
        redactions[row.entry_id][row.part] = row
    copies = copies_of(session, [one.id for held in material.files.values() for one in held])
    services = _services(session, material)
    english = session.info.get("language") == "en"
    found = []
    for entry in entries:
        said, held = material.answers.get(entry.id, {}), material.files.get(entry.id, [])
        later = entry.form_version not in (None, current[entry.category_id])
        form = juror_part(
            entry,
            forms[entry.id],
            hidden if later else (),
            said,
            Counter(one.field_id for one in held),
        )
        fields = {one.id: one for one in without_hidden(form, round_).fields}
        held = [one for one in held if one.field_id in fields]
        owner = owners[entry.id]
        names = owner.sought()
        decided = redactions[entry.id]
        found.append(
            EntryParts(
                entry,
                owner,
                [
                    *_faces(round_, entry, names, decided),
                    *(
                        _part(
                            str(one.id),
                            one,
                            said[one.id],
                            names,
                            decided,
                            services,
                            english=english,
                        )
                        for one in fields.values()
                        if said.get(one.id) not in (None, "", [])
                    ),
                ],
                [
                    _file(entry, place, one, fields[one.field_id], copies.get(one.id), owner)
                    for place, one in enumerate(held, 1)
                ],
            )
        )
    return found


def _services(session: Session, material: _Material) -> dict[str, Service]:
    named = {
        one
        for said in material.answers.values()
        for value in said.values()
        if isinstance(value, list)
        for one in value
        if isinstance(one, str) and len(one) == 36
    }
    if not named:
        return {}
    return {
        str(one.id): one
        for one in session.scalars(
            select(Service).where(Service.id.in_([UUID(key) for key in named if _is_id(key)]))
        )
    }


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _faces(
    round_: Round, entry: Entry, names: Names, decided: dict[str, Redaction]
) -> Iterable[BlindPart]:
    for part in FACES:
        value = getattr(entry, part)
        if value and part.partition("_")[0] not in round_.hidden:
            kind = FieldKind.long_text if part.startswith("summary") else FieldKind.short_text
            labels = (translate("ar", FACE_NAMES[part]), translate("en", FACE_NAMES[part]))
            yield _words(part, kind, labels, value, "", names, decided.get(part))


def _part(
    part: str,
    field: Field,
    value: Any,
    names: Names,
    decided: dict[str, Redaction],
    services: dict[str, Service],
    *,
    english: bool,
) -> BlindPart:
    kind = FieldKind(field.kind)
    words = ""
    if kind == FieldKind.service:
        held = [services[one] for one in value if one in services]
        words = "\n".join(f"{one.name_ar}\n{one.name_en}".strip() for one in held)
    if kind in {FieldKind.choice, FieldKind.multi_choice}:
        chosen = {value} if isinstance(value, str) else set(value)
        words = "\n".join(
            (one["name_en"] if english else "") or one["name_ar"]
            for one in field.choices
            if one["code"] in chosen
        )
    return _words(
        part, kind, (field.label_ar, field.label_en), value, words, names, decided.get(part)
    )


def _words(
    part: str,
    kind: FieldKind,
    labels: tuple[str, str],
    value: Any,
    words: str,
    names: Names,
    row: Redaction | None,
) -> BlindPart:
    digest = source_hash(value)
    decided = None if row is None else Decided(Mode(row.mode), row.text, row.source_hash)
    signs, found = signs_of_words(words or value, kind, digest, names, decided)
    return BlindPart(
        part=part,
        kind=kind,
        label_ar=labels[0],
        label_en=labels[1],
        value=value,
        words=words or words_in(value),
        mode=None if decided is None else decided.mode,
        text="" if decided is None else decided.text,
        signs=signs,
        found=found,
        version=0 if row is None else row.version,
    )


def _file(
    entry: Entry,
    place: int,
    one: Attachment,
    field: Field,
    copy: BareFile | None,
    owner: Owner,
) -> BlindFile:
    mode = Mode(copy.mode) if copy is not None and copy.mode else None
    current = copy is not None and copy.owner_version == owner.version
    state = CopyState(copy.state) if copy is not None else CopyState.waiting
    fresh = current or state != CopyState.ready
    return BlindFile(
        attachment_id=one.id,
        field_id=one.field_id,
        label_ar=field.label_ar,
        label_en=field.label_en,
        name=one.name,
        size=one.clean_size or one.size,
        media_type=one.media_type,
        shown_name=neutral_name(entry.number, place, one.name),
        shown_size=0 if copy is None else copy.size,
        state=state,
        mode=mode,
        signs=signs_of_file(
            state if fresh else CopyState.waiting,
            mode,
            [] if copy is None else copy.found,
            unread=copy is not None and copy.unread,
        ),
        found=[] if copy is None else copy.found,
        version=0 if copy is None else copy.version,
    )
