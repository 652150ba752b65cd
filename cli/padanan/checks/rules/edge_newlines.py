"""See `EdgeNewlines`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Preset, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span


class EdgeNewlines(EntryCheck):
    """A translation begins and ends with a newline where its source does.

    Programs join texts as they are: a newline too few glues two lines together, one too many tears a gap. The
    same holds for msgid_plural, which programs show as they show msgid. How many newlines there are at an
    edge is left alone.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "msgfmt --check-format (“do not both begin/end with '\\\\n'”)"
    trigger = re.compile(rf"\n{FRAME}|{FRAME}\n")
    good = (
        Example(po='msgid "Done.\\n"\nmsgstr "Selesai.\\n"\n'),
        Example(po='msgid "Line one\\nline two"\nmsgstr "Baris satu baris dua"\n', note="Only edges count."),
    )
    bad = (
        Example(po='msgid "Done.\\n"\nmsgstr "Selesai⟦.⟧"\n'),
        Example(po='msgid "Done."\nmsgstr "Selesai.⟦\\n⟧"\n'),
        Example(po='msgid "\\nUsage"\nmsgstr "⟦P⟧enggunaan"\n'),
        Example(po='msgid "Usage"\nmsgstr ""\n"⟦\\n⟧"\n"Penggunaan"\n'),
        Example(
            po='msgid "%d day\\n"\nmsgid_plural "%d day⟦s⟧"\nmsgstr[0] "%d hari\\n"\n',
            note="The plural of the source itself; the program is to be changed.",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare both edges of msgid_plural and of every form with msgid."""
        texts = [("msgid_plural", entry.msgid_plural)] if entry.msgid_plural else []
        texts += [(target.field, target.text) for target in targets(entry)]
        for field, text in texts:
            if text.startswith("\n") != entry.msgid.startswith("\n"):
                yield _problem(field, text, "begin")
            if text.endswith("\n") != entry.msgid.endswith("\n"):
                yield _problem(field, text, "end")


def _problem(field: str, text: str, edge: str) -> Problem:
    subject = "the plural of the source" if field == "msgid_plural" else "the translation"
    words, size = text.strip("\n"), len(text)
    if text[0 if edge == "begin" else -1] == "\n":
        message, hint, replacement = f"{subject} {edge}s with a newline, the source does not", "remove it", ""
        newlines = size - len(text.lstrip("\n") if edge == "begin" else text.rstrip("\n"))
        span = Span(start=0, end=newlines) if edge == "begin" else Span(start=size - newlines, end=size)
    else:
        message, hint = f"the source {edge}s with a newline, {subject} does not", "add it"
        span = Span(start=0, end=1) if edge == "begin" else Span(start=size - 1, end=size)
        replacement = f"\n{text[0]}" if edge == "begin" else f"{text[-1]}\n"
    return Problem(
        message=message,
        detail=f"{edge} {field}",
        hint=hint,
        field=field,
        span=span,
        # The source belongs to the program, and nothing but newlines is no translation.
        replacement=replacement if words and field != "msgid_plural" else None,
    )
