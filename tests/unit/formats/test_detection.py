"""Files are known by what they hold, whatever they are called."""

from pathlib import PurePath

import pytest

from padanan.formats.detection import FileFormat, detect_format, format_of_name


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">', FileFormat.TMX),
        ("<!-- <xliff> -->\n<tmx>", FileFormat.TMX),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>', FileFormat.TMX),
        ('<xliff version="1.2">', FileFormat.XLIFF),
        ('<x:xliff xmlns:x="urn:oasis">', FileFormat.XLIFF),
        ("<martif>", FileFormat.TBX),
        ("<TBX>", FileFormat.TBX),
        ("<srx>", FileFormat.SRX),
        ("<!doctype html>\n<html>", FileFormat.HTML),
        ("# a comment\nmsgid \"\"\nmsgstr \"\"\n", FileFormat.PO),
        ("#~ msgid \"a\"\n", FileFormat.PO),
        ('{"en": "a"}\n', FileFormat.JSONL),
        ("en,id\n", FileFormat.CSV),
        ("en;id\n", FileFormat.CSV),
        ("en\tid\n", FileFormat.TSV),
        (b"PK\x03\x04...", FileFormat.XLSX),
        (b"\xde\x12\x04\x95", FileFormat.MO),
        (b"\x95\x04\x12\xde", FileFormat.MO),
        ("\ufeff<tmx>".encode(), FileFormat.TMX),
        ("<tmx>".encode("utf-16"), FileFormat.TMX),
        ("<tmx>".encode("utf-16-be"), FileFormat.TMX),
        ("nothing", None),
        ("", None),
        ("<" * 8192, None),
        ("<!--" * 4096, None),
        ("<!A" * 4096, None),
    ],
)  # fmt: skip
def test_content_tells(head: str | bytes, expected: FileFormat | None) -> None:
    data = head if isinstance(head, bytes) else head.encode()
    assert detect_format(data, PurePath("file")) is expected


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.po", "<tmx>", FileFormat.TMX),
        ("a.csv", "en\tid", FileFormat.CSV),
        ("a.md", '# x\nmsgid "a"\n', FileFormat.MARKDOWN),
        ("a.txt", "one, two", FileFormat.TEXT),
        ("a.HTM", "<p>", FileFormat.HTML),
        ("a.tmx", "", FileFormat.TMX),
        ("a.pot", "", FileFormat.PO),
    ],
)
def test_names_tell_what_content_leaves_open(name: str, head: str, expected: FileFormat) -> None:
    assert detect_format(head.encode(), PurePath(name)) is expected


def test_a_name_promises_a_format() -> None:
    assert format_of_name(PurePath("x/y.XLF")) is FileFormat.XLIFF
    assert format_of_name(PurePath("x/y")) is None
