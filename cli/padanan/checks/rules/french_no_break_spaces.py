"""See `FrenchNoBreakSpaces`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

_ORDINARY = re.compile(r"(?<=\S) (?=[:»](?:\s|\Z))|(?<=\S) (?=[;?!]+(?:[\s»]|\Z))|(?<=«) (?=\S)")


class FrenchNoBreakSpaces(EntryCheck):
    """The spaces before `;` `:` `?` `!` and inside « » do not break in French.

    At an ordinary space a line may end, and the next one begin with a question mark. Most catalogues have
    ordinary spaces all the same, for they are easy to type: so this belongs to the strict preset.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "Imprimerie nationale, Lexique des règles typographiques; Unicode Standard, section 6.2 (U+202F)"
    languages = frozenset({"fr"})
    trigger = re.compile(" [;:?!»]|« ")
    good = (
        Example(po='msgid "Sure?"\nmsgstr "Sûr\u202f?"\n', language="fr"),
        Example(po='msgid "Name:"\nmsgstr "Nom\u00a0:"\n', language="fr"),
        Example(po='msgid "Name:"\nmsgstr "Nom:"\n', language="fr", note="french-spacing says so."),
    )
    bad = (
        Example(po='msgid "Sure?"\nmsgstr "Sûr⟦ ⟧?"\n', language="fr"),
        Example(po='msgid "“%s”"\nmsgstr "«⟦ ⟧%s\u00a0»"\n', language="fr"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each ordinary space beside such a mark."""
        for target in targets(entry):
            for found in first_matches(_ORDINARY, target.text):
                beside = target.text[found.end() : found.end() + 1]
                yield Problem(
                    message="an ordinary space stands where no line may break",
                    detail=f"{beside} {target.form}",
                    hint="write a no-break space",
                    field=target.field,
                    span=Span(start=found.start(), end=found.end()),
                    replacement="\u202f" if beside in set(";?!") else "\u00a0",
                )
