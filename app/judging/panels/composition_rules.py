"""Who must be among the jurors of each entry of a panel. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.judging.panels.rules import Origin


@dataclass(frozen=True)
class Composition:
    """Rules on the jurors of every entry; 0 and None ask for nothing."""

    international: int = 0
    regional: int = 0
    local: int = 0
    # The language that the entries are written in, and how many of an entry's jurors must read it.
    language: str = "ar"
    readers: int = 0
    # Who does not read it is given nothing.
    only_readers: bool = False
    # At most so many of one employer.
    per_employer: int | None = None

    def least(self, origin: Origin) -> int:
        """How many of this origin an entry must have."""
        least: int = getattr(self, origin.value)
        return least
