"""A blind round: prepared by an organiser, opened, read by its jurors under numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.database import Database
from app.demo.evidence import evidence_pdf
from app.editions.models import Category, Field
from app.house import House
from app.judging.blind.models import BareFile, Redaction
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from tests.factories import NOW, make_entry, make_field, make_grant, make_user
from tests.judging.blind.scene import Blind, attach, make_blind
from tests.judging.scene import Scene
from tests.kit.bad_files import film

SignIn = Callable[..., TestClient]


@pytest.fixture
def blind(session: Session, scene: Scene, house: House, sign_in: SignIn) -> Blind:
    return make_blind(session, scene, house, sign_in)


def signs(entry: Any) -> dict[str, tuple[list[str], list[str]]]:
    told = {one["part"]: (one["signs"], one["found"]) for one in entry["parts"] if one["signs"]}
    return told | {
        one["attachment_id"]: (one["signs"], one["found"]) for one in entry["files"] if one["signs"]
    }


def test_the_setting_is_part_of_the_rulebook(blind: Blind, session: Session) -> None:
    edition, round_ = blind.scene.edition, blind.scene.round
    url, headers = f"/api/v1/rounds/{round_.id}", {"If-Match": f'"{round_.version}"'}
    wanted = {
        "edition_id": str(edition.id),
        "number": 1,
        "name_ar": "الأولى",
        "closes_at": "2026-04-01T00:00:00Z",
        "blind": True,
        "hidden": ["title", str(blind.link.id)],
    }
    frozen = blind.organiser.put(url, json=wanted, headers=headers)
    assert frozen.json()["code"] == "rulebook_frozen"
    edition.phase = "screening"
    session.commit()
    odd = blind.organiser.put(url, json=wanted | {"hidden": ["x"]}, headers=headers)
    assert (odd.status_code, odd.json()["errors"][0]["code"]) == (422, "part_unknown")
    made = blind.organiser.put(url, json=wanted, headers=headers)
    assert (made.json()["blind"], made.json()["hidden"]) == (True, sorted(wanted["hidden"]))
    back = wanted | {"blind": False}
    again = blind.organiser.put(url, json=back, headers={"If-Match": f'"{made.json()["version"]}"'})
    assert (again.json()["blind"], again.json()["hidden"]) == (False, [])


def test_a_desk_without_names(blind: Blind, database: Database, session: Session) -> None:
    """Nothing of the owner, no file before its copy is made, then the copy under a number."""
    first = blind.entries[0]
    shown = blind.desk()
    assert (shown["blind"], shown["entry"]["agency_ar"], shown["entry"]["agency_en"]) == (
        True,
        "",
        "",
    )
    [file] = shown["entry"]["attachments"]
    url = f"/api/v1/juror/evaluations/{blind.evaluations[0].id}/attachments/{file['id']}"
    assert (file["name"], file["state"], file["sha256"], file["size"]) == (
        f"{first.number}-1.pdf",
        "quarantined",
        "",
        0,
    )
    assert blind.juror.get(f"{url}/content").json()["code"] == "file_being_checked"
    assert blind.copies(database) is False
    [file] = blind.desk()["entry"]["attachments"]
    sent = blind.juror.get(f"{url}/content")
    assert "تقرير" not in unquote(sent.headers["content-disposition"])
    assert f'filename="{first.number}-1.pdf"' in sent.headers["content-disposition"]
    assert (file["state"], file["size"]) == ("clean", len(sent.content))
    assert blind.juror.get(f"{url}/previews/1").status_code == 200
    assert file["sha256"] != blind.files[0].sha256
    # Other words, a hidden field, a title that is a number; a redacted text is what search finds.
    part = blind.organiser.put(
        f"{blind.at(first)}/parts/{blind.text.id}",
        json={"mode": "redacted", "text": "أطلقت الجهة خدمة"},
    )
    assert part.status_code == 200, part.text
    blind.scene.round.hidden = ["summary", str(blind.link.id)]
    first.summary_ar = "ملخص"
    session.commit()
    title = blind.organiser.put(f"{blind.at(first)}/parts/title_ar", json={"mode": "withheld"})
    assert (title.json()["mode"], title.json()["version"]) == ("withheld", 1)
    entry = blind.desk()["entry"]
    assert {one["field_id"]: one["value"] for one in entry["answers"]} == {
        str(blind.text.id): "أطلقت الجهة خدمة"
    }
    assert entry["summary_ar"] == ""
    assert entry["redacted"] == [str(blind.text.id)]
    assert entry["title_ar"] == f"مشاركة رقم {first.number}"
    queue = blind.juror.get("/api/v1/juror/evaluations").json()["items"]
    assert [one["title_ar"] for one in queue] == [entry["title_ar"], "خدمة المثال"]
    board = blind.juror.get(f"/api/v1/rounds/{blind.scene.round.id}/chair-progress").json()
    assert [one["title_ar"] for one in board["below_quorum"]] == [entry["title_ar"], "خدمة المثال"]


def test_what_names_its_owner_is_found_and_settled(
    blind: Blind, database: Database, session: Session
) -> None:
    first, second = blind.entries
    blind.copies(database)
    list_ = f"{blind.at()}/entries"
    rows = blind.organiser.get(list_).json()
    assert [(one["number"], one["left"], one["agency_ar"]) for one in rows["items"]] == [
        (first.number, 3, "وزارة الأمثلة"),
        (second.number, 0, "هيئة التجارب"),
    ]
    assert rows["items"][0]["found"] == ["Ministry of Examples", "moe.example", "وزارة الأمثلة"]
    left = blind.organiser.get(list_, params={"left": "true"}).json()
    assert (left["total"], left["items"]) == (1, rows["items"][:1])
    assert blind.organiser.get(list_, params={"left": "false"}).json()["total"] == 1
    assert "وزارة الأمثلة" in blind.organiser.get(list_, params={"format": "csv"}).text
    told = blind.organiser.get(blind.at(first)).json()
    file = told["files"][0]
    assert signs(told) == {
        str(blind.text.id): (["named"], ["وزارة الأمثلة"]),
        str(blind.link.id): (["named", "leading"], ["moe.example"]),
        file["attachment_id"]: (["named"], ["Ministry of Examples"]),
    }
    at = blind.at(first)
    url = f"{at}/parts/{blind.text.id}"
    odd = blind.organiser.put(f"{at}/parts/{blind.link.id}", json={"mode": "redacted", "text": "x"})
    assert odd.json()["errors"][0]["code"] == "not_redactable"
    assert blind.organiser.put(f"{at}/parts/x", json={"mode": "kept"}).status_code == 404
    kept = blind.organiser.put(url, json={"mode": "kept"}).json()
    assert (kept["signs"], kept["version"]) == ([], 1)
    assert blind.organiser.put(url, json={"mode": "kept"}).json() == kept
    assert blind.organiser.put(url, json={"mode": "withheld"}).status_code == 428
    stale = blind.organiser.put(url, json={"mode": "withheld"}, headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["current"]["mode"]) == (412, "kept")
    undone = blind.organiser.put(url, json={"mode": None}, headers={"If-Match": '"1"'}).json()
    assert (undone["mode"], undone["signs"], undone["version"]) == (None, ["named"], 0)
    assert session.scalars(select(Redaction)).all() == []
    for part, wanted in (
        (blind.text.id, {"mode": "redacted", "text": "أطلقت الجهة"}),
        (blind.link.id, {"mode": "withheld"}),
    ):
        assert blind.organiser.put(f"{at}/parts/{part}", json=wanted).status_code == 200
    fine = blind.organiser.put(
        f"{at}/files/{file['attachment_id']}", json={"mode": "withheld"}
    ).json()
    assert (fine["mode"], fine["signs"]) == ("withheld", [])
    assert blind.desk()["entry"]["attachments"] == []
    content = (
        f"/api/v1/juror/evaluations/{blind.evaluations[0].id}/attachments/{file['attachment_id']}"
    )
    assert blind.juror.get(f"{content}/content").status_code == 404
    summary = blind.organiser.get(blind.at()).json()
    assert summary == {
        "blind": True,
        "entries": 2,
        "entries_left": 0,
        "parts_left": 0,
        "files": 2,
        "files_waiting": 0,
    }
    acts = session.scalars(
        select(AuditEvent.act).where(AuditEvent.act.in_(("put_redaction", "decide_file")))
    ).all()
    assert sorted(acts) == ["decide_file", *["put_redaction"] * 4]


def test_another_file_in_its_place(blind: Blind, database: Database, session: Session) -> None:
    first = blind.entries[0]
    url = f"{blind.at(first)}/files/{blind.files[0].id}"
    assert blind.organiser.get(f"{url}/content").status_code == 404  # no copy yet
    clean = evidence_pdf("Report of an agency", [], [])
    wrong = blind.organiser.put(f"{url}/content", params={"name": "x.pdf"}, content=b"<svg>")
    assert wrong.json()["code"] == "file_mismatch"
    made = blind.organiser.put(f"{url}/content", params={"name": "x.pdf"}, content=clean)
    assert made.status_code == 200, made.text
    assert (made.json()["mode"], made.json()["state"], made.json()["signs"]) == (
        "replaced",
        "ready",
        [],
    )
    assert made.json()["name"] == "تقرير وزارة الأمثلة.pdf"  # what was sent stays
    [file] = blind.desk()["entry"]["attachments"]
    content = (
        f"/api/v1/juror/evaluations/{blind.evaluations[0].id}/attachments/{file['id']}/content"
    )
    assert blind.juror.get(content).content == blind.organiser.get(f"{url}/content").content
    blind.copies(database)  # of the other entry's file alone
    assert session.get_one(BareFile, blind.files[0].id).mode == "replaced"
    headers = {"If-Match": f'"{made.json()["version"]}"'}
    undone = blind.organiser.put(url, json={"mode": None}, headers=headers).json()
    assert (undone["mode"], undone["signs"]) == (None, ["waiting"])
    session.expire_all()
    blind.copies(database)
    session.expire_all()
    assert blind.organiser.get(blind.at(first)).json()["files"][0]["signs"] == ["named"]
    # A renamed agency is looked for under its new name.
    blind.agencies[0].name_en, blind.agencies[0].version = "House of Reports", 2
    session.commit()
    assert blind.organiser.get(blind.at(first)).json()["files"][0]["signs"] == ["waiting"]
    blind.copies(database)
    session.expire_all()
    assert blind.organiser.get(blind.at(first)).json()["files"][0]["signs"] == []


def test_a_film_is_served_by_a_persons_word_alone(
    blind: Blind, database: Database, session: Session
) -> None:
    first = blind.entries[0]
    row = attach(
        session, blind.house, first, blind.file, name="a.mp4", media_type="video/mp4", data=film()
    )
    blind.copies(database)
    session.expire_all()
    told = {
        one["attachment_id"]: one for one in blind.organiser.get(blind.at(first)).json()["files"]
    }
    assert told[str(row.id)]["signs"] == ["failed"]
    assert [one["state"] for one in blind.desk()["entry"]["attachments"]] == [
        "clean",
        "quarantined",
    ]
    blind.organiser.put(f"{blind.at(first)}/files/{row.id}", json={"mode": "kept"})
    shown = blind.desk()["entry"]["attachments"]
    assert [one["name"] for one in shown] == [f"{first.number}-1.pdf", f"{first.number}-2.mp4"]
    assert [one["state"] for one in shown] == ["clean", "clean"]


def test_a_blind_round_opens_clean_or_with_a_reason(
    blind: Blind, database: Database, session: Session
) -> None:
    round_ = blind.scene.round
    round_.state, round_.opened_at = "planned", None
    session.commit()
    url = f"/api/v1/rounds/{round_.id}/open"
    refused = blind.organiser.post(url)
    assert (refused.status_code, refused.json()["code"]) == (409, "names_left")
    assert (refused.json()["parts"], refused.json()["entries"]) == (4, 2)
    silent = blind.organiser.post(url, json={"accept_signs": True})
    assert silent.json()["errors"][0]["code"] == "reason_missing"
    opened = blind.organiser.post(url, json={"accept_signs": True, "reason": "اسم عام"})
    assert opened.json()["state"] == "open"
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "open_round")).one()
    assert (event.facts["parts_left"], event.facts["reason"]) == (4, "اسم عام")
    round_.state = "closed"
    session.commit()
    late = blind.organiser.put(
        f"{blind.at(blind.entries[0])}/parts/{blind.text.id}", json={"mode": "kept"}
    )
    assert late.json()["code"] == "round_closed"
    round_.state, round_.blind = "planned", False
    session.commit()
    assert blind.organiser.get(blind.at()).json()["entries"] == 2
    plain = blind.organiser.put(
        f"{blind.at(blind.entries[0])}/parts/{blind.text.id}", json={"mode": "kept"}
    )
    assert plain.json()["code"] == "round_not_blind"
    assert blind.organiser.post(url, json={}).json()["state"] == "open"


def test_bids_search_only_what_is_shown(blind: Blind, session: Session) -> None:
    first, second = blind.entries
    blind.scene.round.bids_until = blind.scene.round.closes_at
    blind.scene.round.state = "planned"
    first.title_ar, first.folded = "بوابة وزارة الأمثلة", "بوابه وزاره الامثله"
    session.commit()
    url = f"/api/v1/juror/rounds/{blind.scene.round.id}/bids"

    def found(**params: str) -> list[str]:
        return [one["title_ar"] for one in blind.juror.get(url, params=params).json()["items"]]

    assert found(q="وزارة") == ["بوابة وزارة الأمثلة"]
    blind.organiser.put(
        f"{blind.at(first)}/parts/title_ar", json={"mode": "redacted", "text": "بوابة"}
    )
    assert (found(q="وزارة"), found(q="بوابة"), found(q="المثال")) == (
        [],
        ["بوابة"],
        ["خدمة المثال"],
    )
    assert found(sort="title") == ["بوابة", "خدمة المثال"]
    word = blind.juror.put(f"{url}/{first.id}", json={"bid": "want"}).json()
    assert (word["title_ar"], word["bid"]) == ("بوابة", "want")
    blind.scene.round.hidden = ["title"]
    session.commit()
    assert found(q="خدمة") == []
    assert found() == [f"مشاركة رقم {first.number}", f"مشاركة رقم {second.number}"]


def test_own_conflicts_do_not_tell_a_number_with_a_name(blind: Blind, session: Session) -> None:
    """Declared at the desk: the number. Declared of an agency, or noticed: the agency alone."""
    first, second = blind.entries
    desk = blind.juror.put(
        f"/api/v1/juror/conflicts/{uuid7()}",
        json={"evaluation_id": str(blind.evaluations[0].id), "kind": "other", "reason": "صلة"},
    )
    assert desk.status_code == 201, desk.text
    assert (desk.json()["entry_number"], desk.json()["title_ar"]) == (first.number, "")
    own = make_entry(
        session, blind.scene.category, owner_id=make_user(session).id, state="eligible"
    )
    edition = f"/api/v1/editions/{blind.scene.edition.id}/conflicts/{uuid7()}"
    reported = blind.organiser.put(
        edition,
        json={
            "juror_id": str(blind.scene.juror.id),
            "entry_id": str(own.id),
            "kind": "family",
            "reason": "قرابة",
        },
    )
    assert reported.status_code == 201, reported.text
    agency = blind.juror.put(
        f"/api/v1/jury/{blind.scene.juror.id}/conflicts/{uuid7()}",
        json={"organisation_id": str(blind.agencies[1].id), "kind": "employer"},
    )
    assert agency.status_code == 201, agency.text
    told = blind.juror.get("/api/v1/juror/conflicts").json()["items"]
    assert sorted(
        (one["entry_number"] or 0, one["organisation_ar"], one["title_ar"]) for one in told
    ) == [(0, "", ""), (0, "هيئة التجارب", ""), (first.number, "", "")]
    assert blind.juror.get("/api/v1/juror/conflicts", params={"q": "خدمة"}).json()["total"] == 0
    assert blind.juror.get("/api/v1/juror/evaluations").json()["items"] == []
    assert second.submitted_at == NOW


def test_looking_through_a_page_costs_the_same(
    blind: Blind, session: Session, statements: list[str]
) -> None:
    """However many entries are on the page."""

    def cost() -> int:
        session.expire_all()
        statements.clear()
        assert blind.organiser.get(f"{blind.at()}/entries").status_code == 200
        return sum(one.startswith("SELECT") for one in statements)

    cost()
    before = cost()
    for _ in range(5):
        entry = make_entry(session, blind.scene.category, state="eligible", submitted_at=NOW)
        attach(session, blind.house, entry, blind.file)
    assert cost() == before


def test_a_new_edition_hides_its_own_questions(
    blind: Blind, session: Session, sign_in: SignIn
) -> None:
    """What a cloned round hides are the new form's fields; what is asked no longer is left out."""
    gone = make_field(session, blind.scene.category, code="gone", retired_at=NOW)
    blind.scene.round.hidden = ["title", str(blind.link.id), str(gone.id)]
    session.commit()
    clone = uuid7()
    owner = make_user(session)
    make_grant(session, owner, Role.organiser, Scope.programme, blind.scene.edition.programme_id)
    made = sign_in(owner).put(
        f"/api/v1/editions/{blind.scene.edition.id}/clones/{clone}",
        json={"slug": "next-one", "name_ar": "الدورة الثالثة", "name_en": "Third"},
    )
    assert made.status_code == 201, made.text
    round_ = session.scalars(select(Round).where(Round.edition_id == clone)).one()
    link = session.scalars(
        select(Field.id)
        .join(Category, Category.id == Field.category_id)
        .where(Category.edition_id == clone, Field.kind == "url")
    ).one()
    assert (round_.blind, round_.hidden) == (True, ["title", str(link)])
