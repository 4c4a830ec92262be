"""Tahkeem: an open-source platform that judges awards competitions, Arabic first."""

import os

# Linear algebra on one thread, said before numpy is read: with more, the last bits of a ranking would
# depend on how many processors there are, and small systems wait longer for each other than they take.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
