"""Levels of the award: by rank, by the least score, or by the share of the best. Pure and exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from app.kit.errors import N_, Refusal

LEVELS_BY: Final = ("rank", "score", "percentile")


@dataclass(frozen=True)
class AwardLevel:
    """A level: of ranks, both ends included; from a score on 0…100; or of the best `least` percent."""

    name: str
    from_rank: int | None = None
    to_rank: int | None = None
    least: Fraction | None = None


def levels_from(rows: Iterable[Mapping[str, Any]]) -> list[AwardLevel]:
    """A category's levels as they are stored."""
    return [
        AwardLevel(
            str(row["name_ar"]),
            row.get("from_rank"),
            row.get("to_rank"),
            None if row.get("least") is None else Fraction(str(row["least"])),
        )
        for row in rows
    ]


def level_of(
    by: str, levels: Sequence[AwardLevel], rank: int, score: Fraction, ranked: int
) -> AwardLevel | None:
    """The level of an entry of this rank and score among so many that have a rank, if any.

    By percentile an entry is among the best p percent of n where rank ≤ p·n/100, exactly.
    """
    if by == "rank":
        return next((one for one in levels if _spans(one, rank)), None)
    reached = [
        one
        for one in levels
        if one.least is not None
        and (score >= one.least if by == "score" else rank * 100 <= one.least * ranked)
    ]
    # The highest score, or the narrowest share, that it reaches.
    key = {"score": max, "percentile": min}[by]
    return key(reached, key=lambda one: one.least or Fraction(0)) if reached else None


def _spans(level: AwardLevel, rank: int) -> bool:
    return (
        level.from_rank is not None
        and level.to_rank is not None
        and level.from_rank <= rank <= level.to_rank
    )


def check_award_levels(by: str, levels: Sequence[AwardLevel]) -> None:
    """Levels that neither lack what they are by, nor reverse, repeat or overlap.

    Refusal: `levels_invalid` (422), `errors` at `("levels", index, "to_rank" | "from_rank" | "least")`.
    """
    problems = [
        {"loc": ["levels", index, field], "code": code, "message": message}
        for index in range(len(levels))
        for field, code, message in (
            _rank_problems(levels, index) if by == "rank" else _least_problems(levels, index)
        )
    ]
    if problems:
        raise Refusal(
            "levels_invalid",
            N_("في مستويات الجائزة ما يجب تصحيحه."),
            status=422,
            errors=problems,
        )


def _rank_problems(levels: Sequence[AwardLevel], index: int) -> Iterable[tuple[str, str, str]]:
    first, last = levels[index].from_rank, levels[index].to_rank
    if first is None or last is None:
        yield (
            "from_rank" if first is None else "to_rank",
            "level_rank_missing",
            N_("اكتب المراكز التي لها هذا المستوى."),
        )
    elif last < first:
        yield "to_rank", "level_reversed", N_("آخر المراكز قبل أولها.")
    elif any(
        one.from_rank is not None
        and one.to_rank is not None
        and first <= one.to_rank
        and one.from_rank <= last
        for one in levels[:index]
    ):
        yield "from_rank", "level_overlap", N_("تتداخل المراكز مع مستوى سابق.")


def _least_problems(levels: Sequence[AwardLevel], index: int) -> Iterable[tuple[str, str, str]]:
    least = levels[index].least
    if least is None:
        yield "least", "level_least_missing", N_("اكتب الحد الذي يُبلغ به هذا المستوى.")
    elif not 0 < least <= 100:
        yield "least", "level_least_range", N_("الحد أكبر من صفر وأقصاه 100.")
    elif least in {one.least for one in levels[:index]}:
        yield "least", "level_repeated", N_("هذا حد مستوى سابق.")
