"""Gathering what rules of eligibility look at: of one entry or of many, each fact in one statement."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.eligibility_queries import edition_rules
from app.editions.eligibility_rules import RuleKind, rules_of
from app.editions.models import Category, Edition, Field
from app.editions.rules import FieldKind
from app.entries.eligibility_models import CoOwner, EligibilityAnswer
from app.entries.eligibility_past_queries import Whose, Wins, held_entries, past_wins, whose
from app.entries.eligibility_rules import (
    TEXTS,
    Asked,
    CoOwned,
    CoOwnerState,
    Known,
    NamedService,
    Rule,
    RuleState,
    Via,
    evaluate,
)
from app.entries.form_queries import forms_of, shown_of
from app.entries.models import Answer, Attachment, Entry
from app.entries.rules import PRESENT, EntryState
from app.entries.schemas import own_face
from app.entries.submission_models import Submission
from app.entries.submission_queries import said_of
from app.kit.arabic import fold
from app.organisations.models import Service


def rule_states(session: Session, _actor: Actor, entry: Entry) -> list[RuleState]:
    """How an entry stands now to the rules of its category, by what was submitted; none for a draft."""
    return states_of(session, [entry])[entry.id]


def states_of(session: Session, entries: Sequence[Entry]) -> dict[UUID, list[RuleState]]:
    """`rule_states` of many entries, in as many statements as for one."""
    told = [one for one in entries if one.state != EntryState.draft.value]
    found: dict[UUID, list[RuleState]] = {one.id: [] for one in entries}
    for edition_id in {one.edition_id for one in told}:
        edition = session.get_one(Edition, edition_id)
        here = [one for one in told if one.edition_id == edition_id]
        found |= _evaluated(session, edition, here, _submitted(session, here))
    return found


def frozen_states(session: Session, entries: Sequence[Entry]) -> dict[UUID, list[RuleState] | None]:
    """As they stood at the submission that counts; None for one from before there were rules."""
    kept = {
        row.id: row.eligibility
        for row in session.execute(
            select(Submission.id, Submission.eligibility).where(
                Submission.id.in_([one.submission_id for one in entries if one.submission_id])
            )
        )
    }
    return {
        one.id: None
        if not one.submission_id or not (of := kept.get(one.submission_id))
        else [RuleState.read(state) for state in of["states"]]
        for one in entries
    }


def failed_a_rule() -> ColumnElement[bool]:
    """The condition of entries that did not meet a rule when they were submitted."""
    return Entry.submission_id.in_(select(Submission.id).where(Submission.failing > 0))


def working_states(
    session: Session, entry: Entry, edition: Edition, *, final: bool = False
) -> list[RuleState]:
    """How an entry stands as its own people have written it; `final` as it is submitted."""
    answers = {
        str(row.field_id): row.value
        for row in session.execute(
            select(Answer.field_id, Answer.value).where(Answer.entry_id == entry.id)
        )
    }
    files = Counter(
        session.scalars(
            select(Attachment.field_id).where(
                Attachment.entry_id == entry.id,
                Attachment.state.in_(PRESENT),
                Attachment.dropped_at.is_(None),
            )
        )
    )
    face = own_face(entry)
    title = fold(f"{face['title_ar']} {face['title_en']}")
    words = Words(answers, files, said_of(session, entry.id), title, final=final)
    return _evaluated(session, edition, [entry], {entry.id: words})[entry.id]


def held_up(
    session: Session,
    entries: Sequence[Entry],
    answers: Mapping[UUID, Sequence[Answer]],
    files: Mapping[UUID, Sequence[Attachment]],
) -> dict[UUID, int]:
    """How many rules keep each entry from being submitted as its own people have written it.

    `answers` and `files` (those present) by entry.
    """
    said: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in session.execute(
        select(EligibilityAnswer.entry_id, EligibilityAnswer.rule_id, EligibilityAnswer.code).where(
            EligibilityAnswer.entry_id.in_([entry.id for entry in entries])
        )
    ):
        said[row.entry_id][row.rule_id] = row.code
    found: dict[UUID, int] = {}
    for edition_id in {entry.edition_id for entry in entries}:
        here = [entry for entry in entries if entry.edition_id == edition_id]
        words = {}
        for entry in here:
            face = own_face(entry)
            words[entry.id] = Words(
                {str(one.field_id): one.value for one in answers.get(entry.id, ())},
                Counter(one.field_id for one in files.get(entry.id, ())),
                said[entry.id],
                fold(f"{face['title_ar']} {face['title_en']}"),
            )
        states = _evaluated(session, session.get_one(Edition, edition_id), here, words)
        found |= {key: sum(one.holds_up for one in of) for key, of in states.items()}
    return found


def states_by(session: Session, edition: Edition, entry: Entry, words: Words) -> list[RuleState]:
    """How an entry stands by these words of it; it may be one that is in no session."""
    return _evaluated(session, edition, [entry], {entry.id: words})[entry.id]


def rules_for(session: Session, edition: Edition, category: Category) -> list[Rule]:
    """The rules that hold for a category, the limits last."""
    return _rules(edition_rules(session, edition.id), edition, category)


# ------------------------------------------------------------------ what is known of each entry


@dataclass(frozen=True)
class Words:
    """What counts of one entry: its answers, the number of files per question, its title."""

    answers: Mapping[str, Any]
    files: Mapping[UUID, int]
    said: Mapping[UUID, str]
    title: str
    final: bool = True


def _submitted(session: Session, entries: Sequence[Entry]) -> dict[UUID, Words]:
    """By what was submitted, never by what was written since."""
    submissions = {
        row.entry_id: row
        for row in session.scalars(
            select(Submission).where(
                Submission.id.in_([one.submission_id for one in entries if one.submission_id])
            )
        )
    }
    ids = {UUID(line["id"]) for of in submissions.values() for line in of.files}
    present = set(
        session.scalars(
            select(Attachment.id).where(Attachment.id.in_(ids), Attachment.state.in_(PRESENT))
        )
    )
    found = {}
    for entry in entries:
        of = submissions.get(entry.id)
        lines = [] if of is None else of.files
        found[entry.id] = Words(
            answers={} if of is None else json.loads(of.content)["answers"],
            files=Counter(UUID(one["field_id"]) for one in lines if UUID(one["id"]) in present),
            said={UUID(key): code for key, code in _said(of).items()},
            title=entry.folded,
        )
    return found


def _said(submission: Submission | None) -> dict[str, str]:
    kept = submission.eligibility if submission else None
    return dict(kept["said"]) if kept else {}


@dataclass
class Gathered:
    """The facts of several entries of one edition, by what they hang on."""

    asked: dict[UUID, dict[str, Asked]] = field(default_factory=dict)
    picked: dict[UUID, list[UUID] | None] = field(default_factory=dict)
    services: dict[UUID, Service] = field(default_factory=dict)
    wins: Wins = field(default_factory=dict)
    lines: dict[UUID, set[UUID]] = field(default_factory=dict)
    co_owners: dict[UUID, list[CoOwned]] = field(default_factory=dict)
    held: dict[Whose, Counter[UUID]] = field(default_factory=dict)


def _whose(entry: Entry) -> Whose:
    return entry.organisation_id, entry.owner_id


def _rules(rows: Sequence[Any], edition: Edition, category: Category) -> list[Rule]:
    found = [
        Rule(
            row.id,
            RuleKind(row.kind),
            row.blocks,
            row.options,
            {name: getattr(row, name) for name in TEXTS},
        )
        for row in rules_of(rows, category.id)
    ]
    texts = dict.fromkeys(TEXTS, "")
    for kind, limit in (
        (RuleKind.edition_limit, edition.max_entries_per_entrant),
        (RuleKind.category_limit, category.max_entries_per_entrant),
    ):
        if limit is not None:
            found.append(Rule(None, kind, blocks=True, options={"limit": limit}, texts=texts))
    return found


def _evaluated(
    session: Session, edition: Edition, entries: Sequence[Entry], words: Mapping[UUID, Words]
) -> dict[UUID, list[RuleState]]:
    rows = edition_rules(session, edition.id)
    categories = {
        one.id: one
        for one in session.scalars(
            select(Category).where(Category.id.in_({entry.category_id for entry in entries}))
        )
    }
    rules = {key: _rules(rows, edition, one) for key, one in categories.items()}
    kinds = {rule.kind for of in rules.values() for rule in of}
    known = Gathered()
    if kinds & {RuleKind.months, RuleKind.attachments}:
        _gather_form(session, entries, words, known)
    if RuleKind.previous_winner in kinds:
        known.wins, known.lines = past_wins(session, edition, entries)
    if RuleKind.co_owners in kinds:
        for row in session.scalars(
            select(CoOwner)
            .where(CoOwner.entry_id.in_([entry.id for entry in entries]))
            .order_by(CoOwner.asked_at, CoOwner.id)
        ):
            known.co_owners.setdefault(row.entry_id, []).append(
                CoOwned(
                    row.name_ar,
                    row.name_en,
                    CoOwnerState(row.state),
                    Via(row.via),
                    row.email,
                    row.manager_name,
                    row.answered_at,
                )
            )
    if kinds & {RuleKind.edition_limit, RuleKind.category_limit}:
        known.held = held_entries(session, edition.id, entries)
    zone = ZoneInfo(edition.timezone)
    return {
        entry.id: [
            evaluate(rule, _known(entry, categories, words[entry.id], known, edition, zone))
            for rule in rules[entry.category_id]
        ]
        for entry in entries
    }


def _known(
    entry: Entry,
    categories: Mapping[UUID, Category],
    words: Words,
    known: Gathered,
    edition: Edition,
    zone: ZoneInfo,
) -> Known:
    picked = known.picked.get(entry.id)
    services = None
    if picked is not None:
        named = [known.services[key] for key in picked if key in known.services]
        services = [NamedService(one.name_ar, one.name_en, one.launched_on) for one in named]
    held = known.held.get(whose(entry), Counter())
    return Known(
        final=words.final,
        said=words.said,
        asked=known.asked.get(entry.id, {}),
        services=services,
        opens_on=_day(edition.opens_at, zone),
        closes_on=_day(edition.closes_at, zone),
        wins=known.wins.get((whose(entry), categories[entry.category_id].code), ()),
        title=words.title,
        line=known.lines.get(entry.id, ()),
        co_owners=known.co_owners.get(entry.id, ()),
        held_in_edition=sum(held.values()),
        held_in_category=held[entry.category_id],
    )


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return None if at is None else at.astimezone(zone).date()


# ------------------------------------------------------------------ the form


def _gather_form(
    session: Session, entries: Sequence[Entry], words: Mapping[UUID, Words], known: Gathered
) -> None:
    forms = forms_of(session, entries)
    for entry in entries:
        own = words[entry.id]
        fields = forms[entry.id].fields
        answers = {UUID(key): value for key, value in own.answers.items()}
        shown = shown_of(entry, fields, answers, own.files)
        known.asked[entry.id] = {
            one.code: _asked(one, answers, own.files) for one in fields if one.id in shown
        }
        picking = [one for one in fields if one.kind == FieldKind.service and one.id in shown]
        known.picked[entry.id] = (
            [UUID(key) for one in picking for key in answers.get(one.id) or ()] if picking else None
        )
    ids = {key for of in known.picked.values() for key in of or ()}
    known.services = {
        one.id: one
        for one in session.scalars(
            select(Service).where(Service.id.in_(ids)).order_by(Service.folded_name)
        )
    }


def _asked(one: Field, answers: Mapping[UUID, Any], files: Mapping[UUID, int]) -> Asked:
    value = answers.get(one.id)
    day = date.fromisoformat(value) if one.kind == FieldKind.date and value else None
    return Asked(one.label_ar, one.label_en, day, files.get(one.id, 0))
