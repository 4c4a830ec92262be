"""Freezing the results, and the other person's signature or return."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.accounts.service import in_language
from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.editions.rules import Phase
from app.house import house_of
from app.judging.deliberation.queries import open_meetings
from app.kit.errors import Refusal
from app.kit.i18n import Pair
from app.kit.ids import uuid7
from app.notifications.service import post
from app.results.approvals.models import Approval
from app.results.approvals.queries import (
    approval_state,
    categories_of,
    last_approval,
    results_hash,
    stakes_of,
    step_of,
)
from app.results.approvals.rules import (
    Step,
    check_complete,
    check_decisions_hold,
    check_freezer,
    check_may_answer,
    check_may_freeze,
    check_meetings_over,
    check_no_stake,
    check_same_results,
)
from app.results.approvals.schemas import ApprovalState
from app.results.decisions.models import Decision
from app.results.decisions.name_queries import names_now
from app.results.decisions.queries import edition_decisions, is_decided
from app.results.decisions.service import check_on_ranking
from app.results.rankings.models import Ranking
from app.results.rankings.queries import is_outdated, last_round, latest_ranking
from app.results.rankings.rules import check_ranking_current
from app.results.rules import check_approver, check_does_not_organise


def freeze_results(
    session: Session, actor: Actor, edition_id: UUID, now: datetime
) -> ApprovalState:
    """Freeze the newest ranking with every category's decisions, and ask for the signature.

    Refusals: `results_frozen`, `not_in_deliberation`, `meetings_open`, `categories_undecided`,
    `ranking_outdated`, `decisions_outdated` where a decision no longer fits the newest ranking (409),
    `organiser_has_stake` (403).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    check_may_freeze(edition.phase_now, step_of(last_approval(session, edition.id)))
    check_freezer([Pair(one.name_ar, one.name_en) for one in stakes_of(session, actor, edition.id)])
    check_meetings_over(open_meetings(session, edition.id))
    decisions = edition_decisions(session, edition.id)
    categories = categories_of(session, edition.id)
    check_complete(
        [
            Pair(one.name_ar, one.name_en)
            for one in categories
            if not is_decided(decisions.get(one.id, []))
        ]
    )
    counting = last_round(session, edition.id)
    ranking = latest_ranking(session, edition.id, counting.id) if counting else None
    check_ranking_current(
        latest=ranking is not None,
        same_inputs=ranking is not None and not is_outdated(session, edition, ranking),
    )
    assert ranking is not None  # noqa: S101 -- checked in the line above
    check_decisions_hold(
        Pair(one.name_ar, one.name_en)
        for one in categories
        if not _holds(session, one, decisions[one.id], ranking.id)
    )
    # A later ranking that left these decisions right is the one they stand on.
    session.execute(
        update(Decision).where(Decision.edition_id == edition.id).values(ranking_id=ranking.id)
    )
    ranking.frozen_at, ranking.names = now, names_now(session, edition)
    session.flush()  # the hash is of what the tables hold
    _step(
        session, actor, edition, ranking, Step.frozen, results_hash(session, edition, ranking), now
    )
    _mail(session, Role.approver, "results_frozen", edition, now, "/app/approver")
    return approval_state(session, actor, edition)


def _holds(session: Session, category: Category, decided: list[Decision], ranking_id: UUID) -> bool:
    try:
        check_on_ranking(session, category, decided, ranking_id)
    except Refusal:
        return False
    return True


def sign_results(
    session: Session, actor: Actor, edition_id: UUID, sent_hash: str, now: datetime
) -> ApprovalState:
    """Sign what another person froze: the edition is approved.

    Refusals: `not_frozen`, `not_in_deliberation`, `meetings_open` where one was reopened since,
    `results_changed` (409), `approver_has_stake`,
    `same_person`, `approver_organises` (403).
    """
    edition = staff_edition(session, actor, edition_id, Role.approver, lock=True)
    last = last_approval(session, edition.id)
    check_may_answer(edition.phase_now, step_of(last))
    assert last is not None  # noqa: S101 -- checked in the line above
    _check_no_stake(session, actor, edition)
    check_approver(last.by_id, actor.id)
    check_does_not_organise(organises=actor.holds(Role.organiser, *places(edition)))
    check_meetings_over(open_meetings(session, edition.id))
    ranking = session.get_one(Ranking, last.ranking_id)
    outdated = is_outdated(session, edition, ranking)
    current = "" if outdated else results_hash(session, edition, ranking)
    check_same_results(sent_hash, last.results_hash, current)
    _step(session, actor, edition, ranking, Step.signed, last.results_hash, now)
    move_phase(session, actor, edition, Phase.approved, now)
    page = f"/app/editions/{edition.id}/results"
    _mail(session, Role.organiser, "results_signed", edition, now, page)
    return approval_state(session, actor, edition)


