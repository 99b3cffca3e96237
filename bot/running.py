"""The verbs of the command line that need Slack or the store. What is wrong becomes a sentence on stderr and exit code 1."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing

from bot import doctor, logs, serving, settings, wording
from bot.house import SlackError
from bot.manifest import ManifestError, manifest
from bot.settings import Settings, SettingsError
from bot.store import DatabaseError, open_database


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
