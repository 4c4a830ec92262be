"""What a juror reads: their rounds, their queue, the desk, their own history. Never a colleague's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition, Rubric
from app.entries.attachment_queries import attachment_stream, served
from app.entries.attachment_schemas import FileToSend
from app.entries.form_queries import EntryForm, juror_form, named_services
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.submission_queries import is_submitted_file, words_and_files
from app.judging.blind.queries import bare_file, seen, titles_shown, without_hidden
from app.judging.evaluations.desk_schemas import Desk
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.models import Evaluation, NaDecision, Revision
from app.judging.evaluations.rubric_queries import compiled
from app.judging.evaluations.rules import ClosedReason, check_judged, check_yours
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.paging import PageParams, paginate
from app.organisations.models import Organisation

_late = aliased(Revision)
QUEUE_PART: Final = 500
_CURSOR: Final = re.compile(r"([0-9]{1,9})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


# ------------------------------------------------------------------ the queue

_QUEUE = (
    select(
        Evaluation.id,
        Evaluation.round_id,
        Evaluation.entry_id,
        Entry.number,
        Entry.title_ar,
        Entry.title_en,
        Entry.organisation_id,
        Entry.category_id,
        Category.name_ar,
        Category.name_en,
        Evaluation.status,
        Evaluation.head_id,
        Evaluation.reopened_at,
        Evaluation.saved_at,
        Round.blind,
        Round.hidden,
        Evaluation.late_state,
        Evaluation.later,
    )
    .join(Juror, Juror.id == Evaluation.juror_id)
    .join(Round, Round.id == Evaluation.round_id)
    .join(Entry, Entry.id == Evaluation.entry_id)
    .join(Category, Category.id == Entry.category_id)
    .where(
        Juror.user_id == bindparam("user"),
        Evaluation.closed_at.is_(None),
        Round.state != RoundState.planned,
        Entry.state == EntryState.eligible,
    )
    .order_by(Entry.number, Evaluation.id)
    .limit(bindparam("limit"))
)
_IN_ROUND = Evaluation.round_id == bindparam("round")
_AFTER = tuple_(Entry.number, Evaluation.id) > tuple_(
    bindparam("number", type_=Entry.number.type), bindparam("after", type_=Evaluation.id.type)
)
# Built once, by (round named, part named): the queue is read at every start of the desk.
_QUEUES = {
    (False, False): _QUEUE,
    (True, False): _QUEUE.where(_IN_ROUND),
    (False, True): _QUEUE.where(_AFTER),
    (True, True): _QUEUE.where(_IN_ROUND, _AFTER),
}


def own_evaluations(
    session: Session,
    actor: Actor,
    round_id: UUID | None,
    after: str | None,
    limit: int = QUEUE_PART,
) -> dict[str, Any]:
    """The juror's live evaluations of entries in the race, JSON-ready, in one statement; of blind
    rounds a second one says which titles are shown.

    Refusal: `cursor_invalid` (422).
    """
    values: dict[str, Any] = {"user": actor.id, "limit": limit + 1}
    if round_id is not None:
        values["round"] = round_id
    if after is not None:
        values["number"], values["after"] = _cursor(after)
    wanted = _QUEUES[round_id is not None, after is not None]
    rows = session.connection().execute(wanted, values).all()
    english = actor.language == "en"
    titles = _blind_titles(session, rows)
    items = [
        {
            "evaluation_id": row[0],
            "round_id": row[1],
            "entry_id": row[2],
            "number": row[3],
            "title": (title_en or title_ar) if english else title_ar,
            "title_ar": title_ar,
            "title_en": title_en,
            "category_id": row[7],
            "category_ar": row[8],
            "category_en": row[9],
            "state": row[10],
            "head": row[11],
            "reopened": row[12] is not None,
            "late": row[16],
            "saved_at": row[13],
            "later": row[17],
        }
        for row in rows[:limit]
        for title_ar, title_en in [titles.get(row[2], (row[4], row[5])) if row[14] else row[4:6]]
        if not actor.barred_from(row[2], row[6])
    ]
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return {"items": items, "next": None if last is None else f"{last[3]}.{last[0]}"}


def _blind_titles(session: Session, rows: Sequence[Any]) -> dict[UUID, tuple[str, str]]:
    blind = {row[2]: (row[3], row[4], row[5]) for row in rows if row[14]}
    if not blind:
        return {}
    return titles_shown(session, blind, {row[2] for row in rows if row[14] and "title" in row[15]})


def _cursor(after: str) -> tuple[int, UUID]:
    read = _CURSOR.fullmatch(after)
    if read is None:
        raise invalid("cursor_invalid", N_("ابدأ القائمة من أولها."), "query", "after")
    return int(read[1]), UUID(read[2])


# ------------------------------------------------------------------ the desk


def own_evaluation(session: Session, actor: Actor, evaluation_id: UUID) -> tuple[Evaluation, Entry]:
    """The juror's own live evaluation and its entry.

    404 if it never was theirs; 403 `evaluation_closed`, `entry_not_judged`; 423
    `round_not_open_yet` while the round is only planned.
    """
    row = session.execute(
        select(Evaluation, Entry, Round.state, Round.opens_at, Juror.state)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Round, Round.id == Evaluation.round_id)
        .where(Evaluation.id == evaluation_id, Juror.user_id == actor.id)
    ).one_or_none()
    if row is None:
        raise not_found()
    evaluation, entry = row[0], row[1]
    closed = ClosedReason(evaluation.closed_reason) if evaluation.closed_reason else None
    if actor.barred_from(entry.id, entry.organisation_id):
        closed = closed or ClosedReason.recused
    if row[4] != JurorState.accepted:
        closed = closed or ClosedReason.removed
    check_yours(closed)
    check_judged(EntryState(entry.state))
    if row[2] == RoundState.planned:
        raise Refusal(
            "round_not_open_yet", N_("لم تُفتح هذه الجولة بعد."), status=423, opens_at=row[3]
        )
    return evaluation, entry


def show_own_evaluation(session: Session, actor: Actor, evaluation_id: UUID) -> Desk:
    """The entry beside the rubric, and the juror's own head."""
    evaluation, entry = own_evaluation(session, actor, evaluation_id)
    row = session.execute(
        select(
            Round,
            Edition,
            Category,
            Revision,
            Rubric.version,
            Organisation.name_ar,
            Organisation.name_en,
            User.name_ar,
            User.name_en,
            _late,
            LateDecision,
        )
        .join(Edition, Edition.id == Round.edition_id)
        .join(Category, Category.id == entry.category_id)
        .outerjoin(Rubric, Rubric.id == Category.rubric_id)
        .outerjoin(Revision, Revision.id == evaluation.head_id)
        .outerjoin(Organisation, Organisation.id == entry.organisation_id)
        .outerjoin(User, User.id == entry.owner_id)
        .outerjoin(_late, _late.id == evaluation.late_head_id)
        .outerjoin(LateDecision, LateDecision.id == evaluation.late_decision_id)
        .where(Round.id == evaluation.round_id)
    ).one()
    round_, edition, category = row[0], row[1], row[2]
    form = shown_form(session, round_, entry, category)
    answers, attachments = words_and_files(session, entry, {field.id for field in form.fields})
    services = named_services(session, form.fields, answers)
    previous_id, next_id = _neighbours(session, actor, evaluation, entry)
    blind = seen(session, round_, entry, answers, attachments, services) if round_.blind else None
    return Desk(
        evaluation=evaluation,
        round=round_,
        edition=edition,
        entry=entry,
        category=category,
        agency=("", "") if blind else (row[5] or row[7] or "", row[6] or row[8] or ""),
        head=row[3],
        late_work=row[9],
        late=row[10],
        rubric=compiled(
            session,
            category.rubric_id,
            row[4],
            frozen=edition.rulebook_frozen_at is not None,
            mode=round_.mode,
        ),
        decided=session.scalars(
            select(NaDecision).where(
                NaDecision.round_id == round_.id, NaDecision.entry_id == entry.id
            )
        ).all(),
        sections=form.sections,
        fields=form.fields,
        services=services,
        answers=answers,
        attachments=attachments,
        blind=blind,
        previous_id=previous_id,
        next_id=next_id,
    )


