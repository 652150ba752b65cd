"""Reading TMX as a stream: one unit in memory at a time, nothing fetched, nothing expanded."""

from collections.abc import Callable, Iterator
from io import IncrementalNewlineDecoder
from pathlib import Path

from padanan.core.errors import TmxError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import TranslationUnit
from padanan.core.progress import Advance
from padanan.formats.files import Read, open_file, watch_reading
from padanan.formats.tmx.encoding import decoder_for, sniff_encoding
from padanan.formats.tmx.handlers import Reports, TmxHandlers
from padanan.formats.tmx.parsing import ResumingParser
from padanan.formats.tmx.scanning import UnitScanner
from padanan.formats.tmx.vocabulary import CONTROL_BYTES

_CHUNK_BYTES = 1 << 16
_UNIT_END = "</tu>"
# What waits for the end of its unit, in code points: a longer one goes to the parser piece by piece.
_LIMIT_WAITING = 1 << 17


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
    where a unit begins is only known while the parser says that another one has just ended there.
    """

    def __init__(self, handlers: TmxHandlers) -> None:
        self._handlers = handlers
        self._parser = ResumingParser(handlers)
        self._newlines = IncrementalNewlineDecoder(None, translate=True)
        self._rest = ""
        self._is_between_units = False

    def take(self, text: str) -> None:
        """Take a further piece of the document."""
        text = self._rest + self._newlines.decode(text)
        position = 0
        is_clean = _is_clean(text)
        while True:
            if self._is_between_units and is_clean:
                position = self._scan(text, position)
            end = text.find(_UNIT_END, position)
            if end < 0:
                break
            end += len(_UNIT_END)
            self._parser.feed(text[position:end])
            self._is_between_units = self._handlers.has_ended_unit_at(self._parser.fed_bytes - len(_UNIT_END))
            if self._is_between_units:
                self._parser.forgive()
            position = end
        self._rest = text[position:]
        if len(self._rest) > _LIMIT_WAITING:
            self._feed_rest()

    def finish(self, text: str) -> None:
        """Take the last piece."""
        self._parser.feed(self._rest + self._newlines.decode(text, final=True))
        self._parser.finish()

    def _feed_rest(self) -> None:
        """Feed what waits for the end of its unit for too long.

        A start tag is not cut in two: when it turns out that the unit before it has no end, it counts.
        """
        cut = self._rest.rfind("<")
        cut = len(self._rest) if cut <= 0 else cut
        self._parser.feed(self._rest[:cut])
        self._rest, self._is_between_units = self._rest[cut:], False

    def _scan(self, text: str, start: int) -> int:
        """Read units while they are of the usual form, and say where the last one ends."""
        handlers, first_line = self._handlers, self._parser.line
        scanner = UnitScanner(handlers.name, handlers.source_language)
        units, position, line = scanner.scan(text, start, first_line)
        if units:
            handlers.add_units(units)
            last_line = text.rfind("\n", start, position)
            columns = position - max(start, last_line + 1)
            self._parser.feed("\n" * (line - first_line) + " " * columns)
        return position


def _is_clean(text: str) -> bool:
    """Whether nothing in the text can surprise but `<` and `&`."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # bytes that are not in the encoding: the parser has words for them
        return False
    if "]]>" in text or len(data) > len(data.translate(None, CONTROL_BYTES)):
        return False
    return text.isascii() or ("\ufffe" not in text and "\uffff" not in text)
