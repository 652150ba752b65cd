"""The inside of <source> and <target>: text with inline codes, out of trees and written again."""

from collections.abc import Iterator
from typing import Literal

from padanan.core.model import InlineCode, Properties
from padanan.formats.xliff.model import Content
from padanan.formats.xliff.nodes import Node, escape_text, start_tag, write_node
from padanan.formats.xliff.vocabulary import CODE_KINDS_1, CODE_KINDS_2, ILLEGAL_CHARACTER

Kind = Literal["open", "close", "standalone"]
_LIMIT_CODE_POINT = 0x10FFFF


class ContentBuilder:
    """Collects text and codes, and gives what was collected so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._codes: list[InlineCode] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was collected."""
        return not (self._length or self._codes)

    def add_text(self, text: str) -> None:
        """Add text."""
        self._pieces.append(text)
        self._length += len(text)

    def add_code(self, kind: Kind, markup: str) -> None:
        """Add a code."""
        self._codes.append(InlineCode(offset=self._length, kind=kind, markup=markup))

    def add_children(self, node: Node, *, is_first: bool) -> None:
        """Add what stands in an element; `is_first` is whether the document is of version 1."""
        for child in node.children:
            if isinstance(child, str):
                self.add_text(child)
            else:
                self.add_element(child, is_first=is_first)

    def take(self, attributes: Properties = ()) -> Content:
        """Give what was collected, and begin anew."""
        content = Content(text="".join(self._pieces), codes=tuple(self._codes), attributes=attributes)
        self._pieces, self._length, self._codes = [], 0, []
        return content

    def add_element(self, node: Node, *, is_first: bool) -> None:
        """Add an inline element, with what stands in it."""
        kinds = CODE_KINDS_1 if is_first else CODE_KINDS_2
        character = _read_character(node) if not is_first else None
        if character is not None:
            self.add_text(character)
            return
        kind = kinds.get(node.name, "standalone") if node.is_core else "standalone"
        if kind is not None:
            self.add_code(kind, write_node(node))
            return
        self.add_code("open", start_tag(node))
        self.add_children(node, is_first=is_first)
        self.add_code("close", f"</{node.name}>")


def read_content(node: Node, *, is_first: bool) -> Content:
    """Read a <source> or <target>; `is_first` is whether the document is of version 1."""
    builder = ContentBuilder()
    builder.add_children(node, is_first=is_first)
    return builder.take(tuple(node.attributes.items()))


def write_inline(content: Content, *, is_first: bool) -> str:
    """Write text with its codes; characters that XML forbids as <cp> of 2.x."""
    pieces = []
    end = 0
    for code in content.codes:
        pieces += [_write_text(content.text[end : code.offset], is_first), code.markup]
        end = code.offset
    return "".join([*pieces, _write_text(content.text[end:], is_first)])


def _write_text(text: str, is_first: bool) -> str:
    escaped = escape_text(text)
    if is_first:
        return escaped
    return ILLEGAL_CHARACTER.sub(lambda found: f'<cp hex="{ord(found[0]):04X}"/>', escaped)


def _read_character(node: Node) -> str | None:
    """Read a <cp>: a character that XML forbids, by its number."""
    if not node.is_core or node.name != "cp":
        return None
    try:
        number = int(node.attributes.get("hex", ""), 16)
    except ValueError:
        return None
    return chr(number) if 0 <= number <= _LIMIT_CODE_POINT else None


def data_text(node: Node) -> str:
    """Give the text of native data, with its <cp> as characters."""
    return "".join(_data_pieces(node))


def _data_pieces(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield _read_character(child) or ""
