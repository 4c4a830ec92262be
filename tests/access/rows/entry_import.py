"""Who gets what from the import of entries: the edition's organisers alone."""

from __future__ import annotations

from tests.access.world import Row, World

ORGANISER = {"organiser": 200}


def of(w: World, rest: str = "") -> str:
    w.edition.phase = "screening"
    w.session.commit()
    return f"/api/v1/categories/{w.category.id}/entry-import{rest}"


def sheet(w: World) -> bytes:
    return f"Agency,Title in Arabic\n{w.organisation.name_ar},خدمة جديدة\n".encode()


ROWS = {
    "show_entry_import": Row("GET", of, **ORGANISER),
    "show_entry_template": Row("GET", lambda w: of(w, "/template"), **ORGANISER),
    "import_entries": Row("POST", of, body=sheet, **ORGANISER),
    "show_import_problems": Row("POST", lambda w: of(w, "/problems"), body=sheet, **ORGANISER),
}
