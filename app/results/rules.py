"""From evaluations to ranks: exact means, competition ranks and the declared tie-breaks. Pure.

Scores are fractions on 0…100 and ranks are taken on them exactly; a tie-break splits only the
groups that are still tied, and leaves behind which rule split which group with which values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from app.kit.errors import N_, Refusal, forbidden
from app.results.weight_rules import Mark, Weighed

CRITERION: Final = "criterion:"
TIE: Final = 1e-7  # of adjusted scores on 0…100: the 1e-9 of the scale of `stats`
PLAIN_RULES: Final = frozenset({"median", "highest_low", "chair", "lot", "shared"})


class LeftOut(StrEnum):
    """Why an entry has no rank."""

    excluded = "excluded"  # withdrawn or disqualified: its scores stay, out of every rank
    no_evaluation = "no_evaluation"
    below_quorum = "below_quorum"


@dataclass(frozen=True)
class Judged:
    """One entry with what counts for it in the round.

    `totals`: the total of each counting evaluation. `criteria`: per criterion code the mean of the
    mapped points, None where it does not apply to the entry.
    """

    entry: UUID
    totals: tuple[Fraction, ...]
    criteria: Mapping[str, Fraction | None] = field(default_factory=dict)
    excluded: bool = False


@dataclass(frozen=True)
class Step:
    """One line of a row's trace: a rule that split the entry's group, and the entry's value in it.

    `value` is an exact fraction ("61" or "121/2", empty for N/A), the place in the chair's order,
    the lot in hexadecimal, or, for `shared` and an undecided `chair`, empty.
    """

    rule: str
    value: str


@dataclass(frozen=True)
class Row:
    """A ranked entry; `evaluations` is how many counted.

    `score` is the exact mean; `adjusted` what another method made of it and ranked by; `agreed`
    what the panel agreed on, where the rulebook lets that count, and ranked by before both. Where
    rounds are weighed together all three are of them together, and `marks` are what each said.
    """

    entry: UUID
    score: Fraction
    rank: int
    evaluations: int
    trace: tuple[Step, ...]
    adjusted: float | None = None
    agreed: Fraction | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Split:
    """A group that was still tied and what a rule made of it: the parts, best first."""

    rule: str
    parts: tuple[tuple[UUID, ...], ...]


@dataclass(frozen=True)
class Standing:
    """A category's ranking: rows best first (equal ranks by id), the splits in the order made.

    `pending`: groups that wait for the chair. `left_out`: who has no rank, and why.
    """

    rows: tuple[Row, ...]
    splits: tuple[Split, ...]
    pending: tuple[tuple[UUID, ...], ...]
    left_out: Mapping[UUID, LeftOut]


def mean(values: Sequence[Fraction]) -> Fraction:
    """The exact mean of at least one value (ZeroDivisionError for none)."""
    return sum(values, Fraction(0)) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    """The exact median: the middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def chains(scores: Mapping[UUID, float]) -> dict[UUID, float]:
    """The score that stands for each entry's: scores nearer than TIE to the next are one, the highest."""
    found: dict[UUID, float] = {}
    lead = last = float("inf")
    for entry, score in sorted(scores.items(), key=lambda one: (-one[1], one[0])):
        if last - score > TIE:
            lead = score
        found[entry], last = lead, score
    return found


def lot(seed: bytes, entry: UUID) -> str:
    """An entry's lot, ascending wins: SHA-256(seed ‖ 0x00 ‖ UUID as 36 lower-case characters), hex."""
    return sha256(seed + b"\x00" + str(entry).encode("ascii")).hexdigest()


