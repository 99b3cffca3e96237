"""The verbs of the command line that need Slack or the store. What is wrong becomes a sentence on stderr and exit code 1."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import knowledge
from bot import doctor, logs, serving, settings, wording
from bot.house import SlackError
from bot.manifest import ManifestError, manifest
from bot.settings import Settings, SettingsError
from bot.store import DatabaseError, Silences, Votes, open_database
from bot.tally import Tally


def process(options: argparse.Namespace) -> int:
    """Run one of the processes of the Procfile, by the verb's name."""
    return _told(lambda found: PROCESSES[options.verb](found))


def examine(_: argparse.Namespace) -> int:
    """Check what would fail later; exit 1 if anything would."""
    faults: list[str] = []

    def all_of_it(found: Settings) -> None:
        for well, sentence in doctor.examine(found):
            print(f"{wording.WELL if well else wording.ILL} {sentence}")
            faults.extend([] if well else [sentence])

    return _told(all_of_it) or bool(faults)


def show_manifest(options: argparse.Namespace) -> int:
    """The manifest as JSON, which Slack takes as it is."""

    def show(found: Settings) -> None:
        print(
            json.dumps(
                manifest(options.prefix or found.prefix, options.url or "", options.agent_view), ensure_ascii=False, indent=2
            )
        )

    return _told(show)


def show_feedback(options: argparse.Namespace) -> int:
    """What people thought of answers, and what went unanswered, as text or JSON."""

    def show(found: Settings) -> None:
        tally = _tally(found, options.since)
        print(json.dumps(tally.as_data(), ensure_ascii=False, indent=2) if options.json else tally.as_text())

    return _told(show)


def _tally(found: Settings, since: date | None) -> Tally:
    """What is kept since the beginning of a day. Raises DatabaseError."""
    base, zone = knowledge.load(), ZoneInfo(found.zone)
    start = datetime.combine(since, time.min, zone) if since else None
    moment = start.timestamp() if start else 0.0
    labels = {topic.id: topic.label for topic in base.topics.by_id.values()}
    with closing(open_database(found.database_url)) as database:
        if not database.is_migrated():
            raise DatabaseError(wording.NOT_MIGRATED)
        votes, silences = Votes(database, lambda: moment, False), Silences(database, lambda: moment, False)
        return Tally(votes.since(moment), silences.since(moment), labels, zone, start)


def _migrate(found: Settings) -> None:
    with closing(open_database(found.database_url)) as database:
        database.migrate()
    print(wording.MIGRATED, file=sys.stderr)


def _told(run: Callable[[Settings], None]) -> int:
    try:
        found = settings.read(os.environ)
        logs.begin(found)
        run(found)
    except (SettingsError, DatabaseError, SlackError, ManifestError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


PROCESSES: dict[str, Callable[[Settings], None]] = {
    "worker": serving.worker,
    "web": serving.web,
    "clock": serving.clock,
    "migrate": _migrate,
}
