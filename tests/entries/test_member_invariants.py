"""Each promise about an entry's people, history and sign-off is found broken by bad rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.entries.history_models import SavedVersion
from app.entries.member_invariants import INVARIANTS
from app.entries.member_models import EntryInvitation, EntryMember
from app.entries.models import Answer
from app.entries.sign_off_models import SignOff
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_organisation,
    make_user,
)


class Scene:
    """A draft with a collaborator, an accepted invitation, a version and an approval."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.edition = make_edition(session)
        category = make_category(session, self.edition)
        field = make_field(session, category)
        self.agency = make_organisation(session)
        self.entry = make_entry(session, category, self.agency)
        self.earlier = make_entry(
            session, make_category(session, make_edition(session)), self.agency
        )
        self.entry.carried_from = self.earlier.id
        self.person, other = make_user(session), make_user(session)
        self.member = EntryMember(
            entry_id=self.entry.id, user_id=self.person.id, right="edit", outside=True, added_at=NOW
        )
        self.invitation = EntryInvitation(
            id=uuid7(),
            entry_id=self.entry.id,
            email=self.person.email,
            right="edit",
            token_hash="0" * 64,
            created_at=NOW,
            expires_at=NOW,
            accepted_at=NOW,
            accepted_by=self.person.id,
        )
        self.answer = Answer(
            entry_id=self.entry.id, field_id=field.id, value="نص", revision=2, saved_at=NOW
        )
        self.version = SavedVersion(
            id=uuid7(),
            entry_id=self.entry.id,
            field_id=field.id,
            value="نص",
            revision=2,
            began_at=NOW,
            saved_at=NOW,
        )
        self.signed = SignOff(
            id=uuid7(),
            entry_id=self.entry.id,
            state="approved",
            asked_by=self.person.id,
            asked_at=NOW,
            decided_by=other.id,
            decided_at=NOW,
            content_hash="0" * 64,
        )
        session.add_all([self.member, self.invitation, self.answer, self.version, self.signed])
        session.commit()

    def own(self) -> None:
        self.entry.organisation_id, self.entry.owner_id = None, self.person.id
        self.earlier.organisation_id, self.earlier.owner_id = None, self.person.id

    def approve_oneself(self) -> None:
        self.signed.decided_by = self.signed.asked_by

    def other_agency(self) -> None:
        self.earlier.organisation_id = make_organisation(self.session, name_ar="أخرى").id


def broken(session: Session) -> set[str]:
    session.commit()
    return {name for name, query in INVARIANTS.items() if session.execute(query).all()}


def change(row: str, name: str, value: Any) -> Callable[[Scene], None]:
    return lambda scene: setattr(getattr(scene, row), name, value)


SIGNED = "sign-off by who asked for it, by nobody, or of nothing"


def test_good_rows_break_nothing(session: Session) -> None:
    Scene(session)
    assert broken(session) == set()


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (Scene.own, "collaborator on an entry that is their own"),
        (
            change("invitation", "accepted_by", None),
            "invitation to an entry accepted by nobody, or revoked as well",
        ),
        (
            change("invitation", "revoked_at", NOW),
            "invitation to an entry accepted by nobody, or revoked as well",
        ),
        (change("version", "revision", 3), "saved version ahead of its answer"),
        (
            change("version", "began_at", NOW + timedelta(minutes=1)),
            "saved version that ended before it began",
        ),
        (Scene.approve_oneself, SIGNED),
        (change("signed", "content_hash", ""), SIGNED),
        (change("signed", "voided_at", NOW), SIGNED),
        (
            Scene.other_agency,
            "entry begun from one of another entrant, or of the same edition",
        ),
    ],
)
def test_bad_rows_are_found(session: Session, spoil: Callable[[Scene], None], name: str) -> None:
    scene = Scene(session)
    spoil(scene)
    assert broken(session) == {name}
