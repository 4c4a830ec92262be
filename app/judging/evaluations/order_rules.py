"""A juror's order of the entries of a category: what it may be, and the points that it gives. Pure.

The method is `borda/1`: of n entries, one with b before it and t sharing its place (itself among
them) stands at b + (t + 1) / 2, and gets 100 · (n − that) / (n − 1); a lone entry gets 50. So the
first of any list gets 100 and the last 0, and lists of different length weigh the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final
from uuid import UUID, uuid5

from app.judging.rounds.rules import RoundMode
from app.kit.errors import N_, Refusal

METHOD: Final = "borda/1"
MOST: Final = Fraction(100)
# A list of one says nothing of its entry.
LONE: Final = Fraction(50)

_ORDERS: Final = UUID("7a55fa11-0000-5000-8000-000000000003")


def order_id(round_id: UUID, category_id: UUID, juror_id: UUID) -> UUID:
    """The id of a juror's order: there before anything of it is stored."""
    return uuid5(_ORDERS, f"{round_id}/{category_id}/{juror_id}")


def part_id(revision_id: UUID, evaluation_id: UUID) -> UUID:
    """The id of what a revision of an order says of one entry."""
    return uuid5(revision_id, str(evaluation_id))


def places(tiers: Sequence[Sequence[UUID]], there: Collection[UUID]) -> dict[UUID, int]:
    """The place of each entry that is there, from 1; a place of which nobody is left closes up."""
    left = [kept for tier in tiers if (kept := [one for one in tier if one in there])]
    return {entry: place for place, tier in enumerate(left, 1) for entry in tier}


def borda(placed: Mapping[UUID, int]) -> dict[UUID, Fraction]:
    """The exact points of each entry of one order, on 0…100; gaps between places do not matter."""
    if len(placed) == 1:
        return dict.fromkeys(placed, LONE)
    sharing = Counter(placed.values())
    points: dict[int, Fraction] = {}
    before = 0
    for place in sorted(sharing):
        at = before + Fraction(sharing[place] + 1, 2)
        points[place] = MOST * (len(placed) - at) / (len(placed) - 1)
        before += sharing[place]
    return {entry: points[place] for entry, place in placed.items()}


def shown_places(placed: Mapping[UUID, int]) -> dict[UUID, int]:
    """Places as people read them: after two firsts comes the third."""
    before: dict[int, int] = {}
    sharing = Counter(placed.values())
    for place in sharing:
        before[place] = sum(count for other, count in sharing.items() if other < place)
    return {entry: before[place] + 1 for entry, place in placed.items()}


def check_tiers(tiers: Sequence[Sequence[UUID]], theirs: Collection[UUID]) -> None:
    """Each entry once, of those that were ever the juror's, no place empty.

    Refusal: `order_invalid` (422), `errors` at `("tiers", place, index)` with codes `empty_place`,
    `unknown_entry`, `repeated_entry`.
    """
    problems: list[dict[str, Any]] = []
    seen: set[UUID] = set()
    for place, tier in enumerate(tiers):
        if not tier:
            problems.append(_problem("empty_place", N_("هذه المرتبة خالية."), place))
        for index, entry in enumerate(tier):
            if entry not in theirs:
                problems.append(
                    _problem(
                        "unknown_entry", N_("ليست هذه المشاركة من مشاركاتك هنا."), place, index
                    )
                )
            elif entry in seen:
                problems.append(
                    _problem("repeated_entry", N_("وردت هذه المشاركة أكثر من مرة."), place, index)
                )
            seen.add(entry)
    if problems:
        raise Refusal("order_invalid", N_("في الترتيب ما يجب تصحيحه."), status=422, errors=problems)


def _problem(code: str, message: str, *loc: int) -> dict[str, Any]:
    return {"loc": ["tiers", *loc], "code": code, "message": message}


def check_complete(placed: Iterable[UUID], there: Collection[UUID]) -> None:
    """What is submitted places every entry. Refusal: `order_incomplete` (422) with `count`."""
    missing = set(there).difference(placed)
    if missing:
        raise Refusal(
            "order_incomplete",
            N_("بقي من مشاركاتك ما لم ترتّبه: {count}."),
            status=422,
            count=len(missing),
            loc=["tiers"],
        )


def check_scores_asked(mode: RoundMode) -> None:
    """Entries of a round of orders have no sheet of their own. Refusal: `round_ranks` (409)."""
    if mode == RoundMode.ranking:
        raise Refusal("round_ranks", N_("هذه الجولة بالترتيب: رتّب مشاركات الفئة في صفحة ترتيبك."))
