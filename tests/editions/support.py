"""Bodies and look-ups that the tests of editions share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.editions.service import iso
from app.kit.ids import uuid7

API = "/api/v1"


def programme_body(**values: Any) -> dict[str, Any]:
    return {"slug": "example", "name_ar": "جائزة المثال", "name_en": "Example Award"} | values


def edition_body(programme_id: UUID, **values: Any) -> dict[str, Any]:
    return {
        "programme_id": str(programme_id),
        "slug": "example-2",
        "name_ar": "الدورة الثانية",
        "name_en": "Second edition",
    } | values


def body_of(edition: Edition, **values: Any) -> dict[str, Any]:
    """The edition as it is, in the form in which it is written."""
    return (
        edition_body(
            edition.programme_id,
            slug=edition.slug,
            opens_at=iso(edition.opens_at) or None,
            closes_at=iso(edition.closes_at) or None,
        )
        | values
    )


def category_body(**values: Any) -> dict[str, Any]:
    return {"code": "c1", "name_ar": "الفرع الأول", "name_en": "Branch one"} | values


def field_body(code: str = "title", **values: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "code": code,
        "kind": "short_text",
        "label_ar": "العنوان",
        "label_en": "Title",
    } | values


def leaf_body(code: str, weight: int = 1, **values: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "code": code,
        "name_ar": code,
        "weight": weight,
        "minimum": "0",
        "maximum": "5",
        "step": "1",
    } | values


def rubric_body() -> dict[str, Any]:
    """The worked example: A 3, B 2 (B1 1, B2 1), C 5; scale 0–5."""
    inner = {
        "id": str(uuid7()),
        "code": "b",
        "name_ar": "ب",
        "weight": 2,
        "children": [leaf_body("b1"), leaf_body("b2")],
    }
    return {"name_ar": "النموذج", "criteria": [leaf_body("a", 3), inner, leaf_body("c", 5)]}


def acts(session: Session) -> list[tuple[str, str, UUID | None]]:
    """The acts in their order: (act, kind of subject, its id)."""
    session.expire_all()
    return [
        (row.act, row.subject_kind, row.subject_id)
        for row in session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    ]


def codes(problem: dict[str, Any]) -> list[tuple[str, list[str | int]]]:
    """The codes and places of a problem's errors."""
    return [(one["code"], one["loc"]) for one in problem["errors"]]
