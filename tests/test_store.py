"""The database: one definition on SQLite and PostgreSQL, a sentence for all that can be wrong, one process on a file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot import wording
from bot.store import Database, DatabaseError, open_database
from bot.store.tables import metadata
from tests.postgres import Postgres

NOWHERE = ["sqlite:////no/such/folder/state.db", "postgresql://u:hidden@127.0.0.1:1/state"]
HOLDER = """
import sys
from bot.store import open_database
database = open_database(sys.argv[1])
database.hold()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Database]:
    """A new database of each kind, without tables."""
    url = f"sqlite:///{tmp_path}/state.db" if request.param == "sqlite" else postgres.new_database()
    with closing(open_database(url)) as database:
        yield database


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The URL of a new database file."""
    return f"sqlite:///{tmp_path}/state.db"


def test_migrations_make_the_tables_that_are_defined(empty: Database) -> None:
    empty.migrate()
    with empty.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        found = compare_metadata(context, metadata)
    changes = [change for one in found for change in (one if isinstance(one, list) else [one])]
    assert [change for change in changes if change[0] != "modify_comment"] == []  # comments are for readers of tables.py


def test_a_database_is_migrated_once_it_was(empty: Database) -> None:
    before = empty.is_migrated()
    empty.migrate()
    empty.migrate()
    assert (before, empty.is_migrated()) == (False, True)


def test_a_database_of_a_newer_version_is_not_touched(empty: Database) -> None:
    empty.migrate()
    with empty.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not empty.is_migrated()
    with pytest.raises(DatabaseError, match=wording.NEWER):
        empty.migrate()


@pytest.mark.parametrize("url", NOWHERE)
@pytest.mark.parametrize("do", [Database.is_migrated, Database.migrate])
def test_a_database_that_cannot_be_reached_gives_a_sentence(url: str, do: Callable[[Database], object]) -> None:
    with closing(open_database(url)) as database, pytest.raises(DatabaseError) as raised:
        do(database)
    sentence = str(raised.value)
    assert sentence.startswith("The database cannot be used: ")
    assert "\n" not in sentence
    assert "hidden" not in sentence


@pytest.mark.parametrize(
    "url",
    [
        "",
        "state.db",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://",
        "postgresql://u:hidden@db:port/state",
        "postgresql://u:hidden@[::1/x",
    ],
)
def test_what_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError) as raised:
        open_database(url)
    assert str(raised.value) == wording.BAD_DATABASE_URL


def test_the_older_form_of_a_url_is_taken_too(postgres: Postgres) -> None:
    url = postgres.new_database().replace("postgresql://", "postgres://")
    with closing(open_database(url)) as database:
        assert not database.is_migrated()
        assert not database.on_sqlite


def test_a_file_is_written_ahead_and_waits_for_its_lock(file: str) -> None:
    with closing(open_database(file)) as database, database.reading() as connection:
        found = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "busy_timeout")]
    assert found == ["wal", 1, 5000]


def test_a_second_process_on_a_file_is_refused_until_the_first_has_ended(file: str) -> None:
    first = subprocess.Popen([sys.executable, "-c", HOLDER, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with first, closing(open_database(file)) as second:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with pytest.raises(DatabaseError, match=wording.IN_USE):
            second.hold()
        first.kill()
        first.wait()
        second.hold()


def test_a_process_that_closes_a_file_lets_go_of_it(file: str) -> None:
    first, second = open_database(file), open_database(file)
    first.hold()
    with pytest.raises(DatabaseError, match=wording.IN_USE):
        second.hold()
    first.close()
    second.hold()
    second.close()
    second.close()
    assert Path(f"{second.engine.url.database}.lock").exists()


def test_a_file_that_cannot_be_made_gives_a_sentence() -> None:
    with closing(open_database(NOWHERE[0])) as database, pytest.raises(DatabaseError, match="No such file or directory"):
        database.hold()


def test_postgresql_is_for_any_number_of_processes(databases: dict[str, Database], postgres: Postgres) -> None:
    url = postgres.new_database()
    with closing(open_database(url)) as first, closing(open_database(url)) as second:
        first.hold()
        second.hold()
        assert not second.is_migrated()


def test_what_breaks_while_writing_leaves_nothing(database: Database) -> None:
    row = {"key": "T:C:1", "state": "new", "arrived": 1.0, "lease": 1.0, "owner": "x", "attempts": 0}
    inbox = metadata.tables["inbox"]

    def half_done() -> None:
        with database.writing() as connection:
            connection.execute(inbox.insert().values(row))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with database.reading() as connection:
        assert connection.execute(inbox.select()).all() == []
