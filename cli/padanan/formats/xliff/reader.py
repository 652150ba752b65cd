"""Reading XLIFF 1.0 to 2.2 as a stream of parts, one unit in memory at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from padanan.core.errors import XliffError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import Properties
from padanan.core.progress import Advance
from padanan.formats.xliff.model import (
    DocumentStart,
    FileEnd,
    FileStart,
    GroupEnd,
    GroupStart,
    Part,
    XliffVersion,
)
from padanan.formats.xliff.nodes import Node, as_extra
from padanan.formats.xliff.parsing import Closed, Event, Opened, walk
from padanan.formats.xliff.units_reading import UnitError, read_beside, read_unit
from padanan.formats.xliff.vocabulary import CORE_NAMESPACES, NAMESPACE_2, VERSIONS

_UNITS = {True: "trans-unit", False: "unit"}
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Who is told about units that are left out, and about what is lost otherwise."""

    on_skip: Callable[[SkippedUnit], None]
    on_loss: Callable[[Loss], None]


def read_xliff(
    stream: BinaryIO,
    path: Path,
    *,
    on_skip: Callable[[SkippedUnit], None] | None = None,
    on_loss: Callable[[Loss], None] | None = None,
    advance: Advance | None = None,
) -> Iterator[Part]:
    """Read a document, lazily and in order.

    Args:
        stream: The document, in UTF-8, UTF-16 or what its XML declaration says.
        path: What it is called.
        on_skip: Told about each unit that cannot be used, with its place and the reason; the others follow.
        on_loss: Told about each thing that the parts do not hold.
        advance: Told how much of the document has been read, in bytes.

    Raises:
        XliffError: it is no XLIFF document, of an unknown version, not well-formed from some place on, or
            brings a DTD of its own.

    Cost: O(largest unit, or what stands before a file's units) memory.
    """
    reports = Reports(on_skip=on_skip or (lambda _: None), on_loss=on_loss or (lambda _: None))
    reader = _Reader(str(path), reports)
    for event in walk(stream, str(path), advance or (lambda _done, _total: None)):
        yield from reader.take(event)


class _Reader:
    def __init__(self, path: str, reports: Reports) -> None:
        self._path = path
        self._reports = reports
        self._version = XliffVersion.V1_2
        self._languages: tuple[str | None, str | None] = (None, None)
        self._is_in_file = False
        self._head: Node | None = None  # a file or group whose units have not begun, with what stands in it

    def take(self, event: Event) -> Iterator[Part]:
        """Give the parts that an event completes."""
        match event:
            case Opened(node) if node.name == "xliff":
                yield self._read_start(node)
            case Opened(node) if node.name == "body":
                yield from self._end_head()
            case Opened(node):
                yield from self._end_head()
                self._head = node
                self._is_in_file = True
            case Closed("file"):
                yield from self._end_head()
                self._is_in_file = False
                yield FileEnd()
            case Closed("group"):
                yield from self._end_head()
                yield GroupEnd()
            case Node():
                yield from self._take_node(event)

    def _read_start(self, node: Node) -> DocumentStart:
        attributes = dict(node.attributes)
        named = attributes.pop("version", "")
        version = VERSIONS.get(named.strip())
        if version is None:
            hint = "versions 1.0 to 1.2 and 2.0 to 2.2 are read"
            raise XliffError(
                f"unknown version of XLIFF: {named[:20]!r}" if named else "the version of XLIFF is missing",
                path=self._path, line=node.line, column=node.column, hint=hint,
            )  # fmt: skip
        self._version = version
        self._languages = (attributes.pop("srcLang", None), attributes.pop("trgLang", None))
        return DocumentStart(
            version=version,
            source_language=self._languages[0],
            target_language=self._languages[1],
            attributes=_foreign_declarations(attributes),
        )

    def _take_node(self, node: Node) -> Iterator[Part]:
        if node.is_core and node.name in _UNITS.values():
            yield from self._end_head()
            if node.name == _UNITS[self._version.is_first] and self._is_in_file:
                yield from self._take_unit(node)
            else:
                self._lose(node, f"<{node.name}> cannot stand here in XLIFF {self._version}: it is left out")
        elif node.problem:
            self._lose(node, f"<{node.local_name[:_SHOWN]}> is left out: {node.problem}")
        elif self._head is not None:
            self._head.children.append(node)
        else:
            yield as_extra(node)

    def _take_unit(self, node: Node) -> Iterator[Part]:
        try:
            yield read_unit(node, self._version, lambda message: self._lose(node, message))
        except UnitError as error:
            key = node.attributes.get("id", "")
            place = error.node or node
            skipped = SkippedUnit(key=key, reason=str(error), line=place.line, column=place.column)
            self._reports.on_skip(skipped)

    def _end_head(self) -> Iterator[Part]:
        """Give the file or group whose units begin, with all that stood before them."""
        head, self._head = self._head, None
        if head is None:
            return
        if head.name == "group":
            beside = read_beside(head)
            attributes = tuple(head.attributes.items())
            yield GroupStart(
                attributes=attributes, notes=beside.notes, facts=beside.facts, extras=beside.extras
            )
        else:
            yield self._read_file(head)

    def _read_file(self, head: Node) -> FileStart:
        attributes = dict(head.attributes)
        languages = self._languages
        if self._version.is_first:
            languages = (attributes.pop("source-language", None), attributes.pop("target-language", None))
            headers = list(head.core("header"))
            others = [child for child in head.children if child not in headers]
            head = replace(head, children=[child for header in headers for child in header.children] + others)
        beside = read_beside(head)
        return FileStart(
            source_language=languages[0],
            target_language=languages[1],
            attributes=tuple(attributes.items()),
            notes=beside.notes,
            facts=beside.facts,
            extras=beside.extras,
        )

    def _lose(self, node: Node, message: str) -> None:
        self._reports.on_loss(Loss(message=message, line=node.line, column=node.column))


def _foreign_declarations(attributes: Mapping[str, str]) -> Properties:
    """Leave out how the document names XLIFF's own elements, which are written without prefix."""
    return tuple(
        (name, value)
        for name, value in attributes.items()
        if not (name.partition(":")[0] == "xmlns" and value in CORE_NAMESPACES)
        and not (name == "xmlns" and value == NAMESPACE_2)
    )
