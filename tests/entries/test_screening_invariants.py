"""Each promise about screening is found broken by bad rows, and by these alone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.entries.screening_invariants import INVARIANTS
from app.entries.screening_models import (
    ChecklistItem,
    ChecklistTick,
    DuplicatePair,
    ScreeningDecision,
    ScreeningMessage,
)
from app.kit.ids import uuid7
from tests.factories import NOW, make_category, make_edition, make_entry, make_user


def broken(session: Session) -> set[str]:
    session.flush()
    return {name for name, query in INVARIANTS.items() if session.execute(query).all()}


def test_every_promise_is_found_broken(session: Session) -> None:
    edition = make_edition(session, phase="screening")
    category = make_category(session, edition)
    first, second = (
        make_entry(session, category, state="submitted", submitted_at=NOW) for _ in range(2)
    )
    draft = make_entry(session, category)
    person = make_user(session).id

    def decision(**values: object) -> None:
        given = {"decision": "eligible", "state": "made", "entry_id": first.id} | values
        session.add(ScreeningDecision(id=uuid7(), proposed_by=person, proposed_at=NOW, **given))

    decision()
    assert broken(session) == set()
    decision(state="confirmed", decided_by=person, decided_at=NOW)
    decision(state="proposed", entry_id=draft.id)
    decision(decision="returned", reason="سبب")
    first.return_parts = [{"part": "title_ar", "note": ""}]
    item = ChecklistItem(id=uuid7(), edition_id=make_edition(session).id, position=0, text_ar="س")
    session.add(item)
    session.flush()
    session.add(ChecklistTick(entry_id=first.id, item_id=item.id, ticked_at=NOW))
    session.add(
        ScreeningMessage(id=uuid7(), entry_id=draft.id, body="س", from_staff=True, sent_at=NOW)
    )
    session.add(
        DuplicatePair(
            id=uuid7(),
            edition_id=edition.id,
            first_id=second.id,
            second_id=first.id,
            signs=["title"],
            likeness=90,
            found_at=NOW,
            dismissed_at=NOW,
        )
    )
    assert broken(session) == set(INVARIANTS)
