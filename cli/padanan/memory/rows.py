"""Units and variants as rows of the SQLite memory, and back."""

import json
import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from padanan.core.model import InlineCode, Origin, Properties, TranslationUnit, Variant
from padanan.memory.similarity import normalise_symbols

Row = tuple[Any, ...]

UNIT_COLUMNS = "u.id, c.name, u.key, u.source_language, u.msgctxt, u.properties"
VARIANT_COLUMNS = (
    "v.language, v.text, v.codes, v.previous, v.next, o.path, v.line, o.author, v.changed, v.properties"
)


def digest_identity(collection: str, key: str) -> bytes:
    """Give 16 bytes that stand for a unit's identity (BLAKE2b, RFC 7693)."""
    size = len(collection.encode()).to_bytes(4, "big")  # keeps ("a", "bc") apart from ("ab", "c")
    return blake2b(size + collection.encode() + key.encode(), digest_size=16).digest()


def unit_of_row(row: Row, variants: Iterable[Variant]) -> TranslationUnit:
    """Read a row of UNIT_COLUMNS."""
    _, collection, key, source_language, msgctxt, properties = row
    return TranslationUnit(
        collection=collection,
        key=key,
        source_language=source_language,
        variants=tuple(variants),
        msgctxt=msgctxt,
        properties=_read_properties(properties),
    )


def variant_of_row(row: Row) -> Variant:
    """Read a row of VARIANT_COLUMNS."""
    language, text, codes, previous, following, path, line, author, changed, properties = row
    origin = None if path is None else Origin(path=path, line=line, author=author, changed=changed)
    return Variant(
        language=language,
        text=text,
        codes=_read_codes(codes),
        previous=previous,
        next=following,
        origin=origin,
        properties=_read_properties(properties),
    )


def unit_values(unit: TranslationUnit) -> Row:
    """Give the columns source_language, msgctxt, properties."""
    return unit.source_language, unit.msgctxt, _write_json(unit.properties)


def variant_values(variant: Variant, origin_id: int | None) -> Row:
    """Give the columns text, origin_id, line, changed, symbols, codes, previous, next, properties."""
    symbols = normalise_symbols(variant.text, variant.codes)
    origin = variant.origin
    return (
        variant.text,
        origin_id,
        origin and origin.line,
        origin and origin.changed,
        None if symbols == variant.text else symbols,
        _write_json([(code.offset, code.kind, code.markup) for code in variant.codes]),
        variant.previous,
        variant.next,
        _write_json(variant.properties),
    )


def replacing_variants(old: TranslationUnit, new: TranslationUnit) -> tuple[Variant, ...]:
    """Give the variants of a unit that replace those of the stored one, or join them (see Store.add)."""
    return tuple(variant for variant in new.variants if _replaces(variant, old.variant(variant.language)))


def is_update(old: TranslationUnit, new: TranslationUnit, replacing: Iterable[Variant]) -> bool:
    """Whether storing a unit changes more than where its texts come from: a line added above is no update."""
    if unit_values(old) != unit_values(new):
        return True
    return any(_content(variant) != _content(old.variant(variant.language)) for variant in replacing)


def _content(variant: Variant | None) -> Row | None:
    if variant is None:
        return None
    return (variant.text, variant.codes, variant.previous, variant.next, variant.properties)


def _replaces(new: Variant, old: Variant | None) -> bool:
    if old is None or (new.text, new.codes) != (old.text, old.codes):
        return True
    if new == old:
        return False
    (new_time, new_path), (old_time, old_path) = _recency(new), _recency(old)
    return new_path == old_path or (new_time, new_path) > (old_time, old_path)


def _recency(variant: Variant) -> tuple[str, str]:
    """Order the same text from several files by time, then path: the outcome hangs on no order of imports."""
    origin = variant.origin
    return ("", "") if origin is None else (origin.changed or "", origin.path)


def _write_json(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None


def _read_properties(value: str | None) -> Properties:
    return tuple((name, text) for name, text in _read_json(value))


def _read_codes(value: str | None) -> tuple[InlineCode, ...]:
    return tuple(
        InlineCode(offset=offset, kind=kind, markup=markup) for offset, kind, markup in _read_json(value)
    )


def _read_json(value: str | None) -> Any:
    try:
        return json.loads(value) if value else ()
    except ValueError as error:
        raise sqlite3.DatabaseError("a row holds broken JSON") from error
