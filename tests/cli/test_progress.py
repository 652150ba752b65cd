"""Progress is shown on a terminal, and nowhere else."""

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="the system has no pseudo-terminals")

_WORK = """
import sys, time
from padanan.commands.progress import show_progress
with show_progress() as progress:
    for name in ("first", "second\\x1b[31m\\nline"):
        advance = progress(name)
        for done in range(10):
            time.sleep(float(sys.argv[1]))
            advance(done, None if name == "first" else 10)
print("rich" in sys.modules)
"""


def _work(pause_s: str, **variables: str) -> tuple[str, str]:
    """Give what a process wrote on stdout, and on stderr, which is a terminal."""
    ours, theirs = pty.openpty()
    shown = bytearray()
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
    with subprocess.Popen(
        [sys.executable, "-c", _WORK, pause_s],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment | {"TERM": "xterm", "COLUMNS": "80"} | variables,
        text=True,
    ) as process:
        os.close(theirs)
        while chunk := _read(ours):
            shown += chunk
        assert process.stdout is not None
        output = process.stdout.read()
    os.close(ours)
    assert process.returncode == 0
    return output, shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_bar_is_shown_for_what_takes_long() -> None:
    output, shown = _work("0.15")
    assert output == "True\n"
    assert "first" in shown
    assert "second<U+001B>[31m<U+000A>line" in shown
    assert "90%" in shown
    assert "\x1b[?25h" in shown  # the cursor is back


def test_a_bar_without_colours() -> None:
    _, shown = _work("0.15", NO_COLOR="1")
    assert "90%" in shown
    assert "\x1b[3" not in shown


@pytest.mark.parametrize(
    ("pause_s", "variables"), [("0.01", {}), ("0.15", {"TERM": "dumb"})], ids=["quick", "dumb"]
)
def test_nothing_is_shown(pause_s: str, variables: dict[str, str]) -> None:
    assert _work(pause_s, **variables) == ("False\n", "")


def test_nothing_is_shown_in_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-c", _WORK, "0.12"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")
