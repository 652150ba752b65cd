"""padanan update: bring catalogues up to their template."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, echo_error, echo_note
from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.core.config import Settings
from padanan.core.errors import PadananError
from padanan.memory.lookup import DEFAULT_THRESHOLD_PERCENT
from padanan.reports.updates import render_update_diff, render_update_json, render_update_text
from padanan.services.configuration import load_settings
from padanan.services.memory_session import MemorySession, choose_memories, choose_penalties
from padanan.services.merge import MergeOptions
from padanan.services.pretranslate import Mode, PretranslationOptions
from padanan.services.update_files import STANDARD_OUTPUT, UpdateOptions, UpdateReport, update_paths

_Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="CATALOGUES... [TEMPLATE]",
        help="PO files, or directories to search for the template's; at the end the template (.pot). Without "
        "one, each catalogue's is looked for around it.",
    ),
]
_Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help="The template, whatever its name."),
]
_Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the one catalogue here and leave it as it is; - is stdout.",
    ),
]
_Previous = Annotated[
    bool,
    typer.Option(
        "--previous/--compact",
        help="Say at fuzzy entries what their translation was made for (#| msgid), or at none.",
    ),
]
_Fuzzy = Annotated[
    bool,
    typer.Option(
        "--fuzzy/--no-fuzzy", help="Take translations of similar messages for changed ones, marked fuzzy."
    ),
]
_Memory = Annotated[
    list[str] | None,
    typer.Option(
        "--memory",
        metavar="PATH",
        help="A memory to fill what is still empty from, by path or configured name; repeat it for several, "
        "the most important first.",
    ),
]
_Threshold = Annotated[
    int, typer.Option("--threshold", help="Lowest score of a fuzzy match from a memory, in percent.")
]
_Diff = Annotated[bool, typer.Option("--diff", help="Show what would change as a diff, and write nothing.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Count what would change, and write nothing.")]


def update(  # noqa: PLR0913 - one parameter an option
    paths: _Paths,
    *,
    template: _Template = None,
    output: _Output = None,
    previous: _Previous = True,
    fuzzy: _Fuzzy = True,
    memory: _Memory = None,
    threshold: _Threshold = DEFAULT_THRESHOLD_PERCENT,
    diff: _Diff = False,
    dry_run: _DryRun = False,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Bring catalogues up to their template, as msgmerge does.

    Messages that are still there keep their translation; changed ones get
    that of the most similar message, marked fuzzy, with the message it was
    made for (#| msgid). New ones are empty, or filled from a memory. What is
    gone becomes obsolete (#~), and is revived when it comes back. References,
    extracted comments and flags are the template's; the header keeps all but
    POT-Creation-Date and Report-Msgid-Bugs-To.

    Entries that do not change keep every byte, and a catalogue of which none
    does is not written. Exits with 2 when a catalogue cannot be read or
    written; the others are done.

    Example: padanan update po/id.po po/messages.pot --diff
    """
    if diff and dry_run:
        raise PadananError("--diff and --dry-run exclude each other", hint="both write nothing; choose one")
    if output == STANDARD_OUTPUT and output_format is OutputFormat.JSON:
        hint = "write the catalogue to a file"
        raise PadananError("--output - and --output-format json both want standard output", hint=hint)
    if template is None and len(paths) > 1 and paths[-1].suffix == ".pot":
        *paths, template = paths
    mode = Mode.DIFF if diff else Mode.COUNT if dry_run else Mode.WRITE
    settings = load_settings()
    options = UpdateOptions(
        merge=MergeOptions(previous=previous, fuzzy=fuzzy),
        template=template,
        output=output,
        mode=mode,
        filling=PretranslationOptions(
            default_source_language=settings.source_language.tag, threshold_percent=threshold, mode=mode
        ),
    )
    with _open_memories(settings, memory or []) as session, show_progress() as progress:
        report = update_paths(paths, options, session, progress)
    _show(report, output_format, output)
    if report.errors:
        raise typer.Exit(EXIT_ERROR)


def _open_memories(settings: Settings, named: list[str]) -> MemorySession | nullcontext[None]:
    if not named:
        return nullcontext()
    return MemorySession(choose_memories(settings, named), choose_penalties(settings))


def _show(report: UpdateReport, output_format: OutputFormat, output: Path | None) -> None:
    """Write the report; beside a diff or the catalogue itself, which are data, it is but a summary."""
    is_catalogue = report.mode is Mode.WRITE and output == STANDARD_OUTPUT
    is_diff = report.mode is Mode.DIFF
    if output_format is OutputFormat.JSON:
        typer.echo(render_update_json(report), nl=False)
    else:
        if is_catalogue:
            sys.stdout.buffer.write(b"".join(file.content or b"" for file in report.files))
        if is_diff:
            typer.echo(render_update_diff(report, shown=sys.stdout.isatty()), nl=False)
        typer.echo(render_update_text(report), nl=False, err=is_diff or is_catalogue)
    for note in report.notes:
        echo_note(note)
    for error in report.errors:
        echo_error(error)
