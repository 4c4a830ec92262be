"""Whether entries can be compared at all: the graph of who judged what.

Connected means here what it means when entries are assigned: joined by a chain of jurors and
entries, through any category.
"""

from __future__ import annotations

import numpy as np
import scipy  # its parts are read when they are used: a server starts without them

from app.judging.assignments.allocation.certify import components as joined
from app.kit.errors import N_
from app.results.stats.cards import IntArray, Issue, Refused, Scorecards, Table, table

_SHOWN = 100  # pairs that a refusal names
_EACH = 3  # jurors and entries of a part among them


def components(cards: Scorecards) -> IntArray:
    """[I + J] the connected part of each entry, then of each juror. Refused: as `validate`."""
    table(cards)
    pairs = np.column_stack([cards.entry, cards.juror])
    return joined(len(cards.category), cards.n_jurors, pairs)


def articulation_jurors(cards: Scorecards) -> IntArray:
    """Jurors without whom a category falls apart that hangs together with them.

    Entries that nobody else read are not counted: without their juror they are not judged at all.
    """
    at = table(cards)
    return at.jurors[articulations(at)]


def parts(at: Table) -> IntArray:
    """The part [entries + jurors] of each entry and juror of a table."""
    return joined(len(at.entries), len(at.jurors), np.column_stack([at.entry, at.juror]))


def articulations(at: Table) -> IntArray:
    """The same in the table's numbers."""
    before = _apart(at, -1)
    return np.array([j for j in _cuts(at) if _apart(at, j) > before], np.int64)


def _apart(at: Table, without: int) -> int:
    """How many (category, part) there are over one a category, with one juror left out."""
    stays = at.juror != without
    pairs = np.column_stack([at.entry[stays], at.juror[stays]])
    labels = joined(len(at.entries), len(at.jurors), pairs)[pairs[:, 0]]
    kinds = at.category[pairs[:, 0]]
    both = np.unique(np.column_stack([kinds, labels]), axis=0)
    return len(both) - len(np.unique(kinds))


def _cuts(at: Table) -> list[int]:
    """Jurors who are cut vertices, by lowest points of a depth-first walk (Tarjan)."""
    entries, size = len(at.entries), len(at.entries) + len(at.jurors)
    shared = at.k[at.entry] > 1  # an entry with one reader joins nobody
    a, b = at.entry[shared], entries + at.juror[shared]
    graph = scipy.sparse.coo_array(
        (np.ones(2 * len(a)), (np.r_[a, b], np.r_[b, a])), shape=(size, size)
    ).tocsr()
    found: set[int] = set()
    seen = np.zeros(size, np.bool_)
    for root in np.unique(b):
        if seen[root]:
            continue
        order, parent = scipy.sparse.csgraph.depth_first_order(graph, root, directed=False)
        seen[order] = True
        place = np.full(size, size)
        place[order] = np.arange(len(order))
        low = place.copy()
        np.minimum.at(low, a, place[b])
        np.minimum.at(low, b, place[a])
        for node in order[:0:-1]:
            low[parent[node]] = min(low[parent[node]], low[node])
        cuts = [int(parent[n]) for n in order[1:] if low[n] >= place[parent[n]]]
        found |= {n for n in cuts if n != root} | ({int(root)} if cuts.count(root) > 1 else set())
    return sorted(n - entries for n in found if n >= entries)


def check_comparable(at: Table) -> None:
    """An adjustment needs entries that several jurors joined. Empty tables pass.

    Refused: `not_identifiable` (one juror, one scorecard per entry, or a part of the jury with one
    juror) and `disconnected` (a category in two parts); `ids` are the categories.
    """
    if not len(at.y):
        return
    if len(at.jurors) == 1 or at.k.max() == 1:
        raise Refused(_single(at.kinds))
    labels = parts(at)
    part = labels[: len(at.entries)]
    both = np.unique(np.column_stack([at.category, part]), axis=0)
    kinds, times = np.unique(both[:, 0], return_counts=True)
    if (times > 1).any():
        split = kinds[times > 1]
        issue = Issue(
            "disconnected",
            tuple(at.kinds[split].tolist()),
            N_(
                "مجموعتان من مشاركات الفئة لا يجمعهما محكّم، فلا تُقارن إحداهما بالأخرى. أسند مشاركة من الأولى إلى محكّم من الثانية، أو اعتمد المتوسط."
            ),
        )
        raise Refused(issue, _bridges(at, labels, split))
    lonely = np.bincount(labels[len(at.entries) :])[part] == 1
    if lonely.any():
        raise Refused(_single(at.kinds[np.unique(at.category[lonely])]))


def _single(kinds: IntArray) -> Issue:
    return Issue(
        "not_identifiable",
        tuple(kinds.tolist()),
        N_(
            "لا تُعرف شدّة المحكّمين حين يقيّم كل مشاركة محكّم واحد. أضف محكّمًا ثانيًا إلى بعض المشاركات، أو اعتمد المتوسط."
        ),
    )


def _bridges(at: Table, labels: IntArray, split: IntArray) -> tuple[tuple[int, int], ...]:
    """Pairs (juror, entry): any one joins a smaller part of a split category to its largest."""
    found: list[tuple[int, int]] = []
    part, who = labels[: len(at.entries)], labels[len(at.entries) :]
    for kind in split:
        here, size = np.unique(part[at.category == kind], return_counts=True)
        order = np.argsort(-size, kind="stable")
        jurors = np.flatnonzero(who == here[order[0]])[:_EACH]
        for other in here[order[1:]]:
            entries = np.flatnonzero((at.category == kind) & (part == other))[:_EACH]
            found += [(int(at.jurors[j]), int(at.entries[e])) for e in entries for j in jurors]
    return tuple(found[:_SHOWN])
