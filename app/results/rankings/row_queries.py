"""The rows of a snapshot, from what it stands on and the scores that count."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from app.editions.rubric_rules import show
from app.results.rankings.basis_queries import Basis, rank_category
from app.results.rankings.figures_rules import Computed
from app.results.rules import Row, chains
from app.results.weight_rules import Mark


def rows_of(basis: Basis, computed: Computed) -> list[dict[str, Any]]:
    """Every row, by category; those without a rank at the end of each."""
    return [row for key in basis.categories for row in _category_rows(basis, key, computed)]


def _category_rows(basis: Basis, category_id: UUID, computed: Computed) -> list[dict[str, Any]]:
    by_mean = {round_ for round_, found in computed.by_mean.items() if category_id in found}
    standing = rank_category(basis, category_id, computed.scores, by_mean)
    # Scores that count as one are shown as one, whatever a tie-break then made of their ranks.
    leads = chains({row.entry: row.adjusted for row in standing.rows if row.adjusted is not None})
    shown = show([(_ranked_by(row, leads), row.rank) for row in standing.rows])
    ranked = [
        {
            "category_id": category_id,
            "entry_id": row.entry,
            "rank": row.rank,
            "left_out": "",
            "score": _score(row),
            "raw": str(row.score),
            "shown": text,
            "evaluations": row.evaluations,
            "trace": _trace(row),
            "rounds": [_mark(mark, exact=row.adjusted is None) for mark in row.marks],
        }
        for row, text in zip(standing.rows, shown, strict=True)
    ]
    counts = {one.entry: len(one.totals) for one in basis.rounds[0].judged.get(category_id, ())}
    return ranked + [
        {
            "category_id": category_id,
            "entry_id": entry,
            "rank": None,
            "left_out": why.value,
            "score": "",
            "raw": "",
            "shown": "",
            "evaluations": counts.get(entry, 0),
            "trace": [],
            "rounds": [],
        }
        for entry, why in sorted(standing.left_out.items())
    ]


def _ranked_by(row: Row, leads: Mapping[UUID, float]) -> Fraction:
    """What decided the row's rank, before any tie-break."""
    if row.agreed is not None:
        return row.agreed
    return row.score if row.adjusted is None else Fraction(leads[row.entry])


def _score(row: Row) -> str:
    """The same as it is stored: an exact fraction, or of another method than raw a float."""
    if row.adjusted is None:
        return str(row.score if row.agreed is None else row.agreed)
    return repr(row.adjusted if row.agreed is None else float(row.agreed))


def _trace(row: Row) -> list[dict[str, str]]:
    return [{"rule": step.rule, "value": step.value} for step in row.trace]


def _mark(mark: Mark, *, exact: bool) -> dict[str, Any]:
    return {
        "number": mark.number,
        "weight": mark.weight,
        "score": str(mark.score) if exact else repr(float(mark.score)),
        "raw": str(mark.raw),
        "evaluations": mark.evaluations,
    }
