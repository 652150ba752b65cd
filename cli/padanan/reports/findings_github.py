"""Findings as GitHub Actions shows them: annotations beside changed lines, and a summary of the job."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from padanan.core.model import Finding, Severity
from padanan.core.text import show_unseen
from padanan.reports.findings_paths import path_in_checkout
from padanan.reports.markdown import Code, grid, plain
from padanan.services.validate_report import FileReport

# GitHub shows so many annotations of a kind in a step, and drops the rest without a word (documentation,
# "Workflow commands for GitHub Actions"; actions/toolkit, docs/problem-matchers.md, "Limitations").
_MOST_OF_A_KIND = 10
# The summary of a step may have 1 MiB ("Adding a job summary"), and is dropped whole where it has more.
_SUMMARY_LIMIT_BYTES = 1024 * 1024
_LISTED = 200
_LONGEST_CELL = 500

_COMMANDS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
)
_NOUNS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)
# actions/toolkit, packages/core/src/command.ts, escapeData and escapeProperty.
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render_findings_github(files: Iterable[FileReport]) -> Iterator[str]:
    """Give workflow commands, a line each: errors, and files that cannot be read; then warnings; then notes.

    Of each kind GitHub shows ten, so that no more are written, and a last line says how many there are.
    Paths are relative to the checkout. Memory: that of thirty findings.
    """
    kept: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    counts: Counter[Severity] = Counter()
    for file in files:
        for severity, annotation in _annotations(file):
            counts[severity] += 1
            if len(kept[severity]) < _MOST_OF_A_KIND:
                kept[severity].append(annotation)
    for severity in Severity:
        yield from kept[severity]
    more = [
        _count(counts[severity] - _MOST_OF_A_KIND, noun)
        for severity, noun in _NOUNS.items()
        if counts[severity] > _MOST_OF_A_KIND
    ]
    if more:
        yield f"GitHub shows {_MOST_OF_A_KIND} annotations of a kind; not annotated: {', '.join(more)}\n"


@dataclass(slots=True, kw_only=True)
class StepSummary:
    """What goes into a job's summary of a run: counts, and the first findings of each severity."""

    files: int = 0
    entries: int = 0
    counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    first: dict[Severity, list[Finding]] = field(
        default_factory=lambda: {severity: [] for severity in Severity}
    )
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def watch(self, files: Iterable[FileReport]) -> Iterator[FileReport]:
        """Take note of files as they pass."""
        for file in files:
            self._add(file)
            yield file

    def render(self) -> str:
        """Give the summary as Markdown, in at most the 1 MiB that GitHub takes."""
        text = "".join(self._parts())
        if len(text.encode("utf-8", "replace")) <= _SUMMARY_LIMIT_BYTES:
            return text
        return "".join([*self._heading(), *self._counts(), "\nThe findings are more than fits here.\n"])

    def _add(self, file: FileReport) -> None:
        if file.error is not None:
            self.unreadable.append((str(file.path), file.error.message))
        elif not file.is_supplement:
            self.files += 1
            self.entries += file.entries
        for finding in file.findings:
            if finding.suppression is None:
                self.counts[finding.check, finding.severity] += 1
                if len(self.first[finding.severity]) < _LISTED:
                    self.first[finding.severity].append(finding)

    def _parts(self) -> Iterator[str]:
        yield from self._heading()
        yield from self._counts()
        for severity, findings in self.first.items():
            if findings and severity is not Severity.INFO:
                yield from self._listing(severity, findings)
        if self.unreadable:
            yield "\n### Not read\n\n"
        for path, message in self.unreadable[:_LISTED]:
            yield f"- {_cell(path)}: {_cell(message)}\n"

    def _heading(self) -> Iterator[str]:
        totals = Counter[Severity]()
        for (_, severity), number in self.counts.items():
            totals[severity] += number
        found = [_count(totals[severity], _NOUNS[severity]) for severity in Severity if totals[severity]]
        yield "## padanan validate\n\n"
        yield f"{_count(self.files, 'file')}, {_count(self.entries, 'message')}: "
        yield f"{', '.join(found) or 'no findings'}\n"
        if self.unreadable:
            yield f"\n{_count(len(self.unreadable), 'path')} could not be read\n"

    def _counts(self) -> Iterator[str]:
        if self.counts:
            yield f"\n{grid([('severity', 'check', 'findings'), *self._rows()])}"

    def _rows(self) -> Iterator[tuple[str, ...]]:
        ranks = list(Severity)
        for (check, severity), number in sorted(
            self.counts.items(), key=lambda item: (ranks.index(item[0][1]), -item[1], item[0][0])
        ):
            yield severity.value, Code(check), f"{number:,}"

    def _listing(self, severity: Severity, findings: list[Finding]) -> Iterator[str]:
        total = sum(number for (_, of), number in self.counts.items() if of is severity)
        shown = "" if total == len(findings) else f", the first {len(findings):,}"
        yield f"\n### {_count(total, _NOUNS[severity]).capitalize()}{shown}\n\n"
        yield from map(_item, findings)


def _item(finding: Finding) -> str:
    place = f"{path_in_checkout(finding.path)}:{finding.line}:{finding.column}"
    hint = f" ({_cell(finding.hint)})" if finding.hint else ""
    return f"- {_cell(place)} `{finding.check}`: {_cell(finding.message)}{hint}\n"


def _cell(text: str) -> str:
    return plain(text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…")


def _annotations(file: FileReport) -> Iterator[tuple[Severity, str]]:
    path = path_in_checkout(str(file.path))
    if file.error is not None:
        error = file.error
        place = {"file": path, "line": error.line, "col": error.column, "title": "padanan: cannot be read"}
        yield Severity.ERROR, _command("error", place, _message(error.message, error.hint))
    for finding in file.findings:
        if finding.suppression is None:
            place = {
                "file": path,
                "line": finding.line,
                "endLine": finding.line,
                "col": finding.column,
                "endColumn": finding.end_column,
                "title": f"padanan: {finding.check}",
            }
            message = _message(finding.message, finding.hint)
            yield finding.severity, _command(_COMMANDS[finding.severity], place, message)


def _message(message: str, hint: str | None) -> str:
    return f"{message}\n{hint}" if hint else message


def _command(name: str, properties: Mapping[str, str | int | None], message: str) -> str:
    written = ",".join(
        f"{key}={show_unseen(str(value)).translate(_PROPERTY)}"
        for key, value in properties.items()
        if value is not None
    )
    return f"::{name} {written}::{show_unseen(message).translate(_DATA)}\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
