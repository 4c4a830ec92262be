"""Which panel of a round judges which category: at most one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.kit.errors import N_, Refusal, invalid
from app.kit.i18n import Pair


@dataclass(frozen=True, slots=True)
class Reach:
    """A panel of a round with the categories that it names; none: all that no other panel names."""

    id: UUID
    name: Pair
    categories: frozenset[UUID]


def named(reaches: Iterable[Reach]) -> frozenset[UUID]:
    """The categories that some panel names."""
    return frozenset[UUID]().union(*(one.categories for one in reaches))


def rest_of(reaches: Iterable[Reach]) -> Reach | None:
    """The panel for all that no other names, if the round has one."""
    return next((one for one in reaches if not one.categories), None)


def panel_for(category_id: UUID, reaches: Collection[Reach]) -> Reach | None:
    """The one panel that judges a category, if any does."""
    return next((one for one in reaches if category_id in one.categories), rest_of(reaches))


def judges(
    panel_ids: Collection[UUID], category_id: UUID, rounds: Iterable[Collection[Reach]]
) -> bool:
    """Whether one of these panels judges a category in one of these rounds."""
    found = [panel_for(category_id, reaches) for reaches in rounds]
    return any(one is not None and one.id in panel_ids for one in found)


def uncovered(categories: Iterable[UUID], reaches: Collection[Reach]) -> list[UUID]:
    """The categories that no panel judges."""
    return [one for one in categories if panel_for(one, reaches) is None]


def check_reach(
    wanted: Collection[UUID], others: Collection[Reach], names: Mapping[UUID, Pair]
) -> None:
    """A category has one panel, and one panel at most is for the rest; `names` are of categories.

    Refusals (422): `panel_categories_taken`, `panel_rest_taken`.
    """
    rest = rest_of(others)
    if not wanted and rest is not None:
        raise invalid(
            "panel_rest_taken",
            N_("«{panel}» تحكّم كل ما لم تُسمّه لجنة أخرى. اختر لهذه اللجنة ما تحكّمه."),
            "category_ids",
            panel=rest.name,
        )
    for other in others:
        for category_id in sorted(other.categories.intersection(wanted)):
            raise invalid(
                "panel_categories_taken",
                N_("تحكّم «{panel}» فئة «{category}». أخرجها منها أولًا، أو اتركها لها."),
                "category_ids",
                panel=other.name,
                category=names[category_id],
            )


def check_panel_idle(live: int, panel: Pair) -> None:
    """A panel whose entries are being judged stays. Refusal (409): `panel_at_work`."""
    if live:
        raise Refusal(
            "panel_at_work",
            N_(
                "ما زالت {count} من التقييمات قائمة فيما تحكّمه «{panel}». اسحبها أولًا، أو عدّل اللجنة."
            ),
            count=live,
            panel=panel,
        )
