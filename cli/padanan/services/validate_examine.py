"""Examining one file: read it, choose its checks, run them. Runs in processes of its own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from padanan.checks.base import Check, CheckSettings, Observation, Subject
from padanan.checks.registry import select_checks
from padanan.checks.runner import check_catalogue, observe_catalogue
from padanan.core.config_validate import CheckOverride, CheckSelection
from padanan.core.errors import InputError
from padanan.core.language import covers
from padanan.core.model import Finding, Severity
from padanan.formats.files import SourceFile
from padanan.services.validate_reading import read_subjects
from padanan.services.validate_report import NO_EXCERPT, Excerpt, FileReport
from padanan.services.validate_templates import find_template, read_template

# What is kept of a line for a report to quote, to each side of the finding: lines may be megabytes long.
_CONTEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How files are examined. `overrides` speak of paths relative to `root`; `last_word` is the caller's."""

    root: Path = field(default_factory=Path)
    selection: CheckSelection = field(default_factory=CheckSelection)
    overrides: tuple[CheckOverride, ...] = ()
    last_word: CheckSelection = field(default_factory=CheckSelection)
    settings: CheckSettings = field(default_factory=CheckSettings)

    def selection_for(self, path: Path, language: str | None) -> CheckSelection:
        """Say which checks a catalogue gets."""
        selection = self.selection
        for override in self.overrides:
            if _concerns(override, self.shown(path), language):
                selection = selection.then(override.selection)
        return selection.then(self.last_word)

    def selections(self) -> Iterator[CheckSelection]:
        """Give a selection for each way in which overrides can apply by themselves."""
        yield self.selection.then(self.last_word)
        for override in self.overrides:
            yield self.selection.then(override.selection).then(self.last_word)

    def shown(self, path: Path) -> str:
        """Give a path as patterns see it: relative to the root, with `/`."""
        try:
            return Path(os.path.relpath(path, self.root)).as_posix()
        except ValueError:  # another drive, on Windows
            return path.as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What examining one file gave: its report, and what checks across files saw, by the check's id."""

    report: FileReport
    observations: Mapping[str, Sequence[Observation]] = field(default_factory=dict)


@cache
def checks_of(selection: CheckSelection) -> tuple[Check, ...]:
    """Load the checks of a selection, once a process.

    Raises:
        UnknownCheckError: it names a check that is not there.
    """
    return select_checks(selection)


def examine(source: SourceFile, plan: Plan) -> Examined:
    """Examine a file; one that cannot be read gives a report with an error."""
    entries, findings, excerpts = 0, [], []
    observations: dict[str, list[Observation]] = {}
    try:
        for subject in read_subjects(source):
            chosen = checks_of(plan.selection_for(source.path, subject.catalogue.language))
            prepared = _prepare(subject, chosen, plan.settings)
            found = check_catalogue(prepared, chosen)
            entries += len(subject.catalogue.entries)
            findings += found
            excerpts += [excerpt(finding, subject.lines) for finding in found]
            for check_id, seen in observe_catalogue(prepared, chosen).items():
                observations.setdefault(check_id, []).extend(seen)
    except InputError as error:
        return Examined(report=FileReport(path=source.path, error=error))
    report = FileReport(path=source.path, entries=entries, findings=tuple(findings), excerpts=tuple(excerpts))
    return Examined(report=report, observations=observations)


def excerpt(finding: Finding, lines: Sequence[str]) -> Excerpt:
    """Cut out of the file what a report quotes."""
    if finding.severity is Severity.INFO or finding.line > len(lines):
        return NO_EXCERPT  # nobody quotes notes, and there can be a million of them
    line = lines[finding.line - 1].rstrip("\r")
    start = max(0, finding.column - 1 - _CONTEXT)
    end = (finding.end_column or finding.column) + _CONTEXT
    return Excerpt(text=line[start:end], column=start + 1)


def _prepare(subject: Subject, checks: Sequence[Check], settings: CheckSettings) -> Subject:
    template = None
    if any(check.needs_template for check in checks) and not subject.catalogue.is_template:
        path = find_template(Path(subject.catalogue.path))
        template = read_template(path) if path is not None else None
    return replace(subject, settings=settings, template=template)


def _concerns(override: CheckOverride, path: str, language: str | None) -> bool:
    if override.paths and not any(fnmatchcase(path, pattern) for pattern in override.paths):
        return False
    return not override.languages or (
        language is not None and any(covers(wanted, language) for wanted in override.languages)
    )
