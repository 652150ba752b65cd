"""Putting a query's own values into the translation of a similar text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from padanan.core.model import Span, Variant
from padanan.memory.repair.notation import Notation, notation_of
from padanan.memory.repair.numbers import (
    Date,
    Time,
    is_grouped,
    read_date,
    read_number,
    write_date,
    write_number,
    write_time,
)
from padanan.memory.repair.pairing import FAMILIES, Pair, outline, pair_family
from padanan.memory.repair.placeables import Kind, Placeable, find_placeables

# Longer texts are no segments, and nobody would look for what was changed in them.
LIMIT_LENGTH = 20_000
_NO_NOTATION = Notation(language="und", separators={})
_LOCALISED = frozenset({Kind.NUMBER, Kind.DATE, Kind.TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One value that was put into a translation.

    `source` is where the old value stands in the match's source text, `target` where the new one stands in
    the repaired text (empty spans for inline codes, which stand between characters). `old` and `new` are as
    the target writes them.
    """

    kind: Kind
    source: Span
    target: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A match's target with the query's values, and what was replaced, in order of the repaired text."""

    target: Variant
    replacements: tuple[Replacement, ...]


def repair(
    query: Variant, source: Variant, target: Variant, *, syntaxes: Sequence[str] | None = None
) -> Repair | None:
    """Put what a query has instead of a match's numbers, dates, addresses and markup into its translation.

    Replaced are numbers, dates in figures, times, URLs, e-mail addresses, placeholders, tags and inline
    codes, each in the notation of the target's language: Indonesian 2,5 for English 2.5. A value is replaced
    where it is certain what has to stand there: the values of query and source pair one to one, each old
    value is found in the target as often as in the source, and the words beside it are the same. Otherwise it
    stays, and so do all others of its family (numbers with dates and times; each other kind by itself).

    Args:
        query: What was looked up: its text, codes and language. A region may decide what 03/04 is.
        source: The match's source.
        target: The match's target.
        syntaxes: The placeholder syntaxes of the texts (see core.placeholders.SYNTAXES); None where that is
            not known, so that whatever looks like a placeholder counts as one.

    Returns:
        None where there is nothing to repair, or nothing that could be repaired with certainty, or a text is
        longer than LIMIT_LENGTH.

    Cost: O(length) but for comparing the words of texts that differ in several values, O(length ** 2 / 64);
    15 ms for the first language's notation, 3 ms for each other.
    """
    texts = (query, source, target)
    if (query.text, query.codes) == (source.text, source.codes):
        return None
    if max(len(variant.text) for variant in texts) > LIMIT_LENGTH:
        return None
    asked, known, wanted = (
        find_placeables(variant.text, variant.codes, _notation(variant), syntaxes) for variant in texts
    )
    if any(map(_holds_code, (asked, known, wanted))):
        return None
    outlines = outline(query.text, asked), outline(source.text, known)
    notation = _notation(target)
    changes: list[_Change] = []
    for family in FAMILIES:
        pairs = pair_family(*outlines, family)
        places = [placeable for placeable in wanted if placeable.kind in family]
        changes += (pairs and _plan(pairs, places, notation)) or ()
    if not changes:
        return None
    changes.sort(key=lambda change: (change.place.span.start, change.place.span.end))
    done = _apply(target, changes)
    again = find_placeables(done.target.text, done.target.codes, notation, syntaxes)
    return done if _says_so(done, changes, again) else None


def _notation(variant: Variant) -> Notation:
    """Give what reading and writing a text's numbers takes; without a digit that is nothing, and no Babel."""
    has_digits = any(map(str.isdecimal, variant.text))
    return notation_of(variant.language) if has_digits else _NO_NOTATION


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A placeable of the target, what to write in its place, and what that stands for."""

    place: Placeable
    text: str
    pair: Pair


def _holds_code(placeables: Sequence[Placeable]) -> bool:
    """Whether an inline code stands inside a number or an address."""
    offsets = [placeable.span.start for placeable in placeables if placeable.kind is Kind.CODE]
    return any(
        placeable.span.start < offset < placeable.span.end for offset in offsets for placeable in placeables
    )


def _plan(pairs: Sequence[Pair], places: Sequence[Placeable], notation: Notation) -> list[_Change] | None:
    """Say what to write where; None where one of the values has no certain place."""
    changes: list[_Change] = []
    done: set[object] = set()
    for pair in pairs:
        if not pair.differs or pair.old.value in done:
            continue
        done.add(pair.old.value)
        alike = [other for other in pairs if other.old.value == pair.old.value]
        standing = [place for place in places if _stands_for(place, pair.old)]
        # Where one of two equal values changed, nobody knows which of them it is in the target.
        if any(other.new.value != pair.new.value for other in alike) or len(standing) != len(alike):
            return None
        for place, other in zip(standing, alike, strict=True):
            text = _write(place, other, notation)
            if text is None:
                return None
            changes.append(_Change(place=place, text=text, pair=other))
    return changes


def _stands_for(place: Placeable, old: Placeable) -> bool:
    """Whether a placeable of the target says what one of the source does."""
    if place.is_part or old.is_part:
        return False
    if place.kind is old.kind and place.is_read and old.is_read:
        joined = place.before in {"", old.before} and place.after in {"", old.after}
        return place.value == old.value and joined
    # What a language cannot read as its own was copied as it is, such as a version number.
    return (place.text, place.before, place.after) == (old.text, old.before, old.after)


def _write(place: Placeable, pair: Pair, notation: Notation) -> str | None:
    """Write the new value as the target writes the old one."""
    if place.kind not in _LOCALISED:
        return pair.new.text
    value = pair.new.value
    if not place.is_read or place.kind is not pair.old.kind or isinstance(value, str):
        return _copy(pair.new, notation)
    if isinstance(value, Date):
        shown = read_date(place.text, notation)
        order = shown.order if shown else None
        return write_date(value, query=pair.new.text, like=place.text, order=order) if order else None
    if isinstance(value, Time):
        return _write_time(place, pair, value)
    return _write_number(place, pair, notation)


def _copy(new: Placeable, notation: Notation) -> str | None:
    """Give a value as it stands in the query, unless the target's language would read another one."""
    read = read_number(new.text, notation)
    if read is None:
        return new.text
    return new.text if isinstance(new.value, tuple) and new.value[1] == read else None


