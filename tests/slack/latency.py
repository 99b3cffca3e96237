"""How long things took."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tests.slack.shapes import Payload


def percentiles(seconds: Iterable[float]) -> Payload:
    """Count, median, 95th and 99th percentile (nearest rank), maximum and mean, in milliseconds."""
    values = sorted(seconds)
    if not values:
        return {"n": 0}

    def rank(percent: int) -> float:
        return _ms(values[max(0, math.ceil(len(values) * percent / 100) - 1)])

    ranks = {f"p{percent}": rank(percent) for percent in (50, 95, 99)}
    return {"n": len(values), **ranks, "max": _ms(values[-1]), "mean": _ms(sum(values) / len(values))}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
