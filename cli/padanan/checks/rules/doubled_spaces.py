"""See `DoubledSpaces`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.spaces import NO_BREAK_SPACES

_SPACE = f"[ {NO_BREAK_SPACES}]"
_RUN = re.compile(rf"{_SPACE}{{2,}}")
# A source with this is laid out with spaces: a table, an indented list, or two spaces between sentences.
_LAID_OUT = re.compile(rf"{_SPACE}{{2}}|\t")


class DoubledSpaces(EntryCheck):
    """A translation has no two spaces in a row where its source has none.

    Mostly a word was deleted between them. In a terminal and in mail they show; on a page a no-break space
    beside an ordinary one does. Spaces at the beginning and the end of a line and between two tags
    (`<ul>  <li>`) are left alone, and so is a text whose source has two spaces or a tab somewhere, between
    sentences, in a table or an indent.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "Weblate, check “Double space”; pofilter, doublespacing"
    trigger = re.compile(rf"{_SPACE}{{2}}")
    good = (
        Example(po='msgid "<ul><li>a</li></ul>"\nmsgstr "<ul>  <li>b</li></ul>"\n'),
        Example(po='msgid "Save.  Close."\nmsgstr "Simpan.  Tutup."\n', note="The source has it too."),
        Example(po='msgid "One\\nTwo"\nmsgstr "Satu\\n  Dua"\n', note="An indented line."),
    )
    bad = (
        Example(po='msgid "Save the file"\nmsgstr "Simpan⟦  ⟧berkas"\n'),
        Example(po='msgid "Save as"\nmsgstr "Enregistrer⟦ \xa0⟧sous"\n', language="fr"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each run of spaces inside a line."""
        if any(_LAID_OUT.search(text) for text in sources(entry)):
            return
        for target in targets(entry):
            for start, end in _runs(target.text):
                spaces = target.text[start:end]
                yield Problem(
                    message=f"{end - start} spaces in a row, the source has single ones",
                    detail=f"{target.form}",
                    hint="one is enough",
                    field=target.field,
                    span=Span(start=start, end=end),
                    replacement=next((space for space in spaces if space != " "), " "),
                )


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Find runs of spaces with something before and behind them in the same line."""
    for found in _RUN.finditer(text):
        start, end = found.span()
        if start == 0 or end == len(text) or text[start - 1].isspace() or text[end].isspace():
            continue
        if (text[start - 1], text[end]) != (">", "<"):
            yield start, end
