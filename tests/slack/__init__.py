"""Slack the platform, played on this machine for the tests.

It answers the Web API, response addresses and Socket Mode, checks payloads against Block Kit's limits, signs and sends
events, commands and clicks, lets things go wrong, and ties each answer to the event that caused it.
"""

from tests.slack.block_kit.lint import lint_message, lint_view
from tests.slack.identity import APP, APP_TOKEN, BOT_ID, BOT_TOKEN, BOT_USER, SIGNING_SECRET, TEAM
from tests.slack.lab import Lab
from tests.slack.lab_thread import LabThread
from tests.slack.signature import SIGNATURES, sign

__all__ = [
    "APP",
    "APP_TOKEN",
    "BOT_ID",
    "BOT_TOKEN",
    "BOT_USER",
    "SIGNATURES",
    "SIGNING_SECRET",
    "TEAM",
    "Lab",
    "LabThread",
    "lint_message",
    "lint_view",
    "sign",
]
