"""See `AccessKeys`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padanan.checks.base import Example, FileCheck, Problem, State, Subject, Target, entry_state, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# From this many messages on, a catalogue that leaves most marks out does so on purpose.
_CUSTOM_FROM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marker:
    """A character that marks access keys: what shows for certain that it does, and where it may do so."""

    character: str
    evident: re.Pattern[str]
    source: re.Pattern[str]
    target: re.Pattern[str]
    useless: re.Pattern[str]


def _marker(character: str, evident: str, source: str) -> _Marker:
    mark = re.escape(character)
    return _Marker(
        character=character,
        evident=re.compile(evident),
        source=re.compile(source),
        target=re.compile(rf"(?<!{mark}){mark}(?=[^\W_])(?!#?\w{{1,9}};)"),
        useless=re.compile(rf"(?<![{mark}\s]){mark}(?=[\s.:…]|$)"),
    )


# "&File" and "E&xit" are labels; "AT&T", "?a=1&b=2" and "&amp;" are none. The capital tells "_File" and
# "Con_nect" from names in programs.
_MARKERS = (
    _marker(
        "&",
        r"(?<![^\s(])&[A-Za-z](?!\w*[;=])|(?<=[A-Za-z])&[a-z](?!\w*[;=])",
        r"(?<![^\s(])&[A-Za-z0-9](?!\w*[;=])|(?<=[A-Za-z])&[a-z](?!\w*[;=])",
    ),
    _marker(
        "_",
        r"^_[A-Z][a-z]|(?<=[a-z] )_[A-Z][a-z]",
        r"(?<![^\s(])_[A-Za-z0-9]|(?<=\b[A-Z])_[a-z]|(?<=\b[A-Z][a-z])_[a-z]|(?<=\b[A-Z][a-z]{2})_[a-z]",
    ),
    _marker("~", r"^~[A-Z][a-z]|(?<=\b[A-Z])~[a-z]", r"(?<![^\s(])~[A-Za-z0-9]|(?<=[A-Za-z])~[a-z]"),
)

_FLAG = "accelerators"  # Weblate's


class AccessKeys(FileCheck):
    """A label marks one access key where its source marks one: &File, _File, ~File.

    People who work without a mouse reach menus and buttons by these keys; two marks, or one before a space,
    show as plain characters. Only catalogues that evidently mark keys are looked at, by the same character,
    and labels with the flag `accelerators`.
    Where a label is in another script the Latin key behind it in brackets is right (“文件(&F)”), and a
    catalogue that leaves out most marks is taken to do so on purpose. Which letter is marked is the
    translator's business.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Qt, Internationalization with Qt; GTK, Gtk.Label mnemonics; pofilter, accelerators"
    templates = False
    good = (
        Example(po='msgid "&File"\nmsgstr "&Berkas"\n'),
        Example(po='msgid "&File"\nmsgstr "文件(&F)"\n', language="zh-CN"),
        Example(po='msgid "AT&T &amp; R&D"\nmsgstr "AT&T"\n'),
        Example(po='msgid "Open user_name"\nmsgstr "Buka pengguna"\n', note="No labels here."),
        Example(po='msgid "Mail && News"\nmsgstr "Surat dan Berita"\n'),
    )
    bad = (
        Example(po='msgid "&File"\nmsgstr ⟦"Berkas"⟧\n'),
        Example(po='msgid "_Save"\nmsgstr "_Simpan ⟦_s⟧emua"\n'),
        Example(po='#, accelerators\nmsgid "File"\nmsgstr "⟦&B⟧erkas"\n'),
        Example(po='msgid "Open &File"\nmsgstr "Vula⟦&⟧ Ifayile"\n', language="zu"),
        Example(
            po='msgid "~Save"\nmsgstr "~Simpan"\n\nmsgid "File"\nmsgstr "⟦~B⟧erkas"\n',
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Compare the labels of each marker that the catalogue uses."""
        for marker in _MARKERS:
            entries = [
                entry
                for entry in subject.catalogue.entries
                if (marker.character in entry.msgid or any(marker.character in text for text in entry.msgstr))
                and entry_state(entry) is State.TRANSLATED
            ]
            if any(_FLAG in entry.flags or marker.evident.search(entry.msgid) for entry in entries):
                yield from _compare(entries, marker)


def _compare(entries: Sequence[Entry], marker: _Marker) -> Iterator[Problem]:
    labels = [entry for entry in entries if len(marker.source.findall(entry.msgid)) == 1]
    without = sum(marker.target.search(entry.msgstr[0]) is None for entry in labels)
    is_custom = len(labels) >= _CUSTOM_FROM and without * 2 > len(labels)
    for entry in labels:
        for target in targets(entry):
            yield from _problems(entry, target, marker, may_lack=is_custom)
    for entry in entries:
        if marker.character not in entry.msgid:
            for target in targets(entry):
                found = marker.target.search(target.text)
                if found and marker.evident.search(target.text):
                    message = f"{marker.character} marks a key, and the source marks none"
                    yield _problem(entry, target, message, Span(start=found.start(), end=found.start() + 2))


def _problems(entry: Entry, target: Target, marker: _Marker, *, may_lack: bool) -> Iterator[Problem]:
    marks = list(marker.target.finditer(target.text))
    if len(marks) > 1:
        second = marks[1].start()
        message = f"a second {marker.character} marks a key"
        yield _problem(entry, target, message, Span(start=second, end=second + 2))
    elif not marks:
        useless = marker.useless.search(target.text)
        if useless:
            span = Span(start=useless.start(), end=useless.end())
            yield _problem(entry, target, f"this {marker.character} marks no key", span)
        elif not may_lack:
            yield _problem(entry, target, f"no access key is marked with {marker.character}", None)


def _problem(entry: Entry, target: Target, message: str, span: Span | None) -> Problem:
    return Problem(
        message=message, detail=f"{target.form} {message}", entry=entry, field=target.field, span=span
    )
