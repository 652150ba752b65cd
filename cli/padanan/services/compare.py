"""Comparing two versions of a catalogue, or of a directory of catalogues."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from padanan.core.catalogue import Catalogue
from padanan.core.errors import InputError, LanguageError, PadananError
from padanan.core.language import parse_language
from padanan.formats.files import read_file, read_stream
from padanan.formats.po import parse_catalogue
from padanan.services.catalogue_changes import Revision, compare_entries
from padanan.services.catalogue_files import find_catalogues

STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComparison:
    """One catalogue in both versions, or in one: then the other's path is None.

    `path` is the one to show: the new version's, or else the old one's. `language` is a BCP 47 tag, None
    where neither version says. A file that could not be compared has an `error` instead of a `revision`.
    """

    path: str
    old: str | None
    new: str | None
    language: str | None = None
    revision: Revision = field(default_factory=Revision)
    error: PadananError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonReport:
    """All files of a comparison, in order of their path below the directory."""

    old: str
    new: str
    files: tuple[FileComparison, ...]

    @property
    def errors(self) -> tuple[PadananError, ...]:
        """What kept files from being compared."""
        return tuple(file.error for file in self.files if file.error is not None)

    @property
    def is_changed(self) -> bool:
        """Whether anything happened to any message, or a file came or went."""
        return any(file.revision.entries or None in (file.old, file.new) for file in self.files)

    @property
    def total(self) -> Revision:
        """What happened in all files together."""
        return Revision(
            entries=tuple(entry for file in self.files for entry in file.revision.entries),
            unchanged=sum(file.revision.unchanged for file in self.files),
        )


def compare_paths(old: Path, new: Path, *, stdin: BinaryIO | None = None) -> ComparisonReport:
    """Compare two catalogues, or two directories file by file, and go on past files that cannot be read.

    Files of two directories belong together that have the same path below them. One that is in one directory
    only is compared with nothing: all its messages are added, or removed.

    Args:
        old: A catalogue (PO, POT), STDIN, or a directory of catalogues.
        new: The same in another version.
        stdin: Where `STDIN` is read from.

    Raises:
        InputError: one is a directory and the other a file, or both are the same; of two files, one cannot be
            read or is no catalogue; a directory has none.
        LanguageError: two files are in different languages or scripts.
    """
    _refuse_same(old, new)
    if old.is_dir() != new.is_dir():
        folder, file = (old, new) if old.is_dir() else (new, old)
        hint = "compare two files, or two directories"
        raise InputError(f"this is a directory, and {file} is not", path=str(folder), hint=hint)
    if not old.is_dir():
        before, after = _read(old, stdin), _read(new, stdin)
        return ComparisonReport(old=str(old), new=str(new), files=(_compare(before, after),))
    olds, news = _find(old), _find(new)
    names = sorted({*olds, *news})
    files = tuple(_compare_found(olds.get(name), news.get(name)) for name in names)
    return ComparisonReport(old=str(old), new=str(new), files=files)


def _refuse_same(old: Path, new: Path) -> None:
    try:
        same = old == new or old.samefile(new)
    except OSError:
        return  # reading it gives the reason
    except ValueError as error:
        raise InputError("not a file name", path=repr(str(old))) from error
    if same:
        hint = "compare with another version: git show HEAD:FILE | padanan compare - FILE"
        raise InputError("both are the same", path=str(old), hint=hint)


def _find(folder: Path) -> dict[str, Path]:
    """Give the catalogues below a directory by their path from there."""
    found: dict[str, Path] = {}
    for path in find_catalogues([folder]):
        if isinstance(path, InputError):
            raise path
        found[path.relative_to(folder).as_posix()] = path
    return found


def _read(path: Path, stdin: BinaryIO | None = None) -> Catalogue:
    source = read_stream(stdin, STDIN) if path == STDIN and stdin is not None else read_file(path)
    document, errors = parse_catalogue(source)
    if errors:
        raise errors[0]
    return document.catalogue


def _compare_found(old: Path | None, new: Path | None) -> FileComparison:
    try:
        return _compare(_read(old) if old else None, _read(new) if new else None)
    except PadananError as error:
        shown = new or old
        names = [None if path is None else str(path) for path in (old, new)]
        return FileComparison(path=str(shown), old=names[0], new=names[1], error=error)


def _compare(old: Catalogue | None, new: Catalogue | None) -> FileComparison:
    sides: Sequence[Catalogue] = [side for side in (new, old) if side is not None]
    return FileComparison(
        path=sides[0].path,
        old=old.path if old else None,
        new=new.path if new else None,
        language=_agree_on_language(sides),
        revision=compare_entries(old.entries if old else (), new.entries if new else ()),
    )


def _agree_on_language(sides: Sequence[Catalogue]) -> str | None:
    languages = [parse_language(side.language) for side in sides if side.language]
    if len({(language.language, language.script) for language in languages}) > 1:
        first, second = languages
        raise LanguageError(
            f"this catalogue is in {first.tag}, and {sides[1].path} in {second.tag}",
            path=sides[0].path,
            hint="compare two versions of one catalogue; is the Language header right?",
        )
    return languages[0].tag if languages else None
