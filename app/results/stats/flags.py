"""What is worth a look: halo, drift, favouring. Never an accusation: an effect, how sure, and how many were looked at.

Each compares a juror with colleagues on the same entries, so nothing here needs a connected jury.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.kit.errors import N_
from app.results.stats.cards import TIE, BoolArray, FloatArray, IntArray, Scorecards, Table, table
from app.results.stats.severity import least_squares

LOOK = 0.05  # share of false flags that is accepted (Benjamini and Hochberg)
_FEWEST = 5  # scorecards with colleagues, of the juror


@dataclass(frozen=True)
class Flag:
    """`effect` and `interval` (95 %) in points; `group` is -1 where it is about the juror alone.

    `sentence` is Arabic to translate, with `{points}` for the size of the effect.
    """

    juror: int
    group: int
    effect: float
    interval: tuple[float, float]
    p_adjusted: float
    sentence: str


@dataclass(frozen=True)
class _Finding:
    juror: int
    group: int
    effect: float
    error: float
    freedom: int

    @property
    def p(self) -> float:
        """Two-sided; nothing is nothing, however sure."""
        if abs(self.effect) <= TIE:
            return 1.0
        return float(2 * scipy.stats.t.sf(abs(self.effect) / max(self.error, TIE), self.freedom))


def halo(cards: Scorecards) -> list[Flag]:
    """Jurors whose criteria differ less inside a scorecard than colleagues' on the same entries."""
    at = table(cards)
    weights = np.broadcast_to(cards.weights, (len(cards.category), cards.scores.shape[1]))
    counts = weights[cards.entry[at.row]] > 0
    scores = np.where(counts, cards.scores[at.row], np.nan)
    enough = counts.sum(axis=1) > 1
    spread = np.zeros(len(at.y))
    spread[enough] = np.nanstd(scores[enough], axis=1, ddof=1)
    others, known = _colleagues(at, spread, enough)
    known &= enough
    away = np.where(known, spread - others, 0)
    found = []
    for juror in range(len(at.jurors)):
        rows = known & (at.juror == juror)
        if rows.sum() >= _FEWEST:
            mean, error = float(away[rows].mean()), _error(away[rows])
            found.append(_Finding(juror, -1, mean, error, int(rows.sum()) - 1))
    shown = _flags(
        at,
        found,
        1.0,
        lambda _: N_(
            "درجات المعايير في بطاقات المحكّم متقاربة أكثر من زملائه في المشاركات نفسها (بفارق {points}). يستحق نظرة."
        ),
    )
    return [flag for flag in shown if flag.effect < 0]


def drift(cards: Scorecards, order: IntArray) -> list[Flag]:
    """Jurors who became stricter or milder on the way; `order` [n] is when a scorecard was given.

    The effect is from the juror's first to the last scorecard.
    """
    at = table(cards)
    when = np.asarray(order, np.float64)[at.row]
    away, known = _away(at, np.ones(len(at.y), np.bool_))
    found = []
    for juror in range(len(at.jurors)):
        rows = known & (at.juror == juror)
        x = np.argsort(np.argsort(when[rows], kind="stable")) / max(rows.sum() - 1, 1)
        if len(x) < _FEWEST:
            continue
        x = x - x.mean()
        y = away[rows] - away[rows].mean()
        slope = float((x * y).sum() / (x**2).sum())
        left = float(((y - slope * x) ** 2).sum())
        error = float(np.sqrt(left / (len(x) - 2) / (x**2).sum()))
        found.append(_Finding(juror, -1, slope, error, len(x) - 2))
    return _flags(
        at, found, cards.hi - cards.lo,
        lambda effect: N_("صار المحكّم أشد كلما تقدّم في التقييم (بفارق {points}). يستحق نظرة.")
        if effect < 0
        else N_("صار المحكّم ألين كلما تقدّم في التقييم (بفارق {points}). يستحق نظرة."),
    )  # fmt: skip


def favour(cards: Scorecards, group: IntArray) -> list[Flag]:
    """Jurors who gave a group's entries more, or less, than colleagues did, beside their other entries.

    `group` [I] is the organisation of each entry; negative: of none. What stands out most is set
    aside before the others are compared with it, so that colleagues of one who favours are not
    flagged for giving less.
    """
    at = table(cards)
    of = np.asarray(group)[at.entries][at.entry]
    trusted = np.ones(len(at.y), np.bool_)
    while True:
        away, known = _away(at, trusted)
        found = _favours(at, of, away, known)
        flags = _flags(
            at, found, cards.hi - cards.lo,
            lambda effect: N_("منح المحكّم مشاركات جهة واحدة أقل مما منحها زملاؤه (بفارق {points}). يستحق نظرة.")
            if effect < 0
            else N_("منح المحكّم مشاركات جهة واحدة أكثر مما منحها زملاؤه (بفارق {points}). يستحق نظرة."),
        )  # fmt: skip
        rows = [(at.jurors[at.juror] == flag.juror) & (of == flag.group) for flag in flags]
        fresh = [one for one in rows if trusted[one].all()]
        if not fresh:
            return flags
        trusted &= ~fresh[0]


def _favours(at: Table, of: IntArray, away: FloatArray, known: BoolArray) -> list[_Finding]:
    """Every juror and group; `of` [n] is the group of each scorecard."""
    found = []
    for juror in range(len(at.jurors)):
        rows = known & (at.juror == juror)
        for one in np.unique(of[rows & (of >= 0)]):
            inside, outside = away[rows & (of == one)], away[rows & (of != one)]
            freedom = len(inside) + len(outside) - 2
            if len(outside) < _FEWEST:
                continue
            left = ((inside - inside.mean()) ** 2).sum() + ((outside - outside.mean()) ** 2).sum()
            error = float(np.sqrt(left / freedom * (1 / len(inside) + 1 / len(outside))))
            effect = float(inside.mean() - outside.mean())
            found.append(_Finding(juror, int(one), effect, error, freedom))
    return found


def _away(at: Table, trusted: BoolArray) -> tuple[FloatArray, BoolArray]:
    """([n] how far each total, severity aside, is from trusted colleagues', where there are any)."""
    if not len(at.y):
        return at.y, trusted
    value = at.y - least_squares(at)[0][at.juror]
    others, known = _colleagues(at, value, trusted)
    return np.where(known, value - others, 0), known


def _colleagues(at: Table, values: FloatArray, given: BoolArray) -> tuple[FloatArray, BoolArray]:
    """([n] the mean of what is given of the others' values on the entry, whether there is any)."""
    count = at.by_entry(given.astype(np.float64))[at.entry] - given
    sums = at.by_entry(np.where(given, values, 0))[at.entry] - np.where(given, values, 0)
    return sums / np.maximum(count, 1), count > 0


def _error(values: FloatArray) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def _flags(
    at: Table, found: list[_Finding], width: float, sentence: Callable[[float], str]
) -> list[Flag]:
    """Those that stand out among all that were looked at, the surest first."""
    if not found:
        return []
    adjusted = scipy.stats.false_discovery_control([one.p for one in found])
    shown = []
    for one, p in zip(found, adjusted, strict=True):
        half = float(scipy.stats.t.isf(0.025, one.freedom)) * one.error
        interval = (width * (one.effect - half), width * (one.effect + half))
        juror = int(at.jurors[one.juror])
        shown.append(
            Flag(juror, one.group, width * one.effect, interval, float(p), sentence(one.effect))
        )
    return sorted(
        (flag for flag in shown if flag.p_adjusted <= LOOK), key=lambda flag: flag.p_adjusted
    )
