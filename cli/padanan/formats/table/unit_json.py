"""Translation units as JSON Lines: all that a unit holds, a unit a line.

    {"key": "open", "source_language": "en", "context": "menu", "variants": {"en": {"text": "Open"},
     "id": {"text": "Buka", "author": "Siti"}}, "properties": [["<note>", "a verb"]]}

What others write is read too: an object whose keys are the columns of a table (see `unit_columns`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from padanan.core.errors import LanguageError, TextError
from padanan.core.interchange import SkippedUnit
from padanan.core.language import parse_language
from padanan.core.model import InlineCode, Origin, Properties, TranslationUnit, Variant
from padanan.formats.table.delimited import read_lines
from padanan.formats.table.unit_columns import RowError, TableLanguages, build_unit, read_heading


def read_units_json(
    stream: BinaryIO,
    path: Path,
    *,
    languages: TableLanguages,
    on_skip: Callable[[SkippedUnit], None],
) -> Iterator[TranslationUnit]:
    """Read the units of a JSON Lines file, lazily; blank lines are passed over.

    Raises:
        TextError: no unit at all, not UTF-8, or a line of more than 16 MiB.
    """
    found = False
    for number, line in enumerate(read_lines(stream, str(path)), 1):
        if line.isspace():
            continue
        found = True
        try:
            yield _read_unit(_read_object(line), str(path), number, languages)
        except (RowError, TextError, LanguageError) as error:
            reason = str(error) if isinstance(error, RowError) else error.message
            on_skip(SkippedUnit(key="", reason=reason, line=number, column=1))
    if not found:
        raise TextError("the file is empty", path=str(path), hint="JSON Lines holds an object a line")


def encode_units_json(units: Iterable[TranslationUnit]) -> Iterator[bytes]:
    """Write units as JSON Lines in UTF-8, lazily; nothing is lost."""
    for unit in units:
        yield json.dumps(_unit_object(unit), ensure_ascii=False).encode() + b"\n"


def _read_object(line: str) -> Mapping[str, object]:
    try:
        value: object = json.loads(line)
    except RecursionError:
        raise RowError("its values are nested too deep") from None
    except json.JSONDecodeError as error:
        raise RowError(f"broken JSON: {error.msg}") from None
    except ValueError:  # a number of more digits than Python reads
        raise RowError("a number is too long") from None
    if not isinstance(value, dict):
        raise RowError("it is no object")
    return value


def _read_unit(
    value: Mapping[str, object], name: str, line: int, languages: TableLanguages
) -> TranslationUnit:
    if "variants" not in value:
        return _read_flat(value, name, line, languages)
    variants = tuple(
        _read_variant(parse_language(tag).tag, _object(item, tag), name, line)
        for tag, item in _object(value["variants"], "variants").items()
    )
    if not variants:
        raise RowError("it has no text")
    if len({variant.language for variant in variants}) < len(variants):
        raise RowError("it has two variants in one language")
    declared = _text(value, "source_language")
    source = parse_language(declared).tag if declared else variants[0].language
    first = next((variant for variant in variants if variant.language == source), variants[0])
    return TranslationUnit(
        collection=_text(value, "collection") or name,
        key=_text(value, "key") or first.text,
        source_language=first.language,
        variants=variants,
        msgctxt=_text(value, "context"),
        properties=_properties(value),
    )


def _read_flat(
    value: Mapping[str, object], name: str, line: int, languages: TableLanguages
) -> TranslationUnit:
    named = {key: cell for key in value if (cell := _text(value, key)) is not None}
    columns = read_heading(list(named), languages, path=name, line=line)
    return build_unit(list(named.values()), columns, name=name, line=line)


def _read_variant(language: str, value: Mapping[str, object], name: str, line: int) -> Variant:
    text = _text(value, "text")
    if text is None:
        raise RowError(f"the variant in {language} has no text")
    origin = Origin(
        path=_text(value, "origin") or name,
        line=_number(value, "line") if "origin" in value else line,
        author=_text(value, "author"),
        changed=_text(value, "changed"),
    )
    return Variant(
        language=language,
        text=text,
        codes=tuple(_codes(value, len(text))),
        previous=_text(value, "previous"),
        next=_text(value, "next"),
        origin=origin,
        properties=_properties(value),
    )


def _codes(value: Mapping[str, object], length: int) -> Iterator[InlineCode]:
    last = 0
    for item in _list(value, "codes"):
        code = _object(item, "codes")
        offset, kind, markup = _number(code, "offset"), _text(code, "kind"), _text(code, "markup")
        if offset is None or markup is None or not last <= offset <= length:
            raise RowError("an inline code has no markup, or no place in the text")
        last = offset
        match kind:
            case "open" | "close" | "standalone":
                yield InlineCode(offset=offset, kind=kind, markup=markup)
            case _:
                raise RowError(f"there is no kind of inline code {str(kind)[:20]!r}")


def _properties(value: Mapping[str, object]) -> Properties:
    properties = []
    for item in _list(value, "properties"):
        match item:
            case [str(name), str(text)]:
                properties.append((name, text))
            case _:
                raise RowError("a property is not a list of name and value")
    return tuple(properties)


def _list(value: Mapping[str, object], key: str) -> list[object]:
    found = value.get(key) or []
    if not isinstance(found, list):
        raise RowError(f"{key} is no list")
    return found


def _object(value: object, key: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise RowError(f"{key[:40]} is no object")
    return value


def _text(value: Mapping[str, object], key: str) -> str | None:
    """Give a text, None where there is none; a number as a key is one too."""
    found = value.get(key)
    if found is None or isinstance(found, str):
        return found
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    raise RowError(f"{key[:40]} is no text")


def _number(value: Mapping[str, object], key: str) -> int | None:
    found = value.get(key)
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and found >= 0):
        return found
    raise RowError(f"{key[:40]} is no number")


def _unit_object(unit: TranslationUnit) -> dict[str, object]:
    return {
        "key": unit.key,
        "collection": unit.collection,
        "source_language": unit.source_language,
        **({} if unit.msgctxt is None else {"context": unit.msgctxt}),
        "variants": {variant.language: _variant_object(variant) for variant in unit.variants},
        **({"properties": unit.properties} if unit.properties else {}),
    }


def _variant_object(variant: Variant) -> dict[str, object]:
    origin = variant.origin
    values = {
        "text": variant.text,
        "codes": [
            {"offset": code.offset, "kind": code.kind, "markup": code.markup} for code in variant.codes
        ],
        "previous": variant.previous,
        "next": variant.next,
        "origin": origin and origin.path,
        "line": origin and origin.line,
        "author": origin and origin.author,
        "changed": origin and origin.changed,
        "properties": variant.properties,
    }
    return {key: value for key, value in values.items() if value not in (None, [], ())}
