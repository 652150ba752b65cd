"""Writing TMX 1.4b: the same units give the same bytes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NoReturn
from xml.parsers import expat

from padanan import __version__
from padanan.core.errors import TmxError
from padanan.core.interchange import SkippedUnit
from padanan.core.model import Properties, TranslationUnit, Variant
from padanan.formats.tmx.vocabulary import (
    ILLEGAL_CHARACTER,
    INLINE_ELEMENTS,
    NOTE,
    PROP_CONTEXT,
    PROP_NEXT,
    PROP_ORIGIN,
    PROP_ORIGIN_LINE,
    PROP_PREVIOUS,
    tmx_time,
)

# A carriage return would come back as a newline (XML 1.0, section 2.11), as would white space in an attribute
# as a space (3.3.3).
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
_WHITE_SPACE = frozenset(" \t\r\n")
_KEY_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TmxHeader:
    """What a document says about itself.

    `source_language` is a BCP 47 tag, or `*all*` where units have different ones; `datatype` is one of the
    names the standard recommends.
    """

    source_language: str
    admin_language: str = "en"
    datatype: str = "plaintext"


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
        lines = "".join(_unit_lines(unit, header))
        reason = _find_obstacle(unit, lines)
        if reason is None:
            yield lines.encode()
        else:
            report(SkippedUnit(key=unit.key, reason=reason))
    yield b"  </body>\n</tmx>\n"


def _open_document(header: TmxHeader) -> str:
    attributes = _attributes(
        ("creationtool", "padanan"),
        ("creationtoolversion", __version__),
        ("segtype", "sentence"),
        ("o-tmf", "padanan"),
        ("adminlang", header.admin_language),
        ("srclang", header.source_language),
        ("datatype", header.datatype),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f"  <header{attributes}/>\n"
        "  <body>\n"
    )


def _unit_lines(unit: TranslationUnit, header: TmxHeader) -> Iterator[str]:
    own_language = unit.source_language if unit.source_language != header.source_language else None
    attributes = _attributes(("tuid", _identifier(unit.key)), ("srclang", own_language))
    yield f"    <tu{attributes}>\n"
    yield from _notes_and_props(((PROP_CONTEXT, unit.msgctxt),), unit.properties, indent="      ")
    for variant in sorted(
        unit.variants, key=lambda one: (one.language != unit.source_language, one.language)
    ):
        yield from _variant_lines(variant)
    yield "    </tu>\n"


def _variant_lines(variant: Variant) -> Iterator[str]:
    origin = variant.origin
    time = tmx_time(origin.changed) if origin and origin.changed else None
    author = origin.author if origin else None
    attributes = _attributes(("xml:lang", variant.language), ("changedate", time), ("changeid", author))
    known = (
        (PROP_PREVIOUS, variant.previous),
        (PROP_NEXT, variant.next),
        (PROP_ORIGIN, origin.path if origin else None),
        (PROP_ORIGIN_LINE, str(origin.line) if origin and origin.line is not None else None),
    )
    yield f"      <tuv{attributes}>\n"
    yield from _notes_and_props(known, variant.properties, indent="        ")
    yield f"        <seg>{_content(variant)}</seg>\n"
    yield "      </tuv>\n"


def _notes_and_props(
    known: tuple[tuple[str, str | None], ...], properties: Properties, *, indent: str
) -> Iterator[str]:
    for name, value in (*known, *properties):
        if value is None:
            continue
        text = value.translate(_TEXT)
        yield (
            f"{indent}<note>{text}</note>\n"
            if name == NOTE
            else f"{indent}<prop{_attributes(('type', name))}>{text}</prop>\n"
        )


def _content(variant: Variant) -> str:
    pieces = []
    end = 0
    for code in variant.codes:
        pieces += [variant.text[end : code.offset].translate(_TEXT), code.markup]
        end = code.offset
    pieces.append(variant.text[end:].translate(_TEXT))
    return "".join(pieces)


def _attributes(*pairs: tuple[str, str | None]) -> str:
    return "".join(f' {name}="{value.translate(_ATTRIBUTE)}"' for name, value in pairs if value is not None)


def _identifier(key: str) -> str:
    """Give the tuid: the key, or a digest of one with white space, which a tuid may not have."""
    if key and _WHITE_SPACE.isdisjoint(key) and not ILLEGAL_CHARACTER.search(key):
        return key
    return blake2b(key.encode(errors="surrogatepass"), digest_size=_KEY_BYTES).hexdigest()


def _find_obstacle(unit: TranslationUnit, lines: str) -> str | None:
    """Say why the unit, as it would be written, cannot stand in a TMX document."""
    if not unit.variants:
        return "it has no text in any language"
    illegal = ILLEGAL_CHARACTER.search(lines)
    if illegal:
        return f"it holds the character U+{ord(illegal[0]):04X}, which XML forbids"
    coded = (variant for variant in unit.variants if variant.codes)
    if not all(_is_inline(_content(variant)) for variant in coded):
        return "its inline codes are not TMX"
    return None


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
