"""Slack's request signature, and the ways in which a forger gets it wrong."""

from __future__ import annotations

import hashlib
import hmac
import time

SIGNATURES = (
    "ok",
    "bad",
    "wrong_secret",
    "tampered",
    "missing",
    "missing_signature",
    "missing_timestamp",
    "empty",
    "empty_timestamp",
    "not_hex",
    "v1",
    "stale",
    "stale6m",
    "future",
    "bad_timestamp",
)
OFF_BY = {"stale": -3600, "stale6m": -360, "future": 3600}
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def signed(secret: str, body: bytes, how: str = "ok") -> dict[str, str]:
    """The headers that sign a body; `how` is one of `SIGNATURES`."""
    stamp = str(int(time.time()) + OFF_BY.get(how, 0))
    signature = sign(secret + "-wrong" * (how == "wrong_secret"), stamp, body + b" " * (how == "tampered"))
    headers = {
        STAMP: {"bad_timestamp": "yesterday", "empty_timestamp": ""}.get(how, stamp),
        SIGNATURE: {
            "bad": "v0=" + "0" * 64,
            "v1": signature.replace("v0=", "v1="),
            "empty": "",
            "not_hex": "v0=zz",
        }.get(how, signature),
    }
    left_out = {"missing": (STAMP, SIGNATURE), "missing_signature": (SIGNATURE,), "missing_timestamp": (STAMP,)}
    return {name: value for name, value in headers.items() if name not in left_out.get(how, ())}
