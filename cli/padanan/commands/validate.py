"""padanan validate: find what is wrong in catalogues."""

import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import typer

from padanan.checks.base import Check
from padanan.commands.exits import EXIT_ERROR, EXIT_FINDINGS, echo_error, echo_note
from padanan.commands.validate_options import (
    AllOption,
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
from padanan.commands.validate_output import Output
from padanan.core.config import Settings
from padanan.core.config_validate import CheckSelection
from padanan.core.errors import ChangedOnDiskError, ConfigError, OutputError, PadananError
from padanan.core.model import Severity
from padanan.core.text import show_unseen
from padanan.formats.files import SourceFile, read_stream
from padanan.reports.findings_summary import summarise_findings
from padanan.services.configuration import load_settings
from padanan.services.fix import fix_paths
from padanan.services.validate import ValidationOptions, asked_checks, validate_paths
from padanan.services.validate_baseline import DEFAULT_NAME, Baseline, is_there, read_baseline
from padanan.services.validate_options import make_options, make_plan
from padanan.services.validate_report import Tally


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
    all_notes: AllOption = False,
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
    options = replace(make_options(settings, plan, jobs=jobs, use_cache=not no_cache), changed_since=changed)
    output = Output(
        form=output_format,
        file=output_file,
        statistics=statistics,
        all_notes=all_notes,
        fail_on=fail_on or settings.validate.fail_on or Severity.WARNING,
    )
    wanted = paths or [settings.locales]
    output.refuse_conflicts(wanted)
    if diff:
        raise typer.Exit(_show_fixes(wanted, options))
    known = _open_baseline(settings, baseline, update=update_baseline)
    if fix:
        _fix(wanted, options)
    options = replace(options, stdin=_read_stdin(wanted, stdin_filename))
    tally = _run(wanted, options, output, known, update=update_baseline)
    for error in tally.errors:
        echo_error(error)
    typer.echo(summarise_findings(tally), err=True)
    fails = tally.fails(output.fail_on)
    if tally.errors or (fails and not exit_zero and not update_baseline):
        raise typer.Exit(EXIT_ERROR if tally.errors else EXIT_FINDINGS)


def _names(options: list[str] | None) -> tuple[str, ...]:
    """Read repeated options, each of them possibly a list with commas."""
    return tuple(name.strip() for option in options or () for name in option.split(",") if name.strip())


def _read_stdin(paths: Sequence[Path], name: str) -> SourceFile | None:
    """Read the catalogue on standard input, where `-` is among the paths."""
    return read_stream(sys.stdin.buffer, Path(name)) if Path("-") in paths else None


def _run(
    paths: Sequence[Path], options: ValidationOptions, output: Output, known: Baseline | None, *, update: bool
) -> Tally:
    """Validate, write the report or the baseline, and count."""
    tally = Tally()
    with output.progress() as progress:
        reports = validate_paths(paths, options=options, progress=progress)
        reports = tally.watch(known.watch(reports) if known else reports)
        if known is not None and update:
            findings = [finding for report in reports for finding in report.findings]
            count = known.update(findings, _answering(paths, options, tally))
            echo_note(f"{known.source.path} knows {count:,} findings")
        else:
            output.write(reports, tally)
            if known is not None:
                _shrink(known, _answering(paths, options, tally))
    return tally


def _answering(paths: Sequence[Path], options: ValidationOptions, tally: Tally) -> Collection[Check]:
    """Give the checks whose silence about an entry means that it is mended: none where not all was seen."""
    if tally.errors or options.changed_since is not None:
        return ()
    return asked_checks(options.plan, paths).values()


def _shrink(known: Baseline, checks: Collection[Check]) -> None:
    gone = known.shrink(checks)
    if gone:
        echo_note(f"{gone:,} findings of {known.source.path} are mended, and were taken out of it")


def _show_fixes(paths: Sequence[Path], options: ValidationOptions) -> int:
    """Show what would be mended; give the exit code."""
    _refuse_stdin(paths)
    code = 0
    for file in fix_paths(paths, options, write=False):
        if file.error is not None:
            echo_error(file.error)
            code = EXIT_ERROR
        typer.echo(show_unseen(file.diff), nl=False)
        code = code or EXIT_FINDINGS
    return code


def _fix(paths: Sequence[Path], options: ValidationOptions) -> None:
    """Mend; what cannot be read is told of by whoever validates afterwards."""
    _refuse_stdin(paths)
    for file in fix_paths(paths, options, write=True):
        if isinstance(file.error, OutputError | ChangedOnDiskError):
            echo_error(file.error)
            raise typer.Exit(EXIT_ERROR)
        if file.error is None:
            echo_note(f"mended {file.fixed:,} in {file.path}")


def _refuse_stdin(paths: Sequence[Path]) -> None:
    if Path("-") in paths:
        raise PadananError("standard input cannot be mended", hint="name the file, in place of -")


def _open_baseline(settings: Settings, given: Path | None, *, update: bool) -> Baseline | None:
    path = given or settings.validate.baseline or (settings.root / DEFAULT_NAME if update else None)
    if path is None:
        return None
    if not update and not is_there(path):
        raise ConfigError("no such baseline", path=str(path), hint="make it with --update-baseline")
    return read_baseline(path)
