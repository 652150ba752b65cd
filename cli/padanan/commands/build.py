"""padanan build: the main job, from source documents to catalogues, memory, TMX and text."""

import typer

from padanan.commands.exits import EXIT_ERROR, EXIT_FINDINGS, echo_error, echo_note
from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.reports.build import render_build_json, render_build_text
from padanan.reports.findings import render_findings_text
from padanan.reports.findings_summary import summarise_findings
from padanan.services.build import build_project
from padanan.services.configuration import load_settings
from padanan.services.validate_report import tally_of


def build(
    *,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Build the project: catalogues, memory, TMX and translated text from its source documents.

    Cuts the documents that [tool.padanan] names into segments, updates the
    templates, merges them into each language's catalogue as msgmerge does
    (changed sentences are carried over as fuzzy with their previous msgid,
    vanished ones become obsolete), fills the memory, exports TMX and text,
    and validates. What is current already is not touched.

    Exits with 1 when validation finds errors or warnings, with 2 when a
    file cannot be read or written.
    """
    with show_progress() as progress:
        report = build_project(load_settings(), progress)
    render = render_build_json if output_format is OutputFormat.JSON else render_build_text
    typer.echo(render(report), nl=False)
    tally = tally_of(report.validation)
    if tally.fails():
        for piece in render_findings_text(report.validation):
            typer.echo(piece, nl=False, err=True)
    errors = [*report.imported.errors, *tally.errors]
    for problem in report.imported.index_problems:
        echo_note(problem)
    for error in errors:
        echo_error(error)
    typer.echo(f"validation: {summarise_findings(tally)}", err=True)
    if errors or tally.fails():
        raise typer.Exit(EXIT_ERROR if errors else EXIT_FINDINGS)
