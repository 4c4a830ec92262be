"""Ranks of a competition by any method, in points, with what is uncertain about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.kit.errors import N_
from app.results.stats import fit as plain
from app.results.stats.calibrated import calibrated
from app.results.stats.cards import (
    FEW,
    TIE,
    BoolArray,
    FloatArray,
    IntArray,
    Issue,
    Scorecards,
    Table,
    table,
)
from app.results.stats.connect import articulations, check_comparable, components
from app.results.stats.fit import Fit, Method
from app.results.stats.severity import severity

METHODS: Final[dict[str, tuple[Method, int]]] = {
    "raw": (plain.raw, 1),
    "trimmed": (plain.trimmed, 1),
    "zscore": (plain.zscore, 1),
    "severity": (severity, 1),
    "calibrated": (calibrated, 1),
}
PLAIN: Final = frozenset({"raw", "trimmed"})  # correct nobody, so they need nothing comparable
NORMAL: Final = 1.959963984540054


@dataclass(frozen=True, eq=False)
class JurorEffects:
    """[J] in points; NaN where the method says nothing, or the juror gave nothing."""

    severity: FloatArray  # points less than colleagues give the same entries
    severity_sd: FloatArray
    scale_use: FloatArray
    noise_sd: FloatArray
    reliability: FloatArray
    n: IntArray  # scorecards


@dataclass(frozen=True, eq=False)
class Working:
    """How the scores came about, for `explain` and `beats`; in the order of the checked table."""

    at: Table
    fit: Fit
    place: IntArray  # [I] an entry's number there, -1 without scorecards
    seat: IntArray  # [J] a juror's


@dataclass(frozen=True, eq=False)
class Ranking:
    """Entries without scorecards have score NaN, rank 0 and probability 0."""

    score: FloatArray  # [I] points
    sd: FloatArray  # [I]
    interval: FloatArray  # [I, 2] 95 %
    rank: IntArray  # [I] in the category; equal scores share one
    rank_interval: IntArray  # [I, 2] 95 % of the draws; 0 where unknown
    p_win: FloatArray  # [I]
    p_place: FloatArray  # [I] rank <= places of the category
    jurors: JurorEffects
    components: IntArray  # [I + J]
    iterations: int
    converged: bool
    warnings: list[Issue]
    method: str
    version: int
    working: Working

    def beats(self, first: int, second: int) -> float:
        """How probable it is that one entry is better than another, in closed form.

        0.5 of an entry with itself or an equal certain one; NaN where the spread is unknown.
        """
        a, b = int(self.working.place[first]), int(self.working.place[second])
        if a < 0 or b < 0:
            return float("nan")
        gap = float(self.working.fit.score[a] - self.working.fit.score[b])
        variance = self.working.fit.spread.between(a, b)
        if first == second or (variance <= TIE**2 and abs(gap) <= TIE):
            return 0.5
        with np.errstate(divide="ignore"):
            return float(
                scipy.special.ndtr(np.float64(gap) / np.sqrt(np.float64(max(variance, 0.0))))
            )


def rank(
    cards: Scorecards,
    method: str = "calibrated",
    *,
    places: IntArray | None = None,
    seed: int = 0,
    draws: int = 1000,
) -> Ranking:
    """Rank every category by a method of METHODS; `places` [K] are 1 each unless said.

    `draws` only illustrate (p_win, p_place, rank_interval; 0 leaves them out): scores, ranks and
    `beats` are closed form. Refused: as `validate`, and unless raw or trimmed as
    `check_comparable`. ValueError: an unknown method.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method: {method}")
    made, version = METHODS[method]
    at = table(cards)
    if method not in PLAIN:
        check_comparable(at)
    differ = len(at.y) > 0 and float(np.ptp(at.y)) > TIE
    found = made(at) if differ else plain.raw(at)
    entries, jurors, width = len(cards.category), cards.n_jurors, cards.hi - cards.lo
    score = _wide(entries, at.entries, cards.lo + width * found.score)
    sd = _wide(entries, at.entries, width * found.sd)
    wanted = (
        np.ones(int(cards.category.max(initial=-1)) + 1, np.int64) if places is None else places
    )
    ranks = np.zeros(entries, np.int64)
    ranks[at.entries] = ranks_of(found.score, at.category)
    chances = _chances(at, found, np.asarray(wanted)[at.kinds], seed, draws)
    interval = np.zeros((entries, 2), np.int64)
    interval[at.entries] = chances.interval
    jury = found.jury
    effects = JurorEffects(
        severity=_wide(jurors, at.jurors, width * jury.severity),
        severity_sd=_wide(jurors, at.jurors, width * jury.severity_sd),
        scale_use=_wide(jurors, at.jurors, jury.scale_use),
        noise_sd=_wide(jurors, at.jurors, width * jury.noise_sd),
        reliability=_wide(jurors, at.jurors, jury.reliability),
        n=np.bincount(cards.juror, minlength=jurors),
    )
    return Ranking(
        score=score,
        sd=sd,
        interval=np.column_stack([score - NORMAL * sd, score + NORMAL * sd]),
        rank=ranks,
        rank_interval=interval,
        p_win=_wide(entries, at.entries, chances.win, 0),
        p_place=_wide(entries, at.entries, chances.place, 0),
        jurors=effects,
        components=components(cards),
        iterations=found.iterations,
        converged=found.converged,
        warnings=_warnings(cards, at, found),
        method=method,
        version=version,
        working=Working(at, found, _numbers(entries, at.entries), _numbers(jurors, at.jurors)),
    )


