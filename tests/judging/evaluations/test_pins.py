"""A mark rests on what its juror reads: an answer, a file, a page; and on nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.editions.models import Field
from app.entries.models import Attachment
from app.kit.ids import uuid7
from tests.factories import NOW, make_entry, make_field
from tests.judging.scene import Scene, score


def pin(field: UUID, file: UUID | None = None, page: int | None = None) -> dict[str, Any]:
    attachment = None if file is None else str(file)
    return {"field_id": str(field), "attachment_id": attachment, "page": page}


def make_file(session: Session, entry: Any, field: Field, pages: int | None = 3) -> Attachment:
    file = Attachment(
        id=uuid7(),
        entry_id=entry.id,
        field_id=field.id,
        name="evidence.pdf",
        media_type="application/pdf",
        size=10,
        sha256="0" * 64,
        state="clean",
        added_at=NOW,
        pages=pages,
    )
    session.add(file)
    session.commit()
    return file


def test_pins_are_kept_where_the_juror_reads_what_they_name(session: Session, scene: Scene) -> None:
    words = make_field(session, scene.category, code="words")
    files = make_field(session, scene.category, code="files", kind="file")
    silent = make_field(session, scene.category, code="silent", visible_to_jurors=False)
    paper, film = (
        make_file(session, scene.entry, files),
        make_file(session, scene.entry, files, pages=None),
    )
    hidden = make_file(session, scene.entry, silent)
    other = make_file(session, make_entry(session, scene.category, state="eligible"), files)
    leaf = str(scene.leaves["a"])

    def put(*pins: dict[str, Any], **how: Any) -> Any:
        return scene.put(scene.body({}, scores={leaf: score("4", pins=list(pins))}), **how)

    good = [
        pin(words.id),
        pin(files.id, paper.id),
        pin(files.id, paper.id, 3),
        pin(files.id, film.id),
    ]
    head = uuid7()
    assert put(*good, revision=head).status_code == 201
    assert scene.revisions()[0].scores[leaf]["pins"] == good
    assert scene.client.get(scene.url).json()["scores"][leaf]["pins"] == good
    for wrong in (
        pin(silent.id),  # not shown to jurors
        pin(silent.id, hidden.id),
        pin(uuid7()),
        pin(words.id, page=1),  # a page of no file
        pin(words.id, paper.id),  # a file of another question
        pin(files.id, other.id),  # of another entry
        pin(files.id, paper.id, 4),
        pin(files.id, film.id, 1),
    ):
        refused = put(*good, wrong, parent=head)
        assert refused.status_code == 422, wrong
        assert [(one["loc"], one["code"]) for one in refused.json()["errors"]] == [
            (["scores", leaf, "pins"], "pin_unknown")
        ]
    assert put(pin(files.id, paper.id, 0), parent=head).status_code == 422
    assert put(*[pin(words.id)] * 21, parent=head).status_code == 422
    assert len(scene.revisions()) == 1
    # What was cited before it was hidden keeps nobody from saving; nothing new is cited of it.
    words.visible_to_jurors = False
    scene.session.commit()
    later = uuid7()
    assert put(*good, parent=head, revision=later).status_code == 201
    blank = uuid7()
    assert put(parent=later, revision=blank).status_code == 201
    assert put(pin(words.id), parent=blank).status_code == 422


def test_pins_in_a_round_without_names(session: Session, scene: Scene) -> None:
    """A field hidden in the round is cited no more than one hidden by the form; a file before its
    bare copy is ready shows no page."""
    words = make_field(session, scene.category, code="words")
    files = make_field(session, scene.category, code="files", kind="file")
    paper = make_file(session, scene.entry, files)
    scene.round.blind, scene.round.hidden = True, [str(words.id)]
    session.commit()
    leaf = str(scene.leaves["a"])

    def put(one: dict[str, Any]) -> int:
        body = scene.body({}, scores={leaf: score("4", pins=[one])})
        return int(scene.put(body).status_code)

    assert put(pin(words.id)) == 422
    assert put(pin(files.id, paper.id, 1)) == 422
    assert put(pin(files.id, paper.id)) == 201
