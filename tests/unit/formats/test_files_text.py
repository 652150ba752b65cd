from pathlib import Path

import pytest

from padanan.core.errors import InputError, TextError
from padanan.formats.files import SourceFile
from padanan.formats.text import TextDocument, parse_text, read_text


def document(data: bytes) -> TextDocument:
    return parse_text(SourceFile.of(Path("a.txt"), data))


@pytest.mark.parametrize(
    ("data", "lines", "newline"),
    [
        (b"", [], "\n"),
        (b"a", ["a"], "\n"),
        (b"a\n", ["a"], "\n"),
        (b"a\n\n", ["a", ""], "\n"),
        (b"\n", [""], "\n"),
        (b"a\r\nb\r\nc\n", ["a", "b", "c"], "\r\n"),
        (b"a\rb", ["a", "b"], "\r"),
        ("a\u2028b\x0cc\x85".encode(), ["a\u2028b\x0cc\x85"], "\n"),
        (b"\xef\xbb\xbfa\n", ["a"], "\n"),
    ],
    ids=["empty", "no-end", "one", "blank-last", "blank", "crlf", "cr", "other-separators", "bom"],
)
def test_lines_and_line_ends(data: bytes, lines: list[str], newline: str) -> None:
    read = document(data)
    assert read.lines == lines
    assert read.newline == newline
    assert read.to_bytes() == data


def test_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Satu.\nDua.\n")
    assert read_text(path).text == "Satu.\nDua.\n"


def test_bad_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\xff")
    with pytest.raises(TextError, match="not UTF-8"):
        read_text(path)
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "b.txt")
