"""The conflicts of a round as its minutes name them: entry, juror, kind, source, decision, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import READERS, not_walled, of_agency
from app.judging.conflicts.rules import (
    CONFLICT_NAMES,
    KIND_NAMES,
    SOURCE_NAMES,
    ConflictKind,
    ConflictSource,
    ConflictState,
)
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, PanelMember
from app.judging.panels.panel_queries import reaches_of, within
from app.judging.panels.queries import judged_in
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.kit.arabic import Digits, format_date, format_instant, with_digits
from app.kit.errors import N_
from app.kit.i18n import Language, Pair, translate
from app.kit.tables import Word
from app.organisations.models import Organisation

WORDS: Final = {
    "heading": N_("تعارض المصالح في الجولة"),
    "round": N_("الجولة"),
    "made": N_("أُعدّ في"),
    "total": N_("التعارضات"),
    "juror": N_("المحكّم"),
    "kind": N_("النوع والمصدر"),
    "when": N_("أُفصح عنه في"),
    "decision": N_("القرار"),
    "by": N_("من قرّر"),
    "nothing": N_("لم يُسجَّل تعارض في هذه الجولة."),
    "whole_agency": N_("مع الجهة كلها"),
    "at_once": N_("تنحٍّ فوري بالإفصاح"),
    "waits": N_("لم يُبتّ فيه بعد"),
    "partial": N_(
        "لا يذكر هذا التقرير المشاركات التي بين قارئه وبينها تعارض. يستخرجه كاملًا منظّم أو مدقّق لا تعارض له."
    ),
}


@dataclass(frozen=True)
class ReportedConflict:
    """One conflict with one entry of the round; `decided_by` is empty where nobody decided."""

    number: int
    title: Pair
    agency: Pair
    juror: Pair
    kind: ConflictKind
    source: ConflictSource
    whole_agency: bool
    declared_at: datetime
    reason: str
    state: ConflictState
    decided_at: datetime | None
    decision: str
    decided_by: Pair | None


@dataclass(frozen=True)
class ConflictReport:
    """The report of a round; `partial` where walls keep its reader from some of its entries."""

    round: Round
    edition: Edition
    rows: list[ReportedConflict]
    partial: bool


COLUMNS: Final[list[tuple[str, Callable[[ReportedConflict], Any]]]] = [
    (N_("رقم المشاركة"), lambda c: c.number),
    (N_("المشاركة"), lambda c: c.title),
    (N_("الجهة"), lambda c: c.agency),
    (N_("المحكّم"), lambda c: c.juror),
    (N_("النوع"), lambda c: Word(KIND_NAMES[c.kind])),
    (N_("المصدر"), lambda c: Word(SOURCE_NAMES[c.source])),
    (N_("مع الجهة كلها"), lambda c: c.whole_agency),
    (N_("أُفصح عنه في"), lambda c: c.declared_at),
    (N_("السبب"), lambda c: c.reason),
    (N_("الحالة"), lambda c: Word(CONFLICT_NAMES[c.state])),
    (N_("قُرّر في"), lambda c: c.decided_at),
    (N_("القرار"), lambda c: c.decision),
    (N_("من قرّر"), lambda c: c.decided_by),
]


def conflict_report(session: Session, actor: Actor, round_id: UUID) -> ConflictReport:
    """Every conflict of a juror of the round with an entry that it judges, by entry and juror.

    A conflict with an agency stands at each of its entries.
    """
    round_, edition = staff_round(session, actor, round_id, *READERS)
    decider = aliased(User)
    owner = aliased(User)
    had = exists().where(
        Evaluation.round_id == round_id,
        Evaluation.juror_id == Juror.id,
        Evaluation.entry_id == Entry.id,
    )
    rows: Any = session.execute(
        select(Conflict, Juror, Entry, Organisation, owner, decider)
        .join(Juror, Juror.id == Conflict.juror_id)
        .join(
            Entry,
            and_(
                Entry.edition_id == edition.id,
                or_(
                    Entry.id == Conflict.entry_id,
                    and_(
                        Conflict.organisation_id.is_not(None),
                        of_agency(Conflict.organisation_id),
                    ),
                ),
            ),
        )
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(owner, owner.id == Entry.owner_id)
        .outerjoin(decider, decider.id == Conflict.decided_by)
        .where(
            Conflict.edition_id == edition.id,
            or_(had, and_(judged_in(round_), _of_one_panel(session, round_id))),
            not_barred(actor),
            not_walled(actor),
        )
        .order_by(Entry.number, Juror.folded_name, Conflict.declared_at, Conflict.id)
    )
    hidden = session.scalar(
        select(exists().where(Entry.edition_id == edition.id, not_(not_barred(actor))))
    )
    return ConflictReport(round_, edition, [_reported(*row) for row in rows], bool(hidden))


def _of_one_panel(session: Session, round_id: UUID) -> ColumnElement[bool]:
    """A condition on jurors and entries: the juror sits on the panel that judges the entry."""
    reaches = reaches_of(session, round_id)
    seats = [select(PanelMember.juror_id).where(PanelMember.panel_id == one.id) for one in reaches]
    return or_(
        false(),
        *(
            and_(Juror.id.in_(seated), within(reaches, {one.id}))
            for one, seated in zip(reaches, seats, strict=True)
        ),
    )


def _reported(
    conflict: Conflict,
    juror: Juror,
    entry: Entry,
    organisation: Organisation | None,
    owner: User | None,
    decider: User | None,
) -> ReportedConflict:
    who = owner if organisation is None else organisation
    return ReportedConflict(
        number=entry.number,
        title=Pair(entry.title_ar, entry.title_en),
        agency=Pair("", "") if who is None else Pair(who.name_ar, who.name_en),
        juror=Pair(juror.name_ar, juror.name_en),
        kind=ConflictKind(conflict.kind),
        source=ConflictSource(conflict.source),
        whole_agency=conflict.entry_id is None,
        declared_at=conflict.declared_at,
        reason=conflict.reason,
        state=ConflictState(conflict.state),
        decided_at=conflict.decided_at,
        decision=conflict.decision_reason,
        decided_by=None if decider is None else Pair(decider.name_ar, decider.name_en),
    )


def conflict_document(report: ConflictReport, language: Language, now: datetime) -> dict[str, Any]:
    """The data of `templates/conflicts.typ`."""
    edition, programme = report.edition, report.edition.programme
    digit_set: Digits = "arab" if edition.digits == "arab" else "latn"
    zone = ZoneInfo(edition.timezone)
    words = {name: translate(language, sentence) for name, sentence in WORDS.items()}

    def pick(text: Pair) -> str:
        return text.en if language == "en" else str(text)

    def digits(value: object) -> str:
        return with_digits(str(value), digit_set)

    def day(at: datetime | None) -> str:
        return "" if at is None else format_date(at.astimezone(zone).date(), language, digit_set)

    def decision(one: ReportedConflict) -> str:
        if one.decided_at is not None:
            return translate(language, CONFLICT_NAMES[one.state])
        return words["waits" if one.state is ConflictState.suspended else "at_once"]

    local = now.astimezone(zone)
    counts = Counter(one.state for one in report.rows)
    return {
        "language": language,
        "title": words["heading"],
        "author": pick(Pair(programme.name_ar, programme.name_en)),
        "made": [local.year, local.month, local.day],
        "footer": f"{words['heading']} – {pick(Pair(edition.name_ar, edition.name_en))}",
        "is_demo": edition.is_demo,
        "words": words,
        "programme": pick(Pair(programme.name_ar, programme.name_en)),
        "edition": pick(Pair(edition.name_ar, edition.name_en)),
        "round": pick(Pair(report.round.name_ar, report.round.name_en)),
        "made_at": format_instant(
            now.replace(second=0, microsecond=0), edition.timezone, language, digit_set
        ),
        "partial": report.partial,
        "counts": [
            [translate(language, name), digits(counts[state])]
            for state, name in CONFLICT_NAMES.items()
        ],
        "total": digits(len(report.rows)),
        "entries": [
            {
                "number": digits(number),
                "title": pick(title),
                "agency": pick(agency),
                "conflicts": [
                    {
                        "juror": pick(one.juror),
                        "kind": translate(language, KIND_NAMES[one.kind]),
                        "source": translate(language, SOURCE_NAMES[one.source]),
                        "whole_agency": one.whole_agency,
                        "reason": one.reason,
                        "declared": day(one.declared_at),
                        "state": decision(one),
                        "decision": one.decision,
                        "decided": day(one.decided_at),
                        "by": "" if one.decided_by is None else pick(one.decided_by),
                    }
                    for one in rows
                ],
            }
            for (number, title, agency), rows in groupby(
                report.rows, key=lambda one: (one.number, one.title, one.agency)
            )
        ],
    }
