"""Debian's ClamAV itself, with a signature of our own: it names what it finds, and is never taken for granted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Database
from app.entries.models import Attachment
from app.kit.clam import ClamAway, scan
from app.kit.ids import uuid7
from tests.entries.test_attachments import PDF, Scene
from tests.harness.checks import run_checks
from tests.harness.clamd import EICAR, NAME, clamd

pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_the_real_scanner_is_asked_and_fails_closed(
    session: Session, sign_in: Callable[..., TestClient], database: Database, tmp_path: Path
) -> None:
    scene = Scene(session)
    client = sign_in(scene.sara)

    def state() -> list[tuple[str, str | None]]:
        session.expire_all()
        rows = session.scalars(select(Attachment).order_by(Attachment.added_at, Attachment.id))
        return [(row.state, row.facts.get("name")) for row in rows]

    with clamd(tmp_path / "clam") as address:
        settings = database.house.settings.model_copy(update={"clamav": address})
        database.house = replace(database.house, settings=settings)
        for data in (PDF + b"\n%" + EICAR, PDF):
            assert client.put(scene.url(uuid7()), content=data).status_code == 201
        run_checks(database)
        assert state() == [("rejected", f"{NAME}.UNOFFICIAL"), ("clean", None)]

        async def too_much() -> AsyncIterator[bytes]:
            for _ in range(120):
                yield bytes(1024 * 1024)

        with pytest.raises(ClamAway):  # more than its StreamMaxLength: not looked at, so not clean
            asyncio.run(scan(address, too_much()))
    with pytest.raises(ClamAway):
        asyncio.run(scan(address, too_much()))
