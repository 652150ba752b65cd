"""Commands are tested as their users run them: real processes, in a copy of the project.

Where a command is tested on many inputs, it runs in the tests' own process: starting takes longer than that.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from padanan.__main__ import run as run_here

ROOT = Path(__file__).resolve().parents[2]

Padanan = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests out of the user's caches, and one test out of another's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the article's project, as it is committed, without a memory."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in ("locales", "tmx"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture
def padanan(tmp_path: Path) -> Padanan:
    """Run `padanan ARGUMENTS` and give its exit code, stdout and stderr."""

    def run(*arguments: str, cwd: Path = tmp_path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        variables = {
            name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}
        }
        return subprocess.run(
            [sys.executable, "-m", "padanan", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=variables | {"COLUMNS": "100"},
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def padanan_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Padanan:
    """Run `padanan ARGUMENTS` without a process of its own, and give the same as `padanan` does."""

    def run(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        capfd.readouterr()
        with monkeypatch.context() as patched:
            patched.chdir(cwd)
            patched.setenv("COLUMNS", "100")
            patched.setattr(sys, "argv", ["padanan", *arguments])
            with pytest.raises(SystemExit) as ended:
                run_here()
        shown = capfd.readouterr()
        code = ended.value.code or 0
        assert isinstance(code, int)
        return subprocess.CompletedProcess(arguments, code, shown.out, shown.err)

    return run


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes end on Ctrl-C: those that a shell runs in the background inherit that they ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
