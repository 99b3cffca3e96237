"""The threads that listeners run on: how much there is to do is bounded, and what was begun is finished."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

THREADS = 64
"""Measured: with Bolt's own five threads answers fall behind at 92 a second and commands fail when Slack is slow."""
BOUND = 400
"""Pieces of work that may be under way or waiting. At 100 answers a second the last of them waits 4 seconds."""

T = TypeVar("T")


class Work(Executor):
    """A pool of threads that knows how much it has to do."""

    def __init__(self, threads: int = THREADS, bound: int = BOUND) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="work")
        self._bound = bound
        self._waiting = 0
        self._lock = threading.Lock()

    @property
    def is_full(self) -> bool:
        """Whether no more should be begun."""
        return self._waiting >= self._bound

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run something on a thread of the pool."""
        with self._lock:
            self._waiting += 1
        future = self._pool.submit(fn, *args, **kwargs)
        future.add_done_callback(self._count_off)
        return future

    def _count_off(self, _: Future[Any]) -> None:
        with self._lock:
            self._waiting -= 1

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin nothing more; with `wait` until all that was begun is finished."""
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
