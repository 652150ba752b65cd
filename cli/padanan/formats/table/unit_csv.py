"""Translation units in tables of text: CSV and TSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from padanan.core.errors import TextError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import TranslationUnit
from padanan.core.text import neutralise_formula, restore_formula
from padanan.formats.table.delimited import TAB, BrokenRow, read_rows
from padanan.formats.table.unit_columns import RowError, TableLanguages, build_unit, read_heading
from padanan.formats.table.unit_rows import collect_rows

_CHUNK_ROWS = 1000


def read_units_csv(
    stream: BinaryIO,
    path: Path,
    *,
    languages: TableLanguages,
    on_skip: Callable[[SkippedUnit], None],
    usual: str = ",",
) -> Iterator[TranslationUnit]:
    """Read the units of a table with commas, semicolons or tabs, lazily; its first row names the columns.

    Raises:
        TextError: no row, a heading that cannot be understood, or as `read_rows`.
    """
    name = str(path)
    rows = read_rows(stream, name, usual=usual)
    heading = next(rows, None)
    if heading is None:
        raise TextError("the table is empty", path=name, hint="its first row names the columns")
    if isinstance(heading, BrokenRow):
        raise heading.error(name)
    columns = read_heading(
        [restore_formula(cell.text) for cell in heading], languages, path=name, line=heading[0].line
    )
    for row in rows:
        if isinstance(row, BrokenRow):
            on_skip(SkippedUnit(key="", reason=row.message, line=row.line, column=row.column))
            continue
        cells = [restore_formula(cell.text) for cell in row]
        try:
            yield build_unit(cells, columns, name=name, line=row[0].line)
        except RowError as error:
            on_skip(SkippedUnit(key=cells[0][:60], reason=str(error), line=row[0].line, column=1))


def encode_units_csv(
    units: Iterable[TranslationUnit],
    *,
    delimiter: str,
    on_skip: Callable[[SkippedUnit], None],
    on_loss: Callable[[Loss], None],
) -> Iterator[bytes]:
    """Write units as a table in UTF-8, a row each, the units' languages as columns (see `unit_rows`).

    A cell that a spreadsheet would compute has an apostrophe before it. Between tabs no cell can hold one: a
    unit that does is left out.
    """
    with collect_rows(units) as table:
        yield _encode_rows([table.heading()], delimiter)
        chunk: list[list[str]] = []
        for row in table.rows():
            if delimiter == TAB and any(TAB in cell for cell in row):
                on_skip(SkippedUnit(key=row[0][:60], reason="it holds a tab, which stands between cells"))
                continue
            chunk.append(row)
            if len(chunk) == _CHUNK_ROWS:
                yield _encode_rows(chunk, delimiter)
                chunk.clear()
        yield _encode_rows(chunk, delimiter)
        for loss in table.losses():
            on_loss(loss)


def _encode_rows(rows: Sequence[Sequence[str]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    # The line end of RFC 4180 also makes csv quote a carriage return, which would end the row.
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([neutralise_formula(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
