"""What a reader of the fairness report should know first, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from app.documents import fairness_words as said
from app.documents.fairness_writer import Sentence, Writer
from app.kit.i18n import translate
from app.results.rankings.fairness_schemas import Guard, StabilityFound
from app.results.rankings.rules import METHOD_WORDS

NAMED: Final = 8  # evaluations that a warning names


def cards(write: Writer, guard: Guard) -> Sentence | None:
    """The first of the evaluations that give cause for a warning, by entry and juror."""
    if not guard.cards:
        return None
    named = [
        f"{write.entry(one.entry_id)} ({write.name(write.jurors.get(one.juror_id))})"
        for one in guard.cards[:NAMED]
    ]
    if len(guard.cards) <= NAMED:
        return write.say(said.CARDS, cards=named)
    return write.say(said.SOME_CARDS, count=write.number(len(guard.cards)), cards=named)


def summary(write: Writer) -> Iterable[dict[str, Any]]:
    """Sentences, and those that belong under the one before."""
    found = write.found
    method = translate(write.language, METHOD_WORDS[found.method])
    if found.rounds:
        weights = [
            f"{write.pick(one.name_ar, one.name_en)} ({write.number(one.weight)})"
            for one in found.rounds
        ]
        yield {
            "said": write.say(
                said.WEIGHED,
                rounds=weights,
                round=write.pick(found.round.name_ar, found.round.name_en),
            ),
            "under": [],
        }
    if found.votes:
        yield {"said": write.say(said.VOTED), "under": []}
    elif found.adjusted and found.adjusted != found.method:
        beside = translate(write.language, METHOD_WORDS[found.adjusted])
        yield {"said": write.say(said.BESIDE, method=method, beside=beside), "under": []}
    elif found.adjusted or not found.by_mean:
        counts = said.COUNTS if found.adjusted else said.ALONE
        yield {"said": write.say(counts, method=method), "under": []}
    if found.by_mean:
        names = [write.name(write.categories.get(key)) for key in write.by_mean]
        yield {"said": write.say(said.BY_MEAN, categories=names, method=method), "under": []}
    if found.rounds:
        yield {"said": write.say(said.OF_ONE), "under": []}
        yield from _agreement(write)
        return
    yield from _lines(write)
    if found.stability is None:
        yield {"said": write.say(said.TOO_MANY), "under": []}
    else:
        yield from _stability(write, found.stability)
    yield from _agreement(write)


def _stability(write: Writer, stability: StabilityFound) -> Iterable[dict[str, Any]]:
    """Whose absence would change the winners; nothing where all that counts was agreed on."""
    flips: dict[UUID, list[str]] = {}
    for flip in stability.flips:
        flips.setdefault(flip.category_id, []).append(write.name(write.jurors.get(flip.juror_id)))
    under = [
        write.say(said.FLIP, category=write.name(write.categories.get(key)), jurors=list(whom))
        for key, whom in flips.items()
    ]
    if flips:
        yield {"said": write.say(said.FLIPS), "under": under}
    elif stability.stable:
        yield {"said": write.say(said.STABLE[_scope(write)]), "under": []}
    elif not write.found.agreed:
        yield {"said": write.say(said.UNTOLD), "under": []}
    if stability.redrawn:
        shares = (
            f"{write.name(write.categories.get(one.category_id))} {write.percent(one.share)}"
            for one in stability.redrawn
        )
        yield {"said": write.say(said.REDRAWN, shares=list(shares)), "under": []}


def _scope(write: Writer) -> str:
    if write.found.agreed:
        return "shown_others" if write.found.partial else "others"
    return "shown" if write.found.partial else "all"


def _lines(write: Writer) -> Iterable[dict[str, Any]]:
    """The prize lines: where entries are too near to tell, and where nothing can be told."""
    lines = write.found.lines
    for agreed in write.found.agreed:
        yield {
            "said": write.say(
                said.AGREED,
                category=write.name(write.categories.get(agreed.category_id)),
                entries=[write.entry(key) for key in agreed.entries],
            ),
            "under": [],
        }
    ties = [one for one in lines if one.tied]
    untold = [one for one in lines if one.p is None]
    if ties:
        yield {
            "said": write.say(said.TIES, len(ties)),
            "under": [
                write.say(
                    said.EQUAL if one.equal else said.TIE,
                    category=write.name(write.categories.get(one.category_id)),
                    last=write.entry(one.last_inside),
                    first=write.entry(one.first_outside),
                    chance=write.percent(one.p),
                    tied=[write.entry(key) for key in one.tied],
                )
                for one in ties
            ],
        }
    elif not untold and (lines or not write.found.agreed):
        yield {"said": write.say(said.NO_TIES[_scope(write)]), "under": []}
    if untold:
        names = [write.name(write.categories.get(one.category_id)) for one in untold]
        yield {"said": write.say(said.NO_LINE, categories=names), "under": []}


def _agreement(write: Writer) -> Iterable[dict[str, Any]]:
    about = write.found.agreement
    if about.mean is None or about.single is None:
        yield {"said": write.say(said.NO_AGREEMENT), "under": []}
        return
    under = [] if about.alpha is None else [write.say(said.ALPHA, alpha=write.number(about.alpha))]
    under += [
        write.say(
            said.KENDALL,
            category=write.name(write.categories.get(one.category_id)),
            w=write.number(one.w),
        )
        for one in about.kendall
    ]
    if about.needed is not None:
        under.append(write.say(said.NEEDED, needed=write.number(about.needed)))
    yield {
        "said": write.say(
            said.AGREEMENT,
            mean=write.number(about.mean),
            single=write.number(about.single),
            each=write.number(about.per_entry, "0.#"),
        ),
        "under": under,
    }
