"""Taking a memory apart into files: so many units each, or one for each language or origin."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path
from tempfile import TemporaryFile

from padanan.core.errors import OutputError
from padanan.core.language import gettext_name
from padanan.core.model import TranslationUnit
from padanan.formats.detection import FileFormat
from padanan.formats.table.unit_columns import TableLanguages
from padanan.formats.table.unit_json import encode_units_json, read_units_json
from padanan.services.unit_files import UnitNotes, write_units

# Files that are open together: systems allow 1,024 a process, Windows' C library 512.
_LIMIT_PARTS = 200
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


class SplitBy(StrEnum):
    """What makes units go to one file."""

    LANGUAGE = "language"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the parts go: `directory/stem.PART.suffix`, in a format."""

    directory: Path
    stem: str
    suffix: str
    file_format: FileFormat

    def path(self, part: str) -> Path:
        """Name the file of a part; nothing in it leads out of the directory."""
        name = _UNSAFE.sub("-", part).strip("-.")[-_LONGEST_NAME:] or "unnamed"
        return self.directory / f"{self.stem}.{name}{self.suffix}"


def split_by_count(
    units: Iterable[TranslationUnit], count: int, parts: Parts, notes: UnitNotes
) -> Iterator[Path]:
    """Write `count` units to each file, `stem.0001.suffix` first, and give each file's path.

    Raises:
        OutputError: a file cannot be written.
    """
    rest = iter(units)
    for number in itertools.count(1):
        first = next(rest, None)
        if first is None:
            return
        path = parts.path(f"{number:04}")
        write_units(
            itertools.chain([first], itertools.islice(rest, count - 1)), parts.file_format, path, notes
        )
        yield path


def split_by(units: Iterable[TranslationUnit], by: SplitBy, parts: Parts, notes: UnitNotes) -> Iterator[Path]:
    """Write the units of each language, or origin, to a file of their own, and give each file's path.

    By language, a file holds the source texts and those in one other language, and is named for both
    (`stem.en-id.tmx`); a unit stands in as many files as it has translations, one with source text alone in
    none. By origin, a file holds the units of one file that they came from.

    Raises:
        OutputError: there would be more than 200 files, two origins would have one name, or a file cannot be
            written.

    Cost: the units wait on disk; of none more than one is in memory.
    """
    divide = _by_language if by is SplitBy.LANGUAGE else _by_origin
    with _spools() as spool:
        names: dict[Path, BufferedRandom] = {}
        owners: dict[Path, str] = {}
        for unit in units:
            for part, kept in divide(unit):
                path = parts.path(part)
                if owners.setdefault(path, part) != part:
                    hint = "rename one, or split by language"
                    raise OutputError(
                        f"{part[:60]!r} and {owners[path][:60]!r} would be one file",
                        path=str(path),
                        hint=hint,
                    )
                if path not in names:
                    names[path] = spool()
                names[path].writelines(encode_units_json([kept]))
        for path, file in names.items():
            file.seek(0)
            waiting = read_units_json(file, path, languages=TableLanguages(), on_skip=notes.skip)
            write_units(waiting, parts.file_format, path, notes)
            yield path


@contextmanager
def _spools() -> Iterator[Callable[[], BufferedRandom]]:
    """Give what opens temporary files, which are gone when the block ends."""
    with ExitStack() as stack:
        opened = itertools.count(1)

        def spool() -> BufferedRandom:
            if next(opened) > _LIMIT_PARTS:
                hint = "choose units with padanan filter first, or split by --units"
                raise OutputError(f"there would be more than {_LIMIT_PARTS} files", hint=hint)
            return stack.enter_context(TemporaryFile())

        yield spool


def _by_language(unit: TranslationUnit) -> Iterator[tuple[str, TranslationUnit]]:
    source = unit.variant(unit.source_language)
    for variant in unit.variants:
        if source is not None and variant is not source:
            name = f"{gettext_name(source.language)}-{gettext_name(variant.language)}"
            yield name, replace(unit, variants=(source, variant))


def _by_origin(unit: TranslationUnit) -> Iterator[tuple[str, TranslationUnit]]:
    origins = (variant.origin.path for variant in unit.variants if variant.origin)
    yield next(origins, unit.collection), unit
