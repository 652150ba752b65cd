"""See `Mojibake`."""

import re
from collections.abc import Iterator
from itertools import islice

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.mojibake import SUSPECT, find_mojibake

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ENOUGH = 20  # of one form: nobody reads on


class Mojibake(EntryCheck):
    """A translation was read in the encoding it was written in.

    Where some tool takes UTF-8 for windows-1252 or ISO 8859-1, `é` becomes `Ã©`, and `’` becomes `â€™`;
    U+FFFD is what is left of a byte that could not be read at all. What is reported was verified: the
    characters, taken for bytes again, are sound UTF-8. What the source has too is left alone.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "Unicode Standard, section 3.9 (D92) and 23.8 (U+FFFD); Okapi, corrupted characters"
    trigger = re.compile(SUSPECT)
    good = (
        Example(po='msgid "Coffee"\nmsgstr "Café…"\n', language="fr"),
        Example(po='msgid "TO BE CONTINUED…"\nmsgstr "CONTINUARÁ…"\n', language="es"),
        Example(po='msgid "CAKE"\nmsgstr "« PÂTÉ »"\n', language="fr"),
    )
    bad = (
        Example(po='msgid "Coffee"\nmsgstr "Caf⟦Ã©⟧"\n', language="fr"),
        Example(po='msgid "The item"\nmsgstr "L⟦â€™⟧élément"\n', language="fr"),
        Example(po='msgid "Yes"\nmsgstr "⟦Ð”Ð°⟧"\n', language="ru"),
        Example(po='msgid "Coffee"\nmsgstr "Caf⟦\ufffd⟧"\n', language="fr"),
        Example(po='msgid "The item"\nmsgstr "L⟦â\x80\x99⟧élément"\n', language="fr", note="ISO 8859-1."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the runs of such characters, and the first U+FFFD."""
        original = "\n".join(sources(entry))
        for target in targets(entry):
            for misread in islice(find_mojibake(target.text), _ENOUGH):
                written = target.text[misread.span.start : misread.span.end]
                if written not in original:
                    yield Problem(
                        message=f"{written!r} was read in the wrong encoding",
                        detail=f"{target.form} {written}",
                        hint=f"it was “{misread.meant}”; look where the file was converted",
                        field=target.field,
                        span=misread.span,
                    )
            offset = target.text.find(_REPLACEMENT)
            if offset >= 0 and _REPLACEMENT not in original:
                yield Problem(
                    message="U+FFFD stands for what could not be read",
                    detail=f"{target.form} U+FFFD",
                    hint="write the letter that was there",
                    field=target.field,
                    span=Span(start=offset, end=offset + 1),
                )
