"""The fairness report as a document: its sentences and figures, ready for `templates/fairness.typ`."""

from __future__ import annotations

from datetime import datetime
from statistics import median
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.documents import fairness_words as said
from app.documents.fairness_summary import cards, summary
from app.documents.fairness_writer import Writer
from app.kit.arabic import format_instant, with_digits
from app.kit.i18n import Language, translate
from app.results.rankings.fairness_schemas import EntryFound, Fairness, JurorFound
from app.results.rankings.rules import METHOD_WORDS

MOST: Final = 200  # entries of a category that are listed
WHY: Final = 12  # of those that moved, told juror by juror
SLOPE: Final = 100  # lines that one page holds
SCATTER: Final = 2  # times the usual noise of a juror: worth a sentence
SEATS: Final = 24  # columns that one page holds


def fairness_document(
    found: Fairness, language: Language, now: datetime, *, partial: bool = False
) -> dict[str, Any]:
    """All that the page shows, on paper; of long categories the first `MOST` entries."""
    write = Writer(found, language)
    edition, ranking = found.edition, found.ranking
    zone = ZoneInfo(edition.timezone)
    local = now.astimezone(zone)
    words = {name: translate(language, sentence) for name, sentence in said.WORDS.items()}
    name = write.pick(edition.name_ar, edition.name_en)
    programme = write.pick(edition.programme_ar, edition.programme_en)

    def instant(at: datetime) -> str:
        return format_instant(
            at.replace(second=0, microsecond=0), edition.timezone, language, write.digits
        )

    by_category = {
        one.id: sorted(
            (row for row in found.entries if row.category_id == one.id), key=lambda row: row.rank
        )
        for one in found.categories
    }
    longest = max((len(rows) for rows in by_category.values()), default=0)
    return {
        "language": language,
        "title": words["heading"],
        "author": programme,
        "made": [local.year, local.month, local.day],
        "footer": f"{words['heading']} – {name}",
        "is_demo": edition.is_demo,
        "words": words,
        "programme": programme,
        "edition": name,
        "round": write.pick(found.round.name_ar, found.round.name_en),
        "method": translate(language, METHOD_WORDS[found.method]),
        "snapshot": write.number(ranking.number),
        "taken": instant(ranking.made_at),
        "made_at": instant(now),
        "inputs": ranking.inputs_hash,
        "partial": partial,
        "shortened": write.say(said.SHORTENED, most=write.number(MOST)) if longest > MOST else None,
        "guards": [
            {
                "title": write.say(said.GUARDS[one.code]),
                "advice": write.say(said.ADVICE[one.code]),
                "whom": [
                    write.name(write.jurors.get(key) or write.categories.get(key))
                    for key in one.ids
                    if key in write.jurors or key in write.categories
                ],
                "cards": cards(write, one),
            }
            for one in found.guards
        ],
        "summary": list(summary(write)),
        "jurors": _jurors(write),
        "looks": [_look(write, one) for one in found.flags],
        "criteria": {
            "names": [write.name(one) for one in found.leaves],
            "rows": [
                [{"shown": write.number(one, "0.00"), "value": one} for one in row]
                for row in found.correlations
            ],
        },
        "categories": [
            _category(write, one.id, by_category[one.id])
            for one in found.categories
            if by_category[one.id]
        ],
    }


def _jurors(write: Writer) -> dict[str, Any]:
    """Severest first; in words those of whom it is sure, the first three and the last three."""
    known = sorted(
        (one for one in write.found.jurors if one.severity is not None),
        key=lambda one: -(one.severity or 0.0),
    )
    reach = max([1.0, *(abs(one.severity or 0) + 2 * (one.severity_sd or 0) for one in known)])

    def surely(one: JurorFound) -> bool:
        return one.severity_sd is not None and abs(one.severity or 0) > 2 * one.severity_sd

    sure = [one for one in known if surely(one)]
    told = [*sure[:3], *sure[-3:]] if len(sure) > 6 else sure
    typical = median([one.noise_sd or 0.0 for one in known]) if known else 0.0
    scattered = [one for one in known if (one.noise_sd or 0.0) > SCATTER * typical]
    return {
        "said": ([] if sure or not known else [write.say(said.NOBODY_SURE)])
        + [
            write.say(
                said.SEVERER if (one.severity or 0) > 0 else said.MILDER,
                juror=write.name(write.jurors.get(one.juror_id)),
                by=write.number(abs(one.severity or 0), "0.0"),
            )
            for one in told
        ]
        + [
            write.say(
                said.SCATTERED,
                juror=write.name(write.jurors.get(one.juror_id)),
                noise=write.number(one.noise_sd, "0.0"),
                median=write.number(typical, "0.0"),
                method=write.beside(),
                weight=write.percent(one.weight),
            )
            for one in scattered
        ],
        "reach": reach,
        "rows": [
            {
                "name": write.name(write.jurors.get(one.juror_id)),
                "n": write.number(one.n),
                "at": one.severity,
                "sd": one.severity_sd or 0.0,
                "sure": surely(one),
                "severity": write.number(one.severity, "+0.0;-0.0"),
                "scale_use": write.number(one.scale_use, "0.00"),
                "noise": write.number(one.noise_sd, "0.0"),
                "reliability": write.number(one.reliability, "0.00"),
                "weight": write.number(one.weight, "0.00"),
            }
            for one in known
        ],
    }


