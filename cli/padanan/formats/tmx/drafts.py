"""A unit while it is being read: what its elements said, and the unit made of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from padanan.core.errors import LanguageError
from padanan.core.language import covers, parse_language
from padanan.core.model import InlineCode, Properties, TranslationUnit, Variant
from padanan.formats.tmx.making import make_origin, make_unit, make_variant
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

_PLACES_OF_UNIT = {
    PROP_CONTEXT: "context",
    **dict.fromkeys(PREVIOUS_TYPES, "previous"),
    **dict.fromkeys(NEXT_TYPES, "next"),
}
_PLACES_OF_VARIANT = {
    PROP_ORIGIN: "path",
    PROP_ORIGIN_LINE: "line",
    **dict.fromkeys(PREVIOUS_TYPES, "previous"),
    **dict.fromkeys(NEXT_TYPES, "next"),
}
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
    variants = []
    for variant in draft.variants:
        if variant.text is None:
            raise UnitError("it has a <tuv> without <seg>")
        facts = read_facts(variant.attributes, draft.attributes)
        parts = sort_parts(variant.properties, of_variant=True)
        variants.append(finish_variant((name, variant.line), facts, (variant.text, variant.codes), parts))
    identity = (name, draft.tuid, draft.source_language)
    parts = sort_parts(draft.properties, of_variant=False)
    return finish_unit(identity, variants, keep_of_unit(draft.attributes), parts)


class Facts(NamedTuple):
    """What the attributes of a variant and its unit say; `kept` is what of them has no place in the model."""

    tag: str
    author: str | None
    changed: str | None
    kept: Properties


class Parts(NamedTuple):
    """<prop> and <note> elements, those taken out that have a place in the model; the others are `kept`."""

    kept: Properties
    context: str | None = None
    previous: str | None = None
    next: str | None = None
    path: str | None = None
    line: int | None = None


NO_PARTS = Parts(())


def finish_unit(
    identity: tuple[str, str, str | None], variants: list[Variant], kept: Properties, parts: Parts
) -> TranslationUnit:
    """Make a unit of its variants.

    Args:
        identity: The file's name, the tuid if any, the source language that unit or header declare.
        variants: In the order of the document; the source's gets the unit's neighbours.
        kept: The unit's attributes.
        parts: Its <prop> and <note> elements.

    Raises:
        UnitError: it has no variant, or one language twice.
    """
    name, tuid, declared = identity
    position = _find_source(tuple([variant.language for variant in variants]), declared)
    if parts is not NO_PARTS:
        kept = (*kept, *parts.kept)
        if parts.previous is not None or parts.next is not None:
            variants[position] = _with_context(variants[position], parts.previous, parts.next)
    source = variants[position]
    return make_unit((name, tuid or source.text, source.language), tuple(variants), parts.context, kept)


def finish_variant(
    place: tuple[str, int], facts: Facts, content: tuple[str, tuple[InlineCode, ...]], parts: Parts
) -> Variant:
    """Make a variant.

    Its origin is what an exporting padanan noted, or else this file and line.

    Args:
        place: The file's name and the line.
        facts: What its attributes say.
        content: Its text and codes.
        parts: Its <prop> and <note> elements.
    """
    tag, author, changed, kept = facts
    if parts is NO_PARTS:  # as in most variants, and a million of them are felt
        origin = make_origin(*place, author, changed)
        return make_variant(tag, content, (None, None), origin, kept)
    path, line = place if parts.path is None else (parts.path or place[0], parts.line)
    origin = make_origin(path, line, author, changed)
    return make_variant(tag, content, (parts.previous, parts.next), origin, (*kept, *parts.kept))


def sort_parts(properties: Sequence[tuple[str, str]], *, of_variant: bool) -> Parts:
    """Take out of <prop> and <note> elements those that have a place in the model, the first of each kind."""
    if not properties:
        return NO_PARTS
    taken: dict[str, str] = {}
    kept = []
    places = _PLACES_OF_VARIANT if of_variant else _PLACES_OF_UNIT
    for pair in properties:
        place = places.get(pair[0])
        if place is None or place in taken:
            kept.append(pair)
        else:
            taken[place] = pair[1]
    if not taken:
        return Parts(tuple(kept))
    line = taken.pop("line", None)
    if line is not None and "path" not in taken:
        kept = [pair for pair in properties if places.get(pair[0]) in {None, "line"}]
    return Parts(tuple(kept), **taken, line=_read_line(line))


def keep_of_unit(attributes: Mapping[str, str]) -> Properties:
    """Give the attributes of a unit that have no place of their own, as properties."""
    return tuple(
        [(ATTRIBUTE_MARK + name, attributes[name]) for name in UNIT_ATTRIBUTES if name in attributes]
    )


def read_facts(own: Mapping[str, str], unit: Mapping[str, str]) -> Facts:
    """Read a variant's attributes; `unit` are those of its unit.

    A `changeid` is in the origin. It is kept as an attribute only where the unit would have the same one
    without it, so that it is written again; and so is a `changedate`, also one that is no time.

    Raises:
        UnitError: they do not say a language that is one.
    """
    language = own.get("xml:lang", own.get("lang"))
    if language is None:
        raise UnitError("it has a <tuv> without xml:lang")
    tag = _tag(language)
    if tag is None:
        raise UnitError(f"it has text in the unknown language {language[:40]!r}")
    author, time = own.get("changeid"), own.get("changedate")
    changed = iso_time(time) if time else None
    dropped = {"xml:lang", "lang"}
    if author is None:
        author = find_author(own, unit)
    elif author != _find_before(own, unit, "changeid", "creationid"):
        dropped.add("changeid")
    if time is None:
        changed = find_time(own, unit)
    elif changed is not None and changed != _time_of(_find_before(own, unit, "changedate", "creationdate")):
        dropped.add("changedate")
    kept = [name for name in own if name not in dropped]
    if not kept:
        return Facts(tag, author, changed, ())
    order = [(ATTRIBUTE_MARK + name, own[name]) for name in VARIANT_ATTRIBUTES if name in kept]
    return Facts(tag, author, changed, tuple(order))


def find_author(variant: Mapping[str, str | None], unit: Mapping[str, str | None]) -> str | None:
    """Give who last changed a variant: its own attributes win over its unit's."""
    author = variant.get("changeid")
    return _find_before(variant, unit, "changeid", "creationid") if author is None else author


def find_time(variant: Mapping[str, str | None], unit: Mapping[str, str | None]) -> str | None:
    """Give when a variant was last changed, in ISO 8601; None also when the document gives no time of TMX."""
    time = variant.get("changedate")
    return _time_of(_find_before(variant, unit, "changedate", "creationdate") if time is None else time)


def _find_before(
    variant: Mapping[str, str | None], unit: Mapping[str, str | None], change: str, creation: str
) -> str | None:
    """Give who, or when, if the variant itself did not say who changed it, or when."""
    value = variant.get(creation)
    if value is None:
        value = unit.get(change)
    return unit.get(creation) if value is None else value


def _time_of(value: str | None) -> str | None:
    return iso_time(value) if value else None


@lru_cache(maxsize=4096)
def _tag(name: str) -> str | None:
    try:
        return parse_language(name).tag
    except LanguageError:
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
