"""The history of scores: a line a run, whoever else writes at the same time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from padanan.core.errors import InputError
from padanan.evaluation.metrics import Metric
from padanan.services.score import score_files
from padanan.services.score_history import append_history
from padanan.services.score_options import ScoreOptions
from padanan.services.score_report import ScoreReport

_WRITER = """
import sys
from pathlib import Path
from padanan.evaluation.metrics import Metric
from padanan.services.score import score_files
from padanan.services.score_history import append_history
from padanan.services.score_options import ScoreOptions

folder, name, runs = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
options = ScoreOptions(metrics=(Metric.CHRF,), language="en", test=None)
report = score_files([folder / name], [folder / "reference.txt"], options)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(runs):
    append_history(folder / "history.jsonl", report)
"""


def write_texts(folder: Path, *names: str) -> None:
    for name in ("reference.txt", *names):
        (folder / name).write_text("the cat sat on the mat\n", "utf-8")


def score_one(folder: Path, name: str) -> ScoreReport:
    options = ScoreOptions(metrics=(Metric.CHRF,), language="en", test=None)
    return score_files([folder / name], [folder / "reference.txt"], options)


def test_runs_that_end_together_all_leave_their_lines(tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(4)]
    write_texts(tmp_path, *names)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path), name, "12"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for name in names
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0] * 4
    lines = (tmp_path / "history.jsonl").read_text("utf-8").splitlines()
    systems = sorted(Path(json.loads(line)["scores"][0]["system"]).name for line in lines)
    assert systems == sorted(names * 12)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*names, "history.jsonl", "reference.txt"]
    )


def test_any_name_stays_on_its_line(tmp_path: Path) -> None:
    name = "a\u2028b\x85c.txt"
    write_texts(tmp_path, name)
    report = score_one(tmp_path, name)
    append_history(tmp_path / "history.jsonl", report)
    runs = append_history(tmp_path / "history.jsonl", report).history
    assert [Path(run.scores[0].system).name for run in runs] == [name, name]


@pytest.mark.parametrize(
    "content", ["\n", "\ufeff", "[]\n", "null"], ids=["empty-line", "bom", "list", "null"]
)
def test_what_is_no_history_is_left_alone(tmp_path: Path, content: str) -> None:
    write_texts(tmp_path, "a.txt")
    history = tmp_path / "history.jsonl"
    history.write_text(content, "utf-8")
    with pytest.raises(InputError, match="not a line of a history"):
        append_history(history, score_one(tmp_path, "a.txt"))
    assert history.read_text("utf-8") == content
