"""The names under results are frozen, signed and published with them; a later name is no award's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Role, Scope
from app.editions.models import Category
from app.organisations.models import Organisation
from app.results.approvals.models import Approval
from app.results.approvals.queries import results_hash
from app.results.approvals.verify_queries import verify_edition, verify_results
from app.results.decisions.models import Decision
from app.results.publication.invariants import INVARIANTS
from app.results.rankings.models import Ranking
from tests.conftest import Clock
from tests.factories import make_category, make_entry, make_grant, make_user
from tests.results.support import API, Judged
from tests.results.test_release import Desk, code

SignIn = Callable[..., TestClient]
AR, EN = "أمانة المثال", "Example Municipality"


@pytest.fixture
def desk(session: Session, sign_in: SignIn) -> Desk:
    made = Desk(session, sign_in)
    call(session, made.judged, AR, EN)
    return made


def call(session: Session, judged: Judged, name_ar: str, name_en: str) -> None:
    """The winner's agency is called so from now on."""
    agency = session.get_one(Organisation, judged.entries[0].organisation_id)
    agency.name_ar, agency.name_en = name_ar, name_en
    session.commit()


def approval(desk: Desk) -> Any:
    return desk.approver.get(desk.judged.url("/approval")).json()


def test_a_rename_after_the_freeze_is_told_and_neither_signed_nor_published(
    desk: Desk, session: Session, client: TestClient, clock: Clock
) -> None:
    judged = desk.judged
    digest = desk.freeze().json()["results_hash"]
    assert approval(desk)["renamed"] == []
    call(session, judged, "شعار دعائي", "A slogan")
    category = session.get_one(Category, judged.category.id)
    named, category.name_en = category.name_en, "Another branch"
    session.commit()
    state = approval(desk)
    told = [
        (one["what"], one["number"], one["before_en"], one["now_en"]) for one in state["renamed"]
    ]
    assert told == [("category", None, named, "Another branch"), ("entrant", 101, EN, "A slogan")]
    assert state["changed"] is False
    # What the approver reads is what they sign.
    read = desk.approver.get(judged.url("/decisions")).json()["categories"][0]
    assert (read["decisions"][0]["entry"]["entrant_en"], read["category"]["name_en"]) == (EN, named)
    assert desk.sign(digest).status_code == 200
    assert approval(desk)["renamed"] == []
    assert desk.publish().status_code == 200
    for path in ("/winners", "/winners/101"):
        page = client.get(f"/en/editions/{judged.edition.slug}{path}").text
        assert (EN in page, named in page) == (True, True)
        assert "A slogan" not in page
        assert "Another branch" not in page
    assert [name for name, rows in INVARIANTS.items() if session.execute(rows).all()] == []


def test_frozen_names_are_part_of_what_is_signed(desk: Desk, session: Session) -> None:
    digest = desk.freeze().json()["results_hash"]
    ranking = session.get_one(Ranking, desk_ranking(desk))
    assert ranking.names is not None
    entry = str(desk.judged.entries[0].id)
    names = ranking.names["entries"][entry] | {"entrant_ar": "غيرها"}
    ranking.names = ranking.names | {"entries": {entry: names}}
    session.commit()
    assert approval(desk)["changed"] is True
    assert code(desk.sign(digest)) == (409, "results_changed")


def desk_ranking(desk: Desk) -> Any:
    return desk.judged.session.query(Ranking.id).scalar()


def test_a_return_lets_names_go_and_a_new_freeze_takes_the_new_ones(
    desk: Desk, session: Session
) -> None:
    judged = desk.judged
    first = desk.freeze().json()["results_hash"]
    call(session, judged, "أمانة المثال الكبرى", "Greater Example Municipality")
    desk.approver.post(judged.url("/return"), json={"reason": "تغيّر اسم الجهة"})
    assert session.get_one(Ranking, desk_ranking(desk)).names is None
    listed = desk.organiser.get(judged.url("/decisions")).json()["categories"][0]
    assert listed["decisions"][0]["entry"]["entrant_en"] == "Greater Example Municipality"
    again = desk.freeze().json()
    assert (again["renamed"], again["results_hash"] != first) == ([], True)


