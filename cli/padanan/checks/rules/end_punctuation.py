"""See `EndPunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.checks.endings import REST, compare_endings, name_mark
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.punctuation import QUESTION_BY_PARTICLE, Mark

_WATCHED = frozenset({Mark.COLON, Mark.SEMICOLON, Mark.QUESTION, Mark.INTERROBANG, Mark.ELLIPSIS})
_ASKS_IN_JAPANESE = re.compile(r"か[\s」』）)]*\Z")


class EndPunctuation(EntryCheck):
    """A translation ends with a colon, a question mark, a semicolon or an ellipsis where its source does.

    The colon announces the field or the list that the program shows next, the question mark asks for an
    answer, the ellipsis says that something is going on or that a dialogue follows. What counts is the last
    mark before white space, closing quotes, brackets and tags, in the marks of each language: `：`, `؟`, the
    Greek `;` and the Armenian `՞` inside the word count as much as `:` and `?`, three points as much as one
    ellipsis. Left alone are translations that end with another mark, that have as many of the mark
    elsewhere, or that ask with a particle as Thai, Khmer, Burmese and Japanese do.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Unicode Standard, section 6.2; CLDR, exemplar characters for punctuation"
    trigger = re.compile(rf"[:;?….：；？؟](?:(?<=[^.])|(?<=\.[. ]\.)|(?<=\.\.)){REST}")
    good = (
        Example(po='msgid "Name:"\nmsgstr "Nama: "\n', note="White space is another check's."),
        Example(po='msgid "Save?"\nmsgstr "Αποθήκευση;"\n', language="el", note="The Greek question mark."),
        Example(po='msgid "Saving…"\nmsgstr "Menyimpan..."\n'),
        Example(po='msgid "Is it right?"\nmsgstr "Ճի՞շտ է"\n', language="hy"),
        Example(po='msgid "Delete it?"\nmsgstr "ลบหรือไม่"\n', language="th", note="หรือไม่ asks."),
        Example(po='msgid "From %s to:"\nmsgstr "Sampai: (dari %s)"\n', note="The colon was moved."),
        Example(po='msgid "Choose one of these:"\nmsgstr "一つ選んでください。"\n', language="ja"),
    )
    bad = (
        Example(po='msgid "Name:"\nmsgstr "Nam⟦a⟧"\n'),
        Example(po='msgid "Delete this file?"\nmsgstr "Diese Datei lösche⟦n⟧"\n', language="de"),
        Example(po='msgid "Saving..."\nmsgstr "Menyimpa⟦n⟧"\n'),
        Example(po='msgid "<b>Warning:</b>"\nmsgstr "<b>Peringata⟦n⟧</b>"\n'),
        Example(
            po='msgid "%(n)s file:"\nmsgid_plural "%(n)s files:"\n'
            'msgstr[0] "%(n)s Datei:"\nmsgstr[1] "%(n)s Dateie⟦n⟧"\n',
            language="de",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the end of every form with the ends of its sources."""
        for target in targets(entry):
            comparison = compare_endings(sources(entry), target, subject.language)
            lost = comparison.lost if comparison else None
            if not comparison or not lost or lost.mark not in _WATCHED:
                continue
            if lost.mark is not Mark.QUESTION or subject.language not in QUESTION_BY_PARTICLE:
                yield Problem(
                    message=f"the source ends with {name_mark(lost)}, the translation with a word",
                    detail=f"{lost.mark} {target.form}",
                    hint=f"end it with {name_mark(lost)} as well",
                    field=target.field,
                    span=comparison.span,
                )
