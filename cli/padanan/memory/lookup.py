"""Looking a segment up: exact and similar source texts, best first."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from unicodedata import normalize

from padanan.core.language import covers
from padanan.core.model import InlineCode, Match, TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.memory.index import Candidate, CandidateIndex
from padanan.memory.masking import differing_kinds
from padanan.memory.similarity import exact_score, is_same_markup, normalise_symbols
from padanan.memory.store import Store, StoredUnit

# The default of the editors translators know: OmegaT and Trados 70, memoQ 75, five suggestions.
DEFAULT_THRESHOLD_PERCENT = 75
DEFAULT_LIMIT = 5
CONTEXT_SCORE = 101


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked up. `source` and `target` are BCP 47 tags.

    `msgctxt`, `previous` and `next` say where the segment stands, None where that is not known; a match that
    stands in the same place scores 101: it has the same msgctxt, or, unless both have one, the same
    neighbours. With `exact` only identical text counts. With `each_unit` the same pair of texts is given for
    every unit that has it.
    """

    text: str
    source: str
    target: str
    codes: tuple[InlineCode, ...] = ()
    msgctxt: str | None = None
    previous: str | None = None
    next: str | None = None
    threshold_percent: int = DEFAULT_THRESHOLD_PERCENT
    limit: int = DEFAULT_LIMIT
    exact: bool = False
    each_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedMemory:
    """A memory that is asked: a higher `priority` wins ties, `penalty_percent` is for all that it gives."""

    store: Store
    index: CandidateIndex
    name: str | None = None
    priority: int = 0
    penalty_percent: int = 0


