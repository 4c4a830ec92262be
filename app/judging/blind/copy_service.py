"""The chore that makes the bare copies of files which blind rounds show, and those of files put in their place."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.database import Database, Who
from app.editions.rules import Phase
from app.entries.attachment_queries import Arrival
from app.entries.models import Attachment, Entry
from app.entries.rules import AttachmentState
from app.house import House
from app.jobs.subprocess import ChildFailed, run_in_subprocess
from app.judging.blind.check_queries import blind_editions
from app.judging.blind.models import BareFile
from app.judging.blind.part_queries import owners_of
from app.judging.blind.rules import CopyState, Mode
from app.judging.blind.schemas import Owner
from app.judging.panels.queries import judged_in
from app.kit.checks.bare import Bare
from app.kit.checks.verdict import Limits, Verdict, failed
from app.kit.incoming import Stored, told
from app.kit.storage import Storage, content_key
from app.organisations.models import Organisation

_log = structlog.get_logger("tahkeem")
PHASES: Final = (Phase.screening.value, Phase.judging.value)
BATCH: Final = 20
LONGEST: Final = 300.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file whose bare copy is to be made, and the names to look for in it."""

    attachment_id: UUID
    key: str
    sha256: str
    size: int
    media_type: str
    pages: int | None
    previews: list[str]
    owner: Owner


def waiting_files(session: Session, _actor: Actor) -> list[Waiting]:
    """Clean files of entries that blind rounds judge, without a copy, or read through under older names."""
    found: list[Waiting] = []
    seen = set[UUID]()
    for round_, _ in session.execute(blind_editions(PHASES)).unique():
        version = func.coalesce(Organisation.version, 0)
        rows = session.execute(
            select(Attachment, Entry, BareFile)
            .join(Entry, Entry.id == Attachment.entry_id)
            .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
            .outerjoin(BareFile, BareFile.attachment_id == Attachment.id)
            .where(
                judged_in(round_),
                Attachment.state == AttachmentState.clean.value,
                or_(
                    BareFile.attachment_id.is_(None),
                    BareFile.state == CopyState.waiting.value,
                    and_(BareFile.owner_version != version, BareFile.mode != Mode.replaced.value),
                ),
            )
            .order_by(Attachment.id)
            .limit(BATCH)
        ).all()
        owners = owners_of(session, [row[1] for row in rows])
        for one, entry, _ in rows:
            if one.id not in seen:
                seen.add(one.id)
                found.append(
                    Waiting(
                        one.id,
                        content_key(one.clean_sha256),
                        one.clean_sha256,
                        one.clean_size,
                        one.media_type,
                        one.pages,
                        list(one.previews),
                        owners[entry.id],
                    )
                )
    return found[:BATCH]


def keep_copies(
    session: Session, _actor: Actor, made: Sequence[tuple[Waiting, dict[str, Any]]], now: datetime
) -> None:
    """Keep what was made; a file that a person replaced meanwhile stays replaced."""
    for file, values in made:
        row = session.get(BareFile, file.attachment_id, with_for_update=True)
        if row is None:
            if session.get(Attachment, file.attachment_id) is None:
                continue
            row = BareFile(attachment_id=file.attachment_id, mode="")
            session.add(row)
        if row.mode == Mode.replaced.value:
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.made_at = now


async def make_copies(database: Database, who: Who) -> bool:
    """The chore: some copies at a time; True while there may be more."""
    files: list[Waiting] = await database.read_bulk(waiting_files, who)
    if not files:
        return False
    house = database.house
    made = await _make(house, files)
    await database.work(keep_copies, who, made, house.clock())
    return len(made) == BATCH


async def _make(house: House, files: Sequence[Waiting]) -> list[tuple[Waiting, dict[str, Any]]]:
    """In one process of their own; if that breaks each alone, so that one file spoils no other."""
    try:
        return await _made(house.storage, files, house.settings.temporary)
    except (ChildFailed, TimeoutError, MemoryError) as broken:
        _log.warning("bare_copy_broke", error=type(broken).__qualname__, files=len(files))
        if len(files) == 1:
            return [(files[0], _as_it_is(files[0]))]
        return [one for file in files for one in await _make(house, [file])]


async def _made(
    storage: Storage, files: Sequence[Waiting], temporary: Path | None
) -> list[tuple[Waiting, dict[str, Any]]]:
    from contextlib import AsyncExitStack

    found = []
    async with told(), AsyncExitStack() as stack:
        out = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=temporary)))
        wanted, asked = [], []
        for at, file in enumerate(files):
            try:
                path = await stack.enter_async_context(storage.as_file(file.key))
            except FileNotFoundError:
                continue
            folder = out / str(at)
            await asyncio.to_thread(folder.mkdir)
            wanted.append(file)
            asked.append(
                {
                    "path": str(path),
                    "media_type": file.media_type,
                    "out": str(folder),
                    "names": list(file.owner.names),
                    "hosts": list(file.owner.hosts),
                }
            )
        answers = await run_in_subprocess(
            "app.kit.checks.bare:bare_many", {"files": asked}, limit=LONGEST
        )
        for file, one, answer in zip(wanted, asked, answers, strict=True):
            found.append((file, await _values(storage, file, Path(str(one["out"])), answer)))
    return found


def _as_it_is(file: Waiting) -> dict[str, Any]:
    """Nothing could be taken out: what would be served says of its makers what it says."""
    return {
        "state": CopyState.failed.value,
        "owner_version": file.owner.version,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "size": file.size,
        "pages": file.pages,
        "previews": file.previews,
        "found": [],
        "unread": True,
    }


async def _values(storage: Storage, file: Waiting, out: Path, answer: Bare) -> dict[str, Any]:
    if answer.file is None:
        return _as_it_is(file)
    stored = await storage.keep(out / answer.file)
    return _as_it_is(file) | {
        "state": CopyState.ready.value,
        "sha256": stored.sha256,
        "size": stored.size,
        "found": answer.found,
        "unread": not answer.read,
    }


async def replacement(
    house: House, arrival: Arrival, stored: Stored, owner: Owner
) -> dict[str, Any]:
    """Look into a file that is to stand for another, and make its bare copy. Raises why it is refused."""
    storage, temporary = house.storage, house.settings.temporary
    async with told():
        with tempfile.TemporaryDirectory(dir=temporary) as out:
            async with storage.as_file(stored.key) as path:
                try:
                    verdict, answer = await run_in_subprocess(
                        "app.kit.checks.bare:replace",
                        {
                            "path": str(path),
                            "name": arrival.name,
                            "media_type": arrival.media_type,
                            "out": out,
                            "limits": Limits(),
                            "names": list(owner.names),
                            "hosts": list(owner.hosts),
                        },
                        limit=LONGEST,
                    )
                except (ChildFailed, TimeoutError, MemoryError):
                    raise failed() from None
            return await _replaced(storage, Path(out), verdict, answer, stored, owner)


async def _replaced(
    storage: Storage,
    out: Path,
    verdict: Verdict,
    answer: Bare,
    stored: Stored,
    owner: Owner,
) -> dict[str, Any]:
    clean = await storage.keep(out / verdict.clean) if verdict.clean else stored
    previews = [(await storage.keep(out / name)).sha256 for name in verdict.previews]
    given = Waiting(
        UUID(int=0),
        clean.key,
        clean.sha256,
        clean.size,
        verdict.media_type,
        verdict.pages,
        previews,
        owner,
    )
    return await _values(storage, given, out / "bare", answer)
