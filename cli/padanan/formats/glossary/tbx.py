"""TermBase eXchange: the dialects of version 2 (`martif`, `termEntry`) and 3 (`tbx`, `conceptEntry`).

Source: ISO 30042:2008 and ISO 30042:2019, TBX-Basic; in version 3 both styles, categories as types of
elements (`<termNote type="administrativeStatus">`) and as tags (`<min:administrativeStatus>`).
"""

from collections.abc import Iterator

from padanan.core.errors import GlossaryError, LanguageError
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.language import parse_language
from padanan.formats.files import SourceFile
from padanan.formats.glossary.columns import LIMIT_TERM
from padanan.formats.glossary.elements import Element, read_elements

_ROOTS = frozenset({"martif", "tbx", "TBX"})
_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_STATUS_TYPES = frozenset({"administrativeStatus", "normativeAuthorization"})
# Values of TBX-Basic's picklist, with and without its suffix, and what Weblate and others write.
_STATUSES = {
    "preferredterm": TermStatus.PREFERRED, "preferred": TermStatus.PREFERRED,
    "standardizedterm": TermStatus.PREFERRED, "regulatedterm": TermStatus.PREFERRED,
    "legalterm": TermStatus.PREFERRED,
    "admittedterm": TermStatus.ADMITTED, "admitted": TermStatus.ADMITTED, "allowed": TermStatus.ADMITTED,
    "deprecatedterm": TermStatus.FORBIDDEN, "deprecated": TermStatus.FORBIDDEN,
    "supersededterm": TermStatus.FORBIDDEN, "superseded": TermStatus.FORBIDDEN,
    "obsolete": TermStatus.FORBIDDEN, "forbidden": TermStatus.FORBIDDEN,
    "notrecommended": TermStatus.FORBIDDEN,
}  # fmt: skip
# TBX has no category for "do not translate"; these are Weblate's and the Translate Toolkit's.
_KEEP_TYPES = frozenset({"translationnote", "translation needed", "translationneeded"})


def read_tbx(source: SourceFile) -> Glossary:
    """Read the concepts of a TBX document; one without a term is passed over, as are figures and histories.

    Raises:
        GlossaryError: broken XML, no TBX, an unknown language or a term that is too long; with line, column.
    """
    path = str(source.path)
    concepts: list[Concept] = []

    def take(entry: Element) -> None:
        concept = _read_concept(entry, path)
        if concept.terms:
            concepts.append(concept)

    root = read_elements(source, _ENTRIES, take)
    if root.name not in _ROOTS:
        hint = "a TBX document begins with <martif> (version 2) or <tbx> (version 3)"
        message = f"<{root.name}> is no TBX"
        raise GlossaryError(message, path=path, line=root.line, column=root.column, hint=hint)
    return Glossary(concepts=tuple(concepts), path=path)


def _read_concept(entry: Element, path: str) -> Concept:
    definition = next((element.text for element in _notes(entry, {"definition"})), None)
    return Concept(
        terms=tuple(
            term for section in entry.find_all("langSet", "langSec") for term in _terms(section, path)
        ),
        do_not_translate=_is_kept(entry),
        definition=definition,
    )


def _terms(section: Element, path: str) -> Iterator[Term]:
    language = _language(section, path)
    for group in section.find_all("tig", "ntig", "termSec"):
        for element in group.find_all("term"):
            text = element.text
            if len(text) > LIMIT_TERM:
                raise _error(f"a term of more than {LIMIT_TERM} characters", element, path)
            if text:
                yield Term(text=text, language=language, status=_status(group))


def _language(section: Element, path: str) -> str:
    name = section.attributes.get("lang", "")  # xml:lang, as elements knows it without its namespace
    try:
        return parse_language(name).tag
    except LanguageError as error:
        message = error.message if name else f"<{section.name}> without xml:lang"
        raise _error(message, section, path) from error


def _status(group: Element) -> TermStatus:
    """Give a term's status; a value that nobody knows leaves it admitted: present, but not demanded first."""
    for element in _notes(group, _STATUS_TYPES):
        value = element.text.lower().removesuffix("-admn-sts").replace(" ", "").replace("_", "")
        return _STATUSES.get(value, TermStatus.ADMITTED)
    return TermStatus.PREFERRED


def _is_kept(entry: Element) -> bool:
    if entry.attributes.get("translate") == "no":
        return True
    return any(
        element.attributes.get("type", "").lower() in _KEEP_TYPES and element.text.lower() == "no"
        for element in entry.find_all("termNote", "descrip", "note")
    )


def _notes(parent: Element, kinds: frozenset[str] | set[str]) -> Iterator[Element]:
    """Give the notes of some kinds, in either style of TBX."""
    for element in parent.find_all("termNote", "descrip", *kinds):
        if element.name in kinds or element.attributes.get("type") in kinds:
            yield element


def _error(message: str, element: Element, path: str) -> GlossaryError:
    return GlossaryError(message, path=path, line=element.line, column=element.column)
