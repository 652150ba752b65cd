"""Writing TMX 1.4b: the same units give the same bytes."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import NoReturn
from xml.parsers import expat

from padanan import __version__
from padanan.core.errors import TmxError
from padanan.core.interchange import SkippedUnit
from padanan.core.model import Properties, TranslationUnit, Variant
from padanan.formats.tmx.drafts import find_author, find_time
from padanan.formats.tmx.header import TmxHeader
from padanan.formats.tmx.vocabulary import (
    ATTRIBUTE_ESCAPES,
    ATTRIBUTE_MARK,
    CONTROL_BYTES,
    HEADER_ATTRIBUTES,
    ILLEGAL_CHARACTER,
    INLINE_ELEMENTS,
    PROP_CONTEXT,
    PROP_NEXT,
    PROP_ORIGIN,
    PROP_ORIGIN_LINE,
    PROP_PREVIOUS,
    UDE,
    UNIT_ATTRIBUTES,
    VARIANT_ATTRIBUTES,
    escape_text,
    quote_attributes,
    tmx_time,
)

# A start tag of <prop> or <note> as reading keeps it: see `vocabulary.NOTE`.
_KEPT_TAG = re.compile(
    r"<(prop|note)(?: (?:type|xml:lang|lang|o-encoding)=\"(?:[^\"<>&]|&(?:amp|lt|gt|quot|#13|#10|#9);)*\")*>"
)
_WHITE_SPACE = frozenset(" \t\r\n")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_.:/-]+")
_KEY_BYTES = 8


def write_tmx(
    units: Iterable[TranslationUnit],
    *,
    header: TmxHeader,
    on_skip: Callable[[SkippedUnit], None] | None = None,
) -> bytes:
    """Give a whole TMX document, in UTF-8 (see `encode_tmx`)."""
    return b"".join(encode_tmx(units, header=header, on_skip=on_skip))


def encode_tmx(
    units: Iterable[TranslationUnit],
    *,
    header: TmxHeader,
    on_skip: Callable[[SkippedUnit], None] | None = None,
) -> Iterator[bytes]:
    """Give a TMX document in UTF-8, a unit at a time.

    Units stand in the order they come, each with its source language's variant first and the others sorted by
    tag. A `tuid` holds no white space: a key that does is replaced by a digest of it.

    Args:
        units: The units, consumed lazily.
        header: What stands in the header.
        on_skip: Told about every unit that cannot stand in a TMX document: without variants, with a character
            that XML forbids, or with inline codes that are not TMX. Without it such a unit is an error.

    Raises:
        TmxError: a unit cannot be written, and `on_skip` is None.
    """
    report = on_skip or _refuse
    yield _open_document(header).encode()
    for unit in units:
        try:
            data = _write_unit(unit, header)
        except _CannotBeWrittenError as error:
            report(SkippedUnit(key=unit.key, reason=str(error)))
        else:
            yield data
    yield b"  </body>\n</tmx>\n"


class _CannotBeWrittenError(Exception):
    """A unit that cannot stand in a TMX document; its text says why."""


def _open_document(header: TmxHeader) -> str:
    own = {
        "creationtool": "padanan",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "padanan",
        "adminlang": header.admin_language,
        "srclang": header.source_language,
        "datatype": header.datatype,
    }
    given = {**own, **dict(header.attributes)}
    attributes = quote_attributes((name, given.get(name)) for name in HEADER_ATTRIBUTES)
    content = "".join(
        f"    {text}\n" if name == UDE else _element(name, text, "    ") for name, text in header.properties
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        + (f"  <header{attributes}>\n{content}  </header>\n" if content else f"  <header{attributes}/>\n")
        + "  <body>\n"
    )


def _write_unit(unit: TranslationUnit, header: TmxHeader) -> bytes:
    """Write a unit.

    Raises:
        _CannotBeWrittenError: TMX cannot hold it.
    """
    source = unit.source_language
    variants = unit.variants
    if not variants:
        raise _CannotBeWrittenError("it has no text in any language")
    if len(variants) > 1:
        variants = tuple(sorted(variants, key=lambda one: (one.language != source, one.language)))
    inherited = tuple([pair for pair in unit.properties if pair[0][:1] == ATTRIBUTE_MARK])
    own_language = source if source != header.source_language else None
    pieces = [f'    <tu tuid="{_identifier(unit.key)}"{_quote_unit(own_language, inherited)}>\n']
    if unit.msgctxt is not None:
        pieces.append(_element(PROP_CONTEXT, unit.msgctxt, "      "))
    for name, text in unit.properties:
        if name[:1] != ATTRIBUTE_MARK:
            pieces.append(_element(name, text, "      "))
    for variant in variants:
        _write_variant(variant, inherited, pieces)
    pieces.append("    </tu>\n")
    return _encode("".join(pieces))


@lru_cache(maxsize=4096)
def _quote_unit(source_language: str | None, attributes: Properties) -> str:
    given = {**_attributes_of(attributes), "srclang": source_language}
    return quote_attributes((name, given.get(name)) for name in ("srclang", *UNIT_ATTRIBUTES))


def _encode(text: str) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = b"\0"
    # Looking for what is forbidden character by character takes longer than all the rest.
    if (
        len(data) != len(data.translate(None, CONTROL_BYTES))
        or b"\xef\xbf\xbe" in data
        or b"\xef\xbf\xbf" in data
    ):
        illegal = ILLEGAL_CHARACTER.search(text)
        if illegal:
            raise _CannotBeWrittenError(f"it holds the character U+{ord(illegal[0]):04X}, which XML forbids")
    return data


def _write_variant(variant: Variant, unit: Properties, pieces: list[str]) -> None:
    indent = "        "
    pieces.append(f"      <tuv{_variant_attributes(variant, unit)}>\n")
    if variant.previous is not None:
        pieces.append(_element(PROP_PREVIOUS, variant.previous, indent))
    if variant.next is not None:
        pieces.append(_element(PROP_NEXT, variant.next, indent))
    origin = variant.origin
    if origin is not None:
        pieces.append(_element(PROP_ORIGIN, origin.path, indent))
        if origin.line is not None:
            pieces.append(_element(PROP_ORIGIN_LINE, str(origin.line), indent))
    for name, text in variant.properties:
        if name[:1] != ATTRIBUTE_MARK:
            pieces.append(_element(name, text, indent))
    content = _content(variant) if variant.codes else escape_text(variant.text)
    pieces.append(f"        <seg>{content}</seg>\n      </tuv>\n")


def _variant_attributes(variant: Variant, unit: Properties) -> str:
    """Write a variant's attributes: those it had, and who and when where nothing else says so."""
    origin = variant.origin
    own = tuple([pair for pair in variant.properties if pair[0][:1] == ATTRIBUTE_MARK])
    if origin is None:
        return _quote_variant(variant.language, None, None, own, unit)
    return _quote_variant(variant.language, origin.author, origin.changed, own, unit)


