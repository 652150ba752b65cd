"""Choosing units of large memories and putting memories together, a unit at a time."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from hashlib import blake2b

import regex

from padanan.core.errors import PadananError
from padanan.core.language import covers
from padanan.core.model import TranslationUnit, Variant

# Of one unit; an honest expression needs microseconds.
_LIMIT_SEARCH_S = 1.0
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFilter:
    """Which units to keep: all conditions must hold; None and () ask nothing.

    `languages` are tags: texts in others are left out, and units with text in fewer than two (or, with one
    tag, without text in it). `source` is the language that lengths and expressions look at, by default each
    unit's own. `after` and `before` are ISO 8601 dates or times in UTC, of the latest change of any of the
    unit's texts: from `after` on, and before `before`; a unit without date is left out. `origins` are
    patterns of paths with * and ?. Lengths count code points. `match` and `exclude` are regular expressions
    searched in every text of the unit, or in the source alone with `in_source`.
    """

    languages: tuple[str, ...] = ()
    source: str | None = None
    after: str | None = None
    before: str | None = None
    origins: tuple[str, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    match: str | None = None
    exclude: str | None = None
    in_source: bool = False


def filter_units(units: Iterable[TranslationUnit], wanted: UnitFilter) -> Iterator[TranslationUnit]:
    """Give the units that hold, with the languages asked for, lazily and in order.

    Raises:
        PadananError: an expression is none, or takes too long over a unit.
    """
    match, exclude = _compile(wanted.match), _compile(wanted.exclude)
    for unit in units:
        kept = _keep_languages(unit, wanted.languages)
        if kept is None or not _has_dates(kept, wanted) or not _has_origin(kept, wanted.origins):
            continue
        source = _source_of(kept, wanted.source)
        if source is None or not _has_length(source, wanted):
            continue
        texts = [source.text] if wanted.in_source else [variant.text for variant in kept.variants]
        if match and not any(_search(match, text, unit) for text in texts):
            continue
        if exclude and any(_search(exclude, text, unit) for text in texts):
            continue
        yield kept


def _compile(pattern: str | None) -> "regex.Pattern[str] | None":
    if pattern is None:
        return None
    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise PadananError(f"{pattern[:60]!r} is no regular expression: {error}") from error


def _search(pattern: "regex.Pattern[str]", text: str, unit: TranslationUnit) -> bool:
    try:
        return pattern.search(text, timeout=_LIMIT_SEARCH_S) is not None
    except TimeoutError as error:
        raise PadananError(
            f"the expression {pattern.pattern[:60]!r} takes too long over the unit {unit.key[:60]!r}",
            hint="avoid repetitions inside repetitions, such as (a+)+",
        ) from error


def _keep_languages(unit: TranslationUnit, languages: tuple[str, ...]) -> TranslationUnit | None:
    if not languages:
        return unit
    kept = tuple(
        variant for variant in unit.variants if any(covers(tag, variant.language) for tag in languages)
    )
    if len(kept) < min(len(languages), 2):
        return None
    source = unit.source_language
    named = {variant.language for variant in kept}
    return replace(unit, variants=kept, source_language=source if source in named else kept[0].language)


def _source_of(unit: TranslationUnit, language: str | None) -> Variant | None:
    if language is None:
        return unit.variant(unit.source_language)
    return next((variant for variant in unit.variants if covers(language, variant.language)), None)


def _has_dates(unit: TranslationUnit, wanted: UnitFilter) -> bool:
    if wanted.after is None and wanted.before is None:
        return True
    dates = [variant.origin.changed for variant in unit.variants if variant.origin and variant.origin.changed]
    if not dates:
        return False
    latest = max(dates)
    return (wanted.after is None or latest >= wanted.after) and (
        wanted.before is None or latest < wanted.before
    )


def _has_origin(unit: TranslationUnit, patterns: tuple[str, ...]) -> bool:
    paths = {unit.collection, *(variant.origin.path for variant in unit.variants if variant.origin)}
    return not patterns or any(fnmatchcase(path, pattern) for path in paths for pattern in patterns)


def _has_length(source: Variant, wanted: UnitFilter) -> bool:
    length = len(source.text)
    return (wanted.min_length or 0) <= length and (wanted.max_length is None or length <= wanted.max_length)


def merge_units(
    files: Iterable[Iterable[TranslationUnit]], on_duplicate: Callable[[], None]
) -> Iterator[TranslationUnit]:
    """Give the units of several files, in order, each of those that say the same once: the first.

    Units say the same when context, source language and all texts with their codes are equal; author, date
    and notes do not count.

    Args:
        files: The units of each file, consumed lazily.
        on_duplicate: Told about every unit that is left out.

    Cost: some 100 bytes of memory a unit.
    """
    seen: set[bytes] = set()
    for unit in itertools.chain.from_iterable(files):
        digest = _digest(unit)
        if digest in seen:
            on_duplicate()
            continue
        seen.add(digest)
        yield unit


def _digest(unit: TranslationUnit) -> bytes:
    parts = [unit.source_language, unit.msgctxt is not None, unit.msgctxt]
    for variant in sorted(unit.variants, key=lambda variant: variant.language):
        parts += [variant.language, variant.text, *(f"{code.offset}{code.markup}" for code in variant.codes)]
    return blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=_DIGEST_BYTES).digest()
