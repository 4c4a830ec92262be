"""The demo edition at its stages: counts, planted facts, promises, and that it leaves no trace."""

from __future__ import annotations

import asyncio
import os
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from statistics import mean, pstdev
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import user_by_email
from app.actor import SYSTEM_ACTOR, Actor
from app.audit.models import AuditEvent
from app.database import Base, Database
from app.demo import removal_service
from app.demo.content import BRANCHES
from app.demo.queries import what_to_look_at
from app.demo.rules import AGENCIES, JURORS, PASSWORD, THRESHOLD, WITHHELD_BRANCH
from app.demo.service import build
from app.editions.models import Category, Edition
from app.editions.rules import Phase
from app.entries.models import Attachment, Entry
from app.house import House
from app.jobs.models import Job
from app.judging.conflicts.models import Conflict
from app.judging.deliberation.models import Feedback
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.models import Juror
from app.kit.errors import Refusal
from app.kit.passwords import verify_password
from app.notifications.models import Mail
from app.office import cloning_service
from app.office.cloning_schemas import CloneIn
from app.office.invariants import broken_invariants
from app.office.queries import load_actor
from app.organisations.models import Organisation
from app.results.approvals.verify_queries import verify_edition
from app.results.decisions.models import Decision
from app.results.rankings.models import RankingRow
from tests.conftest import Clock
from tests.factories import make_edition, make_organisation, make_user

# On PostgreSQL tests/process/test_every_read.py builds the same by the command.
ON_POSTGRESQL = os.environ.get("TAHKEEM_TEST_DATABASE") == "postgresql"
pytestmark = [
    pytest.mark.no_cover,  # the demo itself is left out, and the rest has its own tests
    *([pytest.mark.slow] if ON_POSTGRESQL else []),
]
TODAY = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SPLIT = {code: size for code, _, _, size, _ in BRANCHES}


@pytest.fixture
def demo(database: Database, clock: Clock) -> Any:
    """`demo(stage)` builds it as the command does."""
    clock.now = TODAY

    def make(stage: str, seed: int = 1, *, force: bool = False) -> list[dict[str, str]]:
        return [dict(one) for one in asyncio.run(build(database, stage, seed, force=force))]

    return make


def counts(connection: Connection) -> dict[str, int]:
    """Rows per table."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def states(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(Entry.state)))


def codes(session: Session) -> list[str]:
    """What the organiser is told to look at."""
    edition = session.scalars(select(Edition).where(Edition.is_demo)).one()
    organiser = user_by_email(session, "organiser@demo.tahkeem.example")
    assert organiser is not None
    look = what_to_look_at(session, load_actor(session, organiser.id, None), edition.id)
    assert all("{" not in item.text_ar + item.text_en for item in look.items)
    return [item.code for item in look.items]


def check_what_every_stage_has(session: Session) -> Edition:
    edition = session.scalars(select(Edition).where(Edition.is_demo)).one()
    assert edition.programme.is_demo
    assert session.scalar(select(func.count()).select_from(Organisation)) == AGENCIES
    by_branch = session.execute(
        select(Category.code, func.count(Entry.id))
        .join(Entry, Entry.category_id == Category.id)
        .group_by(Category.code)
    )
    assert dict(by_branch.all()) == SPLIT
    assert Counter(session.scalars(select(Juror.origin).where(Juror.state == "accepted"))) == {
        "international": 7,
        "regional": 7,
        "local": 7,
    }
    assert session.scalars(select(User.email).where(~User.email.endswith(".example"))).all() == []
    assert session.scalars(select(Mail.id).where(Mail.sent_at.is_(None))).all() == []
    assert broken_invariants(session, Actor(user_id=None)) == {}
    late = session.scalars(
        select(AuditEvent.act).where(AuditEvent.at > TODAY).order_by(AuditEvent.id)
    ).all()
    assert late == [], "nothing happened after today"
    told = session.execute(select(AuditEvent.at).order_by(AuditEvent.id)).scalars().all()
    assert told == sorted(told)
    return edition


def test_published(demo: Any, session: Session, connection: Connection, house: House) -> None:
    before = counts(connection)
    accounts = demo("published")
    assert [one["role"] for one in accounts[:8]] == [
        "admin", "organiser", "screener", "chair", "juror", "auditor", "approver", "entrant",
    ]  # fmt: skip
    edition = check_what_every_stage_has(session)
    assert edition.phase == Phase.published
    assert edition.closes_at is not None
    assert edition.closes_at < TODAY
    assert states(session) == {"eligible": 184}
    check_that_the_accounts_open(session, accounts)
    check_evaluations(session)
    check_results(session, edition)
    check_feedback(session)
    lines, fails = verify_edition(session, SYSTEM_ACTOR, edition.slug) or ([], True)
    assert (fails, lines[-1]) == (False, "results: as frozen"), lines
    assert codes(session) == [
        "deadline_moved",
        "too_new",
        "conflict",
        "late_juror",
        "severe_juror",
        "erratic_juror",
        "tie",
        "withheld",
        "feedback",
    ]
    files = session.scalars(select(Attachment)).all()
    assert {(file.state, file.pages, len(file.previews)) for file in files} == {("clean", 1, 1)}
    assert session.scalars(select(Job)).all() == []
    kept = {hash_ for file in files for hash_ in (file.sha256, file.clean_sha256, *file.previews)}
    assert len(kept) > 120
    check_that_it_clones(session, edition)
    useless = removal_service.remove(session, Actor(user_id=None))
    session.commit()
    assert counts(connection) == before
    assert len(useless) == len(kept)


def check_that_it_clones(session: Session, edition: Edition) -> None:
    """A whole edition gives a draft that asks and weighs the same, and holds nobody's entry."""
    wanted = CloneIn(slug="next", name_ar="الدورة التالية", name_en="Next", team=True)
    cloning_service.clone_edition(session, SYSTEM_ACTOR, edition.id, UUID(int=9), wanted, TODAY)
    session.flush()
    new = session.get_one(Edition, UUID(int=9))
    assert (new.phase, new.closes_at) == ("draft", edition.closes_at.replace(year=2027))  # type: ignore[union-attr]

    def set_up(of: Edition) -> list[tuple[Any, ...]]:
        rows = session.scalars(
            select(Category).where(Category.edition_id == of.id).order_by(Category.position)
        )
        return [
            (row.code, len(row.sections), [field.code for field in row.fields], row.places)
            for row in rows
        ]

    assert set_up(new) == set_up(edition)
    assert len(set_up(new)) == len(BRANCHES)
    jurors = session.scalars(select(Juror).where(Juror.edition_id == new.id)).all()
    assert [(one.state, one.user_id) for one in jurors] == [("invited", None)] * JURORS
    assert session.scalars(select(Entry.id).where(Entry.edition_id == new.id)).all() == []
    assert broken_invariants(session, Actor(user_id=None)) == {}
    session.rollback()


