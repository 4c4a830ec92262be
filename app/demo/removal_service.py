"""Taking the demo away: every row of it, in an order that the foreign keys allow, and no other."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, true
from sqlalchemy.orm import Session

from app.accounts.models import Grant, Invitation, PastTie, User
from app.actor import Actor
from app.audit.models import AuditEvent, IdempotencyKey
from app.editions.models import Category, Edition, Programme, Rubric
from app.entries.models import Attachment, Entry, Question
from app.jobs.models import Job
from app.judging.blind.models import BareFile
from app.judging.conflicts.models import Conflict, StaffRecusal
from app.judging.deliberation.models import Meeting
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.order_models import JurorOrder
from app.judging.panels.models import Juror
from app.judging.rounds.advancement_models import Advancement
from app.judging.rounds.models import Round
from app.kit.errors import N_, Refusal
from app.kit.storage import content_key
from app.notifications.models import Mail
from app.organisations.models import DomainRule, MembershipRequest, Organisation
from app.results.approvals.models import Approval
from app.results.decisions.models import Decision
from app.results.publication.models import Publication
from app.results.rankings.models import ChairOrder, Ranking

EDITIONS: Final = select(Edition.id).where(Edition.is_demo)
PROGRAMMES: Final = select(Programme.id).where(Programme.is_demo)
ORGANISATIONS: Final = select(Organisation.id).where(Organisation.is_demo)
USERS: Final = select(User.id).where(User.is_demo)


def has_other_data(session: Session, _actor: Actor) -> bool:
    """Whether anything lives here that is not the demo's."""
    return any(
        session.scalar(select(exists().where(~model.is_demo)))
        for model in (User, Programme, Organisation)
    )


def check_alone(*, others: bool, force: bool) -> None:
    """Refuse to stand beside real data unless asked to. Refusal: `other_data` (409)."""
    if others and not force:
        raise Refusal(
            "other_data",
            N_(
                "في قاعدة البيانات بيانات غير تجريبية. أضف ‎--force‎ لتُحمَّل البيانات التجريبية بجانبها."
            ),
        )


def remove(session: Session, _actor: Actor) -> set[str]:
    """Delete the demo's rows; the keys of the files that nothing refers to any more.

    The record of the demo goes with it: these are the only rows of append-only tables that may be
    deleted. Refusal: `demo_in_use` (409) where another edition has come to stand on them.
    """
    _check_unused(session)
    rounds = select(Round.id).where(Round.edition_id.in_(EDITIONS))
    gone = stored_keys(session, Entry.edition_id.in_(EDITIONS))
    # Children of the rows named here go by ON DELETE CASCADE.
    for model, condition in (
        (Publication, Publication.edition_id.in_(EDITIONS)),
        (Approval, Approval.edition_id.in_(EDITIONS)),
        (Decision, Decision.edition_id.in_(EDITIONS)),
        (ChairOrder, ChairOrder.round_id.in_(rounds)),
        (Advancement, Advancement.round_id.in_(rounds)),
        (Ranking, Ranking.edition_id.in_(EDITIONS)),
        (Meeting, Meeting.edition_id.in_(EDITIONS)),
        (Evaluation, Evaluation.round_id.in_(rounds)),
        (JurorOrder, JurorOrder.round_id.in_(rounds)),
        (Conflict, Conflict.edition_id.in_(EDITIONS)),
        (StaffRecusal, StaffRecusal.edition_id.in_(EDITIONS)),
        (Round, Round.edition_id.in_(EDITIONS)),
        (Juror, Juror.edition_id.in_(EDITIONS)),
        (Question, Question.edition_id.in_(EDITIONS)),
        (Entry, Entry.edition_id.in_(EDITIONS)),
        (Category, Category.edition_id.in_(EDITIONS)),
        (Rubric, Rubric.edition_id.in_(EDITIONS)),
        (Mail, or_(Mail.edition_id.in_(EDITIONS), Mail.user_id.in_(USERS))),
        (Job, or_(Job.edition_id.in_(EDITIONS), Job.started_by.in_(USERS))),
        (Invitation, or_(Invitation.invited_by.in_(USERS), _inside(Invitation))),
        (Grant, _inside(Grant)),
        (PastTie, _inside(PastTie)),
        (IdempotencyKey, IdempotencyKey.actor_id.in_(USERS)),
        (AuditEvent, _of_the_demo()),
        (DomainRule, DomainRule.added_by.in_(USERS)),
        (MembershipRequest, MembershipRequest.organisation_id.in_(ORGANISATIONS)),
        (Edition, Edition.is_demo),
        (Programme, Programme.is_demo),
        (Organisation, Organisation.is_demo),
        (User, User.is_demo),
    ):
        session.execute(delete(model).where(condition).execution_options(synchronize_session=False))
    return gone - stored_keys(session, true())


def stored_keys(session: Session, condition: ColumnElement[bool]) -> set[str]:
    """The keys of everything that the files of these entries keep: sent, clean, small pictures."""
    rows = session.execute(
        select(Attachment.sha256, Attachment.clean_sha256, Attachment.previews)
        .join(Entry, Entry.id == Attachment.entry_id)
        .where(condition)
    )
    hashes = {one for sent, clean, previews in rows for one in (sent, clean, *previews)}
    for bare, previews in session.execute(
        select(BareFile.sha256, BareFile.previews)
        .join(Attachment, Attachment.id == BareFile.attachment_id)
        .join(Entry, Entry.id == Attachment.entry_id)
        .where(condition)
    ):
        hashes |= {bare, *previews}
    return {content_key(sha256) for sha256 in hashes if sha256}


def _inside(model: Any) -> ColumnElement[bool]:
    """Roles and invitations over anything of the demo."""
    return or_(
        *(
            and_(model.scope_kind == kind, model.scope_id.in_(ids))
            for kind, ids in (
                ("edition", EDITIONS),
                ("programme", PROGRAMMES),
                ("organisation", ORGANISATIONS),
            )
        )
    )


def _of_the_demo() -> ColumnElement[bool]:
    subjects: tuple[tuple[str, Select[Any]], ...] = (
        ("user", USERS),
        ("organisation", ORGANISATIONS),
        ("programme", PROGRAMMES),
    )
    return or_(
        AuditEvent.edition_id.in_(EDITIONS),
        AuditEvent.actor_id.in_(USERS),
        *(
            and_(AuditEvent.subject_kind == kind, AuditEvent.subject_id.in_(ids))
            for kind, ids in subjects
        ),
    )


def _check_unused(session: Session) -> None:
    used = exists().where(
        Entry.edition_id.not_in(EDITIONS),
        or_(Entry.organisation_id.in_(ORGANISATIONS), Entry.owner_id.in_(USERS)),
    ) | exists().where(
        Juror.edition_id.not_in(EDITIONS),
        or_(Juror.employer_id.in_(ORGANISATIONS), Juror.user_id.in_(USERS)),
    )
    if session.scalar(select(used)):
        raise Refusal(
            "demo_in_use",
            N_("تشارك جهات أو حسابات تجريبية في دورة أخرى، فلا تُحذف. احذف مشاركاتها أولًا."),
        )
