"""The summary of a job on GitHub: a file that each of its steps adds to."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from padanan.commands.exits import echo_note
from padanan.core.errors import OutputError
from padanan.formats.files import append_file
from padanan.reports.findings_formats import Renderer
from padanan.services.validate_report import FileReport


def summarise_step(reports: Iterable[FileReport], render: Renderer, path: Path) -> Iterator[str]:
    """Render reports, and at the end add a summary of them to the file at `path` ($GITHUB_STEP_SUMMARY).

    Where that cannot be written there is a note: the findings matter more.
    """
    from padanan.reports.findings_github import StepSummary

    summary = StepSummary()
    yield from render(summary.watch(reports))
    try:
        append_file(path, summary.render().encode("utf-8", "backslashreplace"))
    except OutputError as error:
        echo_note(str(error))
