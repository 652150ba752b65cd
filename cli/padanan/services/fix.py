"""Mending what checks know how to mend: only the characters that a finding replaces change."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from padanan.core.errors import InputError, PadananError
from padanan.core.model import Finding
from padanan.formats.files import SourceFile, read_file, write_file
from padanan.formats.po import parse_catalogue
from padanan.services.catalogue_files import find_catalogues
from padanan.services.validate_examine import Plan, examine

# Mending one thing can uncover another, such as two spaces where a zero-width one stood between them.
_ROUNDS = 10


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


def fix_paths(paths: Iterable[Path], plan: Plan, *, write: bool) -> Iterator[FixedFile]:
    """Mend PO and POT files; those in which there was something to mend are given, and those with errors.

    Args:
        paths: Files, and directories, which are searched for them.
        plan: Which checks to ask.
        write: Whether to write the files, each whole or not at all.

    Raises:
        UnknownCheckError: the plan names a check that is not there.
    """
    for found in find_catalogues(paths):
        path = Path(found.path or "") if isinstance(found, InputError) else found
        try:
            if isinstance(found, InputError):
                raise found
            fixed = _fix(read_file(path), plan)
            if write and fixed.before is not None:
                write_file(path, fixed.after, expected=fixed.before)
        except PadananError as error:
            fixed = FixedFile(path=path, error=error)
        if fixed.before is not None or fixed.error is not None:
            yield fixed


def _fix(source: SourceFile, plan: Plan) -> FixedFile:
    """Mend a file until nothing is left that can be mended; a broken one is left alone."""
    current, fixed = source, 0
    for _ in range(_ROUNDS):
        findings = [finding for finding in examine(current, plan).report.findings if _is_fixable(finding)]
        document, errors = parse_catalogue(current)
        if errors or not findings:
            break
        written = document.replace_regions(item.replacement for item in findings if item.replacement)
        data = document.to_bytes()
        if not written or data == current.data:
            break
        fixed += written
        current = SourceFile.of(source.path, data)
    if current is source:
        return FixedFile(path=source.path)
    return FixedFile(path=source.path, before=source, after=current.data, fixed=fixed)


def _is_fixable(finding: Finding) -> bool:
    return finding.replacement is not None and finding.suppression is None
