"""XLIFF documents as a stream of parts: what reading gives and writing takes, one unit at a time.

Attributes and inline codes stand as the document's version names them; `versions` turns one into the other.
A document is its start, then for each file: the file, its units, groups and others, the file's end.
"""

from dataclasses import dataclass
from enum import StrEnum

from padanan.core.model import InlineCode, Properties


class XliffVersion(StrEnum):
    """Versions that are written. 1.0 and 1.1 are read as 1.2, 2.2 as 2.1."""

    V1_2 = "1.2"
    V2_0 = "2.0"
    V2_1 = "2.1"

    @property
    def is_first(self) -> bool:
        """Whether it is 1.x, whose elements are other ones than those of 2.x."""
        return self is XliffVersion.V1_2


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """An element that is kept as it is, written out, and the namespace it belongs to.

    `namespace` is "" for XLIFF's own.
    """

    markup: str
    name: str
    namespace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment for people, with its attributes."""

    text: str
    attributes: Properties = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Values with types: a <context-group> of 1.2, a metaGroup of 2.x.

    `category` is "location", "match" or "information" in 1.2, and anything in 2.x; only 1.2 has a `name`.
    """

    category: str
    values: Properties
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Text with inline codes, and the attributes of its <source> or <target>."""

    text: str
    codes: tuple[InlineCode, ...] = ()
    attributes: Properties = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A source and its target, None without one.

    `state` and `qualifier` are `state` and `state-qualifier` of a target in 1.2, `state` and `subState` of
    a segment in 2.x. What stands between segments `is_ignorable`.
    """

    source: Content
    target: Content | None = None
    state: str | None = None
    qualifier: str | None = None
    attributes: Properties = ()
    is_ignorable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A <trans-unit> or <unit>. `data` are the native codes of 2.x, by id, as XML.

    `line` and `column` count from 1, and are 0 for a unit that was never read.
    """

    id: str
    segments: tuple[Segment, ...]
    attributes: Properties = ()
    notes: tuple[Note, ...] = ()
    facts: tuple[Facts, ...] = ()
    data: Properties = ()
    extras: tuple[Extra, ...] = ()
    line: int = 0
    column: int = 0

    def attribute(self, name: str) -> str | None:
        """Give the value of one of its further attributes."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStart:
    """The root element: its version and attributes, of which languages stand apart."""

    version: XliffVersion
    source_language: str | None = None
    target_language: str | None = None
    attributes: Properties = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStart:
    """A <file> with all that comes before its units. Languages are the document's in 2.x."""

    source_language: str | None
    target_language: str | None
    attributes: Properties = ()
    notes: tuple[Note, ...] = ()
    facts: tuple[Facts, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def original(self) -> str:
        """The name of what the file was made of."""
        return dict(self.attributes).get("original", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStart:
    """A <group> with all that comes before its units."""

    attributes: Properties = ()
    notes: tuple[Note, ...] = ()
    facts: tuple[Facts, ...] = ()
    extras: tuple[Extra, ...] = ()

    def attribute(self, name: str) -> str | None:
        """Give the value of one of its attributes."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEnd:
    """The end of the innermost group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEnd:
    """The end of a file."""


Part = DocumentStart | FileStart | GroupStart | Unit | Extra | GroupEnd | FileEnd
