"""See `Quotes`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_DOUBLE = '"„“”‟«»＂〝〞〟'
_MARK = re.compile(f"[{_DOUBLE}]|''|``")
# Inches and seconds (5"), Hebrew abbreviations (ת"א) and the attributes of tags are no quotation marks.
_OTHER = re.compile(r"(?<=[0-9])\"|(?<=[\u05d0-\u05ea])[\"”״](?=[\u05d0-\u05ea])|<[^<>]{1,400}>")


class Quotes(EntryCheck):
    """Quotation marks of a translation come in pairs.

    An odd number of them means that one was lost or typed twice, and what is quoted has no end. Counted are
    double marks of every kind, whatever their shape: „…“, “…”, «…», "…". Left alone are apostrophes and
    single quotes, inches, Hebrew abbreviations, attributes of tags, and texts whose source has an odd number.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "CLDR, delimiters; Unicode Standard, section 6.2 (quotation marks)"
    trigger = re.compile(f"[{_DOUBLE}]")
    good = (
        Example(po='msgid "“%s” is open"\nmsgstr "„%s“ ist offen"\n', language="de"),
        Example(po='msgid "5\\" wide"\nmsgstr "Lebar 5\\""\n'),
        Example(po='msgid "Tel Aviv"\nmsgstr "ת\\"א"\n', language="he"),
        Example(
            po='msgid "it\'s <a href=\\"%s\\">here</a>"\nmsgstr "c\'est <a href=\\"%s\\">ici</a>"\n',
            language="fr",
        ),
    )
    bad = (
        Example(po='msgid "The file \\"%s\\""\nmsgstr "Berkas ⟦\\"⟧%s"\n'),
        Example(po='msgid "“%s” is open"\nmsgstr "⟦„⟧%s ist offen"\n', language="de"),
        Example(po='msgid "“%s” is open"\nmsgstr "%s⟦»⟧ est ouvert"\n', language="fr"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Count the quotation marks of every form."""
        if any(len(_marks(text)) % 2 for text in sources(entry)):
            return
        for target in targets(entry):
            marks = _marks(target.text)
            if len(marks) % 2:
                yield Problem(
                    message="a quotation mark has no partner",
                    detail=f"{target.form}",
                    field=target.field,
                    span=_odd_one(marks),
                )


def _marks(text: str) -> list[re.Match[str]]:
    return list(_MARK.finditer(_OTHER.sub(lambda found: " " * len(found[0]), text)))


def _odd_one(marks: list[re.Match[str]]) -> Span:
    """Guess which mark has no partner: the last one of a shape that stands there an odd number of times."""
    shapes = Counter(mark[0] for mark in marks)
    odd = next(mark for mark in reversed(marks) if shapes[mark[0]] % 2)
    return Span(start=odd.start(), end=odd.end())
