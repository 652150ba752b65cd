"""Rows of tables, as formats read them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A translation, and what else its row says; None where the table has no such column.

    `line` is the row's 1-based line in the file, `id` what identifies the segment, `document` the name of the
    document it belongs to, `language` that of the translation, in any spelling.
    """

    text: str
    line: int
    id: str | None = None
    source: str | None = None
    document: str | None = None
    language: str | None = None
