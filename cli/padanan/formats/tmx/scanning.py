"""Units in the form that nearly all have, read by regular expressions.

A unit that looks otherwise in any way (references by number, comments, codes in codes, whatever is not TMX)
is left to the XML parser, so that both ways give the same units: see `padanan.formats.tmx.reader`.
"""

import re
from functools import lru_cache
from typing import Literal
from xml.sax.saxutils import escape

from padanan.core.model import InlineCode, Properties, TranslationUnit, Variant
from padanan.formats.tmx.drafts import (
    NO_PARTS,
    Facts,
    Parts,
    UnitError,
    finish_unit,
    finish_variant,
    keep_of_unit,
    read_facts,
    sort_parts,
)
from padanan.formats.tmx.making import make_code
from padanan.formats.tmx.vocabulary import (
    CODE_KINDS,
    KNOWN_OF_CODE,
    KNOWN_OF_PART,
    KNOWN_OF_UNIT,
    KNOWN_OF_VARIANT,
    name_property,
)

# What is longer is the parser's: it counts what a unit costs.
_LIMIT_UNIT = 50_000

# What stands between a name and > is looked at once for all the tags that have the same.
_PARTS = r"((?:[ \t\n]*+<(?:prop|note)(?=[ \n>])[^<>]*+>[^<]*+</(?:prop|note)>)*+)[ \t\n]*+"
_START = re.compile(rf'[ \t\n]*+<tu(?: tuid="([^"<>&\t\n]*+)")?((?:[ \n][^<>]*+)?)>{_PARTS}')
_VARIANT = re.compile(
    rf"<tuv([ \n][^<>]*+)>{_PARTS}<seg>([^<]*+(?:<(?!/seg>)[^<]*+)*+)</seg>[ \t\n]*+</tuv>[ \t\n]*+(</tu>)?"
)
_PART = re.compile(r"<(prop|note)([^<>]*+)>([^<]*+)</(prop|note)>")
_ATTRIBUTE = r'[ \n]+([A-Za-z][A-Za-z0-9:_-]*)="([^"<>&\t\n]*)"'
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE})*[ \n]*")
_PAIR = re.compile(_ATTRIBUTE)
# How attributes begin where programs write them, and what asks for a second look at their values.
_START_OF = {
    f" {name}=": name for name in (*KNOWN_OF_UNIT, *KNOWN_OF_VARIANT, *KNOWN_OF_PART, *KNOWN_OF_CODE)
}
_WITH_REFERENCES = frozenset("&\t\n")
_CODE = re.compile(
    r"(<(?:(?:bpt|ept|ph|it|ut)(?:[ \n][^<>]*)?(?:/>|>[^<]*</[a-z]+>)|hi(?:[ \n][^<>]*)?>|/hi>))"
)
_WHOLE_CODE = re.compile(r"<(bpt|ept|ph|it|ut)([^<>]*?)(?:/>|>([^<]*)</\1>)")
_STRANGE_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")

_Kind = Literal["open", "close", "standalone"]
Content = tuple[str, tuple[InlineCode, ...]]


class _StrangeError(Exception):
    """Something that only the XML parser should judge."""


class UnitScanner:
    """Reads the units of one document; `name` is the file's, `source_language` the header's."""

    def __init__(self, name: str, source_language: str | None) -> None:
        self._name = name
        self._source_language = source_language

    def scan(self, text: str, start: int, line: int) -> tuple[list[TranslationUnit], int, int]:
        """Read units from a place between units for as long as they are whole and of the usual form.

        Args:
            text: Well-formed XML or not, with ends of lines as newlines, none that XML forbids.
            start: Where a unit begins, or white space before it.
            line: The line of that place.

        Returns:
            The units, where the last one ends, and the line of that place.
        """
        units: list[TranslationUnit] = []
        try:
            while scanned := self._scan_unit(text, start, line):
                unit, start, line = scanned
                units.append(unit)
        except (_StrangeError, UnitError):
            pass  # the parser takes this one, and has words for what is wrong with it
        return units, start, line

    def _scan_unit(self, text: str, start: int, line: int) -> tuple[TranslationUnit, int, int] | None:
        opened = _START.match(text, start)
        if opened is None:
            return None
        tuid, attributes, parts = opened.groups()
        kept, source_language, _ = _read_unit_attributes(attributes)
        variants: list[Variant] = []
        counted, end, closed = start, opened.end(), None
        while closed is None:
            found = _VARIANT.match(text, end)
            if found is None:
                return None
            place = found.start()
            line += text.count("\n", counted, place)
            counted, end = place, found.end()
            own, inner, written, closed = found.groups()
            facts = _read_variant_attributes(own, attributes)
            content = _read_inline(written) if "<" in written else (_unescape(written), ())
            variants.append(
                finish_variant(
                    (self._name, line), facts, content, _read_parts_of_variant(inner) if inner else NO_PARTS
                )
            )
        if end - start > _LIMIT_UNIT:
            return None
        identity = (self._name, tuid, source_language or self._source_language)
        unit = finish_unit(identity, variants, kept, _read_parts_of_unit(parts) if parts else NO_PARTS)
        return unit, end, line + text.count("\n", counted, end)


