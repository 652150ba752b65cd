"""Findings as Checkstyle writes them, which Jenkins, reviewdog and many others read."""

from collections.abc import Iterable, Iterator

from padanan.core.errors import PadananError
from padanan.core.model import Finding
from padanan.reports.xml import DECLARATION, attributes
from padanan.services.validate_report import FileReport


def render_findings_checkstyle(files: Iterable[FileReport]) -> Iterator[str]:
    """Give a `<file>` for each with something to say. Suppressed findings are left out.

    A file that cannot be read is an error with the source `padanan.unreadable`. Severities are those of
    Checkstyle: error, warning, info.
    """
    yield f'{DECLARATION}<checkstyle version="4.3">\n'
    for file in files:
        rows = list(_rows(file))
        if rows:
            yield f"  <file{attributes(name=str(file.path))}>\n{''.join(rows)}  </file>\n"
    yield "</checkstyle>\n"


def _rows(file: FileReport) -> Iterator[str]:
    if file.error is not None:
        yield f"    <error{_unreadable(file.error)}/>\n"
    for finding in file.findings:
        if finding.suppression is None:
            yield f"    <error{_problem(finding)}/>\n"


def _unreadable(error: PadananError) -> str:
    hint = f" ({error.hint})" if error.hint else ""
    return attributes(
        line=error.line or 1,
        column=error.column,
        severity="error",
        message=error.message + hint,
        source="padanan.unreadable",
    )


def _problem(finding: Finding) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    return attributes(
        line=finding.line,
        column=finding.column,
        severity=finding.severity.value,
        message=finding.message + hint,
        source=f"padanan.{finding.check}",
    )
