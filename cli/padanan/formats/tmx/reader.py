"""Reading TMX as a stream: one unit in memory at a time, nothing fetched, nothing expanded."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from padanan.core.errors import TmxError
from padanan.core.interchange import SkippedUnit
from padanan.core.model import TranslationUnit
from padanan.core.progress import Advance
from padanan.formats.files import Read, open_file, watch_reading
from padanan.formats.tmx.encoding import decoder_for, sniff_encoding
from padanan.formats.tmx.handlers import BrokenUnitError, Reports, TmxHandlers
from padanan.formats.tmx.scanning import UnitScanner
from padanan.formats.tmx.vocabulary import CONTROL_BYTES, Loss, SkippedUnit

_CHUNK_BYTES = 1 << 16
# A tag or comment that the parser must hold whole; the longest in use are far below 1 MiB.
_LIMIT_TOKEN_BYTES = 1 << 24
_UNIT_END = "</tu>"
# What waits for the end of its unit, in code points: a longer one goes to the parser piece by piece.
_LIMIT_WAITING = 1 << 17
# Where reading goes on after XML that is broken, and what a new parser must have seen to go on there.
_NEXT_UNIT = re.compile(rb"</tu\s*>|<tu(?=[\s>])|</body(?=[\s>])")
_BODY = b"<tmx><body>"
_LIMIT_RECOVERIES = 1000  # in a row
_NO_TMX = "is this really a TMX document?"
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
        TmxError: it is no TMX document, is not well-formed before its units, ends too early, has more than
            1000 units in a row that are not well-formed, or brings a DTD of its own (whose entities could
            grow without bound).

    Cost: O(largest unit) memory.
    """
    with open_file(path) as stream:
        reports = Reports(on_skip=on_skip or (lambda _: None), on_loss=on_loss or (lambda _: None))
        handlers = TmxHandlers(str(path), name or str(path), reports)
        yield from _parse(watch_reading(stream, advance) if advance else stream.read, handlers)
    if not handlers.saw_root:
        raise TmxError("the file is empty", path=str(path), hint="a TMX document begins with <tmx>")


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
    where a unit begins is only known while the parser says that another one has just ended there. After XML
    that is broken within the body a new parser goes on with the next unit.
    """

    def __init__(self, handlers: TmxHandlers) -> None:
        self._handlers = handlers
        self._rest = ""
        self._is_between_units = False
        self._is_lost = False
        self._line, self._column = 1, 1  # of what is fed next
        self._recoveries = 0
        self._begin_parsing((0, 0))

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
            if self._is_between_units:
                self._recoveries = 0
            position = end
        self._rest = text[position:]
        if len(self._rest) > _LIMIT_WAITING:
            # A start tag is not cut in two: when it turns out that the unit before it has no end, it counts.
            cut = self._rest.rfind("<")
            cut = len(self._rest) if cut <= 0 else cut
            rest = self._rest[cut:]
            self._feed(self._rest[:cut])
            self._rest, self._is_between_units = rest, False
        self._rest += held

    def finish(self, text: str) -> None:
        """Take the last piece."""
        self._feed(self._rest + text)
        if self._is_lost:
            raise self._complain("neither a further unit nor the end of the document comes after broken XML")
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._failure(error) from error

    def _scan(self, text: str, start: int) -> int:
        """Read units while they are of the usual form, and say where the last one ends."""
        handlers = self._handlers
        scanner = UnitScanner(handlers.name, handlers.source_language)
        units, position, line = scanner.scan(text, start, self._line)
        if units:
            handlers.add_units(units)
            last_line = text.rfind("\n", start, position)
            columns = position - max(start, last_line + 1)
            self._feed("\n" * (line - self._line) + " " * columns)
        return position

    def _feed(self, text: str) -> None:
        data = text.encode(errors="surrogateescape")
        if self._is_lost:
            data = self._leave_out(data, 0)
        while data:
            try:
                self._parse(data)
            except (expat.ExpatError, BrokenUnitError) as error:
                data = self._recover(data, error)
            else:
                self._pass(data)
                break

    def _parse(self, data: bytes) -> None:
        self._handlers.expect(data)
        self._fed_bytes += len(data)
        self._parser.Parse(data, False)
        if self._fed_bytes - self._parser.CurrentByteIndex > _LIMIT_TOKEN_BYTES:
            raise TmxError(
                "a single tag or comment of more than 16 MiB",
                path=self._handlers.path,
                line=self._handlers.place()[0],
                hint=_NO_TMX,
            )

    def _recover(self, data: bytes, error: expat.ExpatError | BrokenUnitError) -> bytes:
        """Report what is broken, and give what is left of the data from the next unit on."""
        handlers = self._handlers
        self._recoveries += 1
        if not handlers.in_body:
            raise self._failure(error) from error
        if self._recoveries > _LIMIT_RECOVERIES:
            raise self._complain(f"more than {_LIMIT_RECOVERIES} broken units in a row") from error
        if isinstance(error, expat.ExpatError):
            reason = f"broken XML: {expat.ErrorString(error.code)}"
            byte, place = self._parser.ErrorByteIndex, handlers.place(error.lineno, error.offset)
        else:
            reason, byte, place = str(error), error.byte, error.place
        index = max(byte - self._fed_bytes + len(data), 0)
        is_unit = data.startswith(b"<tu", max(data.rfind(b"<", 0, index), 0))
        handlers.skip_broken(reason, place, is_unit=is_unit)
        # Where this parser began, another one would stop as well.
        return self._leave_out(data, index or 1)

    def _leave_out(self, data: bytes, start: int) -> bytes:
        """Give what is left of the data from the next unit on, for which a new parser is made ready."""
        found = _NEXT_UNIT.search(data, start)
        self._is_lost = found is None
        if found is None:
            self._pass(data)
            return b""
        resume = found.end() if found[0].startswith(b"</tu") else found.start()
        self._pass(data[:resume])
        self._begin_parsing((self._line - 1, self._column - 1 - len(_BODY)))
        self._parse(_BODY)
        return data[resume:]

    def _pass(self, data: bytes) -> None:
        """Count where in the document we are, behind this data."""
        before, newline, last = data.rpartition(b"\n")
        if newline:
            self._line += before.count(b"\n") + 1
            self._column = 1
        self._column += len(last.decode(errors="replace"))

    def _begin_parsing(self, base: tuple[int, int]) -> None:
        self._parser = expat.ParserCreate("utf-8")
        self._handlers.attach(self._parser, base)
        self._fed_bytes = 0

    def _failure(self, error: expat.ExpatError | BrokenUnitError) -> TmxError:
        if isinstance(error, BrokenUnitError):
            return self._complain(str(error))
        line, column = self._handlers.place(error.lineno, error.offset)
        return syntax_error(self._handlers.path, error, line, column)

    def _complain(self, message: str) -> TmxError:
        path, (line, column) = self._handlers.path, self._handlers.place()
        return TmxError(message, path=path, line=line, column=column, hint=_NO_TMX)


def _is_clean(text: str) -> bool:
    """Whether nothing in the text can surprise but `<` and `&`."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # bytes that are not in the encoding: the parser has words for them
        return False
    if "]]>" in text or len(data) > len(data.translate(None, CONTROL_BYTES)):
        return False
    return text.isascii() or ("\ufffe" not in text and "\uffff" not in text)


@contextmanager
def syntax_errors(path: str) -> Iterator[None]:
    """Put the parser's errors in words of ours, with their place."""
    try:
        yield
    except expat.ExpatError as error:
        raise syntax_error(path, error, error.lineno, error.offset + 1) from error


def syntax_error(path: str, error: expat.ExpatError, line: int, column: int) -> TmxError:
    """Put an error of the parser in words of ours; its place counts from 1."""
    reason = expat.ErrorString(error.code)
    hint = _SYNTAX_HINTS.get(reason, "repair that line, or export the document again")
    return TmxError(f"broken XML: {reason}", path=path, line=line, column=column, hint=hint)
