"""The access matrix of programmes, editions, categories, forms and rubrics."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from app.editions.form_queries import field_snapshot
from app.editions.models import FormDraft
from app.kit.ids import uuid7
from tests.access.world import Row, World
from tests.editions.support import body_of, programme_body, rubric_body
from tests.factories import NOW

API = "/api/v1"
READERS = {
    "organiser": 200,
    "screener": 200,
    "chair": 200,
    "auditor": 200,
    "approver": 200,
    "admin": 200,
}
VERSION = {"If-Match": "1"}


def programme(world: World, rest: str = "") -> str:
    return f"{API}/programmes/{world.edition.programme_id}{rest}"


def edition(world: World, rest: str = "") -> str:
    return f"{API}/editions/{world.edition.id}{rest}"


def category(world: World) -> str:
    return edition(world, f"/categories/{world.category.id}")


def rubric(world: World) -> str:
    return edition(world, f"/rubrics/{world.rubric.id}")


def with_logo(world: World) -> str:
    """The address of a logo that is there."""
    owner = world.edition.programme
    owner.logo, owner.logo_type = picture(world), "image/png"
    world.session.commit()
    return programme(world, "/logo")


def picture(_world: World) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), "green").save(out, "PNG")
    return out.getvalue()


def described(world: World) -> dict[str, Any]:
    """The category with another description, and the note that the public reads."""
    return {
        "code": world.category.code,
        "name_ar": world.category.name_ar,
        "name_en": world.category.name_en,
        "rubric_id": str(world.rubric.id),
        "description_ar": "وصف",
        "change_ar": "أضيف وصف",
    }


def form(world: World) -> dict[str, Any]:
    """The form with another label."""
    field = world.field
    return {
        "fields": [
            {
                "id": str(field.id),
                "code": field.code,
                "kind": field.kind,
                "label_ar": "تسمية أخرى",
            }
        ],
    }


def prepared(world: World) -> str:
    """The address of a prepared version of the form."""
    kept = form(world)["fields"][0]
    world.session.add(
        FormDraft(
            category_id=world.category.id,
            sections=[],
            fields=[field_snapshot(world.field) | kept],
            edited_at=NOW,
            version=1,
        )
    )
    world.session.commit()
    return draft(world)


def draft(world: World) -> str:
    return f"{API}/categories/{world.category.id}/form-draft"


ROWS = {
    "list_programmes": Row("GET", lambda _w: f"{API}/programmes", others=200),
    "show_programme": Row("GET", programme, others=200),
    "put_programme": Row(
        "PUT",
        programme,
        body=lambda _w: programme_body(),
        headers=lambda _w: VERSION,
        admin=200,
    ),
    "show_programme_logo": Row("GET", with_logo, others=200, anonymous=200),
    "put_programme_logo": Row("PUT", lambda w: programme(w, "/logo"), body=picture, admin=200),
    "delete_programme_logo": Row("DELETE", lambda w: programme(w, "/logo"), admin=200),
    "list_editions": Row("GET", lambda _w: f"{API}/editions", others=200),
    "show_edition": Row("GET", edition, **READERS),
    "put_edition": Row(
        "PUT",
        edition,
        body=lambda w: body_of(w.edition, jury_is_public=False),
        headers=lambda _w: VERSION,
        organiser=200,
    ),
    "list_call_changes": Row("GET", lambda w: edition(w, "/call-changes"), others=200),
    "show_rulebook": Row("GET", lambda w: edition(w, "/rulebook"), **READERS),
    "list_categories": Row("GET", lambda w: edition(w, "/categories"), **READERS),
    "show_category": Row("GET", category, **READERS),
    "put_category": Row("PUT", category, body=described, headers=lambda _w: VERSION, organiser=200),
    "delete_category": Row("DELETE", category, organiser=409),  # the public has seen it
    "order_categories": Row(
        "PUT",
        lambda w: edition(w, "/category-order"),
        body=lambda w: {"ids": [str(w.category.id)]},
        organiser=200,
    ),
    "show_fields": Row("GET", lambda w: f"{API}/categories/{w.category.id}/fields", others=200),
    "put_fields": Row(
        "PUT",
        lambda w: f"{API}/categories/{w.category.id}/fields",
        body=form,
        headers=lambda _w: VERSION,
        organiser=409,  # the public has seen it
    ),
    "list_form_versions": Row(
        "GET", lambda w: f"{API}/categories/{w.category.id}/form-versions", others=200
    ),
    "show_form_draft": Row("GET", draft, **READERS),
    "put_form_draft": Row(
        "PUT", draft, body=form, headers=lambda _w: {"If-Match": "0"}, organiser=200
    ),
    "delete_form_draft": Row("DELETE", draft, organiser=204),
    "publish_form": Row(
        "POST",
        lambda w: prepared(w) + "/publish",
        body=lambda _w: {"note_ar": "تسمية أوضح"},
        headers=lambda _w: VERSION,
        organiser=200,
    ),
    "list_rubrics": Row("GET", lambda w: edition(w, "/rubrics"), **READERS),
    "show_rubric": Row("GET", rubric, **READERS),
    "put_rubric": Row(
        "PUT",
        lambda w: edition(w, f"/rubrics/{uuid7()}"),
        body=lambda _w: rubric_body(),
        organiser=409,  # the rulebook is frozen
    ),
    "delete_rubric": Row("DELETE", rubric, organiser=409),
}
