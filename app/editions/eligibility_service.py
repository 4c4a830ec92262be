"""Writing the rules of eligibility: always the whole list of an edition."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.call_rules import check_rules_change
from app.editions.eligibility_models import EligibilityRule
from app.editions.eligibility_queries import edition_rules
from app.editions.eligibility_rules import RuleKind, check_rules
from app.editions.eligibility_schemas import (
    EligibilityRuleIn,
    EligibilityRulesIn,
    StaffEligibilityRules,
)
from app.editions.models import Category, Edition, Field
from app.editions.queries import staff_edition
from app.editions.rules import FieldKind
from app.editions.service import note_change
from app.kit.errors import N_, Refusal, not_found
from app.kit.versions import check_version


def put_eligibility_rules(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    wanted: EligibilityRulesIn,
    condition: str | None,
    now: datetime,
) -> list[EligibilityRule]:
    """Make these the rules of the edition; what was answered to a question that stays is kept.

    The same again is harmless. Refusals: `rules_invalid` (422) with everything that is wrong;
    `condition_required` (428), `stale` (412); `change_note_required` (422) once the call is public,
    `call_frozen` (409) when results are approved; `id_taken` (409).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    check_rules([one.draft() for one in wanted.items])
    _check_places(session, edition, wanted.items)
    before = edition_rules(session, edition.id)
    rows = _placed(wanted.items, edition.id)
    known = {one.id: one for one in before}
    changed = [
        row["id"]
        for row in rows
        if row["id"] not in known
        or any(getattr(known[row["id"]], name) != value for name, value in row.items())
    ]
    gone = [one.id for one in before if one.id not in {row["id"] for row in rows}]
    if not changed and not gone:
        return before
    current = StaffEligibilityRules.of(before)
    check_version(current.version, condition, lambda: current)
    if check_rules_change(edition.phase_now, wanted.change_ar):
        note_change(session, actor, edition, wanted.change_ar, wanted.change_en, now)
    if session.scalar(
        select(EligibilityRule.id).where(
            EligibilityRule.id.in_(changed), EligibilityRule.edition_id != edition.id
        )
    ):
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    session.execute(delete(EligibilityRule).where(EligibilityRule.id.in_(gone)))
    for row in rows:
        if row["id"] in known:
            for name, value in row.items():
                setattr(known[row["id"]], name, value)
        else:
            session.add(EligibilityRule(**row))
    audit.record(
        session,
        actor,
        "put_eligibility_rules",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        rules=len(rows),
        changed=[str(one) for one in changed],
        removed=[str(one) for one in gone],
    )
    session.flush()  # the list is read anew
    return edition_rules(session, edition.id)


def _placed(items: list[EligibilityRuleIn], edition_id: UUID) -> list[dict[str, Any]]:
    places: Counter[UUID | None] = Counter()
    rows = []
    for one in items:
        rows.append(one.values() | {"edition_id": edition_id, "position": places[one.category_id]})
        places[one.category_id] += 1
    return rows


def _check_places(session: Session, edition: Edition, items: list[EligibilityRuleIn]) -> None:
    """404 for another edition's category; `rules_invalid` for a question that no form asks."""
    categories = set(session.scalars(select(Category.id).where(Category.edition_id == edition.id)))
    if {one.category_id for one in items if one.category_id is not None} - categories:
        raise not_found()
    asked: dict[tuple[UUID, str], set[str]] = {}
    for category_id, kind, code in session.execute(
        select(Field.category_id, Field.kind, Field.code).where(
            Field.category_id.in_(categories), Field.retired_at.is_(None)
        )
    ):
        asked.setdefault((category_id, kind), set()).add(code)
    errors = []
    for index, one in enumerate(items):
        where = categories if one.category_id is None else {one.category_id}
        wanted, kind, name = _named(one)
        known: set[str] = set().union(*(asked.get((key, kind), set()) for key in where))
        if set(wanted) - known:
            errors.append(
                {
                    "loc": ["items", index, name],
                    "code": "field_unknown",
                    "message": N_("لم يعد هذا السؤال في النموذج. اختر غيره."),
                }
            )
    if errors:
        raise Refusal(
            "rules_invalid", N_("في شروط الأهلية ما يجب تصحيحه."), status=422, errors=errors
        )


def _named(one: EligibilityRuleIn) -> tuple[list[str], str, str]:
    """The codes of the form that a rule names, of which kind, and where it names them."""
    if one.kind == RuleKind.months and one.options.field:
        return [one.options.field], FieldKind.date.value, "field"
    if one.kind == RuleKind.attachments:
        return one.options.fields or [], FieldKind.file.value, "fields"
    return [], "", ""
