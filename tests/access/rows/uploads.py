"""Who gets what from resumable uploads and from small pictures of files."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

from app.house import house_of
from tests.access.rows.entries import MADE, MINE, PDF, STAFF, WRITING, _attachment, _return, mine
from tests.access.world import Row, World
from tests.factories import NOW, make_field

WRITTEN = {who: 204 if status == 200 else status for who, status in WRITING.items()}
TUS = {"Tus-Resumable": "1.0.0"}
PART = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}


def _metadata(w: World) -> str:
    field = make_field(w.session, w.category, kind="file", position=8)
    said = {"field_id": str(field.id), "filename": "a.pdf"}
    return ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items())


def _begun(w: World) -> UUID:
    """A resumable upload of the entry, which may be corrected; nothing of it has come yet."""
    row = _attachment(_return(w))
    row.state, row.length, row.previews = "arriving", 99, []
    row.clean_sha256, row.clean_size, row.sha256, row.size = "", 0, "", 0
    row.expires_at = NOW + timedelta(days=1)
    w.session.commit()
    asyncio.run(house_of(w.session).storage.incoming.start(row.id))
    return row.id


ROWS: dict[str, Row] = {
    "describe_uploads": Row("OPTIONS", lambda w: mine(w, "/uploads"), others=204, anonymous=204),
    "begin_upload": Row(
        "POST",
        lambda w: mine(_return(w), "/uploads"),
        headers=lambda w: {**TUS, "Upload-Length": "99", "Upload-Metadata": _metadata(w)},
        **MADE,
    ),
    "show_upload": Row(
        "HEAD",
        lambda w: mine(w, f"/uploads/{_begun(w)}"),
        headers=lambda _w: TUS,
        **WRITING,
    ),
    "receive_part": Row(
        "PATCH",
        lambda w: mine(w, f"/uploads/{_begun(w)}"),
        headers=lambda _w: PART,
        body=lambda _w: PDF,
        **WRITTEN,
    ),
    "abandon_upload": Row(
        "DELETE",
        lambda w: mine(w, f"/uploads/{_begun(w)}"),
        headers=lambda _w: TUS,
        **WRITTEN,
    ),
    "preview_my_attachment": Row(
        "GET", lambda w: mine(w, f"/attachments/{_attachment(w).id}/previews/1"), **MINE
    ),
    "preview_attachment": Row(
        "GET",
        lambda w: f"/api/v1/attachments/{_attachment(w).id}/previews/1",
        other_organiser=404,
        **STAFF,
    ),
}
