"""Unreachable objects are collected between transactions, never in the middle of one.

CPython 3.11 collects inside whatever allocation comes next. Where that is an object that gets a dictionary of its
own, and the collector ends the last life of the row behind the very object, SQLAlchemy's `InstanceState._cleanup`
sets an attribute on it: both make the dictionary, both free what was moved into it, and the process dies
(docs/decisions/0020). 3.12 collects between instructions; this does so on every version.
"""

from __future__ import annotations

import gc


def collect_when_told() -> None:
    """From now on objects are collected by `collect_due` alone; what the program is made of, never."""
    gc.disable()
    gc.freeze()


def collect_by_itself() -> None:
    """As Python does from its start."""
    gc.unfreeze()
    gc.enable()


def collect_due() -> None:
    """Collect the generations whose counts have passed their thresholds, if collecting is told."""
    if gc.isenabled():
        return
    passed = [
        count > threshold
        for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)
    ]
    if passed[0]:
        gc.collect(2 if all(passed) else int(passed[1]))
