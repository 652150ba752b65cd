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
