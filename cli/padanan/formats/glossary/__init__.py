"""Glossaries: which terms a project uses, and which it does not. CSV and TBX are read."""

from pathlib import Path

from padanan.core.errors import GlossaryError
from padanan.core.glossary import Glossary
from padanan.formats.files import read_file
from padanan.formats.glossary.columns import read_glossary_table
from padanan.formats.glossary.tbx import read_tbx

# Far above any glossary in use: the European Union's whole term base is some 300,000 concepts.
LIMIT_BYTES = 128 * 1024 * 1024
SUFFIXES = frozenset({".csv", ".tsv", ".tbx", ".xml"})

__all__ = ["LIMIT_BYTES", "SUFFIXES", "read_glossary"]


def read_glossary(path: Path, *, source_language: str = "en") -> Glossary:
    """Read a glossary, told apart by the suffix of its name: .csv or .tsv, .tbx or .xml.

    Args:
        path: The file.
        source_language: What a column `source` of a table is in.

    Raises:
        InputError: there is no such file, it cannot be read, or is too large.
        GlossaryError: it is no glossary; with line, and column where known.
        TextError: a table with a quote that is not closed, or not in UTF-8 or UTF-16.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise GlossaryError("neither CSV nor TBX", path=str(path), hint="its name ends in .csv, .tsv or .tbx")
    source = read_file(path, limit_bytes=LIMIT_BYTES)
    if suffix in {".csv", ".tsv"}:
        return read_glossary_table(source, source_language=source_language)
    return read_tbx(source)
