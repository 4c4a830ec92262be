"""What was frozen and signed, compared with what the tables hold now."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.results.approvals.models import Approval
from app.results.approvals.queries import last_approval, results_hash, step_of
from app.results.approvals.rules import Step
from app.results.rankings.models import Ranking
from app.results.rankings.verify_queries import verify_rankings

ACTS: Final = {Step.frozen: "freeze_results", Step.signed: "sign_results"}


def verify_edition(session: Session, actor: Actor, slug: str) -> tuple[list[str], bool] | None:
    """All rankings computed again and what was frozen compared; None where there is no such edition.

    Lines for a terminal, and whether anything fails.
    """
    found = verify_rankings(session, actor, slug)
    if found is None:
        return None
    lines = [line for one in found for line in one.lines()]
    altered = verify_results(session, actor, slug)
    if altered is not None:
        lines += ["results: differ" if altered else "results: as frozen"]
        lines += [f"  {one}" for one in altered]
    return lines, bool(altered) or any(one.fails for one in found)


def verify_results(session: Session, _actor: Actor, slug: str) -> list[str] | None:
    """What of an edition's results is not what people froze or signed; None where nothing is frozen.

    The hash of the ranking, the decisions and their names as they stand (`results_hash`), against
    the one of the last step and the one that the audit log has of it.
    """
    edition = session.scalars(select(Edition).where(Edition.slug == slug)).one_or_none()
    last = None if edition is None else last_approval(session, edition.id)
    if edition is None or last is None or step_of(last) not in ACTS:
        return None
    said = []
    if (
        results_hash(session, edition, session.get_one(Ranking, last.ranking_id))
        != last.results_hash
    ):
        said.append(f"a rank, a decision or a name is not what was {last.step}")
    if _recorded(session, last) != last.results_hash:
        said.append(f"the audit log has another hash of what was {last.step}")
    return said


def _recorded(session: Session, last: Approval) -> str | None:
    """The hash as the audit log has it of the step."""
    facts = session.scalars(
        select(AuditEvent.facts)
        .where(
            AuditEvent.edition_id == last.edition_id,
            AuditEvent.act == ACTS[step_of(last)],
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).one_or_none()
    return None if facts is None else facts.get("results_hash")
