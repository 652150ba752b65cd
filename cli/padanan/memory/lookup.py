"""Looking a segment up: exact and similar source texts, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from padanan.core.language import covers
from padanan.core.model import InlineCode, Match, TranslationUnit, Variant
from padanan.memory.index import Candidate, CandidateIndex
from padanan.memory.similarity import normalise_symbols
from padanan.memory.store import Store, StoredUnit

# The default of the editors translators know: OmegaT and Trados 70, memoQ 75, five suggestions.
DEFAULT_THRESHOLD_PERCENT = 75
DEFAULT_LIMIT = 5
CONTEXT_SCORE = 101
# What translators expect for identical text in other formatting (OmegaT, Trados: 1 % formatting penalty).
MARKUP_PENALTY_PERCENT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked up. `source` and `target` are BCP 47 tags.

    `msgctxt`, `previous` and `next` say where the segment stands; a match that stands in the same place
    scores 101.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    match: Match
    unit_id: int


def find_matches(store: Store, index: CandidateIndex, query: Query) -> tuple[Match, ...]:
    """Find the best matches, at most `query.limit`.

    Order: by score; then the newest (the later of the two variants' change times; unknown times last); then
    the unit that was added first. A pair of source and target text is given once, its best match standing for
    it. Languages are matched by `core.language.covers`; where a unit has several targets that serve, the one
    with exactly the tag asked for is taken, else the first by tag.

    Raises:
        ValueError: threshold outside 1..100, or limit below 1.
        StoreError: the store fails.
    """
    if not 1 <= query.threshold_percent <= 100 or query.limit < 1:
        raise ValueError(f"threshold {query.threshold_percent} not in 1..100, or limit {query.limit} below 1")
    symbols = normalise_symbols(query.text, query.codes)
    ranked: list[_Ranked] = []
    with store.snapshot():
        sources = [tag for tag in store.languages() if covers(query.source, tag)]
        found = index.candidates(symbols, sources, threshold_percent=query.threshold_percent)
        for bound, group in _by_score(found):
            if _count_above(ranked, bound) >= query.limit:
                break  # nothing that is still to come scores more than `bound`
            ranked = _merge(ranked, _rank_all(store, query, group))
    best = [entry.match for entry in ranked if entry.match.score_percent >= query.threshold_percent]
    return tuple(best[: query.limit])


def _by_score(candidates: Iterator[Candidate]) -> Iterator[tuple[int, list[Candidate]]]:
    ordered = sorted(candidates, key=lambda candidate: -candidate.score_percent)
    for score, group in groupby(ordered, key=lambda candidate: candidate.score_percent):
        yield score, list(group)


def _count_above(ranked: Sequence[_Ranked], bound: int) -> int:
    return sum(entry.match.score_percent > bound for entry in ranked)


def _rank_all(store: Store, query: Query, group: Sequence[Candidate]) -> Iterator[_Ranked]:
    scores = {candidate.variant_id: candidate.score_percent for candidate in group}
    for stored in store.find(scores):
        target = _choose_target(stored.unit, query.target)
        if target is not None and target is not stored.variant:
            match = _judge(query, stored, target, scores[stored.variant_id])
            yield _Ranked(match=match, unit_id=stored.unit_id)


def _choose_target(unit: TranslationUnit, wanted: str) -> Variant | None:
    serving = [variant for variant in unit.variants if covers(wanted, variant.language)]
    return min(serving, key=lambda variant: (variant.language != wanted, variant.language), default=None)


def _judge(query: Query, stored: StoredUnit, target: Variant, score: int) -> Match:
    """Say what a candidate is worth, now that its markup and context are known."""
    source = stored.variant
    penalties: tuple[tuple[str, int], ...] = ()
    if score == 100 and [code.markup for code in source.codes] != [code.markup for code in query.codes]:
        penalties = (("markup", MARKUP_PENALTY_PERCENT),)
        score -= MARKUP_PENALTY_PERCENT
    elif score == 100 and _same_place(query, stored):
        score = CONTEXT_SCORE
    return Match(
        score_percent=score,
        source=source,
        target=target,
        msgctxt=stored.unit.msgctxt,
        penalties=penalties,
    )


def _same_place(query: Query, stored: StoredUnit) -> bool:
    if query.msgctxt is not None and query.msgctxt == stored.unit.msgctxt:
        return True
    neighbours = (stored.variant.previous, stored.variant.next)
    return None not in neighbours and (query.previous, query.next) == neighbours


def _merge(ranked: Sequence[_Ranked], more: Iterator[_Ranked]) -> list[_Ranked]:
    """Put everything in order and keep the best of each pair of texts."""
    kept: dict[tuple[str, str], _Ranked] = {}
    for entry in _ordered([*ranked, *more]):
        kept.setdefault((entry.match.source.text, entry.match.target.text), entry)
    return list(kept.values())


def _ordered(entries: list[_Ranked]) -> list[_Ranked]:
    entries.sort(key=lambda entry: (entry.unit_id, entry.match.source.language))
    entries.sort(key=lambda entry: _changed(entry.match), reverse=True)  # a stable sort keeps the order above
    entries.sort(key=lambda entry: -entry.match.score_percent)
    return entries


def _changed(match: Match) -> str:
    origins = (match.source.origin, match.target.origin)
    return max((origin.changed or "" for origin in origins if origin is not None), default="")
