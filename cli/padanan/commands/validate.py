"""padanan validate: find what is wrong in catalogues."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import typer

from padanan.commands.exits import EXIT_ERROR, EXIT_FINDINGS, echo_error, echo_note
from padanan.commands.progress import show_progress
from padanan.commands.step_summary import summarise_step
from padanan.commands.terminal import wants_colour
from padanan.commands.validate_options import (
    BaselineOption,
    ChangedOption,
    CompleteOption,
    DiffOption,
    ExitZeroOption,
    ExtendOption,
    FailOnOption,
    FileOption,
    FindingsFormat,
    FixOption,
    FormatOption,
    GlossaryOption,
    IgnoreOption,
    JobsOption,
    NoCacheOption,
    PathsArgument,
    PresetOption,
    SelectOption,
    StatisticsOption,
    StdinOption,
    UpdateBaselineOption,
)
from padanan.core.config import Settings
from padanan.core.config_validate import CheckSelection
from padanan.core.errors import ChangedOnDiskError, ConfigError, OutputError
from padanan.core.model import Severity
from padanan.core.progress import Progress, ignore_progress
from padanan.core.text import show_unseen
from padanan.formats.files import SourceFile, read_stream, write_stream
from padanan.reports.findings_formats import load_renderer
from padanan.reports.findings_summary import render_statistics, summarise_findings
from padanan.services.configuration import load_settings
from padanan.services.fix import fix_paths
from padanan.services.validate import ValidationOptions, validate_paths
from padanan.services.validate_baseline import DEFAULT_NAME, Baseline, read_baseline
from padanan.services.validate_examine import Plan, checks_of
from padanan.services.validate_options import make_options, make_plan
from padanan.services.validate_report import FileReport, Tally


def validate(  # noqa: PLR0913 - the options of a command line
    paths: PathsArgument = None,
    *,
    output_format: FormatOption = FindingsFormat.TEXT,
    output_file: FileOption = None,
    preset: PresetOption = None,
    select: SelectOption = None,
    extend_select: ExtendOption = None,
    ignore: IgnoreOption = None,
    min_complete: CompleteOption = None,
    glossary: GlossaryOption = None,
    fail_on: FailOnOption = None,
    exit_zero: ExitZeroOption = False,
    statistics: StatisticsOption = False,
    fix: FixOption = False,
    diff: DiffOption = False,
    baseline: BaselineOption = None,
    update_baseline: UpdateBaselineOption = False,
    changed: ChangedOption = None,
    stdin_filename: StdinOption = "stdin.po",
    jobs: JobsOption = None,
    no_cache: NoCacheOption = False,
) -> None:
    """Find what is wrong in catalogues: what msgfmt would reject, and what readers would stumble over.

    Each finding names the place, the check and what to do; `padanan explain CHECK` tells more. Exits with 1
    when there are errors or warnings (see --fail-on), with 2 when a file cannot be read, else with 0.
    """
    settings = load_settings()
    selection = CheckSelection(
        preset=preset, select=_names(select), extend_select=_names(extend_select), ignore=_names(ignore)
    )
    plan = make_plan(settings, selection=selection, glossary=glossary, min_complete_percent=min_complete)
    options = make_options(settings, plan, jobs=jobs, use_cache=not no_cache)
    wanted = paths or [settings.locales]
    if diff:
        raise typer.Exit(_show_fixes(wanted, plan))
    if fix:
        _fix(wanted, plan)
    options = replace(options, changed_since=changed, stdin=_read_stdin(wanted, stdin_filename))
    known = _open_baseline(settings, baseline, update=update_baseline)
    with _progress(output_file) as progress:
        reports = validate_paths(wanted, options=options, progress=progress)
        if update_baseline and known is not None:
            tally = _update_baseline(known, reports)
        else:
            tally = Tally()
            reports = tally.watch(known.watch(reports) if known else reports)
            _write(
                _statistics(reports, tally)
                if statistics
                else _render(reports, output_format, colour=output_file is None and wants_colour()),
                output_file,
            )
            _shrink(known, options, tally)
    for error in tally.errors:
        echo_error(error)
    typer.echo(summarise_findings(tally), err=True)
    fails = tally.fails(fail_on or settings.validate.fail_on or Severity.WARNING)
    if tally.errors or (fails and not exit_zero and not update_baseline):
        raise typer.Exit(EXIT_ERROR if tally.errors else EXIT_FINDINGS)


def _names(options: list[str] | None) -> tuple[str, ...]:
    """Read repeated options, each of them possibly a list with commas."""
    return tuple(name.strip() for option in options or () for name in option.split(",") if name.strip())


def _progress(output_file: Path | None) -> AbstractContextManager[Progress]:
    """Show progress where findings do not go to the same terminal."""
    if output_file is None and sys.stdout.isatty():
        return nullcontext(ignore_progress)
    return show_progress()


def _read_stdin(paths: Sequence[Path], name: str) -> SourceFile | None:
    """Read the catalogue on standard input, where `-` is among the paths."""
    return read_stream(sys.stdin.buffer, Path(name)) if Path("-") in paths else None


def _show_fixes(paths: Sequence[Path], plan: Plan) -> int:
    """Show what would be mended; give the exit code."""
    code = 0
    for file in fix_paths(paths, plan, write=False):
        if file.error is not None:
            echo_error(file.error)
            code = EXIT_ERROR
        typer.echo(show_unseen(file.diff), nl=False)
        code = code or EXIT_FINDINGS
    return code


def _fix(paths: Sequence[Path], plan: Plan) -> None:
    """Mend; what cannot be read is told of by whoever validates afterwards."""
    for file in fix_paths(paths, plan, write=True):
        if isinstance(file.error, OutputError | ChangedOnDiskError):
            echo_error(file.error)
            raise typer.Exit(EXIT_ERROR)
        if file.error is None:
            echo_note(f"mended {file.fixed:,} in {file.path}")


def _open_baseline(settings: Settings, given: Path | None, *, update: bool) -> Baseline | None:
    path = given or settings.validate.baseline or (settings.root / DEFAULT_NAME if update else None)
    if path is None:
        return None
    if not update and not path.exists():
        raise ConfigError("no such baseline", path=str(path), hint="make it with --update-baseline")
    return read_baseline(path)


def _update_baseline(known: Baseline, reports: Iterable[FileReport]) -> Tally:
    tally = Tally()
    findings = (finding for report in tally.watch(reports) for finding in report.findings)
    count = known.update(findings)
    echo_note(f"{known.source.path} knows {count:,} findings")
    return tally


def _shrink(known: Baseline | None, options: ValidationOptions, tally: Tally) -> None:
    """Let the baseline forget what is mended, where everything was looked at."""
    if known is None or tally.errors or options.changed_since is not None:
        return
    checks = {check.id for selection in options.plan.selections() for check in checks_of(selection)}
    gone = known.shrink(checks)
    if gone:
        echo_note(f"{gone:,} findings of {known.source.path} are mended, and were taken out of it")


def _render(reports: Iterable[FileReport], form: FindingsFormat, *, colour: bool) -> Iterator[str]:
    """Render the reports; what GitHub runs writes its job's summary too."""
    render = load_renderer(form, colour=colour)
    path = os.environ.get("GITHUB_STEP_SUMMARY") if form is FindingsFormat.GITHUB else None
    return summarise_step(reports, render, Path(path)) if path else render(reports)


def _statistics(reports: Iterable[FileReport], tally: Tally) -> Iterator[str]:
    for _ in reports:
        pass
    yield render_statistics(tally)


def _write(pieces: Iterable[str], path: Path | None) -> None:
    if path is None:
        for piece in pieces:
            typer.echo(piece, nl=False)
    else:
        write_stream(path, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
