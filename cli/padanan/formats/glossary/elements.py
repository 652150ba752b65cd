"""XML as small trees of elements that know their places; nothing is fetched, nothing expanded.

lxml gives no columns and drops unknown entities without a word, so this reads with expat.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from padanan.core.errors import GlossaryError
from padanan.formats.files import SourceFile

_LIMIT_DEPTH = 50
_LIMIT_ELEMENTS = 10_000  # of one entry
_DTD_HINT = "remove the declarations from its DOCTYPE"
_ENTITY_HINT = "write the character itself, or its number, such as &#160;"


@dataclass(slots=True)
class Element:
    """An element: its name and attributes without namespaces, and its 1-based place in the file."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, descendants' too, with every run of white space as one blank."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        yield from self.pieces
        for child in self.children:
            yield from child._texts()

    def find_all(self, *names: str) -> Iterator["Element"]:
        """Give the descendants of any of these names, in document order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.find_all(*names)


def read_elements(
    source: SourceFile, names: frozenset[str], on_element: Callable[[Element], None]
) -> Element:
    """Read a document, hand over every element of the given names once it is whole, and give the root.

    The root comes without children: of the document only one of those elements is in memory at a time. A
    DOCTYPE that only names a DTD is passed over.

    Raises:
        GlossaryError: not well-formed, nested too deeply, or with entities of its own; with line and column.
    """
    path = str(source.path)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    builder = _Builder(parser, path, names, on_element)
    try:
        parser.Parse(source.data, True)
    except expat.ExpatError as error:
        message = f"broken XML: {expat.ErrorString(error.code)}"
        raise GlossaryError(message, path=path, line=error.lineno, column=error.offset + 1) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or of several bytes
        raise GlossaryError("unknown encoding", path=path, line=1, hint="save it as UTF-8") from error
    return builder.root


class _Builder:
    """Listens to a parser and builds the elements it was asked for."""

    def __init__(
        self,
        parser: expat.XMLParserType,
        path: str,
        names: frozenset[str],
        on_element: Callable[[Element], None],
    ) -> None:
        self._parser, self._path, self._names, self._on_element = parser, path, names, on_element
        self._depth = 0
        self._open: list[Element] = []  # from an element that was asked for down to the innermost
        self._count = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._refuse_declaration
        parser.SkippedEntityHandler = self._refuse_entity

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _LIMIT_DEPTH or self._count > _LIMIT_ELEMENTS:
            raise self._error("too many elements, or nested too deeply", "is this really a TBX document?")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        element = Element(name.rpartition(" ")[2], plain, line, column)
        if self._depth == 1:
            self.root = element
        if self._open:
            self._open[-1].children.append(element)
        if self._open or element.name in self._names:
            self._open.append(element)
            self._count += 1

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._count = 0
                self._on_element(element)

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _refuse_declaration(self, *_: object) -> None:
        raise self._error("a glossary with entities of its own is not read", _DTD_HINT)

    def _refuse_entity(self, name: str, _: bool) -> None:
        raise self._error(f"unknown entity &{name};", _ENTITY_HINT)

    def _error(self, message: str, hint: str) -> GlossaryError:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return GlossaryError(message, path=self._path, line=line, column=column, hint=hint)
