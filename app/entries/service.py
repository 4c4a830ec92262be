"""What entrants do with their entries: start, fill, submit, ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.audit.idempotency_service import is_replay
from app.audit.queries import has_happened
from app.editions.models import Category, Edition
from app.editions.queries import STAFF, places
from app.editions.queries import visible_to as visible_editions
from app.editions.rules import EntrantKind
from app.entries.correction_service import (
    check_answered,
    check_open,
    close_decisions,
    returned_field,
)
from app.entries.eligibility_queries import working_states
from app.entries.eligibility_rules import check_eligible
from app.entries.form_queries import checked_answer
from app.entries.history_rules import FACES
from app.entries.history_service import keep_version
from app.entries.mail_service import mail_organisers
from app.entries.member_rules import EntryRight, check_may_start
from app.entries.models import Answer, Entry, Question
from app.entries.queries import (
    entrant_entry,
    entrant_view,
    load_view,
    may_edit,
    may_start,
)
from app.entries.question_rules import check_may_ask
from app.entries.rules import (
    OUTSIDE_LIMITS,
    EntryState,
    Holdings,
    check_complete,
    check_may_submit,
    check_not_deleted,
    check_not_staff,
    check_organisation_approved,
    entering_problems,
)
from app.entries.schemas import EntrantEntry, EntryChange, EntryIn, EntryView
from app.entries.sign_off_queries import check_sign_off
from app.entries.sign_off_service import content_changed
from app.entries.submission_queries import is_changed, standing
from app.entries.submission_service import WorkingFace, folded, mail_receipt, take_submission
from app.entries.wall_queries import entrant_sees
from app.kit.errors import N_, Refusal, forbidden, not_found
from app.kit.versions import Put, check_version, same
from app.organisations.models import Organisation


def start_entry(
    session: Session, actor: Actor, entry_id: UUID, wanted: EntryIn, now: datetime
) -> Put[EntryView]:
    """Start a draft in a category, for an organisation of mine or in my own name.

    The same again is harmless. Refusals: those of `check_accepts_entries` (423) and
    `entering_problems` (409), `not_your_organisation`, `staff_may_not_enter` (403), `id_taken`,
    `entry_deleted` (409).
    """
    category = session.get(Category, wanted.category_id)
    if category is None:
        raise not_found()
    # The edition's lock orders the numbers and keeps two starts from passing one limit.
    edition = session.scalars(
        visible_editions(actor).where(Edition.id == category.edition_id).with_for_update(of=Edition)
    ).one_or_none()
    if edition is None:
        raise not_found()
    values = wanted.model_dump()
    existing = session.get(Entry, entry_id)
    if existing is not None:
        _check_repeat(session, actor, existing, values)
        return Put(entrant_view(session, actor, existing, now), created=False)
    check_not_deleted(was_deleted=has_happened(session, "delete_entry", "entry", entry_id))
    organisation = _my_organisation(session, actor, wanted.organisation_id)
    if organisation is not None:
        check_may_start(actor.level_in(organisation.id))
    may_start(edition, now)
    check_not_staff(is_staff=actor.holds(STAFF, *places(edition)))
    problems = entering_problems(
        EntrantKind(category.entrant_kind),
        as_organisation=organisation is not None,
        organisation_status=organisation.status if organisation else "",
        edition_limit=edition.max_entries_per_entrant,
        category_limit=category.max_entries_per_entrant,
        held=_held(session, actor, category, organisation),
    )
    if problems:
        raise problems[0]
    entry = Entry(
        id=entry_id,
        edition_id=edition.id,
        owner_id=None if organisation else actor.id,
        number=edition.next_entry_number,
        folded=folded(wanted.title_ar, wanted.title_en),
        state=EntryState.draft.value,
        created_by=actor.user_id,
        created_at=now,
        **values,
    )
    edition.next_entry_number += 1
    session.add(entry)
    session.flush()  # the defaults of the row are part of the answer
    for face in FACES:
        if getattr(entry, face):
            keep_version(session, actor, entry, getattr(entry, face), 1, now, face=face)
    _record(session, actor, "start_entry", entry, now, number=entry.number)
    return Put(entrant_view(session, actor, entry, now), created=True)


def _check_repeat(session: Session, actor: Actor, existing: Entry, values: dict[str, Any]) -> None:
    mine = select(Entry.id).where(entrant_sees(actor), Entry.id == existing.id)
    if session.scalar(mine) is None or not same(existing, values):
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))


def _my_organisation(
    session: Session, actor: Actor, organisation_id: UUID | None
) -> Organisation | None:
    if organisation_id is None:
        return None
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or not actor.holds(Role.entrant, (Scope.organisation, organisation_id)):
        raise forbidden("not_your_organisation", N_("لا تشارك إلا باسم جهة أنت من ممثليها."))
    return organisation


def _held(
    session: Session, actor: Actor, category: Category, organisation: Organisation | None
) -> Holdings:
    whose = (
        Entry.owner_id == actor.id
        if organisation is None
        else Entry.organisation_id == organisation.id
    )
    rows = session.execute(
        select(Entry.category_id, func.count().label("held"))
        .where(
            Entry.edition_id == category.edition_id,
            whose,
            Entry.state.not_in([state.value for state in OUTSIDE_LIMITS]),
        )
        .group_by(Entry.category_id)
    )
    counts = {row.category_id: row.held for row in rows}
    return Holdings(sum(counts.values()), counts.get(category.id, 0))


def change_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    wanted: EntryChange,
    condition: str | None,
    now: datetime,
    *,
    act: str = "change_entry",
    restored_at: datetime | None = None,
) -> EntryView:
    """Change the titles and the summary. Refusals: `condition_required`, `stale`, not editable.

    `restored_at`: a restoration of what was saved then.
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    values = {
        name: value
        for name, value in wanted.model_dump(exclude_unset=True).items()
        if value is not None
    }
    face = WorkingFace(entry)
    if condition is None or not same(face, values):
        check_version(
            entry.version,
            condition,
            lambda: EntrantEntry.of(entrant_view(session, actor, entry, now)),
        )
        may_edit(entry, edition, now)
        check_open(session, entry, *values)
    changed = face.change(values)
    if changed:
        entry.version += 1
        for name in changed:
            keep_version(
                session,
                actor,
                entry,
                getattr(face, name),
                entry.version,
                now,
                face=name,
                restored_at=restored_at,
            )
        content_changed(session, actor, entry, now)
        _record(session, actor, act, entry, now, changed=changed)
    return entrant_view(session, actor, entry, now)


