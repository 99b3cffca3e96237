"""The baseline for the app: the least Bolt app there is, on the same server. It posts a fixed text and keeps nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from gunicorn.app.base import BaseApplication
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.serving import HTTP_THREADS
from bot.work import THREADS


class Bare(BaseApplication):  # type: ignore[misc]
    """gunicorn with the app's own settings."""

    def load_config(self) -> None:
        """gunicorn's settings."""
        options = {"bind": f"127.0.0.1:{os.environ['PORT']}", "worker_class": "gthread", "threads": HTTP_THREADS, "keepalive": 75}
        for name, value in (options | {"loglevel": "warning", "control_socket_disable": True}).items():
            self.cfg.set(name, value)

    def load(self) -> SlackRequestHandler:
        """Bolt, with as many threads as the app has."""
        client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
        identity = AuthorizeResult.from_auth_test_response(auth_test_response=client.auth_test(), bot_token=client.token)
        app = App(
            client=client,
            signing_secret=os.environ["SLACK_SIGNING_SECRET"],
            authorize=lambda: identity,
            listener_executor=ThreadPoolExecutor(THREADS),
        )

        def answer(event: dict[str, Any], client: WebClient) -> None:
            client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="A fixed text.")

        app.event("message")(answer)
        app.event("app_mention")(answer)
        return SlackRequestHandler(app)


if __name__ == "__main__":
    Bare().run()
