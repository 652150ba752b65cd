"""What a check is, what it looks at, and what it says.

A check is one class in one file of `checks/rules`. It carries everything people need to know about it: its
docstring says what it demands and why, `source` where the demand comes from, `good` and `bad` are examples
that serve as its tests and as its documentation page.
"""

import re
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import ClassVar, Protocol

from padanan.core.catalogue import Catalogue, Entry, Place
from padanan.core.errors import InputError
from padanan.core.glossary import Glossary
from padanan.core.model import Certainty, Severity, Span
from padanan.core.plurals import PluralForms, PluralFormsError, form_numbers, parse_plural_forms

# Stands before and behind every text that a trigger is searched in, so that a pattern can speak of edges.
FRAME = "\0"

_GERMANIC = "nplurals=2; plural=(n != 1);"


class Preset(StrEnum):
    """How much is checked. A check belongs to the first of these that has it, and to all that follow.

    `MINIMAL` holds what breaks programs or pages and is hardly ever wrong, `DEFAULT` what is right nine times
    in ten, `STRICT` everything: also what is a matter of taste, or known to be noisy.
    """

    MINIMAL = "minimal"
    DEFAULT = "default"
    STRICT = "strict"


class State(Enum):
    """How far an entry has come. `TRANSLATED` has text in some form, `UNTRANSLATED` in none."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"
    OBSOLETE = "obsolete"


def entry_state(entry: Entry) -> State:
    """Tell how far an entry has come."""
    if entry.obsolete:
        return State.OBSOLETE
    if entry.is_fuzzy:
        return State.FUZZY
    return State.TRANSLATED if any(entry.msgstr) else State.UNTRANSLATED


class Recall(Protocol):
    """A translation memory, as checks see it."""

    def __call__(self, source: str, *, source_language: str, language: str) -> Collection[str]:
        """Give the translations of exactly this source; empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """What a project says to its checks; a check without what it needs finds nothing.

    `languages` are the BCP 47 tags that every template must have a catalogue for. `min_complete_percent` is
    the share of messages that must be translated, 0..100. `longest_message` is how many code points a message
    may have, all forms of source and translation together, for checks of entries to look at it: the default
    is more than ten times the largest in public catalogues, and little enough to need no great memory.
    """

    source_language: str = "en"
    languages: tuple[str, ...] = ()
    glossary: Glossary | None = None
    recall: Recall | None = None
    min_complete_percent: int | None = None
    longest_message: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One catalogue under examination, with what several checks want to know about it.

    `lines` are the lines of the file without their ends, `errors` what its parser complained about;
    `has_bom` says whether a byte order mark stood before the first line, which is not in `lines`.
    `plural_forms` is None where the header has none that can be read. `template` is the .pot that the
    catalogue was made from, where it was found and somebody asked for it (`Check.needs_template`). What came
    out of a translation memory (`is_memory`) has no file around it that checks could look at: only its
    entries are checked, and `errors` reported.
    """

    catalogue: Catalogue
    lines: Sequence[str] = ()
    errors: tuple[InputError, ...] = ()
    has_bom: bool = False
    plural_forms: PluralForms | None = None
    settings: CheckSettings = field(default_factory=CheckSettings)
    template: Catalogue | None = None
    is_memory: bool = False

    @property
    def language(self) -> str | None:
        """The language subtag alone, such as `zh`, or None when the language is unknown."""
        tag = self.catalogue.language
        return None if tag is None else tag.partition("-")[0]

    def numbers_of(self, form: int) -> tuple[int, ...]:
        """Give sample numbers that take a plural form; none for a form that no number takes.

        Where the header does not say it, gettext counts as for German.
        """
        try:
            numbers = form_numbers(self.plural_forms or parse_plural_forms(_GERMANIC))
        except PluralFormsError:
            numbers = form_numbers(parse_plural_forms(_GERMANIC))
        return numbers[form] if form < len(numbers) else ()


def make_subject(
    catalogue: Catalogue, *, text: str = "", errors: Iterable[InputError] = (), has_bom: bool = False
) -> Subject:
    """Prepare a catalogue for its checks; `text` is the file it was read from, without a byte order mark."""
    try:
        plural_forms = parse_plural_forms(header_value(catalogue, "Plural-Forms") or "")
    except PluralFormsError:
        plural_forms = None
    return Subject(
        catalogue=catalogue,
        lines=text.split("\n"),
        errors=tuple(errors),
        has_bom=has_bom,
        plural_forms=plural_forms,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a check found, before the runner makes a finding of it.

    `span` counts in the unescaped text of the entry's `field` ("msgid", "msgstr[1]"); None means the whole
    field. `place` says instead where a problem of the file itself stands. `detail` tells the problem from
    others of the same check in the same entry and goes into the fingerprint: no line numbers, no counts.
    `replacement` is what to put for the span (or the whole field) where that is safe to do without a person;
    afterwards the check has nothing to say there.
    """

    message: str
    detail: str
    hint: str | None = None
    entry: Entry | None = None
    field: str = "msgstr"
    span: Span | None = None
    place: Place | None = None
    replacement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A piece of a PO file; in a bad example ⟦ and ⟧ stand around what the check must mark.

    Unless the piece begins with a header entry of its own (`msgid ""`), or `language` is empty, it is read
    below a sound header for `language`. `note` says what the example shows, where that is not plain.
    `settings` and `template` (a piece of a PO file, too) are those of the project; `beside` are other files
    of the project, for checks that look across: (path, piece of a PO file).
    """

    po: str
    language: str = "id"
    path: str = "example.po"
    note: str = ""
    settings: CheckSettings | None = None
    template: str | None = None
    beside: tuple[tuple[str, str], ...] = ()


class Check:
    """A rule that catalogues are held to; see the module's docstring."""

    id: ClassVar[str]
    aliases: ClassVar[tuple[str, ...]] = ()
    severity: ClassVar[Severity]
    certainty: ClassVar[Certainty]
    preset: ClassVar[Preset] = Preset.DEFAULT
    needs_template: ClassVar[bool] = False
    source: ClassVar[str]
    good: ClassVar[tuple[Example, ...]]
    bad: ClassVar[tuple[Example, ...]]

    def __init_subclass__(cls) -> None:
        """Name the check after its file."""
        cls.id = cls.__module__.rpartition(".")[2].replace("_", "-")


