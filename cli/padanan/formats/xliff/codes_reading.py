"""Codes of XLIFF into those of TMX: one object a unit, so that source and target share what pairs them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from padanan.core.model import InlineCode
from padanan.formats.xliff.fragments import parse_markup
from padanan.formats.xliff.model import Content, XliffVersion
from padanan.formats.xliff.nodes import Node, escape_text, start_tag, write_content, write_node
from padanan.formats.xliff.tmx_codes import (
    ASSOCIATIONS,
    HIGHLIGHT_1,
    HIGHLIGHT_2,
    MADE_UP,
    POSITIONS,
    TYPES_2,
    UNKNOWN_TAG,
    TmxCode,
    content_of_1,
    type_of_1,
    x_of,
)

_TYPES_OF_2 = {value: key for key, value in TYPES_2.items()}
# Attributes of codes that have a place in TMX; the others are lost, but for those that mean nothing there.
_KNOWN = frozenset(
    {
        "id", "rid", "ctype", "assoc", "pos", "mid", "mtype", "dataRef", "dataRefStart", "dataRefEnd",
        "startRef", "type", "subType", "isolated", "value",
    }
)  # fmt: skip
_OPENING = frozenset({"g", "mrk", "pc", "bx", "bpt", "sc", "sm"})
_CLOSING = frozenset({"ex", "ept", "ec", "em"})
_NATIVE_1 = frozenset({"bpt", "ept", "ph", "it"})


@dataclass(slots=True)
class _Item:
    """A code of XLIFF on its way; `node` is None for an end tag, `partner` the position of the other half."""

    code: InlineCode
    node: Node | None
    partner: int | None = None


class CodeReader:
    """Reads the codes of one unit's contents; `data` is its native data, by id, as XML."""

    def __init__(self, version: XliffVersion, data: Mapping[str, str], lose: Callable[[str], None]) -> None:
        self._is_first = version.is_first
        self._data = data
        self._lose = lose
        self._numbers: dict[tuple[str, str], str] = {}  # the x by element of TMX and id
        self._taken: defaultdict[str, set[str]] = defaultdict(set)

    def read(self, content: Content) -> tuple[InlineCode, ...]:
        """Give the codes of a content as TMX writes them."""
        if not content.codes:
            return ()
        items = [_Item(code, _parse(code)) for code in content.codes]
        _pair(items)
        numbers = _number_pairs(items)
        return tuple(
            self._convert(items, position, numbers).as_inline(item.code.offset)
            for position, item in enumerate(items)
        )

    def _convert(self, items: Sequence[_Item], position: int, numbers: Mapping[int, str]) -> TmxCode:
        item = items[position]
        node = item.node
        opened = items[item.partner].node if node is None and item.partner is not None else None
        if node is None and opened is not None:
            if _is_highlight(opened):
                return TmxCode(name="/hi")
            return TmxCode(name="ept", i=numbers.get(position), content=self._end_content(opened))
        if node is None:
            return TmxCode(name="it", pos="end", content=escape_text(item.code.markup))
        if _is_highlight(node) and item.partner is not None:
            return self._highlight(node)
        return self._convert_element(node, numbers.get(position), is_end=node.name in _CLOSING)

    def _highlight(self, node: Node) -> TmxCode:
        given = node.attributes
        kind = given.get("mtype", "").removeprefix(HIGHLIGHT_1).removeprefix("-") or given.get("value")
        identity = given.get("mid") or given.get("id")
        return TmxCode(name="hi", x=self._x("hi", identity), type=kind or None)

    def _convert_element(self, node: Node, number: str | None, *, is_end: bool) -> TmxCode:
        given = node.attributes
        name = "ph"
        pos = {value: key for key, value in POSITIONS.items()}.get(given.get("pos", ""))
        if number is not None:
            name = "ept" if is_end else "bpt"
        elif node.name in _OPENING or node.name in _CLOSING or node.name == "it":
            name, pos = "it", pos or ("end" if is_end else "begin")
        kind = self._type(node)
        if name == "ph" and kind == UNKNOWN_TAG:
            name, kind = "ut", None
        content = self._content(node)
        for attribute in given:
            if attribute not in _KNOWN and content and not content.startswith(f"&lt;{node.name}"):
                self._lose(f"the attribute {attribute} of <{node.name}> is left out")
        return TmxCode(
            name=name,
            i=number,
            x=None if name == "ept" else self._x(name, given.get("id")),
            type=None if name == "ept" else kind,
            assoc={value: key for key, value in ASSOCIATIONS.items()}.get(given.get("assoc", "")),
            pos=pos if name == "it" else None,
            content=content,
        )

    def _content(self, node: Node) -> str:
        """Give the native code, as XML: of elements without one, the element itself."""
        if self._is_first and node.name in _NATIVE_1:
            return content_of_1(write_content(node))
        native = self._data.get(node.attributes.get("dataRef", node.attributes.get("dataRefStart", "")))
        if native is not None:
            return native
        if (
            not self._is_first
            and not set(node.attributes) - {"id", "type", "subType", "isolated", "startRef"}
            and (node.name not in {"mrk", "sm", "em", "pc"})
        ):
            return ""
        return _as_text(node)

    def _end_content(self, opened: Node) -> str:
        reference = opened.attributes.get("dataRefEnd")
        return self._data.get(reference, "") if reference else f"&lt;/{opened.name}&gt;"

    def _type(self, node: Node) -> str | None:
        if self._is_first:
            ctype = node.attributes.get("ctype")
            return None if ctype is None else type_of_1(ctype)
        kind, subtype = node.attributes.get("type"), node.attributes.get("subType")
        if kind is None or node.name in {"mrk", "sm"}:
            return None
        known = _TYPES_OF_2.get((kind, subtype))
        return known or (subtype.removeprefix("tmx:") if subtype else kind)

    def _x(self, name: str, identity: str | None) -> str | None:
        """Give the x of an id: the number in it, or one that is free."""
        if identity is None or identity.startswith(MADE_UP):
            return None
        number = self._numbers.get((name, identity))
        if number is None:
            taken = self._taken[name]
            number = x_of(identity)
            if number is None or number in taken:
                number = next(str(free) for free in range(1, len(taken) + 2) if str(free) not in taken)
            taken.add(number)
            self._numbers[name, identity] = number
        return number