def _look(write: Writer, one: Any) -> dict[str, Any]:
    return {
        "said": write.say(
            said.LOOKS[one.kind, (one.effect or 0) < 0],
            juror=write.name(write.jurors.get(one.juror_id)),
            agency=write.name(write.organisations.get(one.organisation_id)),
            by=write.number(abs(one.effect or 0), "0.0"),
        ),
        "interval": f"{write.number(one.low, '0.0')} … {write.number(one.high, '0.0')}",
    }


def _category(write: Writer, key: UUID, all_rows: list[EntryFound]) -> dict[str, Any]:
    rows = sorted(all_rows, key=lambda one: one.standing or len(all_rows) + 1)[:MOST]
    moved = [one for one in all_rows if one.rank != one.raw_rank]
    far = sorted(moved, key=lambda one: -abs(one.rank - one.raw_rank))[:WHY]
    likeliest = max(all_rows, key=lambda one: one.p_win or 0.0)
    count = write.number(len(all_rows))
    order = {
        one.entry_id: at for at, one in enumerate(sorted(all_rows, key=lambda one: one.raw_rank))
    }
    why = write.by_mean.get(key)
    if why is not None:
        about = [write.say(said.MEAN_HERE[why])]
    elif moved:
        about = [write.say(said.MOVED, moved=write.number(len(moved)), all=count)]
    elif write.found.adjusted is None:
        about = []  # nothing was corrected
    else:
        about = [write.say(said.NOTHING_MOVED)]
    if likeliest.p_win is not None:
        chance = write.percent(likeliest.p_win)
        best = [write.entry(one.entry_id) for one in all_rows if write.percent(one.p_win) == chance]
        about.append(
            write.say(
                said.LIKELIEST if len(best) == 1 else said.LIKELIEST_TOGETHER,
                chance=chance,
                entry=best[0],
                entries=best,
                method=write.beside(key),
            )
        )
        about.append(write.say(said.RANGES, method=write.beside(key)))
    return {
        "name": write.name(write.categories.get(key)),
        "said": about,
        "count": len(all_rows),
        "rows": [
            {
                "number": write.entry(one.entry_id),
                "title": write.pick(
                    write.entries[one.entry_id].title_ar, write.entries[one.entry_id].title_en
                ),
                "mean": write.number(one.raw, "0.00"),
                "mean_rank": write.number(one.raw_rank),
                "score": write.number(None if why else one.score, "0.00"),
                "standing": write.number(one.standing),
                "shown_rank": None if why else write.number(one.rank),
                "rank": one.rank,
                "low": one.rank_low,
                "high": one.rank_high,
                "ranks": f"{write.number(one.rank_low)}–{write.number(one.rank_high)}",
                "chance": write.percent(one.p_win),
                "p": one.p_win,
                "moved": (one.raw_rank > one.rank) - (one.raw_rank < one.rank),
            }
            for one in rows
        ],
        "slope": [
            {
                "number": write.entry(one.entry_id),
                "mean_rank": write.number(one.raw_rank),
                "shown_rank": write.number(one.rank),
                "before": order[one.entry_id],
                "after": at,
                "moved": (one.raw_rank > one.rank) - (one.raw_rank < one.rank),
            }
            for at, one in enumerate(all_rows)
        ]
        if moved and len(all_rows) <= SLOPE
        else [],
        "why": [_why(write, one) for one in far],
        "heat": _heat(write, rows),
    }


def _why(write: Writer, one: EntryFound) -> dict[str, Any]:
    return {
        "entry": write.entry(one.entry_id),
        "title": write.pick(
            write.entries[one.entry_id].title_ar, write.entries[one.entry_id].title_en
        ),
        "said": write.say(
            said.UP if one.rank < one.raw_rank else said.DOWN,
            before=write.number(one.raw_rank),
            after=write.number(one.rank),
        ),
        "parts": [
            {
                "juror": None if key is None else write.name(write.jurors.get(key)),
                "given": write.number(part.given, "0.00"),
                "severity": "—" if key is None else write.number(part.severity, "0.00"),
                "corrected": write.number(part.corrected, "0.00"),
                "weight": write.percent(part.weight, "0.00"),
                "part": with_digits(part.shown, write.digits),
            }
            for part in one.why
            if (key := part.juror_id) is not None or (part.weight or 0) > 0
        ],
        "sum": write.number(sum(part.contribution or 0 for part in one.why), "0.00"),
    }


def _heat(write: Writer, rows: list[EntryFound]) -> dict[str, Any] | None:
    """Each juror's total of each entry; nothing where there are more jurors than a page has columns."""
    shown = {one.entry_id for one in rows}
    cells = {(one.entry_id, one.seat): one for one in write.found.cells if one.entry_id in shown}
    seats = sorted({seat for _, seat in cells})
    if not cells or len(seats) > SEATS:
        return None
    return {
        "names": [write.name(write.jurors.get(write.found.seats[seat])) for seat in seats],
        "widest": max(1.0, *(abs(one.over) for one in cells.values())),
        "rows": [
            {
                "number": write.entry(row.entry_id),
                "cells": [
                    None
                    if (cell := cells.get((row.entry_id, seat))) is None
                    else {"shown": write.number(cell.total, "0"), "value": cell.over}
                    for seat in seats
                ],
            }
            for row in rows
        ],
    }
