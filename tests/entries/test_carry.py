"""Starting from an earlier entry: what is copied, what differs, what today's form does not take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Level
from app.editions.models import Category, Edition, Field
from app.entries.carry_rules import Asked, Carried, counterparts, status_of
from app.entries.history_models import SavedVersion
from app.entries.models import Answer, Attachment, Entry
from app.kit.ids import uuid7
from app.organisations.models import Organisation
from tests.factories import (
    NOW,
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_field,
    make_member,
    make_organisation,
    make_user,
)

SignIn = Callable[..., TestClient]
API = "/api/v1/entrant"
PDF = b"%PDF-1.7\n%%EOF\n"


TABLE: dict[str, Any] = {"kind": "table"}


def _table(columns: str, *rows: str) -> dict[str, Any]:
    return {
        "columns": [{"code": one, "kind": "number", "name_ar": one} for one in columns],
        "rows": [{"code": one, "name_ar": one} for one in rows],
    }


class Scene:
    """Last year's entry of an agency, written in a form that has changed since."""

    def __init__(self, session: Session) -> None:
        self.session = session
        old: Edition = make_edition(session, name_ar="الدورة الأولى")
        self.old: Category = make_category(session, old)
        self.now: Category = make_category(session, make_edition(session))
        self.agency: Organisation = make_organisation(session)
        self.sara: User = make_member(session, self.agency)
        self.source: Entry = make_entry(
            session, self.old, self.agency, summary_ar="نبذة", submitted_at=NOW, state="submitted"
        )
        self.fields: dict[str, Field] = {}
        for code, value, before, after in (
            ("same", "كما كان", {}, {}),
            ("reworded", "نص", {"label_ar": "قديم"}, {"label_ar": "جديد"}),
            ("long", "واحد اثنان ثلاثة", {}, {"word_limit": 2}),
            ("fixed", "واحد اثنان ثلاثة", {}, {"word_limit": 2, "freeze_phase": "screening"}),
            ("retyped", "12", {}, {"kind": "number"}),
            ("gone", "بلا مكان", {}, None),
            ("empty", None, {}, {}),
            ("new", None, None, {}),
            (
                "table",
                [
                    {"row": "y1", "cells": {"a": "1", "b": "2"}},
                    {"row": "y2", "cells": {"a": "3", "b": "4"}},
                ],
                TABLE | {"options": _table("ab", "y1", "y2")},
                TABLE | {"options": _table("b", "y2")},
            ),
            ("files", None, {"kind": "file"}, {"kind": "file", "max_files": 1}),
        ):
            if before is not None:
                field = make_field(session, self.old, code=code, **before)
                self.fields[f"old_{code}"] = field
                if value is not None:
                    session.add(
                        Answer(
                            entry_id=self.source.id,
                            field_id=field.id,
                            value=value,
                            revision=3,
                            saved_by=self.sara.id,
                            saved_at=NOW,
                        )
                    )
            if after is not None:
                self.fields[code] = make_field(
                    session, self.now, code=code, position=len(self.fields), **after
                )
        session.commit()

    def attach(self, client: TestClient, name: str) -> None:
        """Last year's call is open in this world, so that its file comes in as any does."""
        self.source.state, self.source.return_until = "returned", self.edition_closes()
        self.session.commit()
        url = f"{API}/entries/{self.source.id}/attachments/{uuid7()}"
        field = self.fields["old_files"]
        field.max_files = 5
        self.session.commit()
        answer = client.put(f"{url}?field_id={field.id}&name={name}", content=PDF)
        assert answer.status_code == 201, answer.text
        for file in self.session.scalars(select(Attachment)):
            # Looked into, where files are.
            if file.state == "quarantined":
                file.state, file.clean_sha256, file.clean_size = "clean", file.sha256, file.size
        self.session.commit()

    def edition_closes(self) -> Any:
        return self.session.get_one(Edition, self.old.edition_id).closes_at

    def carry(self, client: TestClient, key: Any = None, **rest: Any) -> Any:
        body = {
            "source_id": str(self.source.id),
            "category_id": str(self.now.id),
            "organisation_id": str(self.agency.id),
            "title_ar": "خدمة المثال",
            "title_en": "New title",
        }
        return client.put(f"{API}/entries/{key or uuid7()}/carried", json={**body, **rest})


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def test_a_question_finds_its_counterpart_by_code_and_kind() -> None:
    def one(code: str, kind: str = "short_text") -> Asked:
        return Asked(uuid7(), code, kind, ())

    a, b, c = one("a"), one("b", "number"), one("c")
    old_a, older_a, old_b = one("a"), one("a"), one("b")
    assert counterparts([a, b, c], [older_a, old_a, old_b]) == {a.id: old_a}
    assert status_of(has_counterpart=False, earlier=None, present="x", refused=None) is Carried.new
    assert (
        status_of(has_counterpart=True, earlier=None, present="x", refused=None) is Carried.changed
    )


