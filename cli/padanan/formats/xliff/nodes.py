"""A piece of an XML document as a tree, and the tree written as XML again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from padanan.core.model import Properties
from padanan.formats.xliff.model import Extra

# A carriage return would come back as a newline (XML 1.0, section 2.11), as would white space in an attribute
# as a space (3.3.3).
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


@dataclass(slots=True)
class Node:
    """An element.

    `name` is without prefix for elements of XLIFF, whose `namespace` is "", and as it stood for all others.
    `attributes` are named as they stood. `line` and `column` count from 1. `size` counts the code points of
    an outermost element's text and markup; `problem` says why one cannot be used.
    """

    name: str
    namespace: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: "list[Node | str]" = field(default_factory=list)
    size: int = 0
    problem: str | None = None

    @property
    def is_core(self) -> bool:
        """Whether it is an element of XLIFF itself."""
        return not self.namespace

    @property
    def local_name(self) -> str:
        """Its name without prefix."""
        return self.name.rpartition(":")[2]

    def elements(self) -> "Iterator[Node]":
        """Give the elements right below it."""
        return (child for child in self.children if isinstance(child, Node))

    def core(self, name: str) -> "Iterator[Node]":
        """Give the elements of XLIFF of this name right below it."""
        return (child for child in self.elements() if child.is_core and child.name == name)

    def text(self) -> str:
        """Give all text in it."""
        pieces = [child if isinstance(child, str) else child.text() for child in self.children]
        return "".join(pieces)


def escape_text(text: str) -> str:
    """Write text as XML does."""
    return text.translate(_TEXT)


def unescape_text(text: str) -> str:
    """Read text that `escape_text` wrote, and quotes of attributes."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#13;", "\r"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def quote_attributes(attributes: Properties) -> str:
    """Write attributes, with a space before each."""
    return "".join([f' {name}="{value.translate(_ATTRIBUTE)}"' for name, value in attributes])


def start_tag(node: Node) -> str:
    """Write a start tag."""
    return f"<{node.name}{quote_attributes(tuple(_declared(node)))}>"


def write_content(node: Node) -> str:
    """Write what stands in an element."""
    return "".join(
        [escape_text(child) if isinstance(child, str) else write_node(child) for child in node.children]
    )


def write_node(node: Node) -> str:
    """Write an element."""
    content = write_content(node)
    start = start_tag(node)
    return f"{start}{content}</{node.name}>" if content else f"{start[:-1]}/>"


def as_extra(node: Node) -> Extra:
    """Keep an element as it is."""
    return Extra(markup=write_node(node), name=node.local_name, namespace=node.namespace)


def _declared(node: Node) -> Iterator[tuple[str, str]]:
    """Give the attributes; an element without prefix that is none of XLIFF says what it is."""
    yield from node.attributes.items()
    if not node.is_core and ":" not in node.name and "xmlns" not in node.attributes:
        yield "xmlns", node.namespace
