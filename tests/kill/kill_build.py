"""Kill `padanan build` with SIGKILL at random moments, and see that nothing is ever lost or half-written.

    python tests/kill/kill_build.py [ROUNDS]

Every round changes a sentence of the article, starts a build in a process of its own, and kills it after a
random time. Then every catalogue, TMX and text must be exactly what it was before the build or what a build
makes of it, the memory must pass SQLite's integrity check, and the next build must end where an uninterrupted
one ends.
"""

import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BUILD = [sys.executable, "-m", "padanan", "build"]
_ARTICLE = "locales/id/xiaohongshu.txt"
# The time at which a message changed is that of the build, not the same in two builds.
_TIME = re.compile(rb"POT-Creation-Date: [^\\]*")


def main(rounds: int) -> int:
    """Run the rounds; give how many builds were killed before they ended."""
    generator = random.Random(1)
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        project = _copy_project(Path(folder) / "project")
        duration = _measure_build(project)
        for number in range(rounds):
            killed += _run_round(
                project, Path(folder) / "expected", number, generator.uniform(0, 1.2 * duration)
            )
    return killed


def _copy_project(target: Path) -> Path:
    for name in ("locales", "tmx"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def _measure_build(project: Path) -> float:
    start = time.perf_counter()
    subprocess.run(_BUILD, cwd=project, check=True, capture_output=True)
    return time.perf_counter() - start


def _run_round(project: Path, scratch: Path, number: int, delay_s: float) -> bool:
    article = project / _ARTICLE
    article.write_bytes(
        re.sub(
            rb"sekitar \d+ juta pengguna di",
            b"sekitar %d juta pengguna di" % (200 + number),
            article.read_bytes(),
        )
    )
    expected = _expected_files(project, scratch)
    before = _files(project)
    killed = _build_and_kill(project, delay_s)
    for name, data in _files(project).items():
        assert data in {before.get(name), expected.get(name)}, (
            f"round {number}: {name} is neither old nor new"
        )
    _check_memory(project)
    subprocess.run(_BUILD, cwd=project, check=True, capture_output=True)
    assert _files(project) == expected, f"round {number}: the next build ended elsewhere"
    return killed


def _expected_files(project: Path, scratch: Path) -> dict[str, bytes]:
    """Give what an undisturbed build makes of the project."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(project, scratch)
    subprocess.run(_BUILD, cwd=scratch, check=True, capture_output=True)
    return _files(scratch)


def _files(project: Path) -> dict[str, bytes]:
    paths = [path for folder in ("locales", "tmx") for path in (project / folder).rglob("*")]
    # A killed process cannot remove its temporary file; it is hidden, and read by nothing.
    visible = [path for path in paths if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(project).as_posix(): _TIME.sub(b"", path.read_bytes()) for path in visible}


def _build_and_kill(project: Path, delay_s: float) -> bool:
    with subprocess.Popen(
        _BUILD, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def _check_memory(project: Path) -> None:
    path = project / ".padanan" / "memory.sqlite3"
    if path.exists():
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{main(wanted)} of {wanted} builds were killed; nothing was lost or half-written")
