"""`padanan score` in every format, in pipelines, and over time."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

FORMATS = ["text", "json", "csv", "markdown", "latex", "html"]
SIGNATURE = "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A directory with a reference of 150 lines, a good and a bad hypothesis."""
    lines = [
        f"the {word} number {row} sat on the mat" for row in range(50) for word in ("cat", "dog", "bird")
    ]
    worse = [
        line.replace("sat", "was").replace("the mat", "a rug") if row % 2 else line
        for row, line in enumerate(lines)
    ]
    for name, content in {"ref.txt": lines, "good.txt": [*lines[:-1], "no"], "bad.txt": worse}.items():
        (tmp_path / name).write_text("\n".join(content) + "\n", encoding="utf-8")
    return tmp_path


def arguments(*hypotheses: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    return ("score", *hypotheses, "-r", "ref.txt", "--to", "en", "-m", "bleu", "--no-cache", *more)


def plain(text: str) -> str:
    """Undo what formats do to a signature."""
    for escaped, character in (("\\textbar{}", "|"), ("\\|", "|"), ("\\_", "_"), ("\\%", "%")):
        text = text.replace(escaped, character)
    return text


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_signature_digests_and_the_sentence(padanan, texts: Path, name: str) -> None:
    done = padanan(*arguments("bad.txt", "good.txt", more=("--output-format", name)), cwd=texts)
    assert (done.returncode, done.stderr) == (0, "")
    shown = plain(done.stdout)
    assert SIGNATURE.partition("|case")[2] in shown
    assert "good.txt is better than bad.txt by" in shown.replace("<bdi>", "").replace("</bdi>", "")
    assert "nan" not in done.stdout.lower().split()
    for file in ("ref.txt", "bad.txt", "good.txt"):
        assert hashlib.sha256((texts / file).read_bytes()).hexdigest() in shown


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_goes_into_a_file_whole(padanan, texts: Path, name: str) -> None:
    printed = padanan(*arguments("bad.txt", more=("--output-format", name)), cwd=texts).stdout
    done = padanan(*arguments("bad.txt", more=("--output-format", name, "-o", "deep/out")), cwd=texts)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len((texts / "deep/out").read_text("utf-8").splitlines()) == len(printed.splitlines())
    assert [path.name for path in (texts / "deep").iterdir()] == ["out"]


def test_names_are_shown_and_not_obeyed(padanan, texts: Path) -> None:
    name = "=1+1|[x](y)<b>&_.txt"
    (texts / "bad.txt").rename(texts / name)
    rows = csv.DictReader(
        io.StringIO(padanan(*arguments(name, more=("--output-format", "csv")), cwd=texts).stdout)
    )
    assert next(iter(rows))["hypothesis"] == f"'{name}"
    markdown = padanan(*arguments(name, more=("--output-format", "markdown")), cwd=texts).stdout
    assert "<b>" not in markdown
    assert "[x](y)" not in markdown
    latex = padanan(*arguments(name, more=("--output-format", "latex")), cwd=texts).stdout
    assert r"=1+1\textbar{}{[}x](y)\textless{}b\textgreater{}\&\_.txt & " in latex


HOSTILE = [
    pytest.param("a\\b|c<b>.txt", id="backslash and bar"),
    pytest.param("`x`|`y`.txt", id="code"),
    pytest.param("@here.txt", id="mention"),
    pytest.param("*[x]--.txt", id="argument of a line break"),
    pytest.param("\u202egnp.txt", id="turned"),
    pytest.param("\x1b[31mred\x07.txt", id="terminal"),
    pytest.param("two\nlines.txt", id="newline"),
    pytest.param(":tada:<script>alert(1)</script>\u2028".replace("/", "-"), id="script"),
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_no_name_is_obeyed_in_any_format(padanan, texts: Path, name: str, form: str) -> None:
    (texts / "bad.txt").rename(texts / name)
    arguments_ = arguments("good.txt", name, more=("--output-format", form, "--test", "none"))
    done = padanan(*arguments_, cwd=texts)
    assert (done.returncode, done.stderr) == (0, "")
    if form == "json":
        assert json.loads(done.stdout)["systems"][1]["name"] == name
        return
    assert not set("\u202e\x1b\x07\u2028") & set(done.stdout)
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    if form == "markdown":
        assert not any(mark in done.stdout for mark in ("<b>", "<script>", "@here", "[x]", ":tada:"))
        tables = [line for line in done.stdout.splitlines() if line.startswith("| ")]
        assert all(line.replace("\\|", "").count("|") in {3, 6, 8} for line in tables)
    if form == "latex":
        rows_ = [line for line in done.stdout.splitlines() if line.endswith(r"\\")]
        assert not any(row.startswith(("[", "*")) for row in rows_)
        assert "--" not in done.stdout
    if form == "html":
        assert "<script>alert" not in done.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "latex", "html"])
