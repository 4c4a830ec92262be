"""What a fairness report says of a snapshot: facts without words or names, ready for JSON. Pure.

Everything is of the counting round's scorecards. Who reads it is not asked here: `fairness_queries`
takes out what a reader is walled off from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any, Final
from uuid import UUID

import numpy as np

from app.results.rankings.agreement_rules import agreement, cells
from app.results.rankings.figures_rules import libraries
from app.results.rankings.jury_rules import Fallen, Jury, fallen, mixed, part, ranked, settled
from app.results.rankings.parts_rules import contributions, number
from app.results.stats import (
    Flag,
    Ranking,
    Refused,
    Stability,
    bootstrap,
    criterion_correlations,
    drift,
    favour,
    halo,
    leave_one_juror_out,
)
from app.results.stats.cards import FloatArray, IntArray, Table, table
from app.results.stats.ranking import PLAIN

TIED: Final = 0.75  # an entry beats another with less than this: a statistical tie
DECIDES: Final = 0.5  # of the weights of a score: more of it is one juror's
# Scorecards × jurors beyond which nobody waits for the jury to be ranked without each juror.
PATIENCE: Final = 2_000_000
REDRAWS: Final = 200  # times that each entry's scorecards are drawn anew
OF_MEANS: Final = frozenset({"constant_juror", "all_equal"})  # what weakens a mean too

Report = dict[str, Any]
Guard = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Question:
    """A snapshot's scorecards with what else the report looks at: when each was sent, whose each entry is."""

    jury: Jury
    method: str
    seed: int
    order: IntArray  # [n] the place of each scorecard in time
    owner: IntArray  # [I] of `owners`; -1 of none
    owners: tuple[UUID, ...]
    votes: bool = False  # the round asked for pass or fail: nobody is corrected by a vote
    by_mean: Fallen = field(default_factory=dict)  # the categories that the mean ranks in its place
    stands: Mapping[UUID, int] = field(default_factory=dict)  # each entry's rank, ties broken


@dataclass(frozen=True, eq=False)
class Half:
    """The categories that one method ranks: `decides` by it, `beside` with the figures that stand beside raw."""

    jury: Jury
    at: Table
    raw: Ranking
    decides: Ranking
    beside: Ranking

    @property
    def sure(self) -> Ranking:
        """What says how sure an order is."""
        return self.decides if isfinite(_spread(self.decides)) else self.beside


def report(asked: Question) -> Report:
    """All of it; what cannot be said of these scorecards is None or empty."""
    jury = asked.jury
    at = table(jury.cards)
    halves, adjusted, refused = _halves(asked)
    lines = [one for half in halves for one in _lines(half.jury, half.decides, half.sure)]
    entries = {one["entry_id"]: one for half in halves for one in _entries(half)}
    categories = [str(one) for one in jury.categories]
    return {
        "votes": asked.votes,
        "method": asked.method,
        "adjusted": adjusted and adjusted.beside.method,
        "by_mean": [
            {"category_id": categories[kind], "why": why.value}
            for kind, why in sorted(asked.by_mean.items())
        ],
        "jurors": [] if adjusted is None else _jurors(adjusted),
        "entries": [entries[str(entry)] for entry in jury.entries],
        "lines": sorted(lines, key=lambda one: categories.index(one["category_id"])),
        "stability": _stability(asked, halves, lines),
        "agreement": agreement(jury, at),
        "correlations": {
            "leaves": [str(leaf) for leaf in jury.leaves],
            "r": [[number(one) for one in row] for row in criterion_correlations(jury.cards)]
            if len(at.y)
            else [],
        },
        "flags": _flags(asked, at),
        "guards": _guards(asked, halves, refused),
        "cells": cells(at),
        "seats": [str(one) for one in jury.jurors],
        "libraries": libraries(),
    }


