"""A vote by keyboard, an even one decided by the chair, and what passed goes on to the next round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Role, Scope
from app.database import sync_engine
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.rubric_queries import VOTE
from app.judging.panels.models import Juror
from app.judging.panels.queries import judged_in
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_panel,
    make_round,
    make_staff,
    make_user,
)
from tests.journeys.person import Person
from tests.journeys.place import Place, serving, sqlite_url
from tests.journeys.scene import PASSWORD, hashed
from tests.results.support import freeze, seal, sign

pytestmark = pytest.mark.browser

JUROR, CHAIR, HUDA = "juror@example.org", "chair@example.org", "huda@example.org"


@dataclass(frozen=True, slots=True)
class Voting:
    """A pass/fail round in which one vote is missing, and a planned round after it."""

    place: Place
    edition: UUID
    rounds: tuple[UUID, UUID]
    desk: UUID

    def close(self) -> None:
        """The round is over and closed."""
        engine = sync_engine(self.place.settings.database_url)
        with Session(engine) as session:
            round_ = session.get_one(Round, self.rounds[0])
            now = self.place.clock()
            round_.state = "closed"
            round_.closes_at, round_.closed_at = now, now + timedelta(seconds=1)
            seal(session, round_)
        engine.dispose()

    def going(self) -> list[str]:
        """The titles of what the next round judges."""
        engine = sync_engine(self.place.settings.database_url)
        with Session(engine) as session:
            next_ = session.get_one(Round, self.rounds[1])
            found = session.scalars(
                select(Entry.title_ar).where(judged_in(next_)).order_by(Entry.number)
            ).all()
        engine.dispose()
        return list(found)


def vote(session: Session, round_: Round, entry: Entry, juror: Juror, *, passes: bool) -> None:
    """A submitted vote."""
    row: Evaluation = make_evaluation(session, round_, entry, juror)
    mark = {"points": None, "level": "pass" if passes else "fail", "na": False, "comment": None}
    revision = Revision(
        id=uuid7(),
        evaluation_id=row.id,
        branch="head",
        status="submitted",
        scores={str(VOTE.id): mark | {"pins": []}},
        total="100/1" if passes else "0/1",
        comment="",
        notes="",
        made_at=row.assigned_at,
        received_at=row.assigned_at,
        made_by=juror.user_id,
    )
    sign(revision)
    session.add(revision)
    row.status, row.head_id, row.submitted_id = "submitted", revision.id, revision.id
    row.submitted_at = row.saved_at = row.assigned_at


@pytest.fixture
def voting(tmp_path: Path) -> Iterator[Voting]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            edition = make_edition(session, phase="judging")
            huda = make_staff(session, edition)
            huda.email, huda.password_hash = HUDA, hashed()
            first, last = (
                make_round(
                    session,
                    edition,
                    number=number,
                    name_ar=name,
                    state=state,
                    mode=mode,
                    opens_at=None,
                    closes_at=now + timedelta(days=5 * number),
                )
                for number, name, state, mode in (
                    (1, "جولة التصفية", "open", "pass_fail"),
                    (2, "جولة الدرجات", "planned", "score"),
                )
            )
            jurors = [
                make_juror(session, edition, make_user(session, email, password_hash=hashed()))
                for email in (JUROR, CHAIR)
            ]
            chair = session.get_one(User, jurors[1].user_id)
            make_grant(session, chair, Role.chair, Scope.edition, edition.id)
            for round_ in (first, last):
                make_panel(session, round_, *jurors, chair=jurors[1])
            category = make_category(session, edition)
            good, even, bad = (
                make_entry(session, category, state="eligible", submitted_at=now, title_ar=title)
                for title in ("خدمة واضحة", "خدمة اختلفوا فيها", "خدمة ناقصة")
            )
            vote(session, first, good, jurors[1], passes=True)
            vote(session, first, even, jurors[0], passes=True)
            vote(session, first, even, jurors[1], passes=False)
            vote(session, first, bad, jurors[1], passes=False)
            waiting = make_evaluation(session, first, good, jurors[0])
            freeze(session, edition, now)
            session.commit()
            made = Voting(place, edition.id, (first.id, last.id), waiting.id)
        engine.dispose()
        yield made


def test_from_a_vote_to_the_next_round(voting: Voting, people: Callable[..., Person]) -> None:
    juror, chair, huda = (people(voting.place.url, "ar") for _ in range(3))
    juror.open(f"/app/juror/evaluations/{voting.desk}")
    juror.sign_in(JUROR, PASSWORD)
    expect(juror.page.get_by_role("radio", name="لا تجتاز", exact=True)).to_be_visible()
    juror.page.get_by_role("radio", name="تجتاز", exact=True).focus()
    juror.page.keyboard.press("Space")
    juror.saved()
    juror.shot("vote")
    juror.page.keyboard.press("Control+Enter")
    juror.decide("أرسل التقييم")
    juror.sees("أُرسل هذا التقييم.")

    voting.close()
    chair.open(f"/app/juror/outcomes/{voting.rounds[0]}")
    chair.sign_in(CHAIR, PASSWORD)
    row = chair.page.get_by_role("row").filter(has_text="خدمة اختلفوا فيها")
    expect(row).to_contain_text("تنتظر قرار رئيس اللجنة")
    row.get_by_role("button").last.click()
    chair.part("menuitem", "قرّر فيها").click()
    chair.page.locator("dialog[open]").get_by_role("radio", name="تجتاز", exact=True).check()
    chair.fill("السبب", "أثرها واضح")
    chair.decide("سجّل القرار")
    expect(row).to_contain_text("أثرها واضح")

    huda.open(f"/app/editions/{voting.edition}/rounds/{voting.rounds[1]}")
    huda.sign_in(HUDA, PASSWORD)
    huda.follow("التأهل إلى هذه الجولة")
    huda.press("خذ الترتيب")
    huda.press("احسب القائمة")
    huda.sees(huda.word_in("القائمة جاهزة للتطبيق: {0}"))
    huda.shot("advancement")
    huda.press("طبّق القائمة")
    huda.decide("طبّق القائمة")
    huda.sees("طُبّقت قائمة المتأهلين")
    assert voting.going() == ["خدمة واضحة", "خدمة اختلفوا فيها"]
    assert [one for one in voting.place.broken() if one.startswith(("judging", "results"))] == []
