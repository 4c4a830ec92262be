"""The rulebook of an edition as one canonical document: what is frozen before judging, and what decides after."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from typing import Any

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.editions.call_rules import COMPARING
from app.editions.models import Edition, Rubric
from app.editions.queries import edition_categories, edition_rubrics
from app.editions.rubric_rules import leaf_weights, leaves
from app.editions.rubric_schemas import spec_of
from app.judging.rounds.models import Round
from app.judging.rounds.rules import counting_weights


def build_rulebook(session: Session, edition: Edition) -> tuple[dict[str, Any], str]:
    """The rulebook as canonical JSON (no floats: points and shares are texts) and its SHA-256."""
    categories = edition_categories(session, edition.id)
    used = {category.rubric_id for category in categories}
    rubrics = [one for one in edition_rubrics(session, edition.id) if one.id in used]
    rounds = session.scalars(
        select(Round).where(Round.edition_id == edition.id).order_by(Round.number)
    ).all()
    rulebook: dict[str, Any] = {
        "format": "tahkeem-rulebook/1",
        "edition": {"id": str(edition.id), "slug": edition.slug, "timezone": edition.timezone},
        "method": edition.method,
        # What ranks a category whose jurors such a method cannot compare.
        **({"not_comparable": "raw"} if edition.method in COMPARING else {}),
        "aggregate": "consensus" if edition.consensus_counts else "individual",
        "not_applicable": edition.na_policy,
        "conflicts": {"declared_by_juror": "recused", "reported": "suspended"},
        "transcript": "sums",
        "quorum": edition.quorum,
        "tiebreaks": list(edition.tiebreaks),
        "categories": [
            {
                "id": str(one.id),
                "code": one.code,
                "name_ar": one.name_ar,
                "name_en": one.name_en,
                "rubric": str(one.rubric_id),
                "places": one.places,
                "levels": one.levels,
                # Rulebooks of before there was a choice keep their name.
                **({} if one.levels_by == "rank" else {"levels_by": one.levels_by}),
            }
            for one in categories
        ],
        "rubrics": [_rubric(one) for one in rubrics],
        "rounds": [
            {
                "id": str(one.id),
                "number": one.number,
                "weight": weight,
                "jurors_per_entry": one.jurors_per_entry,
                "blind": one.blind,
                "hidden": list(one.hidden),
                **_mode(one),
                # Rulebooks of before there was a choice keep their hash.
                **({} if one.independence == "after_close" else {"independence": one.independence}),
            }
            for one, weight in zip(
                rounds, counting_weights([one.weight for one in rounds]), strict=True
            )
        ],
    }
    if edition.live_agreement:  # rulebooks of before there was a choice keep their name
        rulebook["live_agreement"] = True
    meeting = {"quorum": edition.meeting_quorum, "votes": edition.meeting_votes}
    if meeting != {"quorum": "majority", "votes": "none"}:
        rulebook["meeting"] = meeting
    return rulebook, hashlib.sha256(rfc8785.dumps(rulebook)).hexdigest()


def recorded_rulebook(session: Session, edition: Edition) -> str | None:
    """The hash of the rulebook as the audit log has it of the last step to judging.

    None where the log has no such step, or one back to before it since: the log alone decides.
    """
    events = session.execute(
        select(AuditEvent.act, AuditEvent.facts)
        .where(
            AuditEvent.edition_id == edition.id,
            AuditEvent.act.in_(["step_phase", "reopen_phase"]),
        )
        .order_by(AuditEvent.id.desc())
    )
    for act, facts in events:
        if "rulebook_hash" in facts:  # a return has it of what it opens again
            return None if act == "reopen_phase" else str(facts["rulebook_hash"])
    return None


def _mode(one: Round) -> dict[str, Any]:
    """How a round judges; rulebooks of before there was a choice keep their name."""
    if one.mode == "score":
        return {}
    return {"mode": one.mode, "consensus": one.consensus, "passes": one.passes}


def _rubric(rubric: Rubric) -> dict[str, Any]:
    rows = sorted(rubric.criteria, key=lambda one: one.position)
    specs = [spec_of(row) for row in rows]
    shares = leaf_weights(specs)
    bottom = {leaf.id for leaf in leaves(specs)}
    return {
        "id": str(rubric.id),
        "criteria": [
            {
                "id": str(row.id),
                "code": row.code,
                "parent": None if row.parent_id is None else str(row.parent_id),
                "weight": row.weight,
                "counted": row.counted,
                "minimum": _text(row.minimum),
                "maximum": _text(row.maximum),
                "step": _text(row.step),
                "levels": [
                    {"code": level.code, "points": _text(level.points)}
                    for level in sorted(row.levels, key=lambda one: one.position)
                ],
                "share": str(shares.get(row.id, Fraction(0))) if row.id in bottom else None,
                # Rulebooks of before there was a choice keep their hash.
                **({} if row.comment == "optional" else {"comment": row.comment}),
            }
            for row in rows
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(Fraction(value))