def _halves(asked: Question) -> tuple[list[Half], Half | None, Refused | None]:
    """What the method ranks, then what the mean ranks in its place; the one whose jurors are adjusted.

    Adjusted by the method that counts, or by `calibrated` beside one that corrects nobody; votes are not.
    """
    # Each by itself: how far the jurors of one are apart says nothing of another, read by other jurors.
    by_mean = [
        _half(part(asked.jury, [kind], only=True), asked.seed, "raw")
        for kind in sorted(asked.by_mean)
    ]
    jury = part(asked.jury, asked.by_mean)
    if by_mean and not jury.entries:
        return by_mean, None, None
    half, refused = _half(jury, asked.seed, asked.method), None
    adjusted: Half | None = half
    if asked.method in PLAIN:
        adjusted = None
        if not asked.votes:
            try:
                adjusted = half = replace(half, beside=ranked(jury, "calibrated", asked.seed))
            except Refused as found:
                refused = found
    return [half, *by_mean], adjusted, refused


def _half(jury: Jury, seed: int, method: str) -> Half:
    made = ranked(jury, method, seed)
    raw = made if made.method == "raw" else ranked(jury, "raw", seed, draws=0)
    return Half(jury, table(jury.cards), raw, made, made)


def _spread(made: Ranking) -> float:
    return float(made.sd[0]) if len(made.sd) else float("nan")


def _jurors(half: Half) -> list[dict[str, Any]]:
    """`weight`: the juror's mean share in the scores of the entries read, over an equal share."""
    jury, at, made = half.jury, half.at, half.beside
    share = (
        made.working.fit.weight / np.maximum(at.by_entry(made.working.fit.weight), 1e-12)[at.entry]
    )
    weight = at.by_juror(share * at.k[at.entry]) / at.n
    return [
        {
            "juror_id": str(juror),
            "n": int(made.jurors.n[seat]),
            "severity": number(made.jurors.severity[seat]),
            "severity_sd": number(made.jurors.severity_sd[seat]),
            "scale_use": number(made.jurors.scale_use[seat]),
            "noise_sd": number(made.jurors.noise_sd[seat]),
            "reliability": number(made.jurors.reliability[seat]),
            "weight": number(weight[seat]),
        }
        for seat, juror in enumerate(jury.jurors)
    ]


def _entries(half: Half) -> list[dict[str, Any]]:
    """Raw beside adjusted; of those that moved, juror by juror why."""
    jury, raw, made = half.jury, half.raw, half.beside
    alike = _alike(jury, made)
    p_win, p_place = (_shared(alike, one) for one in (made.p_win, made.p_place))
    return [
        {
            "entry_id": str(entry),
            "category_id": str(jury.categories[int(jury.cards.category[at])]),
            "raw": number(raw.score[at]),
            "score": number(made.score[at]),
            "raw_rank": int(raw.rank[at]),
            "rank": int(made.rank[at]),
            "low": number(made.interval[at, 0]),
            "high": number(made.interval[at, 1]),
            "rank_low": int(made.rank_interval[at, 0]),
            "rank_high": int(made.rank_interval[at, 1]),
            "p_win": number(p_win[at]),
            "p_place": number(p_place[at]),
            "why": contributions(jury, made, at) if made.rank[at] != raw.rank[at] else [],
        }
        for at, entry in enumerate(jury.entries)
    ]


def _alike(jury: Jury, made: Ranking) -> IntArray:
    """A number for each entry, one for those of a category that no figure tells apart."""
    rows = np.column_stack([jury.cards.category, made.score.round(9), made.sd.round(9)])
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)


def _shared(alike: IntArray, chance: FloatArray) -> FloatArray:
    """[I] chances, one for entries that are alike: what sets theirs apart is the draw."""
    return (np.bincount(alike, chance) / np.bincount(alike))[alike]


