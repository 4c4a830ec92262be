"""Engines and the ways to reach the database: `read`, `read_bulk`, `work`, `bulk`. The only commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, Protocol
from uuid import UUID

import pysqlite3
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session

from app.actor import ANONYMOUS, SYSTEM_ACTOR, Actor, Policy, check_policy
from app.house import House
from app.kit import garbage, signals
from app.kit.errors import KeptRefusal
from app.kit.i18n import Language
from app.kit.paging import PageParams
from app.kit.tokens import AccessClaims

BULK_READS = 2  # at once; further ones wait their turn
MINIMUM_SQLITE = (3, 51, 3)  # before it a reset of the WAL could corrupt the file


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; naive values are a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values; SQLite stores UTC without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a datetime without a time zone"
            raise TypeError(msg)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables; constraints have predictable names so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant}  # noqa: RUF012 -- read once by SQLAlchemy


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified token together with the policy of the route that it came to."""

    claims: AccessClaims | None
    policy: Policy
    language: Language = "ar"


@dataclass(frozen=True, slots=True)
class Acting:
    """A job that runs as the person who started it, with grants loaded anew."""

    user_id: UUID


class _System:
    """The machine itself: cli, demo, main and the worker only."""


SYSTEM = _System()
Who = Caller | Acting | _System | None


class ActorLoader(Protocol):
    """Composed by `create_app`: loads a person's rights and walls, or refuses (401)."""

    def __call__(self, session: Session, user_id: UUID, session_id: UUID | None) -> Actor: ...


def _pair(url: str) -> tuple[str, str]:
    """The synchronous and asynchronous SQLAlchemy URLs of a plain PostgreSQL URL."""
    rest = url.split("://", 1)[1]
    return f"postgresql+psycopg://{rest}", f"postgresql+asyncpg://{rest}"


def sqlite_engine(url: str) -> Engine:
    """The embedded database on pysqlite3, WAL, durable at each commit."""
    if pysqlite3.sqlite_version_info < MINIMUM_SQLITE:
        msg = f"SQLite {pysqlite3.sqlite_version} can corrupt its WAL; install pysqlite3 ≥ 0.6.1"
        raise RuntimeError(msg)
    file = url.removeprefix("sqlite:///")
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=pysqlite3, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we write BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if connection.get_execution_options().get("read_only"):
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def sync_engine(url: str) -> Engine:
    """The engine of commands and migrations."""
    if url.startswith("sqlite"):
        return sqlite_engine(url)
    return create_engine(_pair(url)[0], pool_pre_ping=True)


def actor_of(session: Session, user_id: UUID) -> Actor:
    """Another person as this transaction knows them: rights and walls of now."""
    load: ActorLoader = session.info["load_actor"]
    return load(session, user_id, None)


