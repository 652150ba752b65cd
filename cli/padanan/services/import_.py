"""Bringing files into a translation memory."""

import gc
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import InputError, LanguageError, PadananError, PoError, StoreError, TmxError
from padanan.core.language import parse_language
from padanan.core.model import TranslationUnit
from padanan.core.progress import Advance, Progress, ignore_progress
from padanan.formats.po import read_catalogue
from padanan.formats.tmx import Loss, SkippedUnit, read_tmx
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import Store, Tally
from padanan.services.catalogue_units import (
    CatalogueLanguages,
    SkipReason,
    name_path,
    units_of_catalogue,
)
from padanan.services.indexing import refresh_index

_CATALOGUE_SUFFIXES = frozenset({".po", ".pot"})
_TMX_SUFFIX = ".tmx"
# How many bad units are told one by one; all are counted.
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How files are read.

    `source_language` is the language of catalogues' msgid, whatever they say; without it their
    X-Source-Language holds, and then `default_source_language`. Paths are named relative to `root`. With
    `strict` a file with a unit that cannot be used, or that would lose something, is one that cannot be read.
    """

    root: Path
    default_source_language: str
    source_language: str | None = None
    dry_run: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A unit that could not be used, or something that was left out of one; places count from 1."""

    line: int | None
    column: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImport:
    """What became of one file. Nothing of it landed when there is an `error`.

    `skipped` counts units by reason, `lost` counts what was left out of those that landed; `problems` tells
    about the first of the bad units and of what was left out.
    """

    path: str
    tally: Tally = field(default_factory=Tally)
    skipped: tuple[tuple[SkipReason, int], ...] = ()
    lost: int = 0
    problems: tuple[Problem, ...] = ()
    error: PadananError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the files, in the order they were given.

    `index_problems` say what could not be done to make look-ups quick; they are right without it.
    """

    memory: str
    dry_run: bool
    files: tuple[FileImport, ...]
    index_problems: tuple[str, ...] = ()

    @property
    def total(self) -> Tally:
        """Add up the files."""
        return sum((file.tally for file in self.files), Tally())

    @property
    def errors(self) -> tuple[PadananError, ...]:
        """Give what went wrong, a file each."""
        return tuple(file.error for file in self.files if file.error is not None)


def import_into_memory(
    memory: Path, paths: Sequence[Path], options: ImportOptions, progress: Progress = ignore_progress
) -> ImportReport:
    """Bring PO catalogues and TMX documents into the memory at a path, which is made if there is none.

    Each file lands wholly or not at all; one that cannot be read is reported, and the others go on. Then the
    index for look-ups is brought up to date. With `options.dry_run` the report is the same, and nothing is
    changed or made.

    Raises:
        StoreError: the memory cannot be opened or written.
    """
    # os.path: for a path that may not even be looked at, opening it has the better message.
    absent = options.dry_run and not os.path.lexists(memory)
    store = SqliteStore.in_memory() if absent else SqliteStore.open(memory, create=not options.dry_run)
    with store, store.rehearse() if options.dry_run else nullcontext():
        files = import_files(store, paths, options, progress)
        problems = () if options.dry_run else refresh_index(store, memory, progress)
    return ImportReport(memory=str(memory), dry_run=options.dry_run, files=files, index_problems=problems)


def import_files(
    store: Store, paths: Sequence[Path], options: ImportOptions, progress: Progress = ignore_progress
) -> tuple[FileImport, ...]:
    """Bring files into an open store (see `import_into_memory`).

    Raises:
        StoreError: the store fails; the files before are in.
    """
    return tuple(
        _import_file(store, path, options, progress(f"importing {path} ({number}/{len(paths)})"))
        for number, path in enumerate(paths, start=1)
    )


def _import_file(store: Store, path: Path, options: ImportOptions, advance: Advance) -> FileImport:
    notes = _Notes(path=str(path), strict=options.strict)
    advance(0, None)
    try:
        with _without_cycle_searches():
            tally = store.add(_read_units(path, options, notes, advance))
    except StoreError:
        raise
    except PadananError as error:
        return FileImport(path=str(path), error=error)
    skipped = tuple((reason, notes.skipped[reason]) for reason in SkipReason if notes.skipped[reason])
    return FileImport(
        path=str(path), tally=tally, skipped=skipped, lost=notes.lost, problems=tuple(notes.problems)
    )


@contextmanager
def _without_cycle_searches() -> Iterator[None]:
    """Spare the search for cycles of objects: units come and go in none, and it is a tenth of an import."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(slots=True)
