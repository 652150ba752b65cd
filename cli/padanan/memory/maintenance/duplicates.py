"""Merging units that say the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padanan.core.model import TranslationUnit, Variant
from padanan.memory.maintenance.removal import remove_chosen
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import StoredUnit

_EXAMPLES = 5
# Units with the same source text, codes, neighbours and msgctxt: only among these are duplicates.
_GROUPS = """
    SELECT group_concat(s.id) FROM unit u
    JOIN variant s ON s.unit_id = u.id AND s.language = u.source_language
    GROUP BY u.source_language, u.msgctxt, s.text, s.codes, s.previous, s.next HAVING count(*) > 1
"""
_TAKE_OVER = """
    UPDATE variant SET (origin_id, line, changed) =
        (SELECT origin_id, line, changed FROM variant WHERE id = ?)
    WHERE id = ?
"""
_VARIANTS = "SELECT language, id FROM variant WHERE unit_id = ?"

Content = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """How many units went into others, and the first few of them."""

    merged: int
    examples: tuple[StoredUnit, ...] = ()


def merge_duplicates(store: SqliteStore, *, dry_run: bool) -> Merging:
    """Merge every unit into another that says all that it says, or only count them.

    A unit says what another does when it has the same msgctxt and source language, and each of its variants
    (language, text, codes, neighbours) is the other's too. Of equal units the newest stays, of equally new
    ones the oldest in the memory. A variant that stays takes over a newer origin.

    Raises:
        StoreError: the memory cannot be read or written; then nothing is merged.

    Cost: sorts all source texts; memory for the largest group of units with one source text.
    """
    access = store.access
    access.run("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL)")
    try:
        if dry_run:
            with store.snapshot():
                return _merge(store, dry_run=True)
        with access.writing():
            merging = _merge(store, dry_run=False)
            remove_chosen(access)
        return merging
    finally:
        access.run("DROP TABLE temp.chosen")


def _merge(store: SqliteStore, *, dry_run: bool) -> Merging:
    merged = 0
    examples: list[StoredUnit] = []
    for (joined,) in store.access.rows(_GROUPS):
        group = list(store.find(map(int, joined.split(","))))
        for gone, kept in find_duplicates(group):
            merged += 1
            if len(examples) < _EXAMPLES:
                examples.append(gone)
            if not dry_run:
                _merge_into(store, gone, kept)
    return Merging(merged=merged, examples=tuple(examples))


def find_duplicates(group: Sequence[StoredUnit]) -> Iterator[tuple[StoredUnit, StoredUnit]]:
    """Give pairs of a unit and the one it goes into, among units with the same source (see above)."""
    kept_with: defaultdict[Content, list[StoredUnit]] = defaultdict(list)
    contents = {stored.unit_id: {_content(variant) for variant in stored.unit.variants} for stored in group}
    ordered = sorted(group, key=lambda one: one.unit_id)
    ordered.sort(key=lambda one: newest(one.unit), reverse=True)  # a stable sort keeps the order above
    ordered.sort(key=lambda one: len(contents[one.unit_id]), reverse=True)
    for stored in ordered:
        own = contents[stored.unit_id]
        # Whoever has all of it has its rarest variant.
        rarest = min((kept_with[content] for content in own), key=len)
        into = next((kept for kept in rarest if own <= contents[kept.unit_id]), None)
        if into is not None:
            yield stored, into
            continue
        for content in own:
            kept_with[content].append(stored)


def newest(unit: TranslationUnit) -> str:
    """Give the time of a unit's latest variant, "" where none is known."""
    return max((variant.origin.changed or "" for variant in unit.variants if variant.origin), default="")


def _content(variant: Variant) -> Content:
    return (variant.language, variant.text, variant.codes, variant.previous, variant.next)


def _merge_into(store: SqliteStore, gone: StoredUnit, kept: StoredUnit) -> None:
    access = store.access
    gone_ids: dict[str, int] = dict(access.rows(_VARIANTS, (gone.unit_id,)))
    kept_ids: dict[str, int] = dict(access.rows(_VARIANTS, (kept.unit_id,)))
    for variant in gone.unit.variants:
        if _changed(variant) > _changed(kept.unit.variant(variant.language)):
            access.run(_TAKE_OVER, (gone_ids[variant.language], kept_ids[variant.language]))
    for variant_id in gone_ids.values():
        access.run("INSERT INTO temp.chosen (id, unit_id) VALUES (?, ?)", (variant_id, gone.unit_id))


def _changed(variant: Variant | None) -> str:
    return variant.origin.changed or "" if variant and variant.origin else ""
