"""The things every part of padanan speaks about: segments, units, matches, findings.

Offsets are 0-based half-open code points; lines and columns are 1-based code points.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points, `start <= end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineCode:
    """Markup inside a segment, standing before the character at `offset` of the text.

    `markup` is the code as its format writes it, so that it is written back as it was. Codes of one text are
    in document order; several may share an offset.
    """

    offset: int
    kind: Literal["open", "close", "standalone"]
    markup: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a document that is translated as one.

    `start:end` of the document is what a translation takes the place of; `paragraph` and `number` count from
    1, `number` within the paragraph; `line` is the line of the document on which the segment begins. `text`
    is what stands there. In a document with markup it is what a reader sees, white space as single blanks;
    `codes` stand in it, and `markup` is the segment as the document writes it, in one line.
    """

    text: str
    start: int
    end: int
    line: int
    paragraph: int
    number: int
    codes: tuple[InlineCode, ...] = ()
    markup: str | None = None

    @property
    def message(self) -> str:
        """Give the segment as catalogues have it: with its markup, where it can have any."""
        return self.text if self.markup is None else self.markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a variant came from.

    `path` as given by the user, with `/`; `changed` is an ISO 8601 UTC time such as `2025-01-17T08:30:00Z`.
    """

    path: str
    line: int | None = None
    author: str | None = None
    changed: str | None = None


Properties = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One unit's text in one language (a TUV). `language` is a normalised BCP 47 tag.

    `previous` and `next` are the neighbouring segments' texts in the same language: the context of a 101 %
    match.
    """

    language: str
    text: str
    codes: tuple[InlineCode, ...] = ()
    previous: str | None = None
    next: str | None = None
    origin: Origin | None = None
    properties: Properties = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationUnit:
    """The same segment in several languages (a TU), one variant per language.

    `key` identifies the unit within its `collection` (a set of files that belong together, such as one
    domain's catalogues in all languages): importing the same key again updates the unit.
    """

    collection: str
    key: str
    source_language: str
    variants: tuple[Variant, ...]
    msgctxt: str | None = None
    properties: Properties = ()

    def variant(self, language: str) -> Variant | None:
        """Give the variant in exactly this language tag."""
        return next((variant for variant in self.variants if variant.language == language), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A suggestion from a translation memory.

    `score_percent` is rounded down and after penalties: 100 only for identical text, 101 when the context is
    identical too, and nothing against it. `before_percent` is the score before penalties, 0..100.
    `penalties` names each deduction in percent points. `in_context` says that the unit stands in the same
    place as the query, whatever the score. `differs_only_in` names the kinds of characters without which the
    source would be the query: of "numbers", "placeholders", "tags", "case", "punctuation", "spaces"; empty
    when the words differ, and for identical text. `repaired` is the target with the query's numbers and the
    like put in, where that was possible. `memory` is the name of the memory it came from, `properties` are
    the unit's.
    """

    score_percent: int
    before_percent: int
    source: Variant
    target: Variant
    msgctxt: str | None = None
    penalties: tuple[tuple[str, int], ...] = ()
    in_context: bool = False
    differs_only_in: tuple[str, ...] = ()
    repaired: Variant | None = None
    memory: str | None = None
    properties: Properties = ()


class Severity(StrEnum):
    """How bad a finding is, if it is one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Certainty(StrEnum):
    """How sure a check is that its finding is one."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A safe edit: what to put in a file from (line, column) to (end_line, end_column), exclusive.

    Lines and columns are 1-based code points; `text` is as the file must write it, escapes included.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Suppression(StrEnum):
    """Why a finding is not shown: somebody said so beside the entry, or it is an old one in the baseline."""

    COMMENT = "comment"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check found. Findings are data, not exceptions.

    `line` and `column` point at the offending character in the file; `end_column` ends the marked piece on
    that line (exclusive), where it is known. `field` is the keyword it stands under ("msgid", "msgstr[1]"),
    None where it concerns the file. `fingerprint` names the finding across runs: it hangs on check, language,
    msgctxt, msgid and detail, never on a line number.
    """

    check: str
    severity: Severity
    certainty: Certainty
    path: str
    line: int
    column: int
    end_column: int | None = None
    message: str
    hint: str | None = None
    language: str | None = None
    msgctxt: str | None = None
    msgid: str | None = None
    field: str | None = None
    fingerprint: str
    replacement: Replacement | None = None
    suppression: Suppression | None = None
