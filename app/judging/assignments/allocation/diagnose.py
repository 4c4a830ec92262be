"""Why no allocation exists, in numbers people can act on, and the cheapest ways out.

The same choice with priced slack: an entry may go without a seat, a juror below their least load
or above their most, a panel below its minimum of a group, a seat to somebody who is yet to be
invited. What stays unfilled shows the tight set; what the slack costs is the way out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from app.judging.assignments.allocation.checks import check_problem
from app.judging.assignments.allocation.cuts import EXACT, GIVES, join_by_cuts, ways_to_join
from app.judging.assignments.allocation.mip import Undecided, Work
from app.judging.assignments.allocation.plan import Rest, among, choose, rest_of
from app.judging.assignments.allocation.problem import (
    BoolArray,
    Conflict,
    Diagnosis,
    Family,
    IntArray,
    Kind,
    Problem,
    Relaxation,
    groups_of,
)
from app.judging.assignments.allocation.slack import (
    KINDS,
    OF_GROUPS,
    Slack,
    contains,
    slacken,
)

_OFFERED = 3
_WORK = 300  # what joining all that is offered may cost, in programs and their nodes


def diagnose(problem: Problem, *, connected: bool = True) -> Diagnosis:
    """The tightest conflict of a problem and the relaxations that solve it, or no conflict at all.

    No relaxation ever adds a pair of people who are there: a conflict of interest is not waived.
    Each option, applied by `relaxed`, has an allocation; with `connected`, while the problem is
    small, one that joins each category, or it says that it does not. Raises BadInput as
    `check_problem`.
    """
    problem = check_problem(problem)
    rest = rest_of(problem, among(problem, problem.locked))
    conflict = _conflict(rest)
    if conflict is None:
        return Diagnosis(None, [])
    options = _options(rest, [{kind} for kind in KINDS])
    options = options or _options(rest, [KINDS[:-1]]) or _options(rest, [KINDS])
    fewest = sorted(range(len(options)), key=lambda at: _amount(options[at]))[:_OFFERED]
    offered = [options[at] for at in sorted(fewest)]
    if connected:
        work = Work(_WORK)
        offered = [_joining(rest, one, work) for one in offered]
    return Diagnosis(conflict, offered)


def _amount(option: Relaxation) -> int:
    return sum(int(one.amount.sum()) for one in (option, *option.also))


def _joining(rest: Rest, option: Relaxation, work: Work) -> Relaxation:
    """The option, or more of it, or of something else with it, so that each category is joined."""
    eased = check_problem(relaxed(rest.problem, option))
    locked = among(eased, eased.locked)
    if len(eased.pairs) - int(locked.sum()) > EXACT or _joined(eased, locked, work):
        return option
    if option.kind in GIVES and not option.also:
        for way in ways_to_join(rest.problem, rest.held, [option.kind], work):
            return way
    ways = sorted(ways_to_join(eased, locked, work=work), key=_amount)
    return _with(option, ways[0]) if ways else replace(option, joins=False)


def _with(option: Relaxation, more: Relaxation) -> Relaxation:
    """Both: as more of the same kind where the option has it."""
    parts = [option, *option.also]
    kinds = [one.kind for one in parts]
    if more.kind not in kinds:
        return replace(option, also=(*option.also, more))
    at = kinds.index(more.kind)
    who = np.union1d(parts[at].who, more.who)
    amount = np.zeros(len(who), np.int64)
    for one in (parts[at], more):
        amount[np.searchsorted(who, one.who)] += one.amount
    parts[at] = replace(parts[at], who=who, amount=amount)
    return replace(parts[0], also=tuple(parts[1:]))


def _options(rest: Rest, choices: list[Collection[Kind]]) -> list[Relaxation]:
    made = (_option(rest, kinds) for kinds in choices)
    return [option for option in made if option is not None]


def relaxed(problem: Problem, option: Relaxation) -> Problem:
    """The problem with a relaxation, and all that it needs with it, applied.

    An invitation adds jurors at the end: as many as an entry takes at most, of this group and of
    every group that contains it, free for the entries named, with affinity 0.
    """
    problem = replace(problem, families=tuple(sorted(problem.families, key=lambda f: f.name)))
    for each in (option, *option.also):
        if each.kind == "raise_load_max":
            problem = replace(problem, load_max=_added(problem.load_max, each.who, each.amount))
        elif each.kind == "lower_load_min":
            problem = replace(problem, load_min=_added(problem.load_min, each.who, -each.amount))
        elif each.kind == "lower_k":
            problem = replace(problem, k=_added(problem.k, each.who, -each.amount))
        elif each.kind == "lower_minimum":
            problem = replace(problem, families=tuple(_lower(f, each) for f in problem.families))
        else:
            problem = _with_guests(problem, each)
    return problem


def _added(values: IntArray, who: IntArray, amount: IntArray) -> IntArray:
    changed = np.array(values, np.int64)
    changed[who] += amount
    return changed


def _lower(family: Family, by: Relaxation) -> Family:
    if family.name != by.family:
        return family
    minimum = np.array(family.minimum, np.int64)
    minimum[by.who, by.group] -= by.amount
    return replace(family, minimum=minimum)


def _with_guests(problem: Problem, by: Relaxation) -> Problem:
    groups = groups_of(problem)
    kinds = contains(groups.member)[groups.name.index((by.family, by.group))]
    jurors, guests = len(problem.load_min), int(by.amount.max(initial=0))
    rows = [(e, jurors + g) for e, n in zip(by.who.tolist(), by.amount.tolist(), strict=True) for g in range(n)]  # fmt: skip
    new = np.array(rows, np.int64).reshape(-1, 2)
    families, at = [], 0
    for family in problem.families:
        mine = kinds[at : at + family.member.shape[1]]
        at += len(mine)
        member = np.vstack([family.member, np.tile(mine, (guests, 1))])
        families.append(replace(family, member=member))
    return replace(
        problem,
        load_min=np.append(problem.load_min, np.zeros(guests, np.int64)),
        load_max=np.append(problem.load_max, np.full(guests, len(by.who), np.int64)),
        pairs=np.concatenate([problem.pairs, new]),
        affinity=np.append(problem.affinity, np.zeros(len(new))),
        families=tuple(families),
    )


def feasible(problem: Problem, *, connected: bool = False) -> bool:
    """Whether any allocation exists; with `connected`, one that joins each category, as far as one
    program can tell.
    """
    problem = check_problem(problem)
    locked = among(problem, problem.locked)
    rest = rest_of(problem, locked)
    if not rest.possible or choose(rest.network(np.zeros(len(rest.free), np.int64))) is None:
        return False
    return not connected or _joined(problem, locked)


def _joined(problem: Problem, locked: BoolArray, work: Work | None = None) -> bool:
    try:
        return join_by_cuts(problem, locked, work=work) is not None
    except Undecided:
        return False


def _conflict(rest: Rest) -> Conflict | None:
    """What is locked over a limit, then seats that nobody can fill, then groups, then loads."""
    over = _locked_over(rest)
    if over is not None:
        return over
    calm = rest
    if rest.rules is not None:
        calm = replace(rest, rules=replace(rest.rules, least=np.zeros_like(rest.rules.least)))
    idle = np.zeros_like(rest.least)
    slack = _wide(replace(calm, least=idle), {"lower_k"})
    if slack.amount["lower_k"].any():
        return _of_seats(rest, slack)
    if rest.rules is not None:
        slack = _wide(replace(rest, least=idle), {"lower_minimum"})
        if slack.amount["lower_minimum"].any():
            return _of_group(rest, slack)
    # With most = least the flow only has to give each juror their least; entries may stay open.
    slack = _wide(replace(calm, most=rest.least), {"lower_k", "lower_load_min"})
    if rest.rules is not None and not slack.amount["lower_load_min"].any():
        slack = _wide(rest, {"lower_load_min"})  # seats and groups can be had: loads, if anything
    if slack.amount["lower_load_min"].any():
        return _of_loads(rest, slack)
    return None


def _wide(rest: Rest, kinds: Collection[Kind]) -> Slack:
    """As `slacken`, where the slack is wide enough that there is always a choice."""
    found = slacken(rest, kinds)
    if found is None:
        raise RuntimeError("a choice with full slack has no solution")
    return found


def _locked_over(rest: Rest) -> Conflict | None:
    """Locked pairs beyond a juror's limit, or beyond what a panel may have of a group."""
    problem = rest.problem
    held = problem.pairs[rest.held]
    over = np.flatnonzero(rest.most < 0)
    if len(over):
        theirs = np.unique(held[np.isin(held[:, 1], over), 0])
        needed, available = int(rest.base[over].sum()), int(problem.load_max[over].sum())
        pairs = held[np.isin(held[:, 1], over)]
        return Conflict(theirs, over, needed, available, "locked", pairs)
    if rest.rules is None or not (rest.rules.most < 0).any():
        return None
    entry, group = (int(n) for n in np.argwhere(rest.rules.most < 0)[0])
    groups = groups_of(problem)
    mine = held[(held[:, 0] == entry) & groups.member[held[:, 1], group], 1]
    most = int(groups.most[entry, group])
    return Conflict(
        np.array([entry]), mine, len(mine), most, "locked",
        np.stack([np.full(len(mine), entry), mine], 1),
        family=groups.name[group][0], group=groups.name[group][1],
    )  # fmt: skip


