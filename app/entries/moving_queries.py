"""How an entry would stand in another category: what of it goes along, what stays, what keeps it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.field_rules import check_answer
from app.editions.form_queries import field_spec
from app.editions.models import Category, Edition, Field
from app.editions.rules import EntrantKind, FieldKind
from app.entries.carry_queries import asked, check_field, takes_file
from app.entries.carry_rules import counterparts, fitting, is_empty
from app.entries.eligibility_past_queries import held_entries, whose
from app.entries.eligibility_queries import Words, rule_states, states_by
from app.entries.eligibility_rules import RuleState
from app.entries.form_queries import current_forms, entry_form, problems_of
from app.entries.models import Answer, Attachment, Entry
from app.entries.moving_rules import Unfit, sources, why_unfit
from app.entries.rules import PRESENT, Holdings, entering_problems
from app.entries.submission_queries import said_of, words_and_files
from app.organisations.models import Organisation


@dataclass(frozen=True)
class Fit:
    """An entry's answers and files as the form of another category takes them."""

    category: Category
    target: Category
    # Question of the new form → the answer that it takes, and the question that held it.
    values: dict[UUID, Any]
    origins: dict[UUID, UUID]
    # Files in their order, each with its new question.
    files: list[tuple[Attachment, UUID]]
    carried: list[Field]
    left: list[Field]
    unfit: list[tuple[Field, Unfit]]
    states: list[RuleState]
    not_met: list[RuleState]


def fit_of(session: Session, actor: Actor, entry: Entry, target: Category) -> Fit:
    """What a move of this entry would do to what it says."""
    category = session.get_one(Category, entry.category_id)
    edition = session.get_one(Edition, entry.edition_id)
    old = {one.id: one for one in entry_form(session, entry, category).fields}
    new = {one.id: one for one in current_forms(session, [target.id])[target.id].fields}
    answers, files = words_and_files(session, entry, old.keys())
    # What it left there, if it was in that category before.
    once, once_files = _left_in(session, entry, new)
    told = {one.field_id: one.value for one in (*once, *answers) if not is_empty(one.value)}
    sent: dict[UUID, list[Attachment]] = {}
    for file in (*files, *once_files):
        if file.state in PRESENT:
            sent.setdefault(file.field_id, []).append(file)
    pairs = counterparts([asked(one) for one in new.values()], [asked(one) for one in old.values()])
    holding = {*told, *sent}
    found = sources(
        pairs,
        [key for key in old if key in holding],
        [key for key in new if key in holding],
    )
    values, refused = fitting(
        {key: told[of] for key, of in found.of.items() if of in told},
        # As it is submitted: a text over its limit does not fit.
        lambda key, value: check_answer(field_spec(new[key]), check_field(new[key], value)),
    )
    kept: list[tuple[Attachment, UUID]] = []
    bad = set(refused)
    for key, of in found.of.items():
        if new[key].kind == FieldKind.file.value:
            fit = [one for one in sent[of] if takes_file(new[key], one)][: new[key].max_files]
            kept += [(one, key) for one in fit]
            bad |= {key} if len(fit) < len(sent[of]) else set()
    counts = Counter(key for _, key in kept)
    problems = problems_of(
        entry,
        list(new.values()),
        [Answer(entry_id=entry.id, field_id=key, value=value) for key, value in values.items()],
        counts,
    )
    # What it asks for is carried whole or not at all.
    stops = [
        key
        for key in new
        if key in problems or (key in bad and (new[key].required or key in counts))
    ]
    why = why_unfit(stops, pairs.keys() | found.of.keys(), bad | (problems.keys() & values.keys()))
    went = {found.of[key] for key in (*values, *counts)}
    states = _states_there(session, edition, entry, target, values, counts)
    now = {one.rule_id for one in rule_states(session, actor, entry) if one.holds_up}
    return Fit(
        category=category,
        target=target,
        values=values,
        origins={key: of for key, of in found.of.items() if key in values or key in counts},
        files=kept,
        carried=[new[key] for key in new if key in values or key in counts],
        left=[one for key, one in old.items() if key in holding and key not in went],
        unfit=[(new[key], why[key]) for key in stops],
        states=states,
        not_met=[one for one in states if one.holds_up and one.rule_id not in now],
    )


def _left_in(
    session: Session, entry: Entry, fields: dict[UUID, Field]
) -> tuple[Sequence[Answer], Sequence[Attachment]]:
    answers = session.scalars(
        select(Answer).where(Answer.entry_id == entry.id, Answer.field_id.in_(fields))
    ).all()
    files = session.scalars(
        select(Attachment)
        .where(Attachment.entry_id == entry.id, Attachment.field_id.in_(fields))
        .order_by(Attachment.added_at, Attachment.id)
    ).all()
    return answers, files


def _states_there(
    session: Session,
    edition: Edition,
    entry: Entry,
    target: Category,
    values: dict[UUID, Any],
    files: Counter[UUID],
) -> list[RuleState]:
    """How it would stand to the rules of the other category; its limits are `limits_of`."""
    # A copy that no session knows: nothing is written to ask this.
    there = Entry(
        **{
            column.key: getattr(entry, column.key)
            for column in inspect(Entry).column_attrs
            if column.key not in ("category_id", "form_version")
        },
        category_id=target.id,
        form_version=target.form_version,
    )
    words = Words(
        {str(key): value for key, value in values.items()},
        files,
        said_of(session, entry.id),
        entry.folded,
    )
    return [one for one in states_by(session, edition, there, words) if one.rule_id is not None]


def check_room(session: Session, entry: Entry, target: Category) -> None:
    """Whether the other category takes one more of this entrant.

    Refusals (409): `entrant_kind`, `organisation_refused`, `category_limit`.
    """
    organisation = entry.organisation_id and session.get(Organisation, entry.organisation_id)
    held = held_entries(session, entry.edition_id, [entry]).get(whose(entry), Counter())
    for problem in entering_problems(
        EntrantKind(target.entrant_kind),
        as_organisation=bool(organisation),
        organisation_status=organisation.status if organisation else "",
        edition_limit=None,
        category_limit=target.max_entries_per_entrant,
        held=Holdings(in_category=held[target.id]),
    ):
        raise problem
