"""What goes in: scorecards as arrays; what is refused, and what is only said.

Entries are numbered 0…I-1, jurors 0…J-1, categories 0…K-1, criteria 0…C-1. A sentence names
nobody: `ids` says which entries, jurors, categories or rows it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from app.kit.errors import N_

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

TIE = 1e-9  # of the scale: scores nearer than this are equal
FEW = 5  # scorecards of a juror below which little can be said of them


@dataclass(frozen=True, eq=False)
class Scorecards:
    """All that was given in one round, a row a scorecard, on the common scale `lo`…`hi`.

    A weight of 0 says that the criterion does not count for the entry: its cell is ignored, but
    must be a number.
    """

    entry: IntArray  # [n]
    juror: IntArray  # [n]
    scores: FloatArray  # [n, C]
    weights: FloatArray  # [C] or [I, C]; rows need not sum to 1
    category: IntArray  # [I]
    n_jurors: int
    lo: float
    hi: float


@dataclass(frozen=True)
class Issue:
    """A problem or a warning: a stable code, whom it is about, an Arabic sentence to translate."""

    code: str
    ids: tuple[int, ...]
    sentence: str


class Refused(ValueError):
    """These scorecards cannot be used so. `code`, `ids` and `sentence` as in an Issue.

    `pairs` [(juror, entry)] of a refusal `disconnected`: any one of them would join two parts.
    """

    def __init__(self, issue: Issue, pairs: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(issue.code, issue.ids)
        self.code = issue.code
        self.ids = issue.ids
        self.sentence = issue.sentence
        self.pairs = pairs


def validate(cards: Scorecards) -> list[Issue]:
    """Every reason at once for which no method would take these scorecards; empty when well formed.

    Codes: `bad_shape`, `bad_scale`, `bad_index` (rows, or entries with a negative category),
    `bad_weights` (entries), `not_finite`, `out_of_scale`, `duplicate` (rows).
    """
    shapes = _shapes(cards)
    if shapes:
        return shapes
    entries, (_, criteria) = len(cards.category), cards.scores.shape
    found: list[Issue] = []

    def note(code: str, wrong: npt.ArrayLike, sentence: str) -> None:
        if np.any(wrong):
            found.append(Issue(code, tuple(np.flatnonzero(wrong).tolist()), sentence))

    outside = (cards.entry < 0) | (cards.entry >= entries)
    outside |= (cards.juror < 0) | (cards.juror >= cards.n_jurors)
    note("bad_index", outside, N_("بطاقة تقييم تشير إلى مشاركة أو محكّم غير موجود."))
    note("bad_index", cards.category < 0, N_("مشاركة تشير إلى فئة غير موجودة."))
    weights = np.broadcast_to(cards.weights, (entries, criteria))
    wrong = ~np.isfinite(weights).all(axis=1)
    wrong |= (np.nan_to_num(weights) < 0).any(axis=1) | ~(np.nan_to_num(weights) > 0).any(axis=1)
    note("bad_weights", wrong, N_("أوزان المعايير سالبة أو صفر كلها."))
    finite = np.isfinite(cards.scores)
    note("not_finite", ~finite.all(axis=1), N_("في بطاقة تقييم درجة ليست عددًا."))
    counts = np.ones(cards.scores.shape, np.bool_)
    counts[~outside] = weights[cards.entry[~outside]] != 0
    beyond = counts & finite & ((cards.scores < cards.lo) | (cards.scores > cards.hi))
    note("out_of_scale", beyond.any(axis=1), N_("في بطاقة تقييم درجة خارج المقياس."))
    codes = cards.entry * max(cards.n_jurors, 1) + cards.juror
    order = np.argsort(codes, kind="stable")
    again = np.zeros(len(codes), np.bool_)
    again[order[1:]] = codes[order[1:]] == codes[order[:-1]]
    note("duplicate", again & ~outside, N_("قيّم محكّم المشاركة نفسها مرتين."))
    return found


def _shapes(cards: Scorecards) -> list[Issue]:
    """The problems that keep the others from being looked for."""
    scores, weights = np.asarray(cards.scores), np.asarray(cards.weights)
    rows, entries = len(cards.entry), len(cards.category)
    good = scores.ndim == 2 and scores.shape[0] == rows == len(cards.juror) and scores.shape[1] > 0
    good = good and all(
        np.asarray(one).ndim == 1 and (not len(one) or np.asarray(one).dtype.kind in "iu")
        for one in (cards.entry, cards.juror, cards.category)
    )
    found = []
    if not good:
        found.append(Issue("bad_shape", (), N_("جداول بطاقات التقييم غير متوافقة.")))
    elif weights.shape not in {(scores.shape[1],), (entries, scores.shape[1])}:
        found.append(Issue("bad_weights", (), N_("عدد الأوزان لا يوافق عدد المعايير.")))
    if not (np.isfinite([cards.lo, cards.hi]).all() and cards.lo < cards.hi):
        found.append(Issue("bad_scale", (), N_("حدّا مقياس الدرجات غير صالحين.")))
    return found


@dataclass(frozen=True, eq=False)
class Table:
    """Checked scorecards in one order, by (entry, juror), of those entries and jurors that have any.

    Totals are on 0…1, so that no method depends on the scale.
    """

    entry: IntArray  # [n] 0…len(entries)-1
    juror: IntArray  # [n] 0…len(jurors)-1
    y: FloatArray  # [n] weighted total on 0…1
    category: IntArray  # [len(entries)] 0…len(kinds)-1
    entries: IntArray  # their numbers outside, ascending
    jurors: IntArray
    kinds: IntArray
    row: IntArray  # [n] the row outside

    @cached_property
    def k(self) -> IntArray:
        """Scorecards of each entry."""
        return np.bincount(self.entry, minlength=len(self.entries))

    @cached_property
    def n(self) -> IntArray:
        """Scorecards of each juror."""
        return np.bincount(self.juror, minlength=len(self.jurors))

    def by_entry(self, values: FloatArray) -> FloatArray:
        """Sums of a value per scorecard."""
        return np.bincount(self.entry, values, len(self.entries)).astype(np.float64)

    def by_juror(self, values: FloatArray) -> FloatArray:
        """Sums of a value per scorecard."""
        return np.bincount(self.juror, values, len(self.jurors)).astype(np.float64)

    @cached_property
    def mean(self) -> FloatArray:
        """The plain mean of each entry."""
        return self.by_entry(self.y) / self.k


def totals(cards: Scorecards) -> FloatArray:
    """The weighted total [n] of each scorecard, on lo…hi. The cards must be valid."""
    weights = np.broadcast_to(cards.weights, (len(cards.category), cards.scores.shape[1]))
    weights = weights / weights.sum(axis=1, keepdims=True)
    result: FloatArray = (cards.scores * weights[cards.entry]).sum(axis=1)
    return result


def table(cards: Scorecards) -> Table:
    """The scorecards in their one order. Refused: the first thing that `validate` finds."""
    issues = validate(cards)
    if issues:
        raise Refused(issues[0])
    order = np.lexsort((cards.juror, cards.entry))
    entries, entry = np.unique(cards.entry[order], return_inverse=True)
    jurors, juror = np.unique(cards.juror[order], return_inverse=True)
    kinds, category = np.unique(cards.category[entries], return_inverse=True)
    y = (totals(cards)[order] - cards.lo) / (cards.hi - cards.lo)
    return Table(
        entry=entry.astype(np.int64),
        juror=juror.astype(np.int64),
        y=y,
        category=category.astype(np.int64),
        entries=entries.astype(np.int64),
        jurors=jurors.astype(np.int64),
        kinds=kinds.astype(np.int64),
        row=order.astype(np.int64),
    )
