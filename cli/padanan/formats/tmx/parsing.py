"""The XML parser behind reading and validation, which goes on behind what is broken."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn
from xml.parsers import expat

from padanan.core.errors import TmxError
from padanan.formats.tmx.entities import EntityWatch

# A tag or comment that the parser must hold whole; the longest in use are far below 1 MiB.
_LIMIT_TOKEN_BYTES = 1 << 24
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


class BrokenUnitError(Exception):
    """A document that cannot be read on until its next unit: the parser's byte, and the document's place."""

    def __init__(self, reason: str, byte: int, place: tuple[int, int]) -> None:
        super().__init__(reason)
        self.byte = byte
        self.place = place


class Listener(ABC):
    """Whom the parser tells what it sees. `in_body` says whether units can begin."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.in_body = False

    def attach(self, parser: expat.XMLParserType, base: tuple[int, int] | None) -> None:
        """Listen to a parser, from the beginning of the document or, with a `base`, again within its body.

        `base` is added to the parser's lines, and to the columns of its first line, to give the document's.
        """
        self._parser = parser
        self._base = base or (0, 0)
        self._watch = EntityWatch(parser)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = lambda name, _is_parameter: self._unknown_entity(name)
        # As though there were an external DTD, and an empty one: then an unknown entity such as &nbsp; spoils
        # the unit it stands in, and not the rest of the file.
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        parser.UseForeignDTD(True)
        parser.ExternalEntityRefHandler = self._read_nothing
        self._begin(parser, is_resumed=base is not None)

    def place(self, line: int | None = None, column: int | None = None) -> tuple[int, int]:
        """Give where in the document a place of the parser's is (by default where it is), counting from 1."""
        parsed_line = self._parser.CurrentLineNumber if line is None else line
        parsed_column = self._parser.CurrentColumnNumber if column is None else column
        further_lines, further_columns = self._base
        if parsed_line > 1:
            further_columns = 0
        return parsed_line + further_lines, parsed_column + further_columns + 1

    def expect(self, data: bytes) -> None:
        """See what the parser is about to be fed."""
        self._watch.look_over(data)

    @abstractmethod
    def skip_broken(self, reason: str, place: tuple[int, int], *, is_unit: bool) -> None:
        """Hear of what is broken: the unit we are in, or whose start tag we are in, or what is elsewhere."""

    @abstractmethod
    def _begin(self, parser: expat.XMLParserType, *, is_resumed: bool) -> None:
        """Set the handlers of a parser. One that resumes begins with <tmx> and <body> of its own."""

    @abstractmethod
    def _unknown_entity(self, name: str) -> None:
        """Hear of an entity that is none of XML's."""

    def _break(self, reason: str, place: tuple[int, int]) -> NoReturn:
        raise BrokenUnitError(reason, self._parser.CurrentByteIndex, place)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            line, column = self.place()
            raise TmxError(
                "the document brings a DTD of its own, whose entities could grow without bound",
                path=self.path,
                line=line,
                column=column,
                hint="remove the part in [ ] from its DOCTYPE",
            )

    def _read_nothing(
        self, context: str | None, _base: str | None, _system: str | None, _public: str | None
    ) -> int:
        # Nothing is ever fetched: whatever is asked for is empty.
        self._parser.ExternalEntityParserCreate(context, "utf-8").Parse(b"", True)
        return 1


class ResumingParser:
    """Parses a document for a listener; after XML that is broken within the body, on from the next unit."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._is_lost = False
        self._line, self._column = 1, 1  # of what is fed next
        self._recoveries = 0
        self._begin_parsing(None)

    @property
    def line(self) -> int:
        """Give the line of what is fed next."""
        return self._line

    @property
    def fed_bytes(self) -> int:
        """Count what the present parser was fed."""
        return self._fed_bytes

    def forgive(self) -> None:
        """Forget what was broken so far: only many broken units in a row end it."""
        self._recoveries = 0

    def feed(self, text: str) -> None:
        """Parse a further piece, in which all ends of lines are newlines.

        Raises:
            TmxError: it is broken outside of the body, or too often, or has a tag without end.
        """
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

    def finish(self) -> None:
        """Parse the end.

        Raises:
            TmxError: it comes too early.
        """
        if self._is_lost:
            raise self._complain("neither a further unit nor the end of the document comes after broken XML")
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._failure(error) from error

    def _parse(self, data: bytes) -> None:
        self._listener.expect(data)
        self._fed_bytes += len(data)
        self._parser.Parse(data, False)
        if self._fed_bytes - self._parser.CurrentByteIndex > _LIMIT_TOKEN_BYTES:
            raise TmxError(
                "a single tag or comment of more than 16 MiB",
                path=self._listener.path,
                line=self._listener.place()[0],
                hint=_NO_TMX,
            )

    def _recover(self, data: bytes, error: expat.ExpatError | BrokenUnitError) -> bytes:
        """Report what is broken, and give what is left of the data from the next unit on."""
        listener = self._listener
        self._recoveries += 1
        if not listener.in_body:
            raise self._failure(error) from error
        if self._recoveries > _LIMIT_RECOVERIES:
            raise self._complain(f"more than {_LIMIT_RECOVERIES} broken units in a row") from error
        if isinstance(error, expat.ExpatError):
            reason = f"broken XML: {expat.ErrorString(error.code)}"
            byte, place = self._parser.ErrorByteIndex, listener.place(error.lineno, error.offset)
        else:
            reason, byte, place = str(error), error.byte, error.place
        index = max(byte - self._fed_bytes + len(data), 0)
        is_unit = data.startswith(b"<tu", max(data.rfind(b"<", 0, index), 0))
        listener.skip_broken(reason, place, is_unit=is_unit)
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

    def _begin_parsing(self, base: tuple[int, int] | None) -> None:
        self._parser = expat.ParserCreate("utf-8")
        self._listener.attach(self._parser, base)
        self._fed_bytes = 0

    def _failure(self, error: expat.ExpatError | BrokenUnitError) -> TmxError:
        if isinstance(error, BrokenUnitError):
            return self._complain(str(error))
        line, column = self._listener.place(error.lineno, error.offset)
        return syntax_error(self._listener.path, error, line, column)

    def _complain(self, message: str) -> TmxError:
        path, (line, column) = self._listener.path, self._listener.place()
        return TmxError(message, path=path, line=line, column=column, hint=_NO_TMX)


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
