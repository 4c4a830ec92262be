"""What may be told of a round while it runs: how jurors agree and hang together. Pure.

Never a score, an entry's place or a juror's severity: none of what comes out says who leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from app.kit.errors import N_, Refusal
from app.results.rankings.agreement_rules import agreement
from app.results.rankings.jury_rules import Jury
from app.results.stats.cards import table
from app.results.stats.connect import articulations, parts

LEAST: Final = 5  # entries with two evaluations, below which agreement would tell of single ones


@dataclass(frozen=True, eq=False)
class Watched:
    """`sent`: the totals that were submitted so far; `assigned`: everything that is to be judged."""

    sent: Jury
    assigned: Jury


def check_live_allowed(*, allowed: bool) -> None:
    """The rulebook says whether agreement is read before a round closes. Refusal: `live_agreement_off`."""
    if not allowed:
        raise Refusal(
            "live_agreement_off",
            N_("لا تسمح لائحة هذه الدورة بالاطلاع على اتفاق المحكّمين قبل إغلاق الجولة."),
        )


def watch(asked: Watched) -> dict[str, Any]:
    """Agreement of what was sent, null where it is too little; what is divided now and as assigned."""
    at = table(asked.sent.cards)
    twice = int((at.k > 1).sum())
    return {
        "evaluations": len(at.y),
        "entries": twice,
        "agreement": agreement(asked.sent, at) if twice >= LEAST else None,
        "divided_now": _divided(asked.sent),
        "divided_assigned": _divided(asked.assigned),
        "bridges": [
            str(asked.assigned.jurors[seat])
            for seat in table(asked.assigned.cards).jurors[
                articulations(table(asked.assigned.cards))
            ]
        ],
    }


def _divided(jury: Jury) -> list[str]:
    """Categories whose entries no chain of jurors joins."""
    at = table(jury.cards)
    labels = parts(at)[: len(at.entries)]
    both = np.unique(np.column_stack([at.category, labels]), axis=0)
    kinds, times = np.unique(both[:, 0], return_counts=True)
    return [str(jury.categories[kind]) for kind in at.kinds[kinds[times > 1]]]