def _wide(size: int, where: IntArray, values: FloatArray, empty: float = np.nan) -> FloatArray:
    result = np.full(size, empty, np.float64)
    result[where] = values
    return result


def _numbers(size: int, where: IntArray) -> IntArray:
    result = np.full(size, -1, np.int64)
    result[where] = np.arange(len(where))
    return result


def tied(score: FloatArray, category: IntArray) -> tuple[IntArray, IntArray]:
    """(order, group): entries by category and falling score; a number for each chain of equals."""
    order = np.lexsort((-score, category))
    starts = np.ones(len(order), np.bool_)
    starts[1:] = (np.diff(category[order]) != 0) | (-np.diff(score[order]) > TIE)
    return order, np.cumsum(starts) - 1


def ranks_of(score: FloatArray, category: IntArray) -> IntArray:
    """Competition ranks (1, 2, 2, 4) inside each category."""
    order, group = tied(score, category)
    first = np.searchsorted(group, group)
    inside = np.searchsorted(category[order], category[order])
    result = np.empty(len(order), np.int64)
    result[order] = first - inside + 1
    return result


@dataclass(frozen=True, eq=False)
class _Chances:
    win: FloatArray
    place: FloatArray
    interval: IntArray  # [I, 2]


def _chances(at: Table, found: Fit, places: IntArray, seed: int, draws: int) -> _Chances:
    """Shares of the draws in which an entry wins (shared when tied) and is placed; its ranks."""
    size = len(at.entries)
    win, place = np.full(size, np.nan), np.full(size, np.nan)
    interval = np.zeros((size, 2), np.int64)
    if not size or draws <= 0 or not np.isfinite(found.sd).all():
        return _Chances(win, place, interval)
    random = np.random.default_rng(seed)
    shared = found.spread.root @ random.standard_normal((len(found.spread.root), draws))
    for kind in range(len(at.kinds)):
        here = np.flatnonzero(at.category == kind)
        drawn = found.score[here, None] + found.spread.link[here] @ shared
        own = np.sqrt(found.spread.own[here])[:, None]
        drawn += own * random.standard_normal((len(here), draws))
        first = drawn >= drawn.max(axis=0) - TIE
        win[here] = (first / first.sum(axis=0)).mean(axis=1)
        numbers = _drawn_ranks(drawn)
        place[here] = (numbers <= places[kind]).mean(axis=1)
        interval[here] = np.quantile(numbers, [0.025, 0.975], axis=1, method="inverted_cdf").T
    return _Chances(win, place, interval)


def _drawn_ranks(drawn: FloatArray) -> IntArray:
    """[m, draws] competition ranks of each draw."""
    order = np.argsort(-drawn, axis=0, kind="stable")
    ordered = np.take_along_axis(drawn, order, axis=0)
    starts: BoolArray = np.ones(drawn.shape, np.bool_)
    starts[1:] = -np.diff(ordered, axis=0) > TIE
    rows = np.arange(1, len(drawn) + 1)[:, None]
    ranks = np.maximum.accumulate(np.where(starts, rows, 1), axis=0)
    result = np.empty(drawn.shape, np.int64)
    np.put_along_axis(result, order, ranks, axis=0)
    return result


def _warnings(cards: Scorecards, at: Table, found: Fit) -> list[Issue]:
    """What the reader of the ranking must know."""
    result: list[Issue] = []

    def note(code: str, ids: IntArray, sentence: str) -> None:
        if len(ids):
            result.append(Issue(code, tuple(ids.tolist()), sentence))

    silent = np.setdiff1d(np.arange(len(cards.category)), at.entries)
    note("no_scorecards", silent, N_("مشاركات لم يقيّمها أحد، فلا ترتيب لها."))
    if not len(at.y):
        return result
    if np.ptp(at.y) <= TIE:
        note("all_equal", at.kinds, N_("الدرجات كلها متساوية، فالمشاركات كلها متعادلة."))
    flat = at.jurors[plain.constant(at) & (at.n > 1)]
    note("constant_juror", flat, N_("محكّمون منحوا كل ما قيّموه الدرجة نفسها."))
    note(
        "few_scorecards",
        at.jurors[at.n < FEW],
        N_("محكّمون قيّموا أقل من خمس مشاركات، فتقدير شدّتهم ضعيف."),
    )
    note(
        "articulation_juror",
        at.jurors[articulations(at)],
        N_("محكّمون لا تُقارن مشاركات الفئة بعضها ببعض من دونهم."),
    )
    if not found.converged:
        note(
            "not_converged",
            at.kinds,
            N_("لم يستقر الحساب بعد أقصى عدد من الخطوات، فالدرجات تقريبية."),
        )
    return result
