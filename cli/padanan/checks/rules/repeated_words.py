"""See `RepeatedWords`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.repetition import find_repetitions

# One-to-one, step by step, Pitta-Pitta: many languages put nothing between the two.
_PAIRS = re.compile(r"\b(\w+)[- \n]+(?:(?:to|by|after|and|for)[- ])?\1\b", re.IGNORECASE)


class RepeatedWords(EntryCheck):
    """No word stands twice in a row.

    "The the" comes from changing a sentence half, and readers see it at once. Only plain white space may
    stand between the two: `Gruppe: Gruppe` and `kupu-kupu` are no repetitions. Left alone are words that
    a language does write twice (French “nous nous”, German “die die”, Afrikaans “nie nie”), single
    letters that are no words, and as many repetitions as the source has, “one-to-one” and “step by step”
    among them. In languages that repeat words to say "many", "each" or "very" (Indonesian, Turkish,
    Hindi, Vietnamese, Persian and others) only words that never are, such as “yang” and “dan”, are looked
    at.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Weblate, “Consecutive duplicated words”; pofilter, doublewords; Okapi CheckMate, repeated words"
    # The first letters may be any: a search that ignores case would be slow.
    trigger = re.compile(r"[ \n\0\"'“„«(>`‘]\w([^ \n\0]{0,40}+)[ \n]{1,2}\w\1(?!\w)")
    good = (
        Example(po='msgid "We are wondering"\nmsgstr "Nous nous demandons"\n', language="fr"),
        Example(
            po='msgid "Each page"\nmsgstr "Masing masing halaman"\n', note="Reduplication, badly spelled."
        ),
        Example(
            po='msgid "Bye bye, moon"\nmsgstr "Tschüs tschüs, Mond"\n', language="de", note="So has msgid."
        ),
        Example(po='msgid "A x-x"\nmsgstr "Kupu-kupu"\n'),
        Example(po='msgid "One-to-one"\nmsgstr "Jedyn jedyn"\n', language="hsb"),
        Example(po='msgid "Group"\nmsgstr "Gruppe: Gruppe"\n', language="de"),
        Example(po='msgid "Cancel the"\nmsgstr "Cancel·la la"\n', language="ca"),
        Example(po='msgid "One by one"\nmsgstr "Tek tek"\n', language="tr"),
    )
    bad = (
        Example(po='msgid "Open the file"\nmsgstr "Open ⟦the the⟧ file"\n', language="en-GB"),
        Example(po='msgid "The page that"\nmsgstr "Halaman ⟦yang yang⟧"\n'),
        Example(po='msgid "In the file"\nmsgstr "⟦Dans dans⟧ le fichier"\n', language="fr"),
        Example(po='msgid "I have two lemons"\nmsgstr "Mám ⟦dva dva⟧ citrony"\n', language="cs"),
        Example(po='msgid "In the file"\nmsgstr "Искать ⟦в в⟧ файле"\n', language="ru"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report repetitions beyond the number that the source has."""
        allowed = max(len(_PAIRS.findall(text)) for text in sources(entry))
        for target in targets(entry):
            found = find_repetitions(target.text, subject.language or "und")
            yield from (_problem(target, span) for span in found[allowed:])


def _problem(target: Target, span: Span) -> Problem:
    word = target.text[span.start : span.end].split()[0]
    return Problem(
        message=f"{word!r} stands twice",
        detail=f"{target.form} {word}",
        hint="keep one",
        field=target.field,
        span=span,
    )
