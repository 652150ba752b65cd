"""See `NoBreakSpaceInCode`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_SPACE = "\xa0\u202f\u3000"
# Where machines read: inside a tag, inside a code span, behind the marker of a list or the indent of a block.
_CODE = re.compile(
    rf"""</?[A-Za-z][^<>]{{0,2000}}>
    | (?<!`)``?(?![`\s])[^`\n]{{1,500}}`
    | ^[{_SPACE} ]*[{_SPACE}][ ]*(?=[-*+.:][ ]|\.\.|``|\$)""",
    re.VERBOSE | re.MULTILINE,
)
_ODD = re.compile(f"[{_SPACE}]")


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
        """Report each such space that no source has in code."""
        if any(True for text in sources(entry) for _ in _odd_spaces(text)):
            return
        for target in targets(entry):
            for offset in _odd_spaces(target.text):
                yield Problem(
                    message=f"U+{ord(target.text[offset]):04X} in place of a space in code",
                    detail=f"{target.form}",
                    hint="put an ordinary space",
                    field=target.field,
                    span=Span(start=offset, end=offset + 1),
                    replacement=" ",
                )


def _odd_spaces(text: str) -> Iterator[int]:
    for found in _CODE.finditer(text):
        code = _blank_values(found[0]) if found[0].startswith("<") else found[0]
        for odd in _ODD.finditer(code):
            yield found.start() + odd.start()


def _blank_values(tag: str) -> str:
    """Blank what is quoted in a tag, keeping its length."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", lambda found: "x" * len(found[0]), tag)