def test_a_barred_reader_is_told_no_name_of_their_category(
    desk: Desk, session: Session, sign_in: SignIn
) -> None:
    judged = desk.judged
    own = judged.entries[3].organisation_id
    assert own is not None
    barred = make_user(session)
    make_grant(session, barred, Role.approver, Scope.edition, judged.edition.id)
    make_grant(session, barred, Role.entrant, Scope.organisation, own)
    desk.freeze()
    call(session, judged, "اسم آخر", "Another name")
    seen = sign_in(barred).get(judged.url("/approval")).json()
    assert (len(seen["stakes"]), seen["renamed"]) == (1, [])
    assert [one["what"] for one in approval(desk)["renamed"]] == ["entrant"]


def test_why_nobody_won_is_read_in_both_languages_and_its_own_is_marked(
    desk: Desk, session: Session, client: TestClient
) -> None:
    judged = desk.judged
    pairs = [("لم يبلغ أحد الحد", "Nobody reached the mark"), ("لا مشاركة مكتملة", "")]
    empty = [make_category(session, judged.edition, position=5 + at) for at in range(2)]
    for category in empty:
        make_entry(session, category, state="disqualified")
    ranking = desk.organiser.post(judged.rankings).json()["id"]
    for category, (ar, en) in zip(empty, pairs, strict=True):
        withheld = {"outcome": "withheld", "reason_ar": ar, "reason_en": en}
        put = desk.organiser.put(
            f"{API}/categories/{category.id}/decisions",
            json={"ranking_id": ranking, "decisions": [withheld]},
        )
        assert put.status_code == 200, put.text
    desk.sign(desk.freeze().json()["results_hash"])
    assert desk.publish().status_code == 200
    page = client.get(f"/en/editions/{judged.edition.slug}/winners").text
    assert "Nobody reached the mark" in page
    assert "لم يبلغ أحد الحد" not in page
    assert '<div lang="ar" dir="rtl"><p dir="auto">لا مشاركة مكتملة</p></div>' in page
    assert page.count("The reason as it was written, in Arabic:") == 1
    arabic = client.get(f"/editions/{judged.edition.slug}/winners").text
    assert "لم يبلغ أحد الحد" in arabic
    assert "السبب كما كُتب بالعربية" not in arabic


def test_what_was_signed_is_compared_with_its_hash_and_that_with_the_log(
    desk: Desk, session: Session
) -> None:
    slug = desk.judged.edition.slug
    assert verify_results(session, SYSTEM_ACTOR, slug) is None
    desk.sign(desk.freeze().json()["results_hash"])
    assert verify_results(session, SYSTEM_ACTOR, slug) == []
    lines, fails = verify_edition(session, SYSTEM_ACTOR, slug) or ([], True)
    assert (lines[-1], fails) == ("results: as frozen", False)
    decision = session.scalars(select(Decision).where(Decision.place == 1)).one()
    decision.citation_ar = "مدح كُتب باليد"
    session.commit()
    told = ["a rank, a decision or a name is not what was signed"]
    assert verify_results(session, SYSTEM_ACTOR, slug) == told
    lines, fails = verify_edition(session, SYSTEM_ACTOR, slug) or ([], False)
    assert (lines[-2:], fails) == (["results: differ", f"  {told[0]}"], True)
    # Who also writes the hash of the forged is found by the log.
    signed = session.scalars(select(Approval).where(Approval.step == "signed")).one()
    ranking = session.get_one(Ranking, signed.ranking_id)
    signed.results_hash = results_hash(session, desk.judged.edition, ranking)
    session.commit()
    told = ["the audit log has another hash of what was signed"]
    assert verify_results(session, SYSTEM_ACTOR, slug) == told
