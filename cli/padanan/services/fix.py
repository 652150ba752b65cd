"""Mending what checks know how to mend: only the characters that a finding replaces change."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from padanan.core.errors import InputError, PadananError
from padanan.core.model import Replacement
from padanan.formats.files import SourceFile, read_file, write_file
from padanan.formats.po import parse_catalogue
from padanan.services.catalogue_files import SUFFIXES
from padanan.services.validate import ValidationOptions, find_files
from padanan.services.validate_changes import Revision, keep_changes, open_changes
from padanan.services.validate_examine import Plan, examine

# Mending one thing can uncover another, such as two spaces where a zero-width one stood between them.
_ROUNDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFile:
    """A file that was mended, or could not be: `error`. `fixed` counts what was mended."""

    path: Path
    before: SourceFile | None = None
    after: bytes = b""
    fixed: int = 0
    error: PadananError | None = None

    @property
    def diff(self) -> str:
        """The difference as `diff -u` shows it."""
        if self.before is None:
            return ""
        old, new = (
            data.decode(errors="replace").splitlines(keepends=True) for data in (self.before.data, self.after)
        )
        name = self.path.as_posix()
        lines = difflib.unified_diff(old, new, name, name)
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        )


def fix_paths(paths: Iterable[Path], options: ValidationOptions, *, write: bool) -> Iterator[FixedFile]:
    """Mend PO and POT files; those in which there was something to mend are given, and those with errors.

    Args:
        paths: Files, and directories, which are searched for them.
        options: Which checks to ask, which files to leave alone, and whether only what changed is mended.
        write: Whether to write the files, each whole or not at all.

    Raises:
        UnknownCheckError: the plan names a check that is not there.
        InputError: there is no such revision.
    """
    with open_changes(options.changed_since) as revision:
        for found in find_files(paths, options, suffixes=SUFFIXES):
            path = Path(found.path or "") if isinstance(found, InputError) else found
            try:
                if isinstance(found, InputError):
                    raise found
                fixed = _fix(read_file(path), options.plan, revision)
                if write and fixed.before is not None:
                    write_file(path, fixed.after, expected=fixed.before)
            except PadananError as error:
                fixed = FixedFile(path=path, error=error)
            if fixed.before is not None or fixed.error is not None:
                yield fixed


def _fix(source: SourceFile, plan: Plan, revision: Revision | None) -> FixedFile:
    """Mend a file until nothing is left that can be mended; a broken one is left alone."""
    current, fixed = source, 0
    for _ in range(_ROUNDS):
        replacements = _replacements(current, plan, revision)
        document, errors = parse_catalogue(current)
        if errors or not replacements:
            break
        written = document.replace_regions(replacements)
        data = document.to_bytes()
        if not written or data == current.data:
            break
        fixed += written
        current = SourceFile.of(source.path, data)
    if current is source:
        return FixedFile(path=source.path)
    return FixedFile(path=source.path, before=source, after=current.data, fixed=fixed)


def _replacements(source: SourceFile, plan: Plan, revision: Revision | None) -> list[Replacement]:
    report = examine(source, plan).report
    if revision is not None:
        report = keep_changes(report, source, plan, revision)
    return [
        finding.replacement
        for finding in report.findings
        if finding.replacement is not None and finding.suppression is None
    ]
