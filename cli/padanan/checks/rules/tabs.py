"""See `Tabs`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span


class Tabs(EntryCheck):
    """A translation has tabs if and only if its source has them.

    In usage texts and tables a tab begins the next column; where the source has none it came in by copying,
    from a table or an editor. How many tabs a column needs depends on the words, and is left alone,
    as are texts of several lines, which are laid out anew, and tabs between tags. `edge-spaces` looks at the
    edges.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "pofilter, tabs"
    trigger = re.compile("\t")
    good = (
        Example(po='msgid "<ul><li>a</li></ul>"\nmsgstr "<ul>\t<li>b</li></ul>"\n'),
        Example(
            po='msgid "-q\\tquiet"\nmsgstr "-q\\t\\ttanpa suara"\n', note="Columns are as wide as needed."
        ),
        Example(po='msgid "\\tquiet"\nmsgstr "        tanpa suara"\n', note="Spaces serve as well."),
    )
    bad = (
        Example(po='msgid "Save the file"\nmsgstr "Simpan⟦\\t⟧berkas"\n'),
        Example(po='msgid "Name\\tSize"\nmsgstr ⟦"Nama Ukuran"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Look for tabs on either side."""
        originals = sources(entry)
        if any("\n" in text or "  " in text for text in originals):
            return
        wanted = ["\t" in text.strip() for text in originals]
        for target in targets(entry):
            begin = len(target.text) - len(target.text.lstrip())
            offset = target.text.find("\t", begin, len(target.text.rstrip()))
            if "\n" in target.text.strip() or _is_between_tags(target.text, offset):
                continue
            if offset >= 0 and not any("\t" in text for text in originals):
                yield Problem(
                    message="a tab that the source does not have",
                    detail=f"extra {target.form}",
                    hint="put a space",
                    field=target.field,
                    span=Span(start=offset, end=offset + 1),
                )
            elif offset < 0 and all(wanted) and "  " not in target.text:
                yield Problem(
                    message="the tabs of the source are missing",
                    detail=f"missing {target.form}",
                    hint="they separate columns",
                    field=target.field,
                )


def _is_between_tags(text: str, offset: int) -> bool:
    return offset >= 0 and text[:offset].rstrip().endswith(">") and text[offset:].lstrip().startswith("<")