@lru_cache(maxsize=4096)  # a translator's day gives hundreds of variants the same ones
def _quote_variant(
    language: str, author: str | None, changed: str | None, own: Properties, unit: Properties
) -> str:
    known, inherited = _attributes_of(own), _attributes_of(unit)
    given = {**known, "xml:lang": language}
    rest = {**known, "changeid": None, "changedate": None}
    if author is not None and ("changeid" in known or author != find_author(rest, inherited)):
        given["changeid"] = author
    if changed and ("changedate" in known or changed != find_time(rest, inherited)):
        given["changedate"] = tmx_time(changed)
    return quote_attributes((name, given.get(name)) for name in ("xml:lang", *VARIANT_ATTRIBUTES))


def _attributes_of(properties: Properties) -> dict[str, str | None]:
    return {name[1:]: value for name, value in properties if name[:1] == ATTRIBUTE_MARK}


def _element(name: str, text: str, indent: str) -> str:
    start, end = _tags_of(name)
    return f"{indent}{start}{escape_text(text)}{end}\n"


@lru_cache(maxsize=1024)  # a document has few types of <prop>
def _tags_of(name: str) -> tuple[str, str]:
    kept = _KEPT_TAG.fullmatch(name)
    if kept:
        return name, f"</{kept[1]}>"
    return f'<prop type="{name.translate(ATTRIBUTE_ESCAPES)}">', "</prop>"


def _content(variant: Variant) -> str:
    """Write text with its codes.

    Raises:
        _CannotBeWrittenError: they are not TMX.
    """
    pieces = []
    end = 0
    for code in variant.codes:
        pieces += [escape_text(variant.text[end : code.offset]), code.markup]
        end = code.offset
    if not _is_inline("".join([code.markup for code in variant.codes])):
        raise _CannotBeWrittenError("its inline codes are not TMX")
    pieces.append(escape_text(variant.text[end:]))
    return "".join(pieces)


def _identifier(key: str) -> str:
    """Give the tuid as it is written: the key, or a digest of one with white space, which it may not have."""
    if _PLAIN_KEY.fullmatch(key):
        return key
    if key and _WHITE_SPACE.isdisjoint(key) and not ILLEGAL_CHARACTER.search(key):
        return key.translate(ATTRIBUTE_ESCAPES)
    return blake2b(key.encode(errors="surrogatepass"), digest_size=_KEY_BYTES).hexdigest()


@lru_cache(maxsize=4096)  # most units have the codes of some other
def _is_inline(content: str) -> bool:
    """Whether the content of a segment is well-formed and holds TMX's inline elements alone."""
    names: set[str] = set()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.add(name)
    try:
        parser.Parse(f"<seg>{content}</seg>", True)
    except expat.ExpatError:
        return False
    return names - {"seg"} <= INLINE_ELEMENTS


def _refuse(skipped: SkippedUnit) -> NoReturn:
    raise TmxError(f"a unit cannot be written: {skipped.reason}", hint=f"the unit is {skipped.key[:60]!r}")
