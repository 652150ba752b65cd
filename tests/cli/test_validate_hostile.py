"""Hostile catalogues, and surroundings that give way: a finding or a clear error, and nothing left behind."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Padanan = Callable[..., CompletedProcess[str]]

HEADER = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
BROKEN = 'msgid "Done\\n"\nmsgstr "完成"\n'
PADDING = "".join(f'msgid "filler {number}"\nmsgstr "填充"\n\n' for number in range(2_000))


def write(path: Path, *entries: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8", newline="")
    return path


# --- texts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000_000, "&é <b> " * 5_000_000, "%s" * 5_000_000],
    ids=["one word", "tags", "placeholders"],
)
def test_a_line_of_a_hundred_megabytes_is_named_in_little_memory(tmp_path: Path, text: str) -> None:
    write(tmp_path / "zh_CN.po", f'#, c-format\nmsgid "a"\nmsgstr "{text}"\n')
    limit = 3_000_000_000

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "padanan", "validate", "zh_CN.po", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=limit_memory,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("zh_CN.po:5:7: warning oversized-message")
    assert len(done.stdout) < 1_000


@pytest.mark.parametrize(
    "entry",
    [
        f'#, {",".join(f"flag{number}" for number in range(100_000))}\nmsgid "a"\nmsgstr "b"\n',
        f'#. padanan: ignore {",".join("a" * 300_000)}!\nmsgid "a"\nmsgstr "b"\n',
        f'#, python-brace-format\nmsgid "a"\nmsgstr "{"{0}{1}" * 60_000}"\n',
        f'#, python-brace-format\nmsgid "{"{0}{1}" * 60_000}"\nmsgstr "{"{1}{0}" * 60_000}"\n',
        "#, python-brace-format\n"
        f'msgid "{"".join(f"{{a{number}}}" for number in range(20_000))}"\n'
        f'msgstr "{"".join(f"{{b{number}}}" for number in range(20_000))}"\n',
    ],
    ids=["flags", "ignored", "foreign arguments", "same arguments", "other names"],
)
def test_what_is_many_takes_no_square_of_time(padanan: Padanan, tmp_path: Path, entry: str) -> None:
    """What grows with the square would take minutes here, which ends the process."""
    write(tmp_path / "zh_CN.po", entry)
    done = padanan("validate", "zh_CN.po", "--no-cache", "--preset", "strict")
    assert done.returncode in {0, 1}
    assert done.stderr.startswith("1 file, 1 message")


def test_many_entries_are_read(padanan: Padanan, tmp_path: Path) -> None:
    path = write(tmp_path / "zh_CN.po")
    with path.open("a") as file:
        file.writelines(f'msgid "{number}a"\nmsgstr ""\n\n' for number in range(100_000))
    done = padanan("validate", "zh_CN.po", "--no-cache")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 4
    assert done.stdout.endswith("untranslated 99,997 more (--all shows them)\n")


# --- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.po", "no such file"),
        ("pipe.po", "not a regular file but a pipe or a device"),
        ("/dev/zero", "not a regular file but a pipe or a device"),
        ("loop.po", "a symbolic link that leads back to itself"),
        ("folder.po", "no catalogue"),
        ("secret.po", "no permission to read it"),
        ("a\nb\x1b[31m.po", "no such file"),
        ("x" * 300, "the name is longer than the file system allows"),
    ],
    ids=["missing", "pipe", "device", "loop", "directory", "unreadable", "codes", "long"],
)
def test_what_is_no_file_is_an_error_on_one_line(tmp_path: Path, name: str, message: str) -> None:
    os.mkfifo(tmp_path / "pipe.po")
    (tmp_path / "loop.po").symlink_to("loop.po")
    (tmp_path / "folder.po").mkdir()
    write(tmp_path / "secret.po").chmod(0)
    if name == "secret.po" and os.access(tmp_path / name, os.R_OK):
        pytest.skip("nothing is forbidden to root")
    done = subprocess.run(
        [sys.executable, "-m", "padanan", "validate", name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    first, second = done.stderr.splitlines()
    assert first.startswith("error: ")
    assert message in first
    assert second == "1 path could not be read"
    assert "\x1b" not in done.stderr


def test_endless_input_ends(tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [sys.executable, "-m", "padanan", "validate", "-"],
            stdin=zeros,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert "larger than 256 MiB" in done.stderr


# --- processes ----------------------------------------------------------------------------------------------


@pytest.fixture
def running(tmp_path: Path, interruptible: None) -> "subprocess.Popen[str]":
    """A validation in its own session, that takes some seconds and has started its processes."""
    for number in range(60):
        write(tmp_path / f"d{number:02}" / "zh_CN.po", BROKEN, PADDING)
    process = subprocess.Popen(
        [sys.executable, "-m", "padanan", "validate", ".", "--no-cache", "--jobs", "2", "-o", "report.txt"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 30
    while len(session(process.pid)) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    assert len(session(process.pid)) == 3
    return process


def session(leader: int) -> list[int]:
    """Give the live processes of a session."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)]
)
def test_no_process_is_left_behind(
    tmp_path: Path, running: "subprocess.Popen[str]", number: int, code: int
) -> None:
    if number == signal.SIGINT:
        os.killpg(running.pid, number)  # as a terminal sends it
    else:
        running.send_signal(number)
    _, said = running.communicate(timeout=30)
    assert running.returncode == code
    assert "Traceback" not in said
    end = time.monotonic() + 20
    while session(running.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert session(running.pid) == []
    assert not (tmp_path / "report.txt").exists()


def test_a_reader_that_leaves_early_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path / f"d{number:02}" / "zh_CN.po", *(BROKEN.replace("D", f"{n}") for n in range(100)))
    process = subprocess.Popen(
        [sys.executable, "-m", "padanan", "validate", ".", "--no-cache"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert "edge-newlines" in process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 1
    process.stderr.close()


# --- the cache ----------------------------------------------------------------------------------------------


def test_two_runs_share_a_cache(tmp_path: Path) -> None:
    for number in range(10):
        write(tmp_path / f"d{number:02}" / "zh_CN.po", BROKEN)
    command = [sys.executable, "-m", "padanan", "validate", ".", "--output-format", "json"]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    outcomes = {(*process.communicate(timeout=60), process.returncode) for process in runs}
    ((_, said, code),) = outcomes
    assert (said, code) == ("10 files, 10 messages: 10 errors\n", 1)


@pytest.mark.parametrize("place", ["/dev/full", "/proc", "file", "database"])
def test_a_cache_that_cannot_be_written_is_done_without(
    padanan: Padanan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    (tmp_path / "file").touch()
    (tmp_path / "database" / "padanan" / "validation" / "validation.sqlite3").mkdir(parents=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / place))
    done = padanan("validate", "zh_CN.po")
    assert (done.returncode, done.stderr) == (1, "1 file, 1 message: 1 error\n")


def test_nobody_needs_a_home(padanan: Padanan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    assert padanan("validate", "zh_CN.po").stderr == "1 file, 1 message: 1 error\n"


def test_nothing_is_written_into_the_working_directory(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    before = sorted(tmp_path.iterdir())
    tmp_path.chmod(0o555)
    try:
        assert padanan("validate", "zh_CN.po").returncode == 1
    finally:
        tmp_path.chmod(0o755)
    assert sorted(tmp_path.iterdir()) == before
