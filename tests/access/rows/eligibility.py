"""Who gets what from the routes of eligibility."""

from __future__ import annotations

from typing import Any

from app.editions.eligibility_models import EligibilityRule
from app.kit.ids import uuid7
from tests.access.rows.editions import READERS
from tests.access.rows.entries import MINE, STAFF, WRITING, edition, entry, mine
from tests.access.world import Row, World

CHOICES = [
    {"code": "yes", "name_ar": "نعم", "name_en": "Yes", "passes": True},
    {"code": "no", "name_ar": "لا", "name_en": "No", "passes": False},
]


def _answer(w: World) -> dict[str, Any]:
    """An answer to a question, on an entry that may still change."""
    rule = EligibilityRule(
        id=uuid7(),
        edition_id=w.edition.id,
        position=0,
        kind="question",
        blocks=True,
        options={"choices": CHOICES},
        label_ar="هل",
    )
    w.session.add(rule)
    w.entry.state, w.edition.phase = "submitted", "open"
    w.session.commit()
    return {"answers": {str(rule.id): "yes"}}


ROWS: dict[str, Row] = {
    "list_eligibility_rules": Row("GET", lambda w: edition(w, "/eligibility-rules"), **READERS),
    "put_eligibility_rules": Row(
        "PUT",
        lambda w: edition(w, "/eligibility-rules"),
        body=lambda _w: {"items": []},
        organiser=200,
    ),
    "show_my_eligibility": Row("GET", lambda w: mine(w, "/eligibility"), **MINE),
    "save_eligibility": Row("PUT", lambda w: mine(w, "/eligibility"), body=_answer, **WRITING),
    "show_eligibility": Row(
        "GET", lambda w: entry(w, "/eligibility"), other_organiser=404, **STAFF
    ),
}
