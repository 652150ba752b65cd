"""See `ControlCharacters`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.mojibake import find_mojibake

# C0 and C1 without tab and the line ends, and without NUL, which no catalogue can hold; and noncharacters.
_CONTROLS = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_ODD = re.compile(f"[{_CONTROLS}{_NONCHARACTERS}]")


class ControlCharacters(EntryCheck):
    """A translation has no control characters and noncharacters that its source does not have.

    XML, JSON and databases refuse them, and a terminal obeys them. Those from U+0080 on are most often
    punctuation of windows-1252 that was taken for ISO 8859-1.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "Unicode Standard, sections 23.1 (control codes) and 23.7 (noncharacters); XML 1.0, section 2.2"
    trigger = re.compile(f"[{_CONTROLS}\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]")  # and whole planes
    good = (Example(po='msgid "\\aOops"\nmsgstr "\\aAduh"\n', note="A bell that the source rings, too."),)
    bad = (
        Example(po='msgid "Save"\nmsgstr "Sim⟦\x08⟧pan"\n'),
        Example(po='msgid "The item"\nmsgstr "L⟦\x92⟧élément"\n', language="fr"),
        Example(po='msgid "Save"\nmsgstr "Simpan⟦\ufdd0⟧"\n'),
        Example(po='msgid "Save"\nmsgstr "⟦\\x1b⟧[31mSimpan"\n', note="Colours a terminal."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each such character that is not part of misread text."""
        original = set("".join(sources(entry)))
        for target in targets(entry):
            misread = {
                offset
                for each in find_mojibake(target.text)
                for offset in range(each.span.start, each.span.end)
            }
            for found in _ODD.finditer(target.text):
                if found[0] not in original and found.start() not in misread:
                    yield Problem(
                        message=f"U+{ord(found[0]):04X} is {_kind(found[0])}",
                        detail=f"U+{ord(found[0]):04X} {target.form}",
                        hint=_hint(found[0]),
                        field=target.field,
                        span=Span(start=found.start(), end=found.end()),
                    )


def _kind(character: str) -> str:
    return "a control character" if character < "\xa0" else "no character"


def _hint(character: str) -> str:
    meant = character.encode("latin-1").decode("cp1252", "ignore") if "\x80" <= character < "\xa0" else ""
    return f"in windows-1252 it is “{meant}”" if meant else "remove it; the source does not have it"
