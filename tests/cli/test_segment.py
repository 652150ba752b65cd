"""`padanan segment` as its users run it."""

import json
from pathlib import Path

import pytest

ARTICLE = "locales/id/xiaohongshu.txt"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "berita.txt"
    path.write_bytes("\ufeffSatu. Dua, kata Prof. Budi.\r\n\r\n“Tiga?” tanya dia.\r\n".encode())
    return path


def test_text_is_a_segment_a_line(padanan, project: Path) -> None:
    done = padanan("segment", ARTICLE, "--language", "id", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 24
    assert lines[-2] == "Editor: D.Dj. Kliwantoro"


def test_json_has_texts_and_places(padanan, text: Path) -> None:
    done = padanan("segment", "berita.txt", "-l", "ind", "--output-format", "json", cwd=text.parent)
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "version": 1,
        "path": "berita.txt",
        "language": "id",
        "segments": [
            {"text": "Satu.", "start": 0, "end": 5, "line": 1, "paragraph": 1, "number": 1},
            {"text": "Dua, kata Prof. Budi.", "start": 6, "end": 27, "line": 1, "paragraph": 1, "number": 2},
            {"text": "“Tiga?” tanya dia.", "start": 31, "end": 49, "line": 3, "paragraph": 2, "number": 1},
        ],
    }


def test_po_is_a_template_with_places(padanan, text: Path) -> None:
    done = padanan("segment", "berita.txt", "--language", "id", "--output-format", "po", cwd=text.parent)
    assert done.returncode == 0
    assert "#: berita.txt:3\n" in done.stdout
    assert 'msgid "“Tiga?” tanya dia."\nmsgstr ""\n' in done.stdout
    assert done.stdout.count("\nmsgid ") == 4


def test_a_dash_reads_standard_input(padanan) -> None:
    done = padanan("segment", "-", "--language", "zh", stdin="你好。再见！")
    assert (done.returncode, done.stdout) == (0, "你好。\n再见！\n")


def test_rules_can_be_somebody_else_s(padanan, text: Path) -> None:
    (text.parent / "comma.srx").write_text(
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/>'
        '<body><languagerules><languagerule languagerulename="x"><rule><beforebreak>,</beforebreak></rule>'
        '</languagerule></languagerules><maprules><languagemap languagepattern="id" languagerulename="x"/>'
        "</maprules></body></srx>",
        encoding="utf-8",
    )
    done = padanan("segment", "berita.txt", "--language", "id", "--rules", "comma.srx", cwd=text.parent)
    assert done.stdout.splitlines() == ["Satu. Dua,", "kata Prof. Budi.", "“Tiga?” tanya dia."]


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"], ids=["empty", "blank", "only a BOM"])
def test_a_document_without_text_is_no_error_but_said(padanan, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kosong.txt").write_bytes(content)
    done = padanan("segment", "kosong.txt", "--language", "id")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "note: there is no text in kosong.txt\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "error: berita.txt: ", id="missing"),
        pytest.param(b"Satu.\nDu\xffa.", "error: berita.txt:2:3: ", id="invalid UTF-8"),
        pytest.param(b"Satu.\nDua.\0", "error: berita.txt:2:5: ", id="NUL byte"),
    ],
)
def test_bad_documents_are_one_line_and_exit_2(
    padanan, tmp_path: Path, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "berita.txt").write_bytes(content)
    assert_one_error(padanan("segment", "berita.txt", "--language", "id"), message)


def test_a_directory_is_refused(padanan, tmp_path: Path) -> None:
    (tmp_path / "berita.txt").mkdir()
    assert_one_error(padanan("segment", "berita.txt", "--language", "id"), "error: berita.txt: ")


def test_bad_standard_input_is_refused(padanan) -> None:
    assert_one_error(padanan("segment", "-", "--language", "id", stdin="Satu.\0"), "error: stdin:1:6: ")


def test_an_unknown_language_is_refused(padanan, text: Path) -> None:
    done = padanan("segment", "berita.txt", "--language", "klingonese", cwd=text.parent)
    assert_one_error(done, "error: unknown language 'klingonese'")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "no such file", id="missing"),
        pytest.param("<srx>", "error: rules.srx:1:", id="broken XML"),
        pytest.param("<html/>", "error: rules.srx:1: this is not SRX 2.0", id="something else"),
        pytest.param('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities", id="entities"),
    ],
)
def test_bad_rules_are_one_line_and_exit_2(padanan, text: Path, content: str | None, message: str) -> None:
    if content is not None:
        (text.parent / "rules.srx").write_text(content, encoding="utf-8")
    done = padanan("segment", "berita.txt", "--language", "id", "--rules", "rules.srx", cwd=text.parent)
    assert_one_error(done, message)


