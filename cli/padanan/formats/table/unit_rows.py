"""Rows out of translation units: what a table holds of them, and what it cannot hold.

A table's columns are known when the last unit has been seen, so the units wait in a temporary file.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from padanan.core.interchange import NOTE_PROPERTY, Loss, text_with_codes
from padanan.core.model import TranslationUnit, Variant
from padanan.formats.table.unit_columns import CONTEXT, KEY, NOTE

_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]")
# What waits in memory before it goes to a file.
_SPOOL_BYTES = 1 << 25
_LOSSES = {
    "codes": "inline codes are written as text",
    "neighbours": "the texts before and after are left out",
    "origins": "author and date are left out",
    "properties": "properties of one language alone are left out",
    "repeated": "of properties that are there several times the first is written",
    "sources": "its source language is not that of the first unit",
}


@dataclass(slots=True)
class UnitRows:
    """Units on their way into a table."""

    spool: IO[str]
    sources: Counter[str] = field(default_factory=Counter)
    languages: dict[str, None] = field(default_factory=dict)
    properties: dict[str, None] = field(default_factory=dict)
    has_key: bool = False
    has_context: bool = False
    lost: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def add(self, unit: TranslationUnit) -> None:
        """Take a unit."""
        self.count += 1
        self.sources[unit.source_language] += 1
        texts = {variant.language: text_with_codes(variant) for variant in unit.variants}
        properties: dict[str, str] = {}
        for name, value in unit.properties:
            properties.setdefault(name, value)
        self.languages.update(dict.fromkeys(texts))
        self.properties.update(dict.fromkeys(properties))
        self.has_context |= unit.msgctxt is not None
        self.lost.update(_find_losses(unit))
        key = _key_of(unit, texts)
        self.has_key |= bool(key)
        row = (key, unit.msgctxt, texts, properties)
        self.spool.write(json.dumps(row, ensure_ascii=False) + "\n")

    def heading(self) -> list[str]:
        """Name the columns: key and context, languages with the usual source first, properties."""
        key = [KEY] if self.has_key else []
        context = [CONTEXT] if self.has_context else []
        names = [NOTE if name == NOTE_PROPERTY else name for name in self.properties]
        return [*key, *context, *self._ordered_languages(), *names]

    def rows(self) -> Iterator[list[str]]:
        """Give the cells of each unit, in their order."""
        languages = self._ordered_languages()
        self.spool.seek(0)
        for line in self.spool:
            key, msgctxt, texts, properties = json.loads(line)
            context = [msgctxt or ""] if self.has_context else []
            yield [
                *([key] if self.has_key else []),
                *context,
                *(texts.get(language, "") for language in languages),
                *(properties.get(name, "") for name in self.properties),
            ]

    def losses(self) -> Iterator[Loss]:
        """Say what the rows do not hold, a kind each."""
        others = self.count - max(self.sources.values(), default=0)
        for kind, number in (self.lost + Counter(sources=others)).items():
            units = "1 unit" if number == 1 else f"{number} units"
            yield Loss(message=f"{units}: {_LOSSES[kind]}")

    def _ordered_languages(self) -> list[str]:
        usual = self.sources.most_common(1)[0][0] if self.sources else None
        return sorted(self.languages, key=lambda tag: (tag != usual, tag))


@contextmanager
def collect_rows(units: Iterable[TranslationUnit]) -> Iterator[UnitRows]:
    """Take units to their end; their rows are there while the block lasts."""
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES, mode="w+", encoding="utf-8", newline="\n") as spool:
        rows = UnitRows(spool)
        for unit in units:
            rows.add(unit)
        yield rows


def _key_of(unit: TranslationUnit, texts: Mapping[str, str]) -> str:
    """Give the key where a person would miss it: not the source text, nor texts that gettext joined."""
    made = unit.key == texts.get(unit.source_language) or _CONTROL.search(unit.key)
    return "" if made else unit.key


def _find_losses(unit: TranslationUnit) -> Iterator[str]:
    variants = unit.variants
    tests: tuple[tuple[str, Callable[[Variant], object]], ...] = (
        ("codes", lambda variant: variant.codes),
        ("neighbours", lambda variant: variant.previous is not None or variant.next is not None),
        ("origins", lambda variant: variant.origin and (variant.origin.author or variant.origin.changed)),
        ("properties", lambda variant: variant.properties),
    )
    for kind, test in tests:
        if any(test(variant) for variant in variants):
            yield kind
    if len(dict(unit.properties)) < len(unit.properties):
        yield "repeated"
