"""padanan memory and export, killed at random moments: each either happened or did not."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.maintenance.soundness import find_damage
from padanan.memory.sqlite import SqliteStore

_UNITS = 8000
_ROUNDS = 4

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A memory in which every second unit says what the one before it does."""
    (tmp_path / "template").mkdir()
    with SqliteStore.open(tmp_path / "template" / "m", create=True) as store:
        store.add(
            TranslationUnit(
                collection="c",
                key=str(number),
                source_language="en",
                variants=(
                    Variant(language="en", text=f"sentence {number // 2}"),
                    Variant(language="id", text=f"kalimat {number // 2}"),
                ),
            )
            for number in range(_UNITS)
        )
    return tmp_path / "template"


def _start(folder: Path, command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "padanan", *command.split(), "--memory", "m"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("command", "after"),
    [
        ("memory delete --contains 7 --yes", 5832),  # of 4,000 numbers, 1,084 have a 7
        ("memory dedupe", _UNITS // 2),
        ("memory compact", _UNITS),
        ("export -o x.tmx", _UNITS),
    ],
    ids=["delete", "dedupe", "compact", "export"],
)
def test_killed_it_happened_or_did_not(template: Path, tmp_path: Path, command: str, after: int) -> None:
    moments = random.Random(command)
    start = time.monotonic()
    assert _finish(_copy(template, tmp_path / "whole"), command) == 0
    duration = time.monotonic() - start
    exported = tmp_path / "whole" / "x.tmx"
    for number in range(_ROUNDS):
        folder = _copy(template, tmp_path / str(number))
        with _start(folder, command) as process:
            time.sleep(moments.uniform(duration / 3, duration))
            process.send_signal(signal.SIGKILL)
        assert _count_units(folder / "m") in {_UNITS, after}
        assert not (folder / "x.tmx").exists() or (folder / "x.tmx").read_bytes() == exported.read_bytes()
        assert _finish(folder, command) == 0
        assert _count_units(folder / "m") == after


def _copy(template: Path, folder: Path) -> Path:
    return shutil.copytree(template, folder)


def _finish(folder: Path, command: str) -> int:
    with _start(folder, command) as process:
        return process.wait()


def _count_units(path: Path) -> int:
    with SqliteStore.open(path) as store:
        assert list(find_damage(store)) == []
        return store.count_units()
