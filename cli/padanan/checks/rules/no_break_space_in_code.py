"""See `NoBreakSpaceInCode`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.markup import find_tags
from padanan.core.model import Certainty, Severity, Span

_SPACE = "\xa0\u202f\u3000"
_CODE = re.compile(r"(?<!`)`(?![`\s])[^`\n]{1,500}`(?!`)|``(?![`\s])[^`\n]{1,500}``")
_ODD = re.compile(f"[{_SPACE}]")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")


class NoBreakSpaceInCode(EntryCheck):
    """Inside tags and code spans a space is an ordinary one.

    A no-break space (U+00A0, U+202F) or an ideographic one (U+3000) looks like a space, and is none for HTML,
    Markdown, reStructuredText or a shell: a link with one behind `<a` is no link, and a command that is
    copied out of the page does not run. They come in by typing on some keyboards and by automatic
    typography. Inside the values of attributes and between words they are the translator's choice.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "HTML Living Standard, section 13.1.2.3 (attributes are separated by ASCII white space)"
    trigger = re.compile(f"[{_SPACE}]")
    good = (
        Example(po='msgid "Name: <b>x</b>"\nmsgstr "Nom\xa0: <b>x</b>"\n', language="fr"),
        Example(
            po='msgid "<a title=\\"Save: all\\">x</a>"\nmsgstr "<a title=\\"Sauver\xa0: tout\\">x</a>"\n',
            language="fr",
        ),
    )
    bad = (
        Example(po='msgid "<a href=\\"x\\">x</a>"\nmsgstr "<a⟦\xa0⟧href=\\"x\\">x</a>"\n', language="fr"),
        Example(po='msgid "Run `ls -l`."\nmsgstr "Lancez `ls⟦\xa0⟧-l`."\n', language="fr"),
        Example(po='msgid "<br />"\nmsgstr "<br⟦\u3000⟧/>"\n', language="ja"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each piece of code with such spaces that no source has in code."""
        if any(True for text in sources(entry) for _ in _odd_pieces(text)):
            return
        for target in targets(entry):
            for span in _odd_pieces(target.text):
                piece = target.text[span.start : span.end]
                yield Problem(
                    message=f"U+{ord(piece[0]):04X} in place of a space in code",
                    detail=f"{target.form}",
                    hint="put an ordinary space",
                    field=target.field,
                    span=span,
                    replacement=" " * len(piece),
                )


def _odd_pieces(text: str) -> Iterator[Span]:
    """Find the first such space of each tag, outside its values, and of each code span."""
    for tag in find_tags(text):
        start = tag.span.start
        blank = _VALUE.sub(lambda found: "x" * len(found[0]), text[start : tag.span.end])
        found = _ODD.search(blank)
        if found:
            yield Span(start=start + found.start(), end=start + found.end())
    for code in _CODE.finditer(text):
        found = _ODD.search(text, *code.span())
        if found:
            yield Span(start=found.start(), end=found.end())