def _lines(jury: Jury, made: Ranking, sure: Ranking) -> list[dict[str, Any]]:
    """The prize line of each category: who stands on both sides of it by what counts, and who is not surely
    beyond it. `p` is None where nothing can be said of it; equal scores on both sides are a tie of all of them.
    """
    found = []
    for kind, category in enumerate(jury.categories):
        here = np.flatnonzero(jury.cards.category == kind)
        here = here[made.rank[here] > 0]
        here = here[np.argsort(made.rank[here], kind="stable")]
        places = int(jury.places[kind])
        if not 0 < places < len(here):
            continue
        last, first = int(here[places - 1]), int(here[places])
        equal = bool(made.rank[last] == made.rank[first])
        p = 0.5 if equal else sure.beats(last, first)
        near = [
            int(one)
            for at, one in enumerate(here)
            if (
                made.rank[one] == made.rank[last]
                if equal
                else _beyond(sure, here, at, places) < TIED
            )
        ]
        found.append(
            {
                "category_id": str(category),
                "places": places,
                "last_inside": str(jury.entries[last]),
                "first_outside": str(jury.entries[first]),
                "p": number(p),
                "equal": equal,
                "tied": [str(jury.entries[one]) for one in near] if p < TIED else [],
            }
        )
    return found


def _beyond(sure: Ranking, here: IntArray, at: int, places: int) -> float:
    """How surely the entry at this place is on its own side of the line, against the nearest of the other."""
    if at < places:
        return sure.beats(int(here[at]), int(here[places]))
    return sure.beats(int(here[places - 1]), int(here[at]))


