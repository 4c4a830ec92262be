"""Simulated juries with a known truth: the fixed parameters of the fairness goals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.results.stats import Scorecards
from app.results.stats.cards import FloatArray, IntArray

ENTRIES, KINDS, JURORS, AGENCIES = 184, 7, 24, 25
WEIGHTS = np.array([0.30, 0.25, 0.20, 0.15, 0.10])
FAVOUR = 1.5


@dataclass(frozen=True)
class Setting:
    """How different the jurors are."""

    severity: float
    scale: float
    noise: float
    noise_spread: float
    odd: int  # erratic jurors, and as many who favour one agency


SETTINGS = {
    "calm": Setting(0.4, 0.10, 1.0, 0.2, 0),
    "typical": Setting(0.7, 0.20, 1.1, 0.35, 1),
    "harsh": Setting(1.1, 0.35, 1.2, 0.5, 2),
}


@dataclass(frozen=True, eq=False)
class World:
    """One simulated jury, what it gave, and what is true; all in points of the composite."""

    cards: Scorecards
    agency: IntArray  # [I]
    truth: FloatArray  # [I]
    severity: FloatArray  # [J] positive gives less
    oracle: FloatArray  # [I] the best guess of whoever knows the jurors
    erratic: IntArray
    favours: list[tuple[int, int]]  # (juror, agency)


def simulate(
    setting: Setting, each: int, seed: int, entries: int = ENTRIES, jurors: int = JURORS
) -> World:
    """`each` jurors read every entry; loads are even, panels random."""
    random = np.random.default_rng(seed)
    criteria = len(WEIGHTS)
    entry = np.repeat(np.arange(entries), each)
    juror = panels(random, each, entries, jurors)
    kind = np.arange(entries) % KINDS
    agency = random.integers(0, AGENCIES, entries)
    quality = random.normal(0, 1, entries)[:, None] + random.normal(0, 0.5, (entries, criteria))
    middle = random.normal(0, 0.3, criteria)
    lenient = random.normal(0, setting.severity, jurors)[:, None]
    lenient = lenient + random.normal(0, 0.3, (jurors, criteria))
    scale = np.exp(random.normal(0, setting.scale, jurors))
    noise = setting.noise * np.exp(random.normal(0, setting.noise_spread, jurors))
    odd = random.permutation(jurors)
    erratic, partial = odd[: setting.odd], odd[setting.odd : 2 * setting.odd]
    favours = [(int(j), int(random.integers(0, AGENCIES))) for j in partial]
    shared = random.normal(0, 1, (len(entry), 1))
    alone = random.normal(0, 1, (len(entry), criteria))
    shock = noise[juror][:, None] * np.sqrt(0.5) * (shared + alone)
    scores = 6 + middle + lenient[juror] + scale[juror][:, None] * quality[entry] + shock
    favour = np.zeros(len(entry))
    for who, whom in favours:
        favour[(juror == who) & (agency[entry] == whom)] = FAVOUR
    scores = np.clip(np.rint(scores + favour[:, None]), 0, 10)
    wild = np.isin(juror, erratic)
    scores[wild] = random.integers(0, 11, (int(wild.sum()), criteria))
    cards = Scorecards(entry, juror, scores, WEIGHTS, kind, jurors, 0.0, 10.0)
    truth = 6 + (middle + quality) @ WEIGHTS
    total = scores @ WEIGHTS
    halo = 0.5 + 0.5 * float((WEIGHTS**2).sum())
    spread = noise**2 * halo + 1 / 12 * float((WEIGHTS**2).sum())
    precision = np.where(wild, 0, 1 / spread[juror])
    best = 1 + 0.25 * float((WEIGHTS**2).sum())
    away = total - favour - 6 - middle @ WEIGHTS - (lenient @ WEIGHTS)[juror]
    up = np.bincount(entry, precision * scale[juror] * away, entries)
    oracle = up / (1 / best + np.bincount(entry, precision * scale[juror] ** 2, entries))
    return World(
        cards, agency, truth, -(lenient @ WEIGHTS), oracle, np.sort(erratic), favours
    )  # fmt: skip


def panels(random: np.random.Generator, each: int, entries: int, jurors: int) -> IntArray:
    """[entries * each] different jurors for every entry, as even as can be."""
    load = np.zeros(jurors)
    chosen = []
    for _ in range(entries):
        who = np.lexsort((random.random(jurors), load))[:each]
        load[who] += 1
        chosen.append(who)
    return np.concatenate(chosen).astype(np.int64)
