"""`padanan compare` as its users run it."""

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]

_HEADER = 'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
OLD = """
msgid "Save"
msgstr "Simpan berkas"

msgctxt "menu"
msgid "Close"
msgstr ""

msgid "Quit"
msgstr "Keluar"
"""
NEW = """
msgid "Save"
msgstr "Simpan file"

#, fuzzy
msgctxt "menu"
msgid "Close"
msgstr "Tutup"

msgid "Open | <b>all</b>"
msgstr "=Buka()"
"""


def write(folder: Path, name: str, body: str, language: str = "id") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEADER.format(language=language) + body, encoding="utf-8")
    return path


@pytest.fixture
def versions(tmp_path: Path) -> None:
    write(tmp_path, "old.po", OLD)
    write(tmp_path, "new.po", NEW)


@pytest.mark.usefixtures("versions")
def test_text(padanan: Padanan) -> None:
    done = padanan("compare", "old.po", "new.po")
    assert (done.returncode, done.stderr) == (
        0,
        "1 added, 1 removed, 1 translated, 1 retranslated, 1 fuzzied, 0 unchanged; 6 of 13 characters edited "
        "(46.2 %), 1 word\n",
    )
    assert done.stdout.splitlines() == [
        "new.po:6: retranslated",
        "  msgid  Save",
        "  msgstr Simpan [-berkas-]{+file+}",
        "    edited 6 of 13 characters (47 %), 1 word",
        "",
        "new.po:9: fuzzied  (msgctxt menu)",
        "  msgid  Close",
        "  msgstr {+Tutup+}",
        "",
        "new.po:14: added, translated",
        "  msgid  Open | <b>all</b>",
        "  msgstr {+=Buka()+}",
        "",
        "old.po:13: removed",
        "  msgid  Quit",
        "",
        "change        messages  source words",
        "added                1             2",
        "removed              1             1",
        "translated           1             2",
        "retranslated         1             1",
        "fuzzied              1             1",
        "unchanged            0",
        "",
        "file    changed  unchanged  source words  edited characters  of     %  edited words",
        "new.po        4          0             5                  6  13  46.2             1",
    ]


@pytest.mark.usefixtures("versions")
def test_summary_leaves_out_the_messages(padanan: Padanan) -> None:
    done = padanan("compare", "old.po", "new.po", "--summary")
    assert done.stdout.startswith("change        messages")
    assert padanan("compare", "old.po", "new.po", "--summary", "--output-format", "markdown").stdout.endswith(
        "|\n"
    )


@pytest.mark.usefixtures("versions")
def test_json(padanan: Padanan) -> None:
    report = json.loads(padanan("compare", "old.po", "new.po", "--output-format", "json").stdout)
    (file,) = report.pop("files")
    assert (report["version"], report["old"], report["new"]) == (1, "old.po", "new.po")
    assert report["messages"]["retranslated"] == report["source_words"]["retranslated"] == 1
    assert report["edits"] == {
        "texts": 1,
        "edited_characters": 6,
        "characters": 13,
        "percent": 46.15,
        "edited_words": 1,
    }
    assert (file["path"], file["language"], file["error"]) == ("new.po", "id", None)
    assert file["entries"][0] == {
        "changes": ["retranslated"],
        "msgctxt": None,
        "msgid": "Save",
        "old_line": 6,
        "new_line": 6,
        "source_words": 1,
        "texts": [
            {
                "form": None,
                "old": "Simpan berkas",
                "new": "Simpan file",
                "difference": [
                    {"change": "same", "text": "Simpan "},
                    {"change": "gone", "text": "berkas"},
                    {"change": "new", "text": "file"},
                ],
                "edited_characters": 6,
                "characters": 13,
                "percent": 47,
                "edited_words": 1,
            }
        ],
    }


