"""The log of acts with the names of those who acted and of what they acted on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, not_, or_, select, true
from sqlalchemy.orm import Session

from app.accounts.models import Invitation, User
from app.actor import Actor, Role, Scope
from app.audit.models import AuditEvent
from app.audit.queries import events
from app.audit.rules import ACTS
from app.audit.schemas import Acts, LogParams
from app.editions.models import Category, Edition, Programme, Rubric
from app.editions.queries import places, staff_edition
from app.editions.rules import Phase
from app.entries.draft_queries import TITLE_AR, TITLE_EN
from app.entries.models import Entry, Question
from app.entries.wall_queries import agency_not_barred, barred_categories, not_barred
from app.judging.conflicts.models import Conflict, StaffRecusal
from app.judging.conflicts.queries import not_walled
from app.judging.conflicts.recusal_queries import recusal_not_walled
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel
from app.judging.rounds.models import Round
from app.kit.paging import paginate
from app.office.log_schemas import LogRow, SubjectName
from app.office.log_search_queries import said_in_log
from app.organisations.models import Organisation
from app.results.rankings.queries import READERS as RESULT_READERS

READERS: Final = (Role.organiser, Role.auditor)
# Acts whose facts count evaluations, or name entries, over more than one entry.
COUNTING: Final = frozenset(
    {
        "apply_plan",
        "close_round",
        "decide_conflict",
        "import_assignments",
        "lift_conflict",
        "make_plan",
        "notice_conflicts",
        "notify_jurors",
        "remind_jurors",
        "remove_juror",
        "report_conflict",
        "report_juror",
        "resign_jury",
    }
)
# Acts on a category whose facts say who wins.
TELLING: Final = frozenset({"put_decisions", "decide_chair_order"})

_number = "#" + cast(Entry.number, String)
_entry_ar = func.rtrim(_number + " " + TITLE_AR)
_entry_en = func.rtrim(_number + " " + TITLE_EN)
# How each kind of subject is called: id, Arabic name, English name.
_NAMED: Final[dict[str, Callable[[set[UUID]], Select[Any, Any, Any]]]] = {
    "user": lambda ids: select(User.id, User.name_ar, User.name_en).where(User.id.in_(ids)),
    "invitation": lambda ids: select(Invitation.id, Invitation.email, Invitation.email).where(
        Invitation.id.in_(ids)
    ),
    "organisation": lambda ids: select(
        Organisation.id, Organisation.name_ar, Organisation.name_en
    ).where(Organisation.id.in_(ids)),
    "programme": lambda ids: select(Programme.id, Programme.name_ar, Programme.name_en).where(
        Programme.id.in_(ids)
    ),
    "edition": lambda ids: select(Edition.id, Edition.name_ar, Edition.name_en).where(
        Edition.id.in_(ids)
    ),
    "category": lambda ids: select(Category.id, Category.name_ar, Category.name_en).where(
        Category.id.in_(ids)
    ),
    "rubric": lambda ids: select(Rubric.id, Rubric.name_ar, Rubric.name_en).where(
        Rubric.id.in_(ids)
    ),
    "round": lambda ids: select(Round.id, Round.name_ar, Round.name_en).where(Round.id.in_(ids)),
    "panel": lambda ids: select(Panel.id, Panel.name_ar, Panel.name_en).where(Panel.id.in_(ids)),
    "juror": lambda ids: select(Juror.id, Juror.name_ar, Juror.name_en).where(Juror.id.in_(ids)),
    "entry": lambda ids: select(Entry.id, _entry_ar, _entry_en).where(Entry.id.in_(ids)),
    "evaluation": lambda ids: (
        select(Evaluation.id, _entry_ar, _entry_en)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.id.in_(ids))
    ),
}


def _readable(session: Session, actor: Actor, params: LogParams) -> ColumnElement[bool]:
    """Which acts the actor may read: all for the administrator, else those of their editions.

    404 or 403 `not_your_edition` when another edition is asked for by name.
    """
    if params.edition_id is not None:
        staff_edition(session, actor, params.edition_id, *READERS, Role.admin)
        return true()
    if actor.is_admin:
        return true()
    if actor.holds(READERS, (Scope.instance, None)):
        return AuditEvent.edition_id.is_not(None)
    mine = or_(
        Edition.id.in_(actor.scopes(Scope.edition, *READERS)),
        Edition.programme_id.in_(actor.scopes(Scope.programme, *READERS)),
    )
    return AuditEvent.edition_id.in_(select(Edition.id).where(mine))


def _before_no_wall(actor: Actor) -> ColumnElement[bool]:
    """Without the acts on what a conflict walls the reader off from, and without their count."""
    if not (actor.barred_entries or actor.barred_organisations):
        return true()
    entries = select(Entry.id).where(not_(not_barred(actor)))
    walled = {
        "entry": entries,
        "evaluation": select(Evaluation.id).where(Evaluation.entry_id.in_(entries)),
        "question": select(Question.id).where(Question.entry_id.in_(entries)),
        "conflict": select(Conflict.id)
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .where(not_(not_walled(actor))),
        "recusal": select(StaffRecusal.id)
        .outerjoin(Entry, Entry.id == StaffRecusal.entry_id)
        .where(not_(recusal_not_walled(actor))),
    }
    return and_(
        or_(
            AuditEvent.subject_kind != "organisation",
            AuditEvent.edition_id.is_(None),
            agency_not_barred(actor, AuditEvent.subject_id, AuditEvent.edition_id),
        ),
        *(
            or_(
                AuditEvent.subject_kind != kind,
                AuditEvent.subject_id.is_(None),
                AuditEvent.edition_id.is_(None),
                AuditEvent.subject_id.not_in(ids),
            )
            for kind, ids in walled.items()
        ),
    )


def list_acts(_session: Session, _actor: Actor) -> Acts:
    """The closed list of acts, for the filter."""
    return Acts(items=sorted(ACTS))


def list_log(session: Session, actor: Actor, params: LogParams) -> tuple[list[LogRow], int]:
    """Acts, newest first, with names. `q` searches the act, who did it and what it was done to."""
    # Two steps, so that a page of the log never joins the whole of it with names.
    wanted = events(params).where(_readable(session, actor, params), _before_no_wall(actor))
    if params.q:
        wanted = wanted.where(*said_in_log(actor, params.q))
    rows, total = paginate(
        session,
        wanted,
        params.model_copy(update={"q": None}),
        sorts={"at": AuditEvent.id},
        default_sort="-at",
        tiebreak=AuditEvent.id,
    )
    people = {row.actor_id for row in rows if row.actor_id is not None}
    named = {user.id: user for user in session.scalars(select(User).where(User.id.in_(people)))}
    subjects = _subject_names(session, rows)
    sealed = _sealed(session, actor, rows)
    return [
        LogRow(
            row,
            None if row.actor_id is None else named.get(row.actor_id),
            subjects.get((row.subject_kind, row.subject_id)),
            is_sealed=row.id in sealed,
        )
        for row in rows
    ], total


def _sealed(session: Session, actor: Actor, rows: list[AuditEvent]) -> set[int]:
    """Acts whose facts this reader may not know.

    Those that count evaluations, where a conflict walls the reader off from an entry of the edition;
    and until the results are published those that say who wins, where the reader has no role over
    results in the edition, or a conflict in the category.
    """
    counting = [row for row in rows if row.act in COUNTING]
    walled = _walled_editions(session, actor) if counting else set()
    sealed = {row.id for row in counting if row.edition_id in walled}
    telling = [row for row in rows if row.act in TELLING]
    if not telling:
        return sealed
    editions = session.scalars(
        select(Edition).where(Edition.id.in_({row.edition_id for row in telling}))
    ).unique()
    closed: dict[UUID, set[UUID] | None] = {
        edition.id: barred_categories(session, actor, edition.id)
        if actor.holds(RESULT_READERS, *places(edition))
        else None
        for edition in editions
        if edition.phase_now not in (Phase.published, Phase.archived)
    }
    return sealed | {
        row.id
        for row in telling
        if row.edition_id in closed
        and ((barred := closed[row.edition_id]) is None or row.subject_id in barred)
    }


def _walled_editions(session: Session, actor: Actor) -> set[UUID]:
    if not (actor.barred_entries or actor.barred_organisations):
        return set()
    return set(session.scalars(select(Entry.edition_id).where(not_(not_barred(actor))).distinct()))


def _subject_names(
    session: Session, rows: list[AuditEvent]
) -> dict[tuple[str, UUID | None], SubjectName]:
    """Names of what was acted on, one statement per kind; what is gone has none."""
    ids: dict[str, set[UUID]] = {}
    for row in rows:
        if row.subject_id is not None and row.subject_kind in _NAMED:
            ids.setdefault(row.subject_kind, set()).add(row.subject_id)
    found: dict[tuple[str, UUID | None], SubjectName] = {}
    for kind, wanted in ids.items():
        for subject_id, ar, en in session.execute(_NAMED[kind](wanted)):
            found[kind, subject_id] = SubjectName(name_ar=ar, name_en=en)
    return found