class _Notes:
    """What is noted while a file is read."""

    path: str
    strict: bool
    skipped: Counter[SkipReason] = field(default_factory=Counter)
    lost: int = 0
    problems: list[Problem] = field(default_factory=list)

    def skip_entry(self, reason: SkipReason, _entry: Entry) -> None:
        self.skipped[reason] += 1

    def skip_unit(self, unit: SkippedUnit) -> None:
        self.skipped[SkipReason.BAD_UNIT] += 1
        name = f"unit {unit.key[:60]!r}: " if unit.key else "unit: "
        self._tell(Problem(line=unit.line, column=unit.column, message=name + unit.reason))

    def lose(self, loss: Loss) -> None:
        self.lost += 1
        self._tell(Problem(line=loss.line, column=loss.column, message=loss.message))

    def _tell(self, problem: Problem) -> None:
        if self.strict:
            hint = "without --strict the rest would be imported; padanan repair mends some of this"
            place = {"line": problem.line, "column": problem.column}
            raise TmxError(problem.message, path=self.path, **place, hint=hint)
        if len(self.problems) < _SHOWN_PROBLEMS:
            self.problems.append(problem)


def _read_units(
    path: Path, options: ImportOptions, notes: _Notes, advance: Advance
) -> Iterator[TranslationUnit]:
    name = name_path(path, options.root)
    suffix = path.suffix.lower()
    if suffix in _CATALOGUE_SUFFIXES:
        catalogue = read_catalogue(path).catalogue
        languages = _languages_of(catalogue, str(path), options)
        yield from units_of_catalogue(catalogue, languages=languages, path=name, on_skip=notes.skip_entry)
    elif suffix == _TMX_SUFFIX:
        units = read_tmx(path, name=name, on_skip=notes.skip_unit, on_loss=notes.lose, advance=advance)
        yield from _distinguish(_keep_translations(units, notes))
    else:
        hint = "a memory takes .po, .pot and .tmx files"
        raise InputError("neither a PO catalogue nor a TMX document, by its name", path=str(path), hint=hint)


def _languages_of(catalogue: Catalogue, path: str, options: ImportOptions) -> CatalogueLanguages:
    declared = catalogue.header.get("X-Source-Language", "").strip()
    source = options.source_language or declared or options.default_source_language
    if catalogue.language is None and not catalogue.is_template:
        hint = "add the header field Language, such as Language: id"
        raise PoError(
            "the catalogue does not say its language, and neither does its path", path=path, hint=hint
        )
    try:
        source_tag = parse_language(source).tag
    except LanguageError as error:
        raise PoError(error.message, path=path, hint=error.hint) from error
    return CatalogueLanguages(source=source_tag, target=catalogue.language or "und")


def _keep_translations(units: Iterator[TranslationUnit], notes: _Notes) -> Iterator[TranslationUnit]:
    """Leave out empty variants, and units with text in fewer than two languages."""
    for unit in units:
        variants = [variant for variant in unit.variants if variant.text.strip() or variant.codes]
        if len(variants) > 1:
            yield unit if len(variants) == len(unit.variants) else replace(unit, variants=tuple(variants))
        else:
            notes.skipped[SkipReason.ONE_LANGUAGE if variants else SkipReason.EMPTY] += 1


def _distinguish(units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
    """Tell units with the same key apart: the second one's key ends in 2, and so on.

    Cost: some 100 bytes a unit, for a digest of its key.
    """
    seen: dict[bytes, int] = {}
    for unit in units:
        digest = blake2b(unit.key.encode(), digest_size=8).digest()
        count = seen[digest] = seen.get(digest, 0) + 1
        yield unit if count == 1 else replace(unit, key=f"{unit.key}\x04{count}")
