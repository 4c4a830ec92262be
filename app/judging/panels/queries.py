"""Reading jurors, and who and what a round is for; panels themselves are read in `panel_queries`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Grant, Invitation, User
from app.actor import Actor, Role, Scope
from app.database import actor_of
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.entries.queries import mine
from app.entries.rules import EntryState
from app.house import house_of
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember, SignedStatement
from app.judging.panels.rules import JurorState, Origin
from app.judging.rounds.advancement_models import AdvancedEntry, Advancement
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate

ROSTER_READERS = (Role.organiser, Role.auditor, Role.approver)
# Who sets up, screens or administers an edition does not judge in it.
STAFF_ROLES = (Role.organiser, Role.screener, Role.auditor, Role.approver, Role.admin)
# Phases in which there is nothing left to judge.
OVER = (Phase.published.value, Phase.archived.value, Phase.cancelled.value)


def list_jurors(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    state: JurorState | None = None,
    origin: Origin | None = None,
    late: bool | None = None,
) -> tuple[list[Juror], int, list[Category]]:
    """The jurors of an edition, by name, and its categories, in which they may be experts."""
    edition = staff_edition(session, actor, edition_id, *ROSTER_READERS)
    wanted = (
        select(Juror).where(Juror.edition_id == edition.id).options(selectinload(Juror.expertise))
    )
    if state is not None:
        wanted = wanted.where(Juror.state == state)
    if origin is not None:
        wanted = wanted.where(Juror.origin == origin)
    if late is not None:
        # Who was never invited has no day to answer by.
        overdue = and_(
            Juror.state == JurorState.invited,
            func.coalesce(Juror.answer_by < house_of(session).clock(), false()),
        )
        wanted = wanted.where(overdue if late else ~overdue)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "name": InWords(Juror.folded_name, Juror.name_en),
            "origin": (Juror.origin, InWords(Juror.folded_name, Juror.name_en)),
            "state": (Juror.state, InWords(Juror.folded_name, Juror.name_en)),
            "employer": (
                InWords(Juror.employer_ar, Juror.employer_en),
                InWords(Juror.folded_name, Juror.name_en),
            ),
        },
        default_sort="name",
        tiebreak=Juror.id,
        search=[Juror.folded_name, Juror.email],
    )
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == edition.id)
        .order_by(Category.position, Category.id)
    )
    return rows, total, list(categories)


def show_juror(session: Session, actor: Actor, juror_id: UUID) -> Juror:
    """A juror of an edition that the actor works on."""
    return staff_juror(session, actor, juror_id, *ROSTER_READERS)[0]


def list_statements(session: Session, actor: Actor, juror_id: UUID) -> list[SignedStatement]:
    """What a juror signed, also before they were invited anew; the newest first."""
    return staff_juror(session, actor, juror_id, *ROSTER_READERS)[0].signed


def staff_juror(
    session: Session, actor: Actor, juror_id: UUID, *roles: Role, lock: bool = False
) -> tuple[Juror, Edition]:
    """A juror and the edition, for one who holds one of `roles` (default organiser) over it."""
    juror = session.get(Juror, juror_id)
    if juror is None:
        raise not_found()
    edition = staff_edition(session, actor, juror.edition_id, *roles)
    if lock:
        session.refresh(juror, with_for_update={"key_share": True})
    return juror, edition


def lock_jurors(session: Session, juror_ids: Iterable[UUID]) -> None:
    """Hold jurors, in the order of their ids, against every act that gives or takes their work."""
    session.scalars(
        select(Juror)
        .where(Juror.id.in_(set(juror_ids)))
        .order_by(Juror.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def enters(session: Session, edition: Edition, user_id: UUID) -> bool:
    """Whether a person is one of the people of an entry of this edition that was not withdrawn."""
    own = mine(actor_of(session, user_id)).where(
        Entry.edition_id == edition.id, Entry.state != EntryState.withdrawn.value
    )
    return session.scalar(select(own.exists())) is True


def is_staff(session: Session, edition: Edition, email: str, now: datetime) -> bool:
    """Whether the person with this address sets up, screens or administers the edition."""
    return email in staff_among(session, edition, [email], now)


def staff_among(
    session: Session, edition: Edition, emails: Sequence[str], now: datetime
) -> set[str]:
    """Those of these addresses whose people set up, screen, audit, approve or administer the edition.

    An open invitation to do so is enough: accepting it asks nothing more.
    """

    def over(row: type[Grant | Invitation]) -> ColumnElement[bool]:
        return or_(
            *(
                and_(
                    row.scope_kind == kind,
                    row.scope_id.is_(None) if scope_id is None else row.scope_id == scope_id,
                )
                for kind, scope_id in places(edition)
            )
        )

    held = (
        select(User.email)
        .join(Grant, Grant.user_id == User.id)
        .where(User.email.in_(emails), Grant.role.in_(STAFF_ROLES), over(Grant))
    )
    offered = (
        select(Invitation.email)
        .where(Invitation.email.in_(emails), Invitation.role.in_(STAFF_ROLES), over(Invitation))
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .where(Invitation.expires_at > now)
    )
    return set(session.scalars(held)) | set(session.scalars(offered))


def judges_in(session: Session, email: str, scope_kind: Scope, scope_id: UUID | None) -> bool:
    """Whether the person with this address serves as a juror in an edition of this scope."""
    over: ColumnElement[bool] = true()
    now = house_of(session).clock()
    if scope_kind is Scope.edition:
        over = Edition.id == scope_id
    elif scope_kind is Scope.programme:
        over = Edition.programme_id == scope_id
    found = session.scalar(
        select(Juror.id)
        .join(Edition, Edition.id == Juror.edition_id)
        .outerjoin(User, User.id == Juror.user_id)
        .where(over, or_(Juror.email == email, User.email == email))
        .where(Juror.state == JurorState.accepted, Edition.phase.not_in(OVER))
        .where(or_(Edition.results_from.is_(None), Edition.results_from > now))
        .limit(1)
    )
    return found is not None


def own_juries(session: Session, actor: Actor) -> list[tuple[Juror, Edition]]:
    """The juries that the actor was invited to by their confirmed address, newest first."""
    rows = session.execute(
        select(Juror, Edition)
        .select_from(Juror)
        .join(User, User.id == actor.id)
        .join(Edition, Edition.id == Juror.edition_id)
        .where(
            or_(
                Juror.user_id == User.id,
                and_(
                    Juror.email == User.email,
                    User.email_confirmed_at.is_not(None),
                    Juror.user_id.is_(None),
                ),
            ),
            Juror.state != JurorState.withdrawn,
            or_(
                Juror.invited_at.is_not(None),
                Juror.state.in_((JurorState.accepted, JurorState.resigned)),
            ),
        )
        .order_by(Juror.created_at.desc(), Juror.id)
    )
    return [(juror, edition) for juror, edition in rows]


def own_jury(
    session: Session, actor: Actor, juror_id: UUID, *, lock: bool = False
) -> tuple[Juror, Edition]:
    """One of the actor's own juries, or 404."""
    for juror, edition in own_juries(session, actor):
        if juror.id == juror_id:
            if lock:
                session.refresh(juror, with_for_update={"key_share": True})
            return juror, edition
    raise not_found()


