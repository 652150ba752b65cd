"""A unit while it is being read: what its elements said, and the unit made of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from padanan.core.errors import LanguageError
from padanan.core.language import covers, parse_language
from padanan.core.model import InlineCode, Origin, Properties, TranslationUnit, Variant
from padanan.formats.tmx.vocabulary import (
    ATTRIBUTE_MARK,
    NEXT_TYPES,
    PREVIOUS_TYPES,
    PROP_CONTEXT,
    PROP_ORIGIN,
    PROP_ORIGIN_LINE,
    UNIT_ATTRIBUTES,
    VARIANT_ATTRIBUTES,
    iso_time,
)

_LINE_NUMBER = re.compile(r"[0-9]{1,9}")


class UnitError(Exception):
    """A unit that cannot be used; its text says why."""


@dataclass(slots=True, kw_only=True)
class VariantDraft:
    """A <tuv>: its attributes, its <prop> and <note> elements as (type, text), its <seg> if any."""

    line: int
    attributes: Mapping[str, str]
    properties: list[tuple[str, str]] = field(default_factory=list)
    text: str | None = None
    codes: tuple[InlineCode, ...] = ()


@dataclass(slots=True, kw_only=True)
class UnitDraft:
    """A <tu>.

    `source_language` is the unit's or the header's. `problem` says why it cannot be used, and `place` where
    that was seen; `cost` counts its code points of text and markup.
    """

    line: int
    column: int
    attributes: Mapping[str, str]
    source_language: str | None
    properties: list[tuple[str, str]] = field(default_factory=list)
    variants: list[VariantDraft] = field(default_factory=list)
    problem: str | None = None
    place: tuple[int, int] | None = None
    cost: int = 0


def build_unit(draft: UnitDraft, *, name: str) -> TranslationUnit:
    """Make the unit; `name` is the file's, for its collection and origins.

    Raises:
        UnitError: it has a problem, no variant, an unknown language or one language twice.
    """
    if draft.problem is not None:
        raise UnitError(draft.problem)
    msgctxt, *neighbours = (
        [_take(draft.properties, names) for names in ((PROP_CONTEXT,), PREVIOUS_TYPES, NEXT_TYPES)]
        if draft.properties
        else (None, None, None)
    )
    variants = [_build_variant(variant, draft, name) for variant in draft.variants]
    languages = tuple([variant.language for variant in variants])
    position = _find_source(languages, draft.source_language)
    if neighbours != [None, None]:
        variants[position] = _with_context(variants[position], *neighbours)
    source = variants[position]
    attributes = draft.attributes
    kept = keep_attributes(attributes, UNIT_ATTRIBUTES) if len(attributes) > ("tuid" in attributes) else []
    return TranslationUnit(
        collection=name,
        key=attributes.get("tuid") or source.text,
        source_language=source.language,
        variants=tuple(variants),
        msgctxt=msgctxt,
        properties=(*kept, *draft.properties),
    )


def keep_attributes(attributes: Mapping[str, str], names: Sequence[str]) -> list[tuple[str, str]]:
    """Give the attributes of these names as properties, in this order."""
    return [(ATTRIBUTE_MARK + name, attributes[name]) for name in names if name in attributes]


def _build_variant(draft: VariantDraft, unit: UnitDraft, name: str) -> Variant:
    if draft.text is None:
        raise UnitError("it has a <tuv> without <seg>")
    language = draft.attributes.get("xml:lang", draft.attributes.get("lang"))
    if language is None:
        raise UnitError("it has a <tuv> without xml:lang")
    tag = _tag(language)
    if tag is None:
        raise UnitError(f"it has text in the unknown language {language[:40]!r}")
    # Most variants have neither of these, and a million of them are felt.
    kept = _keep_of_variant(draft.attributes, unit.attributes) if len(draft.attributes) > 1 else ()
    origin = _build_origin(draft, unit.attributes, name)
    if not draft.properties:
        return Variant(language=tag, text=draft.text, codes=draft.codes, origin=origin, properties=kept)
    return Variant(
        language=tag,
        text=draft.text,
        codes=draft.codes,
        previous=_take(draft.properties, PREVIOUS_TYPES),
        next=_take(draft.properties, NEXT_TYPES),
        origin=origin,
        properties=(*kept, *draft.properties),
    )


def _keep_of_variant(attributes: Mapping[str, str], unit: Mapping[str, str]) -> Properties:
    """Keep what the origin does not say.

    A `changeid` is in the origin. It is kept only where the unit would have the same one without it, so that
    it is written again; and so is a `changedate`, also one that is no time.
    """
    author, changed = attributes.get("changeid"), attributes.get("changedate")
    drop = set()
    if author is not None and author != find_author({**attributes, "changeid": None}, unit):
        drop.add("@changeid")
    if changed is not None:
        moment = iso_time(changed)
        if moment is not None and moment != find_time({**attributes, "changedate": None}, unit):
            drop.add("@changedate")
    return tuple(pair for pair in keep_attributes(attributes, VARIANT_ATTRIBUTES) if pair[0] not in drop)


def find_author(variant: Mapping[str, str | None], unit: Mapping[str, str | None]) -> str | None:
    """Give who last changed a variant: its own attributes win over its unit's."""
    return _first(variant, unit, ("changeid", "creationid"))


