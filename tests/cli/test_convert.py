"""padanan convert: every format of units from and to every other, with what is lost said."""

import gettext
import io
import itertools
import sys
from pathlib import Path

import pytest

from padanan.formats.glossary import read_glossary
from padanan.formats.po import read_catalogue
from padanan.services.unit_files import UnitFile, UnitNotes, find_format, read_units

PO = r"""# Notes.
msgid ""
msgstr ""
"Language: id\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

msgctxt "menu"
msgid "=Open"
msgstr "Buka\n\"sini\""

#, fuzzy
msgid "Close"
msgstr "Tutup?"

msgid "<b>%d</b> file"
msgid_plural "<b>%d</b> files"
msgstr[0] "<b>%d</b> berkas"
"""
TEXTS = [
    ("en", "=Open", "id", 'Buka\n"sini"'),
    ("en", "<b>%d</b> files", "id", "<b>%d</b> berkas"),
]
SUFFIXES = ["tmx", "csv", "tsv", "xlsx", "jsonl"]


def texts(path: Path) -> list[tuple[str, ...]]:
    units = read_units(UnitFile(path=path, file_format=find_format(path)), UnitNotes(strict=True))
    return [tuple(part for text in unit.variants for part in (text.language, text.text)) for unit in units]


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "id.po"
    path.write_text(PO, "utf-8")
    return path


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(SUFFIXES, 2)))
def test_units_go_through_any_two_formats(catalogue: Path, padanan_here, first: str, second: str) -> None:
    folder = catalogue.parent
    for source, target in itertools.pairwise(["id.po", f"a.{first}", f"b.{second}"]):
        done = padanan_here("convert", source, target)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.startswith("2 units")
    assert texts(folder / f"b.{second}") == TEXTS


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_catalogue_comes_back_for_its_pair_of_languages(catalogue: Path, padanan_here, suffix: str) -> None:
    padanan_here("convert", "id.po", f"a.{suffix}")
    done = padanan_here("convert", f"a.{suffix}", "b.po", "--from", "en", "--to", "id")
    assert done.returncode == 0
    entries = read_catalogue(catalogue.parent / "b.po").catalogue.entries
    assert [(entry.msgctxt, entry.msgid_plural, entry.msgstr) for entry in entries] == [
        ("menu", None, ('Buka\n"sini"',)),
        (None, "<b>%d</b> files", ("<b>%d</b> berkas",)),
    ]


def test_what_does_not_land_is_told(catalogue: Path, padanan_here) -> None:
    done = padanan_here("convert", "id.po", "a.csv")
    assert done.stderr == (
        "2 units, 1 left out\n"
        "note: line 12: 'Close' is left out: fuzzy\n"
        "note: 2 units: the texts before and after are left out\n"
    )
    assert (catalogue.parent / "a.csv").read_bytes() == (
        b"context,en,id,plural\r\n"
        b'menu,\'=Open,"Buka\n""sini""",\r\n'
        b",<b>%d</b> files,<b>%d</b> berkas,other\r\n"
    )


def test_a_dry_run_tells_the_same_and_writes_nothing(catalogue: Path, padanan_here) -> None:
    done = padanan_here("convert", "id.po", "a.csv", "--dry-run")
    assert done.stderr.startswith("2 units, 1 left out (a dry run, nothing was written)\nnote: line 12: ")
    assert not (catalogue.parent / "a.csv").exists()


def test_strict_leaves_nothing_out(catalogue: Path, padanan_here) -> None:
    (catalogue.parent / "a.csv").write_text("before", "utf-8")
    done = padanan_here("convert", "id.po", "a.csv", "--strict")
    assert done.returncode == 2
    assert done.stderr == (
        "error: a unit cannot be used: fuzzy (line 12) (without --strict it is left out, and told)\n"
    )
    assert (catalogue.parent / "a.csv").read_text("utf-8") == "before"


def test_catalogues_are_compiled_and_taken_apart(catalogue: Path, padanan_here) -> None:
    done = padanan_here("convert", "id.po", "id.mo")
    assert done.stderr == "2 units, 1 left out\nnote: line 12: 'Close' is left out: fuzzy\n"
    loaded = gettext.GNUTranslations(io.BytesIO((catalogue.parent / "id.mo").read_bytes()))
    assert loaded.ngettext("<b>%d</b> file", "<b>%d</b> files", 2) == "<b>%d</b> berkas"
    padanan_here("convert", "id.mo", "back.po")
    entries = read_catalogue(catalogue.parent / "back.po").catalogue.entries
    assert {(entry.msgctxt, entry.msgid) for entry in entries} == {
        ("menu", "=Open"), (None, "<b>%d</b> file"),
    }  # fmt: skip


def test_glossaries_go_from_table_to_tbx_and_back(tmp_path: Path, padanan_here) -> None:
    table = "en,id,id forbidden,note\nfile,berkas,file,a thing\nopen|start,buka,,\n"
    (tmp_path / "terms.csv").write_text(table, "utf-8")
    for version in ("2", "3"):
        done = padanan_here("convert", "terms.csv", "terms.tbx", "--format-version", version)
        assert done.returncode == 0
        padanan_here("convert", "terms.tbx", "back.csv")
        first = read_glossary(tmp_path / "terms.csv").concepts
        second = read_glossary(tmp_path / "back.csv").concepts
        assert [set(concept.terms) for concept in first] == [set(concept.terms) for concept in second]