def open_panels(session: Session, edition_id: UUID) -> list[list[UUID]]:
    """The categories of every panel whose round is not closed; a panel of all has none."""
    rows = session.execute(
        select(Panel.id, PanelCategory.category_id)
        .join(Round, Round.id == Panel.round_id)
        .outerjoin(PanelCategory, PanelCategory.panel_id == Panel.id)
        .where(Round.edition_id == edition_id, Round.state != RoundState.closed)
    )
    found: dict[UUID, list[UUID | None]] = {}
    for panel_id, category_id in rows:
        found.setdefault(panel_id, []).append(category_id)
    return [[one for one in panel if one is not None] for panel in found.values()]


def serving(session: Session, round_id: UUID, panel_id: UUID | None = None) -> list[Juror]:
    """The jurors of a round's panels, or of this one, who have accepted, in the order of their ids."""
    seated = (
        select(PanelMember.juror_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.round_id == round_id)
    )
    if panel_id is not None:
        seated = seated.where(Panel.id == panel_id)
    return list(
        session.scalars(
            select(Juror)
            .where(Juror.id.in_(seated), Juror.state == JurorState.accepted)
            .order_by(Juror.id)
        )
    )


def chairs(session: Session, edition_id: UUID, user_id: UUID) -> bool:
    """Whether the person chairs a panel of the edition."""
    found = session.scalar(
        select(Panel.id)
        .join(Round, Round.id == Panel.round_id)
        .join(Juror, Juror.id == Panel.chair_id)
        .where(
            Round.edition_id == edition_id,
            Juror.user_id == user_id,
            Juror.state == JurorState.accepted,
        )
        .limit(1)
    )
    return found is not None


def judged_in(round_: Round | type[Round]) -> Any:
    """A condition on entries: in the race, on the round's list, of a category that a panel judges.

    A panel without categories is for all that no other names; a round without panels judges all.
    Of one round; or, with the class, of the round that the statement has beside the entry.
    """
    limited = (
        select(PanelCategory.category_id)
        .join(Panel, Panel.id == PanelCategory.panel_id)
        .where(Panel.round_id == round_.id)
    )
    rest = select(Panel.id).where(
        Panel.round_id == round_.id, ~exists().where(PanelCategory.panel_id == Panel.id)
    )
    return and_(
        Entry.edition_id == round_.edition_id,
        Entry.state == EntryState.eligible,
        Entry.category_id.in_(limited) | rest.exists() | ~limited.exists(),
        on_list_of(round_),
    )


def on_list_of(round_: Round | type[Round]) -> ColumnElement[bool]:
    """A condition on entries: on the list that was applied for a round; all, where there is none."""
    advanced = select(AdvancedEntry.entry_id).where(AdvancedEntry.round_id == round_.id)
    applied = select(Advancement.round_id).where(
        Advancement.round_id == round_.id, Advancement.applied_at.is_not(None)
    )
    return Entry.id.in_(advanced) | ~applied.exists()


def advanced_of(session: Session, round_: Round, entry_ids: Collection[UUID]) -> set[UUID]:
    """Which of these entries a round judges, as far as its list says."""
    listed = select(Entry.id).where(Entry.edition_id == round_.edition_id, on_list_of(round_))
    return set(session.scalars(listed)).intersection(entry_ids)
