"""See `DirectionControls`."""

import re
import unicodedata
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_POP, _POP_ISOLATE = "\u202c", "\u2069"
_CLOSERS = dict.fromkeys("\u202a\u202b\u202d\u202e", _POP) | dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE)
_OVERRIDES = "\u202d\u202e"


class DirectionControls(EntryCheck):
    """Direction embeddings and isolates are closed, and nothing overrides the direction of letters.

    One that is never closed turns the rest of the line around, and of whatever the program puts behind it; an
    override shows letters in another order than they are read in, which serves to disguise file names and
    code (“Trojan Source”). Left alone are direction marks, what stands in the source too, and an embedding or
    isolate at the very beginning, which is for the text as a whole and ends with its paragraph.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "UAX #9, sections 2 and 3.3.2 (rules X1 to X8); CVE-2021-42574"
    trigger = re.compile("[\u202a-\u202e\u2066-\u2069]")
    good = (
        Example(po='msgid "From %s"\nmsgstr "מאת \u2068%s\u2069"\n', language="he", note="A closed isolate."),
        Example(po='msgid "From %s"\nmsgstr "\u202bמאת %s"\n', language="he", note="For the whole text."),
    )
    bad = (
        Example(po='msgid "From %s"\nmsgstr "מאת ⟦\u2068⟧%s"\n', language="he"),
        Example(po='msgid "From %s"\nmsgstr "מאת %s⟦\u202c⟧"\n', language="he"),
        Example(po='msgid "From %s"\nmsgstr "מאת ⟦\u202e⟧%s\u202c"\n', language="he", note="An override."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each control without a partner, and each override."""
        original = set("".join(sources(entry)))
        for target in targets(entry):
            for offset in sorted(_faults(target.text)):
                character = target.text[offset]
                if character not in original:
                    code, name = f"U+{ord(character):04X}", unicodedata.name(character).lower()
                    override = character in _OVERRIDES
                    yield Problem(
                        message=f"{code} ({name}) {'turns letters around' if override else 'has no partner'}",
                        detail=f"{code} {target.form}",
                        hint="remove it, or put an isolate" if override else "close it in the same line",
                        field=target.field,
                        span=Span(start=offset, end=offset + 1),
                    )


def _faults(text: str) -> set[int]:
    """Give the offsets of overrides, and of controls without a partner; each line is a paragraph."""
    stack: list[tuple[str, int]] = []
    faults, begin = set(), 0
    for found in re.finditer("[\u202a-\u202e\u2066-\u2069\n]", text):
        offset, character = found.start(), found[0]
        if character in _CLOSERS:
            stack.append((_CLOSERS[character], offset))
            if character in _OVERRIDES:
                faults.add(offset)
        elif character == "\n":
            faults |= {at for _, at in stack if at != begin}
            stack, begin = [], offset + 1
        elif stack and stack[-1][0] == character:
            stack.pop()
        else:
            faults.add(offset)
    return faults | {at for _, at in stack if at != begin}
