"""Published data sets, typed in from their sources."""

from __future__ import annotations

import numpy as np


def table(text: str) -> np.ndarray:
    """Rows of numbers; `.` is missing."""
    rows = [line.split() for line in text.strip().splitlines()]
    return np.array([[np.nan if one == "." else float(one) for one in row] for row in rows])


# Shrout and Fleiss 1979: targets by judges
SHROUT = table("""
9 2 5 8
6 1 3 2
8 4 6 8
7 1 2 6
10 5 6 9
6 2 4 7
""")

# Krippendorff: raters by units
KRIPPENDORFF = table("""
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
""")

# irr: anxiety, targets by raters
ANXIETY = np.array(
    [
        [int(digit) for digit in row]
        for row in ("33345523522615221243", "36462424332333221334", "21443216111233113322")
    ],
    float,
).T

# lme4: six batches by five
DYESTUFF = table("""
1545 1440 1440 1520 1580
1540 1555 1490 1560 1495
1595 1550 1605 1510 1560
1445 1440 1595 1465 1545
1595 1630 1515 1635 1625
1520 1455 1450 1480 1445
""")

# lme4: the same with a batch variance of zero
DYESTUFF2 = table("""
7.298 3.846 2.434 9.566 7.99
5.22 6.556 0.608 11.788 -0.892
0.11 10.386 13.434 5.51 8.166
2.212 4.852 7.092 9.288 4.98
0.282 9.014 4.458 9.446 7.198
1.722 4.782 8.106 0.758 3.758
""")

# lme4: ten batches, in each three casks by two
PASTES = table("""
62.8 62.6 60.1 62.3 62.7 63.1
60 61.4 57.5 56.9 61.1 58.9
58.7 57.5 63.9 63.1 65.4 63.7
57.1 56.4 56.9 58.6 64.7 64.5
55.1 55.1 54.7 54.2 58.8 57.5
63.4 64.9 59.3 58.1 60.5 60
62.5 62.6 61 58.7 56.9 57.7
59.2 59.4 65.2 66 64.8 64.1
54.8 54.8 64 64 57.7 56.8
58.3 59.3 59.2 59.2 58.9 56.6
""")

# lme4: 24 plates by six samples
PENICILLIN = table("""
27 23 26 23 23 21
27 23 26 23 23 21
25 21 25 24 24 20
26 23 25 23 23 20
25 22 26 22 23 20
24 22 25 23 22 19
24 20 23 21 22 19
26 22 26 24 24 21
24 21 24 22 22 20
24 21 24 23 22 19
26 23 26 24 24 21
25 22 26 24 24 20
26 24 26 24 25 22
26 23 26 23 23 20
26 23 25 24 24 22
25 22 25 23 23 20
25 21 24 23 23 20
25 22 24 23 23 19
24 21 23 21 21 19
26 23 26 24 24 21
25 21 24 22 22 18
25 22 25 22 22 20
24 21 24 22 24 19
24 21 24 22 21 18
""")