def return_results(
    session: Session, actor: Actor, edition_id: UUID, reason: str, now: datetime
) -> ApprovalState:
    """Give frozen results back to the organiser, with a reason; they can change again.

    Refusals: `not_frozen`, `not_in_deliberation` (409), `approver_has_stake` (403).
    """
    edition = staff_edition(session, actor, edition_id, Role.approver, lock=True)
    last = last_approval(session, edition.id)
    check_may_answer(edition.phase_now, step_of(last))
    assert last is not None  # noqa: S101 -- checked in the line above
    _check_no_stake(session, actor, edition)
    take_back(session, actor, edition, last, reason, now)
    page = f"/app/editions/{edition.id}/results"
    _mail(session, Role.organiser, "results_returned", edition, now, page, reason=reason)
    return approval_state(session, actor, edition)


def _check_no_stake(session: Session, actor: Actor, edition: Edition) -> None:
    stakes = stakes_of(session, actor, edition.id)
    check_no_stake([Pair(one.name_ar, one.name_en) for one in stakes])


def take_back(
    session: Session, actor: Actor, edition: Edition, last: Approval, reason: str, now: datetime
) -> None:
    """Undo the freeze that `last` left: the results are the organiser's again."""
    ranking = session.get_one(Ranking, last.ranking_id)
    ranking.frozen_at = ranking.names = None
    _step(session, actor, edition, ranking, Step.returned, last.results_hash, now, reason)


_ACTS = {
    Step.frozen: "freeze_results",
    Step.signed: "sign_results",
    Step.returned: "return_results",
}


def _step(
    session: Session,
    actor: Actor,
    edition: Edition,
    ranking: Ranking,
    step: Step,
    digest: str,
    now: datetime,
    reason: str = "",
) -> None:
    session.add(
        Approval(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            step=step.value,
            results_hash=digest,
            reason=reason,
            by_id=actor.user_id,
            at=now,
        )
    )
    session.flush()  # the answer is read back from the table
    facts = {"reason": reason} if reason else {}
    audit.record(
        session,
        actor,
        _ACTS[step],
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        ranking_id=str(ranking.id),
        results_hash=digest,
        **facts,
    )


def move_phase(
    session: Session, actor: Actor, edition: Edition, phase: Phase, now: datetime
) -> None:
    """The step of the edition's phase that an act on its results takes with it."""
    before, edition.phase = edition.phase, phase.value
    edition.version += 1
    audit.record(
        session,
        actor,
        "step_phase",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        before=before,
        after=phase.value,
        reason="",
    )


def mail_facts(user: User, edition: Edition, **facts: Any) -> dict[str, Any]:
    """What every mail about results says: whose, of which edition; never who won."""
    language = user.language
    return {
        "name": in_language(language, user.name_ar, user.name_en),
        "edition": in_language(language, edition.name_ar, edition.name_en),
        "programme": in_language(language, edition.programme.name_ar, edition.programme.name_en),
        "zone": edition.timezone,
        "digits": edition.digits,
        **facts,
    }


def _mail(
    session: Session,
    role: Role,
    template: str,
    edition: Edition,
    now: datetime,
    page: str,
    **facts: Any,
) -> None:
    link = f"{house_of(session).settings.base_url}{page}"
    for user in users_over(session, role, *places(edition)):
        post(
            session,
            template,
            to_email=user.email,
            language=user.language,
            facts=mail_facts(user, edition, link=link, **facts),
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
        )
