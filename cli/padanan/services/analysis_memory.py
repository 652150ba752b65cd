"""The best match in the memories for each segment of a batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from padanan.core.bands import LOWEST_PERCENT
from padanan.core.language import covers
from padanan.core.progress import Progress
from padanan.memory.lookup import DEFAULT_THRESHOLD_PERCENT, Query
from padanan.memory.similarity import has_codes
from padanan.memory.store import Store
from padanan.services.analysis_sources import Passage
from padanan.services.lookup import LIMIT_QUERY
from padanan.services.lookup_many import work_ahead
from padanan.services.memory_session import MemorySession

# From here on an index rules nearly every text out; below, it is soon quicker to compare with all of them.
_NEAR_PERCENT = DEFAULT_THRESHOLD_PERCENT
# Where comparing all segments with all of a memory begins to be quicker than looking each of them up.
_MANY_SEGMENTS = 32
_CHUNK_TEXTS = 65_536

Pair = tuple[str, str]
"""Source and target language, BCP 47."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A segment that is asked for, as its text and as symbols; with `exact`, only identical text counts."""

    passage: Passage
    symbols: str
    exact: bool


def knows_pair(session: MemorySession, pair: Pair) -> bool:
    """Whether a memory has units in both languages."""
    for store in session.stores():
        sources, targets = _tags(store, pair)
        if sources and targets and store.joins(sources, targets):
            return True
    return False


def ask_memories(
    session: MemorySession, pair: Pair, questions: Sequence[Question], progress: Progress
) -> list[int]:
    """Give the best match's score for each segment, 0 for none: what a look-up would give.

    Cost: a look-up each. What has no near match, if that is many, is compared with all texts of the memories
    at once, and looked up again only where context, inline codes or penalties could make a difference.

    Raises:
        StoreError: a memory fails.
    """
    percents = _look_up_near(session, pair, questions, progress)
    left = [place for place, percent in enumerate(percents) if not percent]
    guesses = _compare_with_all(session, pair, [questions[place] for place in left], progress)
    advance = progress(f"looking up, {pair[0]} to {pair[1]}")
    for number, (place, guess) in enumerate(zip(left, guesses, strict=True), 1):
        certain = guess.least == guess.most
        percents[place] = guess.least if certain else _look_up(session, pair, questions[place], guess)
        advance(number, len(left))
    return percents


def _tags(store: Store, pair: Pair) -> tuple[list[str], list[str]]:
    """Give the languages of a memory that serve as source and as target."""
    tags = store.languages()
    return [tag for tag in tags if covers(pair[0], tag)], [tag for tag in tags if covers(pair[1], tag)]


class _Guess(NamedTuple):
    """Between which scores the best match is; 0 is none."""

    least: int
    most: int


_UNKNOWN = _Guess(0, 101)
_NOTHING = _Guess(0, 0)


def _look_up_near(
    session: MemorySession, pair: Pair, questions: Sequence[Question], progress: Progress
) -> list[int]:
    """Give the best match's score for each segment where it is near, else 0; on all processors."""
    advance = progress(f"looking for near matches, {pair[0]} to {pair[1]}")
    percents = []
    found = work_ahead(lambda question: _find_best(session, pair, question, _NEAR_PERCENT), questions)
    for percent in found:
        percents.append(percent)
        advance(len(percents), len(questions))
    return percents


def _look_up(session: MemorySession, pair: Pair, question: Question, guess: _Guess) -> int:
    """Look up the best match, first where it most likely is: a high threshold makes that quick."""
    likely = max(LOWEST_PERCENT, min(guess.most, _NEAR_PERCENT) - session.penalties.markup)
    for threshold in dict.fromkeys((likely, max(LOWEST_PERCENT, guess.least))):
        percent = _find_best(session, pair, question, threshold)
        if percent:
            return percent
    return 0


def _find_best(session: MemorySession, pair: Pair, question: Question, threshold_percent: int) -> int:
    """Give the score of the best match that reaches a threshold, or 0."""
    passage = question.passage
    query = Query(
        text=passage.text,
        source=pair[0],
        target=pair[1],
        codes=passage.codes,
        msgctxt=passage.msgctxt,
        previous=passage.previous,
        next=passage.next,
        limit=1,
        exact=question.exact,
        threshold_percent=threshold_percent,
    )
    return max((match.score_percent for match in session.find(query)), default=0)


def _compare_with_all(
    session: MemorySession, pair: Pair, questions: Sequence[Question], progress: Progress
) -> list[_Guess]:
    """Say what the best match can be by comparing with all texts of all memories."""
    guesses = [_UNKNOWN if len(question.symbols) <= LIMIT_QUERY else _NOTHING for question in questions]
    places = [
        place for place, question in enumerate(questions) if guesses[place] is _UNKNOWN and not question.exact
    ]
    if len(places) < _MANY_SEGMENTS:
        return guesses
    from padanan.memory.batch import BatchComparison  # NumPy, which small jobs need not wait for

    symbols = [questions[place].symbols for place in places]
    plain = BatchComparison(symbols, threshold_percent=LOWEST_PERCENT)
    others = BatchComparison(symbols, threshold_percent=LOWEST_PERCENT)
    advance = progress(f"comparing with the memory, {pair[0]} to {pair[1]}")
    for chunk in _read_texts(session, pair):
        plain.add(chunk.plain, advance)
        others.add(chunk.others, advance)
    for place, least, most in zip(places, plain.scores(), others.scores(), strict=True):
        guesses[place] = _guess(questions[place], least, most)
    return guesses


def _guess(question: Question, plain: int, others: int) -> _Guess:
    if plain == 100 or question.passage.codes:
        return _Guess(0, 101 if max(plain, others) == 100 else max(plain, others))
    return _Guess(plain, max(plain, others))


class _Chunk(NamedTuple):
    """Texts of a memory, as symbols: those that count as they are, and those of which more must be known."""

    plain: list[str]
    others: list[str]


def _read_texts(session: MemorySession, pair: Pair) -> Iterator[_Chunk]:
    """Give all source texts that have a translation.

    Plain are those without inline codes, in memories whose matches nothing is taken off for their origin.
    """
    rules = session.penalties
    is_free = not (rules.several_translations or rules.reversed or rules.pivot or rules.origins)
    for memory, store in zip(session.memories, session.stores(), strict=True):
        sources, targets = _tags(store, pair)
        # A text may be found as the translation of itself where a language serves as both.
        is_simple = is_free and not memory.penalty_percent and not set(sources) & set(targets)
        with store.snapshot():
            for texts in _translated_texts(store, sources, targets):
                plain = [text for text in texts if is_simple and not has_codes(text)]
                yield _Chunk(plain, [text for text in texts if not is_simple or has_codes(text)])


def _translated_texts(store: Store, sources: Sequence[str], targets: Sequence[str]) -> Iterator[list[str]]:
    """Give the source texts, as symbols, of the units that have a translation."""
    import numpy as np

    reachable = np.fromiter((text.unit_id for text in store.plain_texts(targets)), dtype=np.int64)
    found = np.fromiter(
        chain.from_iterable((text.variant_id, text.unit_id) for text in store.plain_texts(sources)),
        dtype=np.int64,
    ).reshape(-1, 2)
    translated = found[np.isin(found[:, 1], reachable), 0]
    texts = store.texts(sources)
    while chunk := list(islice(texts, _CHUNK_TEXTS)):
        kept = np.isin(np.array([text.variant_id for text in chunk]), translated)
        yield [text.symbols for text, keep in zip(chunk, kept, strict=True) if keep]
