"""The report and the knowledge base, read once for all tests; property tests try the same examples in each run."""

from __future__ import annotations

import logging
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import knowledge
from bot.logs import QUIET
from bot.store import Database, open_database
from bot.store.tables import metadata
from knowledge import KnowledgeBase, Report, parse
from knowledge.build import HERE
from tests.clock import Clock
from tests.postgres import Postgres, running

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

LONG = {"test_clock_process.py", "test_digest_chaos.py", "test_processes.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the tests that wait for real processes over all others: each worker takes a stretch of them, and none all that
    are long."""
    long = [item for item in items if item.path.name in LONG]
    spread = [item for item in items if item.path.name not in LONG]
    step = len(spread) // (len(long) or 1)
    for place, item in enumerate(long):
        spread.insert(place * (step + 1), item)
    items[:] = spread


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Watch nothing while a test runs that is marked so: pytest-cov pauses the watch of a worker, and leaves on another that it
    began before it knew that it is one."""
    if not item.get_closest_marker("no_cover"):
        return (yield)
    watch = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(watch)


TOPICS = """\
# Topics.
Services:
  payments:
    label: Rural payments
    report: Rural payments, SPS
    staff: farm money, , subsidies
    common: yes
  waste:
    label: Waste carriers
    report: Waste Carriers
    staff: rubbish vans
Technology:
  verify:
    label: GOV.UK Verify
    report: GOV.UK Verify
    staff: login
    common: no
"""
PHRASINGS = """\
Action 1, scope:
  - says: "Departmental and transactional agency boards will include an active digital leader"
    asked: |
      must agency boards include an active digital leader?
      a leader on which boards?

Action 1, progress 2013:
  - says: "Defra continues to provide board-level digital leadership."
    asked: |
      who led on board level in 2013?
"""
SILENCES = """\
- asks: "who led before 2014"
  reason: person
  near:
    - Action 1, commitment 2012
    - Action 1, progress 2013
  asked: |
    who was it before?
- asks: "the costs"
  reason: number
  asked: |
    what did it cost?
"""


@pytest.fixture(scope="session")
def report() -> Report:
    """The report as published."""
    return parse.read(HERE / "defra-2015.txt")


@pytest.fixture(scope="session")
def text(report: Report) -> str:
    """The text of the report as published."""
    return report.text


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The knowledge base of the report."""
    return knowledge.load()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL for all tests that want one."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def databases(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Database]]:
    """A migrated database of each kind, kept for all tests."""
    urls = {"sqlite": f"sqlite:///{tmp_path_factory.mktemp('store')}/state.db", "postgres": postgres.new_database()}
    opened = {kind: open_database(url) for kind, url in urls.items()}
    for database in opened.values():
        database.migrate()
    yield opened
    for database in opened.values():
        database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, databases: dict[str, Database]) -> Iterator[Database]:
    """An empty database, of each kind in turn."""
    found = databases[request.param]
    yield found
    with found.writing() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """Logging as it was before the test, which may begin its own."""
    loggers = [logging.getLogger(name) for name in (None, *QUIET)]
    levels, handlers = [logger.level for logger in loggers], loggers[0].handlers[:]
    yield
    loggers[0].handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def folder(tmp_path: Path, text: str) -> Path:
    """A folder with the report, its outcomes, and few topics, phrasings, silences and English words, free to be changed."""
    files = {
        "defra-2015.txt": text,
        "topics.yaml": TOPICS,
        "phrasings.yaml": PHRASINGS,
        "silences.yaml": SILENCES,
        "outcomes.yaml": (HERE / "outcomes.yaml").read_text(encoding="utf-8"),
        "english.txt": "boards\nleader\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path
