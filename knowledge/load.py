"""From the files to the knowledge base; what was built is kept beside the code, for as long as no file changes."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from knowledge.base import KnowledgeBase

HERE = Path(__file__).parent
REPORT = HERE / "defra-2015.txt"
SHELF = HERE / "__pycache__"
MOST_KEPT = 3
"""Knowledge bases on the shelf: that of the report, and those of others that were looked at."""


def load(path: Path = REPORT) -> KnowledgeBase:
    """The knowledge base of a report file. Raises ReportError and KnowledgeError."""
    shelf = SHELF / f"base-{_state(path)}.pickle"
    with suppress(Exception):  # a broken pickle may raise anything
        if isinstance(kept := _taken(shelf), KnowledgeBase):
            return kept
    from knowledge.build import build  # reading YAML costs more than a question; it is needed only after a change

    base = build(path)
    _keep(shelf, base)
    return base


def _taken(shelf: Path) -> object:
    """What lies on the shelf. The garbage collector, left on, would go through the growing heap again and again; afterwards
    it need not look at what stays."""
    gc.disable()
    try:
        return pickle.loads(shelf.read_bytes())
    finally:
        gc.freeze()
        gc.enable()


def _state(path: Path) -> str:
    """A name for the state of all files that the knowledge base is built from, this package's code among them, and of Python."""
    files = sorted(file for file in (*HERE.iterdir(), path) if file.is_file())
    stats = [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    return f"{crc32(repr((stats, sys.version)).encode()):08x}"


def _keep(shelf: Path, base: KnowledgeBase) -> None:
    """Put it on the shelf, of which only the newest are kept; where the folder can't be written, do without."""
    with suppress(OSError):
        SHELF.mkdir(exist_ok=True)
        for old in sorted(SHELF.glob("base-*.pickle"), key=lambda kept: kept.stat().st_mtime_ns)[: 1 - MOST_KEPT]:
            old.unlink(missing_ok=True)
        fresh = shelf.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(pickle.dumps(base, pickle.HIGHEST_PROTOCOL))
        fresh.replace(shelf)
