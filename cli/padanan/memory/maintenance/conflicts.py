"""One source text with several translations into a language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from padanan.memory.access import marks
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import StoredUnit

# Sorted by SQLite, which spills to disk what does not fit. The ids keep their order of being added.
_PAIRS = """
    SELECT s.language, v.language, ifnull(s.symbols, s.text), {context}, v.id, ifnull(v.symbols, v.text)
    FROM unit u
    JOIN variant s ON s.unit_id = u.id AND {source}
    JOIN variant v ON v.unit_id = u.id AND v.language <> s.language {target}
    ORDER BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A source text with more than one translation into a language.

    `source` is the text with inline codes as the memory compares it (NFC). `targets` are the units of each
    translation, in the order they were added: those with the same translation side by side.
    """

    source_language: str
    target_language: str
    source: str
    targets: tuple[tuple[StoredUnit, ...], ...]


def find_conflicts(
    store: SqliteStore,
    *,
    sources: Sequence[str] | None = None,
    targets: Sequence[str] | None = None,
    by_context: bool = False,
) -> Iterator[Conflict]:
    """Find the source texts that have different translations, sorted by languages and text; lazily.

    Args:
        store: The memory.
        sources: Tags of source languages; any variant in one of them is a source. None: each unit's own.
        targets: Tags of the translations' languages; None: all.
        by_context: Whether translations in different msgctxt may differ.

    Raises:
        StoreError: the memory cannot be read.

    Cost: sorts all pairs of texts.
    """
    statement = _PAIRS.format(
        context="u.msgctxt" if by_context else "NULL",
        source="s.language = u.source_language" if sources is None else f"s.language IN ({marks(sources)})",
        target="" if targets is None else f"AND v.language IN ({marks(targets)})",
    )
    rows = store.access.rows(statement, (*(sources or ()), *(targets or ())))
    for (source_language, target_language, source, _), group in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        ids_of_text: dict[str, list[int]] = {}
        for *_, variant_id, text in group:
            ids_of_text.setdefault(text, []).append(variant_id)
        if len(ids_of_text) > 1:
            yield Conflict(
                source_language=source_language,
                target_language=target_language,
                source=source,
                targets=tuple(tuple(store.find(ids)) for ids in ids_of_text.values()),
            )
