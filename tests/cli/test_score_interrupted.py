"""`padanan score` that is interrupted while threads count."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEGMENTS = 150_000  # of which TER takes several seconds


@pytest.fixture
def long_texts(tmp_path: Path) -> Path:
    draw = random.Random(1)
    words = [f"word{number}" for number in range(200)]
    lines = [draw.choices(words, k=27) for _ in range(500)]
    for name, order in (("ref.txt", slice(None)), ("hyp.txt", slice(None, None, -1))):
        text = "".join(" ".join(line[order]) + "\n" for line in lines)
        (tmp_path / name).write_text(text * (SEGMENTS // len(lines)), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_threads_count_ends_it_without_a_traceback(long_texts: Path) -> None:
    command = [sys.executable, "-m", "padanan", "score", "hyp.txt", "-r", "ref.txt", "--language", "en"]
    command += ["-m", "ter", "--cache-dir", "cache", "--history", "runs.jsonl", "--output", "report.txt"]
    with subprocess.Popen(command, cwd=long_texts, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        # What is remembered of the words of both texts and of their distance: now TER is counted.
        while len(list(long_texts.glob("cache/*.npz"))) < 3:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
    assert (process.returncode, *said) == (130, b"", b"")
    assert sorted(path.name for path in long_texts.iterdir()) == ["cache", "hyp.txt", "ref.txt"]
    assert {path.suffix for path in (long_texts / "cache").iterdir()} == {".npz"}