class FileCheck(Check):
    """A check of a catalogue as a whole."""

    templates: ClassVar[bool] = True  # whether it speaks about .pot files too
    memories: ClassVar[bool] = False  # whether it speaks about translation memories too

    @abstractmethod
    def check_file(self, subject: Subject) -> Iterable[Problem]:
        """Give the problems of the file, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a check across catalogues keeps of one of them until all were read: where, and what was seen.

    There can be as many as entries, and they may come out of a cache: `data` is small and plain.
    """

    path: str
    language: str | None
    data: tuple[str | int | None, ...]
    msgctxt: str | None = None
    msgid: str | None = None
    line: int = 1
    column: int = 1


class ProjectCheck(Check):
    """A check across catalogues: each is observed by itself, and the end is drawn when all were.

    One that `needs_directory` says what is not there: it is asked only where a directory was searched, not
    where single files were named, as a hook does before a commit.
    """

    needs_directory: ClassVar[bool] = False

    @abstractmethod
    def observe(self, subject: Subject) -> Iterable[Observation]:
        """Give what must be known of one catalogue."""

    @abstractmethod
    def conclude(
        self, observations: Iterable[Observation], settings: CheckSettings
    ) -> Iterable[tuple[Observation, Problem]]:
        """Give the problems, each with the observation at whose place it stands."""


class EntryCheck(Check):
    """A check of one entry at a time.

    `languages` are the language subtags it knows about (None: all). `trigger`, if there is one, must match
    in the framed texts of every entry that has a problem: `FRAME msgid FRAME msgid_plural FRAME msgstr ...
    FRAME`. It is what keeps a run fast, for entries without a match are never looked at in Python.
    """

    states: ClassVar[frozenset[State]] = frozenset({State.TRANSLATED})
    languages: ClassVar[frozenset[str] | None] = None
    trigger: ClassVar[re.Pattern[str] | None] = None

    def applies(self, subject: Subject) -> bool:  # noqa: ARG002  # checks look at it
        """Whether there can be a problem at all: without a glossary no term is wrong."""
        return True

    @abstractmethod
    def check_entry(self, entry: Entry, subject: Subject) -> Iterable[Problem]:
        """Give the problems of one entry, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One translated form of an entry: its text, the field it stands in, and its index among the forms."""

    text: str
    field: str
    form: int


def targets(entry: Entry) -> Iterator[Target]:
    """Give the forms of an entry that have text."""
    for form, text in enumerate(entry.msgstr):
        if text:
            yield Target(text=text, field=target_field(entry, form), form=form)


def message_length(entry: Entry) -> int:
    """Count the code points of an entry's source and translation."""
    return sum(map(len, sources(entry))) + sum(map(len, entry.msgstr))


def target_field(entry: Entry, form: int) -> str:
    """Name the field of a form as the file writes it: `msgstr`, or `msgstr[1]` in an entry with a plural."""
    return "msgstr" if entry.msgid_plural is None else f"msgstr[{form}]"


def sources(entry: Entry) -> tuple[str, ...]:
    """Give msgid, and msgid_plural where there is one: a translated form may follow either of them."""
    return (entry.msgid,) if entry.msgid_plural is None else (entry.msgid, entry.msgid_plural)


def header_span(catalogue: Catalogue, name: str) -> Span | None:
    """Give the span of a header field's value in the header entry's msgstr, None where it is missing."""
    if catalogue.header_entry is None:
        return None
    pattern = rf"^{re.escape(name)}:[ \t]*(.*)$"
    found = re.search(pattern, catalogue.header_entry.msgstr[0], re.MULTILINE | re.IGNORECASE)
    return Span(start=found.start(1), end=found.end(1)) if found else None


def header_value(catalogue: Catalogue, name: str) -> str | None:
    """Give a header field's value, however its name is capitalised, None where it is missing."""
    span = header_span(catalogue, name)
    if span is None or catalogue.header_entry is None:
        return None
    return catalogue.header_entry.msgstr[0][span.start : span.end].strip()


def excerpt(text: str, limit: int = 60) -> str:
    """Shorten a text for a message."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
