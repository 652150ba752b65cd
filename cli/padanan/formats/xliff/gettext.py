"""Gettext catalogues as XLIFF and back: all that an entry holds has its place.

It follows the OASIS representation guide for gettext (committee draft of 2006-10-16) where that says
anything: types of groups and units, references as locations, comments as notes. What PO alone knows are facts
whose names begin with `x-gettext-`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.interchange import SkippedUnit
from padanan.core.model import Properties
from padanan.formats.xliff.model import (
    Content,
    DocumentStart,
    Facts,
    FileEnd,
    FileStart,
    GroupEnd,
    GroupStart,
    Note,
    Part,
    Segment,
    Unit,
    XliffVersion,
)
from padanan.formats.xliff.vocabulary import ILLEGAL_CHARACTER, NEEDS_REVIEW, PRESERVE, STATE_PREFIX

HEADER = "header"
PLURALS = "plurals"
MSGCTXT = "x-gettext-msgctxt"
MSGID_PLURAL = "x-gettext-msgid-plural"
FLAG = "x-gettext-flag"
OBSOLETE = "x-gettext-obsolete"
PREVIOUS_MSGCTXT = "x-gettext-previous-msgctxt"
PREVIOUS_MSGID = "x-gettext-previous-msgid"
PREVIOUS_MSGID_PLURAL = "x-gettext-previous-msgid-plural"
SOURCE_FILE = "sourcefile"
LINE_NUMBER = "linenumber"
FUZZY = "fuzzy"
# Who comments are from: what is written, by version.
DEVELOPER = {True: ("from", "developer"), False: ("category", "developer")}
TRANSLATOR = {True: ("from", "po-translator"), False: ("category", "translator")}
_TYPES = {
    True: {HEADER: ("restype", "x-gettext-domain-header"), PLURALS: ("restype", "x-gettext-plurals")},
    False: {HEADER: ("type", "gettext:domain-header"), PLURALS: ("type", "gettext:plurals")},
}
_FUZZY_2 = STATE_PREFIX + NEEDS_REVIEW


def name_type(kind: str, version: XliffVersion) -> tuple[str, str]:
    """Give the attribute that says a unit is the header, or a group holds plural forms."""
    return _TYPES[version.is_first][kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePair:
    """The languages of a catalogue; `target` is None for a template."""

    source: str
    target: str | None


def parts_of_catalogue(
    catalogue: Catalogue,
    *,
    version: XliffVersion,
    languages: CataloguePair,
    on_skip: Callable[[SkippedUnit], None],
) -> Iterator[Part]:
    """Give a catalogue as a document, an entry a unit, a plural entry a group with a unit for each form.

    Args:
        catalogue: The catalogue.
        version: What to write.
        languages: What msgid and msgstr are in.
        on_skip: Told about entries with characters that this version cannot hold.
    """
    yield DocumentStart(version=version, source_language=languages.source, target_language=languages.target)
    common = (("original", catalogue.path), PRESERVE)
    attributes = (*common, ("datatype", "po")) if version.is_first else (("id", "f1"), *common)
    yield FileStart(source_language=languages.source, target_language=languages.target, attributes=attributes)
    header = [] if catalogue.header_entry is None else [catalogue.header_entry]
    number = 0
    for entry in (*header, *catalogue.entries):
        obstacle = _find_obstacle(entry, version)
        if obstacle is None:
            number += 1
            yield from _EntryWriter(entry, str(number), version).parts()
        else:
            on_skip(SkippedUnit(key=entry.msgid, reason=obstacle, line=entry.line or None))
    yield FileEnd()


def _find_obstacle(entry: Entry, version: XliffVersion) -> str | None:
    """Say which character cannot be written: 2.x has a way for those in texts."""
    beside = [
        entry.msgctxt, entry.msgid_plural, entry.previous_msgctxt, entry.previous_msgid,
        entry.previous_msgid_plural, *entry.flags, *entry.extracted_comments, *entry.translator_comments,
        *(reference.path for reference in entry.references),
    ]  # fmt: skip
    texts = [entry.msgid, *entry.msgstr] if version.is_first else []
    for text in (*beside, *texts):
        found = ILLEGAL_CHARACTER.search(text or "")
        if found:
            return f"it holds the character U+{ord(found[0]):04X}, which XLIFF {version} cannot hold"
    return None


class _EntryWriter:
    def __init__(self, entry: Entry, identity: str, version: XliffVersion) -> None:
        self._entry, self._id, self._version = entry, identity, version

    def parts(self) -> Iterator[Part]:
        entry = self._entry
        if entry.msgid_plural is None:
            yield self._unit(self._id, entry.msgid, entry.msgstr[0], tuple(self._facts()))
            return
        kind = name_type(PLURALS, self._version)
        # Other programs know forms by ids of this kind; 2.x has no such ids.
        is_first = self._version.is_first
        yield GroupStart(attributes=(("id", self._id if is_first else f"g{self._id}"), kind))
        for index, form in enumerate(entry.msgstr):
            source = entry.msgid_plural if index else entry.msgid
            facts = () if index else tuple(self._facts())
            identity = f"{self._id}[{index}]" if is_first else f"{self._id}.{index}"
            yield self._unit(identity, source, form, facts)
        yield GroupEnd()

    def _unit(self, identity: str, source: str, target: str, facts: tuple[Facts, ...]) -> Unit:
        entry, is_first = self._entry, self._version.is_first
        attributes: Properties = ()
        if entry.is_header:
            source = target
            attributes = (("translate", "no"), name_type(HEADER, self._version))
        elif entry.obsolete:
            attributes = (("translate", "no"),)
        content = Content(text=target) if target or entry.is_fuzzy else None
        state: str | None = None
        qualifier = None
        if content is not None:
            state = "translated"
            if entry.is_fuzzy:
                state, qualifier = (NEEDS_REVIEW, None) if is_first else ("initial", _FUZZY_2)
            if is_first:  # what some programs go by instead of the state
                attributes = (*attributes, ("approved", "no" if entry.is_fuzzy else "yes"))
        segment = Segment(source=Content(text=source), target=content, state=state, qualifier=qualifier)
        return Unit(
            id=identity, segments=(segment,), attributes=attributes, notes=tuple(self._notes()), facts=facts
        )

    def _notes(self) -> Iterator[Note]:
        is_first = self._version.is_first
        for lines, author in (
            (self._entry.extracted_comments, DEVELOPER[is_first]),
            (self._entry.translator_comments, TRANSLATOR[is_first]),
        ):
            if lines:
                yield Note(text="\n".join(lines), attributes=(author,))

    def _facts(self) -> Iterator[Facts]:
        entry = self._entry
        for reference in entry.references:
            line = [] if reference.line is None else [(LINE_NUMBER, str(reference.line))]
            yield Facts(category="location", values=((SOURCE_FILE, reference.path), *line))
        identity = ((MSGCTXT, entry.msgctxt), (MSGID_PLURAL, entry.msgid_plural))
        further = (
            *((FLAG, flag) for flag in entry.flags),
            (OBSOLETE, "yes" if entry.obsolete else None),
            (PREVIOUS_MSGCTXT, entry.previous_msgctxt),
            (PREVIOUS_MSGID, entry.previous_msgid),
            (PREVIOUS_MSGID_PLURAL, entry.previous_msgid_plural),
        )
        for category, values in (("match", identity), ("information", further)):
            given = tuple((name, value) for name, value in values if value is not None)
            if given:
                yield Facts(category=category, values=given)
