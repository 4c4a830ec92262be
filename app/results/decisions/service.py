"""Deciding who wins what in a category, on the newest ranking."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.entries.wall_queries import barred_categories
from app.judging.panels.panel_queries import unchaired
from app.kit.errors import N_, Refusal, not_found
from app.kit.ids import uuid7
from app.results.decision_rules import check_decisions
from app.results.decisions.models import Decision
from app.results.decisions.queries import (
    category_decisions,
    content,
    in_order,
    load_decisions,
    named_entries,
    shown,
    specs_of,
    version_of,
)
from app.results.decisions.schemas import CategoryDecisions, DecisionIn, Decisions, DecisionsIn
from app.results.rankings.models import Ranking, RankingRow
from app.results.rankings.queries import (
    READERS,
    frozen_ranking,
    is_outdated,
    last_round,
    latest_ranking,
    levels_reached,
    waits,
)
from app.results.rankings.rules import (
    check_deliberating,
    check_not_barred,
    check_not_frozen,
    check_ranking_current,
)
from app.results.rankings.service import record_reading


def put_decisions(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: DecisionsIn,
    condition: str | None,
    now: datetime,
) -> CategoryDecisions:
    """Replace a category's decisions as a whole; the same list again is harmless.

    Refusals: `condition_required` (428), `stale` (412), `category_barred` (403),
    `not_deliberating`, `results_frozen`, `ranking_outdated` (409), `decisions_invalid` (422).
    """
    category = session.get(Category, category_id)
    if category is None:
        raise not_found()
    edition = staff_edition(session, actor, category.edition_id, lock=True)
    check_not_barred([category.id], barred_categories(session, actor, edition.id))
    before = category_decisions(session, category.id)
    rows = [_row(edition, category, wanted.ranking_id, one, actor, now) for one in wanted.decisions]
    said_before, said_now = _said(before), _said(rows)
    moved = bool(before) and before[0].ranking_id != wanted.ranking_id
    if said_before != said_now or moved:
        _check_version(session, category, before, condition)
        check_deliberating(edition.phase_now)
        check_not_frozen(frozen=frozen_ranking(session, edition.id) is not None)
        _check_ranking(session, edition, wanted.ranking_id)
        check_on_ranking(session, category, rows, wanted.ranking_id)
        for row in before:
            session.delete(row)
        session.flush()  # the old rows leave before new ones take their unique keys
        session.add_all(rows)
        session.flush()  # the answer is read back from the table
        audit.record(
            session,
            actor,
            "put_decisions",
            now,
            subject=("category", category.id),
            edition_id=edition.id,
            ranking_id=str(wanted.ranking_id),
            decisions=_said(rows),
        )
    return show_category(session, category)


def _said(rows: list[Decision]) -> list[dict[str, Any]]:
    return [content(row) for row in in_order(rows)]


def _row(
    edition: Edition,
    category: Category,
    ranking_id: UUID,
    one: DecisionIn,
    actor: Actor,
    now: datetime,
) -> Decision:
    english = {level["name_ar"]: level.get("name_en", "") for level in category.levels}
    return Decision(
        id=uuid7(),
        edition_id=edition.id,
        ranking_id=ranking_id,
        category_id=category.id,
        entry_id=one.entry_id,
        outcome=one.outcome.value,
        place=one.place,
        level_ar=one.level_ar,
        level_en=english.get(one.level_ar, ""),
        citation_ar=one.citation_ar,
        citation_en=one.citation_en,
        reason_ar=one.reason_ar,
        reason_en=one.reason_en,
        decided_by=actor.user_id,
        decided_at=now,
    )


def _check_version(
    session: Session, category: Category, before: list[Decision], condition: str | None
) -> None:
    version = version_of(before)
    if condition is None and before:
        raise Refusal(
            "condition_required",
            N_("أرسل رقم النسخة التي تعدّلها (If-Match) حتى لا يضيع تعديل غيرك."),
            status=428,
            version=version,
        )
    if condition is not None and condition != version:
        raise Refusal(
            "stale",
            N_("عدّل شخص آخر هذا السجل بعد أن فتحته. راجع النسخة الحالية ثم أعد تعديلك."),
            status=412,
            version=version,
            current=show_category(session, category).model_dump(mode="json"),
        )


def _check_ranking(session: Session, edition: Edition, ranking_id: UUID) -> None:
    """The ranking is the newest of the last round, and what it was taken from still holds."""
    ranking = session.get(Ranking, ranking_id)
    if ranking is None or ranking.edition_id != edition.id:
        raise not_found()
    counting = last_round(session, edition.id)
    latest = latest_ranking(session, edition.id, counting.id) if counting else None
    newest = latest is not None and latest.id == ranking.id
    check_ranking_current(
        latest=newest, same_inputs=newest and not is_outdated(session, edition, ranking)
    )


def check_on_ranking(
    session: Session, category: Category, rows: list[Decision], ranking_id: UUID
) -> None:
    """Check a category's decisions against the snapshot that they stand on (`decisions_invalid`)."""
    snapshot = session.execute(
        select(RankingRow.entry_id, RankingRow.rank, RankingRow.score, RankingRow.trace).where(
            RankingRow.ranking_id == ranking_id, RankingRow.category_id == category.id
        )
    ).all()
    _check_known(rows, {row.entry_id for row in snapshot})
    ranked = [row for row in snapshot if row.rank is not None]
    check_decisions(
        category.places,
        [level["name_ar"] for level in category.levels],
        {row.entry_id: row.rank for row in ranked},
        specs_of(rows),
        frozenset(row.entry_id for row in ranked if waits(row.trace)),
        levels_reached(category, ranked),
        must_reach=category.levels_by != "rank" and bool(category.levels),
    )


def _check_known(rows: list[Decision], known: set[UUID]) -> None:
    """Every entry decided on is one of the snapshot's category, with a rank or without."""
    errors = [
        {
            "loc": ["decisions", index],
            "code": "entry_unranked",
            "message": N_("ليست هذه المشاركة في الترتيب."),
        }
        for index, row in enumerate(rows)
        if row.entry_id is not None and row.entry_id not in known
    ]
    if errors:
        raise Refusal(
            "decisions_invalid", N_("في القرارات ما يجب تصحيحه."), status=422, errors=errors
        )


def show_category(session: Session, category: Category) -> CategoryDecisions:
    """A category's decisions as they are now."""
    rows = category_decisions(session, category.id)
    entries = named_entries(session, {row.entry_id for row in rows if row.entry_id})
    return shown(category, rows, entries, barred=False)


def list_decisions(session: Session, actor: Actor, edition_id: UUID, now: datetime) -> Decisions:
    """The decisions of an edition, by category; the reading is recorded."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    record_reading(session, actor, edition, now, latest_ranking(session, edition.id))
    found = load_decisions(session, actor, edition.id)
    elsewhere = unchaired(session, actor, edition)
    return Decisions(
        categories=[one for one in found.categories if one.category.id not in elsewhere]
    )
