"""The access matrix of agencies, their members and domain rules."""

from __future__ import annotations

from typing import Any

from app.kit.ids import uuid7
from app.organisations.models import MembershipRequest, Service
from tests.access.world import Row, World
from tests.factories import NOW

API = "/api/v1"
READERS = {"organiser": 200, "other_organiser": 200, "auditor": 200, "admin": 200}
EDITORS = {"organiser": 200, "other_organiser": 200, "admin": 200}
DECIDED = {"organiser": 409, "other_organiser": 409, "admin": 409}
VERSION = {"If-Match": "1"}
KEPT = dict.fromkeys(READERS, 403)  # staff read what the agency keeps


def draft(_world: World) -> dict[str, Any]:
    return {"name_ar": "جهة جديدة", "city": "جدة"}


def of(world: World, rest: str = "") -> str:
    return f"{API}/organisations/{world.organisation.id}{rest}"


def service(world: World) -> str:
    """A service of the world's agency."""
    row = Service(
        id=uuid7(),
        organisation_id=world.organisation.id,
        name_ar="خدمة",
        folded_name="خدمه",
        created_at=NOW,
    )
    world.session.add(row)
    world.session.commit()
    return of(world, f"/services/{row.id}")


def request_of(world: World, rest: str) -> str:
    """A request of `nobody` to join the world's agency."""
    request = MembershipRequest(
        id=uuid7(),
        organisation_id=world.organisation.id,
        user_id=world.people["nobody"].id,
        requested_at=NOW,
    )
    world.session.add(request)
    world.session.commit()
    return f"{API}/membership-requests/{request.id}/{rest}"


def registration(_world: World) -> dict[str, Any]:
    return {
        "email": "new@agency.sa",
        "name_ar": "نورة",
        "organisation": {"name_ar": "جهة"},
    }


ROWS = {
    "register_agency": Row(
        "POST",
        lambda _w: f"{API}/registrations/agency",
        body=registration,
        others=202,
        anonymous=202,
    ),
    "find_similar_organisations": Row(
        "GET", lambda _w: f"{API}/organisations/similar?name=x", others=200, anonymous=200
    ),
    "list_organisations": Row("GET", lambda _w: f"{API}/organisations", **READERS),
    "export_organisations": Row("GET", lambda _w: f"{API}/organisations/export", **READERS),
    "show_import_template": Row(
        "GET", lambda _w: f"{API}/organisations/import/template", **EDITORS
    ),
    "import_organisations": Row(
        "POST",
        lambda _w: f"{API}/organisations/import",
        body=lambda _w: "Name in Arabic\nجهة\n".encode(),
        **EDITORS,
    ),
    "show_organisation": Row("GET", of, **READERS),
    "put_organisation": Row("PUT", of, body=draft, headers=lambda _w: VERSION, **EDITORS),
    "approve_organisation": Row("POST", lambda w: of(w, "/approve"), **DECIDED),
    "refuse_organisation": Row(
        "POST", lambda w: of(w, "/refuse"), body=lambda _w: {"reason": "سبب"}, **DECIDED
    ),
    "list_domain_rules": Row("GET", lambda _w: f"{API}/domain-rules", admin=200),
    "put_domain_rule": Row(
        "PUT",
        lambda _w: f"{API}/domain-rules/{uuid7()}",
        body=lambda _w: {"domain": "moc.gov.sa"},
        admin=201,
    ),
    "delete_domain_rule": Row("DELETE", lambda _w: f"{API}/domain-rules/{uuid7()}", admin=404),
    "list_own_organisations": Row("GET", lambda _w: f"{API}/entrant/organisations", others=200),
    "register_organisation": Row(
        "PUT", lambda _w: f"{API}/entrant/organisations/{uuid7()}", body=draft, others=201
    ),
    "request_membership": Row(
        "POST",
        lambda w: f"{API}/entrant/organisations/{w.organisation.id}/join",
        others=200,
        entrant=409,
    ),
    "list_agency_entries": Row("GET", lambda w: of(w, "/entries"), **READERS | {"admin": 403}),
    "list_members": Row(
        "GET", lambda w: of(w, "/members"), entrant=200, other_entrant=404, **READERS
    ),
    "invite_member": Row(
        "POST",
        lambda w: of(w, "/members"),
        body=lambda _w: {"email": "new@agency.sa"},
        entrant=200,
        other_entrant=404,
        **EDITORS,
    ),
    "set_member_level": Row(
        "PUT",
        lambda w: of(w, f"/members/{w.people['entrant'].id}"),
        body=lambda _w: {"level": "manage"},
        entrant=200,
        other_entrant=404,
        **EDITORS,
    ),
    "remove_member": Row(
        "DELETE",
        lambda w: of(w, f"/members/{w.people['entrant'].id}"),
        entrant=409,  # the last one
        other_entrant=404,
        organiser=204,
        other_organiser=204,
        admin=204,
    ),
    "list_membership_requests": Row("GET", lambda _w: f"{API}/membership-requests", **READERS),
    "approve_membership": Row(
        "POST", lambda w: request_of(w, "approve"), entrant=200, other_entrant=404, **EDITORS
    ),
    "refuse_membership": Row(
        "POST",
        lambda w: request_of(w, "refuse"),
        body=lambda _w: {"reason": "سبب"},
        entrant=200,
        other_entrant=404,
        **EDITORS,
    ),
    "list_services": Row("GET", lambda w: of(w, "/services"), others=404, entrant=200, **READERS),
    "show_service": Row("GET", service, others=404, entrant=200, **READERS),
    "put_service": Row(
        "PUT",
        lambda w: of(w, f"/services/{uuid7()}"),
        body=lambda _w: {"name_ar": "خدمة"},
        others=404,
        entrant=201,
        **KEPT,
    ),
    "delete_service": Row("DELETE", service, others=404, entrant=204, **KEPT),
    "show_services_template": Row(
        "GET", lambda w: of(w, "/services/import/template"), others=404, entrant=200, **KEPT
    ),
    "import_services": Row(
        "POST",
        lambda w: of(w, "/services/import"),
        body=lambda _w: b"x",
        others=404,
        entrant=422,
        **KEPT,
    ),
}
