"""Jurors from a sheet: shown first, every wrong cell named, all or nothing; nobody of the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role
from app.audit.models import AuditEvent
from app.judging.panels.models import Juror, JurorExpertise, Panel, PanelMember
from app.judging.panels.schemas import JurorProfile
from app.kit.imports import Column, read_grid
from app.kit.tables import xlsx_bytes
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_juror,
    make_member,
    make_organisation,
    make_round,
    make_staff,
)
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]
HEADS = {
    "email": "البريد الإلكتروني",
    "name_ar": "الاسم بالعربية",
    "name_en": "Name in English",
    "origin": "المنشأ",
    "country": "البلد",
    "languages": "اللغات",
    "employer_ar": "جهة العمل",
    "panel": "اللجنة",
}


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def url(scene: Scene, rest: str = "") -> str:
    return f"/api/v1/editions/{scene.edition.id}/juror-import{rest}"


def sheet(*rows: dict[str, str], heads: dict[str, str] | None = None) -> bytes:
    heads = HEADS | (heads or {})
    base = {"origin": "محلي", "name_ar": "محكّم جديد"}
    cells = [[(base | row).get(name, "") for name in heads] for row in rows]
    return xlsx_bytes(list(heads.values()), cells, "ar")


def send(client: TestClient, scene: Scene, data: bytes, **params: Any) -> Any:
    return client.post(url(scene), content=data, params=params)


def jurors(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Juror)) or 0


def test_jurors_are_shown_then_made_with_their_panel_and_expertise(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    category = make_category(session, scene.edition, code="green", name_ar="البيئة", position=1)
    agency = make_organisation(session, name_ar="أمانة المدينة", name_en="City")
    data = sheet(
        {
            "email": "Layla@Example.org",
            "name_ar": "ليلى",
            "name_en": "Layla",
            "origin": "International",
            "country": "الأردن",
            "languages": "العربية، English",
            "employer_ar": "امانة المدينة",
            "panel": "الجولة الأولى",
            "green": "خبير",
            "former": "وزارة الأمثلة، سابقًا؛ مركز (٢٠٢٤-٠١-٣١)",
            "about_ar": "قاضية سابقة.\n\nتكتب في الإدارة.",
            "about_en": "A former judge.",
            "title": "أستاذة",
        },
        {"email": scene.juror.email, "panel": "١"},
        {"email": "omar@example.org", "name_ar": "لَيلى", "green": "2"},
        heads={
            "green": "الخبرة: البيئة",
            "former": "جهات عمل سابقة",
            "about_ar": "نبذة بالعربية",
            "about_en": "Biography in English",
            "title": "الصفة بالعربية",
        },
    )
    before = jurors(session)
    shown = send(organiser, scene, data).json()
    assert {key: shown[key] for key in ("rows", "created", "known", "seats", "problems")} == {
        "rows": 3,
        "created": 2,
        "known": 1,
        "seats": 1,
        "problems": [],
    }
    assert [
        (one["row"], one["act"], one["panels_ar"], one["namesakes"]) for one in shown["items"]
    ] == [
        (2, "create", ["اللجنة"], ["omar@example.org"]),
        (3, "known", [], []),
        (4, "create", [], ["layla@example.org"]),
    ]
    assert jurors(session) == before
    stale = send(organiser, scene, data, dry_run=False, plan_hash="0" * 64)
    assert (stale.status_code, stale.json()["code"]) == (409, "plan_stale")
    done = send(organiser, scene, data, dry_run=False, plan_hash=shown["plan_hash"], invite=True)
    assert (done.status_code, done.json()["applied"]) == (200, True)
    made = session.scalars(select(Juror).where(Juror.email == "layla@example.org")).one()
    assert made.former_employers == [
        {"name": "وزارة الأمثلة، سابقًا", "until": None},
        {"name": "مركز", "until": "2024-01-31"},
    ]
    assert (made.biography_ar, made.biography_en, made.title_ar) == (
        "قاضية سابقة.\n\nتكتب في الإدارة.",
        "A former judge.",
        "أستاذة",
    )
    assert (made.origin, made.country, made.languages) == ("international", "JO", ["ar", "en"])
    assert (made.employer_id, made.state) == (agency.id, "invited")
    assert made.invited_at is not None
    level = session.scalars(select(JurorExpertise).where(JurorExpertise.juror_id == made.id)).one()
    assert (level.category_id, level.level) == (category.id, 3)
    panel = session.scalars(select(Panel)).one()
    assert panel.version == 2
    assert session.get(PanelMember, (panel.id, made.id)) is not None
    invited = session.scalars(select(Mail.to_email).order_by(Mail.to_email)).all()
    assert invited == ["layla@example.org", "omar@example.org"]
    act = session.scalars(select(AuditEvent).where(AuditEvent.act == "import_jurors")).one()
    assert (act.facts["created"], act.facts["members"], act.facts["invited"]) == (2, 1, 2)
    again = send(organiser, scene, data).json()
    assert (again["created"], again["known"], again["seats"]) == (0, 3, 0)


def test_every_wrong_cell_is_named_and_nothing_is_kept(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    screener = make_staff(session, scene.edition, Role.screener)
    agency = make_organisation(session)
    entrant = make_member(session, agency)
    make_entry(session, scene.category, agency, state="submitted", submitted_at=NOW)
    gone = make_juror(session, scene.edition, state="withdrawn")
    make_round(session, scene.edition, number=2, name_ar="الجولة الثانية")
    level = {"c": scene.category.code}
    rows = [
        {"email": "not an address"},
        {"email": "a@example.org", "origin": "مرّيخي"},
        {"email": "b@example.org", "country": "ZZ"},
        {"email": "c@example.org", "languages": "ar, كلنغونية"},
        {"email": "d@example.org", "c": "9"},
        {"email": "e@example.org", "panel": "الجولة الثانية"},
        {"email": "f@example.org", "name_ar": ""},
        {"email": screener.email},
        {"email": entrant.email},
        {"email": gone.email, "panel": "1"},
        {"email": "g@example.org"},
        {"email": "G@example.org"},
        {"email": "h@example.org", "country": "السعوديه"},
        {"email": "i@example.org", "country": "Jordan"},
    ]
    before = jurors(session)
    shown = send(organiser, scene, sheet(*rows, heads=level)).json()
    found = [(one["row"], one["column"].split(":")[0], one["code"]) for one in shown["problems"]]
    assert found == [
        (2, "email", "bad_email"),
        (3, "origin", "bad_origin"),
        (4, "country", "bad_country"),
        (5, "languages", "unknown_language"),
        (6, "expertise", "bad_level"),
        (7, "panel", "panel_unknown"),
        (8, "name_ar", "text_missing"),
        (9, "email", "staff_cannot_judge"),
        (10, "email", "entrant_cannot_judge"),
        (11, "panel", "juror_not_serving"),
        (13, "email", "duplicate_row"),
    ]
    # What cannot be carried out is not promised.
    promised = [(one["row"], one["act"]) for one in shown["items"]]
    assert promised == [(12, "create"), (14, "create"), (15, "create")]
    assert (shown["created"], shown["known"], shown["seats"]) == (3, 0, 0)
    assert shown["problems"][4]["header"] == f"الخبرة: {scene.category.name_ar}"
    refused = send(
        organiser,
        scene,
        sheet(*rows, heads=level),
        dry_run=False,
        plan_hash=shown["plan_hash"],
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "import_invalid")
    assert jurors(session) == before


def test_the_template_names_every_column_and_comes_back_empty(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    got = organiser.get(url(scene, "/template"), headers={"Accept-Language": "en"})
    assert got.status_code == 200
    heads = ("E-mail", "Origin", "Panel", f"Expertise: {scene.category.name_en}")
    empty = [Column(name, (name,)) for name in heads]
    with pytest.raises(Exception, match="file_empty"):
        read_grid(got.content, empty)
    refused = send(organiser, scene, got.content)
    assert (refused.status_code, refused.json()["code"]) == (422, "file_empty")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_list_as_a_file_comes_back_as_it_was(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn, language: str
) -> None:
    """Every field of the profile is in the export, under the header that the sheet takes."""
    other = make_edition(session)
    make_category(session, other, code="green", name_ar="البيئة", name_en="Green")
    green = make_category(session, scene.edition, code="green", name_ar="البيئة", name_en="Green")
    said = {
        "title_ar": "أستاذة",
        "title_en": "Professor",
        "origin": "regional",
        "country": "JO",
        "languages": ["ar", "en"],
        "employer_ar": "جامعة",
        "employer_en": "A university",
        "former_employers": [
            {"name": "مركز", "until": "2024-01-31"},
            {"name": "معهد", "until": None},
        ],
        "biography_ar": "سطر.\nوسطر.",
        "biography_en": "A line.",
    }
    juror = make_juror(session, scene.edition, name_ar="ليلى", name_en="Layla", **said)
    session.add(JurorExpertise(juror_id=juror.id, category_id=green.id, level=2))
    session.commit()
    url = f"/api/v1/editions/{scene.edition.id}/jurors?format=csv&origin=regional"
    got = organiser.get(url, headers={"Accept-Language": language})
    assert got.status_code == 200, got.text
    there = sign_in(make_staff(session, other))
    at = f"/api/v1/editions/{other.id}/juror-import"
    shown = there.post(at, content=got.content).json()
    # What the list tells of invitations is no surprise; a category that is not there is.
    assert [one.split(":")[0] for one in shown["ignored"]] == [
        "الخبرة" if language == "ar" else "Expertise"
    ]
    assert (shown.get("problems"), shown.get("created")) == ([], 1), shown
    params = {"dry_run": False, "plan_hash": shown["plan_hash"]}
    assert there.post(at, content=got.content, params=params).status_code == 200
    made = session.scalars(select(Juror).where(Juror.edition_id == other.id)).one()
    fields = ("email", "name_ar", "name_en", *said)
    assert {one: getattr(made, one) for one in fields} == {
        one: getattr(juror, one) for one in fields
    }
    assert [one.level for one in made.expertise] == [2]
    asked = JurorProfile.model_fields.keys() - {"expertise"}
    assert asked <= {*fields}
