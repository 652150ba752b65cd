"""See `DoNotTranslate`."""

from collections.abc import Iterator

from padanan.checks.base import CheckSettings, EntryCheck, Example, Problem, Subject, targets
from padanan.checks.terminology import terminology_of
from padanan.core.catalogue import Entry
from padanan.core.glossary import Concept, Glossary, Term
from padanan.core.model import Certainty, Severity
from padanan.core.terms import has_verbatim

_SETTINGS = CheckSettings(
    glossary=Glossary(
        concepts=tuple(
            Concept(terms=(Term(text=text, language="en"),), do_not_translate=True)
            for text in ("Firefox", "Node.js")
        )
    )
)


class DoNotTranslate(EntryCheck):
    """A term that the glossary says is not to be translated stands in the translation as it is.

    Names of products and trademarks are looked for by their readers, and protected by their owners. Runs only
    with a glossary that says so (a column `do not translate`, or Weblate's “Translation needed: No” in TBX).
    Endings and affixes may follow; capitals count only where the glossary says so.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Weblate, “Untranslatable terms”; Okapi CheckMate, terms to keep"
    good = (
        Example(po='msgid "Firefox crashed."\nmsgstr "Firefox-nya macet."\n', settings=_SETTINGS),
        Example(po='msgid "A fox"\nmsgstr "Rubah"\n', settings=_SETTINGS),
    )
    bad = (
        Example(po='msgid "Firefox crashed."\nmsgstr ⟦"Rubah Api macet."⟧\n', settings=_SETTINGS),
        Example(po='msgid "Install Node.js"\nmsgstr ⟦"Pasang Simpul"⟧\n', settings=_SETTINGS),
    )

    def applies(self, subject: Subject) -> bool:
        """Without a glossary nothing is to be kept."""
        return terminology_of(subject) is not None

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report every term that no form of the entry has."""
        terminology = terminology_of(subject)
        if terminology is None:
            return
        texts = [target.text for target in targets(entry)]
        for demand in terminology.demands(entry):
            kept = [
                term
                for concept in demand.concepts
                if concept.do_not_translate
                for term in concept.terms
                if term.text == demand.term
            ]
            if kept and not any(has_verbatim(text, term) for text in texts for term in kept):
                yield Problem(
                    message=f"“{demand.term}” is not to be translated",
                    detail=demand.term,
                    hint="write it as the source does",
                    entry=entry,
                    field=next(targets(entry)).field,
                )
