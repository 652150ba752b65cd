"""Writing a translation memory as TMX."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from padanan.core.errors import OutputError
from padanan.core.model import TranslationUnit
from padanan.core.progress import Advance, Progress, ignore_progress
from padanan.formats.files import write_stream
from padanan.formats.tmx import SkippedUnit, TmxHeader, encode_tmx
from padanan.memory.sqlite import SqliteStore
from padanan.services.maintenance import find_tags

# How many units that cannot be written are told one by one; all are counted.
_SHOWN_PROBLEMS = 20
_PROGRESS_UNITS = 1000
# TMX 1.4b for a document whose units have different source languages.
_ALL_LANGUAGES = "*all*"

Write = Callable[[Iterable[bytes]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryExport:
    """How many units were written, how many TMX cannot hold, and why, for the first of them."""

    units: int
    skipped: int
    problems: tuple[SkippedUnit, ...]


def export_memory(
    memory: Path,
    output: Path | Write,
    *,
    source: str | None = None,
    languages: Sequence[str] = (),
    progress: Progress = ignore_progress,
) -> MemoryExport:
    """Write the units of a memory as one TMX document, in the order they were added, a unit at a time.

    Args:
        memory: Its path.
        output: A file, which is replaced when the document is whole, or what takes its bytes.
        source: Only units with text in this language, which the document then names as their source.
        languages: Only texts in these languages, and in `source`; none means all. Units with text in fewer
            than two of them are left out.
        progress: Told how far it has come.

    Raises:
        LanguageError: a language is unknown, or not in the memory.
        StoreError: there is no memory, or it cannot be read.
        OutputError: the file cannot be written, or is the memory; whatever was there is still there.
    """
    notes = _Notes()
    with SqliteStore.open(memory) as store, store.snapshot():
        choice = _choose(store, source, languages)
        units = _watch(store.units(), progress("exporting"), store.count_units())
        header = TmxHeader(source_language=choice.header_language)
        chosen = notes.count(choice.apply(units))
        chunks = encode_tmx(chosen, header=header, on_skip=notes.skip)
        if isinstance(output, Path):
            _refuse_memory(output, memory)
            write_stream(output, chunks)
        else:
            output(chunks)
    return MemoryExport(
        units=notes.units - notes.skipped, skipped=notes.skipped, problems=tuple(notes.problems)
    )


class _Notes:
    """What is noted while units are written."""

    def __init__(self) -> None:
        self.units = 0
        self.skipped = 0
        self.problems: list[SkippedUnit] = []

    def count(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        for unit in units:
            self.units += 1
            yield unit

    def skip(self, unit: SkippedUnit) -> None:
        self.skipped += 1
        if self.skipped <= _SHOWN_PROBLEMS:
            self.problems.append(unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Tags of the source languages asked for (None: each unit's own), and of all languages wanted."""

    sources: tuple[str, ...] | None
    wanted: frozenset[str]
    header_language: str

    def apply(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        for unit in units:
            kept = tuple(variant for variant in unit.variants if variant.language in self.wanted)
            source = self._source(unit)
            if len(kept) > 1 and source is not None:
                yield replace(unit, variants=kept, source_language=source)

    def _source(self, unit: TranslationUnit) -> str | None:
        if self.sources is None:
            return unit.source_language
        return next((tag for tag in self.sources if unit.variant(tag)), None)


def _choose(store: SqliteStore, source: str | None, languages: Sequence[str]) -> _Choice:
    sources = None if source is None else find_tags(store, source)
    wanted = {tag for name in languages for tag in find_tags(store, name)} or {*store.languages()}
    own = store.source_languages() if sources is None else sources
    return _Choice(
        sources=sources,
        wanted=frozenset(wanted.union(sources or ())),
        header_language=own[0] if len(own) == 1 else _ALL_LANGUAGES,
    )


def _watch(units: Iterable[TranslationUnit], advance: Advance, total: int) -> Iterator[TranslationUnit]:
    for done, unit in enumerate(units):
        if done % _PROGRESS_UNITS == 0:
            advance(done, total)
        yield unit


def _refuse_memory(output: Path, memory: Path) -> None:
    if output.exists() and output.samefile(memory):
        raise OutputError("this is the memory itself", path=str(output), hint="name another file")
