"""Deleting translations from a memory by where they come from, when, by whom, and what they say.

What is chosen are *translations*: the variants of a unit in other languages than its source, or the only
variant it has. A unit goes as a whole when no translation is left to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from padanan.memory.access import marks
from padanan.memory.maintenance.removal import remove_chosen
from padanan.memory.similarity import normalise_symbols
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import StoredUnit

_EXAMPLES = 5
_CHOOSE = """
    INSERT INTO temp.chosen (id, unit_id) SELECT v.id, v.unit_id FROM variant v
    JOIN unit u ON u.id = v.unit_id
    LEFT JOIN origin o ON o.id = v.origin_id
    LEFT JOIN variant s ON s.unit_id = u.id AND s.language = u.source_language
    WHERE (v.language <> u.source_language OR (SELECT count(*) FROM variant WHERE unit_id = u.id) = 1)
"""
_FIRST = "SELECT id FROM temp.chosen ORDER BY id LIMIT ?"
_COUNT_UNITS = """
    SELECT count(*) FROM (SELECT DISTINCT unit_id FROM temp.chosen) c JOIN unit u ON u.id = c.unit_id
    WHERE NOT EXISTS (
        SELECT 1 FROM variant v WHERE v.unit_id = u.id AND v.language <> u.source_language
        AND v.id NOT IN (SELECT id FROM temp.chosen)
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which translations are meant: those that fulfil all that is given.

    `origins` and `authors` are names or shell patterns (`legacy/*`), one of which must fit. `before` and
    `from_time` (at or after) are ISO 8601 UTC times as in `core.model.Origin`; a translation of unknown time
    fulfils neither. `contains` and `equals` look at the source text and at the translation (NFC, case
    counts), or at the one in `text_languages`. `sources` and `targets` are language tags as they stand in the
    memory, of the unit's source and of the translation.
    """

    origins: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    before: str | None = None
    from_time: str | None = None
    contains: str | None = None
    equals: str | None = None
    text_languages: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """How many translations go, how many units with the last of theirs, and the first few."""

    translations: int
    units: int
    examples: tuple[StoredUnit, ...] = ()


def delete_translations(store: SqliteStore, selection: Selection, *, dry_run: bool) -> Deletion:
    """Delete all that `selection` means, or only say what that would be.

    Raises:
        StoreError: the memory cannot be read or written; then nothing is deleted.

    Cost: reads the whole memory once.
    """
    access = store.access
    access.run("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL)")
    try:
        if dry_run:
            with store.snapshot():
                return _choose(store, selection)
        with access.writing():
            deletion = _choose(store, selection)
            remove_chosen(access)
        return deletion
    finally:
        access.run("DROP TABLE temp.chosen")


def _choose(store: SqliteStore, selection: Selection) -> Deletion:
    access = store.access
    conditions, values = _conditions(selection)
    chosen = access.run(" AND ".join([_CHOOSE, *conditions]), values)
    ids = [found for (found,) in access.rows(_FIRST, (_EXAMPLES,))]
    ((units,),) = access.rows(_COUNT_UNITS)
    return Deletion(translations=chosen, units=units, examples=tuple(store.find(ids)))


def _conditions(selection: Selection) -> tuple[list[str], list[Any]]:
    pairs = [*_conditions_of_place(selection), *_conditions_of_text(selection)]
    return [condition for condition, _ in pairs], [value for _, values in pairs for value in values]


def _conditions_of_place(selection: Selection) -> Iterator[tuple[str, list[Any]]]:
    for column, names in (("o.path", selection.origins), ("o.author", selection.authors)):
        if names:
            fits = " OR ".join(f"{column} = ? OR {column} GLOB ?" for _ in names)
            yield f"({fits})", [name for name in names for _ in range(2)]
    if selection.before is not None:
        yield "v.changed < ?", [selection.before]
    if selection.from_time is not None:
        yield "v.changed >= ?", [selection.from_time]
    for column, tags in (("u.source_language", selection.sources), ("v.language", selection.targets)):
        if tags is not None:
            yield f"{column} IN ({marks(tags)})", [*tags]


def _conditions_of_text(selection: Selection) -> Iterator[tuple[str, list[Any]]]:
    tests = (("instr({0}, ?) > 0", selection.contains), ("{0} = ?", selection.equals))
    for test, text in tests:
        if text is not None:
            sides = [_side(test, side, text, selection.text_languages) for side in ("v", "s")]
            yield f"({' OR '.join(side for side, _ in sides)})", [one for _, found in sides for one in found]


def _side(test: str, side: str, text: str, languages: tuple[str, ...] | None) -> tuple[str, list[Any]]:
    condition = test.format(f"ifnull({side}.symbols, {side}.text)")
    symbols = normalise_symbols(text)
    if languages is None:
        return condition, [symbols]
    return f"({condition} AND {side}.language IN ({marks(languages)}))", [symbols, *languages]
