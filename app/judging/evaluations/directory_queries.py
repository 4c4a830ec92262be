"""Who judged in a programme over its editions: by their address, newest profile first; never a score."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, case, func, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import not_walled
from app.judging.conflicts.rules import ConflictState
from app.judging.evaluations.directory_schemas import DirectoryJuror, ServedEdition
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import submitted
from app.judging.panels.models import Juror, SignedStatement
from app.judging.panels.rules import JurorState, Origin
from app.kit.paging import InWords, PageParams, paginate

READERS: Final = (Role.organiser, Role.admin)
SERVED: Final = (
    JurorState.accepted.value,
    JurorState.withdrawn.value,
    JurorState.resigned.value,
)


def list_juror_directory(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    origin: Origin | None = None,
    here: bool | None = None,
) -> tuple[list[DirectoryJuror], int]:
    """The people who served as jurors in an edition of this one's programme."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    people = _people(actor, edition)
    name = InWords(people.c.folded_name, people.c.name_en)
    standing = dict(
        session.execute(
            select(Juror.email, Juror.state).where(Juror.edition_id == edition.id)
        ).all()
    )
    wanted = select(people)
    if origin is not None:
        wanted = wanted.where(
            people.c.email.in_(
                select(Juror.email)
                .join(Edition, Edition.id == Juror.edition_id)
                .where(Edition.programme_id == edition.programme_id, Juror.origin == origin)
            )
        )
    if here is not None:
        inside = people.c.email.in_(select(Juror.email).where(Juror.edition_id == edition.id))
        wanted = wanted.where(inside if here else ~inside)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "name": name,
            "editions": (people.c.editions, name),
            "assigned": people.c.assigned,
            "recusals": people.c.recusals,
            "signed_at": people.c.signed_at,
        },
        default_sort="name",
        tiebreak=people.c.email,
        search=[people.c.folded_name, people.c.email],
    )
    services = _services(session, edition, [row.email for row in rows])
    return [_shown(row, services[row.email], standing.get(row.email)) for row in rows], total


def _served(edition: Edition) -> Any:
    return (Edition.programme_id == edition.programme_id) & Juror.state.in_(SERVED)


def _people(actor: Actor, edition: Edition) -> Any:
    """By address: editions, work that this reader may see, and the newest statement."""
    live = Evaluation.closed_at.is_(None)
    work = (
        select(
            Evaluation.juror_id,
            func.count().label("assigned"),
            func.sum(case((submitted(), 1), else_=0)).label("submitted"),
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(live, not_barred(actor))
        .group_by(Evaluation.juror_id)
        .subquery()
    )
    recusals = (
        select(Conflict.juror_id, func.count().label("count"))
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .where(Conflict.state == ConflictState.recused, not_walled(actor))
        .group_by(Conflict.juror_id)
        .subquery()
    )

    signed = (
        select(SignedStatement.juror_id, func.max(SignedStatement.signed_at).label("at"))
        .group_by(SignedStatement.juror_id)
        .subquery()
    )

    def whole(column: Any) -> Any:
        return func.coalesce(func.sum(column), 0).cast(Integer)

    return (
        select(
            Juror.email,
            func.max(Juror.folded_name).label("folded_name"),
            func.max(Juror.name_en).label("name_en"),
            func.count(Juror.id).label("editions"),
            whole(work.c.assigned).label("assigned"),
            whole(work.c.submitted).label("submitted"),
            whole(recusals.c.count).label("recusals"),
            func.max(signed.c.at).label("signed_at"),
        )
        .join(Edition, Edition.id == Juror.edition_id)
        .outerjoin(work, work.c.juror_id == Juror.id)
        .outerjoin(recusals, recusals.c.juror_id == Juror.id)
        .outerjoin(signed, signed.c.juror_id == Juror.id)
        .where(_served(edition))
        .group_by(Juror.email)
        .subquery()
    )


def _services(
    session: Session, edition: Edition, emails: list[str]
) -> dict[str, list[tuple[Juror, Edition]]]:
    """What each of these people was a juror of, the newest edition first."""
    found: dict[str, list[tuple[Juror, Edition]]] = defaultdict(list)
    rows = session.execute(
        select(Juror, Edition)
        .join(Edition, Edition.id == Juror.edition_id)
        .where(_served(edition), Juror.email.in_(emails))
        .order_by(Edition.created_at.desc(), Edition.id.desc())
    )
    for juror, served in rows:
        found[juror.email].append((juror, served))
    return found


def _shown(row: Any, services: list[tuple[Juror, Edition]], here: str | None) -> DirectoryJuror:
    newest = services[0][0]
    return DirectoryJuror(
        juror_id=newest.id,
        email=newest.email,
        name_ar=newest.name_ar,
        name_en=newest.name_en,
        title_ar=newest.title_ar,
        title_en=newest.title_en,
        origin=Origin(newest.origin),
        country=newest.country,
        languages=newest.languages,
        employer_ar=newest.employer_ar,
        employer_en=newest.employer_en,
        editions=[
            ServedEdition(
                edition_id=served.id,
                name_ar=served.name_ar,
                name_en=served.name_en,
                state=JurorState(juror.state),
            )
            for juror, served in services
        ],
        assigned=row.assigned,
        submitted=row.submitted,
        recusals=row.recusals,
        signed_at=row.signed_at,
        here=None if here is None else JurorState(here),
    )
