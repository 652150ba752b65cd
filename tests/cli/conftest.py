"""Commands are tested as their users run them: real processes in a copy of the project."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Padanan = Callable[..., subprocess.CompletedProcess[str]]


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
