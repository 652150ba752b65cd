"""Reading TMX as a stream: one unit in memory at a time, nothing fetched, nothing expanded."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from padanan.core.errors import TmxError
from padanan.core.interchange import SkippedUnit
from padanan.core.model import TranslationUnit
from padanan.core.progress import Advance
from padanan.formats.files import open_file
from padanan.formats.tmx.encoding import decoder_for, sniff_encoding
from padanan.formats.tmx.handlers import Reports, TmxHandlers
from padanan.formats.tmx.scanning import UnitScanner
from padanan.formats.tmx.vocabulary import CONTROL_BYTES, Loss, SkippedUnit

Read = Callable[[int], bytes]

_CHUNK_BYTES = 1 << 16
# A tag or comment that the parser must hold whole; the longest in use are far below 1 MiB.
_LIMIT_TOKEN_BYTES = 1 << 24
_UNIT_END = "</tu>"
# What waits for the end of its unit, in code points: a longer one goes to the parser piece by piece.
_LIMIT_WAITING = 1 << 17
_CUT_OFF = "the document ends too early: copy or export it again"
_SYNTAX_HINTS = {
    expat.errors.XML_ERROR_INVALID_TOKEN: (
        "a stray < or &, a character XML forbids, or a byte that is not in the declared encoding"
    ),
    expat.errors.XML_ERROR_NO_ELEMENTS: _CUT_OFF,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: _CUT_OFF,
    expat.errors.XML_ERROR_PARTIAL_CHAR: _CUT_OFF,
    expat.errors.XML_ERROR_SYNTAX: "is this an XML document at all?",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "write the character itself, or its number, such as &#160;",
    expat.errors.XML_ERROR_BAD_CHAR_REF: "XML forbids this character, by number too: remove it",
}


def read_tmx(
    path: Path,
    *,
    name: str | None = None,
    on_skip: Callable[[SkippedUnit], None] | None = None,
    on_loss: Callable[[Loss], None] | None = None,
    advance: Advance | None = None,
) -> Iterator[TranslationUnit]:
    """Read the units of a TMX 1.1 to 1.4 document, lazily and in order.

    A unit's `collection` is the file's name; its `key` is the tuid, or its source text where it has none, and
    may repeat. Its `source_language` is the tag of the variant that the unit or header names as source,
    else (`*all*`, or no such variant) of the first one. `lang` (1.1) serves as well as `xml:lang`. Inline
    codes are kept as they are; `<hi>` opens and closes.

    Args:
        path: A file in UTF-8, UTF-16 or what its XML declaration says, with or without byte order mark.
        name: What to call the file in collections and origins, by default its path.
        on_skip: Told about each unit that cannot be used, with its place and the reason; the others follow.
        on_loss: Told about each thing that the units given do not hold: elements and attributes that are not
            TMX's, unknown entities in the header.
        advance: Told how much of the file has been read, in bytes.

    Raises:
        InputError: the file cannot be read.
        TmxError: it is no TMX document, is not well-formed from some line on, or brings a DTD of its own
            (whose entities could grow without bound).

    Cost: O(largest unit) memory.
    """
    with open_file(path) as stream:
        reports = Reports(on_skip=on_skip or (lambda _: None), on_loss=on_loss or (lambda _: None))
        handlers = TmxHandlers(str(path), name or str(path), reports)
        yield from _parse(_watch(stream, advance) if advance else stream.read, handlers)
    if not handlers.saw_root:
        raise TmxError("the file is empty", path=str(path), hint="a TMX document begins with <tmx>")


def _watch(stream: BinaryIO, advance: Advance) -> Read:
    """Give a way to read a stream that tells how far it has come."""
    total = os.fstat(stream.fileno()).st_size or None  # a pipe has no size
    done = 0

    def read(count: int) -> bytes:
        nonlocal done
        data = stream.read(count)
        done += len(data)
        advance(done, total)
        return data

    return read


def _parse(read: Read, handlers: TmxHandlers) -> Iterator[TranslationUnit]:
    chunk = read(_CHUNK_BYTES)
    if not chunk:
        return
    feeder = _Feeder(handlers)
    decode = decoder_for(sniff_encoding(chunk), handlers.path)
    while chunk:
        feeder.take(decode(chunk))
        yield from handlers.take_units()
        chunk = read(_CHUNK_BYTES)
    feeder.finish(decode(b""))
    yield from handlers.take_units()


class _Feeder:
    """Cuts out of a document the units that are easily read, and feeds the rest to the XML parser.

    The parser sees white space in their place, so that it knows where it is, and all that is around them:
    where a unit begins is only known while the parser says that another one has just ended there.
    """

    def __init__(self, handlers: TmxHandlers) -> None:
        self._handlers = handlers
        self._parser = expat.ParserCreate("utf-8")
        handlers.attach(self._parser)
        self._rest = ""
        self._fed_bytes = 0
        self._is_between_units = False
        self._line = 1  # while between units

    def take(self, text: str) -> None:
        """Take a further piece of the document."""
        text = self._rest + text
        held = "\r" if text.endswith("\r") else ""  # perhaps half of an end of line
        text = text.removesuffix("\r")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        position = 0
        is_clean = _is_clean(text)
        while True:
            if self._is_between_units and is_clean:
                position = self._scan(text, position)
            end = text.find(_UNIT_END, position)
            if end < 0:
                break
            end += len(_UNIT_END)
            self._feed(text[position:end])
            self._is_between_units = self._handlers.has_ended_unit_at(self._fed_bytes - len(_UNIT_END))
            self._line = self._parser.CurrentLineNumber
            position = end
        self._rest = text[position:]
        if len(self._rest) > _LIMIT_WAITING:
            self._feed(self._rest)
            self._rest, self._is_between_units = "", False
        self._rest += held

    def finish(self, text: str) -> None:
        """Take the last piece."""
        self._feed(self._rest + text)
        self._parse(b"", is_final=True)

    def _scan(self, text: str, start: int) -> int:
        """Read units while they are of the usual form, and say where the last one ends."""
        handlers = self._handlers
        units, position, line = UnitScanner(handlers.name, handlers.source_language).scan(
            text, start, self._line
        )
        if units:
            handlers.add_units(units)
            last_line = text.rfind("\n", start, position)
            columns = position - max(start, last_line + 1)
            self._feed("\n" * (line - self._line) + " " * columns)
            self._line = line
        return position

    def _feed(self, text: str) -> None:
        data = text.encode(errors="surrogateescape")
        self._handlers.expect(data)
        self._fed_bytes += len(data)
        self._parse(data)
        if self._fed_bytes - self._parser.CurrentByteIndex > _LIMIT_TOKEN_BYTES:
            raise TmxError(
                "a single tag or comment of more than 16 MiB",
                path=self._handlers.path,
                line=self._parser.CurrentLineNumber,
                hint="is this really a TMX document?",
            )

    def _parse(self, data: bytes, *, is_final: bool = False) -> None:
        with syntax_errors(self._handlers.path):
            self._parser.Parse(data, is_final)


def _is_clean(text: str) -> bool:
    """Whether nothing in the text can surprise but `<` and `&`."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # bytes that are not in the encoding: the parser has words for them
        return False
    return len(data) == len(data.translate(None, CONTROL_BYTES)) and not any(
        strange in data for strange in (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"]]>")
    )


@contextmanager
def syntax_errors(path: str) -> Iterator[None]:
    """Put the parser's errors in words of ours, with their place."""
    try:
        yield
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise TmxError(
            f"broken XML: {reason}",
            path=path,
            line=error.lineno,
            column=error.offset + 1,
            hint=_SYNTAX_HINTS.get(reason, "repair that line, or export the document again"),
        ) from error
