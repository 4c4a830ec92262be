"""Assigning entries to jurors: arrays in, a proved allocation out. Knows no database and no clock.

`solve` makes an allocation, `repair` refills lost seats, `diagnose` says why none exists, `explain`
says why a juror reads an entry, and `certify` checks any pairs without trusting the others.
"""

from app.judging.assignments.allocation.certify import certify
from app.judging.assignments.allocation.diagnose import diagnose, feasible
from app.judging.assignments.allocation.explain import explain
from app.judging.assignments.allocation.mip import Undecided
from app.judging.assignments.allocation.problem import (
    Allocation,
    BadInput,
    Certificate,
    Conflict,
    Diagnosis,
    Family,
    Goal,
    Infeasible,
    Missed,
    Problem,
    Relaxation,
    Repair,
    Why,
)
from app.judging.assignments.allocation.repair import repair
from app.judging.assignments.allocation.solve import solve

__all__ = [
    "Allocation",
    "BadInput",
    "Certificate",
    "Conflict",
    "Diagnosis",
    "Family",
    "Goal",
    "Infeasible",
    "Missed",
    "Problem",
    "Relaxation",
    "Repair",
    "Undecided",
    "Why",
    "certify",
    "diagnose",
    "explain",
    "feasible",
    "repair",
    "solve",
]
