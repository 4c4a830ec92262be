"""Programmes and editions over HTTP: who creates and changes them, versions, freezes, refusals."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.editions.models import CallChange, Edition, Programme
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.editions.support import API, acts, body_of, codes, edition_body, programme_body
from tests.factories import NOW, make_edition, make_grant, make_programme, make_staff, make_user

SignIn = Callable[..., TestClient]


@pytest.fixture
def chief(session: Session) -> User:
    """An organiser of the whole instance."""
    user = make_user(session)
    make_grant(session, user, Role.organiser)
    return user


def put(client: TestClient, url: str, body: Any, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.put(f"{API}{url}", json=body, headers=headers)


# ---------------------------------------------------------------- programmes


def test_a_programme_is_created_repeated_changed_and_guarded(
    session: Session, sign_in: SignIn, chief: User
) -> None:
    client, key = sign_in(chief), uuid7()
    made = put(client, f"/programmes/{key}", programme_body())
    assert (made.status_code, made.headers["etag"], made.json()["version"]) == (201, '"1"', 1)
    assert made.json()["colour"] == "#1b8354"
    again = put(client, f"/programmes/{key}", programme_body())
    assert (again.status_code, again.json()) == (200, made.json())
    body = programme_body(name_ar="  جائزة\u202e  الإنجاز ", colour="#0B5FFF")
    bare = put(client, f"/programmes/{key}", body)
    assert (bare.status_code, bare.json()["code"]) == (428, "condition_required")
    changed = put(client, f"/programmes/{key}", body, 1)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert (changed.json()["name_ar"], changed.json()["colour"]) == ("جائزة الإنجاز", "#0b5fff")
    stale = put(client, f"/programmes/{key}", programme_body(name_en="Late"), 1)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["current"] == changed.json()
    assert client.get(f"{API}/programmes/{key}").json() == changed.json()
    assert acts(session) == [("put_programme", "programme", key)] * 2


@pytest.mark.parametrize(
    ("values", "code", "loc"),
    [
        ({"colour": "red"}, "bad_colour", ["colour"]),
        ({"colour": "#12345g"}, "bad_colour", ["colour"]),
        ({"colour": "#ffee00"}, "colour_too_light", ["colour"]),
        ({"slug": "Not a slug"}, "bad_slug", ["slug"]),
        ({"kind": "game"}, "enum", ["kind"]),
        ({"name_ar": " \u202e "}, "text_missing", ["name_ar"]),
        ({"name_en": "x" * 201}, "text_too_long", ["name_en"]),
        ({"reply_to": "nobody"}, "bad_email", ["reply_to"]),
        ({"name_ar": "\x07"}, "text_missing", ["name_ar"]),
        ({"budget": 1}, "extra_forbidden", ["budget"]),
    ],
)
def test_a_wrong_programme_leaves_nothing(
    session: Session,
    sign_in: SignIn,
    chief: User,
    values: dict[str, Any],
    code: str,
    loc: list[str],
) -> None:
    answer = put(sign_in(chief), f"/programmes/{uuid7()}", programme_body(**values))
    assert answer.status_code == 422
    assert codes(answer.json()) == [(code, loc)]
    assert session.scalars(select(Programme)).all() == []
    assert acts(session) == []


def test_a_taken_slug_is_refused_in_the_readers_language(
    session: Session, sign_in: SignIn, chief: User
) -> None:
    make_programme(session, slug="example")
    answer = put(sign_in(chief), f"/programmes/{uuid7()}", programme_body())
    assert (answer.status_code, answer.json()["code"]) == (422, "slug_taken")
    assert codes(answer.json()) == [("slug_taken", ["slug"])]


def test_who_may_create_and_change_programmes(session: Session, sign_in: SignIn) -> None:
    admin = make_user(session)
    make_grant(session, admin, Role.admin)
    programme = make_programme(session)
    own = make_user(session)
    make_grant(session, own, Role.organiser, Scope.programme, programme.id)
    elsewhere = make_staff(session, make_edition(session, phase="draft"))
    body = programme_body()
    assert put(sign_in(admin), f"/programmes/{uuid7()}", body).status_code == 201
    refused = put(sign_in(own), f"/programmes/{uuid7()}", programme_body(slug="other"))
    assert (refused.status_code, refused.json()["code"]) == (403, "may_not_create_programme")
    mine = programme_body(slug="mine")
    assert put(sign_in(own), f"/programmes/{programme.id}", mine, 1).status_code == 200
    assert put(sign_in(elsewhere), f"/programmes/{programme.id}", body, 2).status_code == 404
    make_edition(session, programme, phase="open")
    seen = put(sign_in(elsewhere), f"/programmes/{programme.id}", body, 2)
    assert (seen.status_code, seen.json()["code"]) == (403, "not_your_programme")


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGBA") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "green").save(out, kind)
    return out.getvalue()


def test_a_logo_is_written_anew_served_and_removed(
    session: Session, client: TestClient, sign_in: SignIn, chief: User
) -> None:
    programme = make_edition(session).programme
    url = f"{API}/programmes/{programme.id}/logo"
    assert client.get(url).status_code == 404
    sent = picture("PNG") + b"<script>alert(1)</script>"
    organiser = sign_in(chief)
    answer = organiser.put(url, content=sent, headers={"Content-Type": "image/png"})
    assert (answer.status_code, answer.json()["has_logo"]) == (200, True)
    shown = client.get(url)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert b"script" not in shown.content
    assert Image.open(io.BytesIO(shown.content)).size == (40, 20)
    organiser.put(url, content=picture("JPEG", (3000, 1000), "RGB"))
    large = client.get(url)
    assert large.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(large.content)).size == (1024, 341)
    assert organiser.delete(url).json()["has_logo"] is False
    assert organiser.delete(url).status_code == 200
    assert client.get(url).status_code == 404
    assert [act for act, *_ in acts(session)] == [
        "put_programme_logo",
        "put_programme_logo",
        "delete_programme_logo",
    ]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "image_unreadable"),
        (b"", 422, "image_unreadable"),
        (picture("GIF", mode="P"), 422, "image_unreadable"),
        (picture("PNG")[:60], 422, "image_unreadable"),
        (picture("PNG", (2001, 2000), "1"), 422, "image_too_large"),
        (b"\x89PNG" + b"x" * (512 * 1024), 413, "too_large"),
    ],
)
def test_what_is_no_logo_is_refused(
    session: Session, sign_in: SignIn, chief: User, content: bytes, status: int, code: str
) -> None:
    programme = make_programme(session)
    answer = sign_in(chief).put(f"{API}/programmes/{programme.id}/logo", content=content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    session.expire_all()
    assert programme.logo is None


# ---------------------------------------------------------------- editions


def test_an_edition_is_created_in_draft_and_unseen_by_others(
    session: Session, sign_in: SignIn, chief: User
) -> None:
    programme, key = make_programme(session), uuid7()
    client = sign_in(chief)
    body = edition_body(
        programme.id,
        opens_at="2026-03-11T00:00:00+03:00",
        closes_at="2026-04-11T00:00:00+03:00",
        tiebreaks=["criterion:benefit", "median"],
    )
    made = put(client, f"/editions/{key}", body)
    assert made.status_code == 201, made.json()
    assert {
        name: made.json()[name]
        for name in ("phase", "opens_at", "closes_at", "tiebreaks", "version", "rulebook_hash")
    } == {
        "phase": "draft",
        "opens_at": "2026-03-10T21:00:00Z",
        "closes_at": "2026-04-10T21:00:00Z",
        "tiebreaks": ["criterion:benefit", "median", "shared"],
        "version": 1,
        "rulebook_hash": "",
    }
    assert put(client, f"/editions/{key}", body).status_code == 200
    stranger = sign_in(make_staff(session, make_edition(session)))
    assert stranger.get(f"{API}/editions/{key}").status_code == 404
    assert put(stranger, f"/editions/{key}", body).status_code == 404
    assert acts(session) == [("put_edition", "edition", key)]


@pytest.mark.parametrize(
    ("values", "code", "loc"),
    [
        ({"timezone": "Mars/Olympus"}, "bad_time_zone", ["timezone"]),
        (
            {"opens_at": "2026-03-11T00:00:00Z", "closes_at": "2026-03-11T00:00:00Z"},
            "window_reversed",
            ["closes_at"],
        ),
        (
            {"closes_at": "2026-03-11T00:00:00Z", "results_at": "2026-03-10T00:00:00Z"},
            "dates_reversed",
            ["results_at"],
        ),
        ({"closes_at": "2026-03-11T00:00:00"}, "timezone_aware", ["closes_at"]),
        ({"tiebreaks": ["dice"]}, "unknown_rule", ["tiebreaks", 0]),
        ({"tiebreaks": ["median", "median"]}, "repeated_rule", ["tiebreaks", 1]),
        ({"tiebreaks": ["shared", "lot"]}, "shared_not_last", ["tiebreaks", 1]),
        ({"tiebreaks": ["lot", "chair"]}, "never_reached", ["tiebreaks", 1]),
        ({"quorum": 0}, "greater_than_equal", ["quorum"]),
        ({"phase": "open"}, "extra_forbidden", ["phase"]),
    ],
)
def test_a_wrong_edition_leaves_nothing(
    session: Session,
    sign_in: SignIn,
    chief: User,
    values: dict[str, Any],
    code: str,
    loc: list[str | int],
) -> None:
    programme = make_programme(session)
    answer = put(sign_in(chief), f"/editions/{uuid7()}", edition_body(programme.id, **values))
    assert (answer.status_code, codes(answer.json())) == (422, [(code, loc)])
    assert session.scalars(select(Edition)).all() == []


def test_only_the_programmes_organiser_creates_editions(session: Session, sign_in: SignIn) -> None:
    programme = make_edition(session).programme
    admin = make_user(session)
    make_grant(session, admin, Role.admin)
    make_grant(session, admin, Role.organiser, Scope.edition, uuid7())
    answer = put(sign_in(admin), f"/editions/{uuid7()}", edition_body(programme.id))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_programme")


def test_after_open_the_call_changes_only_with_a_public_note(
    session: Session, sign_in: SignIn
) -> None:
    edition = make_edition(session)
    client, url = sign_in(make_staff(session, edition)), f"/editions/{edition.id}"
    silent = put(client, url, body_of(edition, rules_ar="لائحة"), 1)
    assert (silent.status_code, codes(silent.json())) == (
        422,
        [("change_note_required", ["change_ar"])],
    )
    noted = put(client, url, body_of(edition, rules_ar="لائحة", change_ar="صُحّحت اللائحة"), 1)
    assert (noted.status_code, noted.json()["version"]) == (200, 2)
    free = put(client, url, body_of(edition, rules_ar="لائحة", jury_is_public=False), 2)
    assert free.status_code == 200
    changes = client.get(f"{API}{url}/call-changes").json()
    assert [(one["kind"], one["what_ar"], one["changed_at"]) for one in changes] == [
        ("text", "صُحّحت اللائحة", "2026-03-10T09:00:00Z")
    ]


@pytest.mark.parametrize(
    ("phase", "values", "code"),
    [
        ("open", {"slug": "new-slug"}, "slug_public"),
        ("open", {"closes_at": None}, "deadline_by_act"),
        ("judging", {"tiebreaks": ["lot"]}, "rulebook_frozen"),
        ("judging", {"quorum": 2}, "rulebook_frozen"),
        ("published", {"theme_ar": "جديد", "change_ar": "سبب"}, "call_frozen"),
        ("draft", {"programme_id": str(uuid7())}, "programme_fixed"),
    ],
)
def test_what_is_frozen_is_refused(
    session: Session, sign_in: SignIn, phase: str, values: dict[str, Any], code: str
) -> None:
    edition = make_edition(session, phase=phase)
    client = sign_in(make_staff(session, edition))
    answer = put(client, f"/editions/{edition.id}", body_of(edition, **values), 1)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert acts(session) == []


def test_stale_editions_answer_with_the_current_one(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="draft")
    client, url = sign_in(make_staff(session, edition)), f"/editions/{edition.id}"
    assert put(client, url, body_of(edition, name_ar="أول"), 1).status_code == 200
    stale = put(client, url, body_of(edition, name_ar="ثان"), 1)
    assert (stale.status_code, stale.json()["current"]["name_ar"]) == (412, "أول")


def test_the_deadline_moves_by_its_act_alone_and_in_public(
    session: Session, sign_in: SignIn, clock: Clock
) -> None:
    edition = make_edition(session)
    client, url = sign_in(make_staff(session, edition)), f"{API}/editions/{edition.id}/deadline"
    until = NOW + timedelta(days=20)
    body = {"closes_at": until.isoformat(), "reason_ar": "عطل عام"}
    assert client.post(url, json=body).status_code == 428
    moved = client.post(url, json=body, headers={"If-Match": "1"})
    assert (moved.status_code, moved.json()["closes_at"]) == (200, "2026-03-30T09:00:00Z")
    same = client.post(url, json=body, headers={"If-Match": "2"})
    assert codes(same.json()) == [("deadline_unchanged", ["closes_at"])]
    past = client.post(url, json=body | {"closes_at": NOW.isoformat()}, headers={"If-Match": "2"})
    assert codes(past.json()) == [("deadline_in_past", ["closes_at"])]
    nameless = client.post(url, json={"closes_at": until.isoformat(), "reason_ar": " "})
    assert codes(nameless.json()) == [("text_missing", ["reason_ar"])]
    change = session.scalars(select(CallChange)).one()
    assert (change.kind, change.before, change.after, change.what_ar) == (
        "deadline",
        "2026-03-20T09:00:00Z",
        "2026-03-30T09:00:00Z",
        "عطل عام",
    )
    assert acts(session) == [("move_deadline", "edition", edition.id)]


@pytest.mark.parametrize("phase", ["draft", "screening", "cancelled"])
def test_the_deadline_moves_only_while_the_call_is_open(
    session: Session, sign_in: SignIn, phase: str
) -> None:
    edition = make_edition(session, phase=phase)
    answer = sign_in(make_staff(session, edition)).post(
        f"{API}/editions/{edition.id}/deadline",
        json={"closes_at": "2026-05-01T00:00:00Z", "reason_ar": "سبب"},
        headers={"If-Match": "1"},
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "deadline_not_movable")


# ---------------------------------------------------------------- lists


def test_lists_show_what_the_reader_may_see_with_their_roles(
    session: Session, sign_in: SignIn
) -> None:
    programme = make_programme(session, name_ar="برنامج", folded="برنامج programme")
    shown = make_edition(session, programme, folded="الدوره الاولي first")
    draft = make_edition(session, programme, phase="draft")
    organiser = make_staff(session, draft)
    nobody = make_user(session)

    def listed(user: User, query: str = "") -> list[tuple[UUID, list[str]]]:
        answer = sign_in(user).get(f"{API}/editions?sort=created_at{query}")
        return [(UUID(one["id"]), one["roles"]) for one in answer.json()["items"]]

    assert listed(organiser) == [(shown.id, []), (draft.id, ["organiser"])]
    assert listed(nobody) == [(shown.id, [])]
    assert listed(nobody, "&q=الأولى") == [(shown.id, [])]
    assert listed(nobody, "&q=ثالثة") == []
    assert listed(organiser, f"&programme_id={uuid7()}") == []
    programmes = sign_in(nobody).get(f"{API}/programmes").json()
    assert [one["id"] for one in programmes["items"]] == [str(programme.id)]
    csv = sign_in(nobody, "en").get(f"{API}/programmes?format=csv")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(csv.text.splitlines()) == 2
    editions = sign_in(nobody).get(f"{API}/editions?format=csv")
    assert len(editions.text.splitlines()) == 2


def test_lists_cost_the_same_however_long(
    session: Session, sign_in: SignIn, statements: list[str], chief: User
) -> None:
    client = sign_in(chief)

    def cost(url: str) -> int:
        session.commit()
        statements.clear()
        assert client.get(f"{API}{url}").status_code == 200
        return len(statements)

    make_edition(session)
    first = [cost("/editions"), cost("/programmes")]
    for _ in range(5):
        make_edition(session)
    assert [cost("/editions"), cost("/programmes")] == first
