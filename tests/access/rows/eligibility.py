"""Who gets what from the routes of eligibility."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.editions.eligibility_models import EligibilityRule
from app.entries.eligibility_models import CoOwner
from app.kit.ids import digest, uuid7
from app.organisations.models import Organisation
from tests.access.rows.editions import READERS
from tests.access.rows.entries import MINE, STAFF, SUBMITTING, WRITING, edition, entry, mine
from tests.access.world import Row, World
from tests.factories import NOW

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

TOKEN = "c" * 43


def _co_owner(w: World) -> str:
    """The address of an agency that the world's entry belongs to as well."""
    _answer(w)
    w.session.add(
        EligibilityRule(
            id=uuid7(), edition_id=w.edition.id, position=1, kind="co_owners", blocks=True
        )
    )
    row = CoOwner(
        id=uuid7(),
        entry_id=w.entry.id,
        name_ar="شريكة",
        email="head@partner.example",
        token_hash=digest(TOKEN),
        asked_at=NOW,
        mailed_at=NOW,
    )
    w.session.add(row)
    w.session.commit()
    return mine(w, f"/co-owners/{row.id}")


def _named(w: World) -> str:
    _co_owner(w)
    return mine(w, f"/co-owners/{uuid7()}")


def _registered(w: World) -> Organisation:
    """The agency of `other_entrant`, who manages it."""
    return w.session.scalars(
        select(Organisation).where(Organisation.name_en == "Other agency")
    ).one()


def _co_owning(w: World) -> str:
    """What that agency's manager is asked."""
    _answer(w)
    row = CoOwner(
        id=uuid7(),
        entry_id=w.entry.id,
        organisation_id=_registered(w).id,
        via="members",
        name_ar="شريكة",
        asked_at=NOW,
        mailed_at=NOW,
    )
    w.session.add(row)
    w.session.commit()
    return f"/api/v1/entrant/co-ownings/{row.id}/answer"


def _link(w: World) -> dict[str, Any]:
    _co_owner(w)
    return {"token": TOKEN}


def _scored(w: World) -> str:
    _answer(w)
    w.rubric.public = True
    w.session.commit()
    return mine(w, "/self-score")


EVERYBODY = {"anonymous": 200, "others": 200}
# Those from outside the agency work on the entry, and see nothing of the agency's own score.
AGENCY = MINE | {"viewer": 403, "editor": 403, "submitter": 403}
ROWS |= {
    "name_co_owner": Row(
        "PUT",
        _named,
        body=lambda _w: {"name_ar": "أخرى", "email": "other@partner.example"},
        **SUBMITTING | {"entrant": 201, "submitter": 201},
    ),
    "name_registered_co_owner": Row(
        "PUT",
        lambda w: f"{_named(w)}/agency",
        body=lambda w: {"organisation_id": str(_registered(w).id)},
        **SUBMITTING | {"entrant": 201, "submitter": 201},
    ),
    "find_co_owners": Row("GET", lambda w: mine(w, "/co-owners/agencies?q=other"), **SUBMITTING),
    "list_co_ownings": Row("GET", lambda _w: "/api/v1/entrant/co-ownings", others=200),
    "answer_co_owning": Row(
        "POST", _co_owning, body=lambda _w: {"agrees": True}, others=404, other_entrant=200
    ),
    "mail_co_owner": Row("POST", lambda w: f"{_co_owner(w)}/mail", **SUBMITTING),
    "remove_co_owner": Row("DELETE", _co_owner, **SUBMITTING),
    "look_at_co_owning": Row("POST", lambda _w: "/api/v1/co-owners/look", body=_link, **EVERYBODY),
    "answer_co_ownership": Row(
        "POST",
        lambda _w: "/api/v1/co-owners/answer",
        body=lambda w: _link(w) | {"agrees": True, "manager_name": "ليلى"},
        # None of the entry's own people answers for another agency.
        **EVERYBODY | dict.fromkeys(("entrant", "viewer", "editor", "submitter"), 409),
    ),
    "show_self_score": Row("GET", lambda w: mine(w, "/self-score"), **MINE),
    "save_self_score": Row("PUT", _scored, body=lambda _w: {"marks": {}}, **AGENCY),
}
