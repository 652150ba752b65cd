"""padanan convert with XLIFF, and the other commands that read it."""

import json
from pathlib import Path

import pytest

from padanan.formats.po import read_catalogue

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "xliff"
VERSIONS = ["1.2", "2.0", "2.1"]
BROKEN = (
    '<xliff version="1.2"><file original="a" source-language="en" target-language="id" datatype="x"><body>\n'
    '<trans-unit id="bad"><target>b</target></trans-unit>\n'
    '<trans-unit id="good"><source>Open %s</source><target>Buka</target></trans-unit>\n'
    '<trans-unit id="work"><source>Close</source><target state="new">Tutup</target></trans-unit>\n'
    "</body></file></xliff>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pl.po").write_bytes((GOLDEN / "menu.po").read_bytes())
    (tmp_path / "bad.xlf").write_text(BROKEN, "utf-8")
    return tmp_path


@pytest.mark.parametrize("version", VERSIONS)
def test_a_catalogue_comes_back_byte_for_byte(folder: Path, padanan_here, version: str) -> None:
    done = padanan_here("convert", "pl.po", "pl.xlf", "--format-version", version)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "4 units\n")
    assert f'version="{version}"'.encode() in (folder / "pl.xlf").read_bytes()
    done = padanan_here("convert", "pl.xlf", "back.po")
    assert (done.returncode, done.stderr) == (0, "4 units\n")
    assert (folder / "back.po").read_bytes() == (folder / "pl.po").read_bytes()


def test_a_memory_comes_back_byte_for_byte(folder: Path, padanan_here) -> None:
    rows = [
        {"key": "a", "variants": {"en": {"text": "Open"}, "id": {"text": "Buka", "author": "Siti"}}},
        {"key": "a", "source_language": "id", "variants": {"en": {"text": "Shut", "next": "x"},
                                                             "id": {"text": "Tutup"}}},
    ]  # fmt: skip
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    padanan_here("convert", "a.jsonl", "a.tmx")
    for source, target in (("a.tmx", "a.xlf"), ("a.xlf", "b.tmx")):
        done = padanan_here("convert", source, target)
        assert (done.returncode, done.stderr) == (0, "2 units\n")
    assert (folder / "b.tmx").read_bytes() == (folder / "a.tmx").read_bytes()


@pytest.mark.parametrize("target", ["a.csv", "a.tsv", "a.jsonl", "a.xlsx", "a.tmx", "a.mo"])
def test_everything_else_comes_out_of_xliff(folder: Path, padanan_here, target: str) -> None:
    done = padanan_here("convert", "bad.xlf", target)
    assert done.returncode == 0
    assert done.stderr.startswith("2 units, 1 left out\n")
    assert (folder / target).stat().st_size


def test_xliff_is_known_by_its_content_and_read_from_a_pipe(padanan, folder: Path) -> None:
    document = (GOLDEN / "menu-2.0.xlf").read_text("utf-8")
    done = padanan("convert", "-", "-", "--to-format", "po", stdin=document)
    assert (done.returncode, done.stderr) == (0, "4 units\n")
    assert done.stdout == (GOLDEN / "menu.po").read_text("utf-8")


def test_what_is_left_out_is_told_and_refused_when_strict(folder: Path, padanan_here) -> None:
    done = padanan_here("convert", "bad.xlf", "a.po")
    assert done.stderr.splitlines() == [
        "2 units, 1 left out",
        "note: line 2: 'bad' is left out: it has no <source>",
    ]
    done = padanan_here("convert", "bad.xlf", "b.po", "--strict")
    assert done.returncode == 2
    assert "it has no <source> (line 2)" in done.stderr
    assert not (folder / "b.po").exists()


def test_the_same_loss_is_told_once(folder: Path, padanan_here) -> None:
    texts = {"en": {"text": "a"}, "id": {"text": "b"}, "fr": {"text": "c"}}
    (folder / "a.jsonl").write_text((json.dumps({"key": "k", "variants": texts}) + "\n") * 3, "utf-8")
    done = padanan_here("convert", "a.jsonl", "a.xlf")
    assert done.returncode == 2
    assert "name the target with --to, one of fr, id" in done.stderr
    done = padanan_here("convert", "a.jsonl", "a.xlf", "--to", "id")
    assert done.stderr.splitlines() == [
        "3 units",
        "note: text in fr is left out: XLIFF holds two languages (3 times)",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pl.po", "a.xlf", "--format-version", "3"), "there is no XLIFF 3 (write version 1.2, 2.0 or 2.1)"),
        (("bad.xlf", "bad.xlf"), "this is the file that is read"),
        (("cut.xlf", "a.po"), "cut.xlf:1:1: broken XML: no element found"),
        (("bomb.xlf", "a.po"), "the document brings a DTD of its own"),
    ],
    ids=["version", "onto itself", "empty", "entity bomb"],
)
def test_mistakes_are_errors_in_one_line(folder: Path, padanan_here, arguments, message: str) -> None:
    (folder / "cut.xlf").touch()
    (folder / "bomb.xlf").write_text(
        '<!DOCTYPE a [<!ENTITY a "a">]><xliff version="1.2">&a;</xliff>', "utf-8"
    )
    done = padanan_here("convert", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_import_takes_what_is_finished(folder: Path, padanan_here) -> None:
    done = padanan_here("import", "bad.xlf", "--memory", "m.sqlite3", "--output-format", "json")
    (file,) = json.loads(done.stdout)["files"]
    assert file["added"] == 1
    assert file["skipped"] == {"fuzzy": 1, "bad unit": 1}
    again = padanan_here("import", "bad.xlf", "--memory", "m.sqlite3", "--output-format", "json")
    assert json.loads(again.stdout)["files"][0]["unchanged"] == 1


def test_validate_checks_units_and_tells_the_bad_ones(folder: Path, padanan_here) -> None:
    done = padanan_here("validate", "bad.xlf")
    assert "bad.xlf:2:" in done.stdout
    assert "a unit cannot be used: it has no <source>" in done.stdout
    assert "unflagged-placeholders" in done.stdout
    assert done.returncode == 1


def test_score_reads_it_beside_a_catalogue(folder: Path, padanan_here) -> None:
    padanan_here("convert", "pl.po", "pl.xlf")
    done = padanan_here(
        "score", "pl.xlf", "--reference", "pl.po", "--metric", "bleu", "--output-format", "json"
    )
    assert done.returncode == 0, done.stderr


def test_what_was_fuzzy_stays_so(folder: Path, padanan_here) -> None:
    padanan_here("convert", "bad.xlf", "a.po")
    entries = read_catalogue(folder / "a.po").catalogue.entries
    assert [(entry.msgid, entry.is_fuzzy) for entry in entries] == [("Open %s", False), ("Close", True)]
