"""Whom a token stands for."""

from __future__ import annotations

from tests.slack.api_error import ApiError
from tests.slack.call import Call, Caller
from tests.slack.identity import BOT_ID, BOT_USER
from tests.slack.settings import Settings

FOR_APP_TOKENS = ("apps.connections.open", "auth.test")


def identify(settings: Settings, call: Call) -> Caller:
    """The caller; ApiError if the token is missing, unknown or of the wrong kind."""
    token = call.token
    if not token:
        raise ApiError("not_authed")
    if token in settings.bot_tokens or (settings.any_token and token.startswith("xoxb-")):
        return Caller(BOT_USER, BOT_ID)
    if token in settings.user_tokens:
        return Caller(settings.user_tokens[token])
    if token not in settings.app_tokens:
        raise ApiError("invalid_auth")
    if call.method not in FOR_APP_TOKENS:
        raise ApiError("not_allowed_token_type")
    return Caller(BOT_USER)
