"""Walking through an XLIFF document: containers as they open and close, all else as trees.

Nothing is fetched and nothing expanded: a document with a DTD of its own is refused.
"""

import codecs
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from padanan.core.errors import XliffError
from padanan.core.progress import Advance
from padanan.formats.tmx.encoding import sniff_encoding
from padanan.formats.xliff.nodes import Node
from padanan.formats.xliff.vocabulary import CORE_NAMESPACES

_CHUNK_BYTES = 1 << 16
# A tag or comment that the parser must hold whole; the longest in use are far below 1 MiB.
_LIMIT_TOKEN_BYTES = 1 << 24
_LIMIT_DEPTH = 100
# Text and markup of one unit, in code points; a book of 300 pages has about 500,000.
_LIMIT_UNIT = 1_000_000
# The same for what carries whole documents: skeletons and binary units.
_LIMIT_CARRIER = 1 << 26
# What an element counts besides its text, so that a unit of nothing but empty elements ends too.
_ELEMENT_COST = 50
_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

# An unknown entity, and the start tag one may stand in.
_UNKNOWN_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)([^;<&\s]{1,64});")
_START_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_LONGEST_ENTITY = 100
_SHOWN = 40

# What is walked through, and where it must stand to be that.
_PARENTS = {
    "xliff": ("",),
    "file": ("xliff",),
    "body": ("file",),
    "group": ("body", "group", "file"),
}
_UNITS = frozenset({"trans-unit", "unit"})
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A container that begins; its node has no children."""

    node: Node


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of the innermost container, of this name."""

    name: str


Event = Opened | Closed | Node


def walk(stream: BinaryIO, path: str, advance: Advance) -> Iterator[Event]:
    """Walk through a document, lazily; `advance` is told how many bytes have been read.

    Raises:
        XliffError: it is no XLIFF document, is not well-formed, or brings a DTD of its own.
    """
    chunk = stream.read(_CHUNK_BYTES)
    decode = _decoder(sniff_encoding(chunk), path)
    walker = _Walker(path)
    total = _size(stream)
    done = 0
    while True:
        done += len(chunk)
        advance(done, total)
        yield from walker.feed(decode(chunk), is_last=not chunk)
        if not chunk:
            return
        chunk = stream.read(_CHUNK_BYTES)


def _size(stream: BinaryIO) -> int | None:
    try:
        return os.fstat(stream.fileno()).st_size or None  # a pipe has no size
    except OSError:  # bytes in memory have no file
        return None


def _decoder(encoding: str, path: str) -> Callable[[bytes], str]:
    hint = "convert the file to UTF-8, and say so in its first line"
    try:
        "x".encode(encoding)  # a LookupError also for codecs that are no text encodings, such as zlib
        # What is not in UTF-8 becomes a surrogate, at which the parser stops and says where it is.
        errors = "surrogateescape" if encoding == "utf-8" else "strict"
        decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)(errors)
    except (LookupError, UnicodeError) as error:
        raise XliffError(f"unknown encoding {encoding!r}", path=path, line=1, hint=hint) from error

    def decode(chunk: bytes) -> str:
        try:
            return decoder.decode(chunk, not chunk)
        except UnicodeError as error:
            raise XliffError(f"text that is not in {encoding}", path=path, hint=hint) from error

    return decode