def find_time(variant: Mapping[str, str | None], unit: Mapping[str, str | None]) -> str | None:
    """Give when a variant was last changed, in ISO 8601; None also when the document gives no time of TMX."""
    time = _first(variant, unit, ("changedate", "creationdate"))
    return iso_time(time) if time else None


def _first(
    variant: Mapping[str, str | None], unit: Mapping[str, str | None], names: Sequence[str]
) -> str | None:
    for attributes in (variant, unit):
        for name in names:
            value = attributes.get(name)
            if value is not None:
                return value
    return None


def _build_origin(draft: VariantDraft, unit: Mapping[str, str], name: str) -> Origin:
    """Say where the text comes from: what an exporting padanan noted, or else this file and line."""
    noted_path = _take(draft.properties, (PROP_ORIGIN,)) if draft.properties else None
    noted_line = _take(draft.properties, (PROP_ORIGIN_LINE,)) if noted_path is not None else None
    return Origin(
        path=noted_path or name,
        line=draft.line if noted_path is None else _read_line(noted_line),
        author=find_author(draft.attributes, unit),
        changed=find_time(draft.attributes, unit),
    )


@lru_cache(maxsize=4096)
def _tag(name: str) -> str | None:
    try:
        return parse_language(name).tag
    except LanguageError:
        return None


def _take(properties: list[tuple[str, str]], names: Sequence[str]) -> str | None:
    """Remove the first property of one of these names, and give its value."""
    for position, (name, value) in enumerate(properties):
        if name in names:
            del properties[position]
            return value
    return None


def _read_line(value: str | None) -> int | None:
    return int(value) if value is not None and _LINE_NUMBER.fullmatch(value) else None


@lru_cache(maxsize=256)  # a document has few sets of languages
def _find_source(languages: tuple[str, ...], declared: str | None) -> int:
    """Give the position of the source variant: the declared language's, or the first (`*all*` names none)."""
    if not languages:
        raise UnitError("it has no <tuv>")
    for language in languages:
        if languages.count(language) > 1:
            raise UnitError(f"it has two variants in {language}")
    wanted = _tag(declared) if declared else None
    serving = [tag for tag in languages if wanted is not None and covers(wanted, tag)]
    return languages.index(wanted if wanted in serving else serving[0]) if serving else 0


def _with_context(variant: Variant, previous: str | None, following: str | None) -> Variant:
    """Add the context that stands at the unit, as OmegaT writes it, where the variant has none of its own."""
    return replace(
        variant,
        previous=previous if variant.previous is None else variant.previous,
        next=following if variant.next is None else variant.next,
    )