def save_answer(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    field_id: UUID,
    value: object,
    condition: str | None,
    now: datetime,
    *,
    act: str = "save_answer",
    restored_at: datetime | None = None,
) -> Answer:
    """Save the answer to one field. `condition` is the revision it follows, or `*` for the first.

    The same value again is harmless. `restored_at`: a restoration of what was saved then. Refused:
    `condition_required` (428), not editable (409, 423), as `returned_field` (403) and `check_answer`
    (422) say, `answer_changed` (412) with `current` and `yours`.
    """
    if condition is None:
        raise Refusal(
            "condition_required",
            N_("أرسل رقم النسخة التي تعدّلها (If-Match) حتى لا يضيع تعديل غيرك."),
            status=428,
        )
    entry = entrant_entry(session, actor, entry_id, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    may_edit(entry, edition, now)
    field = returned_field(session, entry, edition, field_id, now)
    clean = checked_answer(session, entry, field, value)
    answer = session.get(Answer, (entry_id, field_id))
    if answer is not None and answer.value == clean:
        return answer
    if condition != (str(answer.revision) if answer else "*"):
        raise _answer_changed(session, answer, clean)
    if answer is None:
        answer = Answer(entry_id=entry_id, field_id=field_id, revision=0)
        session.add(answer)
    answer.value = clean
    answer.revision += 1
    answer.saved_by, answer.saved_at = actor.user_id, now
    keep_version(
        session,
        actor,
        entry,
        clean,
        answer.revision,
        now,
        field_id=field_id,
        restored_at=restored_at,
    )
    content_changed(session, actor, entry, now)
    _record(session, actor, act, entry, now, field=field.code, revision=answer.revision)
    return answer


def _answer_changed(session: Session, answer: Answer | None, yours: Any) -> Refusal:
    by = session.get(User, answer.saved_by) if answer is not None and answer.saved_by else None
    current: dict[str, Any] = {"value": None, "revision": 0, "saved_at": None}
    if answer is not None:
        current = {
            "value": answer.value,
            "revision": answer.revision,
            "saved_at": answer.saved_at,
            "saved_by_ar": by.name_ar if by else "",
            "saved_by_en": by.name_en if by else "",
        }
    return Refusal(
        "answer_changed",
        N_("عدّل شخص آخر هذا الحقل بعد أن فتحته. اختر إحدى القيمتين أو اجمع بينهما."),
        status=412,
        current=current,
        yours=yours,
    )


def submit_entry(
    session: Session, actor: Actor, entry_id: UUID, key: str | None, now: datetime
) -> EntryView:
    """Submit a draft or a returned entry, once, and confirm it by mail.

    While the call is open what was changed since is submitted again, with a receipt of its own.
    Refusals: `already_submitted`, `entry_closed` (409), the deadline's (423),
    `organisation_pending` (409), `entry_incomplete` (422) with all `items`, `sign_off_missing`
    (409) where the edition asks for the agency's own word, `not_eligible` (422) with `items`.
    """
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=EntryRight.submit)
    if is_replay(session, actor, key, "submit_entry", {"entry_id": str(entry_id)}, now):
        return entrant_view(session, actor, entry, now)
    view = load_view(session, entry)
    before = standing(session, entry)
    changed = before is not None and is_changed(session, view, before)
    check_may_submit(EntryState(entry.state), changed=changed)
    may_edit(entry, view.edition, now)
    if before is not None:
        check_answered(session, entry, view, before)
    if view.organisation is not None:
        check_organisation_approved(view.organisation.status)
    check_complete(item.model_dump(mode="json") for item in view.missing)
    check_eligible(states := working_states(session, entry, view.edition, final=True))
    check_sign_off(session, entry, view.edition, actor.user_id)
    entry.state, entry.state_reason = EntryState.submitted.value, ""
    entry.submitted_at, entry.submitted_by = now, actor.user_id
    if entry.form_version is None:
        entry.form_version = view.category.form_version
    close_decisions(session, entry, actor.user_id, now, answered=True)
    entry.version += 1
    receipt = take_submission(session, entry, view, actor.user_id, now, states)
    sent = {"submission": receipt.number, "answers_sha256": receipt.answers_sha256}
    _record(session, actor, "submit_entry", entry, now, number=entry.number, **sent)
    if actor.user_id is not None:
        mail_receipt(session, session.get_one(User, actor.user_id), entry, receipt, now)
    return entrant_view(session, actor, entry, now)


