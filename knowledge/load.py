"""From the files to the knowledge base; what was built is kept beside the code until a file changes."""

from __future__ import annotations

import gc
import pickle
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from knowledge.base import KnowledgeBase

HERE = Path(__file__).parent
REPORT = HERE / "defra-2015.txt"
SHELF = HERE / "__pycache__"


def load(path: Path = REPORT) -> KnowledgeBase:
    """The knowledge base of a report file. Raises ReportError and KnowledgeError."""
    shelf = SHELF / f"base-{crc32(str(path.resolve()).encode()):08x}-{_state(path)}.pickle"
    with suppress(Exception):  # a broken pickle may raise anything
        if isinstance(kept := _taken(shelf), KnowledgeBase):
            return kept
    from knowledge.build import build  # reading YAML costs more than a question; it is needed only after a change

    base = build(path)
    _keep(shelf, base)
    return base


def _taken(shelf: Path) -> object:
    """What lies on the shelf. The garbage collector, left on, would go through the growing heap again and again."""
    gc.disable()
    try:
        return pickle.loads(shelf.read_bytes())
    finally:
        gc.enable()


def _state(path: Path) -> str:
    """A name for the state of all files that the knowledge base is built from, this package's code among them."""
    files = sorted(file for file in (*HERE.iterdir(), path) if file.is_file())
    stats = [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    return f"{crc32(repr(stats).encode()):08x}"


def _keep(shelf: Path, base: KnowledgeBase) -> None:
    """Put it on the shelf in place of older ones of the same report; where the folder can't be written, do without."""
    with suppress(OSError):
        SHELF.mkdir(exist_ok=True)
        for old in SHELF.glob(shelf.stem.rpartition("-")[0] + "-*.pickle"):
            old.unlink()
        fresh = shelf.with_suffix(f".{id(base)}")
        fresh.write_bytes(pickle.dumps(base, pickle.HIGHEST_PROTOCOL))
        fresh.replace(shelf)
