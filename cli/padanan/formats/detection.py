"""Which format a file is in, by its content, and by its name where the content leaves it open."""

import codecs
import re
from enum import StrEnum
from pathlib import PurePath

_HEAD_BYTES = 1 << 13
_UTF16 = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# The root element: what stands before it are declarations, comments and white space.
_ROOT = re.compile(
    r"\s*+(?:<\?(?:[^?]|\?(?!>))*+\?>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+"
    r"|<![A-Za-z](?:[^>\[\"']|\"[^\"]*+\"|'[^']*+')*+(?:\[[^\]]*+\]\s*+)?>?\s*+)*+<(?:[\w.-]++:)?([A-Za-z][\w.-]*+)"
)
# Of PO, in any line: a keyword and its string.
_PO = re.compile(r'^(?:#~ ?)?(?:msgid|msgctxt|domain)[ \t]*+"', re.MULTILINE)


class FileFormat(StrEnum):
    """What files can hold that this package reads."""

    PO = "po"
    MO = "mo"
    TMX = "tmx"
    XLIFF = "xliff"
    TBX = "tbx"
    SRX = "srx"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


_MARKS = {
    b"PK\x03\x04": FileFormat.XLSX,
    b"\xde\x12\x04\x95": FileFormat.MO,
    b"\x95\x04\x12\xde": FileFormat.MO,
}
# Documents may quote anything.
_QUOTING = frozenset({FileFormat.MARKDOWN, FileFormat.TEXT, FileFormat.HTML})
_ROOTS = {
    "tmx": FileFormat.TMX,
    "xliff": FileFormat.XLIFF,
    "martif": FileFormat.TBX,
    "tbx": FileFormat.TBX,
    "srx": FileFormat.SRX,
    "html": FileFormat.HTML,
}
_SUFFIXES = {
    ".po": FileFormat.PO,
    ".pot": FileFormat.PO,
    ".mo": FileFormat.MO,
    ".gmo": FileFormat.MO,
    ".tmx": FileFormat.TMX,
    ".xlf": FileFormat.XLIFF,
    ".xliff": FileFormat.XLIFF,
    ".tbx": FileFormat.TBX,
    ".srx": FileFormat.SRX,
    ".csv": FileFormat.CSV,
    ".tsv": FileFormat.TSV,
    ".tab": FileFormat.TSV,
    ".xlsx": FileFormat.XLSX,
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
    ".html": FileFormat.HTML,
    ".htm": FileFormat.HTML,
    ".xhtml": FileFormat.HTML,
    ".md": FileFormat.MARKDOWN,
    ".markdown": FileFormat.MARKDOWN,
    ".txt": FileFormat.TEXT,
}


def format_of_name(path: PurePath) -> FileFormat | None:
    """Give the format that a file's name promises: what to write, and what an empty file is."""
    return _SUFFIXES.get(path.suffix.lower())


def detect_format(head: bytes, path: PurePath) -> FileFormat | None:
    """Give the format of a file from its first 8 KiB, and from its name where they do not tell.

    Cost: O(8 KiB).
    """
    head = head[:_HEAD_BYTES]
    marked = next((found for mark, found in _MARKS.items() if head.startswith(mark)), None)
    return marked or _read_text(_decode(head), format_of_name(path))


def _read_text(text: str, named: FileFormat | None) -> FileFormat | None:
    root = _ROOT.match(text)
    if root and root[1].lower() in _ROOTS:
        return _ROOTS[root[1].lower()]
    if named in _QUOTING:
        return named
    if text.lstrip().startswith("{"):
        return FileFormat.JSONL
    if _PO.search(text):
        return FileFormat.PO
    return named or _guess_table(text)


def _guess_table(text: str) -> FileFormat | None:
    first = text.lstrip("\r\n").partition("\n")[0]
    if "\t" in first:
        return FileFormat.TSV
    return FileFormat.CSV if "," in first or ";" in first else None


def _decode(head: bytes) -> str:
    encoding = next((encoding for mark, encoding in _UTF16 if head.startswith(mark)), "utf-8-sig")
    return head.decode(encoding, errors="replace")
