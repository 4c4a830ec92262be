"""Fair ranking from few jurors: scorecards as arrays in, points, ranks and how sure they are out.

`rank` ranks by a method, `explain` says how a score came about, `leave_one_juror_out` and
`bootstrap` whether the winners hold. Knows no database, no clock and no global random state. The
equations of each method's version are in docs/fairness.md.
"""

from app.results.stats.agreement import (
    Icc,
    KendallW,
    criterion_correlations,
    icc,
    kendall_w,
    krippendorff_alpha,
)
from app.results.stats.cards import Issue, Refused, Scorecards, validate
from app.results.stats.connect import articulation_jurors, components
from app.results.stats.explain import Contribution, explain
from app.results.stats.flags import Flag, drift, favour, halo
from app.results.stats.ranking import JurorEffects, Ranking, rank
from app.results.stats.stability import Stability, bootstrap, leave_one_juror_out
from app.results.stats.variance import VarianceComponents, jurors_needed, variance_components

__all__ = [
    "Contribution",
    "Flag",
    "Icc",
    "Issue",
    "JurorEffects",
    "KendallW",
    "Ranking",
    "Refused",
    "Scorecards",
    "Stability",
    "VarianceComponents",
    "articulation_jurors",
    "bootstrap",
    "components",
    "criterion_correlations",
    "drift",
    "explain",
    "favour",
    "halo",
    "icc",
    "jurors_needed",
    "kendall_w",
    "krippendorff_alpha",
    "leave_one_juror_out",
    "rank",
    "validate",
    "variance_components",
]
