"""Codes of units into XLIFF: one object a unit, so that source and target share their ids and native data."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from padanan.core.model import InlineCode, Properties
from padanan.formats.xliff.fragments import is_well_formed, parse_markup
from padanan.formats.xliff.model import Content, XliffVersion
from padanan.formats.xliff.nodes import escape_text, quote_attributes, unescape_text
from padanan.formats.xliff.tmx_codes import (
    ASSOCIATIONS,
    HIGHLIGHT_1,
    HIGHLIGHT_2,
    MADE_UP,
    POSITIONS,
    TYPES_2,
    UNKNOWN_TAG,
    TmxCode,
    content_as_1,
    identity_of,
    read_tmx_codes,
    type_1,
)

_OWN_TAGS = {
    True: re.compile(r"</?(?:g|x|bx|ex|mrk)(?=[\s/>])[^<>]*>"),
    False: re.compile(r"</?(?:pc|ph|sc|ec|mrk|sm|em)(?=[\s/>])[^<>]*>"),
}
_BLANK = re.compile(r"\s")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9._:-]+")


@dataclass(slots=True)
class _Side:
    """What was written of the sources, or of the targets, of a unit."""

    taken: set[str] = field(default_factory=set)
    alike: Counter[TmxCode] = field(default_factory=Counter)


class CodeWriter:
    """Writes the codes of one unit's variants; `data` is the native data of 2.x so far."""

    def __init__(self, version: XliffVersion, lose: Callable[[str], None]) -> None:
        self._is_first = version.is_first
        self._lose = lose
        self._made_up: dict[tuple[object, ...], str] = {}
        self._data: dict[str, str] = {}
        self._sides = (_Side(), _Side())

    @property
    def data(self) -> Properties:
        """The native codes of 2.x by id, as XML."""
        return tuple((identity, content) for content, identity in self._data.items())

    def write(self, text: str, inline: tuple[InlineCode, ...], *, is_target: bool) -> Content:
        """Give a text of the unit with its codes as XLIFF writes them."""
        if not inline:
            return Content(text=text)
        codes = read_tmx_codes(inline)
        markups = self._restore(codes) or self._write_codes(codes, self._sides[is_target])
        written = [replace(code, markup=markup) for code, markup in zip(inline, markups, strict=True)]
        return Content(text=text, codes=tuple(written))

    def _restore(self, codes: Sequence[TmxCode]) -> list[str] | None:
        """Give codes that were all XLIFF's own before they were TMX's."""
        pattern = _OWN_TAGS[self._is_first]
        tags = [unescape_text(code.content) for code in codes]
        if not all(pattern.fullmatch(tag) and "dataRef" not in tag for tag in tags):
            return None
        return tags if is_well_formed("".join(tags)) else None

    def _write_codes(self, codes: Sequence[TmxCode], side: "_Side") -> list[str]:
        write = self._write_1 if self._is_first else self._write_2
        identities = self._identify(codes, side)
        return [write(code, identity) for code, identity in zip(codes, identities, strict=True)]

    def _identify(self, codes: Sequence[TmxCode], side: "_Side") -> list[str]:
        """Give each code its id, and the end of a pair that of its beginning.

        Codes that are alike have the same made-up ids in source and target, in their order.
        """
        identities: list[str] = []
        opened: defaultdict[str | None, list[str]] = defaultdict(list)
        for code in codes:
            if code.name in {"ept", "/hi"} and opened[_pair(code)]:
                identities.append(opened[_pair(code)].pop())
                continue
            identity = None if code.x is None else identity_of(code.name, code.x)
            if code.x is not None and (identity is None or identity in side.taken):
                self._lose(f"x={code.x[:20]!r} of an inline code cannot be an id")
                identity = None
            if identity is None:
                anonymous = replace(code, i=None, x=None)
                side.alike[anonymous] += 1
                made_up = f"{MADE_UP}{len(self._made_up) + 1}"
                identity = self._made_up.setdefault((anonymous, side.alike[anonymous]), made_up)
            side.taken.add(identity)
            identities.append(identity)
            if code.name in {"bpt", "hi"}:
                opened[_pair(code)].append(identity)
        return identities

    def _write_1(self, code: TmxCode, identity: str) -> str:
        if code.name == "/hi":
            return "</mrk>"
        if code.name == "hi":
            mtype = HIGHLIGHT_1 if code.type is None else f"{HIGHLIGHT_1}-{_BLANK.sub('_', code.type)}"
            return f"<mrk{_attributes(mtype=mtype, mid=identity)}>"
        name = "ph" if code.name == "ut" else code.name
        ctype = f"x-{UNKNOWN_TAG}" if code.name == "ut" else code.type and type_1(code.type)
        if code.name == "ept" and ctype is not None:
            self._drop("type", name)
            ctype = None
        attributes = _attributes(
            id=identity,
            pos=POSITIONS.get(code.pos or ""),
            rid=code.i if code.i and _NAME_TOKEN.fullmatch(code.i) else None,
            ctype=ctype,
            assoc=ASSOCIATIONS.get(code.assoc or ""),
        )
        content = content_as_1(code.content)
        return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"

    def _write_2(self, code: TmxCode, identity: str) -> str:
        if code.name == "/hi":
            return "</mrk>"
        if code.name == "hi":
            return f"<mrk{_attributes(id=identity, type=HIGHLIGHT_2, value=code.type)}>"
        kind, subtype = self._type_2(code)
        data = self._reference(code.content)
        if code.assoc is not None:
            self._drop("assoc", code.name)
        if code.name in {"ph", "ut"}:
            return f"<ph{_attributes(id=identity, dataRef=data, type=kind, subType=subtype)}/>"
        isolated = "yes" if code.name == "it" else None
        if code.name == "bpt" or (code.name == "it" and code.pos == "begin"):
            attributes = _attributes(id=identity, dataRef=data, type=kind, subType=subtype, isolated=isolated)
            return f"<sc{attributes}/>"
        names = {"id": identity} if isolated else {"startRef": identity}
        return f"<ec{_attributes(**names, dataRef=data, type=kind, subType=subtype, isolated=isolated)}/>"

    def _type_2(self, code: TmxCode) -> tuple[str | None, str | None]:
        if code.name == "ut":
            return "other", f"tmx:{UNKNOWN_TAG}"
        if code.type is None:
            return None, None
        return TYPES_2.get(code.type) or ("other", "tmx:" + re.sub(r"[\s:]", "_", code.type))

    def _reference(self, content: str) -> str | None:
        if not content:
            return None
        if "<" in content:
            self._lose("text within inline codes (<sub>) becomes native code")
            node = parse_markup(f"<x>{content}</x>")
            content = escape_text(node.text()) if node else ""
        return self._data.setdefault(content, f"d{len(self._data) + 1}")

    def _drop(self, attribute: str, name: str) -> None:
        self._lose(f"the attribute {attribute} of <{name}> is left out")


def _pair(code: TmxCode) -> str | None:
    return "hi" if code.name in {"hi", "/hi"} else f"i{code.i}"


def _attributes(**attributes: str | None) -> str:
    return quote_attributes(tuple((name, value) for name, value in attributes.items() if value is not None))