def check_tiebreaks(rules: Sequence[str], leaf_codes: Collection[str]) -> tuple[str, ...]:
    """The declared order, with `shared` at its end whether or not it was said.

    Refusal: `tiebreaks_invalid` (422), `errors` at `("tiebreaks", index)` with codes
    `unknown_rule`, `unknown_criterion`, `repeated_rule`, `shared_not_last`, `never_reached`
    (`lot` leaves nothing tied).
    """
    problems: list[dict[str, Any]] = []
    for index, rule in enumerate(rules):
        code = message = ""
        if rule.startswith(CRITERION):
            if rule.removeprefix(CRITERION) not in leaf_codes:
                code, message = "unknown_criterion", N_("لا يوجد معيار بهذا الرمز.")
        elif rule not in PLAIN_RULES:
            code, message = "unknown_rule", N_("قاعدة كسر التعادل غير معروفة.")
        if rule in rules[:index]:
            code, message = "repeated_rule", N_("تكرّرت هذه القاعدة.")
        elif "shared" in rules[:index]:
            code, message = "shared_not_last", N_("المناصفة آخر القواعد دائمًا.")
        elif "lot" in rules[:index] and rule != "shared":
            code, message = "never_reached", N_("لا تعادل بعد القرعة، فلن تُطبَّق هذه القاعدة.")
        if code:
            problems.append(
                {"loc": ["tiebreaks", index], "code": code, "message": message, "value": rule}
            )
    if problems:
        raise Refusal(
            "tiebreaks_invalid",
            N_("في قواعد كسر التعادل ما يجب تصحيحه."),
            status=422,
            errors=problems,
        )
    return (*(rule for rule in rules if rule != "shared"), "shared")


Key = tuple[Any, ...]
Rule = Callable[[Judged], tuple[Key, str]]  # a sort key, ascending, and the value for the trace


def rank(
    judged: Iterable[Judged],
    tiebreaks: Sequence[str],
    *,
    seed: bytes = b"",
    chair_orders: Sequence[Sequence[UUID]] = (),
    quorum: int = 1,
    scores: Mapping[UUID, float] | None = None,
    agreed: Mapping[UUID, Fraction] | None = None,
    weighed: Mapping[UUID, Weighed] | None = None,
) -> Standing:
    """Rank one category by the mean of the totals, with competition ranks (1, 2, 2, 4).

    `scores` rank in the place of the mean where another method counts: one of each entry that can
    be ranked, equal within `chains`. `agreed` ranks in the place of both for its entries. `weighed`
    holds all of that already, of this round and those before it; tie-breaks look at this round's.

    `tiebreaks` as `check_tiebreaks` returns them; `seed` the 32 bytes of the round's closing hash;
    `chair_orders` the chair's reasoned orders, the last that names a whole tied group decides it.
    A group that reaches `chair` without one stays tied and is `pending`: no later rule decides in
    the chair's place. Entries with fewer than `quorum` evaluations are left out. The result does
    not depend on the order of `judged`.
    """
    left_out: dict[UUID, LeftOut] = {}
    ranked: list[Judged] = []
    for one in sorted(judged, key=lambda each: each.entry):
        if one.excluded:
            left_out[one.entry] = LeftOut.excluded
        elif not one.totals:
            left_out[one.entry] = LeftOut.no_evaluation
        elif len(one.totals) < quorum:
            left_out[one.entry] = LeftOut.below_quorum
        else:
            ranked.append(one)
    traces: defaultdict[UUID, list[Step]] = defaultdict(list)
    splits: list[Split] = []
    pending: list[tuple[UUID, ...]] = []

    def settle(group: list[Judged], rules: Sequence[str]) -> list[list[Judged]]:
        """Split one tied group by the rules that remain, best part first."""
        if len(group) == 1:
            return [group]
        name = rules[0]
        if name == "shared":
            _note(traces, group, Step("shared", ""))
            return [group]
        if name == "chair":
            decided = _chair(group, chair_orders)
            if decided is None:
                _note(traces, group, Step("chair", ""))
                pending.append(_ids(group))
                return [group]
            rule = decided
        else:
            rule = _rule(name, seed)
        parts = _parts(group, lambda one: rule(one)[0])
        if len(parts) > 1:
            splits.append(Split(name, tuple(_ids(part) for part in parts)))
            for one in group:
                traces[one.entry].append(Step(name, rule(one)[1]))
        return [done for part in parts for done in settle(part, rules[1:])]

    rows: list[Row] = []
    panel = agreed or {}
    for one in ranked:
        if one.entry in panel:
            _note(traces, [one], Step("consensus", str(panel[one.entry])))
    placed = [_unplaced(one, scores, panel, weighed or {}) for one in ranked]
    leads: dict[UUID, Any] = dict(
        chains({row.entry: row.adjusted for row in placed if row.adjusted is not None})
    )
    leads |= {row.entry: row.agreed for row in placed if row.agreed is not None}
    found = {row.entry: row for row in placed}
    for group in _parts(ranked, lambda one: (-leads.get(one.entry, found[one.entry].score),)):
        for part in settle(group, tiebreaks):
            place = len(rows) + 1
            rows += [
                replace(found[one.entry], rank=place, trace=tuple(traces[one.entry]))
                for one in part
            ]
    return Standing(tuple(rows), tuple(splits), tuple(pending), left_out)


