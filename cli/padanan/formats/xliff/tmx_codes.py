"""Inline codes of TMX as those of XLIFF and back.

Units hold codes as TMX writes them, since that is what memories are exchanged as. A code of XLIFF that has no
native code of its own, such as <g> and <x>, is native code to TMX: <bpt i="1" x="1">&lt;g id="1"&gt;</bpt>.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from padanan.core.model import InlineCode
from padanan.formats.xliff.fragments import parse_markup
from padanan.formats.xliff.nodes import Node, escape_text, quote_attributes, write_content

# The names of TMX 1.4b's <bpt type> and <ph type> that XLIFF has too, in 1.2 as `ctype`.
TYPES_1 = {"bold": "bold", "italic": "italic", "ulined": "underlined", "link": "link", "image": "image",
           "pb": "pb", "lb": "lb"}  # fmt: skip
# The same of 2.x: `type` and `subType`.
TYPES_2: dict[str, tuple[str, str | None]] = {
    "bold": ("fmt", "xlf:b"), "italic": ("fmt", "xlf:i"), "ulined": ("fmt", "xlf:u"),
    "lb": ("fmt", "xlf:lb"), "pb": ("fmt", "xlf:pb"), "link": ("link", None), "image": ("image", None),
}  # fmt: skip
ASSOCIATIONS = {"p": "preceding", "f": "following", "b": "both"}
POSITIONS = {"begin": "open", "end": "close"}
# The type of <ph> that a deprecated <ut> becomes, and of <mrk> for <hi>.
UNKNOWN_TAG = "ut"
HIGHLIGHT_1 = "x-hi"
HIGHLIGHT_2 = "tmx:hi"
_NAMES = frozenset({"bpt", "ept", "ph", "it", "ut", "hi"})
# Identities that are made up, since an element of TMX has no x: nothing else begins so.
MADE_UP = "_"
_EXTENDED = "x-"
_PREFIXES = {"ph": "p", "it": "i", "hi": "m", "ut": "u"}
_IDENTITY = re.compile(r"[pimu]?([0-9]{1,9})")
_TOKEN = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TmxCode:
    """A code of TMX: its element (`/hi` for the end of one), its attributes and, as XML, what is in it."""

    name: str
    i: str | None = None
    x: str | None = None
    type: str | None = None
    assoc: str | None = None
    pos: str | None = None
    content: str = ""

    def as_inline(self, offset: int) -> InlineCode:
        """Give the code as units hold it."""
        if self.name == "/hi":
            return InlineCode(offset=offset, kind="close", markup="</hi>")
        attributes = ((name, getattr(self, name)) for name in ("i", "x", "type", "assoc", "pos"))
        start = f"<{self.name}{quote_attributes(tuple((n, v) for n, v in attributes if v is not None))}"
        if self.name == "hi":
            return InlineCode(offset=offset, kind="open", markup=f"{start}>")
        markup = f"{start}>{self.content}</{self.name}>" if self.content else f"{start}/>"
        kind = {"bpt": "open", "ept": "close"}.get(self.name, "standalone")
        return InlineCode(offset=offset, kind=kind, markup=markup)  # type: ignore[arg-type]


def read_tmx_codes(codes: Sequence[InlineCode]) -> list[TmxCode]:
    """Read the codes of a variant; those that are not TMX's are native code, paired as they nest."""
    found: list[TmxCode] = []
    stack: list[int] = []  # positions of native codes that are open
    used = [int(number) for code in codes for number in re.findall(r'\bi="([0-9]{1,9})"', code.markup)]
    number = max(used, default=0)
    for code in codes:
        known = _read_tmx(code)
        if known is not None:
            found.append(known)
            continue
        content = escape_text(code.markup)
        if code.kind == "open":
            stack.append(len(found))
            found.append(TmxCode(name="it", pos="begin", content=content))
        elif code.kind == "close" and stack:
            number += 1
            opened = stack.pop()
            found[opened] = TmxCode(name="bpt", i=str(number), content=found[opened].content)
            found.append(TmxCode(name="ept", i=str(number), content=content))
        else:
            pos = "end" if code.kind == "close" else None
            found.append(TmxCode(name="it" if pos else "ph", pos=pos, content=content))
    return found


def _read_tmx(code: InlineCode) -> TmxCode | None:
    if code.markup == "</hi>":
        return TmxCode(name="/hi")
    node = parse_markup(code.markup)
    if node is None or node.name not in _NAMES:
        return None
    given = node.attributes
    return TmxCode(
        name=node.name,
        i=given.get("i"),
        x=given.get("x"),
        type=given.get("type"),
        assoc=given.get("assoc"),
        pos=given.get("pos"),
        content=write_content(node),
    )


