"""Translation units as XLIFF, in the two languages that they are in."""

import itertools
from collections.abc import Callable, Iterable, Iterator

from padanan.core.errors import LanguageError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import TranslationUnit
from padanan.formats.xliff import STATE_PROPERTY, Pair, XliffVersion, encode_units_xliff, is_finished

# How many units may come before one that has text in a second language.
_LOOKED_THROUGH = 1000


def encode_units_as_xliff(  # noqa: PLR0913 - one parameter a thing that a document has
    units: Iterable[TranslationUnit],
    *,
    languages: Pair,
    version: XliffVersion = XliffVersion.V1_2,
    original: str = "units",
    on_skip: Callable[[SkippedUnit], None],
    on_loss: Callable[[Loss], None],
) -> Iterator[bytes]:
    """Write units as XLIFF, lazily, in the two languages that somebody told or that the first units have.

    Raises:
        LanguageError: they have text in more than two.
    """
    found = iter(units)
    source, target = languages.source, languages.target
    seen: list[TranslationUnit] = []
    if source is None or target is None:
        seen = list(_look_through(found))
        source, target = _find_pair(seen, source, target)
    yield from encode_units_xliff(
        itertools.chain(seen, found),
        version=version,
        source=source,
        target=target,
        original=original,
        on_skip=on_skip,
        on_loss=on_loss,
    )


def keep_finished(units: Iterable[TranslationUnit], on_skip: Callable[[], None]) -> Iterator[TranslationUnit]:
    """Leave out units whose target is in a state that asks for more work; `on_skip` is told about each."""
    for unit in units:
        states = [value for one in unit.variants for name, value in one.properties if name == STATE_PROPERTY]
        if all(map(is_finished, states)):
            yield unit
        else:
            on_skip()


def _look_through(units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
    """Give units up to the first one in two languages."""
    for unit in itertools.islice(units, _LOOKED_THROUGH):
        yield unit
        if len(unit.variants) > 1:
            return


def _find_pair(
    units: list[TranslationUnit], source: str | None, target: str | None
) -> tuple[str, str | None]:
    """Give the tags of source and target.

    Raises:
        LanguageError: the units have text in more than two languages.
    """
    chosen = source or next((unit.source_language for unit in units), "und")
    tags = {variant.language for unit in units for variant in unit.variants} - {chosen}
    if target is None and len(tags) > 1:
        names = ", ".join(sorted(tags))
        hint = f"an XLIFF document holds two languages: name the target with --to, one of {names}"
        raise LanguageError("the units have text in several languages", hint=hint)
    return chosen, target or next(iter(tags), None)
