import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from padanan import __version__
from padanan.commands.app import COMMANDS


def test_version_is_printed(padanan) -> None:
    done = padanan("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"padanan {__version__}\n", "")


def test_help_names_every_command_with_what_it_does(padanan) -> None:
    done = padanan("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^│ {name}\s+\w", done.stdout, re.MULTILINE), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_each_of_its_options(padanan, name: str) -> None:
    done = padanan(name, "--help")
    assert done.returncode == 0
    assert f"Usage: padanan {name}" in done.stdout
    assert done.stderr == ""


def test_an_unknown_command_is_a_usage_error(padanan) -> None:
    done = padanan("valdate")
    assert done.returncode == 2
    assert "validate" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_there(padanan, shell: str) -> None:
    done = padanan("--show-completion", shell)
    assert done.returncode == 0
    assert "_PADANAN_COMPLETE" in done.stdout or "padanan" in done.stdout


def test_completion_installs_into_the_users_home(tmp_path: Path) -> None:
    script = Path(sys.executable).parent / "padanan"
    variables = os.environ | {
        "HOME": str(tmp_path),
        "SHELL": "/bin/bash",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    done = subprocess.run(
        [script, "--install-completion", "bash"],
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / ".bashrc").is_file()


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    """`padanan segment ... | head -1` prints no traceback."""
    command = [sys.executable, "-m", "padanan", "segment", "locales/id/xiaohongshu.txt", "--language", "id"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