def _write_time(place: Placeable, pair: Pair, new: Time) -> str | None:
    old = pair.old.value
    if pair.old.after and isinstance(old, Time) and (old.hour == 12) != (new.hour == 12):
        return None  # 12:30 a.m. is 0:30 where there are 24 hours, and nothing shows whether there are
    return write_time(new, query=pair.new.text, like=place.text)


def _write_number(place: Placeable, pair: Pair, notation: Notation) -> str | None:
    old, new, shown = (item.value for item in (pair.old, pair.new, place))
    if not (isinstance(old, tuple) and isinstance(new, tuple) and isinstance(shown, tuple)):
        return None
    before, after = len(old[1].integer), len(new[1].integer)
    grouped = is_grouped(place.text, shown[1])
    if not grouped and before > notation.last_groups[0] and is_grouped(pair.old.text, old[1]):
        # The target leaves out what the source has (Spanish 1234), and may not for more digits.
        if before != after:
            return None
    elif not grouped:
        grouped = is_grouped(pair.new.text, new[1])
    return write_number(new[1], grouped=grouped, like=place.text, notation=notation)


def _apply(target: Variant, changes: Sequence[_Change]) -> Repair:
    """Make the changes, which are in order of the target's text."""
    pieces: list[str] = []
    codes = list(target.codes)
    replacements: list[Replacement] = []
    end = shift = 0
    for change in changes:
        span, text = change.place.span, change.text
        if change.place.code is not None:
            codes[change.place.code] = replace(codes[change.place.code], markup=text)
        else:
            pieces += [target.text[end : span.start], text]
            end = span.end
        stop = span.start + shift + (len(text) if change.place.code is None else 0)
        replacements.append(
            Replacement(
                kind=change.pair.old.kind,
                source=change.pair.old.span,
                target=Span(start=span.start + shift, end=stop),
                old=change.place.text,
                new=text,
            )
        )
        shift = stop - span.end
    pieces.append(target.text[end:])
    moved = tuple(replace(code, offset=code.offset + _shift_before(code.offset, changes)) for code in codes)
    return Repair(target=replace(target, text="".join(pieces), codes=moved), replacements=tuple(replacements))


def _shift_before(offset: int, changes: Sequence[_Change]) -> int:
    """Tell how much longer the text in front of an offset has become."""
    return sum(
        len(change.text) - len(change.place.text)
        for change in changes
        if change.place.code is None and change.place.span.end <= offset
    )


def _says_so(done: Repair, changes: Sequence[_Change], again: Sequence[Placeable]) -> bool:
    """Whether the repaired text, read again, has every new value where it was put, and as what it is."""
    found = {(item.span, item.code is None): item for item in again}
    for change, replacement in zip(changes, done.replacements, strict=True):
        shown = found.get((replacement.target, change.place.code is None))
        new = change.pair.new
        if shown is None or (shown.is_read and shown.kind is new.kind and shown.value != new.value):
            return False
    return True
