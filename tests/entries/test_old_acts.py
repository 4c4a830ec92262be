"""Migrations read what was kept before: acts of the log, mails that were written, statements that were signed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from app.accounts.models import Invitation, PastTie, User
from app.actor import Role
from app.audit.models import AuditEvent
from app.database import sync_engine
from app.entries.extension_models import ExtendedEntry, Extension
from app.entries.member_models import EntryInvitation
from app.judging.panels.models import Juror, SignedStatement
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_user,
)
from tests.harness.migrated import ROOT, migrate


class OldDatabase:
    """A database that is filled, taken back to an earlier form, and brought to the head again."""

    def __init__(self, url: str) -> None:
        self.url = url
        migrate(url)

    @contextmanager
    def open(self) -> Iterator[Connection]:
        engine = sync_engine(self.url)
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    def again_from(self, revision: str) -> None:
        config = Config(str(ROOT / "alembic.ini"))
        config.attributes["url"] = self.url
        command.downgrade(config, revision)
        command.upgrade(config, "head")


@pytest.fixture
def old(tmp_path: Path) -> Iterator[OldDatabase]:
    if os.environ.get("TAHKEEM_TEST_DATABASE", "sqlite") == "postgresql":
        from tests.harness.postgres import postgres

        with postgres() as url:
            yield OldDatabase(url)
    else:
        yield OldDatabase(f"sqlite:///{tmp_path / 'old.sqlite3'}")


def keep(connection: Connection, *acts: tuple[str, Any, dict[str, Any]], **values: Any) -> None:
    """Acts of the log, an hour after one another, as `record` writes them."""
    for at, (act, subject_id, facts) in enumerate(acts):
        row = {"at": NOW + timedelta(hours=at), "subject_kind": "entry", "facts": facts} | values
        connection.execute(insert(AuditEvent).values(act=act, subject_id=subject_id, **row))


def test_answers_leave_the_acts_that_saved_them(old: OldDatabase) -> None:
    with old.open() as connection:
        keep(
            connection,
            ("save_eligibility", None, {"answers": {"rule": "yes", "other": "no"}}),
            ("save_eligibility", None, {"questions": 1}),
            ("save_answer", None, {"answers": "kept"}),
        )
    old.again_from("7a3d90c4e815")
    with old.open() as connection:
        facts = connection.scalars(select(AuditEvent.facts).order_by(AuditEvent.id)).all()
    assert facts == [{"questions": 2}, {"questions": 1}, {"answers": "kept"}]


def test_who_left_before_there_was_a_table_is_remembered(old: OldDatabase) -> None:
    agency, entry = uuid7(), uuid7()

    def role(role: str, kind: str, scope: Any = agency) -> dict[str, Any]:
        return {"role": role, "scope_kind": kind, "scope_id": str(scope) if scope else None}

    with old.open() as connection:
        session = Session(connection)
        sara, hind = make_user(session).id, make_user(session).id
        session.flush()
        keep(
            connection,
            ("revoke_role", sara, role("entrant", "organisation")),
            ("revoke_role", sara, role("screener", "edition")),
            ("revoke_role", sara, role("administrator", "instance", None)),
            ("revoke_role", uuid7(), role("entrant", "organisation")),
            ("revoke_role", sara, role("entrant", "organisation")),
            ("remove_collaborator", entry, {"user_id": str(hind)}),
            # What an older version, or a hand, may have left.
            ("remove_collaborator", entry, {}),
            ("remove_collaborator", entry, {"user_id": "nobody"}),
            ("remove_collaborator", None, {"user_id": str(hind)}),
            ("revoke_role", None, role("entrant", "organisation")),
            ("revoke_role", hind, {"role": "entrant", "scope_kind": "organisation"}),
        )
    old.again_from("c6b1f2d8a0e4")
    with old.open() as connection:
        rows = connection.execute(
            select(PastTie.user_id, PastTie.scope_kind, PastTie.scope_id, PastTie.ended_at)
        ).all()
    assert {tuple(row) for row in rows} == {
        (sara, "organisation", agency, NOW + timedelta(hours=4)),
        (hind, "entry", entry, NOW + timedelta(hours=5)),
    }


def test_what_extensions_moved_is_read_from_the_log(old: OldDatabase) -> None:
    with old.open() as connection:
        session = Session(connection)
        category = make_category(session, make_edition(session))
        agency = make_organisation(session)
        first, second, _ = (make_entry(session, category, agency) for _ in range(3))
        session.flush()
        edition = category.edition_id
        moves = [
            ("extend_deadline", "entry_id", first.id, 5, None, [first.number]),
            (
                "extend_deadline",
                "organisation_id",
                agency.id,
                9,
                None,
                [first.number, second.number],
            ),
            (
                "shorten_extension",
                "organisation_id",
                agency.id,
                7,
                9,
                [first.number, second.number, 999],
            ),
        ]
        keys = []
        for at, (_, kind, target, until, before, numbers) in enumerate(moves):
            keys.append(uuid7())
            session.add(
                Extension(
                    id=keys[-1],
                    edition_id=edition,
                    until=NOW + timedelta(days=until),
                    before=before and NOW + timedelta(days=before),
                    entries=len(numbers),
                    reason="سبب",
                    granted_at=NOW + timedelta(hours=at),
                    **{kind: target},
                )
            )
        session.flush()
        keep(
            connection,
            *((act, target, {"entries": numbers}) for act, _, target, _, _, numbers in moves),
            ("extend_deadline", agency.id, {"entries": 3}),
            edition_id=edition,
        )
        ids = (first.id, second.id)
    old.again_from("5c1e8f27ab90")
    with old.open() as connection:
        rows = connection.execute(
            select(ExtendedEntry.extension_id, ExtendedEntry.entry_id, ExtendedEntry.before)
        ).all()
        assert connection.scalar(select(func.count()).select_from(Extension)) == 3
    after = [NOW + timedelta(days=days) for days in (5, 9)]
    assert {tuple(row) for row in rows} == {
        (keys[0], ids[0], None),
        (keys[1], ids[0], after[0]),
        (keys[1], ids[1], None),
        (keys[2], ids[0], after[1]),
        (keys[2], ids[1], after[1]),
    }


def test_invitations_that_may_no_longer_be_made_are_taken_back(old: OldDatabase) -> None:
    with old.open() as connection:
        session = Session(connection)
        agency = make_organisation(session)
        entry = make_entry(session, make_category(session, make_edition(session)), agency)
        admin, organiser, guest = (make_user(session).id for _ in range(3))
        member = make_member(session, agency).id
        session.flush()
        make_grant(session, session.get_one(User, admin), Role.admin)
        open_ends = {"created_at": NOW, "expires_at": NOW + timedelta(days=900)}
        sent = [
            (by, role, accepted)
            for by in (admin, organiser, None)
            for role in ("approver", "auditor", "screener")
            for accepted in (None, NOW)
        ]
        for at, (by, role, accepted) in enumerate(sent):
            session.add(
                Invitation(
                    id=uuid7(), email="a@b.example", role=role, scope_kind="instance", token_hash=f"{at}",
                    invited_by=by, accepted_at=accepted, **open_ends,
                )
            )  # fmt: skip
        for by in (member, guest):
            session.add(
                EntryInvitation(
                    id=uuid7(), entry_id=entry.id, email="a@b.example", right="edit",
                    token_hash=str(by), invited_by=by, **open_ends,
                )
            )  # fmt: skip
        session.flush()
    old.again_from("9d27f4b1c6e3")
    with old.open() as connection:
        gone = connection.execute(
            select(Invitation.invited_by, Invitation.role, Invitation.accepted_at)
            .where(Invitation.revoked_at.is_not(None))
            .order_by(Invitation.role)
        ).all()
        guests = connection.scalars(
            select(EntryInvitation.invited_by).where(EntryInvitation.revoked_at.is_not(None))
        ).all()
    assert [tuple(row) for row in gone] == [
        (organiser, "approver", None),
        (organiser, "auditor", None),
    ]
    assert guests == [guest]


def test_jurors_keep_what_they_signed_and_the_reasons_that_they_were_told(old: OldDatabase) -> None:
    with old.open() as connection, Session(connection) as session:
        edition = make_edition(session)
        told, untold = (make_juror(session, edition, state="withdrawn") for _ in range(2))
        serving = make_juror(session, edition)
        for one in (told, untold):
            one.state_reason, one.left_at = "سبب", NOW
        for one, at in ((told, NOW), (untold, NOW - timedelta(days=1))):
            session.add(
                Mail(
                    id=uuid7(),
                    to_email=one.email,
                    user_id=one.user_id,
                    edition_id=edition.id,
                    template="jury_withdrawn",
                    language="ar",
                    subject="-",
                    text="-",
                    html="-",
                    created_at=at,
                    send_after=at,
                )
            )
        serving.statement, serving.statement_hash, serving.signed_name = "أقرّ", "ab" * 32, "هند"
        serving.answered_at = NOW
        session.commit()
        ids = told.id, untold.id, serving.id
    old.again_from("e27c40b19d58")
    with old.open() as connection:
        reasons = connection.execute(select(Juror.id, Juror.reason_told)).all()
        signed = connection.execute(
            select(SignedStatement.juror_id, SignedStatement.statement, SignedStatement.signed_at)
        ).all()
    assert dict(map(tuple, reasons)) == dict(zip(ids, (True, False, False), strict=True))
    assert list(map(tuple, signed)) == [(ids[2], "أقرّ", NOW)]
