"""The public page of an edition says in words who may enter each category."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.editions.eligibility_models import EligibilityRule
from app.kit.ids import uuid7
from tests.factories import make_category, make_edition, make_field

CHOICES = [
    {"code": "yes", "name_ar": "نعم", "name_en": "Yes", "passes": True},
    {"code": "no", "name_ar": "لا", "name_en": "No", "passes": False},
]
RULES = (
    ("question", {"choices": CHOICES}, "هل الجهة حكومية؟", "Is it a government agency?"),
    ("months", {"months": 6, "field": "launched", "by": "day", "day": "2026-01-31"}, "", ""),
    ("previous_winner", {"editions": 2, "whose": "entry"}, "", ""),
    ("attachments", {"fields": ["letter"]}, "", ""),
    ("co_owners", {}, "", ""),
)


def test_the_rules_of_each_category_stand_in_words(client: TestClient, session: Session) -> None:
    edition = make_edition(session, max_entries_per_entrant=3)
    one = make_category(session, edition, max_entries_per_entrant=2)
    make_category(session, edition, position=1)
    make_field(session, one, kind="date", code="launched", label_ar="الإطلاق", label_en="Launch")
    make_field(session, one, kind="file", code="letter", label_ar="خطاب", label_en="Letter")
    for position, (kind, options, ar, en) in enumerate(RULES):
        session.add(
            EligibilityRule(
                id=uuid7(), edition_id=edition.id, category_id=one.id, position=position,
                kind=kind, blocks=kind != "months", options=options, label_ar=ar, label_en=en,
            )
        )  # fmt: skip
    session.add(
        EligibilityRule(
            id=uuid7(), edition_id=edition.id, position=0, kind="months", blocks=True,
            options={"months": 12, "field": "", "by": "closes_at"},
        )
    )  # fmt: skip
    session.commit()
    arabic = client.get(f"/editions/{edition.slug}").text
    _, first, second = arabic.split("<details>")
    for words in ("هل الجهة حكومية؟", "نعم", "خطاب", "مدة التشغيل بالأشهر، على الأقل: 6"):
        assert words in first
    assert "الإطلاق" in first
    assert "ينظر فريق الفرز" in first
    assert "سجل خدمات الجهة" in second
    assert "الإطلاق" not in second
    english = client.get(f"/en/editions/{edition.slug}").text
    for words in ("Is it a government agency?", "Launch", "Letter", "31 January 2026"):
        assert words in english
