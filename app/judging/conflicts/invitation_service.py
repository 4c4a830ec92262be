"""An invitation to a jury: read with its possible conflicts, and accepted with a word on each."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta
from typing import get_args
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.judging.conflicts.invitation_rules import (
    check_answered,
    check_as_shown,
    check_load,
    stands,
)
from app.judging.conflicts.invitation_schemas import (
    Invitation,
    InvitationRound,
    InvitedSeat,
    JuryAcceptance,
    Named,
    PossibleConflict,
)
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.rules import (
    ConflictKind,
    ConflictSource,
    ConflictState,
    check_declaration,
    first_state,
)
from app.judging.panels.detection_queries import (
    Possible,
    entering_agencies,
    possible_conflicts,
    settings_of,
)
from app.judging.panels.detection_rules import KINDS
from app.judging.panels.models import Juror, SignedStatement
from app.judging.panels.notice_service import tell_organisers_of
from app.judging.panels.panel_queries import judged_by_others
from app.judging.panels.queries import chairs, enters, is_staff, own_jury
from app.judging.panels.rules import (
    JurorState,
    check_answer_invitation,
    entrant_cannot_judge,
    staff_cannot_judge,
)
from app.judging.panels.schemas import OwnJury, Signed
from app.judging.panels.seat_queries import Seat, seats_of
from app.judging.panels.settings_service import statement_of
from app.judging.rounds.models import Round
from app.kit.errors import N_, invalid
from app.kit.i18n import Language
from app.kit.ids import uuid7

CONFLICTS_PAGE = "/app/editions/{edition}/conflicts"


def show_own_jury(
    session: Session, actor: Actor, juror_id: UUID, language: Language, now: datetime
) -> Invitation:
    """One of the actor's own invitations, with everything that an answer rests on."""
    juror, edition = own_jury(session, actor, juror_id)
    return invitation(session, juror, edition, language, now)


def invitation(
    session: Session, juror: Juror, edition: Edition, language: Language, now: datetime
) -> Invitation:
    """The invitation as its reader sees it; who has answered is asked nothing more."""
    open_, serves = juror.state == JurorState.invited, juror.state == JurorState.accepted
    statement = statement_of(settings_of(session, edition.id), language)
    found = possible_conflicts(session, edition.id, [juror], now)[juror.id] if open_ else []
    seats = seats_of(session, juror)
    rounds = session.scalars(
        select(Round).where(Round.edition_id == edition.id).order_by(Round.number)
    )
    categories = select(Category).where(Category.edition_id == edition.id)
    if seats:
        others = judged_by_others(session, edition.id, {one.panel.id for one in seats})
        categories = categories.where(Category.id.not_in(others))
    return Invitation(
        **OwnJury.of(juror, edition, statement).model_dump(),
        timezone=edition.timezone,
        answer_by=juror.answer_by,
        load_asked=juror.load_asked,
        load_accepted=juror.load_accepted,
        load_reason=juror.load_reason,
        signed_name=juror.signed_name,
        signed_before=[
            Signed.model_validate(one) for one in juror.signed[1 if juror.statement else 0 :]
        ],
        rounds=[InvitationRound.model_validate(one) for one in rounds],
        panels=[_seat(one) for one in seats],
        categories=[
            Named.model_validate(one)
            for one in session.scalars(categories.order_by(Category.position, Category.id))
        ],
        possible=[_shown(one) for one in found],
        agencies=[
            Named.model_validate(one)
            for one in (entering_agencies(session, edition.id) if serves or open_ else [])
        ],
    )


def _seat(one: Seat) -> InvitedSeat:
    return InvitedSeat(
        id=one.panel.id,
        name_ar=one.panel.name_ar,
        name_en=one.panel.name_en,
        round_ar=one.round.name_ar,
        round_en=one.round.name_en,
        chairs=one.chairs,
        categories=[Named.model_validate(category) for category in one.categories],
    )


def _shown(one: Possible) -> PossibleConflict:
    return PossibleConflict(
        object_id=one.object_id,
        name_ar=one.name_ar,
        name_en=one.name_en,
        signals=one.signals,
        kind=ConflictKind(KINDS[one.signals[0]]),
    )


def open_invitation(
    session: Session, actor: Actor, juror_id: UUID, language: Language, now: datetime
) -> Invitation:
    """The invited person has it before them: the organiser sees that, once."""
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    if juror.opened_at is None and juror.state == JurorState.invited:
        juror.opened_at = now
        audit.record(
            session,
            actor,
            "open_invitation",
            now,
            subject=("juror", juror.id),
            edition_id=edition.id,
        )
    return invitation(session, juror, edition, language, now)


