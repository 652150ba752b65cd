"""`padanan repair` as its users run it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]
_HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="en" datatype="plaintext"/>'
)
_BROKEN = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">{_HEADER}<body>\n'
    '<tu tuid="1"><tuv xml:lang="en"><seg>Save&nbsp;all</seg></tuv>'
    '<tuv xml:lang="id"><seg>Simpan semua</seg></tuv></tu>\n'
    '<tu tuid="2"><tuv xml:lang="en"><seg>R&D</seg></tuv><tuv xml:lang="id"><seg>Litbang</seg></tuv></tu>\n'
    "{further}</body></tmx>\n"
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.tmx"
    path.write_text(_BROKEN.replace("{further}", ""), encoding="utf-8")
    return path


def test_it_lists_what_it_did(padanan: Padanan, broken: Path) -> None:
    done = padanan("repair", "broken.tmx", "-o", "mended.tmx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "broken.tmx:3:42: entity: the entity &nbsp; became '\\xa0'",
        "broken.tmx:4:39: entity: a stray & became &amp;",
        "2 units in mended.tmx, 2 of them mended, 2 changes",
    ]
    assert padanan("validate", "mended.tmx", "--select", "syntax").returncode == 0
    imported = json.loads(padanan("import", "mended.tmx", "--memory", "m", "--output-format", "json").stdout)
    assert imported["total"]["added"] == 2


def test_json_tells_all(padanan: Padanan, broken: Path) -> None:
    broken.write_text(
        _BROKEN.replace("{further}", '<tu/><tu><tuv xml:lang="x?"><seg>a</seg></tuv></tu>'), encoding="utf-8"
    )
    done = padanan("repair", "broken.tmx", "-o", "mended.tmx", "--output-format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["version"] == 1
    assert (report["path"], report["output"]) == ("broken.tmx", "mended.tmx")
    assert (report["units"], report["mended"], report["dropped"]) == (3, 2, 1)
    assert report["changes"] == {"entity": 2, "dropped": 1}
    assert report["mends"][-1] == {
        "kind": "dropped",
        "line": 5,
        "column": 1,
        "message": "the unit has no text in any language",
    }
    assert [one["message"] for one in report["left"]] == [
        "the xml:lang 'x?' of <tuv> is no language tag of BCP 47",
        "the unit has no variant in its source language 'en'",
    ]


def test_a_dry_run_writes_nothing(padanan: Padanan, broken: Path) -> None:
    done = padanan("repair", "broken.tmx", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.endswith("2 units (a dry run, nothing was written), 2 of them mended, 2 changes\n")
    assert [path.name for path in broken.parent.iterdir()] == ["broken.tmx"]


def test_a_document_may_be_mended_in_its_place(padanan: Padanan, broken: Path) -> None:
    assert padanan("repair", "broken.tmx", "-o", "broken.tmx").returncode == 0
    assert "Save\xa0all" in broken.read_text("utf-8")
    again = padanan("repair", "broken.tmx", "-o", "broken.tmx")
    assert again.stdout == "2 units in broken.tmx, 0 of them mended, 0 changes\n"


def test_many_changes_are_counted(padanan: Padanan, broken: Path) -> None:
    broken.write_text(_BROKEN.replace("{further}", "").replace("R&D", "&" * 300), encoding="utf-8")
    lines = padanan("repair", "broken.tmx", "-o", "mended.tmx").stdout.splitlines()
    assert len(lines) == 102
    assert lines[-2] == "... and 201 more (--output-format json has them)"


def test_what_is_shown_cannot_write_to_the_terminal(padanan: Padanan, broken: Path) -> None:
    broken.write_text(
        _BROKEN.replace("{further}", '<tu tuid="\u202e\u2066 x"/>').replace("R&D", "&\u202e;"),
        encoding="utf-8",
    )
    done = padanan("repair", "broken.tmx", "--dry-run")
    assert not {"\u202e", "\u2066"} & set(done.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["broken.tmx"], "give -o PATH, or --dry-run", id="no-output"),
        pytest.param(["missing.tmx", "--dry-run"], "no such file", id="missing"),
        pytest.param(["x.html", "--dry-run"], "not a TMX document", id="html"),
        pytest.param(["broken.tmx", "-o", "."], "directory", id="directory"),
    ],
)
def test_what_cannot_be_done(padanan: Padanan, broken: Path, arguments: list[str], message: str) -> None:
    (broken.parent / "x.html").write_text("<html/>")
    done = padanan("repair", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_failure_leaves_the_old_file(padanan: Padanan, broken: Path) -> None:
    kept = broken.parent / "kept.tmx"
    kept.write_text("old")
    broken.write_text("<html/>")
    assert padanan("repair", "broken.tmx", "-o", "kept.tmx").returncode == 2
    assert kept.read_text() == "old"
    assert sorted(path.name for path in kept.parent.iterdir()) == ["broken.tmx", "kept.tmx"]
