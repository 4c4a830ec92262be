"""Allocation problems for tests: by hand, at random, and every answer to a tiny one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np

from app.judging.assignments.allocation import Family, Problem
from app.judging.assignments.allocation.problem import BoolArray, IntArray


def ints(values: Any) -> IntArray:
    return np.asarray(values, np.int64)


def problem(
    k: list[int],
    load_max: list[int],
    *,
    load_min: list[int] | None = None,
    pairs: list[tuple[int, int]] | None = None,
    affinity: list[float] | None = None,
    category: list[int] | None = None,
    locked: list[tuple[int, int]] | None = None,
) -> Problem:
    """Every pair legal, affinity 0, one category and no minimum, unless said otherwise."""
    rows = pairs if pairs is not None else list(product(range(len(k)), range(len(load_max))))
    return Problem(
        k=ints(k),
        load_min=ints(load_min or [0] * len(load_max)),
        load_max=ints(load_max),
        pairs=ints(rows).reshape(-1, 2),
        affinity=np.asarray(affinity if affinity is not None else [0.0] * len(rows)),
        category=ints(category or [0] * len(k)),
        locked=ints(locked or []).reshape(-1, 2),
    )


def grid(
    seed: int, *, entries: int = 184, jurors: int = 21, k: int = 3, legal: float = 0.95
) -> Problem:
    """The demo's shape: seven categories, a few illegal pairs, no affinity."""
    rng = np.random.default_rng(seed)
    split = np.array([52, 31, 28, 26, 19, 15, 13]) * entries // 184
    split[0] += entries - split.sum()
    e, j = np.nonzero(rng.random((entries, jurors)) < legal)
    return Problem(
        k=np.full(entries, k),
        load_min=np.zeros(jurors, np.int64),
        load_max=np.full(jurors, 2 + 2 * entries * k // jurors),
        pairs=np.stack([e, j], 1),
        affinity=np.zeros(len(e)),
        category=np.repeat(np.arange(7), split),
    )


def rated(base: Problem, seed: int, decimals: int = 6) -> Problem:
    """The same problem with random affinities."""
    rng = np.random.default_rng(seed)
    return replace(base, affinity=np.round(rng.random(len(base.pairs)), decimals))


def coveted(seed: int) -> Problem:
    """Everyone wants the same good jurors, and some entries gain little by them: fairness costs."""
    rng = np.random.default_rng(seed)
    base = grid(seed, entries=60, jurors=12)
    good, gain = rng.random(12), 0.2 + 0.8 * rng.random(60)
    worth = good[base.pairs[:, 1]] * gain[base.pairs[:, 0]] + 0.05 * rng.random(len(base.pairs))
    return replace(base, affinity=np.clip(worth, 0, 1), load_max=np.full(12, 22))


def tiny(seed: int) -> Problem:
    """Up to 4 entries and 4 jurors; often infeasible."""
    rng = np.random.default_rng(seed)
    entries, jurors = int(rng.integers(1, 5)), int(rng.integers(1, 5))
    e, j = np.nonzero(rng.random((entries, jurors)) < 0.8)
    k = rng.integers(0, 3, entries)
    load_min = rng.integers(0, 2, jurors)
    flat = rng.random() < 0.4
    affinity = np.full(len(e), 0.5) if flat else np.round(rng.random(len(e)), 1)
    pairs = np.stack([e, j], 1)
    locked = pairs[rng.random(len(pairs)) < 0.1]
    fits = np.bincount(locked[:, 0], minlength=entries) <= k
    locked = locked[fits[locked[:, 0]]]
    return Problem(
        k=k,
        load_min=load_min,
        load_max=load_min + rng.integers(0, 3, jurors),
        pairs=pairs,
        affinity=affinity,
        category=rng.integers(0, 2, entries),
        locked=locked,
    )


def sparse(seed: int) -> Problem:
    """Up to 4 entries of two categories and 4 jurors with tight loads: often apart."""
    rng = np.random.default_rng(seed + 9_000)
    entries, jurors = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    e, j = np.nonzero(rng.random((entries, jurors)) < rng.choice([0.6, 0.8]))
    return Problem(
        k=rng.integers(1, 3, entries),
        load_min=np.zeros(jurors, np.int64),
        load_max=rng.integers(1, 4, jurors),
        pairs=np.stack([e, j], 1),
        affinity=np.round(rng.random(len(e)), 1),
        category=rng.integers(0, 2, entries),
    )


def varied(seed: int) -> Problem:
    """Up to 5 entries and 5 jurors, categories, groups that cross, locked pairs: what a review used."""
    rng = np.random.default_rng(seed + 777)
    entries = int(rng.integers(0 if seed % 50 == 0 else 1, 6))
    jurors = int(rng.integers(0 if seed % 61 == 0 else 1, 6))
    dense = rng.choice([0.6, 0.8, 1.0])
    pairs = np.zeros((0, 2), np.int64)
    if entries and jurors:
        pairs = np.argwhere(rng.random((entries, jurors)) < dense)
    k = rng.integers(0, int(rng.integers(1, 4)) + 1, entries)
    easy = seed % 4 != 0
    top = 2 if easy else int(rng.integers(1, 4))
    load_min = rng.integers(0, top, jurors) * (rng.random(jurors) < (0.3 if easy else 1))
    load_max = load_min + rng.integers(0, 5, jurors) + (1 if easy else 0)
    style, count = rng.integers(0, 4), len(pairs)
    affinity = [
        np.full(count, 0.5),
        np.round(rng.random(count), 1),
        rng.random(count),
        rng.choice([0.0, 1.0], count),
    ][style]
    gaps = rng.random() < 0.3
    category = rng.choice([0, 1, 4], entries) if gaps else rng.integers(0, 2, entries)
    families = []
    for number in range(int(rng.integers(0, 4))):
        groups = int(rng.integers(0, 4))
        member = rng.random((jurors, groups)) < rng.choice([0.3, 0.5, 0.8])
        if rng.random() < 0.4 and groups:
            member = one_of(rng.integers(0, groups, jurors), groups)
        asks = rng.random((entries, groups)) < (0.07 if easy else 0.2)
        least = asks * rng.integers(1, 3, (entries, groups))
        most = least + rng.integers(0, 4, (entries, groups))
        families.append(Family(f"f{number}", member, least, most))
    locked = pairs[rng.random(count) < 0.1]
    fits = np.bincount(locked[:, 0], minlength=entries) <= k
    locked = locked[fits[locked[:, 0]]]
    return Problem(k, load_min, load_max, pairs, affinity, category, tuple(families), locked)


def family(name: str, member: BoolArray, entries: int, *, least: int = 0, most: int = 99) -> Family:
    """The same limits for every group at every entry."""
    shape = (entries, member.shape[1])
    return Family(name, member, np.full(shape, least), np.full(shape, most))


def one_of(groups: Any, count: int) -> BoolArray:
    """[J, G] each juror in exactly one group."""
    return np.eye(count, dtype=np.bool_)[ints(groups)]


def composed(seed: int, rich: float = 0.25) -> Problem:
    """A tiny problem with one or two families: a partition, nested groups, or groups that cross."""
    rng = np.random.default_rng(seed + 10**6)
    base = tiny(seed)
    entries, jurors = len(base.k), len(base.load_min)
    families = []
    for name in "ba"[: int(rng.integers(1, 3))]:
        groups = int(rng.integers(1, 4))
        parts = one_of(rng.integers(0, groups, jurors), groups)
        style = int(rng.integers(0, 3))
        if style == 1:
            parts = parts.cumsum(axis=1).astype(np.bool_)
        elif style == 2:
            parts = rng.random((jurors, groups)) < 0.5
        least = (rng.random((entries, groups)) < rich).astype(np.int64)
        families.append(Family(name, parts, least, least + rng.integers(0, 4, least.shape)))
    return replace(base, k=base.k, families=tuple(families))


DIFFICULTIES = ("none", "thin category", "few of a group", "agency", "island", "tight", "languages")


def planted(seed: int, difficulty: str) -> Problem:
    """A small jury with affinities, origins and conflicts, and one thing that makes it hard."""
    rng = np.random.default_rng(seed)
    entries, jurors, kinds = int(rng.integers(12, 36)), int(rng.integers(7, 14)), 3
    category = np.sort(rng.integers(0, kinds, entries))
    k = rng.integers(2, 4, entries)
    serves = rng.random((jurors, kinds)) < 0.75
    origin = np.arange(jurors) % 3
    agency, employer = rng.integers(0, 6, entries), rng.integers(0, 12, jurors)
    reads = np.stack([rng.random(jurors) < 0.8, rng.random(jurors) < 0.6], 1)
    reads[~reads.any(axis=1)] = True
    mean = int(np.ceil(k.sum() / jurors))
    load_max = np.full(jurors, mean * 2)
    if difficulty == "thin category":
        serves[:, 0] = np.arange(jurors) < int(rng.integers(3, 7))
    elif difficulty == "few of a group":
        few = int(rng.integers(1, 4))
        origin = np.where(np.arange(jurors) < few, 2, origin % 2)
    elif difficulty == "agency":
        employer[: jurors // 2] = 0
    elif difficulty == "tight":
        load_max = np.full(jurors, mean)
    legal = serves[:, category].T & (agency[:, None] != employer[None, :])
    if difficulty == "island":  # categories whose halves share few jurors, or none
        halves = np.arange(entries)[:, None] % 2 == np.arange(jurors)[None, :] % 2
        legal = halves | (rng.random(legal.shape) < rng.choice([0.0, 0.1]))
    entry, juror = np.nonzero(legal)
    families = [family("origin", one_of(origin, 3), entries, most=int(rng.integers(2, 4)))]
    families[0].minimum[:, 2] = rng.random(entries) < 0.7
    if difficulty == "languages":  # a juror may read both: the groups overlap
        tongue = rng.integers(0, 2, entries)
        families.append(family("languages", reads, entries))
        families[1].minimum[np.arange(entries), tongue] = 1
    return Problem(
        k=k,
        load_min=rng.integers(0, 2, jurors),
        load_max=load_max,
        pairs=np.stack([entry, juror], 1),
        affinity=np.round(rng.random(len(entry)), int(rng.integers(1, 7))),
        category=category,
        families=tuple(families),
    )


def every_answer(asked: Problem) -> Iterator[IntArray]:
    """Every legal allocation of a tiny problem, connection aside."""
    locked = {tuple(pair) for pair in asked.locked.tolist()}
    panels = []
    for entry, k in enumerate(asked.k.tolist()):
        legal = [tuple(pair) for pair in asked.pairs.tolist() if pair[0] == entry]
        must = {pair for pair in locked if pair[0] == entry}
        panels.append([panel for panel in combinations(legal, k) if must <= set(panel)])
    for choice in product(*panels):
        rows = ints([pair for panel in choice for pair in panel]).reshape(-1, 2)
        loads = np.bincount(rows[:, 1], minlength=len(asked.load_min))
        legal = (loads >= asked.load_min).all() and (loads <= asked.load_max).all()
        if legal and all(keeps(rule, rows) for rule in asked.families):
            yield rows


def keeps(rule: Family, rows: IntArray) -> bool:
    """Whether every panel is composed as the family asks."""
    counts = np.zeros_like(rule.minimum)
    np.add.at(counts, rows[:, 0], rule.member[rows[:, 1]].astype(np.int64))
    return bool(((counts >= rule.minimum) & (counts <= rule.maximum)).all())


def worst_of(asked: Problem, rows: IntArray) -> float:
    """The lowest mean affinity of a panel."""
    wanted = [e for e, k in enumerate(asked.k.tolist()) if k]
    means = [total_of(asked, rows[rows[:, 0] == e]) / asked.k[e] for e in wanted]
    return float(min(means, default=0.0))


def shuffled(asked: Problem, seed: int) -> Problem:
    """The same problem with its rows in another order."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(asked.pairs))
    return replace(
        asked,
        pairs=asked.pairs[order],
        affinity=asked.affinity[order],
        locked=asked.locked[rng.permutation(len(asked.locked))],
        families=tuple(asked.families[at] for at in rng.permutation(len(asked.families))),
    )


def total_of(asked: Problem, pairs: IntArray) -> float:
    worth = {
        tuple(p): a for p, a in zip(asked.pairs.tolist(), asked.affinity.tolist(), strict=True)
    }
    return float(sum(worth[tuple(pair)] for pair in pairs.tolist()))
