"""Whether a text is written as its language is: told by its letters, and only where they leave no doubt."""

import itertools
from collections import Counter
from collections.abc import Iterable

import regex

from padanan.core.language import Language

# Scripts of letters that are told apart, by ISO 15924; Han stands for all that is written with it.
_SCRIPTS = {
    "Latn": r"\p{Latin}",
    "Cyrl": r"\p{Cyrillic}",
    "Grek": r"\p{Greek}",
    "Arab": r"\p{Arabic}",
    "Hebr": r"\p{Hebrew}",
    "Deva": r"\p{Devanagari}",
    "Beng": r"\p{Bengali}",
    "Thai": r"\p{Thai}",
    "Hang": r"\p{Hangul}",
    "Kana": r"[\p{Hiragana}\p{Katakana}]",
    "Hani": r"\p{Han}",
    "Armn": r"\p{Armenian}",
    "Geor": r"\p{Georgian}",
    "Taml": r"\p{Tamil}",
}
_PATTERNS = {script: regex.compile(rf"(?=\p{{L}}){letters}") for script, letters in _SCRIPTS.items()}
_WRITTEN_WITH = {
    "Jpan": ("Hani", "Kana"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
}
# Letters that are looked at, and how few of them leave a doubt. Names of products in Latin letters are
# common in any language: one letter in ten of the right script is proof enough that it is no other.
_SAMPLE_CHARACTERS = 200_000
_LEAST_LETTERS = 100
_WRONG_SHARE = 0.1
# Characters that one of the two national standards has and the other lacks, and their least share.
_LEAST_HAN = 20
_CLEAR_SHARE = 0.95


def find_script(texts: Iterable[str]) -> str | None:
    """Give the script that most letters are in, as ISO 15924 without Chinese variants; None for none."""
    counts = _count_letters(_sample(texts))
    return counts.most_common(1)[0][0] if counts else None


def contradicting_script(texts: Iterable[str], language: Language) -> str | None:
    """Give the script that a text is in where it cannot be its language's, None where it can.

    Certain is a text of a hundred letters with less than a tenth in the language's script. Simplified and
    traditional Chinese are told apart by characters that GB 2312 has and Big5 lacks, and the other way
    round.
    """
    sample = _sample(texts)
    expected = _WRITTEN_WITH.get(language.script or "", (language.script or "",))
    if not set(expected) <= _SCRIPTS.keys():
        return None
    counts = _count_letters(sample)
    letters = counts.total()
    if letters >= _LEAST_LETTERS and sum(counts[script] for script in expected) < _WRONG_SHARE * letters:
        return counts.most_common(1)[0][0]
    if language.script in {"Hans", "Hant"}:
        found = find_chinese_script([sample])
        return found if found != language.script else None
    return None


def _sample(texts: Iterable[str]) -> str:
    taken = []
    room = _SAMPLE_CHARACTERS
    for text in texts:
        taken.append(text[:room])
        room -= len(text)
        if room <= 0:
            break
    return "\n".join(taken)


def _count_letters(sample: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        script = next((name for name, pattern in _PATTERNS.items() if pattern.match(character)), None)
        if script is not None:
            counts[script] += count
    return counts


def find_chinese_script(texts: Iterable[str]) -> str | None:
    """Say whether Chinese is simplified, Hans, or traditional, Hant; None where that is not certain."""
    counts: Counter[str] = Counter()
    sample = _sample(texts)
    for character, count in Counter(itertools.filterfalse(str.isascii, sample)).items():
        simplified, traditional = (_has(character, standard) for standard in ("gb2312", "big5"))
        if simplified is not traditional and _PATTERNS["Hani"].match(character):
            counts["Hans" if simplified else "Hant"] += count
    if counts.total() < _LEAST_HAN:
        return None
    variant, count = counts.most_common(1)[0]
    return variant if count >= _CLEAR_SHARE * counts.total() else None


def _has(character: str, standard: str) -> bool:
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True
