"""A real server on the demo: every GET answers every role, and never with a failure of its own.

The other tests reach PostgreSQL through psycopg; only a real server reads through asyncpg.
"""

from __future__ import annotations

import http.client
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.database import sync_engine
from app.demo.rules import ACCOUNTS, PASSWORD
from app.editions.models import Category, Edition, Programme, Rubric
from app.entries.models import Attachment, Entry
from app.entries.submission_models import Submission
from app.judging.assignments.models import AssignmentPlan
from app.judging.deliberation.models import AgendaItem, Meeting
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.notifications.models import Mail
from app.organisations.models import Organisation, Service
from app.results.decisions.models import Decision
from app.results.rankings.models import Ranking
from tests.access.test_matrix import api_routes
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres
from tests.harness.server import Server

ON_POSTGRESQL = os.environ.get("TAHKEEM_TEST_DATABASE") == "postgresql"
pytestmark = [pytest.mark.process, *([] if ON_POSTGRESQL else [pytest.mark.slow])]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The published demo, served."""

    def ready(url: str) -> Iterator[Server]:
        migrate(url)
        made = Server(tmp_path, url)
        made.run("demo", "--stage", "published")
        made.run("invariants")
        made.start()
        yield made
        made.stop()

    if ON_POSTGRESQL:
        with postgres() as url:
            yield from ready(url)
    else:
        yield from ready(f"sqlite:///{tmp_path / 'demo.sqlite3'}")


def get(server: Server, path: str, token: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    connection.request("GET", path, headers={**headers, "Accept-Language": "en"})
    answer = connection.getresponse()
    raw = answer.read()
    connection.close()
    return answer.status, raw


def sign_in(server: Server, email: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    body = json.dumps({"email": email, "password": PASSWORD})
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/v1/sign-in", body, headers)
    answer = connection.getresponse()
    assert answer.status == 200
    token: str = json.loads(answer.read())["access_token"]
    connection.close()
    return token


Ids = dict[str, str]


def known_ids(url: str) -> list[Ids]:
    """Values for the parameters of paths, in a few sets whose rows belong together."""
    engine = sync_engine(url)
    with Session(engine) as session:

        def first(column: Any, *conditions: Any) -> str:
            return str(session.scalars(select(column).where(*conditions).limit(1)).first())

        entrants = ("entrant@demo.tahkeem.example", "individual01@demo.tahkeem.example")
        agency = first(Organisation.id, Organisation.name_en == "Demo agency 01")
        judged = session.execute(
            select(Evaluation.id, Evaluation.submitted_id, Entry.id, Attachment.id)
            .select_from(Evaluation)
            .join(Juror, Juror.id == Evaluation.juror_id)
            .join(Entry, Entry.id == Evaluation.entry_id)
            .join(Attachment, Attachment.entry_id == Entry.id)
            .where(Juror.email == "juror@demo.tahkeem.example", Evaluation.closed_at.is_(None))
            .limit(1)
        ).one()
        mine = session.execute(
            select(Entry.id, Attachment.id)
            .join(Attachment, Attachment.entry_id == Entry.id)
            .outerjoin(User, User.id == Entry.owner_id)
            .where(or_(User.email.in_(entrants), Entry.organisation_id == UUID(agency)))
            .limit(1)
        ).one()
        winner = first(Decision.entry_id, Decision.outcome == "winner")
        common = {
            "edition_id": first(Edition.id),
            "programme_id": first(Programme.id),
            "category_id": first(Category.id),
            "rubric_id": first(Rubric.id),
            "round_id": first(Round.id),
            "juror_id": first(Juror.id, Juror.email == "juror@demo.tahkeem.example"),
            "plan_id": first(AssignmentPlan.id),
            "other_id": first(AssignmentPlan.id),
            "ranking_id": first(Ranking.id),
            "organisation_id": agency,
            "evaluation_id": str(judged[0]),
            "revision_id": str(judged[1]),
            "mail_id": first(Mail.id),
            "meeting_id": first(Meeting.id),
            "user_id": first(User.id),
            "page": "1",  # of a file's small pictures
            "colour": "175cd3",
            "service_id": first(Service.id, Service.organisation_id == UUID(agency)),
        }
        receipt = session.scalars(
            select(Submission).where(Submission.entry_id == mine[0]).limit(1)
        ).one()
        common |= {"receipt_id": str(receipt.id), "code": receipt.code}
        found = [
            common
            | {
                "entry_id": str(judged[2]),
                "attachment_id": str(judged[3]),
                "slug": first(Edition.slug),
                "number": first(Entry.number, Entry.id == UUID(winner)),
            },
            common
            | {
                "entry_id": str(mine[0]),
                "attachment_id": str(mine[1]),
                "slug": first(Programme.slug),
                "number": "1",
            },
            common
            | {
                "entry_id": first(AgendaItem.entry_id),
                "attachment_id": str(mine[1]),
                "slug": first(Programme.slug),
                "number": "1",
            },
        ]
    engine.dispose()
    return found


def paths_of(path: str, cases: list[Ids]) -> list[str]:
    """The path with every parameter filled, in each way; none if a parameter is unknown here."""
    names = re.findall(r"{(\w+)[^}]*}", path)
    if any(name not in cases[0] for name in names):
        return []
    if path.endswith("/signals"):  # a stream, told to end at once
        path += "?seconds=0"
    filled = (re.sub(r"{(\w+)[^}]*}", lambda at: case[at[1]], path) for case in cases)  # noqa: B023 -- used at once
    return list(dict.fromkeys(filled))


# No answer with content on the demo: they need a query, a job, a logo, a photo, an earlier edition, a call that
# is not over yet (the import of entries), or the name of a file.
SPECIAL = {
    "find_similar_organisations",
    "list_enterable_categories",
    "list_earlier_entries",
    "show_entry_import",
    "show_entry_template",
    "compare_entry",
    "show_job",
    "show_programme_logo",
    "page_logo",
    "page_photo",
    "show_juror_photo",
    "show_own_photo",
    # In the published demo no entry is moved any more.
    "show_move",
    # In the published demo no round asks for bids any more.
    "own_bids",
    # No round of the demo is judged by ranking.
    "show_own_ranking",
    # No round of the demo is judged without names.
    "download_blind_copy",
    "page_font",
    "page_picture",
    "page_stylesheet",
}


def test_every_read_answers(server: Server, app: FastAPI) -> None:
    ids = known_ids(server.environ["TAHKEEM_DATABASE_URL"])
    tokens = {one["email"]: sign_in(server, one["email"]) for one in ACCOUNTS}
    described = json.loads(get(server, "/api/v1/openapi.json")[1])
    statuses: dict[str, set[int]] = defaultdict(set)
    broken: list[str] = []
    for route in api_routes(app):
        if "GET" not in route.methods:
            continue
        api = f"/api/v1{route.path}"
        statuses[route.name] = set()
        for path in paths_of(api if api in described["paths"] else route.path, ids):
            for token in ("", *tokens.values()):
                status, raw = get(server, path, token)
                statuses[route.name].add(status)
                if status >= 500:
                    broken.append(f"{status} {path} {raw[:200]!r}")
    assert broken == []
    never = {name for name, seen in statuses.items() if not seen & {200, 307, 308}}
    assert never <= SPECIAL, "nobody reads these; name their parameters in known_ids"