class Database:
    """One database, and the only place that commits."""

    def __init__(
        self,
        url: str,
        house: House,
        load_actor: ActorLoader,
        bind: Connection | None = None,
    ) -> None:
        """`bind`: run everything in savepoints of this connection (tests roll it back)."""
        self.url = url
        self._bind = bind
        self.house = house
        self._load_actor = load_actor
        self._info = {"house": house, "load_actor": load_actor}
        self._writing = asyncio.Lock()
        distant = bind is None and not url.startswith("sqlite")
        self.signals = signals.Signals(_pair(url)[1] if distant else None)
        self.sync: Engine | None = None
        self.engine: AsyncEngine | None = None
        self._aside: ThreadPoolExecutor | None = None  # the threads of `read_bulk`
        self._aside_engine: Engine  # when nothing is bound
        if bind is not None:
            return
        garbage.collect_when_told()
        self._aside = ThreadPoolExecutor(BULK_READS, thread_name_prefix="bulk-read")
        if url.startswith("sqlite"):
            self.sync = self._aside_engine = sqlite_engine(url)
        else:
            self._aside_engine = create_engine(  # it connects when it is first used
                _pair(url)[0], pool_size=BULK_READS, max_overflow=0, pool_pre_ping=True
            )
            self.engine = create_async_engine(
                _pair(url)[1], pool_size=8, max_overflow=0, pool_pre_ping=True
            )

    async def close(self) -> None:
        """Let go of every connection."""
        await self.signals.close()
        if self._aside is not None:
            self._aside.shutdown(wait=False, cancel_futures=True)
            self._aside_engine.dispose()
            garbage.collect_by_itself()
        if self.engine is not None:
            await self.engine.dispose()

    async def work(
        self,
        fn: Callable[Concatenate[Session, Actor, ...], Any],
        who: Who,
        *args: Any,
        answer: Callable[..., Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Run `fn(session, actor, *args)` in one transaction, committed before this returns.

        `answer(result)` is built inside the session. Any exception rolls back; a `KeptRefusal`
        is raised after its commit.
        """

        def run(session: Session) -> Any:
            return self._run(session, fn, who, args, kwargs, answer)

        return await self._write(run, in_thread=False)

    async def bulk(
        self,
        fn: Callable[Concatenate[Session, Actor, ...], Any],
        who: Who,
        *args: Any,
        answer: Callable[..., Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """`work` for many rows: on SQLite it leaves the loop free by running in a thread."""

        def run(session: Session) -> Any:
            return self._run(session, fn, who, args, kwargs, answer)

        return await self._write(run, in_thread=True)

    async def read(
        self,
        fn: Callable[Concatenate[Session, Actor, ...], Any],
        who: Who,
        *args: Any,
        answer: Callable[..., Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Run `fn` in a read-only transaction. A list that is asked for whole is read in bulk."""
        if any(isinstance(one, PageParams) and one.format == "csv" for one in args):
            return await self.read_bulk(fn, who, *args, answer=answer, **kwargs)

        def run(session: Session) -> Any:
            return self._run(session, fn, who, args, kwargs, answer)

        garbage.collect_due()
        if self._bind is not None:
            return self._read_bound(self._bind, run)
        if self.sync is not None:
            return self._read_sync(self.sync, run)
        async with AsyncSession(self.engine, autoflush=False) as away:
            await away.execute(text("SET TRANSACTION READ ONLY"))
            away.sync_session.info.update(self._info)
            return await away.run_sync(run)

    async def read_bulk(
        self,
        fn: Callable[Concatenate[Session, Actor, ...], Any],
        who: Who,
        *args: Any,
        answer: Callable[..., Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """`read` for many rows: in a thread and on a connection of its own, so the loop stays free.

        What takes long to make of the rows (a workbook) is made there too, in `answer`.
        """

        def run(session: Session) -> Any:
            return self._run(session, fn, who, args, kwargs, answer)

        garbage.collect_due()
        if self._bind is not None:
            return self._read_bound(self._bind, run)
        return await asyncio.get_running_loop().run_in_executor(
            self._aside, copy_context().run, self._read_sync, self._aside_engine, run
        )

    def _run(
        self,
        session: Session,
        fn: Callable[..., Any],
        who: Who,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        answer: Callable[..., Any] | None,
    ) -> Any:
        actor = self._actor(session, who)
        # Lists are put in the order of what their reader sees.
        session.info["language"] = who.language if isinstance(who, Caller) else "ar"
        result = fn(session, actor, *args, **kwargs)
        return result if answer is None else answer(result)

    def _actor(self, session: Session, who: Who) -> Actor:
        if who is None:
            return ANONYMOUS
        if isinstance(who, _System):
            return SYSTEM_ACTOR
        if isinstance(who, Acting):
            return self._load_actor(session, who.user_id, None)
        if who.claims is None:
            actor = ANONYMOUS
        else:
            actor = self._load_actor(session, who.claims.sub, who.claims.sid)
        check_policy(actor, who.policy)
        return actor

    def _read_sync(self, engine: Engine, run: Callable[[Session], Any]) -> Any:
        lite = engine.dialect.name == "sqlite"
        connection = engine.connect().execution_options(read_only=True)
        with connection, Session(connection, autoflush=False) as session:
            if not lite:
                session.execute(text("SET TRANSACTION READ ONLY"))
            session.info.update(self._info)
            return run(session)

    async def _write(self, run: Callable[[Session], Any], *, in_thread: bool) -> Any:
        garbage.collect_due()
        if self._bind is not None:
            return self._write_sync(run)
        if self.sync is not None:
            async with self._writing:
                if in_thread:
                    return await asyncio.to_thread(self._write_sync, run)
                return self._write_sync(run)
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            session.sync_session.info.update(self._info)
            try:
                result = await session.run_sync(run)
            except KeptRefusal:
                await session.run_sync(signals.notify)
                await session.commit()
                raise
            await session.run_sync(signals.notify)
            await session.commit()
            return result

    def _write_sync(self, run: Callable[[Session], Any]) -> Any:
        mode: Any = "create_savepoint" if self._bind is not None else "conditional_savepoint"
        with Session(
            self._bind or self.sync, expire_on_commit=False, join_transaction_mode=mode
        ) as session:
            session.info.update(self._info)
            try:
                result = run(session)
            except KeptRefusal:
                session.commit()
                self.signals.wake(signals.announced(session))
                raise
            session.commit()
            self.signals.wake(signals.announced(session))
            return result

    def _read_bound(self, bind: Connection, run: Callable[[Session], Any]) -> Any:
        """A read in a savepoint of the tests' connection, refused to write like any other."""
        lite = bind.dialect.name == "sqlite"
        with bind.begin_nested() as savepoint:
            if lite:
                bind.exec_driver_sql("PRAGMA query_only=ON")
            else:
                bind.exec_driver_sql("SET LOCAL transaction_read_only = on")
            try:
                with Session(
                    bind, autoflush=False, join_transaction_mode="rollback_only"
                ) as session:
                    session.info.update(self._info)
                    return run(session)
            finally:
                if lite:
                    bind.exec_driver_sql("PRAGMA query_only=OFF")
                if savepoint.is_active:
                    savepoint.rollback()