def _of_seats(rest: Rest, slack: Slack) -> Conflict:
    short = slack.amount["lower_k"]
    if slack.routed is None:
        entries = np.flatnonzero(short)
        jurors = _readers(rest, entries)
    else:
        reached = slack.routed.closure(int(np.flatnonzero(short)[0]), upstream=True)
        entries, jurors = _split(rest, reached)
    needed = int(rest.problem.k[entries].sum())
    return Conflict(entries, jurors, needed, needed - int(short[entries].sum()), "seats")


def _of_group(rest: Rest, slack: Slack) -> Conflict:
    short, groups = slack.amount["lower_minimum"], groups_of(rest.problem)
    start, group = (int(n) for n in np.argwhere(short)[0])
    members = groups.member[:, group]
    if slack.routed is None or slack.routed.tree is None:
        entries = np.flatnonzero(short[:, group])
        jurors = _readers(rest, entries)
    else:
        tree, first = slack.routed.tree, slack.routed.graph.groups
        of_group = tree.group == group
        at = first + int(np.flatnonzero(of_group & (tree.entry == start))[0])
        reached = slack.routed.closure(at, upstream=True)
        here = tree.entry[of_group & reached[first : first + len(tree.group)]]
        entries = here[groups.least[here, group] > 0]
        jurors = _split(rest, reached)[1]
    needed = int(groups.least[entries, group].sum())
    family, number = groups.name[group]
    return Conflict(
        entries, jurors[members[jurors]], needed, needed - int(short[entries, group].sum()),
        "minimum", family=family, group=number,
    )  # fmt: skip