def _unplaced(
    one: Judged,
    scores: Mapping[UUID, float] | None,
    panel: Mapping[UUID, Fraction],
    weighed: Mapping[UUID, Weighed],
) -> Row:
    """An entry with what it is ranked by, before it has a rank."""
    whole = weighed.get(one.entry)
    if whole is None:
        adjusted = None if scores is None else scores[one.entry]
        agreed = panel.get(one.entry)
        return Row(one.entry, mean(one.totals), 0, len(one.totals), (), adjusted, agreed)
    return Row(
        one.entry,
        whole.raw,
        0,
        len(one.totals),
        (),
        None if scores is None else float(whole.score),
        whole.score if scores is None and whole.score != whole.raw else None,
        whole.marks,
    )


def _ids(group: Iterable[Judged]) -> tuple[UUID, ...]:
    return tuple(one.entry for one in group)


def _note(traces: Mapping[UUID, list[Step]], group: Iterable[Judged], step: Step) -> None:
    for one in group:
        traces[one.entry].append(step)


def _parts(group: Iterable[Judged], key: Callable[[Judged], Key]) -> list[list[Judged]]:
    """The group in parts of equal key, ascending; the order inside a part is kept."""
    parts: defaultdict[Key, list[Judged]] = defaultdict(list)
    for one in group:
        parts[key(one)].append(one)
    return [parts[each] for each in sorted(parts)]


def _rule(name: str, seed: bytes) -> Rule:
    if name == "median":
        return lambda one: _high_first(median(one.totals))
    if name == "highest_low":
        return lambda one: _high_first(min(one.totals))
    if name == "lot":
        return lambda one: ((lot(seed, one.entry),), lot(seed, one.entry))
    code = name.removeprefix(CRITERION)
    return lambda one: _high_first(one.criteria.get(code))


def _high_first(value: Fraction | None) -> tuple[Key, str]:
    """Higher is better, N/A last."""
    return ((1,), "") if value is None else ((0, -value), str(value))


def _chair(group: Sequence[Judged], orders: Sequence[Sequence[UUID]]) -> Rule | None:
    """The rule of the last order that names the whole group, or None."""
    for order in reversed(orders):
        if set(_ids(group)) <= set(order):
            places = {entry: place for place, entry in enumerate(order, 1)}
            return lambda one: ((places[one.entry],), str(places[one.entry]))
    return None


def check_chair_order(tied: Collection[UUID], order: Sequence[UUID], reason: str) -> None:
    """The chair orders exactly the entries that wait, each once, with a reason.

    Refusals (422): `order_mismatch`, `reason_missing`.
    """
    if sorted(order) != sorted(tied):
        raise Refusal(
            "order_mismatch",
            N_("رتّب المشاركات المتعادلة كلها، كل واحدة مرة واحدة."),
            status=422,
            loc=["entries"],
        )
    if not reason.strip():
        raise Refusal("reason_missing", N_("اكتب سبب القرار."), status=422, loc=["reason"])


def check_approver(frozen_by: UUID | None, signer: UUID) -> None:
    """The freeze and the signature are two people's. Refusal: `same_person` (403)."""
    if frozen_by == signer:
        raise forbidden("same_person", N_("جمّدتَ النتائج بنفسك، فيعتمدها شخص آخر."))


def check_does_not_organise(*, organises: bool) -> None:
    """Nobody signs the results of an edition that they organise. Refusal: `approver_organises` (403)."""
    if organises:
        raise forbidden(
            "approver_organises",
            N_("أنت من منظّمي هذه الدورة، فيوقّع نتائجها معتمِد لا ينظّمها. يعيّنه مدير النظام."),
        )


def check_return(reason: str) -> None:
    """The approver returns results with a reason. Refusal: `reason_missing` (422)."""
    if not reason.strip():
        raise Refusal("reason_missing", N_("اكتب سبب الإعادة."), status=422, loc=["reason"])


def visible(visible_from: datetime | None, now: datetime) -> bool:
    """Whether a published result can be seen: from the set moment on, that moment included."""
    return visible_from is not None and now >= visible_from
