"""Standard input as commands read it."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CHUNK_BYTES = 1 << 16


def read_text(limit: int) -> str:
    """Read a text of `limit` characters, or more than that, without the line end that a shell adds."""
    return sys.stdin.read(limit + 2).removesuffix("\n").removesuffix("\r")


def read_lines(limit_bytes: int) -> Iterator[bytes]:
    """Give line after line as it comes, without its end; of a longer one, `limit_bytes` + 1 bytes.

    Past Python's own buffer, whose lock a thread that waits here would hold when the program ends.
    """
    start = b""
    ended = True
    while chunk := os.read(sys.stdin.fileno(), _CHUNK_BYTES):
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            yield (start + line)[: limit_bytes + 1]
            start = b""
        start = (start + rest)[: limit_bytes + 1]
        ended = chunk.endswith(b"\n")
    if not ended:
        yield start


@contextmanager
def spool_stdin() -> Iterator[Path]:
    """Copy all of it to a temporary file, for what reads a file piece by piece, and more than once."""
    with tempfile.TemporaryDirectory(prefix="padanan-") as folder:
        path = Path(folder) / "stdin"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield path