def test_terms_become_units_and_units_terms(tmp_path: Path, padanan_here) -> None:
    (tmp_path / "terms.csv").write_text("en,id\nfile|document,berkas\n", "utf-8")
    padanan_here("convert", "terms.csv", "terms.tbx")
    done = padanan_here("convert", "terms.tbx", "terms.tmx")
    assert "a unit holds one term a language, and not 'document'" in done.stderr
    assert texts(tmp_path / "terms.tmx") == [("en", "file", "id", "berkas")]
    padanan_here("convert", "terms.tmx", "again.tbx")
    assert [term.text for term in read_glossary(tmp_path / "again.tbx").concepts[0].terms] == [
        "file",
        "berkas",
    ]


def test_rules_are_written_as_they_are_read(tmp_path: Path, padanan_here) -> None:
    rules = Path(sys.modules["padanan"].__path__[0]) / "segmentation/rules.srx"
    assert padanan_here("convert", str(rules), "a.srx").returncode == 0
    padanan_here("convert", "a.srx", "b.srx")
    assert (tmp_path / "a.srx").read_bytes() == (tmp_path / "b.srx").read_bytes()


@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
def test_documents_become_templates_and_units(tmp_path: Path, padanan_here, suffix: str) -> None:
    texts_of = {
        "md": "# Open\n\nClick **here** to go. Then wait.\n",
        "html": "<html><h1>Open</h1><p>Click <b>here</b> to go. Then wait.</p></html>\n",
        "txt": "Open\nClick here to go. Then wait.\n",
    }
    (tmp_path / f"page.{suffix}").write_text(texts_of[suffix], "utf-8")
    for target in ("page.po", "page.tmx", "page.jsonl", "page.xlf"):
        done = padanan_here("convert", f"page.{suffix}", target, "--from", "en")
        assert (done.returncode, done.stderr.splitlines()[0]) == (0, "3 units"), done.stderr
    wanted = [("en", "Open"), ("en", "Click here to go."), ("en", "Then wait.")]
    assert texts(tmp_path / "page.tmx") == texts(tmp_path / "page.jsonl") == wanted
    catalogue = read_catalogue(tmp_path / "page.po").catalogue
    assert [entry.msgid for entry in catalogue.entries][::2] == ["Open", "Then wait."]


def test_content_counts_and_not_the_name(catalogue: Path, padanan_here) -> None:
    padanan_here("convert", "id.po", "a.tmx")
    (catalogue.parent / "a.tmx").rename(catalogue.parent / "wrong.csv")
    assert padanan_here("convert", "wrong.csv", "b.jsonl").returncode == 0
    assert texts(catalogue.parent / "b.jsonl") == TEXTS


def test_standard_input_and_output(tmp_path: Path, padanan) -> None:
    done = padanan("convert", "-", "-", "--to-format", "jsonl", stdin="en,id\nfile,berkas\n")
    assert done.returncode == 0
    assert '"id": {"text": "berkas"' in done.stdout
    assert done.stderr == "1 unit\n"


def test_errors_name_standard_input(padanan) -> None:
    done = padanan("convert", "-", "x.csv", stdin='<?xml version="1.0"?>\n<tmx version="1.4"><header>')
    assert done.returncode == 2
    assert done.stderr.startswith("error: standard input:2:")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.tmx", "a.csv"], "none.tmx: no such file"),
        ([".", "a.csv"], ".: this is a directory"),
        (["id.po", "a"], "a: which format is it to be?"),
        (["id.po", "-"], "standard output: which format is it to be?"),
        (["id.po", "id.po"], "id.po: this is the file that is read"),
        (["id.po", "./id.po", "--to-format", "tmx"], "id.po: this is the file that is read"),
        (["odd", "a.csv"], "odd: neither its name nor its content says what it holds"),
        (["id.po", "a.srx"], "id.po: po cannot become srx"),
        (["id.po", "a.html"], "a file of html holds no units"),
        (["x.html", "a.tmx"], "x.html: nobody says which language the document is in"),
        (["id.po", "a.tbx", "--format-version", "4"], "there is no TBX 4"),
        (["id.po", "a.tmx", "--to", "qq"], "unknown language 'qq'"),
        (["a.jsonl", "a.po"], "which languages become po?"),
    ],
    ids=[
        "missing", "directory", "no format", "no format of stdout", "itself", "itself by another name",
        "unknown content", "rules", "to a page", "from a page", "version", "language", "no pair",
    ],
)  # fmt: skip
def test_bad_input_is_one_line_on_stderr_and_exit_2(
    catalogue: Path, padanan_here, arguments: list[str], message: str
) -> None:
    folder = catalogue.parent
    (folder / "odd").write_text("nothing", "utf-8")
    (folder / "x.html").write_text("<html>", "utf-8")
    (folder / "a.jsonl").write_text('{"en": "file", "id": "berkas"}\n', "utf-8")
    done = padanan_here("convert", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    assert catalogue.read_text("utf-8") == PO


def test_spreadsheets_without_their_library(catalogue: Path, padanan_here, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = padanan_here("convert", "id.po", "a.xlsx")
    assert done.returncode == 2
    assert done.stderr == (
        "error: spreadsheets need openpyxl, which is not installed (pip install 'padanan[xlsx]')\n"
    )
    assert not (catalogue.parent / "a.xlsx").exists()