def _parse(code: InlineCode) -> Node | None:
    if code.markup.startswith("</"):
        return None
    node = parse_markup(code.markup)
    if node is None:  # nothing that a document can hold
        return Node(name="ph", namespace="", attributes={}, line=0, column=0, children=[code.markup])
    return node


def _pair(items: Sequence[_Item]) -> None:
    """Find the other half of each code that has one."""
    nested: list[int] = []
    named: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        node = item.node
        opened: int | None = None
        if node is None:
            opened = nested.pop() if nested else None
        elif item.code.kind == "open" and node.name in {"g", "mrk", "pc"}:
            nested.append(position)
        elif node.name in _OPENING and node.attributes.get("isolated") != "yes":
            named[_family(node), _link(node)].append(position)
        elif node.name in _CLOSING and node.attributes.get("isolated") != "yes":
            waiting = named[_family(node), _link(node)]
            opened = waiting.pop() if waiting else None
        if opened is not None:
            item.partner, items[opened].partner = opened, position


def _family(node: Node) -> str:
    return {"bx": "x", "ex": "x", "sc": "c", "ec": "c", "sm": "m", "em": "m"}.get(node.name, "t")


def _link(node: Node) -> str:
    given = node.attributes
    return given.get("startRef") or given.get("rid") or given.get("id", "")


def _number_pairs(items: Sequence[_Item]) -> dict[int, str]:
    """Give both halves of each pair its i: what `rid` says, or a number that is free."""
    numbers: dict[int, str] = {}
    opened = [
        position
        for position, item in enumerate(items)
        if item.partner is not None and item.partner > position and not _is_highlight(item.node)
    ]
    taken: set[str] = set()
    for position in opened:
        node = items[position].node
        number = node.attributes.get("rid", "") if node else ""
        if number.isascii() and number.isdigit() and number not in taken:
            numbers[position] = number
            taken.add(number)
    free = 1
    for position in opened:
        if position not in numbers:
            while str(free) in taken:
                free += 1
            numbers[position] = str(free)
            taken.add(str(free))
        partner = items[position].partner
        if partner is not None:
            numbers[partner] = numbers[position]
    return numbers


def _is_highlight(node: Node | None) -> bool:
    if node is None or node.name != "mrk":
        return False
    return node.attributes.get("mtype", "").startswith(HIGHLIGHT_1) or (
        node.attributes.get("type") == HIGHLIGHT_2
    )


def _as_text(node: Node) -> str:
    """Write an element as native code: its start tag, since what it encloses is text of its own."""
    is_container = node.name in {"g", "mrk", "pc"}
    return escape_text(start_tag(node) if is_container else write_node(node))