def check_that_the_accounts_open(session: Session, accounts: list[dict[str, str]]) -> None:
    hashes = {
        session.scalars(select(User.password_hash).where(User.email == one["email"])).one()
        for one in accounts
    }
    (only,) = hashes
    assert {one["password"] for one in accounts} == {PASSWORD}
    assert asyncio.run(verify_password(PASSWORD, only))


def check_evaluations(session: Session) -> None:
    ended = Counter(
        tuple(row) for row in session.execute(select(Evaluation.status, Evaluation.closed_reason))
    )
    assert ended == {("submitted", ""): 550, ("none", "recused"): 2}
    assert len(session.scalars(select(Conflict.id)).all()) == 2
    employer = session.execute(
        select(Juror.employer_id, Entry.organisation_id, Juror.origin)
        .select_from(Conflict)
        .join(Juror, Juror.id == Conflict.juror_id)
        .join(Entry, Entry.id == Conflict.entry_id)
    ).all()
    assert all(row[0] == row[1] and row[2] == "local" for row in employer)
    rows = session.execute(
        select(Juror.email, Evaluation.entry_id, Revision.total, Evaluation.submitted_at)
        .join(Evaluation, Evaluation.juror_id == Juror.id)
        .join(Revision, Revision.id == Evaluation.submitted_id)
    ).all()
    totals: dict[UUID, dict[str, float]] = defaultdict(dict)
    sent: dict[str, list[datetime]] = defaultdict(list)
    for email, entry_id, total, at in rows:
        totals[entry_id][email] = float(Fraction(total))
        sent[email].append(at)
    apart: dict[str, list[float]] = defaultdict(list)
    for given in totals.values():
        for email, total in given.items():
            others = [value for name, value in given.items() if name != email]
            apart[email].append(total - mean(others))
    severity = sorted(apart, key=lambda email: mean(apart[email]))
    spread = sorted(apart, key=lambda email: pstdev(apart[email]))
    assert severity[0] == "juror10@demo.tahkeem.example"
    assert mean(apart[severity[0]]) < 2 * mean(apart[severity[1]])
    assert spread[-1] == "juror06@demo.tahkeem.example"
    hours = {email: max(times) - min(times) for email, times in sent.items()}
    assert len(hours) == JURORS
    assert [email for email, took in hours.items() if took < timedelta(hours=12)] == [
        "juror04@demo.tahkeem.example"
    ]