def _of_loads(rest: Rest, slack: Slack) -> Conflict:
    short = slack.amount["lower_load_min"]
    if slack.routed is None:
        jurors = np.flatnonzero(short)
        entries = np.unique(rest.entry[np.isin(rest.juror, jurors)])
    else:
        start = len(rest.seats) + int(np.flatnonzero(short)[0])
        entries, jurors = _split(rest, slack.routed.closure(start, upstream=False))
    needed = int(rest.problem.load_min[jurors].sum())
    return Conflict(entries, jurors, needed, needed - int(short[jurors].sum()), "load_min")


def _split(rest: Rest, reached: BoolArray) -> tuple[IntArray, IntArray]:
    """The entries and the jurors among the reached nodes."""
    entries, jurors = len(rest.seats), len(rest.least)
    return np.flatnonzero(reached[:entries]), np.flatnonzero(reached[entries : entries + jurors])


def _readers(rest: Rest, entries: IntArray) -> IntArray:
    return np.unique(rest.juror[np.isin(rest.entry, entries)])


def _option(rest: Rest, kinds: Collection[Kind]) -> Relaxation | None:
    """The cheapest relaxation by these kinds, checked by solving again; None if they cannot help."""
    forced = np.maximum(-rest.most, 0)
    if forced.any() and "raise_load_max" not in kinds:
        return None
    slack = slacken(replace(rest, most=np.maximum(rest.most, 0)), kinds)
    if slack is None:
        return None
    if "raise_load_max" in kinds:
        slack.amount["raise_load_max"] += forced
    names = groups_of(rest.problem).name
    made: list[Relaxation] = []
    for kind, amount in slack.amount.items():
        if kind not in OF_GROUPS:
            made.append(Relaxation(kind, np.flatnonzero(amount), amount[amount > 0]))
            continue
        for (family, group), column in zip(names, amount.T, strict=True):
            who = np.flatnonzero(column)
            made.append(Relaxation(kind, who, column[who], family=family, group=group))
    made = [one for one in made if len(one.who)]
    if not made:
        return None
    option = replace(made[0], also=tuple(made[1:]))
    return option if feasible(relaxed(rest.problem, option)) else None
