"""Tables of units as people and other programs write them, sound, odd and hostile."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from padanan.core.errors import TextError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.formats.table.spreadsheet import encode_units_xlsx, read_units_xlsx
from padanan.formats.table.unit_columns import TableLanguages
from padanan.formats.table.unit_csv import encode_units_csv, read_units_csv
from padanan.formats.table.unit_json import read_units_json

Read = Callable[..., Iterator[TranslationUnit]]
NOBODY = TableLanguages()
BOTH = TableLanguages(source="en", target="id")


def read(
    data: str | bytes, languages: TableLanguages = NOBODY, *, reader: Read = read_units_csv
) -> tuple[list[TranslationUnit], list[SkippedUnit]]:
    skipped: list[SkippedUnit] = []
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return list(reader(stream, Path("x"), languages=languages, on_skip=skipped.append)), skipped


def shown(units: list[TranslationUnit]) -> list[str]:
    return [
        f"{unit.source_language} "
        + " | ".join(f"{variant.language}:{variant.text}" for variant in unit.variants)
        for unit in units
    ]


@pytest.mark.parametrize(
    ("table", "languages", "expected"),
    [
        ("en,id\nfile,berkas\n", NOBODY, "en en:file | id:berkas"),
        ("id;en\r\nberkas;file\r\n", NOBODY, "id id:berkas | en:file"),
        ("id,en\nberkas,file\n", TableLanguages(source="en"), "en id:berkas | en:file"),
        ("id,source,target\n7,file,berkas\n", BOTH, "en en:file | id:berkas"),
        ("ID\tSource Text\tTranslation\n7\tfile\tberkas\n", BOTH, "en en:file | id:berkas"),
        ("source,target,source_language,language\nfile,berkas,en,id\n", NOBODY, "en en:file | id:berkas"),
        ("\ufeffen,zh_CN\nfile,文件\n", NOBODY, "en en:file | zh-CN:文件"),
        ("\n\nen,id\n\nfile,berkas\n\n", NOBODY, "en en:file | id:berkas"),
        ("en,id\nfile,\n", NOBODY, "en en:file"),
        ('en\tid\nsay "no"\t"ya" kata\n', NOBODY, 'en en:say "no" | id:"ya" kata'),
        ('en\tid\n"file\t"berkas\n', NOBODY, 'en en:"file | id:"berkas'),
        ('en\tid\n"two\nlines"\tb\n', NOBODY, "en en:two\nlines | id:b"),
        ("en\tid\n file \t \n", NOBODY, "en en: file  | id: "),
    ],
    ids=[
        "commas", "Indonesian first", "told source", "id is a key", "names in any case", "languages in rows",
        "byte order mark", "blank rows", "no translation", "quotes are text", "open quotes are text",
        "quoted lines", "blanks are text",
    ],
)  # fmt: skip
def test_tables_in_any_usual_spelling(table: str, languages: TableLanguages, expected: str) -> None:
    units, skipped = read(table, languages)
    assert shown(units) == [expected]
    assert not skipped


def test_other_columns_are_kept() -> None:
    units, _ = read("key,context,en,id,Note,Client\nk1,menu,file,berkas,a noun,Acme\n,,open,buka,,\n")
    first, second = units
    assert (first.key, first.msgctxt) == ("k1", "menu")
    assert first.properties == (("<note>", "a noun"), ("Client", "Acme"))
    assert (second.key, second.msgctxt, second.properties) == ("open", None, ())
    assert second.variants[0].origin == Origin(path="x", line=3)


def test_bad_rows_are_told_and_the_others_follow() -> None:
    table = 'en,id\n"a" b,c\nd,e,f\n,\n"","",\nfile,berkas\n"never closed,x\n'
    units, skipped = read(table)
    assert shown(units) == ["en en:file | id:berkas"]
    assert [(unit.reason, unit.line) for unit in skipped] == [
        ("text behind a closing quote", 2),
        ("it has 3 cells, the heading only 2", 3),
        ("this quote is not closed", 7),
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "the table is empty"),
        ("\n \n", "the table is empty"),
        ("term,translation\na,b\n", "nobody says which language the column 'target' is in"),
        ("key,remark\na,b\n", "no column with text: the heading is 'key, remark'"),
        ("en,en\na,b\n", "two columns in en"),
        ("en,id,key,key\na,b,c,d\n", "two columns 'key'"),
        (b"en,id\nfile,\xff\n", "not UTF-8: byte 0xFF"),
        (b"en,id\nfile,\0\n", "NUL byte in a text file"),
        ("en,id\n".encode("utf-16-le"), "this is UTF-16 without a byte order mark"),
        ("en,id\n" + "x" * (1 << 25), "a row of more than 16 MiB"),
        ('en,id\n"' + "x\n" * (1 << 24), "a row of more than 16 MiB"),
    ],
    ids=[
        "empty", "blank", "no languages", "no text", "language twice", "name twice", "not UTF-8", "NUL",
        "UTF-16", "long line", "open quote",
    ],
)  # fmt: skip
def test_tables_that_cannot_be_read(table: str | bytes, message: str) -> None:
    with pytest.raises(TextError) as caught:
        read(table)
    assert caught.value.message == message


def test_utf16_as_spreadsheets_write_it() -> None:
    assert shown(read("en\tzh_CN\nfile\t文件\n".encode("utf-16"))[0]) == ["en en:file | zh-CN:文件"]


def unit(text: str, **more: object) -> TranslationUnit:
    variant = Variant(language="en", text=text, **more)  # type: ignore[arg-type]
    return TranslationUnit(collection="c", key="k", source_language="en", variants=(variant,))


def test_what_a_table_does_not_hold_is_told() -> None:
    losses: list[Loss] = []
    skipped: list[SkippedUnit] = []
    units = [
        unit("ab", codes=(InlineCode(offset=1, kind="standalone", markup="<x/>"),)),
        unit("c", previous="a", origin=Origin(path="x", author="Siti")),
        unit("d", properties=(("p", "q"),)),
        unit("has\ttab"),
    ]
    data = b"".join(encode_units_csv(units, delimiter="\t", on_skip=skipped.append, on_loss=losses.append))
    assert data.decode() == "key\ten\r\nk\ta<x/>b\r\nk\tc\r\nk\td\r\n"
    assert [loss.message for loss in losses] == [
        "1 unit: inline codes are written as text",
        "1 unit: the texts before and after are left out",
        "1 unit: author and date are left out",
        "1 unit: properties of one language alone are left out",
    ]
    assert [unit.reason for unit in skipped] == ["it holds a tab, which stands between cells"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "it is no object"),
        ("{", "broken JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "its values are nested too deep"),
        ('{"variants": {"en": {"text": 1.5}}}', "text is no text"),
        ('{"variants": {"qq": {"text": "a"}}}', "unknown language 'qq'"),
        ('{"variants": {"en": {"text": "a"}, "en-US": 1}}', "en-US is no object"),
        ('{"variants": {}}', "it has no text"),
        ('{"variants": {"en": {}}}', "the variant in en has no text"),
        (
            '{"variants": {"en": {"text": "a", "codes": [{"offset": 9, "markup": ""}]}}}',
            "an inline code has no markup, or no place in the text",
        ),
        (
            '{"variants": {"en": {"text": "a"}}, "properties": [1]}',
            "a property is not a list of name and value",
        ),
        ('{"remark": "a"}', "no column with text: the heading is 'remark'"),
        ("1" * 5000, "a number is too long"),
    ],
    ids=[
        "list", "broken", "deep", "number", "language", "object", "no text", "variant", "code", "property",
        "columns", "digits",
    ],
)  # fmt: skip
def test_bad_lines_of_json_are_told_and_the_others_follow(line: str, reason: str) -> None:
    units, skipped = read(f'{line}\n\n{{"en": "file", "id": "berkas"}}\n', reader=read_units_json)
    assert shown(units) == ["en en:file | id:berkas"]
    assert [(unit.reason, unit.line) for unit in skipped] == [(reason, 1)]


def make_book(*rows: tuple[str | float | None, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_spreadsheet_as_people_make_it() -> None:
    book = make_book((), ("Key", "en", "id"), (7, "file", "berkas"), (), (1.5, "open", None), (3, "=A1", "x"))
    units, skipped = read(book, reader=read_units_xlsx)
    assert [unit.key for unit in units] == ["7", "1.5"]
    assert shown(units) == ["en en:file | id:berkas", "en en:open"]
    assert [(unit.reason, unit.line) for unit in skipped] == [("a cell holds a formula, not text", 6)]


def test_no_cell_is_computed() -> None:
    data = b"".join(encode_units_xlsx([unit("=1+1")], on_skip=print, on_loss=print))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cell = sheet["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 32_768, "a cell holds 32,767 characters"),
        ("\N{GRINNING FACE}" * 16_384, "a cell holds 32,767 characters"),
        ("a\x01", "it holds a character that XML forbids"),
    ],
    ids=["long", "long in UTF-16", "control"],
)
def test_what_no_cell_can_hold_is_told(text: str, reason: str) -> None:
    skipped: list[SkippedUnit] = []
    b"".join(encode_units_xlsx([unit(text)], on_skip=skipped.append, on_loss=print))
    assert [unit.reason for unit in skipped] == [reason]


def rewrite(book: bytes, name: str, content: bytes, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Put a part into a spreadsheet, in place of the one of that name."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(data, "w", method) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return data.getvalue()


BOOK = make_book(("en", "id"), ("file", "berkas"))
SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 not at all", "this is no XLSX file, or it is damaged"),
        (b"", "this is no XLSX file, or it is damaged"),
        (BOOK[:-40], "this is no XLSX file, or it is damaged"),
        (rewrite(BOOK, "xl/media/x", b"\0" * (1 << 27)), "it unpacks to 128 MiB in 10 parts"),
        (rewrite(BOOK, "../evil.xml", b"<a/>"), "a part is named '../evil.xml', outside the file"),
        (rewrite(BOOK, SHEET, BOMB), f"the part '{SHEET}' declares a document type"),
        (
            rewrite(BOOK, SHEET, BOMB.decode().encode("utf-16")),
            f"the part '{SHEET}' declares a document type",
        ),
        (rewrite(BOOK, SHEET, b"<worksheet"), "this XLSX file is broken"),
        (rewrite(BOOK, "xl/workbook.xml", b"<workbook/>"), "this XLSX file is broken"),
        (make_book(), "the sheet is empty"),
    ],
    ids=[
        "no ZIP",
        "empty",
        "cut off",
        "bomb",
        "path",
        "entities",
        "UTF-16",
        "broken XML",
        "no sheet",
        "no row",
    ],
)
def test_spreadsheets_that_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(TextError) as caught:
        read(data, reader=read_units_xlsx)
    assert caught.value.message == message


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        sheet = archive.read(SHEET).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    units, _ = read(rewrite(BOOK, SHEET, sheet), reader=read_units_xlsx)
    assert shown(units) == ["en en:file | id:berkas"]
