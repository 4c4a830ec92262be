"""How much a round's jurors agree, and what each gave, as far as tables of all of it are kept. Pure."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from app.results.rankings.jury_rules import Jury
from app.results.rankings.parts_rules import number
from app.results.stats import (
    Refused,
    jurors_needed,
    kendall_w,
    krippendorff_alpha,
    variance_components,
)
from app.results.stats.cards import Table

RELIABLE: Final = 0.8
TABLES: Final = 20_000  # scorecards beyond which tables of all of them are left out


def agreement(jury: Jury, at: Table) -> dict[str, Any]:
    """ICC of one juror and of an entry's mean from the sparse design, alpha, W of complete categories."""
    said: dict[str, Any] = {
        "single": None,
        "mean": None,
        "per_entry": float(at.k.mean()) if len(at.k) else 0.0,
        "alpha": None,
        "kendall": [],
        "needed": None,
    }
    if len(at.jurors) < 2 or at.k.max(initial=0) < 2:
        return said
    factors = [at.entry, at.juror] + ([at.category[at.entry]] if len(at.kinds) > 1 else [])
    found = variance_components(at.y, factors)
    truth, error = found.sigma2[0], found.sigma2[1] + found.residual
    if truth + error > 0:
        said["single"] = truth / (truth + error)
        said["mean"] = truth / (truth + error / said["per_entry"])
    try:
        said["needed"] = jurors_needed(jury.cards, RELIABLE)
    except Refused:
        said["needed"] = None
    if len(at.y) <= TABLES:
        whole = np.full((len(at.jurors), len(at.entries)), np.nan)
        whole[at.juror, at.entry] = at.y
        said["alpha"] = number(krippendorff_alpha(whole, "interval"))
        for kind in range(len(at.kinds)):
            part = whole[:, at.category == kind]
            part = part[~np.isnan(part).all(axis=1)]
            if min(part.shape) > 1 and not np.isnan(part).any():
                w = kendall_w(part.T)
                said["kendall"].append(
                    {
                        "category_id": str(jury.categories[int(at.kinds[kind])]),
                        "w": number(w.w),
                        "p": number(w.p),
                        "jurors": len(part),
                    }
                )
    return said


def cells(at: Table) -> list[list[float]]:
    """[entry's number in `entries`, juror's seat, total, points over the mean of the entry]."""
    if len(at.y) > TABLES:
        return []
    over = at.y - at.mean[at.entry]
    return [
        [int(at.entries[e]), int(at.jurors[j]), round(100 * float(y), 2), round(100 * float(d), 2)]
        for e, j, y, d in zip(at.entry, at.juror, at.y, over, strict=True)
    ]
