"""What a fairness report says of a snapshot: facts without words or names, ready for JSON. Pure.

Everything is of the counting round's scorecards. Who reads it is not asked here: `fairness_queries`
takes out what a reader is walled off from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Any, Final
from uuid import UUID

import numpy as np

from app.results.rankings.figures_rules import DRAWS, Jury, libraries, ranked
from app.results.stats import (
    Flag,
    Ranking,
    Refused,
    bootstrap,
    criterion_correlations,
    drift,
    explain,
    favour,
    halo,
    jurors_needed,
    kendall_w,
    krippendorff_alpha,
    leave_one_juror_out,
    rank,
    variance_components,
)
from app.results.stats.cards import IntArray, Table, table
from app.results.stats.ranking import PLAIN

TIED: Final = 0.75  # an entry beats another with less than this: a statistical tie
RELIABLE: Final = 0.8
DECIDES: Final = 0.5  # of the weights of a score: more of it is one juror's
# Scorecards × jurors beyond which nobody waits for the jury to be ranked without each juror.
PATIENCE: Final = 2_000_000
REDRAWS: Final = 200  # times that each entry's scorecards are drawn anew
TABLES: Final = 20_000  # scorecards beyond which tables of all of them are left out

Report = dict[str, Any]


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


def report(asked: Question) -> Report:
    """All of it; what cannot be said of these scorecards is None or empty."""
    jury = asked.jury
    at = table(jury.cards)
    raw = _ranked(asked, "raw")
    decides = raw if asked.method == "raw" else _ranked(asked, asked.method)
    adjusted, refused = _adjusted(asked, decides)
    beside = adjusted or decides
    lines = _lines(jury, decides, decides if isfinite(_spread(decides)) else beside)
    return {
        "votes": asked.votes,
        "method": decides.method,
        "adjusted": adjusted and adjusted.method,
        "jurors": [] if adjusted is None else _jurors(jury, at, adjusted),
        "entries": _entries(jury, raw, beside),
        "lines": lines,
        "stability": _stability(asked, decides.method, lines),
        "agreement": agreement(jury, at),
        "correlations": {
            "leaves": [str(leaf) for leaf in jury.leaves],
            "r": [[_number(one) for one in row] for row in criterion_correlations(jury.cards)]
            if len(at.y)
            else [],
        },
        "flags": _flags(asked, at),
        "guards": [*_guards(jury, beside, refused), *_thin(jury, at, decides)],
        "cells": _cells(at),
        "seats": [str(one) for one in jury.jurors],
        "libraries": libraries(),
    }


def _ranked(asked: Question, method: str) -> Ranking:
    return rank(asked.jury.cards, method, places=asked.jury.places, seed=asked.seed, draws=DRAWS)


def _adjusted(asked: Question, decides: Ranking) -> tuple[Ranking | None, Refused | None]:
    """The adjusting method that counts, or `calibrated` beside one that corrects nobody; of votes none."""
    if asked.method not in PLAIN:
        return decides, None
    if asked.votes:
        return None, None
    try:
        return _ranked(asked, "calibrated"), None
    except Refused as refused:
        return None, refused


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _spread(made: Ranking) -> float:
    return float(made.sd[0]) if len(made.sd) else float("nan")


def _jurors(jury: Jury, at: Table, made: Ranking) -> list[dict[str, Any]]:
    """`weight`: the juror's mean share in the scores of the entries read, over an equal share."""
    share = (
        made.working.fit.weight / np.maximum(at.by_entry(made.working.fit.weight), 1e-12)[at.entry]
    )
    weight = at.by_juror(share * at.k[at.entry]) / at.n
    return [
        {
            "juror_id": str(juror),
            "n": int(made.jurors.n[seat]),
            "severity": _number(made.jurors.severity[seat]),
            "severity_sd": _number(made.jurors.severity_sd[seat]),
            "scale_use": _number(made.jurors.scale_use[seat]),
            "noise_sd": _number(made.jurors.noise_sd[seat]),
            "reliability": _number(made.jurors.reliability[seat]),
            "weight": _number(weight[seat]),
        }
        for seat, juror in enumerate(jury.jurors)
    ]


def _entries(jury: Jury, raw: Ranking, made: Ranking) -> list[dict[str, Any]]:
    """Raw beside adjusted; of those that moved, juror by juror why."""
    return [
        {
            "entry_id": str(entry),
            "category_id": str(jury.categories[int(jury.cards.category[at])]),
            "raw": _number(raw.score[at]),
            "score": _number(made.score[at]),
            "raw_rank": int(raw.rank[at]),
            "rank": int(made.rank[at]),
            "low": _number(made.interval[at, 0]),
            "high": _number(made.interval[at, 1]),
            "rank_low": int(made.rank_interval[at, 0]),
            "rank_high": int(made.rank_interval[at, 1]),
            "p_win": _number(made.p_win[at]),
            "p_place": _number(made.p_place[at]),
            "why": contributions(jury, made, at) if made.rank[at] != raw.rank[at] else [],
        }
        for at, entry in enumerate(jury.entries)
    ]


def contributions(jury: Jury, made: Ranking, at: int) -> list[dict[str, Any]]:
    """How one entry's score came about; the row without a juror is the pull to the mean."""
    return [
        {
            "juror_id": None if one.juror < 0 else str(jury.jurors[one.juror]),
            "given": _number(one.given),
            "severity": _number(one.severity),
            "scale_use": _number(one.scale_use),
            "weight": _number(one.weight),
            "contribution": _number(one.contribution),
        }
        for one in explain(jury.cards, made, at)
    ]


