"""The small world in which the access matrix asks every route as every persona."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Role, Scope
from app.editions.models import Category, Edition, Field, Rubric
from app.entries.extension_models import Extension
from app.entries.models import Answer, Entry, Question
from app.entries.screening_models import ScreeningMessage
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.organisations.models import Organisation
from tests.factories import (
    NOW,
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_past_tie,
    make_round,
    make_staff,
    make_user,
)

PERSONAS = (
    "anonymous",
    "nobody",
    "entrant",
    "other_entrant",
    "viewer",
    "editor",
    "submitter",
    "juror",
    "co_juror",
    "recused",
    "chair",
    "screener",
    "organiser",
    "other_organiser",
    "walled_organiser",
    "auditor",
    "approver",
    "admin",
)


@dataclass
class World:
    """One edition in judging, one eligible entry, three jurors and everybody else.

    `walled_organiser` organises the edition and was of the entry's agency until a while ago.
    """

    session: Session
    edition: Edition
    category: Category
    rubric: Rubric
    field: Field
    organisation: Organisation
    entry: Entry
    draft: Entry
    round: Round
    panel: Panel
    jurors: dict[str, Juror]
    evaluation: Evaluation
    co_evaluation: Evaluation
    conflict: Conflict
    people: dict[str, User]


def build_world(session: Session) -> World:
    """Make the world; `people` holds a user per persona but `anonymous`."""
    edition = make_edition(session, phase="judging")
    category = make_category(session, edition)
    field = make_field(session, category)
    organisation = make_organisation(session)
    people: dict[str, User] = {"nobody": make_user(session)}
    people["entrant"] = make_member(session, organisation)
    people["other_entrant"] = make_member(
        session, make_organisation(session, name_ar="جهة أخرى", name_en="Other agency")
    )
    entry = make_entry(session, category, organisation, state="eligible", submitted_at=NOW)
    draft = make_entry(session, category, organisation)
    # Collaborators from outside the agency, on the entry and not on the draft.
    people["viewer"] = make_collaborator(session, entry, "view")
    people["editor"] = make_collaborator(session, entry, "edit")
    people["submitter"] = make_collaborator(session, entry, "submit")
    session.add(Answer(entry_id=entry.id, field_id=field.id, value="نص", revision=1, saved_at=NOW))
    round_ = make_round(session, edition)
    jurors = {}
    for name in ("juror", "co_juror", "recused", "chair"):
        jurors[name] = make_juror(session, edition)
        people[name] = session.get_one(User, jurors[name].user_id)
    panel = make_panel(session, round_, *jurors.values(), chair=jurors["chair"])
    make_grant(session, people["chair"], Role.chair, Scope.edition, edition.id)
    evaluation = make_evaluation(session, round_, entry, jurors["juror"])
    co_evaluation = make_evaluation(session, round_, entry, jurors["co_juror"])
    barred = make_evaluation(session, round_, entry, jurors["recused"])
    barred.closed_at, barred.closed_reason = NOW, "recused"
    conflict = Conflict(
        id=uuid7(),
        edition_id=edition.id,
        juror_id=jurors["recused"].id,
        entry_id=entry.id,
        source="juror",
        kind="employer",
        state="recused",
        declared_at=NOW,
    )
    session.add(conflict)
    # What lists of the edition tell of an entry.
    session.add_all(
        (
            Extension(
                id=uuid7(),
                edition_id=edition.id,
                entry_id=entry.id,
                until=NOW,
                entries=1,
                reason="عطل",
                granted_at=NOW,
            ),
            Question(
                id=uuid7(), edition_id=edition.id, entry_id=entry.id, body="سؤال", asked_at=NOW
            ),
            ScreeningMessage(
                id=uuid7(), entry_id=entry.id, body="رسالة", from_staff=False, sent_at=NOW
            ),
        )
    )
    for name in ("screener", "organiser", "auditor", "approver"):
        people[name] = make_staff(session, edition, Role(name))
    people["walled_organiser"] = make_staff(session, edition)
    make_past_tie(session, people["walled_organiser"], Scope.organisation, organisation.id)
    people["other_organiser"] = make_staff(session, make_edition(session))
    people["admin"] = make_user(session)
    make_grant(session, people["admin"], Role.admin)
    session.commit()
    return World(
        session=session,
        edition=edition,
        category=category,
        rubric=session.get_one(Rubric, category.rubric_id),
        field=field,
        organisation=organisation,
        entry=entry,
        draft=draft,
        round=round_,
        panel=panel,
        jurors=jurors,
        evaluation=evaluation,
        co_evaluation=co_evaluation,
        conflict=conflict,
        people=people,
    )


class Row:
    """What one route answers to every persona.

    `url`, `body` and `headers` are functions of the world. `expected` names personas with their
    status; `others` is everybody else's, `anonymous` is 401 unless said. What the organiser whom a
    wall keeps from the entry gets stands in `tests.access.walls`.
    """

    def __init__(
        self,
        method: str,
        url: Callable[[World], str],
        *,
        body: Callable[[World], Any] | None = None,
        headers: Callable[[World], dict[str, str]] | None = None,
        others: int = 403,
        **expected: int,
    ) -> None:
        unknown = set(expected) - set(PERSONAS)
        assert not unknown, f"unknown personas {unknown}"
        self.method = method
        self.url = url
        self.body = body or (lambda _world: None)
        self.headers = headers or (lambda _world: {})
        self.expected = {"anonymous": 401} | {
            name: others for name in PERSONAS if name != "anonymous"
        }
        self.expected |= expected
        self.expected["walled_organiser"] = expected.get(
            "walled_organiser", self.expected["organiser"]
        )
