"""Each promise about eligibility is kept by good rows and found broken by bad ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.editions.eligibility_models import EligibilityRule
from app.entries.eligibility_invariants import INVARIANTS
from app.entries.eligibility_models import CoOwner, EligibilityAnswer
from app.entries.models import Entry
from app.entries.submission_models import Submission
from app.kit.ids import uuid7
from tests.entries.test_eligibility_facts import submit
from tests.factories import NOW, make_category, make_edition, make_entry


class Scene:
    """A submitted entry with a question answered and a co-owner asked."""

    def __init__(self, session: Session) -> None:
        self.session = session
        category = make_category(session, make_edition(session))
        self.entry: Entry = make_entry(session, category)
        self.rule = EligibilityRule(
            id=uuid7(),
            edition_id=category.edition_id,
            category_id=category.id,
            position=0,
            kind="question",
            blocks=True,
        )
        self.co_owner = CoOwner(
            id=uuid7(),
            entry_id=self.entry.id,
            name_ar="شريكة",
            email="a@example.org",
            token_hash="x",
            asked_at=NOW,
            mailed_at=NOW,
        )
        session.add_all([self.rule, self.co_owner])
        session.flush()
        session.add(
            EligibilityAnswer(
                entry_id=self.entry.id, rule_id=self.rule.id, code="yes", saved_at=NOW
            )
        )
        submit(session, self.entry, {})

    def other_category(self) -> None:
        self.rule.category_id = make_category(self.session, make_edition(self.session)).id

    def no_question(self) -> None:
        self.rule.kind = "co_owners"

    def nameless(self) -> None:
        self.co_owner.state = "agreed"

    def linkless(self) -> None:
        self.co_owner.token_hash = None

    def counted(self) -> None:
        self.session.get_one(Submission, self.entry.submission_id).failing = 1


BREAKING: dict[str, Callable[[Scene], None]] = {
    "rule of eligibility on another edition's category": Scene.other_category,
    "answer to what is no question of the entry's edition": Scene.no_question,
    "co-owner's answer without its day or its manager": Scene.nameless,
    "co-owner asked through members without its agency, or through an address without a link": (
        Scene.linkless
    ),
    "rules counted without what they stood on": Scene.counted,
}


@pytest.mark.parametrize("promise", INVARIANTS)
def test_each_promise_is_kept_and_found_broken(session: Session, promise: str) -> None:
    scene = Scene(session)
    assert session.execute(INVARIANTS[promise]).all() == []
    BREAKING[promise](scene)
    session.commit()
    assert len(session.execute(INVARIANTS[promise]).all()) == 1
