"""The public pages: what the anonymous visitor sees, and that nothing shows before its minute."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.kit.ids import uuid7
from app.results.decisions.models import Decision
from app.results.decisions.name_queries import names_now
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking
from app.results.rankings.rulebook_queries import build_rulebook
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_juror,
    make_organisation,
    make_round,
    make_rubric,
    make_user,
)


def publish(session: Session, edition: Edition, category: Category, entry: Entry) -> Publication:
    """A winner and a publication an hour from now, as rows."""
    round_ = make_round(session, edition, state="closed")
    ranking = Ranking(
        id=uuid7(),
        edition_id=edition.id,
        round_id=round_.id,
        number=1,
        tiebreaks=["shared"],
        seed="",
        inputs_hash="",
        made_at=NOW,
    )
    session.add(ranking)
    session.flush()  # the decision points to it
    session.add(
        Decision(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            category_id=category.id,
            entry_id=entry.id,
            outcome="winner",
            place=1,
            citation_ar="أثرٌ يُقاس",
            citation_en="Measurable effect",
            decided_at=NOW,
        )
    )
    session.flush()  # the names are of what was decided
    ranking.frozen_at, ranking.names = NOW, names_now(session, edition)
    publication = Publication(
        id=uuid7(),
        edition_id=edition.id,
        ranking_id=ranking.id,
        results_hash="",
        visible_from=NOW + timedelta(hours=1),
        published_at=NOW,
    )
    session.add(publication)
    session.commit()
    return publication


@pytest.fixture
def published(session: Session) -> tuple[Edition, Entry]:
    edition = make_edition(session, phase="published")
    category = make_category(session, edition)
    entry = make_entry(
        session,
        category,
        make_organisation(session, name_ar="أمانة المثال", name_en="Example Municipality"),
        state="eligible",
        title_ar="منصة <المواعيد>",
        title_en="Appointments & more",
    )
    publish(session, edition, category, entry)
    return edition, entry


def test_winners_appear_at_the_minute_and_not_before(
    client: TestClient, published: tuple[Edition, Entry], clock: Clock
) -> None:
    edition, entry = published
    paths = [
        f"/editions/{edition.slug}/winners",
        f"/editions/{edition.slug}/winners/{entry.number}",
    ]
    nowhere = client.get("/editions/nowhere/winners")
    clock.now = NOW + timedelta(hours=1) - timedelta(milliseconds=1)
    for path in paths:
        for prefix in ("", "/en"):
            assert client.get(prefix + path).status_code == 404
        assert client.get(path).content == nowhere.content
    assert "أُعلنت النتائج" not in client.get("/").text
    clock.now = NOW + timedelta(hours=1)
    for path in paths:
        assert "منصة &lt;المواعيد&gt;" in client.get(path).text
        assert "Appointments &amp; more" in client.get("/en" + path).text
    assert "أُعلنت النتائج" in client.get("/").text


def test_an_entry_that_won_nothing_has_no_page(
    client: TestClient, session: Session, published: tuple[Edition, Entry], clock: Clock
) -> None:
    edition, entry = published
    other = make_entry(session, session.get_one(Category, entry.category_id), state="eligible")
    clock.forward(hours=2)
    assert client.get(f"/editions/{edition.slug}/winners/{other.number}").status_code == 404
    for number in ("0", "x", "-1", "99999999999", "101%00"):
        assert client.get(f"/editions/{edition.slug}/winners/{number}").status_code == 404


def test_an_entry_that_was_passed_over_is_no_winner(
    client: TestClient, session: Session, published: tuple[Edition, Entry], clock: Clock
) -> None:
    edition, entry = published
    other = make_entry(
        session, session.get_one(Category, entry.category_id), state="eligible", title_ar="تُجووزت"
    )
    ranking = session.scalars(select(Ranking).where(Ranking.edition_id == edition.id)).one()
    session.add(
        Decision(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            category_id=entry.category_id,
            entry_id=other.id,
            outcome="none",
            reason_ar="سبب داخلي",
            decided_at=NOW,
        )
    )
    session.commit()
    clock.forward(hours=2)
    page = client.get(f"/editions/{edition.slug}/winners").text
    assert "منصة" in page
    assert "تُجووزت" not in page
    assert client.get(f"/editions/{edition.slug}/winners/{other.number}").status_code == 404


def test_the_pages_use_the_programmes_nouns_and_promise_what_is_there(
    client: TestClient, session: Session
) -> None:
    edition = make_edition(session, phase="open")
    edition.programme.category_plural_ar = "الفروع"
    edition.programme.category_plural_en = "branches"
    make_category(session, edition)
    assert '<h2 id="categories" class="noun">الفروع</h2>' in (
        client.get(f"/editions/{edition.slug}").text
    )
    assert '<h2 id="categories" class="noun">branches</h2>' in (
        client.get(f"/en/editions/{edition.slug}").text
    )
    # Nobody outside can recompute a result yet: no page says so.
    assert "حساب" not in client.get("/").text
    assert "recompute" not in client.get("/en/").text


def test_a_draft_is_nowhere(client: TestClient, session: Session) -> None:
    edition = make_edition(session, phase="draft", name_ar="سرّية", name_en="Secret")
    for path in ("/", f"/programmes/{edition.programme.slug}", f"/editions/{edition.slug}"):
        assert "سرّية" not in client.get(path).text
    assert client.get(f"/editions/{edition.slug}").status_code == 404
    assert client.get(f"/programmes/{edition.programme.slug}").status_code == 404


@pytest.mark.parametrize(
    ("path", "words"), [("/nowhere", "الصفحة غير موجودة"), ("/en/no/where", "Page not found")]
)
def test_an_address_that_leads_nowhere_is_a_page_for_readers(
    client: TestClient, path: str, words: str
) -> None:
    page = client.get(path, headers={"Accept": "text/html,*/*"})
    assert (page.status_code, words in page.text) == (404, True)
    assert client.get(path, headers={"Accept": "application/json"}).json()["code"] == "not_found"
    in_api = client.get(f"/api/v1{path}", headers={"Accept": "text/html"})
    assert in_api.json()["code"] == "not_found"


def test_the_language_switch_keeps_the_page(client: TestClient, session: Session) -> None:
    edition = make_edition(session)
    path = f"/editions/{edition.slug}"
    arabic, english = client.get(path).text, client.get("/en" + path).text
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in english
    assert f'hreflang="en" href="/en{path}"' in arabic
    assert f'hreflang="ar" href="{path}"' in english


def test_no_page_has_a_script_or_a_style_of_its_own(
    client: TestClient, published: tuple[Edition, Entry], clock: Clock
) -> None:
    edition, entry = published
    clock.forward(hours=2)
    base = f"/editions/{edition.slug}"
    for path in (
        "/",
        f"/programmes/{edition.programme.slug}",
        base,
        f"{base}/winners",
        f"{base}/winners/{entry.number}",
        "/editions/none",
    ):
        for prefix in ("", "/en"):
            answer = client.get(prefix + path)
            assert re.findall(r"<script|\sstyle=|<style|\son\w+=", answer.text) == []
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_shared_link_shows_the_programmes_logo_or_the_products_card(
    client: TestClient, session: Session
) -> None:
    edition = make_edition(session, slug="card")
    session.commit()

    def picture(path: str) -> str:
        found = re.search(
            r'property="og:image" content="http[^/]+//[^/]+([^"]+)"', client.get(path).text
        )
        assert found
        return found[1]

    card = picture("/editions/card")
    assert card == picture("/en/") == "/static/card.png"
    drawn = client.get(card)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png")
    edition.programme.logo, edition.programme.logo_type = drawn.content, "image/png"
    session.commit()
    path = f"/programmes/{edition.programme.slug}"
    assert picture(path) == f"{path}/logo"
    assert client.get(picture(path)).content == drawn.content


def test_a_programmes_pages_wear_its_colour(
    client: TestClient, published: tuple[Edition, Entry], clock: Clock
) -> None:
    edition, entry = published
    clock.forward(hours=2)
    assert edition.programme.colour == "#1b8354"
    base = f"/editions/{edition.slug}"
    sheet = "/static/colour-1b8354.css"
    paths = (
        f"/programmes/{edition.programme.slug}",
        base,
        f"{base}/winners",
        f"{base}/winners/{entry.number}",
    )
    assert [sheet in client.get(path).text for path in paths] == [True] * 4
    assert "/static/colour-" not in client.get("/").text
    rules = client.get("/static/colour-175cd3.css")
    assert rules.headers["content-type"].startswith("text/css")
    assert "--primary: #175cd3; --primary-hover: #144eb3;" in rules.text
    assert client.get("/static/colour-red;}.css").status_code == 404


def test_the_frozen_rulebook_is_read_and_taken_along(
    client: TestClient, session: Session, clock: Clock
) -> None:
    edition = make_edition(session, slug="ruled", tiebreaks=["criterion:b1", "median", "shared"])
    category = make_category(session, edition)
    rubric = make_rubric(session, edition)
    category.rubric_id = rubric.id
    session.commit()
    path = "/editions/ruled"
    assert "معايير التقييم" not in client.get(path).text, "until it is frozen it may change"
    assert client.get(f"{path}/rulebook.json").status_code == 404
    edition.phase = "judging"
    edition.rulebook, edition.rulebook_hash = build_rulebook(session, edition)
    edition.rulebook_frozen_at = NOW
    session.commit()
    clock.forward(seconds=6)
    page = client.get(path).text
    shares = re.findall(r'<bdi>([^<]+)</bdi> <bdi class="share">([^<]+)%', page)
    assert shares == [("أ", "30"), ("ب", "20"), ("ب١", "10"), ("ب٢", "10"), ("ج", "50")]
    assert "الأعلى متوسطًا في معيار: <bdi>ب١</bdi>" in page
    taken = client.get(f"{path}/rulebook.json")
    assert hashlib.sha256(taken.content).hexdigest() == edition.rulebook_hash
    assert edition.rulebook_hash in page


@pytest.mark.parametrize("method", ["raw", "trimmed", "zscore", "calibrated"])
def test_what_ranks_where_jurors_cannot_be_compared_is_declared(
    client: TestClient, session: Session, clock: Clock, method: str
) -> None:
    edition = make_edition(session, slug="declared", method=method)
    said = {
        "/editions/declared": "رُتّبت بمتوسط مجاميعهم كما منحوها",
        "/en/editions/declared": "it is ranked by the mean of their totals",
    }

    def told() -> list[bool]:
        clock.forward(seconds=6)
        return [words in client.get(path).text for path, words in said.items()]

    compares = method in {"zscore", "calibrated"}
    assert told() == [compares] * 2
    rulebook, digest = build_rulebook(session, edition)
    assert rulebook.get("not_comparable") == ("raw" if compares else None)
    edition.rulebook, edition.rulebook_hash, edition.rulebook_frozen_at = rulebook, digest, NOW
    session.commit()
    assert told() == [compares] * 2
    # One that was frozen before it was declared does not say what it has not.
    edition.rulebook = {key: one for key, one in rulebook.items() if key != "not_comparable"}
    session.commit()
    assert told() == [False] * 2


def test_dates_stand_in_both_calendars_and_the_jury_with_its_origin(
    client: TestClient, session: Session
) -> None:
    edition = make_edition(session, closes_at=NOW)
    make_juror(session, edition, name_en="Public Juror", origin="regional")
    hidden = make_edition(session, jury_is_public=False)
    make_juror(session, hidden, name_en="Private Juror")
    text = client.get(f"/en/editions/{edition.slug}").text
    assert "10 March 2026" in text
    assert "1447 AH" in text
    assert "Public Juror" in text
    assert "Regional" in text
    assert "Private Juror" not in client.get(f"/en/editions/{hidden.slug}").text


def test_more_time_for_some_is_told_by_number_and_last_moment(
    client: TestClient, session: Session, clock: Clock
) -> None:
    edition = make_edition(session, closes_at=NOW + timedelta(days=20))
    category = make_category(session, edition)
    agency = make_organisation(session, name_ar="جهة سرية")
    closes = edition.closes_at
    for days in (3, 1, -1, None):  # what the call's own deadline has overtaken is no more time
        until = None if days is None else closes + timedelta(days=days)
        make_entry(session, category, agency, title_ar="عنوان سري", extended_until=until)
    session.commit()
    page = client.get(f"/en/editions/{edition.slug}").text
    aside = page[page.index('id="dates"') :]
    assert re.search(r"Entries given more time:\s*2<br>", aside)
    assert (closes + timedelta(days=3)).isoformat() in aside
    assert "سري" not in page
    session.execute(update(Entry).values(extended_until=None))
    session.commit()
    clock.forward(minutes=1)
    assert "more time" not in client.get(f"/en/editions/{edition.slug}").text


def test_a_page_is_revalidated_by_its_etag(client: TestClient, session: Session) -> None:
    edition = make_edition(session)
    first = client.get(f"/editions/{edition.slug}")
    again = client.get(
        f"/editions/{edition.slug}", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_held_a_few_seconds_and_never_past_a_deadline(
    client: TestClient, session: Session, clock: Clock, statements: list[str]
) -> None:
    edition = make_edition(session, closes_at=NOW + timedelta(seconds=3))
    path = f"/en/editions/{edition.slug}"
    assert "Register and take part" in client.get(path).text
    seen = len(statements)
    assert "Register and take part" in client.get(path).text
    assert len(statements) == seen
    clock.now = NOW + timedelta(seconds=3, milliseconds=1)
    assert "Register and take part" not in client.get(path).text


def test_an_empty_installation_leads_to_its_first_run(
    client: TestClient, session: Session, clock: Clock
) -> None:
    assert 'href="/app/first-run"' in client.get("/").text
    assert "This installation is new" in client.get("/en/").text
    make_user(session)
    session.commit()
    clock.forward(minutes=5)  # a page is kept for a moment
    assert "first-run" not in client.get("/").text


def test_every_page_of_a_demonstration_says_that_it_is_one(client: TestClient) -> None:
    for prefix in ("", "/en"):
        for path in ("/", "/receipt", "/editions/nowhere"):
            page = client.get(prefix + path, headers={"accept": "text/html"}).text
            assert page.count('class="demo"') == 1
