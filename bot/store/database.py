"""The database: one definition for SQLite and PostgreSQL, migrated by Alembic."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot import wording

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 5
"""Seconds to wait for a connection or a lock."""
CONNECTIONS = 20


class DatabaseError(Exception):
    """What is wrong with the database, as a sentence that says what to do."""


class Database:
    """An engine with its way of writing: one writer at a time on SQLite, as many as wanted on PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.on_sqlite = engine.dialect.name == "sqlite"
        self.insert = (sqlite if self.on_sqlite else postgresql).insert  # knows ON CONFLICT; both in the same words
        self._writer = threading.Lock()
        self._mine = threading.local()
        self._held: IO[str] | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, or within one of the same thread a part of it. SQLite has one writer; a lock here makes
        waiting fair and short."""
        if mine := getattr(self._mine, "transaction", None):
            yield mine
            return
        with self._writer if self.on_sqlite else nullcontext(), self.engine.begin() as connection:
            self._mine.transaction = connection
            try:
                yield connection
            finally:
                self._mine.transaction = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self.engine.connect() as connection:
            yield connection

    def hold(self) -> None:
        """Keep a SQLite file to this process and its children, for as long as one of them lives. Raises DatabaseError."""
        if self.on_sqlite:
            self._held = _held(Path(f"{self.engine.url.database}.lock"))

    def migrate(self) -> None:
        """Bring the tables up to date. Raises DatabaseError."""
        try:
            with self.engine.begin() as connection:
                command.upgrade(_alembic(connection), "head")
        except SQLAlchemyError as error:
            raise DatabaseError(wording.unreachable(_why(error))) from error
        except CommandError as error:  # it knows no such revision
            raise DatabaseError(wording.NEWER) from error

    def is_migrated(self) -> bool:
        """Whether the tables are those of this version. Raises DatabaseError where the database can't be reached."""
        try:
            with self.reading() as connection:
                current = MigrationContext.configure(connection).get_current_revision()
        except SQLAlchemyError as error:
            raise DatabaseError(wording.unreachable(_why(error))) from error
        return current == ScriptDirectory.from_config(_alembic(None)).get_current_head()

    def close(self) -> None:
        """Let go of all connections and of the file."""
        self.engine.dispose()
        if self._held:
            self._held.close()
            self._held = None


def open_database(url: str) -> Database:
    """The database at a URL (sqlite:///FILE or postgresql://…). Connects when first used. Raises DatabaseError."""
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))  # the form that some hosts still hand out
    except (ArgumentError, ValueError) as error:  # not a URL at all, or its port is no number
        raise DatabaseError(wording.BAD_DATABASE_URL) from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise DatabaseError(wording.BAD_DATABASE_URL)  # in memory each connection would have its own
        return Database(_sqlite(url))
    parsed = parsed.set(drivername="postgresql+psycopg")
    waits = {"connect_timeout": PATIENCE, "options": f"-c lock_timeout={PATIENCE * 1000} -c statement_timeout={PATIENCE * 2000}"}
    return Database(create_engine(parsed, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True, connect_args=waits))


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": PATIENCE}, pool_size=CONNECTIONS, max_overflow=-1)

    def prepare(connection: Any, _: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={PATIENCE * 1000}"):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", prepare)
    return engine


def _held(path: Path) -> IO[str]:
    """A file, open and locked for as long as a process with it lives."""
    try:
        file = path.open("w")
    except OSError as error:
        raise DatabaseError(wording.unreachable(str(error.strerror))) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise DatabaseError(wording.IN_USE) from None
    return file


def _alembic(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _why(error: SQLAlchemyError) -> str:
    """The first line of what the driver says, without the statement and its values."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