def with_shown(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts with what is weighed (`corrected`), and to two digits (`shown`), which sum to the score's own."""
    exact = [Decimal(repr(one["contribution"] or 0.0)) for one in parts]
    whole = Decimal(repr(sum(one["contribution"] or 0.0 for one in parts)))
    cents = [int((one * 100).to_integral_value(ROUND_FLOOR)) for one in exact]
    missing = int((whole * 100).to_integral_value(ROUND_HALF_UP)) - sum(cents)
    order = sorted(range(len(exact)), key=lambda at: cents[at] - exact[at] * 100)
    for at in order[:missing]:
        cents[at] += 1
    return [
        one
        | {
            "corrected": one["contribution"] / one["weight"] if one["weight"] else None,
            "shown": f"{Decimal(cent) / 100:.2f}",
        }
        for one, cent in zip(parts, cents, strict=True)
    ]


def parts_in(jury: Jury, method: str, entry: UUID) -> list[dict[str, Any]]:
    """The `contributions` to one entry's score by a method that can rank these, `with_shown`."""
    made = ranked(jury, method, 0, draws=0)
    return with_shown(contributions(jury, made, jury.entries.index(entry)))


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
                "p": _number(p),
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


def _stability(asked: Question, method: str, lines: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Whose leaving changes who is placed; nothing where it would take too long.

    Nothing is called stable in a category whose placed entries the scores do not tell.
    """
    jury = asked.jury
    if len(jury.cards.entry) * max(len(jury.jurors), 1) > PATIENCE:
        return None
    found = leave_one_juror_out(jury.cards, method, jury.places)
    untold = {one["category_id"] for one in lines if one["p"] is None or one["equal"]}
    ranked = [
        kind for kind in np.unique(jury.cards.category) if str(jury.categories[kind]) not in untold
    ]
    again = np.full(len(found.stable), np.nan)
    if method != "calibrated":  # whose chances say it, and 200 fits of which take minutes
        again = bootstrap(jury.cards, method, REDRAWS, asked.seed).stable
    return {
        "redrawn": [
            {"category_id": str(jury.categories[kind]), "share": float(again[kind])}
            for kind in ranked
            if isfinite(again[kind])
        ],
        "stable": [str(jury.categories[kind]) for kind in ranked if found.stable[kind] == 1],
        "flips": [
            {"juror_id": str(jury.jurors[juror]), "category_id": str(jury.categories[kind])}
            for juror, kind in found.flips
        ],
    }


def agreement(jury: Jury, at: Table) -> dict[str, Any]:
    """ICC of one juror and of an entry's mean from the sparse design, alpha, W of complete categories."""
    said: dict[str, Any] = {
        "single": None,
        "mean": None,
        "per_entry": float(at.k.mean()) if len(at.k) else 0.0,
        "alpha": None,
        "kendall": [],
        "needed": None,
    }
    if len(at.jurors) < 2 or at.k.max(initial=0) < 2:
        return said
    factors = [at.entry, at.juror] + ([at.category[at.entry]] if len(at.kinds) > 1 else [])
    found = variance_components(at.y, factors)
    truth, error = found.sigma2[0], found.sigma2[1] + found.residual
    if truth + error > 0:
        said["single"] = truth / (truth + error)
        said["mean"] = truth / (truth + error / said["per_entry"])
    try:
        said["needed"] = jurors_needed(jury.cards, RELIABLE)
    except Refused:
        said["needed"] = None
    if len(at.y) <= TABLES:
        whole = np.full((len(at.jurors), len(at.entries)), np.nan)
        whole[at.juror, at.entry] = at.y
        said["alpha"] = _number(krippendorff_alpha(whole, "interval"))
        for kind in range(len(at.kinds)):
            part = whole[:, at.category == kind]
            part = part[~np.isnan(part).all(axis=1)]
            if min(part.shape) > 1 and not np.isnan(part).any():
                w = kendall_w(part.T)
                said["kendall"].append(
                    {
                        "category_id": str(jury.categories[int(at.kinds[kind])]),
                        "w": _number(w.w),
                        "p": _number(w.p),
                        "jurors": len(part),
                    }
                )
    return said


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
            "effect": _number(flag.effect),
            "low": _number(flag.interval[0]),
            "high": _number(flag.interval[1]),
            "p": _number(flag.p_adjusted),
        }

    return [
        *(told("halo", one) for one in halo(cards)),
        *(told("drift", one) for one in drift(cards, asked.order)),
        *(told("favour", one) for one in favour(cards, asked.owner)),
    ]


def _guards(jury: Jury, made: Ranking, refused: Refused | None) -> list[dict[str, Any]]:
    """What weakens all that the report says."""
    about_jurors = {"constant_juror", "few_scorecards", "articulation_juror"}
    found = [(one.code, one.ids) for one in made.warnings]
    if refused is not None:
        found.insert(0, (refused.code, refused.ids))
    return [
        {
            "code": code,
            "ids": [
                str((jury.jurors if code in about_jurors else jury.categories)[key]) for key in ids
            ],
            "cards": [],
        }
        for code, ids in found
    ]


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


def _cells(at: Table) -> list[list[float]]:
    """[entry's number in `entries`, juror's seat, total, points over the mean of the entry]."""
    if len(at.y) > TABLES:
        return []
    over = at.y - at.mean[at.entry]
    return [
        [int(at.entries[e]), int(at.jurors[j]), round(100 * float(y), 2), round(100 * float(d), 2)]
        for e, j, y, d in zip(at.entry, at.juror, at.y, over, strict=True)
    ]
