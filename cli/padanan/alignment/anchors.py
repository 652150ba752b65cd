"""What stays the same in a translation: numbers, names, Latin words, cognate beginnings, marks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from padanan.alignment.names import load_gazetteer
from padanan.alignment.numerals import find_numerals

_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKS = {"?": "?", "!": "!", ":": ":", ";": ";", "(": "(", '"': '"', "“": '"', "”": '"', "«": '"', "%": "%"}
_PREFIX = 4  # letters that cognates share, as hunalign and Church (1993) take them
_CHINESE_MONTH = re.compile(r"(\d{1,2}) ?月")

# Kana, Chinese characters, Thai.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
_RUN = re.compile(rf"{_UNSPACED.pattern}|[^{_UNSPACED.pattern[1:-2]}]+")

Anchor = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sentence's anchors, and the words that a lexicon may pair."""

    anchors: frozenset[Anchor]
    words: frozenset[str]


def read_words(text: str, language: str) -> Words:
    """Collect the anchors of a sentence as (kind, normal form), and its words. Cost: linear in its length."""
    plain = unicodedata.normalize("NFKC", text)
    small = plain.lower()
    subtag = language.partition("-")[0]
    found = {("number", digits) for digits in find_numerals(small, subtag)}
    found |= {("mark", _MARKS[mark]) for mark in plain if mark in _MARKS}
    found |= {("name", key) for key in load_gazetteer(language).find(small)}
    if subtag in {"zh", "ja", "yue"}:
        found |= {("name", f"month {month}") for month in _CHINESE_MONTH.findall(small)}
    words = set()
    for word in _WORD.findall(small):
        bare = _bare(word)
        if bare.isascii():
            if len(bare) > 2:
                words.add(bare)
                found.add(("word", bare))
            if len(bare) > _PREFIX:
                found.add(("prefix", _prefix(bare)))
        else:
            words.update(_pieces(bare))
    return Words(anchors=frozenset(found), words=frozenset(words))


def drop_repeated(
    source: Sequence[Words], target: Sequence[Words]
) -> tuple[list[frozenset[Anchor]], list[frozenset[Anchor]]]:
    """Give the sentences' anchors without the beginnings of words that both documents have whole."""
    common = _words_of(source) & _words_of(target)
    return [_without_prefixes(words, common) for words in source], [
        _without_prefixes(words, common) for words in target
    ]


def _words_of(sentences: Sequence[Words]) -> set[str]:
    return {form for words in sentences for kind, form in words.anchors if kind == "word"}


def _without_prefixes(words: Words, common: set[str]) -> frozenset[Anchor]:
    whole = {("prefix", _prefix(form)) for kind, form in words.anchors if kind == "word" and form in common}
    return words.anchors - whole


def _prefix(word: str) -> str:
    return word[:_PREFIX].replace("c", "k").replace("ph", "f")


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _pieces(word: str) -> set[str]:
    """Cut Chinese and the like into pairs of characters; leave other words whole."""
    pieces: set[str] = set()
    for run in _RUN.findall(word):
        if _UNSPACED.match(run):
            pieces.update(run[k : k + 2] for k in range(len(run) - 1))
        elif len(run) > 2:
            pieces.add(run)
    return pieces
