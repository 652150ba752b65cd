"""padanan convert: one format into another."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.unit_options import (
    FromFormatOption,
    SourceOption,
    TargetOption,
    ToFormatOption,
    choose_format,
    echo_notes,
    open_input,
    open_output,
)
from padanan.services.convert import ConvertOptions
from padanan.services.convert import convert as convert_file


def convert(  # noqa: PLR0913 - one parameter an option
    source_path: Annotated[Path, typer.Argument(metavar="IN", help="The file to read, - for stdin.")],
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, - for stdout.")],
    *,
    source: SourceOption = None,
    target: TargetOption = None,
    from_format: FromFormatOption = None,
    to_format: ToFormatOption = None,
    version: Annotated[
        str | None,
        typer.Option(
            "--format-version",
            help="Version to write, where there are several: XLIFF 1.2, 2.0 or 2.1, TBX 2 or 3.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing if anything would be lost.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would land and what not, write nothing.")
    ] = False,
) -> None:
    """Convert a file to another format: PO, MO, XLIFF, TMX, TBX, CSV, TSV, XLSX, JSONL.

    What the input is its content tells, what to write the output's name. A
    table has a column a language, named by its tag; `source` and `target`
    need --from and --to. A catalogue is written for one pair of languages.
    Markdown, HTML and text become templates, or units without translation.

    Ends with what landed and what the other format cannot hold. JSONL holds
    all that a unit has; a cell that a spreadsheet would compute gets an
    apostrophe, which comes off when it is read again. Exit codes: 0 written,
    2 an error, and then whatever was in the output's place still is.

    Example: padanan convert agency.tmx agency.xlsx
    """
    options = ConvertOptions(
        file_format=choose_format(output, to_format), version=version, strict=strict, dry_run=dry_run
    )
    with open_input(source_path, from_format, source, target) as file:
        notes = convert_file(file, open_output(output), options)
    echo_notes(notes, dry_run=dry_run)
