"""Which event a call of the bot is about."""

from __future__ import annotations

import collections
import json
import re
from collections.abc import Iterator

from tests.slack.call import Call
from tests.slack.payloads.delivery import Delivery, Key
from tests.slack.track import POSTING, Track

NONCE = re.compile(r"#k[0-9a-z]{7}\b")
SAID = ("chat.", "response_url", "views.")


class Correlation:
    """Ties calls to events by hooks, triggers, views, messages and threads, then by a `#k...` nonce in the text, then by channel."""

    def __init__(self) -> None:
        self.tracks: dict[str, Track] = {}
        self._index: dict[Key, list[Track]] = collections.defaultdict(list)

    def open(self, delivery: Delivery, nonce: str | None = None) -> Track:
        """Watches an event from now on."""
        track = Track(delivery, nonce)
        self.tracks[track.id] = track
        for key in track.keys:
            self._enter(track, key)
        return track

    def close(self, track: Track) -> None:
        """Watches it no more."""
        for key in track.keys:
            if track in self._index.get(key, ()):
                self._index[key].remove(track)

    def attribute(self, call: Call) -> None:
        """Ties a call to an event that is still being watched if any fits, else to a past one."""
        keys = list(_keys(call))
        for past_too in (False, True):
            for key in keys:
                fits = [t for t in self._index.get(key, ()) if past_too or not t.done]
                if fits:
                    waiting = (t for t in fits if t.first_answer is None and not t.done)
                    self._tie(call, next(waiting, fits[-1]))
                    return

    def _tie(self, call: Call, track: Track) -> None:
        track.note(call)
        if not call.ok:
            return
        ts = call.answer.get("ts") or call.answer.get("message_ts")
        if call.method in POSTING and isinstance(ts, str):
            self._learn(track, ("msg", call.answer.get("channel") or call.args.get("channel"), ts))
        if call.method in ("views.open", "views.push"):
            self._learn(track, ("view", call.answer["view"]["id"]))

    def _learn(self, track: Track, key: Key) -> None:
        track.keys.append(key)
        self._enter(track, key)

    def _enter(self, track: Track, key: Key) -> None:
        if track not in self._index[key]:
            self._index[key].append(track)


def _keys(call: Call) -> Iterator[Key]:
    """By what a call may be known, the surest first."""
    args, method = call.args, call.method
    if method == "response_url":
        yield "hook", args.get("_hook")
    yield from _view_keys(call)
    channel = call.answer.get("channel")
    channel = channel if isinstance(channel, str) else args.get("channel") or args.get("channel_id")
    ts = args.get("ts") or args.get("message_ts")
    if ts and method.startswith("chat."):
        yield "msg", channel, ts
    if method == "conversations.replies":
        yield "thread", channel, ts
    if args.get("thread_ts"):
        yield "thread", channel, args["thread_ts"]
    if method.startswith(SAID):
        yield from (("nonce", nonce) for nonce in NONCE.findall(json.dumps(args, default=str)))
    if channel and method != "conversations.info":
        yield "chan", channel


def _view_keys(call: Call) -> Iterator[Key]:
    args = call.args
    if call.method in ("views.open", "views.push"):
        yield "trigger", args.get("trigger_id") or args.get("interactivity_pointer")
    if call.method == "views.update":
        yield "view", args.get("view_id") or call.answer.get("view", {}).get("id")
    if call.method == "views.publish":
        yield "home", args.get("user_id")
