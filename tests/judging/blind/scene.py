"""A blind round at work: two agencies, an entry of each with a file, one juror, who also chairs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role, Scope
from app.database import SYSTEM, Database
from app.demo.evidence import evidence_pdf
from app.editions.models import Field
from app.entries.models import Answer, Attachment, Entry
from app.house import House
from app.judging.blind.copy_service import make_copies
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Panel
from app.kit.ids import uuid7
from app.kit.incoming import Stored
from app.organisations.models import Organisation
from tests.factories import (
    NOW,
    make_entry,
    make_evaluation,
    make_field,
    make_grant,
    make_organisation,
    make_staff,
)
from tests.judging.scene import Scene


@dataclass
class Blind:
    """The scene with a second entry; `text`, `link` and `file` are the form's fields."""

    scene: Scene
    house: House
    agencies: tuple[Organisation, Organisation]
    entries: tuple[Entry, Entry]
    evaluations: tuple[Evaluation, Evaluation]
    text: Field
    link: Field
    file: Field
    files: tuple[Attachment, Attachment]
    organiser: TestClient

    @property
    def session(self) -> Session:
        return self.scene.session

    @property
    def juror(self) -> TestClient:
        return self.scene.client

    def at(self, entry: Entry | None = None) -> str:
        base = f"/api/v1/rounds/{self.scene.round.id}/blind"
        return base if entry is None else f"{base}/entries/{entry.id}"

    def desk(self, place: int = 0) -> Any:
        answer = self.juror.get(f"/api/v1/juror/evaluations/{self.evaluations[place].id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def copies(self, database: Database) -> bool:
        """The chore, once."""
        return asyncio.run(make_copies(database, SYSTEM))


def stored(house: House, data: bytes) -> Stored:
    async def stream() -> AsyncIterator[bytes]:
        yield data

    return asyncio.run(house.storage.write(stream(), limit=10**7))


def attach(session: Session, house: House, entry: Entry, field: Field, **values: Any) -> Attachment:
    """A file found clean, called by its agency's name."""
    data = values.pop("data", None) or evidence_pdf("Report of the Ministry of Examples", [], [])
    kept = stored(house, data)
    row = Attachment(
        id=uuid7(),
        entry_id=entry.id,
        field_id=field.id,
        name=values.pop("name", "تقرير وزارة الأمثلة.pdf"),
        media_type=values.pop("media_type", "application/pdf"),
        size=len(data),
        sha256=kept.sha256,
        clean_sha256=kept.sha256,
        clean_size=kept.size,
        state="clean",
        added_at=NOW,
        previews=[kept.sha256],
        pages=1,
        **values,
    )
    session.add(row)
    session.commit()
    return row


def make_blind(
    session: Session, scene: Scene, house: House, sign_in: Callable[..., TestClient]
) -> Blind:
    scene.round.blind = True
    agencies = (
        make_organisation(
            session,
            name_ar="وزارة الأمثلة",
            name_en="Ministry of Examples",
            website="https://moe.example",
        ),
        make_organisation(session, name_ar="هيئة التجارب", name_en="Trials Authority"),
    )
    first = scene.entry
    first.organisation_id = agencies[0].id
    second = make_entry(session, scene.category, agencies[1], state="eligible", submitted_at=NOW)
    text = make_field(session, scene.category, kind="long_text")
    link = make_field(session, scene.category, kind="url", position=1)
    file = make_field(session, scene.category, kind="file", position=2, max_files=3)
    for entry, words in ((first, "أطلقت وزارة الأمثلة خدمة"), (second, "أطلقنا خدمة")):
        session.add(Answer(entry_id=entry.id, field_id=text.id, value=words, saved_at=NOW))
    session.add(
        Answer(entry_id=first.id, field_id=link.id, value="https://moe.example/x", saved_at=NOW)
    )
    files = tuple(attach(session, house, one, file) for one in (first, second))
    evaluation = make_evaluation(session, scene.round, second, scene.juror)
    panel = session.query(Panel).one()
    panel.chair_id = scene.juror.id
    make_grant(session, scene.user, Role.chair, Scope.edition, scene.edition.id)
    session.commit()
    return Blind(
        scene=scene,
        house=house,
        agencies=agencies,
        entries=(first, second),
        evaluations=(scene.evaluation, evaluation),
        text=text,
        link=link,
        file=file,
        files=files,
        organiser=sign_in(make_staff(session, scene.edition)),
    )


def ids(items: list[dict[str, Any]], key: str = "entry_id") -> list[UUID]:
    return [UUID(one[key]) for one in items]
