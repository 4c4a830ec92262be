"""From a round's scorecards to what a snapshot keeps: scores, ranks, how sure they are. Pure.

The same task makes the same bits on the same platform: `tahkeem verify-ranking` computes it again.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
import scipy

from app.results.stats import Issue, Ranking, Refused, Scorecards, rank
from app.results.stats.cards import IntArray
from app.results.stats.ranking import PLAIN

DRAWS: Final = 1000
AT_ONCE: Final = 20_000  # scorecards that a request computes; more are a job

# Stored columns that are floats, of an entry and of a juror.
ENTRY_FLOATS: Final = ("score", "sd", "low", "high", "p_win", "p_place")
JUROR_FLOATS: Final = ("severity", "severity_sd", "scale_use", "noise_sd", "reliability")


@dataclass(frozen=True, eq=False)
class Jury:
    """A round's scorecards with whom their numbers mean. `cards` are of entries that can be ranked."""

    round: UUID
    entries: tuple[UUID, ...]
    jurors: tuple[UUID, ...]
    categories: tuple[UUID, ...]
    leaves: tuple[UUID, ...]
    cards: Scorecards
    places: IntArray  # [K]


@dataclass(frozen=True, eq=False)
class Task:
    """All that a snapshot is computed from; `juries` newest round first, the first of the counting round."""

    inputs_hash: str
    method: str
    seed: int
    juries: tuple[Jury, ...]
    # The jury ordered the entries: nothing is said of what the points of its places would measure.
    by_order: bool = False

    @property
    def size(self) -> int:
        """How many scorecards there are."""
        return sum(len(jury.cards.entry) for jury in self.juries)


@dataclass(frozen=True)
class Cannot:
    """Why a method cannot rank a round: the code of `stats`, whom it names."""

    code: str
    sentence: str
    categories: tuple[UUID, ...]
    # Juror and entry: any one would join two parts; of scores that are none, the evaluations.
    pairs: tuple[tuple[UUID, UUID], ...]


@dataclass(frozen=True, eq=False)
class Computed:
    """What came out. `scores`: of each round by the method that counts; empty where raw counts.

    `cannot` by method; the method that counts is among them when no ranking can be taken.
    """

    inputs_hash: str
    scores: Mapping[UUID, Mapping[UUID, float]]
    figures: list[dict[str, Any]]
    jurors: list[dict[str, Any]]
    told: dict[str, Any]
    cannot: Mapping[str, Cannot]


def seed_of(closing_hash: str) -> int:
    """The seed of the draws: the first 48 bits of the round's closing hash."""
    return int(closing_hash[:12], 16)


def libraries() -> dict[str, str]:
    """What the same bits can be expected of."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "platform": f"{platform.system()}-{platform.machine()}",
        "kernel": os.environ.get("OPENBLAS_CORETYPE", "its own"),
    }


def compute(task: Task, progress: Callable[[int, str], None] | None = None) -> Computed:
    """Raw, the method that counts and `calibrated` of the counting round; of the rounds before it the
    method that counts alone: they are weighed with it, or alone can rank some entries.
    """
    first = task.juries[0]
    measured = [] if task.by_order else ["calibrated"]
    methods = list(dict.fromkeys(["raw", task.method, *measured]))
    figures: list[dict[str, Any]] = []
    jurors: list[dict[str, Any]] = []
    told: dict[str, Any] = {}
    cannot: dict[str, Cannot] = {}
    scores: dict[UUID, Mapping[UUID, float]] = {}
    for number, method in enumerate(methods):
        if progress is not None:
            progress(10 + 80 * number // len(methods), "compute")
        try:
            made = ranked(first, method, task.seed)
        except Refused as refused:
            cannot[method] = _cannot(first, refused)
            continue
        figures += entry_figures(first, made)
        jurors += [] if method in PLAIN else juror_figures(first, made)
        told[method] = {
            "version": made.version,
            "iterations": made.iterations,
            "converged": made.converged,
            "warnings": [_warning(first, one) for one in made.warnings],
        }
        if method == task.method != "raw":
            scores[first.round] = _scores(first, made)
    for jury in task.juries[1:]:
        try:
            scores[jury.round] = _scores(jury, ranked(jury, task.method, task.seed, draws=0))
        except Refused as refused:
            cannot.setdefault(task.method, _cannot(jury, refused))
    return Computed(
        inputs_hash=task.inputs_hash,
        scores=scores,
        figures=figures,
        jurors=jurors,
        told={
            "methods": told,
            "cannot": {
                method: {
                    "code": one.code,
                    "categories": [str(key) for key in one.categories],
                    "pairs": [[str(juror), str(entry)] for juror, entry in one.pairs],
                }
                for method, one in cannot.items()
            },
            "parameters": {
                "draws": DRAWS,
                "seed": task.seed,
                "places": {
                    str(key): int(places)
                    for key, places in zip(first.categories, first.places, strict=True)
                },
            },
            "libraries": libraries(),
        },
        cannot=cannot,
    )


def ranked(jury: Jury, method: str, seed: int, draws: int = DRAWS) -> Ranking:
    """A jury's scorecards ranked by a method."""
    return rank(jury.cards, method, places=jury.places, seed=seed, draws=draws)


def entry_figures(jury: Jury, made: Ranking) -> list[dict[str, Any]]:
    """A row an entry; floats are NaN where nothing is known."""
    return [
        {
            "method": made.method,
            "entry_id": entry,
            "score": float(made.score[at]),
            "sd": float(made.sd[at]),
            "low": float(made.interval[at, 0]),
            "high": float(made.interval[at, 1]),
            "rank": int(made.rank[at]),
            "rank_low": int(made.rank_interval[at, 0]),
            "rank_high": int(made.rank_interval[at, 1]),
            "p_win": float(made.p_win[at]),
            "p_place": float(made.p_place[at]),
        }
        for at, entry in enumerate(jury.entries)
    ]


def juror_figures(jury: Jury, made: Ranking) -> list[dict[str, Any]]:
    """A row a juror who gave something that counts."""
    return [
        {
            "method": made.method,
            "juror_id": juror,
            **{name: float(getattr(made.jurors, name)[at]) for name in JUROR_FLOATS},
            "n": int(made.jurors.n[at]),
        }
        for at, juror in enumerate(jury.jurors)
    ]


def _scores(jury: Jury, made: Ranking) -> dict[UUID, float]:
    return dict(zip(jury.entries, made.score.tolist(), strict=True))


def _warning(jury: Jury, issue: Issue) -> dict[str, Any]:
    about_jurors = {"constant_juror", "few_scorecards", "articulation_juror"}
    whom = jury.jurors if issue.code in about_jurors else jury.categories
    return {"code": issue.code, "ids": [str(whom[one]) for one in issue.ids]}


def _cannot(jury: Jury, refused: Refused) -> Cannot:
    if refused.code not in {"disconnected", "not_identifiable"}:  # it names scorecards
        rows = [(jury.cards.juror[one], jury.cards.entry[one]) for one in refused.ids]
        wrong = tuple((jury.jurors[juror], jury.entries[entry]) for juror, entry in rows)
        return Cannot(refused.code, refused.sentence, (), wrong)
    return Cannot(
        refused.code,
        refused.sentence,
        tuple(jury.categories[one] for one in refused.ids),
        tuple((jury.jurors[juror], jury.entries[entry]) for juror, entry in refused.pairs),
    )
