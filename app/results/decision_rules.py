"""Who may win what: decisions checked against the ranking they stand on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.kit.errors import N_, Refusal

NOWHERE: Final[Mapping[UUID, str]] = {}


class Outcome(StrEnum):
    """What a decision gives an entry; `withheld` gives a category's award to nobody."""

    winner = "winner"
    honourable_mention = "honourable_mention"
    none = "none"
    withheld = "withheld"


@dataclass(frozen=True)
class DecisionSpec:
    """One decision. `entry` is None exactly for `withheld`; `place` and `level` belong to a winner.

    `none` with a reason says why a better-ranked entry was passed over.
    """

    outcome: Outcome
    entry: UUID | None = None
    place: int | None = None
    level: str = ""
    reason: str = ""


def check_decisions(
    places: int,
    levels: Collection[str],
    ranks: Mapping[UUID, int],
    decisions: Sequence[DecisionSpec],
    pending: Collection[UUID] = frozenset(),
    reached: Mapping[UUID, str] = NOWHERE,
    *,
    must_reach: bool = False,
) -> None:
    """Check one category's decisions, naming every problem at once.

    `ranks` is the snapshot's (entries without a rank are absent), `pending` the entries whose tie
    waits for the chair. `levels` are the names of the award's levels, `reached` the one that the
    rulebook gives an entry; where it `must_reach` one, who reaches none wins only with a reason.
    Refusal: `decisions_invalid` (422), `errors` at `("decisions", index)`
    with codes `entry_missing`, `entry_not_wanted`, `entry_repeated`, `entry_unranked`,
    `withheld_repeated`, `withheld_with_winner`, `withheld_needs_reason`, `place_missing`,
    `place_unknown`, `place_not_wanted`, `level_not_wanted`, `level_unknown`, `level_needs_reason`, `below_levels`, `tie_pending`,
    `skip_needs_reason` (with `skipped`), `tie_needs_reason` (with `equal`), `place_needs_reason`, and at `("decisions",)`
    `too_many_winners`.
    """
    problems: list[dict[str, Any]] = []

    def wrong(code: str, message: str, index: int | None = None, **facts: Any) -> None:
        loc = ["decisions"] if index is None else ["decisions", index]
        problems.append({"loc": loc, "code": code, "message": message, **facts})

    times = Counter(one.entry for one in decisions if one.entry is not None)
    won = any(one.outcome == Outcome.winner for one in decisions)
    withheld = 0
    for index, one in enumerate(decisions):
        if one.outcome != Outcome.winner and one.place is not None:
            wrong("place_not_wanted", N_("المركز للفائز وحده."), index)
        if one.outcome != Outcome.winner and one.level:
            wrong("level_not_wanted", N_("مستوى الجائزة للفائز وحده."), index)
        if one.outcome == Outcome.withheld:
            withheld += 1
            if withheld > 1:
                wrong("withheld_repeated", N_("تُحجب الجائزة مرة واحدة."), index)
            if one.entry is not None:
                wrong("entry_not_wanted", N_("الحجب للفئة كلها، لا لمشاركة."), index)
            if won:
                wrong("withheld_with_winner", N_("لا تُحجب الجائزة وفيها فائز."), index)
            if not one.reason.strip():
                wrong("withheld_needs_reason", N_("اكتب سبب الحجب."), index)
            continue
        if one.entry is None:
            wrong("entry_missing", N_("اختر مشاركة."), index)
            continue
        if times[one.entry] > 1:
            wrong("entry_repeated", N_("للمشاركة الواحدة قرار واحد."), index)
        if one.outcome != Outcome.none and one.entry not in ranks:
            wrong("entry_unranked", N_("ليست هذه المشاركة في الترتيب."), index)
        if one.outcome == Outcome.winner:
            _winner(one, places, index, wrong)
            if one.entry in pending:
                wrong("tie_pending", N_("هذه المشاركة متعادلة وتنتظر قرار رئيس اللجنة."), index)
            if one.entry in ranks:
                _level(one, levels, reached.get(one.entry, ""), index, wrong)
                if must_reach and one.entry not in reached and not one.reason.strip():
                    wrong("below_levels", N_("لم تبلغ أدنى مستويات الجائزة: اكتب السبب."), index)
    if not problems:
        _order(places, ranks, decisions, wrong)
    if problems:
        raise Refusal(
            "decisions_invalid", N_("في القرارات ما يجب تصحيحه."), status=422, errors=problems
        )


def _winner(one: DecisionSpec, places: int, index: int, wrong: Any) -> None:
    if one.place is None:
        wrong("place_missing", N_("حدّد مركز الفائز."), index)
    elif not 1 <= one.place <= places:
        wrong("place_unknown", N_("المراكز هنا من 1 إلى {places}."), index, places=places)


def _level(
    one: DecisionSpec, levels: Collection[str], reached: str, index: int, wrong: Any
) -> None:
    if one.level and one.level not in levels:
        wrong("level_unknown", N_("ليس هذا من مستويات الجائزة هنا."), index)
    elif one.level not in ("", reached) and not one.reason.strip():
        wrong("level_needs_reason", N_("المستوى لا يوافق اللائحة: اكتب السبب."), index)


def _order(
    places: int, ranks: Mapping[UUID, int], decisions: Sequence[DecisionSpec], wrong: Any
) -> None:
    """What holds between winners: how many, who was passed over, whose place is above their rank."""
    winners = [
        (index, one, ranks[one.entry], one.place)
        for index, one in enumerate(decisions)
        if one.outcome == Outcome.winner and one.entry is not None and one.place is not None
    ]
    by_rank = sorted(rank for _, _, rank, _ in winners)
    if len(by_rank) > places and by_rank[places - 1] != by_rank[-1]:
        wrong("too_many_winners", N_("الفائزون أكثر من المراكز ({places})."), places=places)
    settled = {one.entry for _, one, _, _ in winners}
    settled |= {one.entry for one in decisions if one.reason.strip()}
    for index, one, rank, place in winners:
        if one.reason.strip():
            continue
        skipped = sorted(
            entry for entry, better in ranks.items() if better < rank and entry not in settled
        )
        if skipped:
            wrong(
                "skip_needs_reason",
                N_("تُجووزت مشاركة أعلى ترتيبًا: اكتب السبب."),
                index,
                skipped=[str(entry) for entry in skipped],
            )
        equal = sorted(
            entry for entry, same in ranks.items() if same == rank and entry not in settled
        )
        if equal:
            wrong(
                "tie_needs_reason",
                N_("اختيرت دون مشاركة تساويها في الترتيب: اكتب السبب."),
                index,
                equal=[str(entry) for entry in equal],
            )
        if any(_raised(rank, place, other, taken) for _, _, other, taken in winners):
            wrong("place_needs_reason", N_("المركز أعلى من الترتيب: اكتب السبب."), index, rank=rank)


def _raised(rank: int, place: int, other_rank: int, other_place: int) -> bool:
    """Whether `place` is better than `rank` deserves beside another winner."""
    if rank == other_rank:
        return place < other_place
    return rank > other_rank and place <= other_place


def check_decided(decisions: Iterable[DecisionSpec]) -> None:
    """A category is decided when it has a winner or is withheld. Refusal: `category_undecided` (409)."""
    if not any(one.outcome in (Outcome.winner, Outcome.withheld) for one in decisions):
        raise Refusal("category_undecided", N_("لم يُتخذ قرار هنا بعد: فائز أو حجب."))
