"""padanan filter: the units of a memory that hold."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.unit_options import (
    STANDARD,
    FromFormatOption,
    ToFormatOption,
    choose_format,
    echo_notes,
    open_input,
    open_output,
)
from padanan.core.errors import PadananError
from padanan.core.language import parse_language
from padanan.services.convert import refuse_inputs
from padanan.services.select_units import UnitFilter, filter_units
from padanan.services.unit_files import UnitNotes, read_units, write_units


def filter_(  # noqa: PLR0913 - one parameter an option
    source_path: Annotated[Path, typer.Argument(metavar="IN", help="The memory to read, - for stdin.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="The file to write, - for stdout.")
    ],
    *,
    languages: Annotated[
        list[str] | None,
        typer.Option("--language", "-l", help="Keep texts in this language alone; repeat for several."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="LANGUAGE", help="Look at the text in it, not at each unit's source."),
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="DATE", help="Changed on this day or later, in UTC.")
    ] = None,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DATE", help="Changed before this day, in UTC.")
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="PATTERN", help="Came from a file like this, such as 'app/*.po'."),
    ] = None,
    min_length: Annotated[
        int | None, typer.Option("--min-length", min=0, help="At least so many characters of source text.")
    ] = None,
    max_length: Annotated[int | None, typer.Option("--max-length", min=0, help="At most so many.")] = None,
    match: Annotated[
        str | None, typer.Option("--match", metavar="REGEX", help="This stands in one of the texts.")
    ] = None,
    exclude: Annotated[
        str | None, typer.Option("--exclude", metavar="REGEX", help="This stands in none of them.")
    ] = None,
    in_source: Annotated[
        bool, typer.Option("--in-source", help="Look for expressions in the source text alone.")
    ] = False,
    from_format: FromFormatOption = None,
    to_format: ToFormatOption = None,
) -> None:
    """Write the units of a memory that hold: by language, date, origin, length, expression.

    All conditions must hold. Reads and writes TMX, CSV, TSV, XLSX and JSONL, a
    unit at a time, however large; PO and MO it reads.

    Example: padanan filter agency.tmx -l en -l id --after 2024-01-01 -o new.tmx
    """
    wanted = UnitFilter(
        languages=tuple(parse_language(name).tag for name in languages or ()),
        source=parse_language(source).tag if source else None,
        after=_read_date(after),
        before=_read_date(before),
        origins=tuple(origins or ()),
        min_length=min_length,
        max_length=max_length,
        match=match,
        exclude=exclude,
        in_source=in_source,
    )
    file_format = choose_format(output, to_format)
    notes = UnitNotes()
    if output != STANDARD:
        refuse_inputs(output, [source_path])
    with open_input(source_path, from_format, None, None) as file:
        kept = notes.count_chosen(filter_units(read_units(file, notes), wanted))
        write_units(kept, file_format, open_output(output), notes)
    echo_notes(notes)


def _read_date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise PadananError(f"{text[:40]!r} is no date", hint="write it as 2025-01-31") from error
    return text
