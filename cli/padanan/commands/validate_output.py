"""Where the findings of `padanan validate` go, and how they are written."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import typer

from padanan.commands.progress import show_progress
from padanan.commands.step_summary import summarise_step
from padanan.commands.terminal import wants_colour
from padanan.commands.validate_options import FindingsFormat
from padanan.core.errors import OutputError, PadananError
from padanan.core.model import Severity
from padanan.core.progress import Progress, ignore_progress
from padanan.formats.files import write_stream
from padanan.reports.findings_formats import load_renderer
from padanan.reports.findings_json import render_statistics_json
from padanan.reports.findings_summary import render_statistics
from padanan.services.validate_reading import SUFFIXES
from padanan.services.validate_report import FileReport, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What the options say about it; `fail_on` is the severity from which on a run fails."""

    form: FindingsFormat
    file: Path | None
    statistics: bool
    all_notes: bool
    fail_on: Severity

    def refuse_conflicts(self, inputs: Sequence[Path]) -> None:
        """Refuse statistics in a format that has none, and a report in the place of a catalogue.

        Raises:
            PadananError: it is one of these.
        """
        if self.statistics and self.form not in {FindingsFormat.TEXT, FindingsFormat.JSON}:
            raise PadananError(
                f"--statistics are written as text or json, not as {self.form}",
                hint="leave out --statistics or --output-format",
            )
        if self.file is None or not os.path.isfile(self.file):  # noqa: PTH113 - Path's raises some errors
            return
        named = (path for path in inputs if os.path.isfile(path))  # noqa: PTH113
        if self.file.suffix.lower() in SUFFIXES or any(path.samefile(self.file) for path in named):
            hint = "choose another name for --output-file"
            raise OutputError("a report would replace this catalogue", path=str(self.file), hint=hint)

    def progress(self) -> AbstractContextManager[Progress]:
        """Show progress where findings do not go to the same terminal."""
        if self.file is None and sys.stdout.isatty():
            return nullcontext(ignore_progress)
        return show_progress()

    def write(self, reports: Iterable[FileReport], tally: Tally) -> None:
        """Write the reports of a run, which the tally counts as they pass.

        Raises:
            OutputError: the file cannot be written.
        """
        pieces = self._statistics(reports, tally) if self.statistics else self._render(reports)
        if self.file is None:
            for piece in pieces:
                typer.echo(piece, nl=False)
        else:
            write_stream(self.file, (piece.encode("utf-8", "backslashreplace") for piece in pieces))

    def _render(self, reports: Iterable[FileReport]) -> Iterator[str]:
        """Render the reports; what GitHub runs writes its job's summary too."""
        render = load_renderer(
            self.form,
            colour=self.file is None and wants_colour(),
            all_notes=self.all_notes or self.fail_on is Severity.INFO,  # what fails is never left out
            fail_on=self.fail_on,
        )
        path = os.environ.get("GITHUB_STEP_SUMMARY") if self.form is FindingsFormat.GITHUB else None
        return summarise_step(reports, render, Path(path)) if path else render(reports)

    def _statistics(self, reports: Iterable[FileReport], tally: Tally) -> Iterator[str]:
        for _ in reports:
            pass
        yield render_statistics_json(tally) if self.form is FindingsFormat.JSON else render_statistics(tally)
