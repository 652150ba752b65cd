"""Reading TSV and JSON Lines.

TSV is IANA's text/tab-separated-values: a heading row, a row a line, no quoting. JSON Lines has a value a
line, an object or a string. Columns and keys have the same names; those that are not known are passed over.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from padanan.core.errors import TextError
from padanan.core.table import TableRow
from padanan.formats.files import SourceFile, decode_utf8

SUFFIXES = frozenset({".tsv", ".jsonl", ".ndjson"})
# The column with the translation, by any of these names; then the others.
TEXT_NAMES = ("translation", "target", "hypothesis", "reference", "text")
_OTHER_NAMES = ("id", "source", "document", "language")
_SHOWN_NAMES = 5


def read_table(source: SourceFile) -> tuple[TableRow, ...]:
    """Read a table, told apart by the suffix of its name.

    Raises:
        TextError: not UTF-8, no row, or a row that is broken or without a translation; it says where.
    """
    path = source.path
    lines = decode_utf8(source).split("\n")
    if not lines[-1]:
        lines.pop()
    reader = _read_tsv if path.suffix.lower() == ".tsv" else _read_json_lines
    rows = tuple(reader(path, lines))
    if not rows:
        raise TextError("the table has no rows", path=str(path), hint="is it the right file?")
    return rows


def _read_tsv(path: Path, lines: list[str]) -> Iterator[TableRow]:
    if not lines:
        return
    names = [name.strip().lower() for name in lines[0].removesuffix("\r").split("\t")]
    text_name = next((name for name in TEXT_NAMES if name in names), None)
    if text_name is None:
        raise TextError(
            f"no column with translations: the heading is {', '.join(names[:_SHOWN_NAMES])[:80]!r}",
            path=str(path),
            line=1,
            hint=f"name a column {' or '.join(TEXT_NAMES)} in the first row",
        )
    for number, line in enumerate(lines[1:], 2):
        cells = line.removesuffix("\r").split("\t")
        if len(cells) != len(names):
            raise TextError(
                f"{len(cells)} cells, but the heading has {len(names)}",
                path=str(path),
                line=number,
                hint="tabs separate cells; a text cannot hold one",
            )
        yield _make_row(dict(zip(names, cells, strict=True)).get, text_name, number)


def _make_row(cell: Callable[[str], str | None], text_name: str, number: int) -> TableRow:
    values = {name: cell(name) for name in _OTHER_NAMES}
    return TableRow(text=cell(text_name) or "", line=number, **values)


def _read_json_lines(path: Path, lines: list[str]) -> Iterator[TableRow]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            raise TextError("an empty line is no JSON value", path=str(path), line=number)
        try:
            value: object = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            raise TextError("broken JSON", path=str(path), line=number, column=column) from error
        except ValueError as error:  # a number of too many digits
            raise TextError("a number is too long", path=str(path), line=number) from error
        if isinstance(value, str):
            yield TableRow(text=value, line=number)
        elif isinstance(value, dict):
            yield _read_object(path, value, number)
        else:
            raise TextError(
                "neither an object nor a string", path=str(path), line=number, hint="write a value a line"
            )


def _read_object(path: Path, value: Mapping[str, object], number: int) -> TableRow:
    text_name = next((name for name in TEXT_NAMES if name in value), None)
    if text_name is None:
        raise TextError(
            "no translation",
            path=str(path),
            line=number,
            hint=f"name a key {' or '.join(TEXT_NAMES)}",
        )
    for name in (text_name, *_OTHER_NAMES):
        cell = value.get(name)
        if cell is not None and not isinstance(cell, str) and not (name == "id" and isinstance(cell, int)):
            raise TextError(f"{name} is not a string", path=str(path), line=number)

    def text_of(name: str) -> str | None:
        cell = value.get(name)
        return None if cell is None else str(cell)

    return _make_row(text_of, text_name, number)
