"""Kill processes that build indexes at random moments, and see that look-ups stay exact and nothing piles up.

Usage: python tests/kill/kill_index.py [ROUNDS, by default 100]

Every round starts two processes that build the index of one memory over and over, and kills both. Then
look-ups must give what a scan gives, and the next build must end well, beside at most a file for each that
was killed.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from padanan.core.model import TranslationUnit, Variant
from padanan.core.progress import ignore_progress
from padanan.memory.fuzzy.files import build_index, index_directory, open_search
from padanan.memory.fuzzy.mapped_index import MappedIndex
from padanan.memory.index import ScanIndex
from padanan.memory.sqlite import SqliteStore

TEXTS = 3000
_BUILDERS = 2
_LONGEST_S = 0.4


def kill_builds(rounds: int, folder: Path, *, seed: int) -> int:
    """Run the rounds; give how many indexes were there afterwards, ready.

    Raises:
        AssertionError: an answer is wrong, or a build fails.
    """
    chance, memory, ready = random.Random(seed), folder / "memory.sqlite3", 0
    with SqliteStore.open(memory, create=True) as store:
        store.add(map(_make_unit, range(TEXTS)))
    for _ in range(rounds):
        _build_and_kill(memory, chance)
        ready += _check(memory)
    return ready


def _make_unit(number: int) -> TranslationUnit:
    variants = (
        Variant(language="en", text=f"Save file {number * 7919 % 9973} in folder {number % 12}"),
        Variant(language="id", text=f"Simpan {number}"),
    )
    return TranslationUnit(collection="c", key=str(number), source_language="en", variants=variants)


def _build_and_kill(memory: Path, chance: random.Random) -> None:
    command = [sys.executable, __file__, "build", str(memory)]
    builders = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(_BUILDERS)]
    for builder in builders:
        assert builder.stdout is not None
        assert builder.stdout.readline() == b"ready\n"
    for builder in builders:
        time.sleep(chance.uniform(0, _LONGEST_S / _BUILDERS))
        builder.send_signal(signal.SIGKILL)
        builder.communicate()


def _check(memory: Path) -> bool:
    directory = index_directory(memory)
    with SqliteStore.open(memory) as store:
        files, token = list(directory.iterdir()) if directory.exists() else [], store.index_token("en")
        assert (
            len(files) <= 2 + _BUILDERS
        )  # whoever is killed has removed neither the file before nor its own
        index, scan = MappedIndex(store, memory), ScanIndex(store)
        for threshold, count in [(75, 5), (90, 1), (100, 1)]:
            found, expected = (
                way.nearest("Save file 79 in folder 11", ["en"], threshold_percent=threshold, count=count)
                for way in (index, scan)
            )
            assert set(found.candidates) == set(expected.candidates)
        assert index.refresh(["en"]) == ()
        after = store.index_token("en")
        assert after is not None
        assert len(open_search(directory, "en", after)) == TEXTS
    _remove_remains(directory, after.token)
    return token == after


def _remove_remains(directory: Path, token: str) -> None:
    for path in directory.iterdir():
        if token not in path.name:
            path.unlink()


def _build_for_ever(memory: Path) -> None:
    with SqliteStore.open(memory) as store:
        print("ready", flush=True)
        while True:
            build_index(store, index_directory(memory), "en", ignore_progress)


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        _build_for_ever(Path(sys.argv[2]))
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as scratch:
        found = kill_builds(wanted, Path(scratch), seed=1)
    print(f"{wanted} rounds: no answer was wrong; {found} times there was an index, else one was made")