def type_1(name: str) -> str:
    """Give the `ctype` of 1.2 for a type of TMX."""
    return TYPES_1.get(name, _EXTENDED + re.sub(r"\s", "_", name))


def type_of_1(ctype: str) -> str:
    """Give the type of TMX for a `ctype` of 1.2."""
    return {value: key for key, value in TYPES_1.items()}.get(ctype, ctype.removeprefix(_EXTENDED))


def identity_of(name: str, x: str) -> str | None:
    """Give the id for the x of an element of TMX; None where it cannot be one.

    Ids are unique in a unit, an x among elements of one name: a letter tells them apart.
    """
    if x.isascii() and x.isdigit():
        return _PREFIXES.get(name, "") + x
    return f"{_EXTENDED}{x}" if _TOKEN.fullmatch(x) else None


def x_of(identity: str) -> str | None:
    """Give the x that an id stands for, None for one that says nothing of it."""
    number = _IDENTITY.fullmatch(identity)
    if number:
        return number[1]
    return identity.removeprefix(_EXTENDED) if identity.startswith(_EXTENDED) else None


def content_as_1(content: str) -> str:
    """Write what stands in a code of TMX for 1.2: <sub> and what is in it have other attributes there."""
    return _rename_all(content, _as_1)


def content_of_1(content: str) -> str:
    """Write what stands in a code of 1.2 for TMX."""
    return _rename_all(content, _of_1)


def _rename_all(content: str, rename: Callable[[Node], Node]) -> str:
    if "<" not in content:
        return content
    node = parse_markup(f"<x>{content}</x>")
    return "" if node is None else write_content(_renamed(node, rename))


def _renamed(node: Node, rename: Callable[[Node], Node]) -> Node:
    children = [child if isinstance(child, str) else _renamed(child, rename) for child in node.children]
    return replace(rename(node), children=children)


def _as_1(node: Node) -> Node:
    given = dict(node.attributes)
    kind = given.get("type")
    if node.name == "hi":
        mtype = HIGHLIGHT_1 if kind is None else f"{HIGHLIGHT_1}-{kind}"
        return replace(node, name="mrk", attributes=_given(mtype=mtype, mid=given.get("x")))
    ctype = type_1(kind) if kind is not None else None
    if node.name == "sub":
        return replace(node, attributes=_given(datatype=given.get("datatype"), ctype=ctype))
    if node.name not in _NAMES:
        return node
    x = given.get("x")
    made_up = f"{MADE_UP}{given.get('i', '0')}"
    attributes = {
        "id": (identity_of("", x) if x is not None else None) or made_up,
        "rid": given.get("i"),
        "ctype": _EXTENDED + UNKNOWN_TAG if node.name == "ut" else ctype,
        "assoc": ASSOCIATIONS.get(given.get("assoc", "")),
        "pos": POSITIONS.get(given.get("pos", "")),
    }
    return replace(node, name="ph" if node.name == "ut" else node.name, attributes=_given(**attributes))


def _of_1(node: Node) -> Node:
    given = dict(node.attributes)
    ctype = given.get("ctype")
    kind = None if ctype is None else type_of_1(ctype)
    if node.name == "mrk" and given.get("mtype", "").startswith(HIGHLIGHT_1):
        mtype = given["mtype"].removeprefix(HIGHLIGHT_1).removeprefix("-")
        return replace(node, name="hi", attributes=_given(x=given.get("mid"), type=mtype or None))
    if node.name == "sub":
        return replace(node, attributes=_given(datatype=given.get("datatype"), type=kind))
    if node.name not in _NAMES:
        # Nothing of TMX: what stands in it is all that can stay.
        return replace(node, name="sub", attributes={})
    identity = given.get("id", "")
    attributes = {
        "i": given.get("rid"),
        "x": None if identity.startswith(MADE_UP) else x_of(identity),
        "type": kind,
        "assoc": _inverse(ASSOCIATIONS).get(given.get("assoc", "")),
        "pos": _inverse(POSITIONS).get(given.get("pos", "")),
    }
    if node.name == "ph" and ctype == _EXTENDED + UNKNOWN_TAG:
        return replace(node, name="ut", attributes=_given(x=attributes["x"]))
    return replace(node, attributes=_given(**attributes))


def _given(**attributes: str | None) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value is not None}


def _inverse(table: Mapping[str, str]) -> dict[str, str]:
    return {value: key for key, value in table.items()}
