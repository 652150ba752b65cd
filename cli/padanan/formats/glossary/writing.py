"""Writing glossaries: TBX-Basic of versions 2 and 3, and tables.

Source: ISO 30042:2008 (`martif`) and ISO 30042:2019 (`tbx`, style DCA), dialect TBX-Basic.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.interchange import Loss
from padanan.core.text import neutralise_formula

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STATUSES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_OPENINGS = {
    2: (
        '<martif type="TBX-Basic" xml:lang="{language}">\n'
        "  <martifHeader><fileDesc><sourceDesc><p>written by padanan</p></sourceDesc></fileDesc>"
        '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n'
    ),
    3: (
        '<tbx style="dca" type="TBX-Basic" xml:lang="{language}" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        "  <tbxHeader><fileDesc><sourceDesc><p>written by padanan</p></sourceDesc></fileDesc></tbxHeader>\n"
    ),
}
_ROOTS = {2: "martif", 3: "tbx"}
_ENTRIES = {2: "termEntry", 3: "conceptEntry"}
_SECTIONS = {2: "langSet", 3: "langSec"}
_TERMS = {2: "tig", 3: "termSec"}
_ALTERNATIVE = "|"


def encode_tbx(glossary: Glossary, *, version: int = 3, on_loss: Callable[[Loss], None]) -> Iterator[bytes]:
    """Write a glossary as TBX-Basic, a concept at a time; `version` is 2 or 3.

    TBX-Basic cannot say that case counts, nor hold characters that XML forbids: these are left out.
    """
    first = next((term.language for concept in glossary.concepts for term in concept.terms), "en")
    opening = _OPENINGS[version].format(language=first)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}  <text><body>\n'.encode()
    for number, concept in enumerate(glossary.concepts, 1):
        for loss in _tbx_losses(concept):
            on_loss(loss)
        yield _ILLEGAL.sub("", "\n".join(_concept_lines(concept, number, version)) + "\n").encode()
    yield f"  </body></text>\n</{_ROOTS[version]}>\n".encode()


def _tbx_losses(concept: Concept) -> Iterator[Loss]:
    name = concept.terms[0].text[:60] if concept.terms else ""
    if any(term.case_sensitive for term in concept.terms):
        yield Loss(message=f"TBX cannot say that case counts in {name!r}")
    if any(_ILLEGAL.search(term.text) for term in concept.terms) or _ILLEGAL.search(concept.definition or ""):
        yield Loss(message=f"XML forbids a character of {name!r}")


def _concept_lines(concept: Concept, number: int, version: int) -> Iterator[str]:
    yield f'    <{_ENTRIES[version]} id="c{number}">'
    if concept.definition:
        yield f'      <descrip type="definition">{escape(concept.definition)}</descrip>'
    if concept.do_not_translate:
        # No category of the standard says so; the Translate Toolkit and Weblate read and write this one.
        yield '      <descrip type="Translation needed">No</descrip>'
    for language, terms in _by_language(concept):
        yield f"      <{_SECTIONS[version]} xml:lang={quoteattr(language)}>"
        for term in terms:
            status = f'<termNote type="administrativeStatus">{_STATUSES[term.status]}</termNote>'
            tag = _TERMS[version]
            yield f"        <{tag}><term>{escape(term.text)}</term>{status}</{tag}>"
        yield f"      </{_SECTIONS[version]}>"
    yield f"    </{_ENTRIES[version]}>"


def _by_language(concept: Concept) -> Iterator[tuple[str, list[Term]]]:
    terms = sorted(concept.terms, key=lambda term: term.language)
    for language, group in groupby(terms, key=lambda term: term.language):
        yield language, list(group)


def encode_glossary_table(
    glossary: Glossary, *, delimiter: str = ",", on_loss: Callable[[Loss], None]
) -> bytes:
    """Write a glossary as a table, a concept a row, as `read_glossary_table` reads it.

    What a row cannot say is told: a term that holds `|`, case that counts for one term and not for the other,
    and which terms are only admitted where none is preferred.
    """
    languages = list(dict.fromkeys(term.language for concept in glossary.concepts for term in concept.terms))
    table = _Table(languages, _forbidden_languages(glossary))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(table.heading())
    for concept in glossary.concepts:
        for loss in _table_losses(concept, languages[0]):
            on_loss(loss)
        writer.writerow([neutralise_formula(cell) for cell in table.row(concept)])
    return text.getvalue().encode()


def _forbidden_languages(glossary: Glossary) -> list[str]:
    terms = (term for concept in glossary.concepts for term in concept.terms)
    return list(dict.fromkeys(term.language for term in terms if term.status is TermStatus.FORBIDDEN))


class _Table:
    """The columns of a table: `languages`, then the `forbidden` terms of some of them, then the rest."""

    def __init__(self, languages: list[str], forbidden: list[str]) -> None:
        self._languages, self._forbidden = languages, forbidden

    def heading(self) -> list[str]:
        forbidden = [f"{language} forbidden" for language in self._forbidden]
        return [*self._languages, *forbidden, "status", "do not translate", "case sensitive", "note"]

    def row(self, concept: Concept) -> list[str]:
        usable = [term for term in concept.terms if term.status is not TermStatus.FORBIDDEN]
        banned = [term for term in concept.terms if term.status is TermStatus.FORBIDDEN]
        usable.sort(key=lambda term: term.status is TermStatus.ADMITTED)
        translations = [term for term in usable if term.language != self._languages[0]]
        return [
            *(_join(usable, language) for language in self._languages),
            *(_join(banned, language) for language in self._forbidden),
            "admitted" if _are_only_admitted(translations) else "",
            _yes(concept.do_not_translate),
            _yes(any(term.case_sensitive for term in concept.terms)),
            concept.definition or "",
        ]


def _are_only_admitted(terms: Iterable[Term]) -> bool:
    return {term.status for term in terms} == {TermStatus.ADMITTED}


def _table_losses(concept: Concept, source: str) -> Iterator[Loss]:
    name = concept.terms[0].text[:60] if concept.terms else ""
    if any(_ALTERNATIVE in term.text for term in concept.terms):
        yield Loss(message=f"a term of {name!r} holds |, which stands between terms")
    if len({term.case_sensitive for term in concept.terms}) > 1:
        yield Loss(message=f"case counts for one term of {name!r} and not for another: for all it does now")
    usable = [term for term in concept.terms if term.status is not TermStatus.FORBIDDEN]
    translated = _are_only_admitted(term for term in usable if term.language != source)
    for language in dict.fromkeys(term.language for term in usable):
        statuses = [term.status for term in usable if term.language == language]
        expected = translated and language != source
        preferred = statuses.count(TermStatus.PREFERRED)
        if preferred != (0 if expected else 1):
            yield Loss(message=f"of {name!r} the first term in {language} is the preferred one now")


def _join(terms: Iterable[Term], language: str) -> str:
    return _ALTERNATIVE.join(term.text for term in terms if term.language == language)


def _yes(value: bool) -> str:
    return "yes" if value else ""
