"""`padanan score` with text from standard input."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

HYPOTHESIS = "The cat sat on the mat.\nIt rained all day long.\n"
REFERENCE = "A cat sat on the mat.\nIt rained all the day.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "hyp.txt").write_text(HYPOTHESIS, "utf-8")
    (tmp_path / "ref.txt").write_text(REFERENCE, "utf-8")
    return tmp_path


def report(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_hypothesis_or_a_reference_comes_from_standard_input(padanan, texts: Path) -> None:
    more = ("--language", "en", "--output-format", "json")
    piped = report(padanan("score", "-", "-r", "ref.txt", *more, cwd=texts, stdin=HYPOTHESIS))
    named = report(padanan("score", "hyp.txt", "-r", "ref.txt", *more, cwd=texts))
    (system,), (other,) = piped["systems"], named["systems"]
    assert system["hypothesis"] == "-"
    assert system["scores"] == other["scores"]
    assert hashlib.sha256(HYPOTHESIS.encode()).hexdigest() in json.dumps(system)
    reversed_ = report(padanan("score", "hyp.txt", "-r", "-", *more, cwd=texts, stdin=REFERENCE))
    assert reversed_["reference"] == "-"
    assert reversed_["systems"][0]["scores"] == other["scores"]


@pytest.mark.parametrize(
    ("files", "stdin", "said"),
    [
        (("-", "-r", "-"), HYPOTHESIS, "standard input can be read only once"),
        (("-", "-r", "ref.txt"), "", "-: the file is empty"),
        (("-", "-r", "ref.txt"), "one line\n", "-: 1 line, but ref.txt has 2"),
    ],
    ids=["twice", "empty", "too short"],
)
def test_what_cannot_be_read_is_an_error(padanan, texts: Path, files, stdin: str, said: str) -> None:
    done = padanan("score", *files, "--language", "en", cwd=texts, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
