"""The frozen House: what a service may need of the world. Services find it by `house_of(session)`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.tokens import KeyRing
from app.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.kit.storage import Storage

AUDIENCE = "tahkeem"  # of access tokens


def file_audience(path: str) -> str:
    """Of a file token: it is good for this one address, and for nothing else."""
    return f"file:{path}"


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def no_wins(
    session: Session,  # noqa: ARG001 -- as `House.past_wins` is called
    editions: Collection[UUID],  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> Sequence[tuple[UUID, UUID]]:
    """Nobody has won anything yet."""
    return ()


@dataclass(frozen=True, slots=True)
class House:
    """Settings, keys, files and clock; built once by `create_app` or the command line."""

    settings: Settings
    keys: KeyRing
    storage: Storage
    clock: Callable[[], datetime] = utc_now
    # (entry, edition) of what won in these editions and is public by now: the results stand above
    # the entries, which ask for earlier winners, so `create_app` lends them this question.
    past_wins: Callable[[Session, Collection[UUID], datetime], Sequence[tuple[UUID, UUID]]] = (
        no_wins
    )


def house_of(session: Session) -> House:
    """The House that `work` put into this session."""
    house: House = session.info["house"]
    return house
