import os
import re
import signal
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("arguments", ["--help", "segment locales/id/xiaohongshu.txt -l id", "build"])
def test_output_that_cannot_be_written_is_one_line(project: Path, arguments: str) -> None:
    done = _run_in_shell(f"{arguments} >/dev/full", project)
    assert done.returncode == 2
    assert done.stderr == "error: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("segment locales/id/xiaohongshu.txt -l id >&-", 0),
        ("segment - -l id <&-", 0),
        ("build >&- 2>&- <&-", 0),
        ("segment missing.txt -l id 2>&-", 2),
    ],
)
def test_streams_may_be_closed(project: Path, arguments: str, code: int) -> None:
    done = _run_in_shell(arguments, project)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_ctrl_c_while_modules_are_loaded_is_no_traceback(project: Path) -> None:
    program = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from padanan.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_a_command_runs_is_no_traceback() -> None:
    command = [sys.executable, "-m", "padanan", "segment", "-", "-l", "id"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        # More than a pipe holds: the command is reading once all of it is written.
        process.stdin.write(b"Satu. Dua.\n" * 100_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=60)
    assert (process.returncode, messages) == (130, b"")


def _run_in_shell(arguments: str, project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m padanan {arguments}'],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    """`padanan segment ... | head -1` prints no traceback."""
    command = [sys.executable, "-m", "padanan", "segment", "locales/id/xiaohongshu.txt", "--language", "id"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
