"""A juror's profile: what the organiser and the juror write, the photo and who sees it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.judging.panels.models import Juror
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_juror,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]


def picture(size: tuple[int, int] = (800, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def profile(category: Any, **values: Any) -> dict[str, Any]:
    return {
        "name_ar": "هند المثال",
        "country": "JO",
        "languages": ["ar", "en"],
        "employer_ar": "وزاره الامثله",
        "former_employers": [{"name": "هيئة المثال", "until": "2025-01-31"}, {"name": "مركز"}],
        "expertise": [{"category_id": str(category.id), "level": 3}],
        "biography_ar": "نبذة",
        "photo_is_public": True,
    } | values


def test_a_juror_writes_their_own_profile_before_accepting(
    session: Session, sign_in: SignIn
) -> None:
    edition = make_edition(session, phase="judging")
    category, foreign = (
        make_category(session, edition),
        make_category(session, make_edition(session)),
    )
    agency = make_organisation(session, name_ar="وزارة الأمثلة")
    user = make_user(session)
    juror = make_juror(session, edition, user, state="invited", invited_at=NOW, origin="regional")
    person, url = sign_in(user), f"/api/v1/jury/{juror.id}/profile"
    shown = person.get(url).json()
    assert (shown["origin"], shown["expertise"], shown["has_photo"]) == ("regional", [], False)
    assert [one["id"] for one in shown["categories"]] == [str(category.id)]
    assert person.put(url, json=profile(category)).status_code == 428
    first = {"If-Match": '"1"'}
    strange = person.put(url, json=profile(foreign), headers=first).json()
    assert strange["errors"][0]["code"] == "category_unknown"
    kept = person.put(url, json=profile(category), headers=first).json()
    assert kept["former_employers"] == [
        {"name": "هيئة المثال", "until": "2025-01-31"},
        {"name": "مركز", "until": None},
    ]
    assert kept["expertise"] == [{"category_id": str(category.id), "level": 3}]
    assert person.get(url).json() == kept
    # The same again changes nothing; an older version is refused with what stands.
    assert person.put(url, json=profile(category)).json()["version"] == 2
    stale = person.put(url, json=profile(category, biography_ar=""), headers=first)
    assert (stale.status_code, stale.json()["current"]) == (412, kept)
    # The agency of that name, however it is spelt, is the employer. Another name takes no wall down.
    session.expire_all()
    assert session.get_one(Juror, juror.id).employer_id == agency.id
    second = profile(category, employer_ar="جهة أخرى", expertise=[])
    assert person.put(url, json=second, headers={"If-Match": '"2"'}).json()["expertise"] == []
    session.expire_all()
    assert session.get_one(Juror, juror.id).employer_id == agency.id
    # Another agency is the employer, and the one before a former one.
    newer = make_organisation(session, name_ar="هيئة أحدث", name_en="")
    third = profile(category, employer_ar="هيئه احدث", expertise=[])
    former = person.put(url, json=third, headers={"If-Match": '"3"'}).json()["former_employers"]
    assert former[-1] == {"name": agency.name_ar, "until": None}
    # An agency that stands among the former ones stays, no earlier; a name that is none goes.
    fourth = third | {"former_employers": [{"name": "وزاره الامثله", "until": "1999-01-01"}]}
    kept = person.put(url, json=fourth, headers={"If-Match": '"4"'}).json()["former_employers"]
    assert kept == [{"name": "وزاره الامثله", "until": None}]
    juror.former_employers = [{"name": agency.name_ar, "until": "2025-01-31"}]
    session.commit()
    for said in ([], [{"name": agency.name_ar, "until": "2024-01-31"}]):
        kept = person.put(url, json=third | {"former_employers": said}, headers={"If-Match": '"5"'})
        assert kept.json()["former_employers"] == [{"name": agency.name_ar, "until": "2025-01-31"}]
    session.expire_all()
    assert session.get_one(Juror, juror.id).employer_id == newer.id
    acts = (
        session.query(AuditEvent.facts)
        .filter_by(act="put_own_profile")
        .order_by(AuditEvent.id)
        .all()
    )
    assert [("expertise" in one[0]["changed"]) for one in acts][:3] == [True, True, False]
    # Who was let go writes nothing more; a stranger sees nothing.
    juror.state = "declined"
    session.commit()
    refused = person.put(url, json=profile(category), headers={"If-Match": '"4"'})
    assert (refused.status_code, refused.json()["code"]) == (409, "juror_not_serving")
    assert sign_in(make_user(session)).get(url).status_code == 404


def test_the_organiser_writes_expertise_and_former_employers(
    session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    edition = make_edition(session, phase="judging")
    category = make_category(session, edition)
    organiser = sign_in(make_staff(session, edition))
    body = profile(category, edition_id=str(edition.id), email="j@example.org", origin="local")
    del body["photo_is_public"]
    url = f"/api/v1/jurors/{uuid7()}"
    made = organiser.put(url, json=body).json()
    assert made["expertise"] == [{"category_id": str(category.id), "level": 3}]
    assert organiser.put(url, json=body).status_code == 200
    less = body | {"expertise": [{"category_id": str(category.id), "level": 4}]}
    assert organiser.put(url, json=less, headers={"If-Match": '"1"'}).status_code == 422
    less["expertise"][0]["level"] = 1
    assert organiser.put(url, json=less, headers={"If-Match": '"1"'}).json()["version"] == 2
    for _ in range(4):
        make_juror(session, edition)
    session.expire_all()
    statements.clear()
    listed = organiser.get(f"/api/v1/editions/{edition.id}/jurors").json()["items"]
    assert [one["level"] for row in listed for one in row["expertise"]] == [1]
    assert sum("juror_expertise" in one for one in statements) == 1


def test_a_photo_is_public_when_the_juror_agrees(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="judging")
    user = make_user(session)
    juror = make_juror(session, edition, user)
    organiser, person = sign_in(make_staff(session, edition)), sign_in(user)
    staff, own = f"/api/v1/jurors/{juror.id}/photo", f"/api/v1/jury/{juror.id}/photo"
    public = f"/editions/{edition.slug}/jury/{juror.id}/photo"
    assert organiser.get(staff).status_code == person.get(own).status_code == 404
    assert organiser.put(staff, content=b"no picture").json()["code"] == "image_unreadable"
    assert organiser.put(staff, content=picture((4000, 3000))).json()["has_photo"] is True
    answer = person.get(own)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert max(Image.open(io.BytesIO(answer.content)).size) <= 640
    assert person.get(public).status_code == 404
    wanted = {"name_ar": juror.name_ar, "photo_is_public": True}
    person.put(f"/api/v1/jury/{juror.id}/profile", json=wanted, headers={"If-Match": '"2"'})
    assert person.get(public).content == answer.content
    assert public in person.get(f"/editions/{edition.slug}").text
    edition.jury_is_public = False
    session.commit()
    assert person.get(public).status_code == 404
    edition.jury_is_public = True
    session.commit()
    # The word was given for that photo: the same again keeps it, another one asks anew.
    assert organiser.put(staff, content=picture((4000, 3000))).json()["photo_is_public"] is True
    assert person.get(public).status_code == 200
    assert organiser.put(staff, content=picture((300, 400))).json()["photo_is_public"] is False
    assert person.get(public).status_code == 404
    old = {"If-Match": '"3"'}
    assert (
        person.put(f"/api/v1/jury/{juror.id}/profile", json=wanted, headers=old).status_code == 412
    )
    assert person.put(own, content=picture()).json()["has_photo"] is True
    assert person.delete(own).json()["has_photo"] is False
    assert person.delete(own).json()["has_photo"] is False
    assert organiser.put(staff, content=picture()).status_code == 200
    assert organiser.delete(staff).json()["has_photo"] is False
    acts = (
        session.query(AuditEvent.act)
        .filter(AuditEvent.act.like("%photo"))
        .order_by(AuditEvent.id)
        .all()
    )
    assert sorted(one[0] for one in acts) == [
        "delete_juror_photo",
        "delete_own_photo",
        "put_juror_photo",
        "put_juror_photo",
        "put_juror_photo",
        "put_juror_photo",
        "put_own_photo",
    ]
