import gettext
import io
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import PoError
from padanan.formats.files import SourceFile
from padanan.formats.po import encode_mo, parse_catalogue, read_mo

SOURCE = """\
msgid ""
msgstr ""
"Language: fr\\n"
"POT-Creation-Date: 2024-01-01 00:00+0000\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n > 1;\\n"

msgid "zebra"
msgstr "zèbre"

msgctxt "menu"
msgid "open"
msgstr "ouvrir"

msgctxt ""
msgid "open"
msgstr "ouvert"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d fichier"
msgstr[1] "%d fichiers"

#, fuzzy
msgid "unsure"
msgstr "incertain"

msgid "untranslated"
msgstr ""

#~ msgid "old"
#~ msgstr "vieux"
"""


def catalogue_of(text: str, encoding: str = "utf-8") -> Catalogue:
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), text.encode(encoding)))
    assert errors == []
    return document.catalogue


def test_compiles_to_the_bytes_of_msgfmt(require_program: Callable[[str], str], tmp_path: Path) -> None:
    expected = tmp_path / "a.mo"
    command = [require_program("msgfmt"), "--no-hash", "--endianness=little", "-o", str(expected), "-"]
    subprocess.run(command, input=SOURCE.encode(), check=True)
    assert encode_mo(catalogue_of(SOURCE)) == expected.read_bytes()


def test_python_loads_what_is_compiled() -> None:
    translations = gettext.GNUTranslations(io.BytesIO(encode_mo(catalogue_of(SOURCE))))
    assert translations.gettext("zebra") == "zèbre"
    assert translations.pgettext("menu", "open") == "ouvrir"
    assert translations.pgettext("", "open") == "ouvert"
    assert translations.ngettext("%d file", "%d files", 2) == "%d fichiers"
    assert [translations.gettext(text) for text in ("unsure", "untranslated", "old")] == [
        "unsure",
        "untranslated",
        "old",
    ]


def test_other_charsets_become_utf8() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "a"\nmsgstr "файл"\n'
    translations = gettext.GNUTranslations(io.BytesIO(encode_mo(catalogue_of(text, "koi8-r"))))
    assert translations.gettext("a") == "файл"
    assert translations.charset() == "UTF-8"


def test_a_header_is_made_where_there_is_none() -> None:
    translations = gettext.GNUTranslations(io.BytesIO(encode_mo(catalogue_of('msgid "a"\nmsgstr "é"\n'))))
    assert translations.gettext("a") == "é"


def test_a_missing_plural_form_counts_as_untranslated() -> None:
    text = SOURCE.replace('msgstr[1] "%d fichiers"', 'msgstr[1] ""')
    translations = gettext.GNUTranslations(io.BytesIO(encode_mo(catalogue_of(text))))
    assert translations.ngettext("%d file", "%d files", 2) == "%d files"


@pytest.mark.parametrize(
    "entry",
    [
        Entry(msgid="a", msgstr=("b\0c",)),
        Entry(msgid="a\x04b", msgstr=("c",)),
        Entry(msgid="a", msgctxt="c\x04", msgstr=("c",)),
        Entry(msgid="a", msgid_plural="a\0s", msgstr=("c",)),
    ],
    ids=["nul-in-msgstr", "mark-in-msgid", "mark-in-msgctxt", "nul-in-plural"],
)
def test_what_mo_cannot_hold_is_refused(entry: Entry) -> None:
    with pytest.raises(PoError, match="cannot stand in a compiled catalogue"):
        encode_mo(Catalogue(path="a.po", entries=(entry,)))


def test_reads_what_it_compiled(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "LC_MESSAGES" / "a.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(encode_mo(catalogue_of(SOURCE)))
    catalogue = read_mo(path)
    assert catalogue.language == "fr"
    assert {(e.msgctxt, e.msgid, e.msgid_plural, e.msgstr) for e in catalogue.entries} == {
        (None, "zebra", None, ("zèbre",)),
        ("menu", "open", None, ("ouvrir",)),
        ("", "open", None, ("ouvert",)),
        (None, "%d file", "%d files", ("%d fichier", "%d fichiers")),
    }


def test_reads_big_endian(require_program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "a.mo"
    command = [require_program("msgfmt"), "--endianness=big", "-o", str(path), "-"]
    subprocess.run(command, input=SOURCE.encode(), check=True)
    assert {entry.msgid for entry in read_mo(path).entries} == {"zebra", "open", "%d file"}


def tables(count: int, *numbers: int) -> bytes:
    """Make a file of a header and (length, offset) pairs: `count` for the msgids, then as many others."""
    return struct.pack(
        f"<{7 + len(numbers)}I", 0x950412DE, 0, count, 28, 28 + 8 * count & 0xFFFFFFFF, 0, 0, *numbers
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"msgid",
        b"\0" * 100,
        tables(1),
        tables(0xFFFFFFFF),
        tables(1, 0, 0, 0xFFFFFFFF, 0),
        tables(2, *[60, 0] * 4),
        struct.pack("<7I", 0x950412DE, 9 << 16, 0, 28, 28, 0, 0),
        encode_mo(Catalogue(path="a", entries=(Entry(msgid="a", msgstr=("é",)),))).replace(
            "é".encode(), b"\xff\xff"
        ),
    ],
    ids=["empty", "text", "zeros", "cut-off", "endless", "outside", "overlapping", "version", "not-utf8"],
)
def test_damaged_files_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mo"
    path.write_bytes(data)
    with pytest.raises(PoError) as caught:
        read_mo(path)
    assert caught.value.path == str(path)
    assert caught.value.hint
