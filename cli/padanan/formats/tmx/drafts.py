"""A unit while it is being read: what its elements said, and the unit made of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from padanan.core.errors import LanguageError
from padanan.core.language import covers, parse_language
from padanan.core.model import InlineCode, Origin, Properties, TranslationUnit, Variant
from padanan.formats.tmx.making import make_origin, make_unit
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

_CONTEXT_TYPES = frozenset({PROP_CONTEXT, *PREVIOUS_TYPES, *NEXT_TYPES})
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
    """A <tu>, its attributes without the tuid.

    `source_language` is the unit's or the header's. `problem` says why it cannot be used, and `place` where
    that was seen; `cost` counts its code points of text and markup.
    """

    line: int
    column: int
    tuid: str
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
    kept = keep_of_unit(tuple(draft.attributes.items()))
    variants = [_build_variant(variant, kept, name) for variant in draft.variants]
    return finish_unit((name, draft.tuid, draft.source_language), variants, kept, draft.properties)


def _build_variant(draft: VariantDraft, unit: Properties, name: str) -> Variant:
    if draft.text is None:
        raise UnitError("it has a <tuv> without <seg>")
    facts = read_facts(tuple(draft.attributes.items()), unit)
    return finish_variant((name, draft.line), facts, (draft.text, draft.codes), draft.properties)


def finish_unit(
    identity: tuple[str, str, str | None],
    variants: list[Variant],
    kept: Properties,
    properties: Sequence[tuple[str, str]],
) -> TranslationUnit:
    """Make a unit of its variants.

    Args:
        identity: The file's name, the tuid if any, the source language that unit or header declare.
        variants: In the order of the document; the source's gets the unit's neighbours.
        kept: The unit's attributes.
        properties: Its <prop> and <note> elements, of which those are taken that have a place in the model.

    Raises:
        UnitError: it has no variant, or one language twice.
    """
    name, tuid, declared = identity
    position = _find_source(tuple([variant.language for variant in variants]), declared)
    msgctxt = None
    if properties:
        if not _CONTEXT_TYPES.isdisjoint([name for name, _ in properties]):
            properties = list(properties)
            msgctxt = _take(properties, (PROP_CONTEXT,))
            previous, following = _take(properties, PREVIOUS_TYPES), _take(properties, NEXT_TYPES)
            if previous is not None or following is not None:
                variants[position] = _with_context(variants[position], previous, following)
        kept = (*kept, *properties)
    source = variants[position]
    return make_unit((name, tuid or source.text, source.language), tuple(variants), msgctxt, kept)


def finish_variant(
    place: tuple[str, int],
    facts: "Facts",
    content: tuple[str, tuple[InlineCode, ...]],
    properties: list[tuple[str, str]],
) -> Variant:
    """Make a variant.

    Args:
        place: The file's name and the line.
        facts: What its attributes say.
        content: Its text and codes.
        properties: Its <prop> and <note> elements, of which those are taken that have a place in the model.
    """
    return Variant(
        language=facts.tag,
        text=content[0],
        codes=content[1],
        previous=_take(properties, PREVIOUS_TYPES),
        next=_take(properties, NEXT_TYPES),
        origin=_build_origin(place, facts, properties),
        properties=(*facts.kept, *properties),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the attributes of a variant and its unit say."""

    tag: str
    author: str | None
    changed: str | None
    kept: Properties


@lru_cache(maxsize=4096)
def keep_of_unit(attributes: Properties) -> Properties:
    """Give the attributes of a unit that have no place of their own, as properties."""
    return _keep(dict(attributes), UNIT_ATTRIBUTES)


def _keep(attributes: Mapping[str, str], names: Sequence[str]) -> Properties:
    """Give the attributes of these names as properties, in this order."""
    return tuple([(ATTRIBUTE_MARK + name, attributes[name]) for name in names if name in attributes])


@lru_cache(maxsize=4096)  # a translator's day gives hundreds of variants the same ones
def read_facts(attributes: Properties, unit: Properties) -> Facts:
    """Read a variant's attributes; `unit` are those of its unit, as properties.

    Raises:
        UnitError: they do not say a language that is one.
    """
    own: dict[str, str] = dict(attributes)
    inherited = {name.removeprefix(ATTRIBUTE_MARK): value for name, value in unit}
    language = own.get("xml:lang", own.get("lang"))
    if language is None:
        raise UnitError("it has a <tuv> without xml:lang")
    tag = _tag(language)
    if tag is None:
        raise UnitError(f"it has text in the unknown language {language[:40]!r}")
    return Facts(
        tag=tag,
        author=find_author(own, inherited),
        changed=find_time(own, inherited),
        kept=_keep_of_variant(own, inherited),
    )


def _keep_of_variant(own: Mapping[str, str], unit: Mapping[str, str]) -> Properties:
    """Keep what the origin does not say.

    A `changeid` is in the origin. It is kept only where the unit would have the same one without it, so that
    it is written again; and so is a `changedate`, also one that is no time.
    """
    author, moment = own.get("changeid"), iso_time(own.get("changedate", ""))
    drop = set()
    if author is not None and author != find_author({**own, "changeid": None}, unit):
        drop.add("@changeid")
    if moment is not None and moment != find_time({**own, "changedate": None}, unit):
        drop.add("@changedate")
    return tuple(pair for pair in _keep(own, VARIANT_ATTRIBUTES) if pair[0] not in drop)


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


def _build_origin(place: tuple[str, int], facts: Facts, properties: list[tuple[str, str]]) -> Origin:
    """Say where the text comes from: what an exporting padanan noted, or else this file and line."""
    path, line = place
    noted_path = _take(properties, (PROP_ORIGIN,))
    if noted_path is None:
        return make_origin(path, line, facts.author, facts.changed)
    noted_line = _read_line(_take(properties, (PROP_ORIGIN_LINE,)))
    return make_origin(noted_path or path, noted_line, facts.author, facts.changed)


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
