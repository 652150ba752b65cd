"""See `EdgeSpaces`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.spaces import SPACES, WRITTEN_WITHOUT_SPACES, leading_spaces, trailing_spaces


class EdgeSpaces(EntryCheck):
    """A translation begins and ends with spaces where its source does.

    Programs put texts together as they are: without its space a prompt sticks to what is typed, and two
    sentences to one another; with one too many a label is out of line. How many spaces and of which kind is
    left alone, and so is a space that languages written without spaces drop.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "Weblate, checks “Starting spaces” and “Trailing space”; pofilter, startwhitespace and endwhitespace"
    )
    trigger = re.compile(rf"[{SPACES}{FRAME}][{SPACES}{FRAME}]")  # also doubled spaces, but at once
    good = (
        Example(po='msgid "Name: "\nmsgstr "Nama: "\n'),
        Example(po='msgid "Name: "\nmsgstr "名称："\n', language="zh-Hans", note="Wide enough by itself."),
        Example(po='msgid "  -v  verbose"\nmsgstr "    -v  terperinci"\n', note="Alignment is free."),
    )
    bad = (
        Example(po='msgid "Name: "\nmsgstr "Nama⟦:⟧"\n'),
        Example(po='msgid "Save"\nmsgstr "Simpan⟦ ⟧"\n'),
        Example(po='msgid " and "\nmsgstr "⟦d⟧an "\n'),
        Example(po='msgid "Save"\nmsgstr "⟦ ⟧保存"\n', language="ja"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare both edges of every form with those of the sources."""
        originals = sources(entry)
        may_drop = subject.language in WRITTEN_WITHOUT_SPACES
        for target in targets(entry):
            words = target.text.strip()
            if not words:
                continue
            for edge, spaces_of in (("begin", leading_spaces), ("end", trailing_spaces)):
                given = spaces_of(target.text)
                wanted = [spaces_of(text) for text in originals]
                if any(bool(given) == bool(spaces) for spaces in wanted) or (may_drop and not given):
                    continue
                yield _problem(target, edge, given, wanted[-1])


def _problem(target: Target, edge: str, given: str, wanted: str) -> Problem:
    size = len(target.text)
    if given:
        span = Span(start=0, end=len(given)) if edge == "begin" else Span(start=size - len(given), end=size)
        message, hint, replacement = (
            f"the translation {edge}s with a space, the source does not",
            "remove it",
            "",
        )
    else:
        span = Span(start=0, end=1) if edge == "begin" else Span(start=size - 1, end=size)
        message, hint = f"the source {edge}s with a space, the translation does not", "add it"
        replacement = wanted + target.text[0] if edge == "begin" else target.text[-1] + wanted
    return Problem(
        message=message,
        detail=f"{edge} {target.form}",
        hint=hint,
        field=target.field,
        span=span,
        replacement=replacement,
    )
