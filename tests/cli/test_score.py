"""`padanan score` as its users run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = ROOT / "benchmarks" / "drafts"

ENGLISH = (
    "The cat sat on the mat.\nIt rained all day long.\n",
    "A cat sat on the mat.\nIt rained all the day.\n",
)
CHINESE = ("小红书创立于2013年。\n用户可以分享内容。\n", "小红书成立于2013年。\n用户能够分享内容。\n")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A directory with hypothesis and reference in two languages."""
    for name, (hypothesis, reference) in {"en": ENGLISH, "zh": CHINESE}.items():
        (tmp_path / f"hyp.{name}").write_text(hypothesis, encoding="utf-8")
        (tmp_path / f"ref.{name}").write_text(reference, encoding="utf-8")
    return tmp_path


def test_the_table_shows_scores_signatures_and_how_little_they_say(padanan, texts: Path) -> None:
    done = padanan("score", "hyp.zh", "--reference", "ref.zh", "--language", "zh_CN", cwd=texts)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 segments in zh-CN, paired by line number, against ref.zh" in done.stdout
    assert "BLEU   nrefs:1|case:mixed|eff:no|tok:zh|smooth:exp|version:" in done.stdout
    assert "TER    nrefs:1|case:lc|tok:tercom|norm:yes|punct:yes|asian:yes|version:" in done.stdout
    assert "WARNING: only 2 segments" in done.stdout


def test_the_best_of_several_is_marked(padanan, texts: Path) -> None:
    done = padanan("score", "hyp.en", "ref.en", "--reference", "ref.en", "--language", "en", cwd=texts)
    assert done.returncode == 0
    rows = {
        line.split()[0]: line for line in done.stdout.splitlines() if line.startswith(("hyp.en", "ref.en"))
    }
    assert rows["ref.en"].split()[1::2][:3] == ["100.00*", "100.00*", "0.00*"]
    assert "*" not in rows["hyp.en"]


def test_json_has_full_precision_and_signatures(padanan, texts: Path) -> None:
    done = padanan(
        "score", "hyp.en", "-r", "ref.en", "--language", "en", "--output-format", "json", cwd=texts
    )
    report = json.loads(done.stdout, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert (report["version"], report["language"], report["segments"]) == (1, "en", 2)
    (system,) = report["systems"]
    assert system["hypothesis"] == "hyp.en"
    assert list(system["scores"]) == ["bleu", "chrf", "ter"]
    assert system["scores"]["bleu"]["signature"].startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp")
    assert len(str(system["scores"]["bleu"]["score"])) > 8


@pytest.mark.parametrize(
    ("language", "suffix", "arguments"),
    [("en", "en", ()), ("zho", "zh", ("-l", "id-zh")), ("ru", "en", ("-l", "id-ru"))],
    ids=["English", "Chinese", "Russian"],
)
def test_numbers_and_signatures_are_those_of_the_sacrebleu_command(
    padanan, texts: Path, language: str, suffix: str, arguments: tuple[str, ...]
) -> None:
    hypothesis, reference = f"hyp.{suffix}", f"ref.{suffix}"
    peer = subprocess.run(
        [
            *(sys.executable, "-m", "sacrebleu", reference, "-i", hypothesis, *arguments),
            *("-m", "bleu", "chrf", "--width", "14", "--format", "json"),
        ],
        cwd=texts,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    done = padanan(
        *("score", hypothesis, "-r", reference, "--language", language, "--output-format", "json"), cwd=texts
    )
    theirs = {item["name"]: item for item in json.loads(peer.stdout)}
    scores = json.loads(done.stdout)["systems"][0]["scores"]
    for ours in (scores["bleu"], scores["chrf"]):
        assert ours["signature"] == theirs[ours["name"]]["signature"]
        assert float(f"{ours['score']:.14f}") == theirs[ours["name"]]["score"]


def test_metrics_are_chosen_one_by_one(padanan, texts: Path) -> None:
    done = padanan(
        *("score", "hyp.en", "-r", "ref.en", "--language", "en", "-m", "chrf++", "-m", "bleu"),
        *("--tokenize", "char", "--output-format", "json"),
        cwd=texts,
    )
    scores = json.loads(done.stdout)["systems"][0]["scores"]
    assert list(scores) == ["chrf++", "bleu"]
    assert scores["chrf++"]["name"] == "chrF2++"
    assert "tok:char" in scores["bleu"]["signature"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_drafts_of_the_article_can_be_scored(padanan, language: str) -> None:
    literal, fluent = (str(DRAFTS / language / f"{name}.po") for name in ("word-for-word", "fluent"))
    done = padanan("score", literal, "--reference", fluent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "24 segments in" in done.stdout
    assert "paired by msgctxt and msgid" in done.stdout
    assert "not scored" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["none.txt", "-r", "ref.en", "--language", "en"], "none.txt: no such file", id="missing file"
        ),
        pytest.param(
            [".", "-r", "ref.en", "--language", "en"], "no PO catalogue in this directory", id="directory"
        ),
        pytest.param(["hyp.en", "-r", "ref.en"], "--language", id="no language"),
        pytest.param(
            ["hyp.en", "-r", "ref.en", "--language", "qq"], "unknown language 'qq'", id="unknown language"
        ),
        pytest.param(["hyp.en", "-r", "short.en", "--language", "en"], "2 lines, but", id="other lines"),
        pytest.param(
            ["empty.en", "-r", "ref.en", "--language", "en"], "empty.en: the file is empty", id="empty"
        ),
        pytest.param(
            ["bad.en", "-r", "ref.en", "--language", "en"], "bad.en:2:4: not UTF-8", id="invalid UTF-8"
        ),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_2(
    padanan, texts: Path, arguments: list[str], message: str
) -> None:
    (texts / "short.en").write_text("One line.\n")
    (texts / "empty.en").write_text("")
    (texts / "bad.en").write_bytes(b"good\ncaf\xe9\n")
    done = padanan("score", *arguments, cwd=texts)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_a_reference_is_required(padanan, texts: Path) -> None:
    done = padanan("score", "hyp.en", cwd=texts)
    assert done.returncode == 2
    assert "--reference" in done.stderr


def test_a_second_run_takes_its_counts_from_the_cache(padanan, tmp_path: Path) -> None:
    for name, word in (("hyp.txt", "sat"), ("ref.txt", "sits")):
        lines = [f"the cat number {number} {word} there" for number in range(200)]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = ("score", "hyp.txt", "-r", "ref.txt", "--to", "en")
    first = padanan(*command, "--cache-dir", "kept")
    entries = {path: path.stat().st_ino for path in (tmp_path / "kept").iterdir()}
    again = padanan(*command, "--cache-dir", "kept")
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, first.stderr)
    assert len(entries) == 7  # three metrics, two texts looked at, edits, resampled
    assert {path: path.stat().st_ino for path in (tmp_path / "kept").iterdir()} == entries
    assert padanan(*command, "--cache-dir", "none", "--no-cache").stdout == first.stdout
    assert not (tmp_path / "none").exists()
