"""Validate catalogues: find the files, run the checks over each, gather what they say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from padanan.checks.base import Check, make_subject
from padanan.checks.registry import select_checks
from padanan.checks.runner import check_catalogue
from padanan.core.config_validate import CheckSelection
from padanan.core.errors import InputError, PadananError
from padanan.core.model import Finding, Severity
from padanan.formats.files import read_file
from padanan.formats.po import parse_catalogue

SUFFIXES = frozenset({".po", ".pot"})
# What is kept of a line for a report to quote, to each side of the finding: lines may be megabytes long.
_CONTEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationOptions:
    """Which checks to run: those of `select` (all when empty) without those of `ignore`, by id."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of a line of a file, which begins at the 1-based `column`."""

    text: str
    column: int


_NO_EXCERPT = Excerpt(text="", column=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One file: its findings in order of place, and for each the line it stands on, but for notes.

    A file that cannot be read has an `error` instead.
    """

    path: Path
    entries: int = 0
    findings: tuple[Finding, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    error: PadananError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """All files of a run, in order of path as given."""

    files: tuple[FileReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, file by file."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def errors(self) -> tuple[PadananError, ...]:
        """What kept files from being validated."""
        return tuple(file.error for file in self.files if file.error is not None)

    @property
    def fails(self) -> bool:
        """Whether a pipeline should stop: there is a finding that is more than information."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)


def validate_paths(paths: Sequence[Path], *, options: ValidationOptions | None = None) -> ValidationReport:
    """Validate the catalogues at the paths, and go on past files that cannot be read.

    Args:
        paths: PO and POT files, and directories, which are searched for them to any depth.
        options: Which checks to run; all by default.

    Raises:
        UnknownCheckError: the options name a check that is not there.
    """
    chosen = options or ValidationOptions()
    checks = select_checks(CheckSelection(select=chosen.select, ignore=chosen.ignore))
    return ValidationReport(files=tuple(_validate(found, checks) for found in find_catalogues(paths)))


def find_catalogues(paths: Iterable[Path]) -> Iterator[Path | InputError]:
    """Give every catalogue once, those below a directory in order of name, hidden directories left out.

    A path that is not there gives itself, and whoever reads it the error; a directory without catalogues
    gives an error in its place. Symbolic links are followed, but every directory is entered only once.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        files = list(_walk(path)) if path.is_dir() else [path]
        if not files:
            yield InputError("no catalogue (.po, .pot) below this directory", path=str(path))
        for file in files:
            identity = _identity(file)
            if identity not in seen:
                yield file
            if identity is not None:
                seen.add(identity)


def _walk(top: Path) -> Iterator[Path]:
    entered: set[tuple[int, int] | None] = {None}
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            yield path
        elif (identity := _identity(path)) not in entered:
            entered.add(identity)
            try:
                inside = [child for child in path.iterdir() if _is_wanted(child)]
            except OSError:
                yield path  # reading it gives the reason
            else:
                # Links last: what is reached in several ways is shown by the path without them.
                waiting += sorted(inside, key=lambda child: (child.is_symlink(), child.name), reverse=True)


def _is_wanted(path: Path) -> bool:
    return not path.name.startswith(".") if path.is_dir() else path.suffix in SUFFIXES


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino)


def _validate(path: Path | InputError, checks: Sequence[Check]) -> FileReport:
    if isinstance(path, InputError):
        return FileReport(path=Path(path.path or ""), error=path)
    try:
        source = read_file(path)
    except InputError as error:
        return FileReport(path=path, error=error)
    document, errors = parse_catalogue(source)
    subject = make_subject(document.catalogue, text=document.text, errors=errors, has_bom=source.has_bom)
    findings = tuple(check_catalogue(subject, checks))
    return FileReport(
        path=path,
        entries=len(document.catalogue.entries),
        findings=findings,
        excerpts=tuple(_excerpt(finding, subject.lines) for finding in findings),
    )


def _excerpt(finding: Finding, lines: Sequence[str]) -> Excerpt:
    if finding.severity is Severity.INFO:
        return _NO_EXCERPT  # nobody quotes notes, and there can be a million of them
    line = lines[finding.line - 1].rstrip("\r") if finding.line <= len(lines) else ""
    start = max(0, finding.column - 1 - _CONTEXT)
    end = (finding.end_column or finding.column) + _CONTEXT
    return Excerpt(text=line[start:end], column=start + 1)