@lru_cache(maxsize=4096)  # a translator's day gives hundreds of elements the same ones
def _read_unit_attributes(written: str) -> tuple[Properties, str | None, dict[str, str]]:
    attributes = _read_attributes(written, KNOWN_OF_UNIT)
    return keep_of_unit(attributes), attributes.get("srclang"), attributes


@lru_cache(maxsize=4096)
def _read_variant_attributes(written: str, of_unit: str) -> Facts:
    return read_facts(_read_attributes(written, KNOWN_OF_VARIANT), _read_unit_attributes(of_unit)[2])


def _read_attributes(written: str, known: frozenset[str]) -> dict[str, str]:
    """Read attributes; those with one space before each, as programs write them, quickly."""
    pieces = written.split('"')
    names = [_START_OF.get(piece) for piece in pieces[0:-1:2]]
    if pieces[-1] or None in names or not _WITH_REFERENCES.isdisjoint(written):
        return _read_odd_attributes(written, known)
    attributes = dict(zip(names, pieces[1::2], strict=True))
    if len(attributes) < len(names) or not known.issuperset(attributes):
        raise _StrangeError
    return attributes  # type: ignore[return-value]  # None is not among the names


def _read_odd_attributes(written: str, known: frozenset[str]) -> dict[str, str]:
    pairs = _PAIR.findall(written)
    attributes = dict(pairs)
    is_plain = len(attributes) == len(pairs) and _ATTRIBUTES.fullmatch(written)
    if not is_plain or not known.issuperset(attributes):
        raise _StrangeError
    return attributes


@lru_cache(maxsize=1024)
def _read_parts_of_unit(written: str) -> Parts:
    return sort_parts(_read_parts(written), of_variant=False)


@lru_cache(maxsize=1024)
def _read_parts_of_variant(written: str) -> Parts:
    return sort_parts(_read_parts(written), of_variant=True)


def _read_parts(written: str) -> Properties:
    parts = []
    for element, attributes, content, end in _PART.findall(written):
        if end != element:
            raise _StrangeError
        parts.append((_name_part(element, attributes), _unescape(content)))
    return tuple(parts)


@lru_cache(maxsize=1024)
def _name_part(element: str, attributes: str) -> str:
    return name_property(element, _read_attributes(attributes, KNOWN_OF_PART))


def _read_inline(written: str) -> Content:
    text, *rest = _CODE.split(written)
    text = _unescape(text)
    pieces = [text]
    codes = []
    length, depth = len(text), 0
    for markup, piece in zip(rest[::2], rest[1::2], strict=True):
        kind, normal, step = _read_code(markup)
        depth += step
        if depth < 0:
            raise _StrangeError
        codes.append(make_code(length, kind, normal))
        if piece:
            text = _unescape(piece)
            pieces.append(text)
            length += len(text)
    if depth:
        raise _StrangeError
    return "".join(pieces), tuple(codes)


@lru_cache(maxsize=4096)
def _read_code(written: str) -> tuple[_Kind, str, int]:
    """Give a code's kind, its markup as the parser's handlers write it, and how <hi> elements nest."""
    if written == "</hi>":
        return "close", written, -1
    if written.startswith("<hi"):
        return "open", f"<hi{_normalise(written[3:-1])}>", 1
    found = _WHOLE_CODE.fullmatch(written)
    if found is None:
        raise _StrangeError
    name, attributes, content = found.groups()
    start = f"<{name}{_normalise(attributes)}"
    if not content:
        return CODE_KINDS[name], f"{start}/>", 0
    return CODE_KINDS[name], f"{start}>{escape(_unescape(content))}</{name}>", 0


def _normalise(attributes: str) -> str:
    pairs = _read_attributes(attributes, KNOWN_OF_CODE)
    return "".join(f' {key}="{value}"' for key, value in pairs.items())


def _unescape(written: str) -> str:
    if "&" not in written:
        if "<" in written:
            raise _StrangeError
        return written
    if "<" in written or _STRANGE_REFERENCE.search(written):
        raise _StrangeError
    return (
        written.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )
