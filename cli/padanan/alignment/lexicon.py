"""Words that translate each other, found by how often they stand in sentences that do."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TypeVar

from padanan.alignment.anchors import Words, read_words

# (source word, target word) -> how likely one is found where the other is
Lexicon = Mapping[tuple[str, str], float]

_T = TypeVar("_T")
Link = tuple[str, str, str]  # a feature: "link", and both words
WordPair = tuple[frozenset[str], frozenset[str], float]

# Fitted together on news in three pairs of languages (docs/decisions/0012-alignment.md).
_LEAST_SEEN = 2  # sentences; what stands in one only would but repeat what was believed of it
_LEAST_TOGETHER = _LEAST_SEEN - 0.3  # of two sentences neither of which is quite certain
_LEAST_DICE = 0.6
_LEAST_SURPRISE = 0.5  # nats, over all sentences that the two share
_PARTNERS = 2  # of a word: pairs of Chinese characters overlap
_MOST_KEPT = 0.9
_MOST_WORDS = 200  # of a sentence
_SAMPLE = 3000  # sentence pairs; more cost memory and teach little


def learn_lexicon(
    pairs: Iterable[tuple[str, str]], *, source_language: str, target_language: str
) -> dict[tuple[str, str], float]:
    """Learn from sentence pairs that are known to be translations, such as a memory's.

    Cost: O(words of both sides, multiplied) for each of at most 3,000 pairs, chosen evenly.
    """
    words = [
        (read_words(source, source_language).words, read_words(target, target_language).words, 1.0)
        for source, target in _choose(list(pairs))
    ]
    return link_words(words)


def link_words(pairs: Sequence[WordPair]) -> dict[tuple[str, str], float]:
    """Link words greedily, the strongest first (competitive linking: Melamed, 2000)."""
    sample = _choose(pairs)
    counts = (
        Counter(f for left, _, _ in sample for f in left),
        Counter(g for _, right, _ in sample for g in right),
    )
    common = _count_together(sample, counts)
    # Most pairs stood together once: they are dropped before anything is computed of them.
    ranked = sorted(
        (-strength, f, g, together)
        for (f, g), together in common.items()
        if together >= _LEAST_TOGETHER
        and (strength := _strength(together, counts[0][f], counts[1][g], len(sample))) > 0
    )
    partners: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    links: dict[tuple[str, str], float] = {}
    for _, f, g, together in ranked:
        if partners[0][f] < _PARTNERS and partners[1][g] < _PARTNERS:
            partners[0][f] += 1
            partners[1][g] += 1
            # One sentence less: a pair must not be held up by the very bead that it supports.
            kept = (2 * (together - 1) + 0.3) / (counts[0][f] + counts[1][g] - 1)
            links[f, g] = min(_MOST_KEPT, kept)
    return links


def apply_lexicon(
    lexicon: Lexicon, source: Sequence[Words], target: Sequence[Words]
) -> tuple[list[frozenset[Link]], list[frozenset[Link]]]:
    """Give the entries of a lexicon that each sentence of both documents has a word of."""
    by_source: dict[str, list[Link]] = {}
    by_target: dict[str, list[Link]] = {}
    for f, g in lexicon:
        by_source.setdefault(f, []).append(("link", f, g))
        by_target.setdefault(g, []).append(("link", f, g))
    return _entries(by_source, source), _entries(by_target, target)


def _entries(entries: Mapping[str, list[Link]], sentences: Sequence[Words]) -> list[frozenset[Link]]:
    return [
        frozenset(entry for word in words.words for entry in entries.get(word, ())) for words in sentences
    ]


def _count_together(
    pairs: Sequence[WordPair], counts: tuple[Counter[str], Counter[str]]
) -> dict[tuple[str, str], float]:
    common: dict[tuple[str, str], float] = {}
    for left, right, weight in pairs:
        known = _known(left, counts[0]), _known(right, counts[1])
        for entry in product(*known):
            if entry[0] != entry[1]:  # a word that both languages have is an anchor already
                common[entry] = common.get(entry, 0.0) + weight
    return common


def _known(words: frozenset[str], counts: Counter[str]) -> list[str]:
    """Give the words that were seen often enough: of a text that is no sentence but a book, some."""
    found = [word for word in words if counts[word] >= _LEAST_SEEN]
    return found if len(found) <= _MOST_WORDS else sorted(found)[:_MOST_WORDS]


def _strength(together: float, source: int, target: int, pairs: int) -> float:
    """Rank a pair by its Dice coefficient and by what it says beyond chance; 0 for what is no pair."""
    dice = 2 * together / (source + target)
    expected = source * target / pairs
    if dice < _LEAST_DICE or together <= expected:
        return 0.0
    surprise = together * math.log(together / expected)
    return dice * surprise if surprise > _LEAST_SURPRISE else 0.0


def _choose(pairs: Sequence[_T]) -> Sequence[_T]:
    step = -(-len(pairs) // _SAMPLE)
    return pairs[:: max(step, 1)]
