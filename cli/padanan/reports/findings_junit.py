"""Findings as JUnit writes the results of tests: what every service shows."""

from collections.abc import Iterable, Iterator, Set

from padanan.core.errors import PadananError
from padanan.core.model import Finding, Severity
from padanan.reports.xml import DECLARATION, attributes, content
from padanan.services.validate_report import FileReport

_LONGEST_NAME = 200


def render_findings_junit(
    files: Iterable[FileReport], *, fail_on: Severity = Severity.WARNING
) -> Iterator[str]:
    """Give a test suite for each file, and in it a test case for each finding.

    Findings from the severity `fail_on` on are failures, others skipped tests, a file that cannot be read is
    an error; one with nothing to say passes one test. Suppressed findings are left out. A test's name is the
    same from run to run: it has the fingerprint's first digits, and no line numbers.
    """
    ranks = list(Severity)
    failing = frozenset(ranks[: ranks.index(fail_on) + 1])
    yield f'{DECLARATION}<testsuites name="padanan validate">\n'
    for file in files:
        findings = [finding for finding in file.findings if finding.suppression is None]
        if findings or not file.is_supplement:
            yield _suite(file, findings, failing)
    yield "</testsuites>\n"


def _suite(file: FileReport, findings: list[Finding], failing: Set[Severity]) -> str:
    path = str(file.path)
    failures = sum(finding.severity in failing for finding in findings)
    counts = attributes(
        name=path,
        tests=max(len(findings), 1),
        failures=failures,
        errors=0 if file.error is None else 1,
        skipped=len(findings) - failures,
    )
    if file.error is not None:
        cases = _unreadable(file.error, path)
    else:
        cases = "".join(_case(finding, failing) for finding in findings) or _passed(path)
    return f"  <testsuite{counts}>\n{cases}  </testsuite>\n"


def _passed(path: str) -> str:
    return f"    <testcase{attributes(classname=path, name='no findings', file=path)}/>\n"


def _unreadable(error: PadananError, path: str) -> str:
    case = attributes(classname=path, name="unreadable", file=path, line=error.line)
    reason = attributes(type="unreadable", message=error.message)
    return f"    <testcase{case}>\n      <error{reason}>{content(str(error))}</error>\n    </testcase>\n"


def _case(finding: Finding, failing: Set[Severity]) -> str:
    case = attributes(
        classname=finding.path,
        name=f"{finding.check}: {finding.message[:_LONGEST_NAME]} [{finding.fingerprint[:8]}]",
        file=finding.path,
        line=finding.line,
    )
    if finding.severity in failing:
        reason = attributes(type=f"{finding.severity.value} {finding.check}", message=finding.message)
        inside = f"<failure{reason}>{content(_describe(finding))}</failure>"
    else:
        inside = f"<skipped{attributes(message=f'{finding.severity.value}: {finding.message}')}/>"
        if finding.severity is not Severity.INFO:
            inside += f"\n      <system-out>{content(_describe(finding))}</system-out>"
    return f"    <testcase{case}>\n      {inside}\n    </testcase>\n"


def _describe(finding: Finding) -> str:
    """Tell all on lines of their own; no text begins one, for on GitHub that could be a command."""
    parts = [
        ("", f"{finding.path}:{finding.line}:{finding.column}: {finding.message}"),
        ("hint: ", finding.hint),
        ("msgctxt: ", finding.msgctxt),
        ("msgid: ", finding.msgid),
    ]
    return "\n".join(f"{name}{value}".replace("\n", "\\n") for name, value in parts if value)