def accept_jury(
    session: Session,
    actor: Actor,
    juror_id: UUID,
    wanted: JuryAcceptance,
    language: Language,
    now: datetime,
) -> Invitation:
    """The person signs the statement as shown and joins, with a word on every possible conflict.

    What they confirm or declare recuses them at once; what they deny keeps them from it until a
    person decides. Refusals (409): `invitation_answered`, `staff_cannot_judge`,
    `entrant_cannot_judge`, `invitation_changed`, `conflicts_unanswered`; (422): those of `check_load`,
    `organisation_unknown`, `reason_missing`.
    """
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    if juror.state == JurorState.accepted and juror.user_id == actor.id:
        return invitation(session, juror, edition, language, now)
    check_answer_invitation(JurorState(juror.state), JurorState.accepted)
    if is_staff(session, edition, juror.email, now):
        raise staff_cannot_judge()
    if enters(session, edition, actor.id):
        raise entrant_cannot_judge()
    settings = settings_of(session, edition.id)
    statements: dict[str, Language] = {
        statement_of(settings, one): one for one in get_args(Language)
    }
    check_as_shown(statements, wanted.statement, juror.load_asked, wanted.load_asked)
    check_load(juror.load_asked, wanted.load, wanted.load_reason)
    juror.user_id = actor.id
    declared = _declare(session, actor, juror, wanted, settings.conflict_days, now)
    juror.state = JurorState.accepted.value
    juror.answered_at = now
    juror.opened_at = juror.opened_at or now
    juror.load_accepted, juror.load_reason = wanted.load, wanted.load_reason
    juror.statement = wanted.statement
    juror.statement_hash = hashlib.sha256(juror.statement.encode()).hexdigest()
    juror.signed_name = wanted.name
    juror.signed.insert(
        0,
        SignedStatement(
            id=uuid7(),
            statement=juror.statement,
            statement_hash=juror.statement_hash,
            signed_name=juror.signed_name,
            signed_at=now,
        ),
    )
    accounts.add_grant(session, actor, actor.id, Role.juror, Scope.edition, edition.id, now)
    session.flush()  # `chairs` asks for the juror's new state
    if chairs(session, edition.id, actor.id):
        accounts.add_grant(session, actor, actor.id, Role.chair, Scope.edition, edition.id, now)
    waiting = session.scalars(
        select(Conflict.decide_by).where(
            Conflict.juror_id == juror.id, Conflict.state == ConflictState.suspended
        )
    ).all()
    if waiting:
        tell_organisers_of(
            session,
            "conflicts_wait",
            edition,
            juror,
            CONFLICTS_PAGE.format(edition=edition.id),
            now,
            count=len(waiting),
            decide_by=min(one or now for one in waiting),
        )
    audit.record(
        session,
        actor,
        "accept_jury",
        now,
        subject=("juror", juror.id),
        edition_id=edition.id,
        language=statements[wanted.statement],
        statement_sha256=juror.statement_hash,
        load=wanted.load,
        conflicts=declared,
    )
    return invitation(session, juror, edition, language, now)


def _declare(
    session: Session,
    actor: Actor,
    juror: Juror,
    wanted: JuryAcceptance,
    conflict_days: int,
    now: datetime,
) -> int:
    found = {
        one.object_id: one
        for one in possible_conflicts(session, juror.edition_id, [juror], now)[juror.id]
    }
    answers = {one.object_id: one for one in wanted.answers}
    check_answered(found.keys(), answers.keys())

    known: defaultdict[tuple[UUID | None, UUID | None], list[Conflict]] = defaultdict(list)
    for before in session.scalars(select(Conflict).where(Conflict.juror_id == juror.id)):
        known[before.entry_id, before.organisation_id].append(before)

    def put(
        source: ConflictSource, kind: ConflictKind, note: str, about: Possible, **facts: object
    ) -> None:
        """One row for one object: what stands already is answered, not told twice."""
        before = known[about.entry_id, about.organisation_id]
        if any(
            stands(ConflictState(one.state), one.signals, about.signals, source) for one in before
        ):
            return
        waiting = [one for one in before if one.state == ConflictState.suspended]
        for one in waiting:  # the juror's own word decides it
            one.state = ConflictState.recused.value
            one.decided_by, one.decided_at, one.decision_reason = actor.user_id, now, note
        if waiting:
            return
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=juror.edition_id,
                juror_id=juror.id,
                entry_id=about.entry_id,
                organisation_id=about.organisation_id,
                source=source.value,
                kind=kind.value,
                reason=note,
                state=first_state(source).value,
                signals=[signal.value for signal in about.signals],
                declared_by=actor.user_id,
                declared_at=now,
                **facts,
            )
        )

    for key, one in found.items():
        answer = answers[key]
        if answer.confirmed:
            check_declaration(ConflictSource.juror, answer.kind, answer.note)
            put(ConflictSource.juror, answer.kind, answer.note, one)
        else:
            put(
                ConflictSource.detected,
                ConflictKind(KINDS[one.signals[0]]),
                answer.note,
                one,
                decide_by=now + timedelta(days=conflict_days),
            )
    agencies = {one.id: one for one in entering_agencies(session, juror.edition_id)}
    own = {one.organisation_id: one for one in wanted.own if one.organisation_id not in found}
    for organisation_id, declaration in own.items():
        if organisation_id not in agencies:
            raise invalid("organisation_unknown", N_("هذه الجهة غير موجودة."), "own")
        check_declaration(ConflictSource.juror, declaration.kind, declaration.note)
        agency = agencies[organisation_id]
        put(
            ConflictSource.juror,
            declaration.kind,
            declaration.note,
            Possible(agency.id, agency.id, None, agency.name_ar, agency.name_en, []),
        )
    return len(found) + len(own)
