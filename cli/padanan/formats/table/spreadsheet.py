"""Translation units in spreadsheets: XLSX (ECMA-376), through openpyxl, an extra.

An XLSX file is a ZIP archive of XML. It is looked through before openpyxl sees it: an archive that would
unpack to more than a limit, that names places outside itself, or XML that declares entities is refused.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError

from padanan.core.errors import PadananError, TextError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import TranslationUnit
from padanan.formats.table.unit_columns import RowError, TableLanguages, build_unit, read_heading
from padanan.formats.table.unit_rows import collect_rows

# What Excel holds (its "specifications and limits"): rows of a sheet, UTF-16 units of a cell.
_LIMIT_ROWS = 1 << 20
_LIMIT_CELL = 32_767
# A sheet of a million rows of ordinary segments unpacks to some 300 MB, twenty times its size.
_LIMIT_UNPACKED = 1 << 29
_FREE_UNPACKED = 1 << 26
_LIMIT_RATIO = 200
_LIMIT_PARTS = 10_000
_LIMIT_COLUMNS = 1000
_CHUNK_BYTES = 1 << 20
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
# What openpyxl raises on parts that are not as they should be.
_BROKEN = (
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    ExpatError,
    zipfile.BadZipFile,
)
# Before a formula that was read: no cell of XML can hold it.
_FORMULA = "\0="


def read_units_xlsx(
    stream: BinaryIO,
    path: Path,
    *,
    languages: TableLanguages,
    on_skip: Callable[[SkippedUnit], None],
) -> Iterator[TranslationUnit]:
    """Read the units of the first sheet, lazily; its first row that is not empty names the columns.

    Raises:
        PadananError: openpyxl is not installed.
        TextError: it is no XLSX, is hostile, has no row, or a heading that cannot be understood.
    """
    openpyxl = _import_openpyxl()
    name = str(path)
    _refuse_hostile(stream, name)
    try:
        book = openpyxl.load_workbook(stream, read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be so
        heading = next(_rows(sheet, first=1, width=_LIMIT_COLUMNS), None)
        if heading is None:
            raise TextError("the sheet is empty", path=name, hint="its first row names the columns")
        start, names = heading
        columns = read_heading(_strip_end(names), languages, path=name, line=start)
        for line, cells in _rows(sheet, first=start + 1, width=columns.width + 1):
            try:
                yield build_unit(_refuse_formulas(cells), columns, name=name, line=line)
            except RowError as error:
                on_skip(SkippedUnit(key="", reason=str(error), line=line, column=1))
    except _BROKEN as error:
        raise TextError("this XLSX file is broken", path=name, hint="open it and save it again") from error


def encode_units_xlsx(
    units: Iterable[TranslationUnit],
    *,
    on_skip: Callable[[SkippedUnit], None],
    on_loss: Callable[[Loss], None],
) -> Iterator[bytes]:
    """Write units as a spreadsheet, a row each, the units' languages as columns (see `unit_rows`).

    Every cell is text, which no spreadsheet computes.

    Raises:
        PadananError: openpyxl is not installed.
    """
    openpyxl = _import_openpyxl()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("units")
    with collect_rows(units) as table:
        sheet.append([_make_cell(sheet, name) for name in table.heading()])
        written = 1
        for row in table.rows():
            problem = _find_problem(row, written)
            if problem:
                on_skip(SkippedUnit(key=row[0][:60], reason=problem))
                continue
            sheet.append([_make_cell(sheet, text) for text in row])
            written += 1
        for loss in table.losses():
            on_loss(loss)
    data = io.BytesIO()
    book.save(data)
    yield data.getvalue()


def _import_openpyxl() -> ModuleType:
    try:
        import openpyxl
    except ModuleNotFoundError as error:
        raise PadananError(
            "spreadsheets need openpyxl, which is not installed", hint="pip install 'padanan[xlsx]'"
        ) from error
    return openpyxl


def _refuse_hostile(stream: BinaryIO, path: str) -> None:
    """Look through the archive; it says how far each part unpacks, and Python's zipfile stops there."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            packed = sum(part.compress_size for part in parts)
            unpacked = sum(part.file_size for part in parts)
            bomb = unpacked > _FREE_UNPACKED and unpacked > _LIMIT_RATIO * packed
            if bomb or unpacked > _LIMIT_UNPACKED or len(parts) > _LIMIT_PARTS:
                message = f"it unpacks to {unpacked >> 20} MiB in {len(parts)} parts"
                raise TextError(message, path=path, hint="save it as CSV and use that")
            for part in parts:
                _refuse_part(archive, part, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise TextError("this is no XLSX file, or it is damaged", path=path) from error
    stream.seek(0)


def _refuse_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: str) -> None:
    if part.filename.startswith("/") or ".." in PurePosixPath(part.filename.replace("\\", "/")).parts:
        raise TextError(f"a part is named {part.filename[:60]!r}, outside the file", path=path)
    if not part.filename.endswith((".xml", ".rels")):
        return
    end = b""
    with archive.open(part) as content:
        while chunk := content.read(_CHUNK_BYTES):
            # UTF-16 would hide what is looked for; every program writes these parts as UTF-8.
            if b"\0" in chunk or any(mark in end + chunk for mark in _FORBIDDEN):
                raise TextError(f"the part {part.filename[:60]!r} declares a document type", path=path)
            end = chunk[-max(map(len, _FORBIDDEN)) :]


def _rows(sheet: Any, *, first: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Give number and cells of each row that is not empty."""
    rows = sheet.iter_rows(min_row=first, max_row=_LIMIT_ROWS, max_col=width)
    for number, row in enumerate(rows, first):
        cells = [_show(cell) for cell in row]
        if any(cells):
            yield number, cells


def _show(cell: Any) -> str:
    """Give what a cell holds as text, a formula with _FORMULA before it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return f"{_FORMULA}{value}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _strip_end(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names


def _refuse_formulas(cells: list[str]) -> list[str]:
    if any(cell.startswith(_FORMULA) for cell in cells):
        raise RowError("a cell holds a formula, not text")
    return cells


def _make_cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith("=")
    return cell


def _find_problem(row: Sequence[str], written: int) -> str | None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if written == _LIMIT_ROWS:
        return f"a sheet holds {_LIMIT_ROWS:,} rows"
    for cell in row:
        if len(cell) * 2 > _LIMIT_CELL and len(cell.encode("utf-16-le")) > 2 * _LIMIT_CELL:
            return f"a cell holds {_LIMIT_CELL:,} characters"
        if ILLEGAL_CHARACTERS_RE.search(cell):
            return "it holds a character that XML forbids"
    return None
