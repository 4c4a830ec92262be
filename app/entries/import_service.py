"""Bringing entries in from a sheet: planned and shown first, then all of them as drafts, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.actor import Actor, Level
from app.audit import service as audit
from app.audit.models import AuditEvent
from app.editions.models import Category, Edition
from app.entries.history_models import SavedVersion
from app.entries.history_rules import FACES
from app.entries.import_mail_service import mail_imported
from app.entries.import_queries import World, import_form, load_world
from app.entries.import_rules import (
    NOTHING,
    Entrant,
    Tally,
    check_no_problems,
    check_same,
    fingerprint,
    read_services,
    row_problems,
)
from app.entries.import_schemas import EntryPlan, EntryRow, EntrySheet, ImportForm, Step, at_cell
from app.entries.member_models import EntryMember
from app.entries.member_rules import EntryRight
from app.entries.models import Answer, Entry
from app.entries.rules import EntryState
from app.entries.submission_service import folded
from app.kit.errors import N_, Refusal, invalid
from app.kit.ids import uuid7


def plan_entries(
    session: Session,
    actor: Actor,
    category_id: UUID,
    sheet: EntrySheet,
    now: datetime,
    *,
    lock: bool = False,
) -> EntryPlan:
    """What this file would make now; nothing is written.

    Refusals: those of `import_form`, `plan_stale` (409) where the form is not that of the reading.
    """
    form = import_form(session, actor, category_id, now, lock=lock)
    check_same(
        fingerprint(sheet.sha256, sheet.form, ""), fingerprint(sheet.sha256, form.fingerprint, "")
    )
    category = session.get_one(Category, category_id)
    edition = session.get_one(Edition, category.edition_id)
    world = load_world(session, sheet, category, edition)
    tally, problems, steps = Tally(), list(sheet.problems), []
    told = {tuple(one.facts["loc"][1:3]) for one in problems}
    for row in sheet.rows:
        wrong: list[tuple[str, Refusal]] = []
        step = _step(actor, form, world, row, wrong)
        if step is not None:
            title = row.face.title_ar
            wrong += row_problems(row.number, step.entrant, title, world.limits, tally)
            if row.whole:
                steps.append(step)
        # A cell that is told already is not told twice.
        problems += [
            at_cell(one, row.number, column)
            for column, one in wrong
            if (row.number, column) not in told
        ]
    order = {column.name: at for at, column in enumerate(form.columns())}
    problems.sort(key=lambda one: (one.facts["loc"][1], order[one.facts["loc"][2]]))
    document: Any = [_document(step) for step in steps]
    rows = hashlib.sha256(rfc8785.dumps([sheet.sha256, len(problems), document])).hexdigest()
    return EntryPlan(
        sheet, form, fingerprint(sheet.sha256, form.fingerprint, rows), steps, problems
    )


def _document(step: Step) -> Any:
    answers = {str(key): value for key, value in step.answers.items()}
    who = [str(step.entrant.id), str(step.contact_id or ""), step.raises]
    return [step.row.number, *who, step.row.face.model_dump(), answers]


def _step(
    actor: Actor,
    form: ImportForm,
    world: World,
    row: EntryRow,
    wrong: list[tuple[str, Refusal]],
) -> Step | None:
    """What a row becomes; None with the reason in `wrong` where it is nobody's."""
    if not row.entrant:
        return _of_person(world, row, wrong)
    found = world.agency(row.entrant)
    refusal = _agency_problem(actor, row.entrant, found)
    if refusal is not None:
        wrong.append(("entrant", refusal))
        return None
    agency = found[0]
    answers = dict(row.answers)
    for one in form.questions:
        text = row.services.get(one.id)
        if text is None:
            continue
        try:
            value = read_services(one.spec, text, world.services.get(agency.id, NOTHING))
        except Refusal as refused:
            wrong.append((str(one.id), refused))
        else:
            answers[one.id] = value
    members = world.members.get(agency.id, {})
    told = {key for key, (_, level) in members.items() if level is Level.manage}
    contact, raises = None, False
    if row.face.contact_email:
        user = world.people.get(row.face.contact_email)
        if user is None or user.id not in members:
            sentence = N_("ليس صاحب هذا البريد من أعضاء الجهة. أضفه إليها أولًا، أو أخلِ الخانة.")
            wrong.append(("contact_email", _wrong("contact_not_member", sentence)))
        else:
            contact = user.id
            raises = members[user.id][1] in (Level.view, Level.edit)
            told |= {user.id}
    entrant = Entrant(agency.id, as_organisation=True, status=agency.status)
    names = agency.name_ar, agency.name_en
    return Step(row, entrant, *names, answers, contact, raises, frozenset(told))


