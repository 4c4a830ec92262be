"""Turns A-B-A-B on a machine that is otherwise at rest."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace

from bench.figures import Turn

QUICK = os.environ.get("BENCH_QUICK", "") not in {"", "0"}
ACCEPT_BUSY = os.environ.get("BENCH_BUSY", "") not in {"", "0"}
SECONDS = 1 if QUICK else 3
TURNS = 2 if QUICK else 5
WARM_UP = 1 if QUICK else 2
BUSY = 0.20  # of the machine, by others, before a turn
CONNECTIONS = 8

Load = Callable[[int], Turn]  # seconds → what came of it


def others() -> float:
    """The share of the machine that works while we rest."""
    first = _ticks()
    time.sleep(0.4)
    second = _ticks()
    whole = sum(second) - sum(first)
    idle = second[3] + second[4] - first[3] - first[4]
    return 1 - idle / whole if whole else 0.0


def _ticks() -> list[int]:
    with open("/proc/stat") as stat:  # noqa: PTH123 -- not a file of ours
        return [int(one) for one in stat.readline().split()[1:9]]


def at_rest() -> str:
    """Wait a little for a quiet machine; why a turn would not count, if it would not."""
    share = others()
    for _ in range(8):
        if share <= BUSY or ACCEPT_BUSY:
            return ""
        time.sleep(1)
        share = others()
    return f"the machine is {share:.0%} busy with other work (BENCH_BUSY=1 counts it anyway)"


def take_turns(ours: Load, base: Load) -> tuple[list[Turn], list[Turn]]:
    """A warm-up of each, then A-B-A-B."""
    ours(WARM_UP)
    base(WARM_UP)
    taken: tuple[list[Turn], list[Turn]] = ([], [])
    for _ in range(TURNS):
        for load, turns in zip((ours, base), taken, strict=True):
            busy = at_rest()
            turn = load(SECONDS)
            turns.append(replace(turn, void=turn.void or busy))
    return taken
