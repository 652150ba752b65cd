"""Compiled catalogues (MO).

Source of the layout: "The Format of GNU MO Files" in the GNU gettext manual. Reading is polib's; writing is
our own, since polib takes 20 s for 100,000 entries and loses an empty context.
"""

import re
import struct
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import PoError
from padanan.formats.files import SourceFile, read_file
from padanan.formats.po.charset import python_charset
from padanan.formats.po.header import catalogue_language, format_header

if TYPE_CHECKING:
    import polib

_MAGIC: Final = 0x950412DE
_CONTEXT_END: Final = "\x04"
_FORM_END: Final = "\x00"
_HEADER_BYTES: Final = 28
_CHARSET: Final = re.compile(r"charset=[^\s;]*")
_CHARSET_BYTES: Final = re.compile(rb"charset=([^\s;]*)")
# msgfmt leaves it out since 0.21, so that compiling again what did not change changes nothing.
_CREATION_DATE: Final = re.compile(r"^POT-Creation-Date:[^\n]*\n", re.MULTILINE)
_UTF8_HEADER: Final = "Content-Type: text/plain; charset=UTF-8\n"
_DAMAGED_HINT = "compile it again from its PO file"


def encode_mo(catalogue: Catalogue) -> bytes:
    """Compile a catalogue, without fuzzy, untranslated and obsolete entries, to what msgfmt --no-hash gives.

    Two things are other than msgfmt's: an entry of which one plural form is missing counts as untranslated
    (msgfmt would show nothing for it), and the result is always in UTF-8 and says so in its header.

    Raises:
        PoError: a text holds NUL, or a context or msgid U+0004: they divide texts in MO.
    """
    messages = {"": _utf8_header(catalogue)}
    for entry in catalogue.entries:
        if entry.is_translated and not entry.is_header:
            _refuse_dividers(entry, catalogue.path)
            messages.setdefault(_key(entry), _FORM_END.join(entry.msgstr))
    encoded = sorted((key.encode(), text.encode()) for key, text in messages.items())
    return _lay_out([key for key, _ in encoded], [text for _, text in encoded])


def read_mo(path: Path) -> Catalogue:
    """Read a compiled catalogue; its entries have no lines.

    Raises:
        InputError: the file cannot be read.
        PoError: it is no MO file, or a damaged one.
    """
    return parse_mo(read_file(path))


def parse_mo(source: SourceFile) -> Catalogue:
    """Give the catalogue that a compiled one holds; its entries have no lines.

    Raises:
        PoError: it is no MO file, or a damaged one.
    """
    import polib  # most commands read no MO

    path, data = source.path, source.data
    if not _is_sound(data):
        raise PoError("not an MO file, or a damaged one", path=str(path), hint=_DAMAGED_HINT)
    charset = _CHARSET_BYTES.search(data)
    encoding = python_charset(charset[1].decode("ascii", errors="replace") if charset else "UTF-8")
    try:
        # polib takes contents as well as a name, its type stubs do not know.
        compiled = polib.mofile(cast("str", data), encoding=encoding or "utf-8")
    except (OSError, ValueError) as error:
        raise PoError(f"damaged MO file: {error}", path=str(path), hint=_DAMAGED_HINT) from error
    header = MappingProxyType(dict(compiled.metadata))
    return Catalogue(
        path=str(path),
        entries=tuple(_from_polib(entry) for entry in compiled),
        header_entry=Entry(msgid="", msgstr=(format_header(header),)) if header else None,
        header=header,
        language=catalogue_language(header, path),
    )


def _key(entry: Entry) -> str:
    context = "" if entry.msgctxt is None else entry.msgctxt + _CONTEXT_END
    plural = "" if entry.msgid_plural is None else _FORM_END + entry.msgid_plural
    return f"{context}{entry.msgid}{plural}"


def _utf8_header(catalogue: Catalogue) -> str:
    header = catalogue.header_entry.msgstr[0] if catalogue.header_entry else ""
    header = _CREATION_DATE.sub("", header)
    if _CHARSET.search(header):
        return _CHARSET.sub("charset=UTF-8", header, count=1)
    return header + _UTF8_HEADER


def _refuse_dividers(entry: Entry, path: str) -> None:
    texts = (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "", *entry.msgstr)
    if any(_FORM_END in text for text in texts) or any(_CONTEXT_END in text for text in texts[:2]):
        raise PoError(
            "NUL and U+0004 cannot stand in a compiled catalogue", path=path, line=entry.line or None,
            hint="remove the character",
        )  # fmt: skip


def _lay_out(keys: list[bytes], texts: list[bytes]) -> bytes:
    count = len(keys)
    strings = [*keys, *texts]
    first = _HEADER_BYTES + 2 * 8 * count
    starts = accumulate((len(string) + 1 for string in strings[:-1]), initial=first)
    tables = [
        number for string, start in zip(strings, starts, strict=True) for number in (len(string), start)
    ]
    header = (_MAGIC, 0, count, _HEADER_BYTES, _HEADER_BYTES + 8 * count, 0, first)
    return struct.pack(f"<{7 + len(tables)}I", *header, *tables) + b"\0".join([*strings, b""])


def _is_sound(data: bytes) -> bool:
    """Whether both tables and all strings lie inside the file, and the strings are no more than the file.

    polib would trust the tables: a few bytes could make it read the whole file a million times over.
    """
    if len(data) < _HEADER_BYTES:
        return False
    order = {_MAGIC: "<", int.from_bytes(_MAGIC.to_bytes(4, "big"), "little"): ">"}.get(
        int.from_bytes(data[:4], "little"), ""
    )
    if not order:
        return False
    count, *tables = struct.unpack_from(f"{order}3I", data, 8)
    if count * 16 > len(data) or any(table + 8 * count > len(data) for table in tables):
        return False
    numbers = [struct.unpack_from(f"{order}{2 * count}I", data, table) for table in tables]
    lengths = [length for table in numbers for length in table[0::2]]
    ends = (
        start + length for table in numbers for length, start in zip(table[0::2], table[1::2], strict=True)
    )
    return sum(lengths) <= len(data) and all(end <= len(data) for end in ends)


def _from_polib(entry: "polib.MOEntry") -> Entry:
    forms = tuple(text for _, text in sorted(entry.msgstr_plural.items()))
    return Entry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural or None,
        msgstr=forms or (entry.msgstr,),
    )