def find_matches(
    memories: Sequence[SearchedMemory], query: Query, penalties: Penalties | None = None
) -> tuple[Match, ...]:
    """Find the best matches of all memories together, at most `query.limit`.

    Order: by the exact score after penalties; then those in the same context; then the memory of higher
    priority; then the newest (the later of the two variants' change times; unknown times last); then the
    memory that was named first, the unit that was added first, and its language. A pair of source and target
    text is given once, its best match standing for it. Languages are matched by `core.language.covers`; where
    a unit has several targets that serve, the one with exactly the tag asked for is taken, else the first by
    tag.

    Nothing that reaches the threshold is left out: an index is asked for twice as many candidates until none
    that it has not given could be among the best, whatever the penalties.

    Raises:
        ValueError: threshold outside 1..100, or limit below 1.
        StoreError: a store fails.
    """
    if not 1 <= query.threshold_percent <= 100 or query.limit < 1:
        raise ValueError(f"threshold {query.threshold_percent} not in 1..100, or limit {query.limit} below 1")
    rules = penalties or Penalties()
    with ExitStack() as moment:
        for memory in memories:
            moment.enter_context(memory.store.snapshot())
        searches = [_Search(memory, number, query) for number, memory in enumerate(memories)]
        best: list[_Ranked] = []
        while wanting := [search for search in searches if search.may_change(best)]:
            for search in wanting:
                search.widen()
            best = _choose_best([found for search in searches for found in search.found], query, rules)
    return tuple(_describe(entry.match, query) for entry in best)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A candidate with its unit; `number` is that of its memory."""

    memory: SearchedMemory
    number: int
    candidate: Candidate
    stored: StoredUnit
    target: Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """A match and its exact score after penalties, 101 for one in context."""

    match: Match
    value: Fraction
    found: _Found


class _Search:
    """How far one memory has been searched: everything that scores `_bound` or more is found."""

    def __init__(self, memory: SearchedMemory, number: int, query: Query) -> None:
        tags = memory.store.languages()
        self.found: list[_Found] = []
        self._memory = memory
        self._number = number
        self._query = query
        self._symbols = normalise_symbols(query.text, query.codes)
        self._sources = [tag for tag in tags if covers(query.source, tag)]
        self._targets = _prefer_exactly(query.target, (tag for tag in tags if covers(query.target, tag)))
        self._count = query.limit
        self._bound: Fraction | None = None
        self._seen: set[int] = set()

    def may_change(self, best: Sequence[_Ranked]) -> bool:
        """Whether a text that is not found yet could be among the best, or change what they are worth.

        It scores less than `_bound`, and penalties only take from that. It may share the source text of a
        match, which is penalised for several translations, only of one that scores less, too.
        """
        if self._bound is None:
            return True
        return self._bound > 0 and (len(best) < self._query.limit or best[-1].value < self._bound)

    def widen(self) -> None:
        """Find the best candidates: `limit` of them at first, then twice as many."""
        threshold = 100 if self._query.exact else self._query.threshold_percent
        nearest = self._memory.index.nearest(
            self._symbols, self._sources, threshold_percent=threshold, count=self._count
        )
        self._count *= 2
        last = nearest.candidates[-1] if nearest.candidates and not nearest.complete else None
        self._bound = exact_score(last.distance, last.longer) if last else Fraction(0)
        new = {item.variant_id: item for item in nearest.candidates if item.variant_id not in self._seen}
        self._seen.update(new)
        self.found += self._join(new)

    def _join(self, candidates: dict[int, Candidate]) -> Iterator[_Found]:
        for stored in self._memory.store.find(candidates):
            target = min(
                (variant for variant in stored.unit.variants if variant.language in self._targets),
                key=lambda variant: self._targets[variant.language],
                default=None,
            )
            if target is not None and target.language != stored.variant.language:
                yield _Found(
                    memory=self._memory,
                    number=self._number,
                    candidate=candidates[stored.variant_id],
                    stored=stored,
                    target=target,
                )


def _prefer_exactly(wanted: str, tags: Iterable[str]) -> dict[str, int]:
    """Give each language tag its place: first the very one that is wanted, then by name."""
    return {tag: place for place, tag in enumerate(sorted(tags, key=lambda tag: (tag != wanted, tag)))}


def _choose_best(found: Sequence[_Found], query: Query, penalties: Penalties) -> list[_Ranked]:
    contested = _contested_sources(found) if penalties.several_translations else frozenset()
    ranked = [_judge(item, query, penalties, contested) for item in found]
    ranked = [entry for entry in ranked if entry.value >= query.threshold_percent]
    _sort(ranked)
    if query.each_unit:
        return ranked[: query.limit]
    kept: dict[tuple[str, str], _Ranked] = {}
    for entry in ranked:
        pair = (normalize("NFC", entry.match.source.text), normalize("NFC", entry.match.target.text))
        kept.setdefault(pair, entry)
    return list(kept.values())[: query.limit]


def _sort(ranked: list[_Ranked]) -> None:
    """Put matches in order (see find_matches): a stable sort keeps the order that came before it."""
    ranked.sort(key=lambda entry: (entry.found.stored.unit_id, entry.match.source.language))
    ranked.sort(key=lambda entry: entry.found.number)
    ranked.sort(key=lambda entry: _changed(entry.match), reverse=True)
    ranked.sort(key=lambda entry: (-entry.value, not entry.match.in_context, -entry.found.memory.priority))


def _changed(match: Match) -> str:
    origins = (match.source.origin, match.target.origin)
    return max((origin.changed or "" for origin in origins if origin is not None), default="")


def _contested_sources(found: Iterable[_Found]) -> frozenset[str]:
    """Give the source texts, as symbols, that have more than one translation."""
    translations: dict[str, set[str]] = {}
    for item in found:
        targets = translations.setdefault(_symbols(item.stored.variant), set())
        targets.add(_symbols(item.target))
    return frozenset(source for source, targets in translations.items() if len(targets) > 1)


def _symbols(variant: Variant) -> str:
    return normalise_symbols(variant.text, variant.codes)


def _judge(found: _Found, query: Query, penalties: Penalties, contested: frozenset[str]) -> _Ranked:
    """Say what a candidate is worth, now that its markup, context and origin are known."""
    candidate = found.candidate
    in_context = _is_same_place(query, found.stored)
    taken = tuple(pair for pair in _deductions(found, query, penalties) if pair[1])
    if contested and not in_context and _symbols(found.stored.variant) in contested:
        taken = (*taken, ("several-translations", penalties.several_translations))
    value = exact_score(candidate.distance, candidate.longer) - sum(percent for _, percent in taken)
    if value == 100 and in_context:
        value = Fraction(CONTEXT_SCORE)
    match = Match(
        score_percent=value.__floor__(),
        before_percent=candidate.score_percent,
        source=found.stored.variant,
        target=found.target,
        msgctxt=found.stored.unit.msgctxt,
        penalties=taken,
        in_context=in_context,
        memory=found.memory.name,
        properties=found.stored.unit.properties,
    )
    return _Ranked(match=match, value=value, found=found)


def _deductions(found: _Found, query: Query, penalties: Penalties) -> Iterator[tuple[str, int]]:
    source, unit = found.stored.variant, found.stored.unit
    if not is_same_markup(query.codes, source.codes):
        yield "markup", penalties.markup
    yield _direction(unit, source, found.target, penalties)
    pattern = found.target.origin and penalties.of_origin(found.target.origin.path)
    if pattern:
        yield f"origin {pattern[0]}", pattern[1]
    yield f"memory {found.memory.name}", found.memory.penalty_percent


def _direction(
    unit: TranslationUnit, source: Variant, target: Variant, penalties: Penalties
) -> tuple[str, int]:
    if unit.source_language == source.language:
        return "", 0
    if unit.source_language == target.language:
        return "reversed", penalties.reversed
    return "pivot", penalties.pivot


def _is_same_place(query: Query, stored: StoredUnit) -> bool:
    """Whether the contexts are the same; where both have a msgctxt, it says whether they are."""
    if query.msgctxt is not None and stored.unit.msgctxt is not None:
        return query.msgctxt == stored.unit.msgctxt
    here = (query.previous, query.next)
    there = (stored.variant.previous, stored.variant.next)
    return None not in there and all(map(_is_same_text, here, there))


def _is_same_text(first: str | None, second: str | None) -> bool:
    return first == second or (
        first is not None and second is not None and normalize("NFC", first) == normalize("NFC", second)
    )


def _describe(match: Match, query: Query) -> Match:
    """Say what kinds of characters make the difference, now that it is worth the time."""
    symbols = normalise_symbols(query.text, query.codes)
    others = () if is_same_markup(query.codes, match.source.codes) else ("tags",)
    return replace(match, differs_only_in=differing_kinds(symbols, _symbols(match.source), others))