def shown_form(session: Session, round_: Round, entry: Entry, category: Category) -> EntryForm:
    """The part of the entry's form that the jurors of this round see."""
    form = juror_form(session, entry, category)
    return without_hidden(form, round_) if round_.blind else form


def _neighbours(
    session: Session, actor: Actor, evaluation: Evaluation, entry: Entry
) -> tuple[UUID | None, UUID | None]:
    """The evaluations before and after this one in the queue of its round."""
    queue = (
        select(Evaluation.id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Juror.user_id == actor.id,
            Evaluation.round_id == evaluation.round_id,
            Evaluation.closed_at.is_(None),
            Entry.state == EntryState.eligible,
        )
        .limit(1)
    )
    before = queue.where(Entry.number < entry.number).order_by(Entry.number.desc())
    after = queue.where(Entry.number > entry.number).order_by(Entry.number)
    row = session.execute(select(before.scalar_subquery(), after.scalar_subquery())).one()
    return row[0], row[1]


def own_attachment(
    session: Session,
    actor: Actor,
    evaluation_id: UUID,
    attachment_id: UUID,
    page: int | None = None,
) -> FileToSend:
    """A file of the entry, if its field is shown to jurors; or 404."""
    evaluation, entry = own_evaluation(session, actor, evaluation_id)
    round_ = session.get_one(Round, evaluation.round_id)
    file = attachment_stream(session, attachment_id)
    form = shown_form(session, round_, entry, session.get_one(Category, entry.category_id))
    fields = {field.id for field in form.fields}
    if (
        file.entry_id != entry.id
        or file.field_id not in fields
        or not is_submitted_file(session, entry, attachment_id)
    ):
        raise not_found()
    if round_.blind:
        file = bare_file(
            session, entry, words_and_files(session, entry, fields)[1], attachment_id, file
        )
    return served(file, page)


# ------------------------------------------------------------------ own history


def own_revisions(
    session: Session, actor: Actor, evaluation_id: UUID, params: PageParams
) -> tuple[list[Revision], int]:
    """The juror's own saves of one evaluation, the last first."""
    evaluation, _ = own_evaluation(session, actor, evaluation_id)
    return paginate(
        session,
        select(Revision).where(Revision.evaluation_id == evaluation.id),
        params,
        sorts={"received_at": Revision.received_at, "made_at": Revision.made_at},
        default_sort="-received_at",
        tiebreak=Revision.id,
    )


def show_own_revision(
    session: Session, actor: Actor, evaluation_id: UUID, revision_id: UUID
) -> Revision:
    """One of the juror's own saves with its content."""
    evaluation, _ = own_evaluation(session, actor, evaluation_id)
    revision = session.get(Revision, revision_id)
    if revision is None or revision.evaluation_id != evaluation.id:
        raise not_found()
    return revision