def _wrong(code: str, sentence: str, **facts: Any) -> Refusal:
    return Refusal(code, sentence, status=422, **facts)


def _agency_problem(actor: Actor, text: str, found: Sequence[Any]) -> Refusal | None:
    if not found:
        return _wrong(
            "agency_unknown",
            N_("لا جهة مسجّلة باسم «{given}». سجّلها أولًا، أو صحّح اسمها كما في قائمة الجهات."),
            given=text[:100],
        )
    if len(found) > 1:
        return _wrong(
            "agency_ambiguous",
            N_("أكثر من جهة بهذا الاسم. اكتب نطاق بريد الجهة بدل اسمها."),
        )
    if actor.level_in(found[0].id) is not None:
        return _wrong("own_agency", N_("أنت من أعضاء هذه الجهة، فلا تُدخل أنت مشاركاتها."))
    if found[0].id in actor.barred_organisations:
        return _wrong("agency_barred", N_("يمنعك تعارض مصالح من العمل في مشاركات هذه الجهة."))
    return None


def _of_person(world: World, row: EntryRow, wrong: list[tuple[str, Refusal]]) -> Step | None:
    """An individual's entry: theirs by their address."""
    email = row.face.contact_email
    if not email:
        sentence = N_("اكتب اسم الجهة، أو بريد الفرد صاحب المشاركة إن كان يشارك بنفسه.")
        wrong.append(("entrant", _wrong("entrant_missing", sentence)))
        return None
    user = world.people.get(email)
    if user is None or user.disabled_at is not None or user.email_confirmed_at is None:
        sentence = N_("لا حساب مفعّل بهذا البريد. يسجّل صاحبه أولًا، ثم تُستورد مشاركته.")
        wrong.append(("contact_email", _wrong("owner_unknown", sentence)))
        return None
    if user.id in world.staff:
        sentence = N_("من يعمل في دورة أو يحكّم فيها لا يشارك فيها.")
        wrong.append(("contact_email", _wrong("staff_may_not_enter", sentence)))
    for key in row.services:
        sentence = N_("ليس للفرد سجل خدمات. أخلِ هذه الخانة.")
        wrong.append((str(key), _wrong("not_a_service", sentence)))
    entrant = Entrant(user.id, as_organisation=False)
    names = user.name_ar, user.name_en
    return Step(row, entrant, *names, row.answers, user.id, told=frozenset({user.id}))


def import_entries(
    session: Session,
    actor: Actor,
    category_id: UUID,
    sheet: EntrySheet,
    plan_hash: str | None,
    import_id: UUID | None,
    now: datetime,
) -> EntryPlan:
    """Make the drafts that were shown, all of them or none; the same `import_id` again makes nothing.

    Refusals: `import_id_missing` (422), `id_taken` (409); `import_invalid` (422) with every
    problem, `plan_stale` (409) with what `changed`.
    """
    if import_id is None:
        raise invalid(
            "import_id_missing", N_("أرسل معرّفًا لهذا الاستيراد (import_id)."), "query", "import_id"
        )
    # The edition's lock orders the numbers and the same import sent twice.
    form = import_form(session, actor, category_id, now, lock=True)
    done = _done(session, import_id)
    if done is not None:
        return _repeated(session, actor, done, form, sheet, import_id)
    plan = plan_entries(session, actor, category_id, sheet, now)
    check_no_problems(plan.problems)
    check_same(plan_hash, plan.plan_hash)
    category = session.get_one(Category, category_id)
    edition = session.get_one(Edition, category.edition_id)
    first = edition.next_entry_number
    steps = [
        replace(step, entry_id=uuid7(), number=number)
        for number, step in enumerate(plan.steps, first)
    ]
    edition.next_entry_number = first + len(steps)
    _write(session, actor, category, steps, import_id, now)
    audit.record(
        session,
        actor,
        "import_entries",
        now,
        subject=("entry_import", import_id),
        edition_id=edition.id,
        category_id=str(category.id),
        file_sha256=sheet.sha256,
        rows=len(steps),
        first=first,
    )
    audit.record_all(
        session,
        actor,
        "start_entry",
        now,
        edition_id=edition.id,
        acts=[
            (("entry", step.entry_id), {"number": step.number, "import_id": str(import_id)})
            for step in steps
        ],
    )
    mail_imported(session, category, edition, steps, form.call, now)
    return replace(plan, steps=steps)


