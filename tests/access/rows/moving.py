"""Who gets what from moving an entry to another category."""

from __future__ import annotations

from tests.access.rows.entries import DECIDING, entry
from tests.access.world import Row, World
from tests.factories import make_category


def _target(w: World) -> str:
    """Another category of the world's edition."""
    category = make_category(w.session, w.edition)
    w.session.commit()
    return str(category.id)


ROWS: dict[str, Row] = {
    "show_move": Row("GET", lambda w: entry(w, f"/move/{_target(w)}"), organiser=200, **DECIDING),
    "move_entry": Row(
        "POST",
        lambda w: entry(w, "/move"),
        headers=lambda w: {"If-Match": f'"{w.entry.version}"'},
        body=lambda w: {"category_id": _target(w), "reason": "سبب"},
        organiser=200,
        **DECIDING,
    ),
}
