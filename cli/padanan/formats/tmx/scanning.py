"""Units in the form that nearly all have, read by regular expressions.

A unit that looks otherwise in any way (references by number, comments, codes in codes, whatever is not TMX)
is left to the XML parser, so that both ways give the same units: see `padanan.formats.tmx.reader`.
"""

import re
from functools import lru_cache
from typing import Literal
from xml.sax.saxutils import escape

from padanan.core.model import InlineCode
from padanan.formats.tmx.drafts import UnitDraft, VariantDraft
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

_ATTRIBUTES = r'((?:[ \n]+[A-Za-z][A-Za-z0-9:_-]*="[^"<>&\t\n]*")*)[ \n]*'
_PLAIN_ATTRIBUTES = _ATTRIBUTES.replace("((", "(?:(", 1)
_PART = rf"[ \t\n]*<(?:prop{_PLAIN_ATTRIBUTES}>[^<]*</prop|note{_PLAIN_ATTRIBUTES}>[^<]*</note)>"
_START = re.compile(rf'[ \t\n]*<tu(?: tuid="([^"<>&\t\n]*)")?{_ATTRIBUTES}>((?:{_PART})*)')
_VARIANT = re.compile(
    rf"[ \t\n]*<tuv{_ATTRIBUTES}>((?:{_PART})*)[ \t\n]*"
    r"<seg>([^<]*(?:<(?!/seg>)[^<]*)*)</seg>[ \t\n]*</tuv>"
)
_END = re.compile(r"[ \t\n]*</tu>")
_PARTS = re.compile(rf"<(prop|note){_ATTRIBUTES}>([^<]*)</")
_PAIRS = re.compile(r'([A-Za-z][A-Za-z0-9:_-]*)="([^"]*)"')
_CODE = re.compile(rf"<(?:(bpt|ept|ph|it|ut){_ATTRIBUTES}(?:/>|>([^<]*)</\1>)|hi{_ATTRIBUTES}>|/hi>)")
_STRANGE_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")

_Kind = Literal["open", "close", "standalone"]


class _StrangeError(Exception):
    """Something that only the XML parser should judge."""


def scan_unit(
    text: str, start: int, *, line: int, source_language: str | None
) -> tuple[UnitDraft, int] | None:
    """Read the unit that begins at a place between units.

    Args:
        text: Well-formed XML or not, with ends of lines as newlines, none that XML forbids.
        start: Where the unit begins, or white space before it.
        line: The line of that place.
        source_language: The header's.

    Returns:
        The unit and where it ends; None when it is not here as a whole, or is not of the usual form.
    """
    try:
        return _scan(text, start, line, source_language)
    except _StrangeError:
        return None


def _scan(text: str, start: int, line: int, source_language: str | None) -> tuple[UnitDraft, int] | None:
    opened = _START.match(text, start)
    if opened is None:
        return None
    tuid, written, parts = opened.groups()
    attributes = _read_attributes(written, KNOWN_OF_UNIT)
    unit = UnitDraft(
        line=line,
        column=1,
        tuid=tuid or "",
        attributes=attributes,
        source_language=attributes.get("srclang", source_language),
    )
    if parts:
        unit.properties = _read_parts(parts)
    counted, position = start, opened.end()
    while found := _VARIANT.match(text, position):
        place = found.start(1)
        line += text.count("\n", counted, place)
        counted = place
        unit.variants.append(_read_variant(found, line))
        position = found.end()
    ended = _END.match(text, position)
    if ended is None or ended.end() - start > _LIMIT_UNIT:
        return None
    return unit, ended.end()


def _read_variant(found: re.Match[str], line: int) -> VariantDraft:
    written, parts, content = found.groups()
    variant = VariantDraft(line=line, attributes=_read_attributes(written, KNOWN_OF_VARIANT))
    if parts:
        variant.properties = _read_parts(parts)
    if "<" in content:
        variant.text, variant.codes = _read_inline(content)
    else:
        variant.text = _unescape(content) if "&" in content else content
    return variant


@lru_cache(maxsize=4096)  # a translator's day gives hundreds of elements the same ones
def _read_attributes(written: str, known: frozenset[str]) -> dict[str, str]:
    pairs = _PAIRS.findall(written)
    attributes = dict(pairs)
    if len(attributes) < len(pairs) or not known.issuperset(attributes):
        raise _StrangeError
    return attributes


def _read_parts(written: str) -> list[tuple[str, str]]:
    return [
        (_name_part(element, attributes), _unescape(content))
        for element, attributes, content in _PARTS.findall(written)
    ]


@lru_cache(maxsize=1024)
def _name_part(element: str, attributes: str) -> str:
    return name_property(element, _read_attributes(attributes, KNOWN_OF_PART))


def _read_inline(content: str) -> tuple[str, tuple[InlineCode, ...]]:
    pieces: list[str] = []
    codes: list[InlineCode] = []
    length = end = depth = 0
    for found in _CODE.finditer(content):
        piece = content[end : found.start()]
        if piece:
            piece = _unescape(piece)
            pieces.append(piece)
            length += len(piece)
        end = found.end()
        kind, markup, step = _read_code(found[0])
        depth += step
        if depth < 0:
            raise _StrangeError
        codes.append(InlineCode(offset=length, kind=kind, markup=markup))
    pieces.append(_unescape(content[end:]))
    text = "".join(pieces)
    if depth:
        raise _StrangeError
    return text, tuple(codes)


@lru_cache(maxsize=4096)
def _read_code(written: str) -> tuple[_Kind, str, int]:
    """Give a code's kind, its markup as the parser's handlers write it, and how <hi> elements nest."""
    found = _CODE.fullmatch(written)
    if written == "</hi>" or found is None:
        return "close", written, -1
    name, raw, content, of_hi = found.groups()
    pairs = _read_attributes(raw if name else of_hi, KNOWN_OF_CODE)
    attributes = "".join(f' {key}="{value}"' for key, value in pairs.items())
    if name is None:
        return "open", f"<hi{attributes}>", 1
    if not content:
        return CODE_KINDS[name], f"<{name}{attributes}/>", 0
    return CODE_KINDS[name], f"<{name}{attributes}>{escape(_unescape(content))}</{name}>", 0


def _unescape(written: str) -> str:
    if "<" in written:
        raise _StrangeError
    if "&" not in written:
        return written
    if _STRANGE_REFERENCE.search(written):
        raise _StrangeError
    return (
        written.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )
