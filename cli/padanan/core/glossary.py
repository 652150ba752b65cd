"""Terms, and how they are to be translated."""

from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What a glossary says of a term in one language."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase for a concept. `language` is a normalised BCP 47 tag."""

    text: str
    language: str
    status: TermStatus = TermStatus.PREFERRED
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing with its terms in all languages. One that is `do_not_translate` keeps the source's term."""

    terms: tuple[Term, ...]
    do_not_translate: bool = False
    definition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """A collection of concepts, in the order of the file at `path`."""

    concepts: tuple[Concept, ...]
    path: str = ""
