"""padanan analyse: what a translation job consists of, by what is already there for it."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, echo_error
from padanan.commands.options import MemoriesOption, PenaltiesOption
from padanan.commands.progress import show_progress
from padanan.core.bands import Rates, set_rates
from padanan.core.config import Settings
from padanan.core.errors import PadananError
from padanan.core.language import parse_language
from padanan.core.text import show_on_one_line
from padanan.core.words import CountMethod
from padanan.formats.files import write_file
from padanan.reports.analysis import (
    EXAMPLE_NOTE,
    render_analysis_csv,
    render_analysis_json,
    render_analysis_text,
)
from padanan.services.analyse import AnalysisOptions, AnalysisReport, analyse_paths, total_share
from padanan.services.analysis_sources import SourceOptions
from padanan.services.configuration import load_settings
from padanan.services.memory_session import MemorySession, choose_memories, choose_penalties


class OutputFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


_PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="Catalogues (.po, .pot), TMX and plain text (.txt), or directories to search for .po. By "
        "default the project's catalogues.",
        show_default=False,
    ),
]
_SourceOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="LANGUAGE",
        help="Language of the sources; by default what each file says, then source_language of the settings, "
        "then English.",
    ),
]
_TargetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="LANGUAGE",
        help="Language to translate into; repeat for several. Catalogues say theirs, and other ones are left "
        "out; templates, TMX and text are counted for each, by default for the configured languages.",
    ),
]
_RateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--rate",
        metavar="BAND=PERCENT",
        help="What part of a word's price a band is paid, such as 85-94=60; repeat for several.",
    ),
]
_OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the report into a file; it is replaced."),
]


def analyse(  # noqa: PLR0913 - one parameter an option
    paths: _PathsArgument = None,
    *,
    source: _SourceOption = None,
    targets: _TargetOption = None,
    memory: MemoriesOption = None,
    penalty: PenaltiesOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Count what is translated too, not only what is left.")
    ] = False,
    count: Annotated[
        CountMethod,
        typer.Option("--count", help="What a word is: Unicode's rules, spaces, or each ideogram one."),
    ] = CountMethod.UAX29,
    rate: _RateOption = None,
    repeat_in_context: Annotated[
        bool,
        typer.Option(
            "--repeat-in-context", help="Take only the same text with the same msgctxt as repeated."
        ),
    ] = False,
    output: _OutputOption = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--output-format", help="For people, programs, spreadsheets or browsers.")
    ] = OutputFormat.TEXT,
) -> None:
    """Count what there is to translate, by how much of it the memory knows: what a job is priced with.

    Each segment falls into one band: 101 (identical in context), repetition,
    100 (identical), 95-99, 85-94, 75-84, 50-74, or no match; internal bands
    are for segments that are most like an earlier one of the same job. Words
    are weighted by a rate for each band; set the rates you agreed on.

    Exits with 2 when a file cannot be read; the others are counted.

    Example: padanan analyse locales --count uax29 -o job.html --output-format html
    """
    settings = load_settings()
    options = AnalysisOptions(
        sources=SourceOptions(
            default_source_language=settings.source_language.tag,
            default_target_languages=tuple(language.tag for language in settings.languages),
            source_language=parse_language(source).tag if source else None,
            target_languages=tuple(dict.fromkeys(parse_language(name).tag for name in targets or ())),
            everything=everything,
            method=count,
        ),
        rates=_rates(rate or (), settings),
        repeat_in_context=repeat_in_context,
    )
    with _open_memories(settings, memory or (), penalty or ()) as session, show_progress() as progress:
        report = analyse_paths(paths or [settings.locales], options, session, progress)
    _write(_render(report, output_format), output)
    _tell(report)
    if report.errors:
        raise typer.Exit(EXIT_ERROR)


def _rates(given: Sequence[str], settings: Settings) -> Rates:
    changes: dict[str, object] = dict(settings.analyse_rates)
    for item in given:
        name, equals, percent = item.rpartition("=")
        if not equals:
            raise PadananError(f"a rate is written BAND=PERCENT, not {item!r}", hint="such as 85-94=60")
        changes[name.strip()] = percent
    return set_rates(changes)


def _open_memories(
    settings: Settings, named: Sequence[str], penalties: Sequence[str]
) -> AbstractContextManager[MemorySession | None]:
    """Open the memories; nothing where none is named and the project has none yet."""
    rules = choose_penalties(settings, penalties)
    memories = choose_memories(settings, named)
    if not named and not any(os.path.lexists(memory.path) for memory in memories):
        return nullcontext()
    return MemorySession(memories, rules)


def _render(report: AnalysisReport, output_format: OutputFormat) -> str:
    if output_format is OutputFormat.HTML:
        from padanan.reports.analysis_page import render_analysis_html

        return render_analysis_html(report)
    renderers = {
        OutputFormat.TEXT: render_analysis_text,
        OutputFormat.JSON: render_analysis_json,
        OutputFormat.CSV: render_analysis_csv,
    }
    return renderers[output_format](report)


def _write(rendered: str, output: Path | None) -> None:
    if output is None:
        typer.echo(rendered, nl=False)
    else:
        write_file(output, rendered.encode(errors="backslashreplace"))


def _tell(report: AnalysisReport) -> None:
    for note in report.notes:
        typer.echo(f"note: {show_on_one_line(note)}", err=True)
    if report.rates.are_example and total_share(report.shares).segments:
        typer.echo(f"note: {EXAMPLE_NOTE}", err=True)
    for error in report.errors:
        echo_error(error)