def _done(session: Session, import_id: UUID) -> AuditEvent | None:
    return session.scalars(
        select(AuditEvent).where(
            AuditEvent.subject_kind == "entry_import", AuditEvent.subject_id == import_id
        )
    ).one_or_none()


def _repeated(
    session: Session,
    actor: Actor,
    done: AuditEvent,
    form: ImportForm,
    sheet: EntrySheet,
    import_id: UUID,
) -> EntryPlan:
    """The answer to an import that was made before: what of it still stands."""
    same = (actor.user_id, str(form.category_id), sheet.sha256)
    if same != (done.actor_id, done.facts["category_id"], done.facts["file_sha256"]):
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    by_place = dict(enumerate(sheet.rows, done.facts["first"]))
    steps = []
    for row in session.execute(
        select(Entry.id, Entry.number, Entry.organisation_id, Entry.owner_id)
        .where(Entry.import_id == import_id)
        .order_by(Entry.number)
    ):
        entrant = Entrant(row.organisation_id or row.owner_id, row.organisation_id is not None)
        told = by_place[row.number]
        steps.append(
            Step(told, entrant, told.entrant, "", told.answers, entry_id=row.id, number=row.number)
        )
    return EntryPlan(sheet, form, "", steps, [])


def _write(
    session: Session,
    actor: Actor,
    category: Category,
    steps: Sequence[Step],
    import_id: UUID,
    now: datetime,
) -> None:
    entries, answers, versions, people = [], [], [], []
    by = {"saved_by": actor.user_id, "saved_at": now}
    for step in steps:
        face = step.row.face.model_dump(exclude={"contact_email"})
        of_agency = step.entrant.as_organisation
        entries.append(
            {
                "id": step.entry_id,
                "edition_id": category.edition_id,
                "category_id": category.id,
                "organisation_id": step.entrant.id if of_agency else None,
                "owner_id": None if of_agency else step.entrant.id,
                "number": step.number,
                "folded": folded(face["title_ar"], face["title_en"]),
                "state": EntryState.draft.value,
                "import_id": import_id,
                "created_by": actor.user_id,
                "created_at": now,
                **face,
            }
        )
        kept: list[tuple[UUID | None, str, Any]] = [
            (None, name, face[name]) for name in FACES if face[name]
        ]
        kept += [(key, "", value) for key, value in step.answers.items()]
        versions += [
            {
                "id": uuid7(),
                "entry_id": step.entry_id,
                "field_id": field_id,
                "face": name,
                "value": value,
                "revision": 1,
                "began_at": now,
                **by,
            }
            for field_id, name, value in kept
        ]
        answers += [
            {"entry_id": step.entry_id, "field_id": key, "value": value, "revision": 1, **by}
            for key, value in step.answers.items()
        ]
        if step.raises:
            people.append(
                {
                    "entry_id": step.entry_id,
                    "user_id": step.contact_id,
                    "right": EntryRight.submit.value,
                    "outside": False,
                    "added_by": actor.user_id,
                    "added_at": now,
                }
            )
    # Core: the ORM would cut its statements wherever a value is null.
    tables: Any = (
        (Entry, entries),
        (Answer, answers),
        (SavedVersion, versions),
        (EntryMember, people),
    )
    session.flush()  # the edition's counter is ahead of its entries
    for table, rows in tables:
        if rows:
            session.execute(insert(table.__table__), rows)