def assert_one_error(done, message: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: ")


HTML = (
    "<!DOCTYPE html>\r\n<p>Satu <b>dua</b>, kata Prof. Budi. Tiga.</p>\r\n"
    '<img src="x.png" alt="Empat"><pre>lima</pre>\r\n'
)


def test_markup_stays_in_the_segments(padanan_here, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML.encode())
    done = padanan_here("segment", "a.html", "-l", "id")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Satu <b>dua</b>, kata Prof. Budi.\nTiga.\nEmpat\n"


def test_json_has_codes(padanan_here, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML.encode())
    value = json.loads(padanan_here("segment", "a.html", "-l", "id", "--output-format", "json").stdout)
    assert value["format"] == "html"
    assert value["segments"][0] == {
        "text": "Satu dua, kata Prof. Budi.",
        "start": 20,
        "end": 53,
        "line": 2,
        "paragraph": 1,
        "number": 1,
        "codes": [
            {"offset": 5, "kind": "open", "markup": "<b>"},
            {"offset": 8, "kind": "close", "markup": "</b>"},
        ],
        "markup": "Satu <b>dua</b>, kata Prof. Budi.",
    }


def test_the_format_can_be_named(padanan_here, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# Satu\n\n    dua\n")
    assert padanan_here("segment", "a.txt", "-l", "id").stdout == "# Satu\ndua\n"
    assert padanan_here("segment", "a.txt", "-l", "id", "--format", "markdown").stdout == "Satu\n"


def test_translations_come_back_into_the_document(padanan_here, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(b"\xef\xbb\xbf" + HTML.encode())
    template = padanan_here("segment", "a.html", "-l", "id", "--output-format", "po").stdout
    (tmp_path / "empty.po").write_text(template)
    done = padanan_here("segment", "a.html", "-l", "id", "--merge", "empty.po", "-o", "same.html")
    assert (done.returncode, done.stderr) == (0, "note: 3 of 3 segments are not translated\n")
    assert (tmp_path / "same.html").read_bytes() == page.read_bytes()
    for message, text in (
        ("Satu <b>dua</b>, kata Prof. Budi.", "“One <b>two</b>,” said Prof. Budi."),
        ("Empat", r"The \"four\""),
    ):
        template = template.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{text}"')
    (tmp_path / "en.po").write_text(template, "utf-8")
    done = padanan_here("segment", "a.html", "-l", "id", "--merge", "en.po")
    assert done.returncode == 0
    assert done.stderr == "note: 1 of 3 segments are not translated\n"
    translated = HTML.replace("Satu <b>dua</b>, kata Prof. Budi.", "“One <b>two</b>,” said Prof. Budi.")
    translated = translated.replace('"Empat"', '"The &quot;four&quot;"').replace("\r\n", "\n")
    assert done.stdout.replace("\r\n", "\n") == f"\ufeff{translated}"


def test_a_translation_without_its_codes_is_an_error(padanan_here, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Satu **dua** tiga.\n")
    (tmp_path / "en.po").write_text('msgid "Satu **dua** tiga."\nmsgstr "One two three."\n')
    done = padanan_here("segment", "a.md", "-l", "id", "--merge", "en.po")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: a.md:1: the translation of 'Satu **dua** tiga.' lacks ** (")


def test_explain_names_rules(padanan_here, text: Path) -> None:
    done = padanan_here("segment", "berita.txt", "-l", "id", "--explain")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "berita.txt:1:6: break: Satu.| Dua, kata Prof. Budi."
    assert lines[1].startswith("    rules.srx:")
    assert "no break: Satu. Dua, kata Prof.| Budi." in done.stdout
    assert "rules of 'Indonesian': Titles, honours and ranks before a name" in done.stdout
    assert "    overrules rules.srx:" in done.stdout
    assert "    the end of a line" in lines


def test_explain_as_json(padanan_here, text: Path) -> None:
    done = padanan_here("segment", "berita.txt", "-l", "id", "--explain", "--output-format", "json")
    value = json.loads(done.stdout)
    assert (value["version"], value["language"], value["rules"]) == (1, "id", "rules.srx")
    first, second, end, _ = value["places"]
    assert (first["line"], first["column"], first["offset"], first["break"]) == (1, 6, 5, True)
    assert (second["break"], second["rule"]["group"], second["rule"]["matched_before"]) == (
        False,
        "Indonesian",
        "Prof.",
    )
    assert second["overruled"] == first["rule"]
    assert (end["break"], end["rule"], end["overruled"]) == (True, None, None)


def test_rules_are_exported_and_read_again(padanan_here, text: Path) -> None:
    assert padanan_here("segment", "--export-rules", "-o", "mine.srx").returncode == 0
    exported = (text.parent / "mine.srx").read_text("utf-8")
    assert "<!-- Titles, honours and ranks before a name -->" in exported
    assert padanan_here("segment", "--export-rules", "--rules", "mine.srx").stdout == exported
    done = padanan_here("segment", "berita.txt", "-l", "id", "--rules", "mine.srx", "--explain")
    assert "mine.srx:" in done.stdout
    assert padanan_here("segment", "berita.txt", "-l", "id", "--rules", "mine.srx").stdout.count("\n") == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("berita.txt",), "--language is missing"),
        (("-l", "id"), "a document is missing"),
        (("berita.txt", "-l", "id", "--explain", "--export-rules"), "--explain and --export-rules exclude"),
        (("berita.txt", "-l", "id", "--explain", "--output-format", "po"), "an explanation is no template"),
        (("berita.txt", "-l", "id", "--merge", "none.po"), "none.po: no such file"),
        (("binary.html", "-l", "id"), "binary.html"),
    ],
    ids=["no-language", "no-document", "two-tasks", "template", "no-catalogue", "binary"],
)
def test_what_cannot_be_done_is_said(padanan_here, text: Path, arguments, message: str) -> None:
    (text.parent / "binary.html").write_bytes(bytes(range(256)) * 100)
    done = padanan_here("segment", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
