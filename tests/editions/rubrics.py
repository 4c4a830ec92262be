"""Small rubrics for tests."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID

from app.editions.rubric_rules import CriterionSpec, LevelSpec


def number(code: str) -> UUID:
    """A stable id for a code."""
    return UUID(bytes=code.encode().rjust(16, b"\0"))


def node(code: str, weight: int = 1, parent: str | None = None, **other: Any) -> CriterionSpec:
    """A criterion on 0…5 by whole points, unless said otherwise."""
    shape: dict[str, Any] = {
        "counted": True,
        "minimum": Fraction(0),
        "maximum": Fraction(5),
        "step": Fraction(1),
        "levels": (),
    }
    return CriterionSpec(
        id=number(code),
        code=code,
        parent=None if parent is None else number(parent),
        weight=weight,
        **(shape | other),
    )


def levels(*points: Any) -> tuple[LevelSpec, ...]:
    """Levels named L0, L1… at these points."""
    return tuple(LevelSpec(f"L{n}", Fraction(value)) for n, value in enumerate(points))


# The worked example of the product: A 3, B 2 (B1 1, B2 1), C 5.
EXAMPLE = [node("A", 3), node("B", 2), node("B1", 1, "B"), node("B2", 1, "B"), node("C", 5)]
