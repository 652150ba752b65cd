"""A gettext catalogue as data: what checks look at and services change, free of any file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A `#:` reference; `line` is None where the catalogue gives none."""

    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a field's string pieces stand: the 1-based line, and column of the first quote, of each piece."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message of a catalogue, unescaped.

    `msgstr` holds one string without a plural, and as many forms as the entry has with one, in order of their
    index. `line` is the line of the entry's first line, comments included; `places` maps a keyword as written
    ("msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]") to where each of its quoted pieces stands.
    Both are 0 or empty for an entry that has not been written yet.
    """

    msgid: str
    msgstr: tuple[str, ...] = ("",)
    msgctxt: str | None = None
    msgid_plural: str | None = None
    flags: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    extracted_comments: tuple[str, ...] = ()
    translator_comments: tuple[str, ...] = ()
    previous_msgctxt: str | None = None
    previous_msgid: str | None = None
    previous_msgid_plural: str | None = None
    obsolete: bool = False
    line: int = 0
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=_nothing, compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the entry in its catalogue: (msgctxt, msgid)."""
        return (self.msgctxt, self.msgid)

    @property
    def is_header(self) -> bool:
        """Whether this is the header entry: an empty msgid without context."""
        return self.msgid == "" and self.msgctxt is None and not self.obsolete

    @property
    def is_fuzzy(self) -> bool:
        """Whether a person must still confirm the translation."""
        return "fuzzy" in self.flags

    @property
    def is_translated(self) -> bool:
        """Whether every form has text, nobody marked it fuzzy, and it is not obsolete."""
        return all(self.msgstr) and not self.is_fuzzy and not self.obsolete


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A parsed catalogue. `entries` are in file order, without the header entry, obsolete ones included.

    `header` keeps the order and spelling of its fields; `header_entry` is None where the file has none.
    `language` is the normalised BCP 47 tag from the header's Language field or the path, None when unknown.
    """

    path: str
    entries: tuple[Entry, ...]
    header_entry: Entry | None = None
    header: Mapping[str, str] = field(default_factory=_nothing)
    language: str | None = None
    is_template: bool = False