def _stability(
    asked: Question, halves: Sequence[Half], lines: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """Whose leaving changes who is placed; nothing where it would take too long.

    Nothing is called stable in a category whose placed entries the scores do not tell.
    """
    if len(asked.jury.cards.entry) * max(len(asked.jury.jurors), 1) > PATIENCE:
        return None
    untold = {one["category_id"] for one in lines if one["p"] is None or one["equal"]}
    said: dict[str, Any] = {"redrawn": [], "stable": [], "flips": []}
    for half in halves:
        jury, method = half.jury, half.decides.method
        stands = np.array([asked.stands.get(one, 0) for one in jury.entries], np.int64)
        flips = _flips(half, stands, leave_one_juror_out(jury.cards, method, jury.places))
        known = [
            kind
            for kind in np.unique(jury.cards.category)
            if str(jury.categories[kind]) not in untold
        ]
        again = np.full(len(jury.categories), np.nan)
        if method != "calibrated":  # whose chances say it, and 200 fits of which take minutes
            drawn = bootstrap(jury.cards, method, REDRAWS, asked.seed).stable
            again[: len(drawn)] = drawn
        said["redrawn"] += [
            {"category_id": str(jury.categories[kind]), "share": float(again[kind])}
            for kind in known
            if isfinite(again[kind])
            and np.count_nonzero((half.decides.rank == 1) & (jury.cards.category == kind)) == 1
        ]
        moved = {kind for _, kind in flips}
        said["stable"] += [str(jury.categories[kind]) for kind in known if kind not in moved]
        said["flips"] += [
            {"juror_id": str(jury.jurors[juror]), "category_id": str(jury.categories[kind])}
            for juror, kind in flips
        ]
    return said


def _flips(half: Half, stands: IntArray, found: Stability) -> list[tuple[int, int]]:
    """Those of a half, ties broken as in the ranking; what the method could not rank without a juror
    the mean would rank.
    """
    jury, cards = half.jury, half.jury.cards
    wins = _placed(jury, half.decides.rank, stands)
    left: dict[int, list[set[int]]] = {}
    for juror in {juror for juror, _ in found.flips}:
        stays = cards.juror != juror
        fewer = replace(
            cards, entry=cards.entry[stays], juror=cards.juror[stays], scores=cards.scores[stays]
        )
        without = replace(jury, cards=fewer)
        method = half.decides.method
        _, rank = mixed(without, method, fallen([without], method))
        left[juror] = _placed(without, rank, stands)
    return [(juror, kind) for juror, kind in found.flips if left[juror][kind] != wins[kind]]


def _placed(jury: Jury, rank: IntArray, stands: IntArray) -> list[set[int]]:
    """By category the entries that win."""
    kinds = jury.cards.category
    rank = settled(rank, kinds, stands)
    won = (rank > 0) & (rank <= np.maximum(jury.places, 1)[kinds])
    return [set(np.flatnonzero(won & (kinds == one)).tolist()) for one in range(len(jury.places))]


def _flags(asked: Question, at: Table) -> list[dict[str, Any]]:
    """What is worth a look, and nothing more: an effect with its interval."""
    if not len(at.y):
        return []
    cards = asked.jury.cards

    def told(kind: str, flag: Flag) -> dict[str, Any]:
        return {
            "kind": kind,
            "juror_id": str(asked.jury.jurors[flag.juror]),
            "organisation_id": str(asked.owners[flag.group]) if flag.group >= 0 else None,
            "effect": number(flag.effect),
            "low": number(flag.interval[0]),
            "high": number(flag.interval[1]),
            "p": number(flag.p_adjusted),
        }

    return [
        *(told("halo", one) for one in halo(cards)),
        *(told("drift", one) for one in drift(cards, asked.order)),
        *(told("favour", one) for one in favour(cards, asked.owner)),
    ]


def _guards(
    asked: Question, halves: Sequence[Half], refused: Refused | None
) -> list[dict[str, Any]]:
    """What weakens all that the report says; each code once."""
    about_jurors = {"constant_juror", "few_scorecards", "articulation_juror"}
    categories = asked.jury.categories
    found: list[Guard] = [] if refused is None else [_guard(refused.code, categories, refused.ids)]
    found += [_guard(why.value, categories, [kind]) for kind, why in asked.by_mean.items()]
    for half in halves:
        found += [
            _guard(one.code, half.jury.jurors if one.code in about_jurors else categories, one.ids)
            for one in half.beside.warnings
            # The mean says nothing of its jurors that few scorecards would weaken.
            if half.jury is asked.jury or half.beside.method != "raw" or one.code in OF_MEANS
        ]
    found += [one for half in halves for one in _thin(half.jury, half.at, half.decides)]
    said: dict[str, Guard] = {}
    for one in found:
        kept = said.setdefault(one["code"], one | {"ids": [], "cards": []})
        kept["ids"] += [key for key in one["ids"] if key not in kept["ids"]]
        kept["cards"] += one["cards"]
    return list(said.values())


def _guard(code: str, whom: Sequence[UUID], ids: Sequence[int]) -> Guard:
    return {"code": code, "ids": [str(whom[key]) for key in ids], "cards": []}


def _thin(jury: Jury, at: Table, made: Ranking) -> list[dict[str, Any]]:
    """Categories with entries that one juror alone read, and in which one juror decides: with more than
    half of what makes the score of a placed entry that others read too. `cards`: of which entry, which juror.
    """
    weight = made.working.fit.weight
    share = weight / np.maximum(at.by_entry(weight), 1e-12)[at.entry]
    placed = (made.rank[at.entries] <= jury.places[at.kinds[at.category]])[at.entry]
    read = at.k[at.entry]
    return [
        {
            "code": code,
            "ids": [
                str(jury.categories[kind])
                for kind in at.kinds[np.unique(at.category[at.entry[which]])]
            ],
            "cards": [
                {"entry_id": str(jury.entries[e]), "juror_id": str(jury.jurors[j])}
                for e, j in zip(
                    at.entries[at.entry[which]], at.jurors[at.juror[which]], strict=True
                )
            ],
        }
        for code, which in (
            ("single_reading", read == 1),
            ("one_juror_decides", placed & (read > 1) & (share > DECIDES)),
        )
        if which.any()
    ]
