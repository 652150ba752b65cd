"""See `InvertedMarks`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# Inverted marks, and marks that end a sentence: not the `?` of an address or of a pattern, nor a lone `!`.
_MARK = re.compile(
    r"(?P<opening>[¿¡]+)"
    r"|(?<=[^\W_]|[)\]}»”\"'>…%.*`])[ \u00a0]?(?P<closing>[?!]+)(?=[\s)\]»”\"'<.,;:¿¡*`]|\Z)"
)


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
            if target.text not in sources(entry):
                yield from _unpaired(target)


def _unpaired(target: Target) -> Iterator[Problem]:
    """Report the first mark without a partner: those behind it may only follow from it."""
    opened: re.Match[str] | None = None
    for found in _MARK.finditer(target.text):
        if found["closing"] and opened is None:
            inverted = "¿" if "?" in found["closing"] else "¡"
            yield _problem(target, found, "closing", f"the sentence does not begin with {inverted}")
            return
        if found["opening"] and opened is not None:
            break
        opened = found if found["opening"] else None
    if opened is not None:
        yield _problem(target, opened, "opening", f"what {opened[0]} opens is never closed")


def _problem(target: Target, found: re.Match[str], group: str, message: str) -> Problem:
    return Problem(
        message=message,
        detail=f"{found[group]} {target.form}",
        field=target.field,
        span=Span(start=found.start(group), end=found.end(group)),
    )
