"""Each promise about entries is kept by good rows and found broken by bad ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.entries.invariants import INVARIANTS
from app.entries.models import Answer, Attachment, Entry, Question
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_organisation,
)


class Scene:
    """A submitted entry with a required answer and a required file, both there."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.edition = make_edition(session)
        self.category = make_category(session, self.edition)
        self.text = make_field(session, self.category, required=True)
        self.file = make_field(session, self.category, kind="file", required=True, position=1)
        self.agency = make_organisation(session)
        self.entry: Entry = make_entry(
            session, self.category, self.agency, state="submitted", submitted_at=NOW
        )
        self.answer = Answer(
            entry_id=self.entry.id, field_id=self.text.id, value="نص", revision=1, saved_at=NOW
        )
        self.attachment = Attachment(
            id=uuid7(),
            entry_id=self.entry.id,
            field_id=self.file.id,
            name="a.pdf",
            size=9,
            sha256="0" * 64,
            state="quarantined",
            added_at=NOW,
        )
        self.question = Question(
            id=uuid7(),
            edition_id=self.edition.id,
            entry_id=self.entry.id,
            body="؟",
            asked_at=NOW,
        )
        session.add_all([self.answer, self.attachment, self.question])
        session.commit()

    def other_category(self) -> None:
        self.entry.category_id = make_category(self.session, self.edition).id

    def other_edition(self) -> None:
        self.entry.edition_id = make_edition(self.session, next_entry_number=999).id
        self.question.edition_id = self.entry.edition_id


def broken(session: Session) -> set[str]:
    session.commit()
    return {name for name, query in INVARIANTS.items() if session.execute(query).all()}


def test_good_rows_break_nothing(session: Session) -> None:
    Scene(session)
    assert broken(session) == set()


def change(name: str, value: object, row: str = "entry") -> Callable[[Scene], None]:
    return lambda scene: setattr(getattr(scene, row), name, value)


@pytest.mark.parametrize(
    ("spoil", "names"),
    [
        (Scene.other_edition, {"entry of another edition's category"}),
        (change("number", 500), {"entry numbered beyond the edition's counter"}),
        (
            change("entrant_kind", "individual", "category"),
            {"entry by the wrong kind of entrant"},
        ),
        (change("submitted_at", None), {"entry in the race that was never submitted"}),
        (change("state", "withdrawn"), {"entry out of the race without a reason"}),
        (
            change("return_until", NOW + timedelta(days=1)),
            {"returned entry without a date, or a date on another"},
        ),
        (
            change("status", "pending", "agency"),
            {"submitted entry of an agency that is not approved"},
        ),
        (change("value", None, "answer"), {"submitted entry with a missing required answer"}),
        (
            change("state", "removed", "attachment"),
            {"submitted entry with a missing required file"},
        ),
        (
            Scene.other_category,
            {
                "answer to another category's field",
                "file of a field that takes none, or of another category",
            },
        ),
        (change("revision", 0, "answer"), {"answer without a revision"}),
        (change("sha256", "", "attachment"), {"file kept without its hash"}),
        (
            change("state", "clean", "attachment"),
            {"clean file without a copy to serve, or a copy of another"},
        ),
        (
            change("reason", "file_damaged", "attachment"),
            {"rejected file without a reason, or a reason on another"},
        ),
        (
            change("answer", "جواب", "question"),
            {"question of another edition, or answered by nobody"},
        ),
    ],
)
def test_bad_rows_are_found(
    session: Session, spoil: Callable[[Scene], None], names: set[str]
) -> None:
    scene = Scene(session)
    spoil(scene)
    assert broken(session) == names
