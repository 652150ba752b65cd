"""Looking a text up in translation memories."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from padanan.core.errors import LanguageError, PadananError
from padanan.core.language import covers, parse_language
from padanan.core.model import Match
from padanan.memory.difference import Change, difference
from padanan.memory.lookup import Query
from padanan.memory.store import LanguagePair, Store
from padanan.services.memory_session import MemorySession

# Longer than any segment; the longest of a million segments from documentation has under 10,000.
LIMIT_QUERY = 100_000
_NAMED_PAIRS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A match, and how the query differs from its source text (see `memory.difference`)."""

    match: Match
    difference: tuple[tuple[Change, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupReport:
    """What was looked up, and what was found, best first."""

    query: Query
    suggestions: tuple[Suggestion, ...]


def look_up(session: MemorySession, query: Query) -> LookupReport:
    """Look a text up in the memories of a session.

    Raises:
        PadananError: the query is empty, or longer than LIMIT_QUERY code points; threshold or limit are out
            of range.
        LanguageError: a language is unknown, both are the same, or no memory has text in both.
        StoreError: a memory cannot be read.
    """
    checked = check_query(query)
    matches = session.find(checked)
    if not matches:
        _require_pair(session.stores(), checked)
    suggestions = (
        Suggestion(match=match, difference=difference(query.text, match.source.text)) for match in matches
    )
    return LookupReport(query=checked, suggestions=tuple(suggestions))


def check_query(query: Query) -> Query:
    """Refuse what cannot be looked up, and normalise the languages.

    Raises:
        PadananError, LanguageError: see `look_up`.
    """
    if not query.text.strip():
        raise PadananError("there is nothing to look up: the text is empty")
    if len(query.text) > LIMIT_QUERY:
        raise PadananError(
            f"a text of {len(query.text)} characters is no segment; the limit is {LIMIT_QUERY}",
            hint="look it up sentence by sentence; `padanan segment` cuts a document",
        )
    if not 1 <= query.threshold_percent <= 100:
        message = f"a threshold of {query.threshold_percent} % is out of range"
        raise PadananError(message, hint="give 1 to 100; 75 is the default")
    if query.limit < 1:
        raise PadananError(f"a limit of {query.limit} matches is out of range", hint="give 1 or more")
    source, target = parse_language(query.source), parse_language(query.target)
    if source == target:
        raise LanguageError(f"source and target are both {source.tag}", hint="name two languages")
    return replace(query, source=source.tag, target=target.tag)


def _require_pair(stores: Sequence[Store], query: Query) -> None:
    """Tell a pair of languages that no memory has from a text without match."""
    near: set[str] = set()
    for store in stores:
        tags = store.languages()
        sources = [tag for tag in tags if covers(query.source, tag)]
        targets = [tag for tag in tags if covers(query.target, tag)]
        if sources and targets and store.joins(sources, targets):
            return
        near.update(sources, targets)
    subject = "the memory has" if len(stores) == 1 else "the memories have"
    raise LanguageError(
        f"{subject} no units in {query.source} and {query.target}", hint=_name_pairs(_add_up(stores), near)
    )


def _add_up(stores: Sequence[Store]) -> list[LanguagePair]:
    """Count the pairs of all memories together."""
    units: Counter[tuple[str, str]] = Counter()
    for pair in chain.from_iterable(store.pairs() for store in stores):
        units[pair.first, pair.second] += pair.units
    return [LanguagePair(first=first, second=second, units=units[first, second]) for first, second in units]


def _name_pairs(pairs: Sequence[LanguagePair], near: Collection[str]) -> str:
    """Name some of the pairs, first those with a language that was asked for, then the largest."""
    if not pairs:
        return "it is empty: fill it with `padanan import FILES`"
    ordered = sorted(
        pairs,
        key=lambda pair: (pair.first not in near and pair.second not in near, -pair.units, pair.first),
    )
    names = [f"{pair.first}/{pair.second}" for pair in ordered[:_NAMED_PAIRS]]
    rest = len(pairs) - len(names)
    return f"it has {', '.join(names)}" + (f" and {rest} other pairs" if rest else "")
