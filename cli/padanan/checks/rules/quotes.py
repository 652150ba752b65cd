"""See `Quotes`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_DOUBLE = '"„“”‟«»＂〝〞〟'
_MARK = re.compile(f"[{_DOUBLE}]|''|``|(?<!\\w),,(?=\\S)")
# The attributes of tags, and a mark that is spoken about, in brackets or other marks.
_OTHER = re.compile(r"<[^<>]{1,400}>|(?<=[(\['‘`«„“])\"(?=[)\]'’`»“”])")
# Inches (5"), and Hebrew abbreviations (ת"א), unless they are quotation marks after all.
_DOUBTFUL = re.compile(r"(?<=[0-9])\"|(?<=[\u05d0-\u05ea])[\"”״](?=[\u05d0-\u05ea])")
# A quotation that goes on in another message: the mark of the source stands alone at its edge.
_OPEN_END = re.compile(r"\s[`'‘]\s*\Z|\A\s*['’]\s")
_LETTER = re.compile(r"[^\W\d_]")


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
        if not all(map(_is_whole, sources(entry))):
            return
        for target in targets(entry):
            marks = _marks(target.text)
            if len(marks) % 2 and len(_marks(_DOUBTFUL.sub("", target.text))) % 2:
                yield Problem(
                    message="a quotation mark has no partner",
                    detail=f"{target.form}",
                    field=target.field,
                    span=_odd_one(marks),
                )


def _is_whole(source: str) -> bool:
    """Whether a source is a text with its quotation marks in pairs, not a piece of a quotation."""
    return len(_marks(source)) % 2 == 0 and bool(_LETTER.search(source)) and not _OPEN_END.search(source)


def _marks(text: str) -> list[re.Match[str]]:
    return list(_MARK.finditer(_OTHER.sub(lambda found: " " * len(found[0]), text)))


def _odd_one(marks: list[re.Match[str]]) -> Span:
    """Guess which mark has no partner: the last one of a shape that stands there an odd number of times."""
    shapes = Counter(mark[0] for mark in marks)
    odd = next(mark for mark in reversed(marks) if shapes[mark[0]] % 2)
    return Span(start=odd.start(), end=odd.end())
