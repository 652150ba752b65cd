"""Kill `padanan import` at random moments, and see that nothing is lost, halved or broken.

Usage: python tests/kill/kill_import.py [ROUNDS, by default 100]
"""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from padanan.memory.sqlite import SqliteStore

UNITS = 2000
FILES = ("a.tmx", "b.tmx", "c.po")


@dataclass
class Outcome:
    """How many imports were killed, and how many were through before."""

    killed: int = 0
    finished: int = 0
    files_found: int = 0


def kill_imports(rounds: int, folder: Path, *, seed: int) -> Outcome:
    """Run the rounds; every other one starts with an empty place, the others on what was left.

    Raises:
        AssertionError: the memory is not sound.
    """
    moments = random.Random(seed)
    _write_files(folder)
    outcome = Outcome()
    duration = _time_import(folder)
    for number in range(rounds):
        if number % 2 == 0:
            _remove_memory(folder)
        with _start_import(folder) as process:
            # The first third is the start of the interpreter, where nothing can go wrong.
            time.sleep(moments.uniform(duration / 3, duration * 1.1))
            process.send_signal(signal.SIGKILL)
        if process.returncode == -signal.SIGKILL:
            outcome.killed += 1
        else:
            outcome.finished += 1
        outcome.files_found += _check_memory(folder / "memory.sqlite3")
    _require_whole(folder)
    return outcome


def _write_files(folder: Path) -> None:
    for name in FILES[:2]:
        units = "".join(
            f'<tu tuid="{number}"><tuv xml:lang="en"><seg>{name} sentence {number}</seg></tuv>'
            f'<tuv xml:lang="id"><seg>kalimat {number}</seg></tuv></tu>\n'
            for number in range(UNITS)
        )
        (folder / name).write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: id\\n"\n\n'
    entries = (f'msgid "{number}"\nmsgstr "kalimat {number}"\n\n' for number in range(UNITS))
    (folder / FILES[2]).write_text(header + "".join(entries))


def _start_import(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "padanan", "import", *FILES, "--memory", "memory.sqlite3"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _time_import(folder: Path) -> float:
    start = time.monotonic()
    with _start_import(folder) as process:
        process.communicate()
    assert process.returncode == 0
    return time.monotonic() - start


def _remove_memory(folder: Path) -> None:
    for path in folder.glob("memory.sqlite3*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _check_memory(path: Path) -> int:
    """Give the number of files in the memory, each of them whole."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with SqliteStore.open(path, create=True) as store:  # what is half made is made anew
        counts = Counter(unit.collection for unit in store.units())
        texts = sum(len(unit.variants) for unit in store.units())
    assert set(counts) <= set(FILES), counts
    assert all(count == UNITS for count in counts.values()), counts
    assert texts == 2 * UNITS * len(counts)
    return len(counts)


def _require_whole(folder: Path) -> None:
    """Require that the next import works, and leaves everything there once."""
    with _start_import(folder) as process:
        _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert _check_memory(folder / "memory.sqlite3") == len(FILES)


def main() -> None:
    """Run as many rounds as the command line says."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(time.time())
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_imports(rounds, Path(folder), seed=seed)
    sys.stdout.write(
        f"{rounds} rounds, seed {seed}: {outcome.killed} killed, {outcome.finished} finished before; "
        f"{outcome.files_found} files found, every one whole\n"
    )


if __name__ == "__main__":
    main()