def test_what_the_form_takes_is_copied_and_the_rest_is_shown(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client = sign_in(scene.sara)
    made = scene.carry(client)
    assert made.status_code == 201, made.text
    entry = made.json()
    code_of = {str(field.id): code for code, field in scene.fields.items()}
    answers = {code_of[one["field_id"]]: one["value"] for one in entry["answers"]}
    long = "واحد اثنان ثلاثة"
    table = [{"row": "y2", "cells": {"b": "4"}}]
    assert answers == {"same": "كما كان", "reworded": "نص", "long": long, "table": table}
    assert [(one["field_code"], one["code"]) for one in entry["missing"]] == [
        ("long", "too_many_words")
    ], "kept as if it were typed, and shortened before it is submitted"
    assert (entry["summary_ar"], entry["state"]) == ("نبذة", "draft")
    assert entry["carried_from"] == str(scene.source.id)
    seen = client.get(f"{API}/entries/{entry['id']}/carried").json()
    rows = {code_of[row["field_id"]]: row for row in seen["items"]}
    assert {code: row["status"] for code, row in rows.items()} == {
        "same": "same",
        "reworded": "same",
        "long": "same",
        "fixed": "unfit",
        "retyped": "new",
        "empty": "empty",
        "new": "new",
        "table": "changed",
        "files": "empty",
    }
    assert {code for code, row in rows.items() if row["reworded"]} == {"reworded", "long", "fixed"}
    assert (rows["fixed"]["code"], rows["fixed"]["earlier"]) == ("too_many_words", long)
    assert sorted(one["value"] for one in seen["dropped"]) == ["12", "بلا مكان"]
    # Writing on changes the mark; the earlier entry stays as it was.
    url = f"{API}/entries/{entry['id']}/answers/{scene.fields['same'].id}"
    client.put(url, json={"value": "جديد"}, headers={"If-Match": '"1"'})
    later = client.get(f"{API}/entries/{entry['id']}/carried").json()
    assert {row["status"] for row in later["items"] if code_of[row["field_id"]] == "same"} == {
        "changed"
    }
    kept = session.scalars(
        select(Answer).where(Answer.entry_id == scene.source.id).order_by(Answer.field_id)
    ).all()
    assert {
        (row.value, row.revision) for row in kept if row.field_id != scene.fields["old_table"].id
    } == {
        ("كما كان", 3),
        ("نص", 3),
        (long, 3),
        ("12", 3),
        ("بلا مكان", 3),
    }
    marks = session.execute(
        select(SavedVersion.value, SavedVersion.face).where(
            SavedVersion.carried, SavedVersion.face == ""
        )
    ).all()
    assert sorted((row[0] for row in marks), key=str) == [table, "كما كان", "نص", long]


def test_files_are_new_rows_on_the_same_bytes_within_todays_limits(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client = sign_in(scene.sara)
    for name in ("one.pdf", "two.pdf"):
        scene.attach(client, name)
    made = scene.carry(client).json()
    assert [one["name"] for one in made["attachments"]] == ["one.pdf"]  # today's limit is one
    rows = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert len({row.sha256 for row in rows}) == 1
    assert len(rows) == 3
    url = f"{API}/entries/{made['id']}/attachments/{made['attachments'][0]['id']}"
    assert client.get(f"{url}/content").content == PDF
    assert client.delete(url).status_code == 204
    assert len([row for row in rows if row.entry_id == scene.source.id]) == 2


@pytest.mark.parametrize(
    ("limit", "length", "taken"),
    [
        ({"max_pages": 1}, {"pages": 2}, False),
        ({"max_pages": 2}, {"pages": 2}, True),
        ({"max_minutes": 1}, {"seconds": 61}, False),
        ({"max_minutes": 1}, {"seconds": 60}, True),
    ],
)
def test_a_file_longer_than_today_allows_stays_behind(
    scene: Scene, session: Session, sign_in: SignIn, limit: Any, length: Any, taken: bool
) -> None:
    client = sign_in(scene.sara)
    scene.attach(client, "one.pdf")
    row = session.scalars(select(Attachment)).one()
    for name, value in length.items():
        setattr(row, name, value)
    field = scene.fields["files"]
    field.options = (field.options or {}) | limit
    session.commit()
    made = scene.carry(client).json()
    assert [one["name"] for one in made["attachments"]] == ["one.pdf"] * taken


@pytest.mark.parametrize(
    ("takes", "copied"), [(["application/pdf"], ["one.pdf"]), (["image/png"], [])]
)
def test_a_file_is_carried_where_its_kind_is_taken(
    scene: Scene, session: Session, sign_in: SignIn, takes: list[str], copied: list[str]
) -> None:
    client = sign_in(scene.sara)
    scene.attach(client, "one.pdf")
    scene.fields["files"].file_types = takes
    session.commit()
    made = scene.carry(client).json()
    assert [one["name"] for one in made["attachments"]] == copied


def test_the_same_again_is_harmless_and_another_source_is_refused(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client, key = sign_in(scene.sara), uuid7()
    assert [scene.carry(client, key).status_code for _ in range(2)] == [201, 200]
    other = make_entry(session, scene.old, scene.agency)
    refused = scene.carry(client, key, source_id=str(other.id))
    assert (refused.status_code, refused.json()["code"]) == (409, "id_taken")


def test_it_needs_the_right_to_both(scene: Scene, session: Session, sign_in: SignIn) -> None:
    stranger = make_member(session, make_organisation(session, name_ar="أخرى"))
    assert scene.carry(sign_in(stranger)).status_code == 404
    consultant = make_collaborator(session, scene.source, "submit")
    refused = scene.carry(sign_in(consultant))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_organisation")
    reader = make_member(session, scene.agency, Level.view)
    assert scene.carry(sign_in(reader)).json()["code"] == "level_needed"
    person = make_user(session)
    own = make_entry(session, scene.old, owner_id=person.id)
    mixed = scene.carry(sign_in(scene.sara), source_id=str(own.id))
    assert mixed.status_code == 404
    scene.source.organisation_id, scene.source.owner_id = None, scene.sara.id
    session.commit()
    wrong = scene.carry(sign_in(scene.sara))
    assert (wrong.status_code, wrong.json()["code"]) == (409, "other_entrants_entry")
    assert session.scalars(select(Entry.id).where(Entry.category_id == scene.now.id)).all() == []


def test_an_entry_of_the_same_edition_is_no_beginning(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    refused = scene.carry(sign_in(scene.sara), category_id=str(scene.old.id))
    assert (refused.status_code, refused.json()["code"]) == (409, "same_edition")


def test_the_dialog_lists_what_one_may_begin_from(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    make_entry(session, scene.old)  # somebody else's
    make_entry(session, scene.now, scene.agency)  # of this edition
    url = f"{API}/earlier-entries?category_id={scene.now.id}"
    seen = sign_in(scene.sara).get(url).json()["items"]
    assert [(row["id"], row["answers"], row["fits"]) for row in seen] == [
        (str(scene.source.id), 7, 5)
    ]
    reader = make_member(session, scene.agency, Level.view)
    assert sign_in(reader).get(url).json()["items"] == []


def test_a_collaborator_of_the_new_entry_does_not_read_the_earlier_one(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    made = scene.carry(sign_in(scene.sara)).json()
    entry = session.get_one(Entry, UUID(made["id"]))
    consultant = make_collaborator(session, entry, "edit")
    seen = sign_in(consultant).get(f"{API}/entries/{entry.id}/carried").json()
    assert (seen["source_id"], seen["source_title_ar"], seen["dropped"]) == (None, "", [])
    assert {row["earlier"] for row in seen["items"]} == {None}
    plain = make_entry(session, scene.now, scene.agency)
    assert sign_in(scene.sara).get(f"{API}/entries/{plain.id}/carried").status_code == 404


def test_what_was_submitted_is_carried_not_what_was_written_since(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    client = sign_in(scene.sara)
    for name in ("sent.pdf", "taken-off.pdf"):
        scene.attach(client, name)
    scene.fields["files"].max_files = 5
    session.commit()
    source = f"{API}/entries/{scene.source.id}"
    sent = client.post(f"{source}/submit")
    assert sent.status_code == 200, sent.text
    same = scene.fields["old_same"].id
    revision = next(
        one["revision"]
        for one in client.get(source).json()["answers"]
        if one["field_id"] == str(same)
    )
    written = client.put(
        f"{source}/answers/{same}",
        json={"value": "كُتب بعد التقديم"},
        headers={"If-Match": f'"{revision}"'},
    )
    assert written.status_code == 200, written.text
    files = {one["name"]: one["id"] for one in client.get(source).json()["attachments"]}
    assert client.delete(f"{source}/attachments/{files['taken-off.pdf']}").status_code == 204
    scene.attach(client, "later.pdf")
    scene.source.state = "submitted"
    session.commit()
    listed = client.get(f"{API}/earlier-entries?category_id={scene.now.id}").json()["items"]
    assert [(one["answers"], one["fits"]) for one in listed] == [(8, 6)]
    made = scene.carry(client)
    assert made.status_code == 201, made.text
    entry = made.json()
    assert "كما كان" in [one["value"] for one in entry["answers"]]
    assert sorted(one["name"] for one in entry["attachments"]) == ["sent.pdf", "taken-off.pdf"]
    rows = session.scalars(select(Attachment).where(Attachment.entry_id == UUID(entry["id"]))).all()
    assert [one.dropped_at for one in rows] == [None, None]
    beside = client.get(f"{API}/entries/{entry['id']}/carried").json()
    status = {one["field_id"]: one["status"] for one in beside["items"]}
    assert status[str(scene.fields["same"].id)] == status[str(scene.fields["files"].id)] == "same"
