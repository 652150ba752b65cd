"""A small tree of a unit or a header, with the place of each element."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union
from xml.parsers import expat

from padanan.core.errors import TmxError
from padanan.formats.tmx.vocabulary import ATTRIBUTE_ESCAPES, escape_text

Place = tuple[int, int]

COMMENT = "!--"
_LIMIT_DEPTH = 100


class NotXmlError(Exception):
    """A piece that no XML parser takes; its text says why, `place` where."""

    def __init__(self, reason: str, place: Place) -> None:
        super().__init__(reason)
        self.place = place


@dataclass(slots=True, kw_only=True)
class Node:
    """An element, or a comment (named COMMENT, its text the only child)."""

    name: str
    place: Place
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Union["Node", str]] = field(default_factory=list)

    def elements(self, *names: str) -> list["Node"]:
        """Give the children of these names; without names all, comments left out."""
        return [
            child
            for child in self.children
            if isinstance(child, Node) and (child.name in names if names else child.name != COMMENT)
        ]

    def text(self) -> str:
        """Give all text in it, without markup."""
        return "".join(
            child if isinstance(child, str) else child.text()
            for child in self.children
            if isinstance(child, str) or child.name != COMMENT
        )


def parse_node(text: str, place: Place) -> Node:
    """Parse a piece with one element; it begins at `place` of the document.

    Raises:
        NotXmlError: it is not well-formed, or nested more than 100 deep.
    """
    builder = NodeBuilder(place)
    parser = builder.parser
    try:
        parser.Parse(text.encode(errors="surrogatepass"), True)
    except expat.ExpatError as error:
        raise NotXmlError(expat.ErrorString(error.code), builder.place(error.lineno, error.offset)) from error
    return builder.root


class NodeBuilder:
    """What the parser calls. The tree grows while `parser` is fed; `place` is where it begins."""

    def __init__(self, place: Place) -> None:
        self._begin = place
        self.root = Node(name="", place=place)
        self._open = [self.root]
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = self._comment

    def place(self, line: int, column: int) -> Place:
        """Give the place in the document of one of the parser's."""
        return self._begin[0] + line - 1, column + (self._begin[1] if line == 1 else 1)

    def has_ended(self, node: Node) -> bool:
        """Whether the end of an element has come."""
        return all(one is not node for one in self._open)

    def refuse_subset(self, path: str) -> None:
        """Let a document that declares entities of its own be an error; `path` is its name."""

        def refuse(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
            if has_subset:
                message = "the document brings a DTD of its own, whose entities could grow without bound"
                raise TmxError(message, path=path, line=self._here()[0])

        self.parser.StartDoctypeDeclHandler = refuse

    def _here(self) -> Place:
        return self.place(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) > _LIMIT_DEPTH:
            raise NotXmlError(f"elements nested more than {_LIMIT_DEPTH} deep", self._here())
        node = Node(name=name, place=self._here(), attributes=dict(attributes))
        if len(self._open) == 1:
            self.root = node
        else:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].children.append(text)

    def _comment(self, text: str) -> None:
        self._open[-1].children.append(Node(name=COMMENT, place=self._here(), children=[text]))


def write_node(node: Node) -> str:
    """Write an element."""
    return "".join(_write(node))


def _write(node: Node) -> list[str]:
    if node.name == COMMENT:
        return ["<!--", *(child for child in node.children if isinstance(child, str)), "-->"]
    start = f"<{node.name}{write_attributes(node.attributes)}"
    if not node.children:
        return [f"{start}></seg>" if node.name == "seg" else f"{start}/>"]
    pieces = [f"{start}>"]
    for child in node.children:
        if isinstance(child, str):
            pieces.append(escape_text(child))
        else:
            pieces += _write(child)
    return [*pieces, f"</{node.name}>"]


def write_attributes(attributes: Mapping[str, str]) -> str:
    """Write attributes with a space before each."""
    return "".join(f' {name}="{value.translate(ATTRIBUTE_ESCAPES)}"' for name, value in attributes.items())
