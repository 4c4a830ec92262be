"""What to look at: the matrix's edition is not the demo's, so its readers find nothing."""

from __future__ import annotations

from tests.access.world import Row

ROWS: dict[str, Row] = {
    "what_to_look_at": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/look-at",
        organiser=200,
        screener=200,
        auditor=200,
        approver=200,
        admin=200,
    ),
}
