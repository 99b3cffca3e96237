"""Logs: what happened, never what was asked. Text for people, JSON for machines."""

from __future__ import annotations

import json
import logging
import sys

from bot.settings import Settings

QUIET = ("slack_bolt", "slack_sdk", "alembic", "gunicorn.access", "urllib3")
"""Libraries whose chatter may hold payloads: at INFO Bolt logs the body of a request with a wrong signature."""
EXTRAS = ("reference", "door", "outcome", "reason", "code", "key", "attempt")


class AsJson(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"at": self.formatTime(record), "level": record.levelname, "name": record.name, "message": record.getMessage()}
        line |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class AsText(logging.Formatter):
    """A line for people, with what the JSON has beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        extras = " ".join(f"{name}={getattr(record, name)}" for name in EXTRAS if hasattr(record, name))
        return f"{super().format(record)} {extras}".rstrip()


def begin(settings: Settings) -> None:
    """Send logs to stderr in the form and from the level that the settings say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsJson() if settings.log_format == "json" else AsText("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
