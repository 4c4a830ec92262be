"""The demo's evidence goes the way of every file: sent, looked into in a confined process, found clean."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.entries import attachment_check_service, attachment_service
from app.entries.attachment_check_service import Found
from app.entries.attachment_job_service import kept
from app.entries.models import Attachment
from app.jobs.models import Job
from app.jobs.subprocess import run_in_subprocess
from app.kit.checks.verdict import Limits
from app.kit.errors import Refusal
from app.kit.storage import Storage, Stored

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it was sent, and what its check found."""

    sent: Stored
    found: Found

    @property
    def keys(self) -> set[str]:
        """Where its bytes lie in the store."""
        return {one.key for one in (self.sent, self.found.clean, *self.found.previews) if one}


async def store_evidence(storage: Storage, files: Mapping[int, bytes]) -> dict[int, Evidence]:
    """Keep these PDF files with their clean copies; one process looks into all of them."""
    turns = asyncio.Semaphore(8)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, data in files.items():
            (folder / f"{number}").write_bytes(data)
            (folder / f"{number}.out").mkdir()
        verdicts = await run_in_subprocess(
            "app.kit.checks.run:check_many",
            {"files": [_asked(folder, number) for number in files]},
        )

        async def put(number: int, verdict: Any) -> tuple[int, Evidence]:
            if isinstance(verdict, Refusal):
                raise verdict
            async with turns:
                sent = await storage.keep(folder / f"{number}")
                found = await kept(storage, verdict, folder / f"{number}.out")
                return number, Evidence(sent, found)

        return dict(await asyncio.gather(*map(put, files, verdicts)))


def _asked(folder: Path, number: int) -> dict[str, Any]:
    return {
        "path": str(folder / f"{number}"),
        "name": "evidence.pdf",
        "media_type": PDF,
        "out": str(folder / f"{number}.out"),
        "limits": Limits(),
    }


def attach(
    session: Session,
    actor: Actor,
    evidence: Evidence,
    entry_id: UUID,
    attachment_id: UUID,
    field_id: UUID,
    name: str,
    now: datetime,
) -> None:
    """Attach a file as its entrant, and let it out of quarantine as the machine."""
    attachment_service.begin_file(
        session, actor, entry_id, attachment_id, field_id, name, evidence.sent.size, now
    )
    attachment_service.attach_file(session, actor, entry_id, attachment_id, evidence.sent, PDF, now)
    session.flush()  # the job that was queued is taken back: its work is done already
    attachment = session.get_one(Attachment, attachment_id)
    session.delete(session.get_one(Job, attachment.check_id))
    attachment_check_service.accept_attachment(
        session, SYSTEM_ACTOR, attachment_id, evidence.found, now
    )
