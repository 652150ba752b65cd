"""Processes that write and read one memory at the same time, as users run them."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from padanan.memory.maintenance.soundness import find_damage
from padanan.memory.sqlite import SqliteStore

_FILES = 4
_UNITS = 3000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(_FILES):
        _write_tmx(tmp_path / f"{number}.tmx", number, _UNITS)
    return tmp_path


def _write_tmx(path: Path, number: int, units: int) -> None:
    body = "".join(
        f'<tu tuid="{unit}"><tuv xml:lang="en"><seg>File {number} has the sentence {unit}.</seg></tuv>'
        f'<tuv xml:lang="id"><seg>Berkas {number} punya kalimat {unit}.</seg></tuv></tu>\n'
        for unit in range(units)
    )
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>')


def _start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "padanan", *arguments, "--memory", "m"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _finish(process: subprocess.Popen[str]) -> str:
    """Wait for a process that has nothing to complain of, and give what it printed."""
    output, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    return output


def _require_whole(path: Path, files: int) -> None:
    with SqliteStore.open(path) as store:
        assert list(find_damage(store)) == []
        units = list(store.units())
    assert Counter(unit.collection for unit in units) == {f"{number}.tmx": _UNITS for number in range(files)}
    assert len({(unit.collection, unit.key) for unit in units}) == len(units)
    assert all(len(unit.variants) == 2 for unit in units)


def test_four_import_while_four_look_up(folder: Path) -> None:
    """Nothing is lost, nothing doubled, and nobody is told about a lock."""
    _finish(_start(folder, "import", "0.tmx"))
    writers = [_start(folder, "import", f"{number}.tmx", f"{number}.tmx") for number in range(_FILES)]
    lookups = 0
    while any(writer.poll() is None for writer in writers):
        sentence = f"File 0 has the sentence {lookups * 7 % _UNITS}."
        readers = [_start(folder, "lookup", sentence, "--from", "en", "--to", "id") for _ in range(4)]
        for reader in readers:
            assert _finish(reader).startswith("100%\n")
            lookups += 1
    for writer in writers:
        _finish(writer)
    assert lookups >= 4
    _require_whole(folder / "m", _FILES)


def test_everybody_makes_the_same_new_memory(folder: Path) -> None:
    writers = [_start(folder, "import", *(f"{number}.tmx" for number in range(_FILES))) for _ in range(4)]
    for writer in writers:
        _finish(writer)
    _require_whole(folder / "m", _FILES)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send to one process")
def test_an_interrupted_import_leaves_a_sound_memory(folder: Path) -> None:
    _finish(_start(folder, "import", "0.tmx"))
    _write_tmx(folder / "large.tmx", 9, 60_000)
    with _start(folder, "import", "large.tmx") as importing:
        while not _is_written(folder / "m"):
            assert importing.poll() is None
        time.sleep(0.2)  # it is in the middle of its two seconds
        os.kill(importing.pid, signal.SIGINT)
        _, errors = importing.communicate()
    assert importing.returncode == 130
    assert "Traceback" not in errors
    _require_whole(folder / "m", 1)
    _finish(_start(folder, "import", *(f"{number}.tmx" for number in range(_FILES))))
    _require_whole(folder / "m", _FILES)


def _is_written(path: Path) -> bool:
    """Whether somebody is in the middle of a transaction that writes."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False
