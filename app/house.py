"""The frozen House: what a service may need of the world. Services find it by `house_of(session)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.kit.tokens import KeyRing
from app.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.kit.storage import Storage

AUDIENCE = "tahkeem"  # of access tokens


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """Settings, keys, files and clock; built once by `create_app` or the command line."""

    settings: Settings
    keys: KeyRing
    storage: Storage
    clock: Callable[[], datetime] = utc_now


def house_of(session: Session) -> House:
    """The House that `work` put into this session."""
    house: House = session.info["house"]
    return house
