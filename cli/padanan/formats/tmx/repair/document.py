"""Mending a whole document, piece by piece."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padanan.core.errors import TmxError
from padanan.core.progress import Advance
from padanan.formats.files import Read, open_file, watch_reading
from padanan.formats.tmx.encoding import sniff_encoding
from padanan.formats.tmx.nodes import Node, NotXmlError, Place, parse_node, write_node
from padanan.formats.tmx.repair.cleaning import clean, escape_foreign_tags
from padanan.formats.tmx.repair.cutting import LIMIT_PIECE, Cutter, Part, Piece
from padanan.formats.tmx.repair.head import is_tmx, mend_head, mend_tail
from padanan.formats.tmx.repair.mends import MendKind, Notes, Tell, quote
from padanan.formats.tmx.repair.units import Memory, mend_unit

_CHUNK_BYTES = 1 << 16
_COMMENT = re.compile(r"<!--(?:(?!--).)*-->", re.DOTALL)
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(slots=True, kw_only=True)
class RepairCounts:
    """How many units were written, how many of them not as they stood; what was dropped, of any size."""

    units: int = 0
    mended: int = 0
    dropped: int = 0


def repair_tmx(
    path: Path, *, tell: Tell, counts: RepairCounts, advance: Advance | None = None
) -> Iterator[bytes]:
    """Read a document that need not be TMX, nor XML, and give it in UTF-8 with all mended that can be.

    What is right stays as it stands, byte for byte; a unit in which anything is mended is written anew.

    Args:
        path: The document.
        tell: Told about each change.
        counts: Counts on while pieces are given.
        advance: Told how much of the file has been read, in bytes.

    Raises:
        InputError: the file cannot be read.
        TmxError: it is no TMX document at all.

    Cost: O(largest unit) memory, at most some 4 million characters, and 100 bytes a tuid.
    """
    with open_file(path) as stream:
        repairer = _Repairer(path, Notes(tell), counts)
        read = watch_reading(stream, advance) if advance else stream.read
        text = _decode(read, repairer.notes)
        for piece in Cutter().cut(text):
            mended = repairer.mend(piece)
            if mended:
                yield mended.encode()
        yield repairer.finish().encode()


def _decode(read: Read, notes: Notes) -> Iterator[str]:
    chunk = read(_CHUNK_BYTES)
    encoding = _choose_encoding(chunk, notes)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
    is_first = True
    while chunk:
        text = decoder.decode(chunk)
        yield text.removeprefix(_BYTE_ORDER_MARK) if is_first else text
        is_first = False
        chunk = read(_CHUNK_BYTES)
    yield decoder.decode(b"", True)


def _choose_encoding(start: bytes, notes: Notes) -> str:
    encoding = sniff_encoding(start)
    try:
        "x".encode(encoding)
        codecs.getincrementaldecoder(encoding)
    except (LookupError, UnicodeError):
        notes.note(MendKind.ENCODING, (1, 1), f"nobody knows the encoding {quote(encoding)}: read as UTF-8")
        return "utf-8"
    if encoding == "utf-8" or encoding.startswith("utf-16"):
        return encoding
    if not start.isascii() and _is_utf8(start):
        notes.note(MendKind.ENCODING, (1, 1), f"it says {encoding} and is in UTF-8: read as UTF-8")
        return "utf-8"
    return encoding


def _is_utf8(start: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


class _Repairer:
    """Mends the pieces of one document, in order."""

    def __init__(self, path: Path, notes: Notes, counts: RepairCounts) -> None:
        self._path = path
        self.notes = notes
        self._counts = counts
        self._memory = Memory()
        self._last: Part | None = None
        self._end: Place = (1, 1)

    def mend(self, piece: Piece) -> str:
        """Give a piece as it belongs into the document, "" for one that does not."""
        place = piece.line, piece.column
        self._last, self._end = piece.part, place
        mended = ""
        if piece.is_cut and piece.part is not Part.HEAD:
            message = f"more than {LIMIT_PIECE} characters that belong together ({piece.part.value})"
            self.notes.note(MendKind.DROPPED, place, message)
        elif piece.part is Part.HEAD:
            mended = self._mend_head(piece.text, place)
        elif piece.part is Part.UNIT:
            mended = self._mend_unit(piece, place)
        elif piece.part is Part.TAIL:
            mended = mend_tail(clean(piece.text, place, self.notes), place, self.notes)
        else:
            mended = self._mend_between(piece.text, place)
        self._counts.dropped = self.notes.dropped
        return mended

    def finish(self) -> str:
        """Give what is missing at the end."""
        if self._last is None:
            raise self._no_tmx()
        if self._last is Part.TAIL:
            return ""
        mended = mend_tail("", self._end, self.notes)
        self._counts.dropped = self.notes.dropped
        return mended

    def _mend_head(self, text: str, place: Place) -> str:
        if not is_tmx(text) or len(text) > LIMIT_PIECE:
            raise self._no_tmx()
        head = mend_head(text, place, self.notes)
        self._memory.source = head.source_language
        return head.text

    def _no_tmx(self) -> TmxError:
        hint = "it has no <tmx> before its units"
        return TmxError("not a TMX document", path=str(self._path), line=1, hint=hint)

    def _mend_between(self, text: str, place: Place) -> str:
        text = clean(text, place, self.notes)
        stray = _COMMENT.sub("", text).strip(" \t\r\n")
        if not stray:
            return text
        self.notes.note(MendKind.DROPPED, place, f"what stood between units: {quote(stray)}")
        return "".join([*_COMMENT.findall(text), "\n"])

    def _mend_unit(self, piece: Piece, place: Place) -> str:
        before = self.notes.count
        text = piece.text.rstrip(" \t\r\n")
        unit = self._parse(text if piece.has_end else f"{text}</tu>", place)
        if unit is not None and not piece.has_end:
            self.notes.note(MendKind.MARKUP, place, "the unit got its end, which it lacked")
        units = [] if unit is None else mend_unit(unit, self._memory, self.notes)
        self._counts.units += len(units)
        if self.notes.count == before:
            return piece.text
        self._counts.mended += len(units)
        return "\n".join(write_node(one) for one in units) + piece.text[len(text) :]

    def _parse(self, text: str, place: Place) -> Node | None:
        text = clean(text, place, self.notes)
        try:
            return parse_node(text, place)
        except NotXmlError:
            text = escape_foreign_tags(text, place, self.notes)
        try:
            return parse_node(text, place)
        except NotXmlError as error:
            self.notes.note(MendKind.DROPPED, error.place, f"a unit that is no XML: {error}")
            return None