@pytest.mark.usefixtures("versions")
def test_csv_has_no_formulas(padanan: Padanan) -> None:
    done = padanan("compare", "old.po", "new.po", "--output-format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["changes"] for row in rows] == ["retranslated", "fuzzied", "added translated", "removed"]
    assert rows[2]["new"] == "'=Buka()"
    assert (rows[3]["path"], rows[3]["line"], rows[3]["new"]) == ("old.po", "13", "")


@pytest.mark.usefixtures("versions")
def test_html_has_every_difference(padanan: Padanan) -> None:
    done = padanan("compare", "old.po", "new.po", "--output-format", "html")
    assert done.stdout.startswith("<!doctype html>")
    assert '<bdi lang="id" dir="auto">Simpan <del>berkas</del><ins>file</ins></bdi>' in done.stdout
    assert "Open | &lt;b&gt;all&lt;/b&gt;" in done.stdout
    short = padanan("compare", "old.po", "new.po", "--output-format", "html", "--summary")
    assert "berkas" not in short.stdout


@pytest.mark.usefixtures("versions")
def test_text_is_no_markup_in_markdown(padanan: Padanan) -> None:
    done = padanan("compare", "old.po", "new.po", "--output-format", "markdown")
    assert "| fuzzied | 1 | 1 |" in done.stdout
    assert "msgid Open &#124; &lt;b&gt;all&lt;/b&gt;\n" in done.stdout
    assert (
        "msgstr Simpan <del>berkas</del><ins>file</ins> (6 of 13 characters (47 %), 1 word)\n" in done.stdout
    )


@pytest.mark.usefixtures("versions")
def test_exit_code_tells_differences_when_asked(padanan: Padanan, tmp_path: Path) -> None:
    assert padanan("compare", "old.po", "new.po", "--exit-code").returncode == 1
    write(tmp_path, "copy.po", OLD)
    done = padanan("compare", "old.po", "copy.po", "--exit-code")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no message changed, 3 unchanged\n")


@pytest.mark.usefixtures("versions")
def test_a_version_from_standard_input(padanan: Padanan, tmp_path: Path) -> None:
    old = (tmp_path / "old.po").read_text(encoding="utf-8")
    done = padanan("compare", "-", "new.po", stdin=old)
    assert done.returncode == 0
    assert "-:13: removed" in done.stdout
    assert padanan("compare", "new.po", "-", stdin=old).returncode == 0


def test_directories_file_by_file_past_a_broken_one(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path, "old/a/x.po", OLD)
    write(tmp_path, "new/a/x.po", NEW)
    write(tmp_path, "old/gone.po", OLD)
    write(tmp_path, "new/fresh.po", NEW)
    write(tmp_path, "old/broken.po", OLD)
    write(tmp_path, "new/broken.po", 'msgid "x\n')
    done = padanan("compare", "old", "new", "--summary")
    assert done.returncode == 2
    table = done.stdout[done.stdout.index("file ") :].splitlines()
    names = [f"new{os.sep}a{os.sep}x.po", f"new{os.sep}fresh.po (new)", f"old{os.sep}gone.po (gone)", "total"]
    assert [line.split("  ")[0] for line in table[1:]] == names
    assert done.stderr.startswith(f"error: new{os.sep}broken.po:5:7:")
    assert "1 file new, 1 file gone" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["old.po", "old.po"], "old.po: both are the same"),
        (["old.po", "./old.po"], "old.po: both are the same"),
        (["old.po", "absent.po"], "absent.po: no such file"),
        (["old.po", "."], ".: this is a directory, and old.po is not"),
        (["old.po", "empty.po"], "empty.po:1:1: the file is empty"),
        (["old.po", "french.po"], "french.po: this catalogue is in fr, and old.po in id"),
        (["hans.po", "hant.po"], "hant.po: this catalogue is in zh-Hant, and hans.po in zh-CN"),
        (["old.po", "prose.txt"], "prose.txt:1:1:"),
        (["old.po", "binary.po"], "binary.po:1:"),
        (["bare", "other"], "bare: no catalogue (.po, .pot) below this directory"),
    ],
    ids=[
        "same",
        "same file",
        "absent",
        "file and directory",
        "empty",
        "language",
        "script",
        "prose",
        "binary",
        "bare",
    ],
)
@pytest.mark.usefixtures("versions")
def test_what_cannot_be_compared(
    padanan: Padanan, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty.po").write_bytes(b"")
    (tmp_path / "prose.txt").write_text("Just some prose.\n", encoding="utf-8")
    (tmp_path / "binary.po").write_bytes(bytes(range(256)))
    for name in ("bare", "other"):
        (tmp_path / name).mkdir()
    write(tmp_path, "french.po", OLD, language="fr")
    write(tmp_path, "hans.po", OLD, language="zh_CN")
    write(tmp_path, "hant.po", OLD, language="zh_Hant")
    done = padanan("compare", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {message}")
    assert done.stderr.count("\n") == 1


def test_a_catalogue_without_messages_is_a_version_too(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path, "old.po", "")
    write(tmp_path, "new.po", NEW)
    done = padanan("compare", "old.po", "new.po", "--summary")
    assert done.returncode == 0
    assert done.stderr.startswith("3 added, 2 translated, 0 unchanged")


def test_escapes_are_shown_and_not_obeyed(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path, "old.po", 'msgid "a"\nmsgstr "b"\n')
    write(tmp_path, "new.po", 'msgid "a"\nmsgstr "\x1b[31m\u202eb"\n')
    for output_format in ("text", "markdown", "csv"):
        done = padanan("compare", "old.po", "new.po", "--output-format", output_format)
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
        assert "U+001B" in done.stdout
