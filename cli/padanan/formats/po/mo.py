"""Compiled catalogues (MO).

Source of the layout: "The Format of GNU MO Files" in the GNU gettext manual. Of revision 1 the strings that
depend on the system (`PRId64` and the like) are passed over, as Python's gettext and polib do.
"""

import re
import struct
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Final

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import PoError
from padanan.formats.files import SourceFile, read_file
from padanan.formats.po.charset import python_charset
from padanan.formats.po.header import catalogue_language, parse_header

_MAGIC: Final = 0x950412DE
_CONTEXT_END: Final = "\x04"
_FORM_END: Final = "\x00"
_HEADER_BYTES: Final = 28
_CHARSET: Final = re.compile(r"charset=([^\s;]*)")
_HIGHEST_REVISION: Final = 1  # the major one; a reader refuses others
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
    path = str(source.path)
    strings = _strings(source.data)
    if strings is None:
        raise PoError("not an MO file, or a damaged one", path=path, hint=_DAMAGED_HINT)
    messages = dict(zip(*strings, strict=True))
    raw_header = messages.pop(b"", b"")
    charset = _CHARSET.search(raw_header.decode("latin-1"))
    encoding = python_charset(charset[1] if charset else "UTF-8")
    try:
        header = raw_header.decode(encoding or "utf-8")
        entries = tuple(_entry(key.decode(encoding or "utf-8"), text.decode(encoding or "utf-8"))
                        for key, text in messages.items())  # fmt: skip
    except UnicodeDecodeError as error:
        raise PoError(f"damaged MO file: {error}", path=path, hint=_DAMAGED_HINT) from error
    fields = MappingProxyType(parse_header(header))
    return Catalogue(
        path=path,
        entries=entries,
        header_entry=Entry(msgid="", msgstr=(header,)) if header else None,
        header=fields,
        language=catalogue_language(fields, source.path),
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


def _strings(data: bytes) -> tuple[list[bytes], list[bytes]] | None:
    """Give msgids and msgstrs; None where the tables or a string lie outside the file.

    None also where the strings are together larger than the file: a few bytes could make them a thousand
    times its size.
    """
    if len(data) < _HEADER_BYTES:
        return None
    order = {_MAGIC.to_bytes(4, "little"): "<", _MAGIC.to_bytes(4, "big"): ">"}.get(data[:4])
    if order is None:
        return None
    revision, count, *tables = struct.unpack_from(f"{order}4I", data, 4)
    if revision >> 16 > _HIGHEST_REVISION or any(table + 8 * count > len(data) for table in tables):
        return None
    extents = [list(_extents(data, table, f"{order}{2 * count}I")) for table in tables]
    lengths = sum(end - start for extent in extents for start, end in extent)
    if lengths > len(data) or any(end > len(data) for extent in extents for _, end in extent):
        return None
    msgids, msgstrs = ([data[start:end] for start, end in extent] for extent in extents)
    return msgids, msgstrs


def _extents(data: bytes, table: int, layout: str) -> Iterator[tuple[int, int]]:
    numbers = struct.unpack_from(layout, data, table)
    for length, start in zip(numbers[0::2], numbers[1::2], strict=True):
        yield start, start + length


def _entry(key: str, text: str) -> Entry:
    context, mark, message = key.partition(_CONTEXT_END)
    msgid, divider, plural = (message if mark else key).partition(_FORM_END)
    return Entry(
        msgctxt=context if mark else None,
        msgid=msgid,
        msgid_plural=plural if divider else None,
        msgstr=tuple(text.split(_FORM_END)) if divider else (text,),
    )