class _Walker:
    def __init__(self, path: str) -> None:
        self._path = path
        self._events: list[Event] = []
        self._open: list[str] = []  # the containers we are in
        self._scopes: list[Mapping[str, str]] = [{"xml": _XML_NAMESPACE}]  # of every open element
        self._nodes: list[Node] = []  # the tree we are in, from its outermost element
        self._limit = 0
        self._skipped = 0  # the depth within what is too large
        self._fed = 0
        self._saw_root = False
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.SkippedEntityHandler = self._skipped_entity
        # As though there were an external DTD, and an empty one: then an unknown entity such as &nbsp; spoils
        # the unit it stands in, and not the rest of the file.
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        self._parser.UseForeignDTD(True)
        self._parser.ExternalEntityRefHandler = self._read_nothing
        self._tail = b""
        self._unknown_ends = 0  # the byte where the last unknown entity that was seen ends

    def feed(self, text: str, *, is_last: bool) -> list[Event]:
        """Take a further piece of the document, and give what it completed."""
        data = text.encode(errors="surrogateescape")
        self._look_over(data)
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as error:
            raise self._syntax_error(error) from error
        self._fed += len(data)
        if self._fed - self._parser.CurrentByteIndex > _LIMIT_TOKEN_BYTES:
            self._fail("a single tag or comment of more than 16 MiB", "is this really an XLIFF document?")
        events, self._events = self._events, []
        return events

    def _look_over(self, data: bytes) -> None:
        """Look for unknown entities: the parser says nothing of those in attributes."""
        for found in _UNKNOWN_ENTITY.finditer(self._tail + data):
            self._unknown_ends = self._fed - len(self._tail) + found.end()
        self._tail = data[-_LONGEST_ENTITY:]

    def _find_unknown_entity(self) -> str | None:
        """Give an unknown entity in the start tag that the parser is at."""
        if self._unknown_ends <= self._parser.CurrentByteIndex:
            return None
        tag = _START_TAG.match(self._parser.GetInputContext() or b"")
        unknown = _UNKNOWN_ENTITY.search(tag[0]) if tag else None
        return unknown[1].decode(errors="replace") if unknown else None

    def _skipped_entity(self, name: str, _is_parameter: bool) -> None:
        self._spoil(name)

    def _spoil(self, entity: str) -> None:
        if not self._nodes:
            message = f"the unknown entity &{entity[:_SHOWN]}; stands outside of units"
            self._fail(message, "write the character itself, or its number, such as &#160;")
        if self._nodes[0].problem is None:
            self._nodes[0].problem = f"it has the unknown entity &{entity[:_SHOWN]};"

    def _read_nothing(
        self, context: str | None, _base: str | None, _system: str | None, _public: str | None
    ) -> int:
        # Nothing is ever fetched: whatever is asked for is empty.
        self._parser.ExternalEntityParserCreate(context, "utf-8").Parse(b"", True)
        return 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._scopes) > _LIMIT_DEPTH:
            self._fail(f"elements nested more than {_LIMIT_DEPTH} deep", "is this really an XLIFF document?")
        scope = self._enter_scope(attributes)
        prefix, _, local = name.rpartition(":")
        namespace = scope.get(prefix, "")
        is_core = namespace in CORE_NAMESPACES
        node = Node(
            name=local if is_core else name,
            namespace="" if is_core else namespace,
            attributes=attributes,
            line=self._parser.CurrentLineNumber,
            column=self._parser.CurrentColumnNumber + 1,
        )
        if self._nodes:
            self._add(node, name, attributes)
        elif is_core and (self._open[-1] if self._open else "") in _PARENTS.get(local, ()):
            self._open_container(node)
        else:
            self._refuse_other_root(name)
            self._limit = _LIMIT_UNIT if is_core and local in _UNITS else _LIMIT_CARRIER
            self._nodes.append(node)
        unknown = self._find_unknown_entity()
        if unknown is not None:
            self._spoil(unknown)

    def _enter_scope(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        scope = self._scopes[-1]
        declared = {
            name.removeprefix("xmlns").removeprefix(":"): value
            for name, value in attributes.items()
            if name == "xmlns" or name.startswith("xmlns:")
        }
        self._scopes.append({**scope, **declared} if declared else scope)
        return self._scopes[-1]

    def _open_container(self, node: Node) -> None:
        self._saw_root = True
        self._open.append(node.name)
        self._events.append(Opened(node))

    def _refuse_other_root(self, name: str) -> None:
        if not self._saw_root:
            self._fail(f"not an XLIFF document: its root element is <{name[:40]}>", "expected <xliff>")

    def _add(self, node: Node, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped:
            self._skipped += 1
            return
        cost = len(name) + sum(len(key) + len(value) for key, value in attributes.items()) + _ELEMENT_COST
        self._count(cost)
        if self._nodes[0].problem is not None:
            self._skipped = 1
            return
        self._nodes[-1].children.append(node)
        self._nodes.append(node)

    def _count(self, cost: int) -> None:
        root = self._nodes[0]
        root.size += cost
        if root.size > self._limit:
            root.problem = "it is too large"
            root.children.clear()

    def _end(self, _name: str) -> None:
        self._scopes.pop()
        if self._skipped:
            self._skipped -= 1
        elif not self._nodes:
            self._events.append(Closed(self._open.pop()))
        else:
            node = self._nodes.pop()
            if not self._nodes:
                self._events.append(node)

    def _characters(self, data: str) -> None:
        if not self._nodes or self._skipped:
            return
        self._count(len(data))
        if self._nodes[0].problem is None:
            self._nodes[-1].children.append(data)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            self._fail(
                "the document brings a DTD of its own, whose entities could grow without bound",
                "remove the part in [ ] from its DOCTYPE",
            )

    def _syntax_error(self, error: expat.ExpatError) -> XliffError:
        reason = expat.ErrorString(error.code)
        hint = _SYNTAX_HINTS.get(reason, "repair that line, or export the document again")
        message, line, column = f"broken XML: {reason}", error.lineno, error.offset + 1
        return XliffError(message, path=self._path, line=line, column=column, hint=hint)

    def _fail(self, message: str, hint: str) -> NoReturn:
        parser = self._parser
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise XliffError(message, path=self._path, line=line, column=column, hint=hint)
