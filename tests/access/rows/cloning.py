"""Who begins an edition from an earlier one: its organiser, who organises the programme too."""

from __future__ import annotations

from app.actor import Role, Scope
from app.kit.ids import uuid7
from tests.access.world import Row, World
from tests.factories import make_grant


def _over_programme(w: World) -> str:
    make_grant(
        w.session, w.people["organiser"], Role.organiser, Scope.programme, w.edition.programme_id
    )
    return f"/api/v1/editions/{w.edition.id}/clones/{uuid7()}"


ROWS: dict[str, Row] = {
    "preview_clone": Row(
        "GET", lambda w: f"/api/v1/editions/{w.edition.id}/clone-preview", organiser=200
    ),
    "clone_edition": Row(
        "PUT",
        _over_programme,
        body=lambda _w: {"slug": "next-year", "name_ar": "الدورة", "name_en": "Edition"},
        organiser=201,
        walled_organiser=403,
    ),
}
