"""The settings of one running Tahkeem, read once from the environment (prefix `TAHKEEM_`)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(StrEnum):
    """`demo` shows the local mailbox and the demo accounts; `production` is the real thing."""

    demo = "demo"
    production = "production"


class Settings(BaseSettings):
    """Frozen settings. Errors: a pydantic `ValidationError` that names the variable."""

    # Empty is as if not said: a compose file passes what its reader left out as empty.
    model_config = SettingsConfigDict(
        env_prefix="TAHKEEM_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    database_url: str = "sqlite:///var/tahkeem.sqlite3"
    files_url: str = "file://var/files"
    # Of an S3 server that is not Amazon's; key and secret may also come from the machine's role.
    s3_endpoint: str | None = None
    s3_key: str | None = None
    s3_secret: str | None = None
    s3_region: str = "us-east-1"
    # Where a bucket's files are brought to be checked; the system's place for such if not said.
    temporary: Path | None = None
    keys: Path = Path("var/keys")
    smtp_url: str | None = None
    mail_from: str = "tahkeem@localhost"
    public_url: str | None = None
    mode: Mode = Mode.production
    # Addresses of reverse proxies whose X-Forwarded-For is believed; empty: none.
    trusted_proxies: frozenset[str] = frozenset()
    # The largest file at all, and what a field takes that names no limit of its own.
    max_upload_bytes: int = 4 * 1024 * 1024 * 1024
    default_upload_bytes: int = 50 * 1024 * 1024
    # A virus scanner's socket: unix:/run/clamav/clamd.ctl or tcp:host:3310. Without it none is asked.
    clamav: str | None = None
    # How long a field takes another file when one was rejected after the deadline.
    correction_hours: int = 24
    spa_folder: Path = Path("frontend/dist")

    @model_validator(mode="after")
    def _needs_public_url(self) -> Self:
        if self.mode is Mode.production and not self.public_url:
            msg = (
                "TAHKEEM_PUBLIC_URL is required in production: set it to the address that people "
                "open, for example https://awards.example.gov"
            )
            raise ValueError(msg)
        return self

    @property
    def base_url(self) -> str:
        """The address in mails, share cards and tokens, without a trailing slash."""
        return (self.public_url or "http://localhost:8000").rstrip("/")

    @property
    def is_demo(self) -> bool:
        """Whether this is a demonstration, with its mailbox page."""
        return self.mode is Mode.demo

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")
