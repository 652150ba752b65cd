"""Every reader ends in units or in an error of ours, whatever bytes it is given.

TMX and validation have fuzzers of their own; XLIFF is in tests/property/test_xliff.py.
"""

import gzip
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padanan.core.errors import PadananError
from padanan.core.model import TranslationUnit, Variant
from padanan.formats.detection import FileFormat, detect_format
from padanan.formats.document import DocumentKind, read_document
from padanan.formats.files import SourceFile
from padanan.formats.glossary.columns import read_glossary_table
from padanan.formats.glossary.tbx import read_tbx
from padanan.formats.po import parse_catalogue, parse_mo
from padanan.formats.table.spreadsheet import encode_units_xlsx
from padanan.formats.table.unit_columns import TableLanguages
from padanan.segmentation.reader import parse_srx
from padanan.services.unit_files import UnitFile, UnitNotes, read_units

UNIT = TranslationUnit(
    collection="c",
    key="k",
    source_language="en",
    variants=(Variant(language="en", text="file"), Variant(language="id", text="berkas")),
)
SAMPLES: dict[str, bytes] = {
    "csv": b'key,en,id\nk,"a ""b""",c\n\'=x,d,"e\nf"\n',
    "tsv": b'en\tid\n"a\nb"\tc\n"d\te\n',
    "jsonl": b'{"key": "k", "variants": {"en": {"text": "a", "codes": [{"offset": 0, "kind": "open", '
    b'"markup": ""}]}}}\n{"en": "a", "id": "b"}\n',
    "xlsx": b"".join(encode_units_xlsx([UNIT], on_skip=print, on_loss=print)),
    "tbx": b'<tbx><text><body><conceptEntry><langSec xml:lang="en"><termSec><term>a</term></termSec>'
    b"</langSec></conceptEntry></body></text></tbx>",
    "srx": b'<srx xmlns="http://www.lisa.org/srx20" version="2.0">'
    b'<header segmentsubflows="yes" cascade="no"/>'
    b'<body><languagerules><languagerule languagerulename="x"><rule break="no"><beforebreak>a+'
    b"</beforebreak><afterbreak>b</afterbreak></rule></languagerule></languagerules><maprules><languagemap "
    b'languagepattern=".*" languagerulename="x"/></maprules></body></srx>',
    "mo": b"\xde\x12\x04\x95\0\0\0\0\x01\0\0\0\x1c\0\0\0\x24\0\0\0\0\0\0\0\0\0\0\0"
    b"\x01\0\0\0\x2c\0\0\0\x01\0\0\0\x2e\0\0\0a\0b\0",
    "po": b'msgid ""\nmsgstr "Language: id\\n"\n\n#, fuzzy\n#| msgid "x"\nmsgid "a"\nmsgid_plural "b"\n'
    b'msgstr[0] "c\\x41"\n',
    "html": b"<!doctype html><p title='a'>b <b>c</b> &amp; <script>d</script><!-- e --><pre>f</pre>",
    "markdown": b'# a\n\n* b `c` [d](e "f")\n\n```\ng\n```\n| h | i |\n|---|---|\n<b>j</b>\n',
}
# What breaks readers more often than any byte does.
NASTY = st.sampled_from([
    b"\0", b'"', b"'", b"<", b">", b"&", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\t", b",", b"{", b"[" * 50, b"<a " * 50, b"9" * 400,
    b"\\", b"`", b"-->", b"PK\x03\x04",
])  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    data = sample
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 8)))
        data = data[:start] + draw(NASTY | st.binary(max_size=4)) + data[end:]
    return data


def read_as_units(path: Path) -> None:
    file = UnitFile(
        path=path,
        file_format=FileFormat(path.suffix[1:]),
        languages=TableLanguages(source="en", target="id"),
    )
    for _ in read_units(file, UnitNotes()):
        pass


READERS: dict[str, Callable[[SourceFile], object]] = {
    "tbx": read_tbx,
    "srx": lambda source: parse_srx(source.data, path="x"),
    "mo": parse_mo,
    "po": parse_catalogue,
    "html": lambda source: read_document(source.data.decode(errors="replace"), DocumentKind.HTML),
    "markdown": lambda source: read_document(source.data.decode(errors="replace"), DocumentKind.MARKDOWN),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_crash_a_reader(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = tmp_path / f"x.{name}"
    path.write_bytes(data.draw(damaged(SAMPLES[name])))
    source = SourceFile.of(path, path.read_bytes())
    detect_format(source.data, path)
    with suppress(PadananError):
        READERS[name](source) if name in READERS else read_as_units(path)
        if name in {"csv", "tsv"}:
            read_glossary_table(source, source_language="en")


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_sheet_crashes_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    """Damage inside of the archive, which the one above hardly reaches."""
    path, made = tmp_path / "x.xlsx", tmp_path / "made.xlsx"
    path.write_bytes(SAMPLES["xlsx"])
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        victim = data.draw(st.sampled_from(old.namelist()))
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, data.draw(damaged(content)) if part == victim else content)
    with suppress(PadananError):
        read_as_units(made)


def test_a_compressed_file_is_told_from_text(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(gzip.compress(SAMPLES["csv"]))
    with pytest.raises(PadananError):
        read_as_units(path)
