"""What the two worlds of the non-interference test begin with, and who may read what of it then.

Two editions with the same people: one judges by a sheet, the other by an order. Four of the jurors are on both panels,
one of them recused from the first entry of each; the outsider is on none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.database import Database
from app.editions.models import Criterion
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.order_rules import order_id
from app.judging.panels.models import Juror
from app.kit.ids import uuid7
from app.main import API
from app.organisations.models import Organisation
from tests.access.test_matrix import api_routes
from tests.conftest import NOW, Clock, Current
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
    make_user,
)

WIDEST: Final = 5  # of so many ids of a kind it is known beforehand who may read them
SECRET: Final = ("first", "second")
OTHERS: Final = ("juror", "recused", "outsider", "entrant", "other_entrant", "anonymous")
JURORS: Final = ("juror", "recused", *SECRET, "third")
# Files that a library stamps with the machine's own time, what is no answer of ours, and what does not end.
MOMENT: Final = "template|static|signals"
PAGES: Final = ("editions", "en")


@dataclass
class Contest:
    """An edition in judging with one round: three entries of two agencies, assigned to all of its panel."""

    edition: UUID
    category: UUID
    round: UUID
    entries: list[UUID]
    jurors: dict[str, UUID]
    evaluations: dict[str, list[UUID]]
    # The ids of the jurors' orders, where the round asks for orders.
    orders: dict[str, UUID]


@dataclass
class World:
    """What both worlds begin with."""

    app: FastAPI
    current: Current
    database: Database
    connection: Connection
    session: Session
    clock: Clock
    people: dict[str, User] = field(default_factory=dict)
    clients: dict[str, TestClient] = field(default_factory=dict)
    scored: Contest = field(init=False)
    ordered: Contest = field(init=False)
    leaves: list[str] = field(default_factory=list)
    known: dict[str, list[Any]] = field(default_factory=dict)
    gets: list[tuple[str, list[str]]] = field(default_factory=list)
    # What each of the others may read when the rounds have just begun.
    readable: dict[str, list[str]] = field(default_factory=dict)

    def lay(self) -> None:
        """Two editions in judging, and everybody."""
        session = self.session
        agencies = [make_organisation(session), make_organisation(session, name_ar="جهة أخرى")]
        for name in (*JURORS, "outsider", "organiser", "approver"):
            self.people[name] = make_user(session)
        self.people["entrant"] = make_member(session, agencies[0])
        self.people["other_entrant"] = make_member(session, agencies[1])
        self.known = {
            "organisation_id": [one.id for one in agencies],
            "user_id": [one.id for one in self.people.values()],
        }
        self.scored = self.contest(agencies, meeting_votes="open", consensus_counts=True)
        self.ordered = self.contest(agencies, mode="ranking", meeting_votes="secret")
        self.known |= {
            "ranking_id": [*self.ordered.orders.values(), uuid7()],
            "meeting_id": [uuid7()],
        }
        session.commit()

    def contest(
        self, agencies: list[Organisation], mode: str = "score", **rulebook: Any
    ) -> Contest:
        session = self.session
        edition = make_edition(
            session,
            phase="judging",
            tiebreaks=["lot", "shared"],
            rulebook_hash="r" * 64,
            **rulebook,
        )
        category = make_category(session, edition, places=1)
        entries = [
            make_entry(session, category, agency, state="eligible", submitted_at=NOW)
            for agency in (agencies[0], agencies[1], agencies[1])
        ]
        round_ = make_round(session, edition, mode=mode)
        jurors: dict[str, Juror] = {
            name: make_juror(session, edition, self.people[name]) for name in (*JURORS, "outsider")
        }
        panel = [jurors[name] for name in JURORS]
        make_panel(session, round_, *panel)
        evaluations = {
            name: [make_evaluation(session, round_, entry, jurors[name]).id for entry in entries]
            for name in JURORS
        }
        barred = session.get_one(Evaluation, evaluations["recused"][0])
        barred.closed_at, barred.closed_reason = NOW, "recused"
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=edition.id,
                juror_id=jurors["recused"].id,
                entry_id=entries[0].id,
                source="juror",
                kind="employer",
                state="recused",
                declared_at=NOW,
            )
        )
        for role in (Role.organiser, Role.approver):
            make_grant(session, self.people[role.value], role, Scope.edition, edition.id)
        if mode == "score":
            self.leaves = [
                str(key)
                for key in session.scalars(
                    select(Criterion.id)
                    .where(
                        Criterion.rubric_id == category.rubric_id, Criterion.minimum.is_not(None)
                    )
                    .order_by(Criterion.position)
                )
            ]
        made: dict[str, list[Any]] = {
            "edition_id": [edition.id],
            "programme_id": [edition.programme_id],
            "category_id": [category.id],
            "rubric_id": [category.rubric_id],
            "round_id": [round_.id],
            "entry_id": [one.id for one in entries],
            "juror_id": [one.id for one in jurors.values()],
            "evaluation_id": [key for keys in evaluations.values() for key in keys],
            "slug": [edition.slug],
            "number": [one.number for one in entries],
        }
        for name, more in made.items():
            self.known.setdefault(name, []).extend(more)
        return Contest(
            edition=edition.id,
            category=category.id,
            round=round_.id,
            entries=[one.id for one in entries],
            jurors={name: one.id for name, one in jurors.items()},
            evaluations=evaluations,
            orders={name: order_id(round_.id, category.id, jurors[name].id) for name in JURORS},
        )

    def look(self) -> None:
        """What may be read at all, and who may read it now."""
        self.gets = [
            (path, names)
            for path, names in (
                (at, re.findall(r"\{(\w+)", at))
                for at in paths(self.app)
                if not re.search(MOMENT, at)
            )
            if set(names) <= set(self.known)
        ]
        self.readable = {name: self.reads(name) for name in OTHERS}
        assert all(self.readable.values())

    def reads(self, name: str) -> list[str]:
        """What this person may read now; asking leaves nothing behind."""
        found = []
        for path, names in self.gets:
            for at in range(max((min(len(self.known[one]), WIDEST) for one in names), default=1)):
                url = path.format(
                    **{one: self.known[one][at % len(self.known[one])] for one in names}
                )
                self.session.commit()
                with self.connection.begin_nested() as savepoint:
                    if self.clients[name].get(url).status_code == 200:
                        found.append(url)
                    self.session.rollback()
                    savepoint.rollback()
        return found


def paths(app: FastAPI) -> list[str]:
    """Where something may be read: the API, and the public pages."""
    return [
        (API if route.path.split("/")[1] not in PAGES else "") + route.path
        for route in api_routes(app)
        if route.methods == {"GET"}
    ]
