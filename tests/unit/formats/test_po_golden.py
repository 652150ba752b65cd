"""Catalogues in tests/golden/po: `odd` ones that are sound, `broken` ones with the errors they must give.

msgfmt is the judge of which is which. To write the expected errors anew after a wording changed:
PADANAN_REGENERATE=1 pytest tests/unit/formats/test_po_golden.py
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.core.errors import PoError
from padanan.formats.files import SourceFile
from padanan.formats.po import encode_mo, parse_catalogue, read_catalogue

GOLDEN = Path(__file__).parents[2] / "golden" / "po"
BROKEN = sorted((GOLDEN / "broken").glob("*.po"))
ODD = sorted((GOLDEN / "odd").glob("*.po"))
# What we refuse and msgfmt takes, or the other way round, with the reason.
STRICTER = {
    "empty": b"",
    "nul-in-a-string": b'msgid "a"\nmsgstr "b\0c"\n',
    "bytes-that-are-no-character": rb'msgid "a"' + b"\n" + rb'msgstr "\303"' + b"\n",
    "invalid-byte-in-a-comment": b'# \xff\nmsgid "a"\nmsgstr "b"\n',
    # The first comment would swallow the rest of the file.
    "carriage-returns": b'msgid "a"\rmsgstr "b"\r',
    "unknown-charset": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=KLINGON\\n"\n',
}
MILDER = {
    # Windows editors write a byte order mark; it is kept, and a check may complain.
    "byte-order-mark": b'\xef\xbb\xbfmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n',
    # Duplicates are a finding of a check, which can name both places.
    "duplicate": b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
    # msgfmt joins such a comment with the next line and loses the msgid.
    "comment-that-ends-in-a-backslash": b'# C:\\\nmsgid "a"\nmsgstr "b"\n',
}

Require = Callable[[str], str]


def name_of(path: Path) -> str:
    return path.stem


def errors_in(data: bytes, name: str = "a.po") -> list[PoError]:
    return parse_catalogue(SourceFile.of(Path(name), data))[1]


def msgfmt_accepts(program: str, data: bytes, output: str = "/dev/null") -> bool:
    command = [program, "--no-hash", "-o", output, "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False, env={"LC_ALL": "C.UTF-8"})
    return done.returncode == 0


@pytest.mark.parametrize("path", BROKEN, ids=name_of)
def test_broken_catalogue_gives_its_errors(path: Path) -> None:
    found = "".join(f"{error}\n" for error in errors_in(path.read_bytes(), path.name))
    expected = path.with_suffix(".txt")
    if os.environ.get("PADANAN_REGENERATE"):
        expected.write_text(found)
    assert found == expected.read_text()
    assert found


@pytest.mark.parametrize("path", BROKEN, ids=name_of)
def test_broken_catalogue_is_refused(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path))
    with pytest.raises(PoError) as caught:
        read_catalogue(copy)
    assert caught.value.path == str(copy)
    assert caught.value.line
    assert caught.value.column


@pytest.mark.parametrize("path", BROKEN, ids=name_of)
def test_msgfmt_rejects_the_broken(path: Path, require_program: Require) -> None:
    assert not msgfmt_accepts(require_program("msgfmt"), path.read_bytes())


@pytest.mark.parametrize("path", ODD, ids=name_of)
def test_odd_catalogue_means_what_msgfmt_says(path: Path, require_program: Require, tmp_path: Path) -> None:
    data = path.read_bytes()
    compiled = tmp_path / "a.mo"
    assert errors_in(data) == []
    assert msgfmt_accepts(require_program("msgfmt"), data, str(compiled))
    if path.stem in {"esc-nul", "domain"}:  # msgfmt cuts at NUL, and writes a file for each domain
        return
    document, _ = parse_catalogue(SourceFile.of(Path("a.po"), data))
    header = document.catalogue.header_entry
    if header is not None and b"charset=UTF-8" in data:
        assert encode_mo(document.catalogue) == compiled.read_bytes()


@pytest.mark.parametrize("data", STRICTER.values(), ids=STRICTER.keys())
def test_stricter_than_msgfmt(data: bytes, require_program: Require) -> None:
    assert errors_in(data)
    assert msgfmt_accepts(require_program("msgfmt"), data)


@pytest.mark.parametrize("data", MILDER.values(), ids=MILDER.keys())
def test_milder_than_msgfmt(data: bytes, require_program: Require) -> None:
    assert errors_in(data) == []
    assert not msgfmt_accepts(require_program("msgfmt"), data)
