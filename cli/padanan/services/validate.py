"""Validate catalogues: find the files, examine each with its checks, on all cores, and tell what they say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from padanan.checks.base import Check, Observation, ProjectCheck
from padanan.checks.runner import conclude
from padanan.core.errors import InputError
from padanan.core.model import Finding
from padanan.core.progress import Progress, ignore_progress
from padanan.formats.files import SourceFile, read_file
from padanan.services.catalogue_files import find_catalogues, is_directory
from padanan.services.validate_cache import ResultCache, open_cache
from padanan.services.validate_changes import keep_changes, open_changes
from padanan.services.validate_examine import Examined, Plan, checks_of, excerpt
from padanan.services.validate_pool import Task, open_pool
from padanan.services.validate_reading import SUFFIXES, is_large
from padanan.services.validate_report import FileReport
from padanan.services.validate_templates import find_template


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationOptions:
    """How to validate.

    `exclude` are patterns for paths relative to the plan's root, as in its overrides. `cache` is the
    directory for results, None for none. `changed_since` names a revision in git: only entries that differ
    from it are reported. `stdin` stands for the path `-`.
    """

    plan: Plan = field(default_factory=Plan)
    exclude: tuple[str, ...] = ()
    jobs: int | None = None
    cache: Path | None = None
    changed_since: str | None = None
    stdin: SourceFile | None = None


def validate_paths(
    paths: Sequence[Path],
    *,
    options: ValidationOptions | None = None,
    progress: Progress = ignore_progress,
) -> Iterator[FileReport]:
    """Validate the files at the paths, and go on past those that cannot be read.

    Args:
        paths: Catalogues, compiled catalogues, TMX documents, and directories, which are searched for them to
            any depth.
        options: Which checks to run, and how; by default those of the default preset.
        progress: Told how many files are done.

    Returns:
        The reports in order of path as given, lazily; at last, for checks across files, further reports for
        files that were there before.

    Raises:
        UnknownCheckError: the options name a check that is not there.
        InputError: there is no such revision.

    Cost: memory for some files at a time, and for what checks across files must remember.
    """
    chosen = options or ValidationOptions()
    return _Run(chosen, asked_checks(chosen.plan, paths), progress).reports(paths)


def asked_checks(plan: Plan, paths: Iterable[Path]) -> dict[str, Check]:
    """Give the checks that a run over these paths asks, at least about some files, by their ids.

    Raises:
        UnknownCheckError: the plan names a check that is not there.
    """
    saw_directory = any(map(is_directory, paths))
    return {
        check.id: check
        for selection in plan.selections()
        for check in checks_of(selection)
        if saw_directory or not (isinstance(check, ProjectCheck) and check.needs_directory)
    }


def find_files(
    paths: Iterable[Path], options: ValidationOptions, *, suffixes: Set[str] = SUFFIXES
) -> Iterator[Path | InputError]:
    """Find what to validate, as `find_catalogues` does, but for what the options exclude."""
    for found in find_catalogues(paths, suffixes=suffixes):
        if isinstance(found, InputError) or not _is_excluded(found, options):
            yield found


def _is_excluded(path: Path, options: ValidationOptions) -> bool:
    if not options.exclude:
        return False
    shown = options.plan.shown(path)
    return any(fnmatchcase(shown, pattern) for pattern in options.exclude)


class _Run:
    """One validation."""

    def __init__(self, options: ValidationOptions, checks: Mapping[str, Check], progress: Progress) -> None:
        self._options = options
        self._plan = options.plan
        self._checks = checks
        self._advance = progress("validating")
        self._observations: dict[str, list[Observation]] = {}
        # Only some checks ask for templates, and looking for them takes time.
        self._needs_template = any(check.needs_template for check in checks.values())

    def reports(self, paths: Sequence[Path]) -> Iterator[FileReport]:
        options = self._options
        with ExitStack() as stack:
            revision = stack.enter_context(open_changes(options.changed_since))
            cache = stack.enter_context(open_cache(options.cache, self._plan))
            found = list(find_files(paths, options))
            pool = stack.enter_context(open_pool(self._plan, found, options.jobs))
            for done, (task, examined) in enumerate(pool.examine(self._tasks(found, cache)), 1):
                if cache and task.key and task.known is None:
                    cache.store(task.key, examined)
                for check_id, seen in examined.observations.items():
                    self._observations.setdefault(check_id, []).extend(seen)
                if revision is None:
                    yield examined.report
                else:
                    yield keep_changes(examined.report, task.source, self._plan, revision)
                self._advance(done, len(found))
        if revision is None:
            yield from self._supplements()

    def _tasks(self, found: Iterable[Path | InputError], cache: ResultCache | None) -> Iterator[Task]:
        for item in found:
            try:
                source = self._read(item)
            except InputError as error:
                path = Path(error.path or "")
                broken = Examined(report=FileReport(path=path, error=error))
                yield Task(source=SourceFile(path=path, data=b"", digest=""), known=broken)
                continue
            key = cache.key(source, self._template_digest(source.path)) if cache and source.exists else b""
            yield Task(source=source, known=cache.load(key, source.path) if cache and key else None, key=key)

    def _read(self, item: Path | InputError) -> SourceFile:
        if isinstance(item, InputError):
            raise item
        if item == Path("-") and self._options.stdin is not None:
            return self._options.stdin
        return SourceFile(path=item, data=b"", digest="") if is_large(item) else read_file(item)

    def _template_digest(self, path: Path) -> str:
        template = find_template(path) if self._needs_template else None
        try:
            return read_file(template).digest if template is not None else ""
        except InputError:
            return ""

    def _supplements(self) -> Iterator[FileReport]:
        """Draw the end of checks across files: a report for each file that they complain about."""
        findings: dict[str, list[Finding]] = {}
        for check_id, check in self._checks.items():
            if isinstance(check, ProjectCheck):
                seen = self._observations.get(check_id, [])
                for finding in conclude(check, seen, self._plan.settings):
                    findings.setdefault(finding.path, []).append(finding)
        for path, found in findings.items():
            found.sort(key=lambda finding: (finding.line, finding.column, finding.check, finding.message))
            lines = _read_lines(Path(path))
            yield FileReport(
                path=Path(path),
                findings=tuple(found),
                excerpts=tuple(excerpt(finding, lines) for finding in found),
                is_supplement=True,
            )


def _read_lines(path: Path) -> list[str]:
    try:
        return read_file(path).data.decode(errors="replace").removeprefix("\ufeff").split("\n")
    except InputError:
        return []
