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

from app.results.rankings.jury_rules import DRAWS, Fallen, Jury, fallen, part, ranked
from app.results.rankings.rules import Why
from app.results.stats import Issue, Ranking, Refused
from app.results.stats.ranking import PLAIN

AT_ONCE: Final = 20_000  # scorecards that a request computes; more are a job

# Round → category that the mean ranks there in the place of the rulebook's method → why.
ByMean = Mapping[UUID, Mapping[UUID, Why]]

# Stored columns that are floats, of an entry and of a juror.
ENTRY_FLOATS: Final = ("score", "sd", "low", "high", "p_win", "p_place")
JUROR_FLOATS: Final = ("severity", "severity_sd", "scale_use", "noise_sd", "reliability")


@dataclass(frozen=True, eq=False)
class Task:
    """All that a snapshot is computed from; `juries` newest round first, the first of the counting round."""

    inputs_hash: str
    method: str
    seed: int
    juries: tuple[Jury, ...]
    # The jury ordered the entries: nothing is said of what the points of its places would measure.
    by_order: bool = False
    # The rounds that are weighed in one score; none where each counts alone.
    together: frozenset[UUID] = frozenset()

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

    `by_mean`: of each round the categories that the mean ranks in the place of that method, which
    `scores` has not. `cannot` by method; the one that counts is there when no ranking can be taken.
    """

    inputs_hash: str
    scores: Mapping[UUID, Mapping[UUID, float]]
    by_mean: ByMean
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

    Without the categories that the mean ranks, of which raw alone is told.
    """
    first = task.juries[0]
    out = _fallen(task)
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
        jury = first if method in PLAIN else part(first, out[first.round])
        try:
            made = ranked(jury, method, task.seed)
        except Refused as refused:
            cannot[method] = _cannot(jury, refused)
            continue
        figures += entry_figures(jury, made)
        jurors += [] if method in PLAIN else juror_figures(jury, made)
        told[method] = {
            "version": made.version,
            "iterations": made.iterations,
            "converged": made.converged,
            "warnings": [_warning(jury, one) for one in made.warnings],
        }
        if method == task.method != "raw":
            scores[first.round] = _scores(jury, made)
    for older in task.juries[1:]:
        jury = part(older, out[older.round])
        try:
            scores[jury.round] = _scores(jury, ranked(jury, task.method, task.seed, draws=0))
        except Refused as refused:
            cannot.setdefault(task.method, _cannot(jury, refused))
    by_mean = {
        jury.round: {jury.categories[kind]: why for kind, why in sorted(out[jury.round].items())}
        for jury in task.juries
        if out[jury.round]
    }
    return Computed(
        inputs_hash=task.inputs_hash,
        scores=scores,
        by_mean=by_mean,
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
            **_told_by_mean(by_mean),
        },
        cannot=cannot,
    )


def _fallen(task: Task) -> dict[UUID, Fallen]:
    """By round; those weighed in one score fall together."""
    weighed = [jury for jury in task.juries if jury.round in task.together]
    whole = fallen(weighed, task.method)
    return {
        jury.round: whole if jury in weighed else fallen([jury], task.method)
        for jury in task.juries
    }


def _told_by_mean(by_mean: ByMean) -> dict[str, Any]:
    """As it is stored; a snapshot without any says what one said before there could be any."""
    if not by_mean:
        return {}
    return {
        "by_mean": {
            str(round_): {str(key): why.value for key, why in found.items()}
            for round_, found in by_mean.items()
        }
    }


def by_mean_of(computation: Mapping[str, Any] | None) -> dict[UUID, dict[UUID, Why]]:
    """What a snapshot stored of it: round → category → why."""
    stored = (computation or {}).get("by_mean", {})
    return {
        UUID(round_): {UUID(key): Why(why) for key, why in found.items()}
        for round_, found in stored.items()
    }


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
