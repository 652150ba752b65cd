"""See `EscapeSequences`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# What programs unescape when they run, but for what is part of a path (`C:\temp`).
_SEQUENCE = re.compile(r"\\(?:[\\nrt]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})")
_PATH = re.compile(r"(?:\b[A-Za-z]:|%\w{1,40}%|\\\\\w{1,60}|(?<![\w.])\.{1,2})(?:\\[\w.-]{1,100}){1,20}")
_QUOTE = re.compile(r"""(?<!['"`‘“«„])\\["']""")  # a backslash in quotes is what the text is about
_TORN = re.compile(r"\\ ([nrt])|(?<![\w/])/(n)(?![\w/])")


class EscapeSequences(EntryCheck):
    r"""A backslash with what follows it stays as it is: a literal `\n` or `\t`, `\\`, `\u00e9`.

    Some programs unescape texts once more when they run. Where the source has a real newline or a plain
    quotation mark and the translation a backslash before it, the file was escaped twice, and readers see
    the backslash. Left alone are paths of Windows and backslashes before other characters, which mean
    different things in different formats.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Weblate, check “Mismatched \\\\n”; pofilter, escapes"
    trigger = re.compile(r"\\")
    good = (
        Example(po='msgid "One\\\\nTwo"\nmsgstr "Satu\\\\nDua"\n'),
        Example(po='msgid "In C:\\\\\\\\new"\nmsgstr "Di C:\\\\\\\\new"\n', note="A path."),
        Example(po='msgid "Press \\\\"\nmsgstr "Tekan \\\\"\n'),
    )
    bad = (
        Example(po='msgid "One\\\\nTwo"\nmsgstr ⟦"Satu Dua"⟧\n'),
        Example(po='msgid "One\\\\nTwo"\nmsgstr "Satu⟦\\\\ n⟧Dua"\n'),
        Example(po='msgid "One\\nTwo"\nmsgstr "Satu⟦\\\\n⟧Dua"\n', note="Escaped twice."),
        Example(po='msgid "The \\"file\\""\nmsgstr "⟦\\\\\\"⟧Berkas\\""\n', note="Escaped twice."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the sequences of every form with the source whose are most like them."""
        originals = [_sequences(text) for text in sources(entry)]
        quoted = any("\\'" in text or '\\"' in text for text in sources(entry))
        for target in targets(entry):
            given = _sequences(target.text)
            wanted = min(originals, key=lambda each: _distance(each, given))
            extra, missing = given - wanted, wanted - given
            found = None if quoted else _QUOTE.search(target.text)
            if missing:
                yield _missing(target, missing)
            elif extra:
                sequence = next(iter(extra))
                yield _extra(target, sequence, target.text.find(sequence))
            elif found:
                yield _extra(target, found[0], found.start())


def _sequences(text: str) -> Counter[str]:
    return Counter(found[0] for found in _SEQUENCE.finditer(_PATH.sub("", text)))


def _distance(one: Counter[str], other: Counter[str]) -> int:
    return (one - other).total() + (other - one).total()


def _missing(target: Target, missing: Counter[str]) -> Problem:
    names = " ".join(missing.elements())
    torn = next(
        (found for found in _TORN.finditer(target.text) if f"\\{found[1] or found[2]}" in missing), None
    )
    return Problem(
        message=f"{names} of the source is missing" if not torn else f"{torn[0]} instead of {names}",
        detail=f"missing {names} {target.form}",
        hint="programs unescape it: keep it as it is",
        field=target.field,
        span=Span(start=torn.start(), end=torn.end()) if torn else None,
    )


def _extra(target: Target, sequence: str, offset: int) -> Problem:
    return Problem(
        message=f"{sequence} is not in the source, and readers see the backslash",
        detail=f"extra {sequence} {target.form}",
        hint="escaped twice? in the file, one backslash is enough",
        field=target.field,
        span=Span(start=offset, end=offset + len(sequence)),
    )
