"""Looking a text up in translation memories."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from padanan.core.errors import LanguageError, PadananError, UnknownPairError
from padanan.core.language import covers, parse_language
from padanan.core.model import Match, Variant
from padanan.memory.difference import Change, difference
from padanan.memory.lookup import DEFAULT_THRESHOLD_PERCENT, Query
from padanan.memory.store import LanguagePair, Store
from padanan.services.memory_session import MemorySession

if TYPE_CHECKING:
    from padanan.memory.repair import Replacement

# Longer than any segment; the longest of a million segments from documentation has under 10,000.
LIMIT_QUERY = 100_000
_NAMED_PAIRS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A match, how the query differs from its source (see `memory.difference`), and what was repaired."""

    match: Match
    difference: tuple[tuple[Change, str], ...]
    replacements: "tuple[Replacement, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupReport:
    """What was looked up in how many memories, and what was found, best first."""

    query: Query
    suggestions: tuple[Suggestion, ...]
    memories: int

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches alone."""
        return tuple(suggestion.match for suggestion in self.suggestions)


def look_up(session: MemorySession, query: Query, *, repairs: bool = True) -> LookupReport:
    """Look a text up in the memories of a session.

    With `repairs`, Match.repaired has the target with the numbers, placeholders and the like of the query.

    Raises:
        PadananError: the query is empty, or longer than LIMIT_QUERY code points; threshold or limit are out
            of range.
        LanguageError: a language is unknown, or both are the same.
        UnknownPairError: no memory has text in both.
        StoreError: a memory cannot be read.
    """
    checked = check_query(query)
    matches = session.find(checked)
    if not matches:
        require_pair(session, checked)
    suggestions = tuple(_suggest(match, checked, repairs=repairs) for match in matches)
    return LookupReport(query=checked, suggestions=suggestions, memories=len(session.memories))


def check_query(query: Query) -> Query:
    """Refuse what cannot be looked up, and normalise the languages.

    Raises:
        PadananError, LanguageError: see `look_up`.
    """
    if not query.text.strip() and not query.codes:
        raise PadananError("there is nothing to look up: the text is empty")
    if len(query.text) > LIMIT_QUERY:
        raise PadananError(
            f"a text of {len(query.text)} characters is no segment; the limit is {LIMIT_QUERY}",
            hint="look it up sentence by sentence; `padanan segment` cuts a document",
        )
    require_threshold(query.threshold_percent)
    if query.limit < 1:
        raise PadananError(f"a limit of {query.limit} matches is out of range", hint="give 1 or more")
    source, target = parse_language(query.source), parse_language(query.target)
    if source == target:
        raise LanguageError(f"source and target are both {source.tag}", hint="name two languages")
    return replace(query, source=source.tag, target=target.tag)


def require_threshold(percent: int) -> None:
    """Refuse a threshold that no score could be compared with.

    Raises:
        PadananError: it is outside 1..100.
    """
    if not 1 <= percent <= 100:
        message = f"a threshold of {percent} % is out of range"
        raise PadananError(message, hint=f"give 1 to 100; {DEFAULT_THRESHOLD_PERCENT} is the default")


def require_pair(session: MemorySession, query: Query) -> None:
    """Tell a pair of languages that no memory has from a text without match.

    Raises:
        UnknownPairError: no memory has a unit with text in both languages.
    """
    stores = session.stores()
    near: set[str] = set()
    for store in stores:
        tags = store.languages()
        sources = [tag for tag in tags if covers(query.source, tag)]
        targets = [tag for tag in tags if covers(query.target, tag)]
        if sources and targets and store.joins(sources, targets):
            return
        near.update(sources, targets)
    subject, again = ("the memory has", "it has") if len(stores) == 1 else ("the memories have", "they have")
    pairs = _name_pairs(_add_up(stores), near)
    hint = f"{again} {pairs}" if pairs else "fill it with `padanan import FILES`"
    raise UnknownPairError(f"{subject} no units in {query.source} and {query.target}", hint=hint)


def _suggest(match: Match, query: Query, *, repairs: bool) -> Suggestion:
    pieces = difference(query.text, match.source.text)
    if repairs and (query.text, query.codes) != (match.source.text, match.source.codes):
        from padanan.memory.repair import repair  # 25 ms, and identical text needs none

        wanted = Variant(language=query.source, text=query.text, codes=query.codes)
        done = repair(wanted, match.source, match.target)
        if done is not None:
            match = replace(match, repaired=done.target)
            return Suggestion(match=match, difference=pieces, replacements=done.replacements)
    return Suggestion(match=match, difference=pieces)


def _add_up(stores: Sequence[Store]) -> list[LanguagePair]:
    """Count the pairs of all memories together."""
    units: Counter[tuple[str, str]] = Counter()
    for pair in chain.from_iterable(store.pairs() for store in stores):
        units[pair.first, pair.second] += pair.units
    return [LanguagePair(first=first, second=second, units=units[first, second]) for first, second in units]


def _name_pairs(pairs: Sequence[LanguagePair], near: Collection[str]) -> str:
    """Name some of the pairs, first those with a language that was asked for, then the largest."""
    ordered = sorted(
        pairs, key=lambda pair: (pair.first not in near and pair.second not in near, -pair.units, pair.first)
    )
    names = [f"{pair.first}/{pair.second}" for pair in ordered[:_NAMED_PAIRS]]
    rest = len(pairs) - len(names)
    return ", ".join(names) + (f" and {rest} other pairs" if rest else "")
