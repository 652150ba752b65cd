"""See `BlankTranslation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.text import is_symbolic

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 4
_CAPITALISED = re.compile(r"[A-Z][a-z]{2}")
_NONE = frozenset("-–—/∅ ")


class BlankTranslation(EntryCheck):
    """A translation is not just a space or a punctuation mark where its source has words.

    The reader sees an empty button. Some people put a space or a dot there to have a catalogue complete, or
    to make a text disappear; the program shows the source if the translation is left empty. Left alone are
    sources of less than four letters, for “to” and “in” have no counterpart everywhere (but not a space for
    “Add”, whose capital says that it stands by itself), a dash for a single word such as “None”, and names in
    place of source text (`day_of_month_2`), which may stand for something that a language has no word for.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "pofilter, blank and purepunc"
    trigger = re.compile(r"\0[\s!-#\'-/:;?@\[\]^`|~–—…、。，]{1,9}+\0")
    good = (
        Example(po='msgid ", "\nmsgstr "、"\n', language="ja"),
        Example(po='msgid "%s: "\nmsgstr "%s:"\n'),
        Example(po='msgid "None"\nmsgstr "-"\n'),
        Example(po='msgid ", in "\nmsgstr ", "\n', language="hu"),
        Example(po='msgid "the"\nmsgstr " "\n'),
        Example(po='msgid "day_of_month_2"\nmsgstr " "\n', language="ja"),
    )
    bad = (
        Example(po='msgid "Save as"\nmsgstr ⟦" "⟧\n'),
        Example(po='msgid "Add"\nmsgstr ⟦"\\t"⟧\n'),
        Example(po='msgid "Find"\nmsgstr ⟦"\'"⟧\n', language="af"),
        Example(po='msgid "No weight bands yet."\nmsgstr ⟦"."⟧\n', language="vi"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report forms without any letter, digit or placeholder."""
        if is_symbolic(entry.msgid):
            return
        words = _WORD.findall(entry.msgid)
        letters = sum(map(len, words))
        for target in targets(entry):
            if letters < _FEWEST_LETTERS and not (_CAPITALISED.match(entry.msgid) and target.text.isspace()):
                continue
            is_none = len(words) == 1 and not _NONE.isdisjoint(target.text) and not target.text.isspace()
            if not is_none and self.trigger.fullmatch(f"\0{target.text}\0"):
                yield Problem(
                    message="a translation without a word",
                    detail=str(target.form),
                    hint="translate it, or leave it empty",
                    field=target.field,
                )