def test_the_interval_is_named_after_its_confidence(padanan, texts: Path, form: str) -> None:
    more = ("--confidence", "99", "--output-format", form)
    shown = plain(padanan(*arguments("bad.txt", "good.txt", more=more), cwd=texts).stdout)
    assert "99 % interval" in shown
    assert "95 % interval" not in shown


def test_csv_has_bands_and_parts_too(padanan, texts: Path) -> None:
    done = padanan(*arguments("bad.txt", "good.txt", more=("--output-format", "csv")), cwd=texts)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    of = {record: [row for row in rows if row["record"] == record] for record in {r["record"] for r in rows}}
    assert {"score", "pair", "measure", "band", "part", "verdict", "warning"} == set(of)
    assert sum(int(row["segments"]) for row in of["band"] if row["hypothesis"] == "good.txt") == 150
    assert all(row["signature"].startswith("nrefs:1|") for row in of["part"] + of["pair"] + of["score"])
    assert {row["part"] for row in of["part"]} == {"0-9 words"}


def test_json_holds_the_test_and_every_segment(padanan, texts: Path) -> None:
    more = (
        "--output-format",
        "json",
        "--segments",
        "--test",
        "approximate-randomisation",
        "--resamples",
        "99",
    )
    done = padanan(*arguments("bad.txt", "good.txt", more=(*more, "--seed", "7")), cwd=texts)
    report = json.loads(done.stdout, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    test = report["metrics"]["bleu"]["test"]
    assert (test["method"], test["trials"], test["seed"], test["segments"]) == ("ar", 99, 7, 150)
    (pair,) = test["pairs"]
    assert (pair["first"], pair["second"], pair["p"], pair["conclusion"]) == (
        "bad.txt",
        "good.txt",
        0.01,
        "better",
    )
    assert len(report["segment_rows"]) == 150
    assert report["segment_rows"][0]["hypotheses"][1]["scores"] == {"bleu": 100.0}
    assert "ar:99|seed:7" in test["signature"]


def test_no_test_gives_scores_alone(padanan, texts: Path) -> None:
    done = padanan(*arguments("bad.txt", "good.txt", more=("--test", "none")), cwd=texts)
    assert "interval" not in done.stdout
    assert "better" not in done.stdout


@pytest.mark.parametrize(
    ("limit", "code", "said"),
    [
        ("bleu=30", 0, ""),
        ("bleu=100", 1, "note: bad.txt: BLEU "),
        ("BLEU=0", 0, ""),
        ("chrf=30", 2, "--fail-under names chrf, which is not computed"),
        ("bleu", 2, "METRIC=SCORE"),
        ("bleu=nan", 2, "METRIC=SCORE"),
        ("comet=1", 2, "METRIC=SCORE"),
    ],
)
def test_fail_under(padanan, texts: Path, limit: str, code: int, said: str) -> None:
    done = padanan(*arguments("bad.txt", more=("--fail-under", limit)), cwd=texts)
    assert done.returncode == code
    assert said in done.stderr
    assert bool(done.stderr) is bool(code)


def test_fail_under_of_ter_is_over(padanan, texts: Path) -> None:
    command = ("score", "bad.txt", "-r", "ref.txt", "--to", "en", "-m", "ter", "--fail-under", "ter=1")
    done = padanan(*command, cwd=texts)
    assert (done.returncode, "TER" in done.stderr and "is over 1" in done.stderr) == (1, True)


@pytest.mark.parametrize("kept", ["json", "history"])
def test_a_pipeline_fails_only_when_the_test_says_so(padanan, texts: Path, kept: str) -> None:
    (texts / "new.txt").write_text((texts / "good.txt").read_text("utf-8"), "utf-8")
    keep: tuple[str, ...] = ("--history", "run", "--keep-statistics")
    if kept == "json":
        keep = ("--output-format", "json", "-o", "run", "--keep-statistics")
    assert padanan(*arguments("new.txt", more=keep), cwd=texts).returncode == 0
    same = padanan(*arguments("new.txt", more=("--fail-if-worse-than", "run")), cwd=texts)
    assert (same.returncode, same.stderr) == (0, "note: new.txt (earlier) and new.txt have the same BLEU\n")
    slightly = (texts / "new.txt").read_text("utf-8").replace("number 7 sat", "number 7 sits")
    (texts / "new.txt").write_text(slightly, "utf-8")
    little = padanan(*arguments("new.txt", more=("--fail-if-worse-than", "run")), cwd=texts)
    assert (little.returncode, "no difference can be shown" in little.stderr) == (0, True)
    (texts / "new.txt").write_text((texts / "bad.txt").read_text("utf-8"), "utf-8")
    worse = padanan(*arguments("new.txt", more=("--fail-if-worse-than", "run")), cwd=texts)
    assert (worse.returncode, "new.txt (earlier) is better than new.txt by" in worse.stderr) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "neither a JSON report nor a history"),
        ("{", "neither a JSON report nor a history"),
        ("{}", "kept without the counts"),
        ("[1]", "kept without the counts"),
        ('{"statistics": [{}]}', "damaged"),
        (
            '{"statistics": [{"system": "bad.txt", "metric": "bleu", "signature": "", '
            '"references_sha256": "", "segments_sha256": "", "shape": [150, 10], "type": "<i4", '
            '"data": "eJwDAAAAAAE="}]}',
            "damaged",
        ),
    ],
)
def test_a_run_that_says_nothing_is_refused(padanan, texts: Path, content: str, said: str) -> None:
    (texts / "run").write_text(content)
    done = padanan(*arguments("bad.txt", more=("--fail-if-worse-than", "run")), cwd=texts)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "--keep-statistics" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--tokenize", "char"), "their signatures differ"),
        (("-r", "good.txt"), "signatures differ"),
    ],
    ids=["signature", "references"],
)
def test_nothing_is_tested_against_another_basis(
    padanan, texts: Path, change: tuple[str, ...], said: str
) -> None:
    keep = ("--history", "run", "--keep-statistics")
    assert padanan(*arguments("bad.txt", more=keep), cwd=texts).returncode == 0
    done = padanan(*arguments("bad.txt", more=("--fail-if-worse-than", "run", *change)), cwd=texts)
    assert done.returncode == 2
    assert said in done.stderr


def test_nothing_is_tested_against_other_references(padanan, texts: Path) -> None:
    keep = ("--history", "run", "--keep-statistics")
    assert padanan(*arguments("bad.txt", more=keep), cwd=texts).returncode == 0
    (texts / "ref.txt").write_text((texts / "ref.txt").read_text("utf-8").replace("cat", "cow"), "utf-8")
    done = padanan(*arguments("bad.txt", more=("--fail-if-worse-than", "run")), cwd=texts)
    assert (done.returncode, "against other references" in done.stderr) == (2, True)


def test_the_history_grows_by_a_line_and_breaks_where_the_signature_changes(padanan, texts: Path) -> None:
    first = padanan(*arguments("bad.txt", more=("--history", "h.jsonl")), cwd=texts)
    assert "not comparable" not in first.stdout
    before = (texts / "h.jsonl").read_bytes()
    second = padanan(*arguments("bad.txt", more=("--history", "h.jsonl", "--tokenize", "char")), cwd=texts)
    assert "other signature than before: not comparable" in second.stdout
    after = (texts / "h.jsonl").read_bytes()
    assert after.startswith(before)
    lines = [json.loads(line) for line in after.splitlines()]
    assert [line["version"] for line in lines] == [1, 1]
    assert [line["scores"][0]["signature"].count("tok:char") for line in lines] == [0, 1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json\n", "h.jsonl:1: not a line of a history"),
        ('{"version": 9}\n', "h.jsonl:1: version 9 of the history is not known"),
        ('{"version": 1, "time": "x", "scores": [{}]}\n', "h.jsonl:1: not a line of a history"),
    ],
)
def test_a_file_that_is_no_history_is_left_alone(padanan, texts: Path, content: str, said: str) -> None:
    (texts / "h.jsonl").write_text(content)
    done = padanan(*arguments("bad.txt", more=("--history", "h.jsonl")), cwd=texts)
    assert (done.returncode, said in done.stderr) == (2, True)
    assert (texts / "h.jsonl").read_text() == content


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--confidence", "100"), "--confidence 100 is no percentage"),
        (("--confidence", "nan"), "is no percentage"),
        (("--resamples", "1"), "--resamples"),
        (("--seed", "-1"), "--seed"),
        (("--metric-option", "bleu.order=3"), "bleu has no option 'order'"),
        (("--fail-if-worse-than", "x", "--test", "none"), "needs a test"),
        (("--memory", "none.sqlite3"), "--source FILE"),
    ],
)
def test_wrong_options_are_one_message(padanan, texts: Path, more: tuple[str, ...], said: str) -> None:
    done = padanan(*arguments("bad.txt", more=more), cwd=texts)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_source_file_lets_a_memory_be_asked(padanan, texts: Path) -> None:
    done = padanan(*arguments("bad.txt", more=("--memory", "none.sqlite3", "--source", "ref.txt")), cwd=texts)
    assert (done.returncode, "none.sqlite3" in done.stderr) == (2, True)
