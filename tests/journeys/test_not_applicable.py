"""A criterion is said not to apply to two entries; the chair agrees once, and the numbers follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Role, Scope
from app.database import sync_engine
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
from tests.results.support import freeze, give

pytestmark = pytest.mark.browser

JUROR, CHAIR, HUDA = "juror@example.org", "chair@example.org", "huda@example.org"
INSIDE, PUBLIC = "خدمة داخلية", "خدمة للجمهور"
WHY, NO = "لا جمهور لهذه المشاركة", "لها جمهور يُسأل"
CLAIM = "لا ينطبق على هذه المشاركة"


@dataclass(frozen=True, slots=True)
class Table:
    """Two entries; the chair gave both 4, 5, 3 and 2, the juror has both to judge."""

    place: Place
    edition: UUID
    round: UUID
    desks: tuple[UUID, UUID]
    entries: tuple[UUID, UUID]


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with serving(tmp_path, sqlite_url(tmp_path)) as place:
        engine = sync_engine(place.settings.database_url)
        with Session(engine) as session:
            now = place.clock()
            edition = make_edition(session, phase="judging")
            huda = make_staff(session, edition)
            huda.email, huda.password_hash = HUDA, hashed()
            round_ = make_round(
                session,
                edition,
                opens_at=now - timedelta(days=1),
                closes_at=now + timedelta(hours=1),
            )
            juror, chair = (
                make_juror(session, edition, make_user(session, email, password_hash=hashed()))
                for email in (JUROR, CHAIR)
            )
            user = session.get_one(User, chair.user_id)
            make_grant(session, user, Role.chair, Scope.edition, edition.id)
            make_panel(session, round_, juror, chair, chair=chair)
            category = make_category(session, edition)
            inside, public = (
                make_entry(session, category, state="eligible", submitted_at=now, title_ar=title)
                for title in (INSIDE, PUBLIC)
            )
            for entry in (inside, public):
                give(session, round_, entry, chair, (4, 5, 3, 2))
            first, second = (
                make_evaluation(session, round_, entry, juror) for entry in (inside, public)
            )
            freeze(session, edition, now)
            session.commit()
            made = Table(
                place, edition.id, round_.id, (first.id, second.id), (inside.id, public.id)
            )
        engine.dispose()
        yield made


def leaf(juror: Person, name: str) -> Locator:
    """A criterion of the score sheet."""
    return juror.page.get_by_role("group", name=re.compile(rf"^{name} "))


def submit(juror: Person, said: str = "أُرسل هذا التقييم.") -> None:
    juror.saved()
    juror.press("أرسل التقييم")
    juror.decide("أرسل التقييم")
    juror.sees(said)


def claim(juror: Person, desk: UUID) -> None:
    """Marks on all but the second of b, which is said not to apply."""
    juror.open(f"/app/juror/evaluations/{desk}")
    for name, points in (("أ", "4"), ("ب١", "5"), ("ج", "2")):
        leaf(juror, name).get_by_role("radio", name=points, exact=True).check()
    juror.tick(CLAIM, leaf(juror, "ب٢"))
    juror.fill(juror.word("لماذا لا ينطبق: {name}", name="ب٢"), WHY)
    juror.shot("claim")
    submit(juror, "أُرسل هذا التقييم، ويُحتسب حين يقبل رئيس اللجنة ما قلت إنه لا ينطبق.")


def rule(chair: Person, title: str, *, accept: bool) -> None:
    """The chair's word on one of the claims."""
    row = chair.page.get_by_role("row").filter(has_text=title)
    expect(row).to_contain_text(WHY)
    row.get_by_role("button").last.click()
    chair.part("menuitem", "بُتّ فيه").click()
    dialog = chair.page.locator("dialog[open]")
    answer = chair.begins("لا ينطبق" if accept else "ينطبق")
    dialog.get_by_role("radio", name=re.compile(rf"^{answer}")).check()
    if not accept:
        chair.fill("سبب القرار", NO, dialog)
    chair.decide("سجّل القرار")
    expect(row).to_contain_text(NO if not accept else chair.plain("لا ينطبق"))


def added_up(huda: Person, table: Table, entry: UUID) -> dict[str, list[str]]:
    """The rows of the entry's arithmetic, by criterion."""
    huda.open(f"/app/editions/{table.edition}/results/entries/{entry}")
    found = huda.page.get_by_role("table", name=huda.word("درجات المحكّمين على كل معيار"))
    expect(found).to_be_visible()
    rows = [
        [
            *row.get_by_role("rowheader").all_inner_texts(),
            *row.get_by_role("cell").all_inner_texts(),
        ]
        for row in found.get_by_role("row").all()[1:]
    ]
    return {row[0]: [" ".join(cell.split()) for cell in row[1:]] for row in rows}


def test_what_does_not_apply_weighs_nothing(table: Table, people: Callable[..., Person]) -> None:
    juror, chair, huda = (people(table.place.url, "ar") for _ in range(3))
    juror.open("/app/juror")
    juror.sign_in(JUROR, PASSWORD)
    for desk in table.desks:
        claim(juror, desk)

    chair.open(f"/app/juror/chair/{table.round}/not-applicable")
    chair.sign_in(CHAIR, PASSWORD)
    rule(chair, INSIDE, accept=True)
    rule(chair, PUBLIC, accept=False)
    chair.shot("claims")

    juror.open(f"/app/juror/evaluations/{table.desks[1]}")
    juror.sees("قرّر رئيس اللجنة أنه ينطبق على هذه المشاركة")
    juror.sees(re.compile(NO))
    leaf(juror, "ب٢").get_by_role("radio", name="3", exact=True).check()
    juror.shot("refused")
    submit(juror)

    table.place.clock.pass_over(table.place.clock() + timedelta(hours=2))
    huda.open(f"/app/editions/{table.edition}/rounds/{table.round}")
    huda.sign_in(HUDA, PASSWORD)
    huda.press("أغلق الجولة")
    huda.decide("أغلق الجولة")
    huda.sees("الجولة مغلقة")
    huda.open(f"/app/editions/{table.edition}/results")
    huda.press("خذ الترتيب")
    huda.told("أُخذ الترتيب.")
    accepted = added_up(huda, table, table.entries[0])
    huda.shot("entry")
    out = huda.plain("لا ينطبق")
    # The mark that the chair gave there stands and counts for nothing.
    assert accepted["ب٢"][0] == out
    assert [accepted[one][0] for one in ("أ", "ب١", "ج")] == ["3/10", "1/5", "1/2"]
    assert accepted[huda.plain("المجموع")][1:] == ["64.00 64", "64.00 64"]
    refused = added_up(huda, table, table.entries[1])
    assert [refused[one][0] for one in ("أ", "ب١", "ب٢", "ج")] == ["3/10", "1/10", "1/10", "1/2"]
    assert refused[huda.plain("المجموع")][1:] == ["60.00 60", "60.00 60"]
    assert [one for one in table.place.broken() if one.startswith(("judging", "results"))] == []