def ask_question(
    session: Session, actor: Actor, entry_id: UUID, question_id: UUID, body: str, now: datetime
) -> Put[Question]:
    """Ask the organiser; again is harmless. Refusals (409): `id_taken`, `edition_over`, `too_many_questions`."""
    entry = entrant_entry(session, actor, entry_id, lock=True)
    question = session.get(Question, question_id)
    if question is not None:
        if question.entry_id != entry.id or question.body != body:
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(question, created=False)
    edition = session.get_one(Edition, entry.edition_id)
    unanswered = session.scalar(
        select(func.count()).where(Question.entry_id == entry.id, Question.answered_at.is_(None))
    )
    check_may_ask(edition.phase_now, unanswered or 0)
    question = Question(
        id=question_id,
        edition_id=edition.id,
        entry_id=entry.id,
        body=body,
        asked_by=actor.user_id,
        asked_at=now,
        answer="",
    )
    session.add(question)
    audit.record(
        session,
        actor,
        "ask_question",
        now,
        subject=("question", question_id),
        edition_id=edition.id,
        entry_id=str(entry.id),
    )
    category = session.get_one(Category, entry.category_id)
    mail_organisers(session, "question_asked", entry, category, edition, now)
    return Put(question, created=True)


def _record(
    session: Session, actor: Actor, act: str, entry: Entry, now: datetime, **facts: Any
) -> None:
    subject = ("entry", entry.id)
    audit.record(session, actor, act, now, subject=subject, edition_id=entry.edition_id, **facts)
