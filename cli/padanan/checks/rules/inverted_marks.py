"""See `InvertedMarks`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_RUN = re.compile(r"[¿¡]+|[?!]+")
# A choice among others (`[y,n,?]`), or a mark in quotation marks.
_ALONE = re.compile(r"(?<=[,/|(\[\"'`])[?!](?=[,/|)\]\"'`])")
# What ends a sentence: not the `?` of an address or of a pattern, nor one that is spoken about.
_END = re.compile(r"(?:(?<=[^\W_])|(?<=[)\]}»”\"'>…])(?![?!]+[\"'`]))[?!]+(?=[\s)\]»”\"'<.,;:]|\Z)")
_LETTER = re.compile(r"[^\W\d_]")


class InvertedMarks(EntryCheck):
    """A Spanish question begins with ¿ and an exclamation with ¡.

    Without the opening mark the reader learns only at the end that a statement is a question: in Spanish the
    order of words need not show it. An opening mark that is never closed, or a `¿` typed for the `?` at the
    end, is reported as well. Galician, Asturian and Catalan, where the opening mark is optional or unusual,
    are left alone, and so are texts that were copied from the source, and marks in addresses and patterns.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "Real Academia Española, Ortografía de la lengua española (2010), chapter III, 3.4.9"
    languages = frozenset({"es"})
    trigger = re.compile("[?!¿¡]")
    good = (
        Example(po='msgid "Delete it?"\nmsgstr "¿Eliminarlo?"\n', language="es"),
        Example(po='msgid "How strange!"\nmsgstr "¡¿Qué raro?!"\n', language="es"),
        Example(po='msgid "Really?"\nmsgstr "¡De veras?"\n', language="es", note="Both at once is allowed."),
        Example(po='msgid "Delete it?"\nmsgstr "Eliminalo?"\n', language="gl"),
        Example(po='msgid "Again (this saves!)?"\nmsgstr "¿Otra vez (¡esto guarda!)?"\n', language="es"),
        Example(po='msgid "Apply [y,n,?]? "\nmsgstr "¿Aplicar [y,n,?]? "\n', language="es"),
        Example(po='msgid "Type ? for help."\nmsgstr "Teclee ? para obtener ayuda."\n', language="es"),
        Example(po='msgid "at /?page=2"\nmsgstr "en /?page=2"\n', language="es"),
    )
    bad = (
        Example(po='msgid "Delete it?"\nmsgstr "Eliminarlo⟦?⟧"\n', language="es"),
        Example(po='msgid "Done! Go on?"\nmsgstr "¡Listo! Seguir⟦?⟧"\n', language="es-MX"),
        Example(po='msgid "Delete it?"\nmsgstr "⟦¿⟧Eliminarlo"\n', language="es"),
        Example(po='msgid "Delete it?"\nmsgstr "⟦¿⟧Eliminarlo¿"\n', language="es"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Pair the marks of every form."""
        for target in targets(entry):
            if target.text not in sources(entry) and _LETTER.search(target.text):
                yield from _unpaired(target)


def _unpaired(target: Target) -> Iterator[Problem]:
    """Report the first mark without a partner: those behind it may only follow from it."""
    opened: list[re.Match[str]] = []
    for found in _RUN.finditer(target.text):
        if _ALONE.match(target.text, found.start()):
            continue
        if found[0][0] in "¿¡":
            opened.append(found)
        elif opened:
            opened.pop()
        elif _END.match(target.text, found.start()):
            inverted = "¿" if "?" in found[0] else "¡"
            yield _problem(target, found, f"no {inverted} stands where the sentence begins")
            return
    if opened:
        yield _problem(target, opened[0], f"what {opened[0][0]} opens is never closed")


def _problem(target: Target, found: re.Match[str], message: str) -> Problem:
    return Problem(
        message=message,
        detail=f"{found[0]} {target.form}",
        field=target.field,
        span=Span(start=found.start(), end=found.end()),
    )
