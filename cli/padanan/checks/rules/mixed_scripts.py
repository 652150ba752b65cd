"""See `MixedScripts`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.homoglyphs import find_homoglyphs
from padanan.core.model import Certainty, Severity

_GREEK_LANGUAGES = frozenset({"el", "grc", "pnt", "tsd"})
# What is no word although it is made of letters: directives, escapes, entities.
_CODE = re.compile(
    r"%(?:\([^()]{0,100}\))?(?:[0-9]{1,3}\$)?[-#0+ ]{0,5}(?:\*|[0-9]{1,9})?"
    r"(?:\.(?:\*|[0-9]{0,9}))?(?:hh?|ll?|[Ljqtz])?[a-zA-Z]"
    r"|\\[a-z]|&[a-zA-Z0-9]{1,40};?"
)
_WORD = re.compile(r"[^\W\d_]+")


class MixedScripts(EntryCheck):
    """A word is written in one script: no Latin `c` or `A` among Cyrillic or Greek letters, nor the reverse.

    The letters look alike and sit on the same keys, so nobody sees the slip; yet the word is not found by a
    search, its spelling is not known, and it sorts elsewhere. In a name or an address it may be meant to
    deceive. Left alone are abbreviations with an ending (`SMSом`), letters that look like none of the other
    script, symbols (`µs`, `Δt`), and words that the source has too.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Unicode Technical Standard 39, section 5 (mixed-script confusables)"
    trigger = re.compile(r"[Ͱ-ԯ](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
    good = (
        Example(po='msgid "By SMS"\nmsgstr "SMSом, файл-PDF, 5 µs"\n', language="ru"),
        Example(po='msgid "Time"\nmsgstr "Δt"\n', language="fr"),
        Example(
            po='msgid "%d files"\nmsgstr "%cфайлы\\\\nещё"\n', language="ru", note="Directives, escapes."
        ),
    )
    bad = (
        Example(po='msgid "Save"\nmsgstr "⟦C⟧охранить"\n', language="ru", note="A Latin C."),
        Example(po='msgid "File"\nmsgstr "⟦A⟧ρχείο"\n', language="el", note="A Latin A."),
        Example(po='msgid "Save"\nmsgstr "Simp⟦а⟧n"\n', note="A Cyrillic а."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the strange letters of each word."""
        original = {word for text in sources(entry) for word in _WORD.findall(text)}
        script = "greek" if subject.language in _GREEK_LANGUAGES else "cyrillic"
        for target in targets(entry):
            text = _CODE.sub(lambda found: " " * len(found[0]), target.text)
            for found in find_homoglyphs(text, script, subject.language):
                if found.word in original:
                    continue
                letters = target.text[found.span.start : found.span.end]
                yield Problem(
                    message=f"“{letters}” in “{found.word}” is {_script_of(letters)}",
                    detail=f"{target.form} {found.word}",
                    hint=f"type the {found.script.title()} letters that look the same",
                    field=target.field,
                    span=found.span,
                )


def _script_of(letters: str) -> str:
    if letters.isascii():
        return "Latin"
    return "Greek" if letters[0] < "\u0400" else "Cyrillic"
