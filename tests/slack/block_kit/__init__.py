"""Checks of payloads against the limits that Slack documents for Block Kit.

Level "error": Slack refuses the payload. Level "warn": Slack takes it, but a person would see something poor,
or a documented recommendation is passed over.
"""