def check_results(session: Session, edition: Edition) -> None:
    rows = session.execute(
        select(Category.code, RankingRow.rank, RankingRow.score, Decision.outcome, Decision.place)
        .join(Category, Category.id == RankingRow.category_id)
        .outerjoin(Decision, Decision.entry_id == RankingRow.entry_id)
        .order_by(Category.position, RankingRow.rank)
    ).all()
    assert len(rows) == 184
    first = [(row.score, row.outcome) for row in rows if row.rank == 1]
    tied = [row for row in rows if row.code == "participation" and row.rank == 1]
    assert len(first) == len(BRANCHES) + 1
    assert len(tied) == 2
    assert tied[0].score == tied[1].score
    assert [row.place for row in tied] == [1, 1]
    best = max(Fraction(row.score) for row in rows if row.code == WITHHELD_BRANCH)
    assert best < THRESHOLD
    assert all(Fraction(row.score) >= THRESHOLD for row in rows if row.outcome == "winner")
    withheld = session.scalars(
        select(Category.code).join(Decision).where(Decision.outcome == "withheld")
    ).all()
    assert withheld == [WITHHELD_BRANCH]
    assert len(edition.rulebook_hash) == 64


def check_feedback(session: Session) -> None:
    """Winners and the demo's entrant were told; what is still a draft was not."""
    told = dict(session.execute(select(Feedback.entry_id, Feedback.state)).all())
    assert set(told.values()) == {"released", "draft"}
    awarded = session.scalars(
        select(Decision.entry_id).where(Decision.outcome == "winner", Decision.place <= 3)
    ).all()
    own = session.scalars(
        select(Entry.id)
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .where(Organisation.name_en == "Demo agency 01")
    ).all()
    assert len(own) == 4
    assert {told.get(key) for key in own} == {"released"}
    assert {told[key] for key in awarded if key is not None} == {"released"}


@pytest.mark.slow
def test_judging_beside_real_data(demo: Any, session: Session, connection: Connection) -> None:
    """Asked to, it stands beside real data, touches none of it and brings no administrator."""
    person = make_user(session, "minister@gov.example.org")
    agency = make_organisation(session, name_ar="جهة حقيقية", name_en="Real agency")
    real = make_edition(session)
    before = counts(connection)
    with pytest.raises(Refusal) as refused:
        demo("judging")
    assert refused.value.code == "other_data"
    assert counts(connection) == before
    accounts = demo("judging", force=True)
    assert "admin" not in {one["role"] for one in accounts}
    edition = session.scalars(select(Edition).where(Edition.is_demo)).one()
    assert edition.phase == Phase.judging
    assert states(session) == {"eligible": 184}
    own = session.execute(
        select(Evaluation.status, func.count())
        .join(Juror, Juror.id == Evaluation.juror_id)
        .where(Juror.email == "juror@demo.tahkeem.example")
        .group_by(Evaluation.status)
    )
    queue = dict(own.all())
    assert queue["draft"] >= 1
    assert 0.3 < queue["submitted"] / sum(queue.values()) < 0.75
    late = session.scalars(
        select(Evaluation.status)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .where(Juror.email == "juror04@demo.tahkeem.example")
    ).all()
    assert set(late) == {"none"}
    assert codes(session) == [
        "deadline_moved", "too_new", "duplicates", "returned",
        "conflict", "late_juror", "severe_juror", "erratic_juror",
    ]  # fmt: skip
    assert session.scalars(select(Mail.to_email).where(Mail.to_email == person.email)).all() == []
    removal_service.remove(session, Actor(user_id=None))
    session.commit()
    assert counts(connection) == before
    assert {agency.id, person.id, real.id} == {
        session.scalars(select(Organisation.id)).one(),
        session.scalars(select(User.id)).one(),
        session.scalars(select(Edition.id)).one(),
    }


@pytest.mark.slow
def test_open(demo: Any, session: Session) -> None:
    demo("open", seed=2)
    edition = check_what_every_stage_has(session)
    assert edition.phase == Phase.open
    assert edition.closes_at is not None
    assert timedelta(days=5) < edition.closes_at - TODAY < timedelta(days=8)
    assert set(states(session)) == {"draft", "submitted"}
    assert states(session)["draft"] > 40
    own = session.scalars(
        select(Entry.state)
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .where(Organisation.name_en == "Demo agency 01")
    ).all()
    assert Counter(own) == {"submitted": 3, "draft": 1}
    assert codes(session) == ["deadline_moved", "too_new", "drafts", "question", "duplicates"]


@pytest.mark.slow
def test_deliberation(demo: Any, session: Session) -> None:
    demo("deliberation")
    edition = check_what_every_stage_has(session)
    assert edition.phase == Phase.deliberation
    assert session.scalar(select(func.count()).select_from(RankingRow)) == 184
    assert codes(session)[-2:] == ["tie", "withheld"]
    check_again(demo, session)


def check_again(demo: Any, session: Session) -> None:
    """The same seed again replaces it by the same."""

    def face() -> list[Any]:
        session.expire_all()
        scores = select(Entry.id, Entry.number, Entry.title_ar, RankingRow.score).join(
            RankingRow, RankingRow.entry_id == Entry.id
        )
        return sorted(tuple(row) for row in session.execute(scores))

    before = face()
    demo("deliberation")
    assert face() == before
