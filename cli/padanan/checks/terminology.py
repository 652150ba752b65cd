"""What a glossary demands of an entry: the concepts that its source names, and their terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from padanan.checks.base import Subject, sources
from padanan.core.catalogue import Entry
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.language import covers
from padanan.core.terms import TermHit, TermIndex


@dataclass(frozen=True, slots=True)
class Demand:
    """A term of the glossary that a source has, and the concepts that it may stand for."""

    term: str
    concepts: tuple[Concept, ...]


class Terminology:
    """A glossary between two languages. `language` is the language subtag of the target."""

    def __init__(self, glossary: Glossary, source_tag: str, target_tag: str) -> None:
        self._concepts = glossary.concepts
        self._target_tag = target_tag
        self.language = target_tag.partition("-")[0]
        named = [
            (number, term)
            for number, concept in enumerate(glossary.concepts)
            for term in concept.terms
            if _speaks(term.language, source_tag) and self._has_say(concept)
        ]
        self._sources = TermIndex(named, language=source_tag.partition("-")[0])
        self._cached_read = lru_cache(maxsize=8192)(self._read)  # several checks ask for the same entries
        numbers = {number for number, _ in named}
        self.sourceless = tuple(
            concept
            for number, concept in enumerate(glossary.concepts)
            if number not in numbers and not any(_speaks(term.language, source_tag) for term in concept.terms)
        )

    def demands(self, entry: Entry) -> list[Demand]:
        """Give what the entry's source asks for; of a plural only what both of its forms do."""
        found = [self._cached_read(text) for text in sources(entry)]
        return [Demand(*item) for item in found[0].items() if all(item[0] in each for each in found)]

    def terms(self, concepts: Iterable[Concept], *, forbidden: bool) -> list[Term]:
        """Give the concepts' terms in the target's language: those to use, or those not to."""
        return [
            term
            for concept in concepts
            for term in concept.terms
            if (term.status is TermStatus.FORBIDDEN) is forbidden and _speaks(term.language, self._target_tag)
        ]

    def _has_say(self, concept: Concept) -> bool:
        return concept.do_not_translate or any(
            _speaks(term.language, self._target_tag) for term in concept.terms
        )

    def _read(self, text: str) -> dict[str, tuple[Concept, ...]]:
        """Give the terms of a source text, each with the concepts of those that stand at the same place."""
        places: dict[tuple[int, int], list[TermHit]] = {}
        for hit in self._sources.find(text):
            places.setdefault((hit.span.start, hit.span.end), []).append(hit)
        return {
            hits[0].term.text: tuple(
                self._concepts[number] for number in sorted({hit.concept for hit in hits})
            )
            for hits in places.values()
        }


def terminology_of(subject: Subject) -> Terminology | None:
    """Give the terminology that applies to a catalogue, None without a glossary or a language.

    Cost: once a glossary and language O(terms), then nothing.
    """
    settings, tag = subject.settings, subject.catalogue.language
    if settings.glossary is None or tag is None or tag == settings.source_language:
        return None
    return _make(_Same(settings.glossary), settings.source_language, tag)


def find_forbidden(text: str, forbidden: list[Term], allowed: list[Term], *, language: str) -> list[TermHit]:
    """Give the occurrences of forbidden terms that are no part of an allowed one."""
    if not forbidden:
        return []
    index = TermIndex(
        [*((0, term) for term in forbidden), *((1, term) for term in allowed)], language=language
    )
    hits = index.find(text)
    right = {hit.span for hit in hits if hit.concept == 1}
    return [hit for hit in hits if hit.concept == 0 and hit.span not in right]


@dataclass(frozen=True, eq=False, slots=True)
class _Same:
    """A glossary as a key: it is the same one, or another. Comparing thousands of terms would take longer."""

    glossary: Glossary

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.glossary is self.glossary

    def __hash__(self) -> int:
        return id(self.glossary)


@lru_cache(maxsize=64)
def _make(key: _Same, source_tag: str, target_tag: str) -> Terminology:
    return Terminology(key.glossary, source_tag, target_tag)


@lru_cache(maxsize=4096)
def _speaks(term_tag: str, tag: str) -> bool:
    return covers(tag, term_tag)
