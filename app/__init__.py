"""Tahkeem: an open-source platform that judges awards competitions, Arabic first."""

import os
from contextlib import suppress

# Linear algebra on one thread, said before numpy is read: with more, the last bits of a ranking would
# depend on how many processors there are, and small systems wait longer for each other than they take.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
# And by one kernel, which every x86-64 processor since 2013 runs: each has its own last bits, so a ranking
# taken on one machine would not verify on another. Others run theirs, which a snapshot names.
with suppress(OSError), open("/proc/cpuinfo") as _processor:  # noqa: PTH123 -- not a file of ours
    _flags = next((line.split() for line in _processor if line.startswith("flags")), [])
    if {"avx2", "fma"} <= set(_flags):
        os.environ["OPENBLAS_CORETYPE"] = "Haswell"
