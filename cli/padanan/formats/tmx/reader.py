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
from padanan.formats.tmx.handlers import UNKNOWN_ENTITY, Reports, TmxHandlers
from padanan.formats.tmx.vocabulary import Loss, SkippedUnit

Read = Callable[[int], bytes]

_CHUNK_BYTES = 1 << 16
# A tag or comment that the parser must hold whole; the longest in use are far below 1 MiB.
_LIMIT_TOKEN_BYTES = 1 << 24
_LIMIT_ENTITY_BYTES = 100
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
    encoding = sniff_encoding(chunk)
    decode = decoder_for(encoding, handlers.path)
    parser = expat.ParserCreate(encoding if decode is None else "utf-8")
    handlers.attach(parser)
    fed = entity_end = 0
    tail = b""
    while True:
        data = chunk if decode is None else decode(chunk).encode()
        for found in UNKNOWN_ENTITY.finditer(tail + data):
            entity_end = fed - len(tail) + found.end()
        handlers.watch_attributes(entity_end > parser.CurrentByteIndex)
        with _syntax_errors(handlers.path):
            parser.Parse(data, not chunk)
        yield from handlers.take_units()
        if not chunk:
            return
        fed += len(data)
        tail = data[-_LIMIT_ENTITY_BYTES:]
        if fed - parser.CurrentByteIndex > _LIMIT_TOKEN_BYTES:
            raise TmxError(
                "a single tag or comment of more than 16 MiB",
                path=handlers.path,
                line=parser.CurrentLineNumber,
                hint="is this really a TMX document?",
            )
        chunk = read(_CHUNK_BYTES)


@contextmanager
def _syntax_errors(path: str) -> Iterator[None]:
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
