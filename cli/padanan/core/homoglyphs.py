"""Letters of one script in the words of another that looks the same.

Source: Unicode Technical Standard 39, section 4, and confusables.txt, for Latin, Greek and Cyrillic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.model import Span

_LATIN_OF_CYRILLIC = dict(
    zip("авекмнорстухАВЕКМНОРСТУХіјѕІЈЅһԁԛԝӏ", "aBeKMHopcTyxABEKMHOPCTYXijsIJShdqwl", strict=True)
)
# Small в к м н т look like small capitals, which is not enough.
_CYRILLIC = {own: latin for own, latin in _LATIN_OF_CYRILLIC.items() if own not in "вкмнт"}
_GREEK = dict(zip("ονυαρικχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovuapikxyABEZHIKMNOPTYX", strict=True))
_LOOKALIKES = {
    "cyrillic": (_CYRILLIC, {latin: own for own, latin in _CYRILLIC.items()}),
    "greek": (_GREEK, {latin: own for own, latin in _GREEK.items()}),
}
_LATIN_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
_RANGES = {"cyrillic": "Ѐ-ҁҊ-ԯ", "greek": "ΆΈ-ώ"}
_PIECES = {
    script: re.compile(rf"(?P<latin>[{_LATIN_LETTER}]+)|(?P<other>[{letters}]+)")
    for script, letters in _RANGES.items()
}
_WORDS = {script: re.compile(rf"[{_LATIN_LETTER}{letters}]+") for script, letters in _RANGES.items()}
# Letters that only some languages have; elsewhere `i` and `j` look like nothing in Cyrillic.
_RARE = {
    "i": frozenset({"be", "kk", "kv", "rue", "uk"}),
    "I": frozenset({"be", "kk", "kv", "rue", "uk"}),
    "j": frozenset({"az", "bs", "cnr", "mk", "sr"}),
    "J": frozenset({"az", "bs", "cnr", "mk", "sr"}),
    "s": frozenset({"mk"}),
    "S": frozenset({"mk"}),
    "h": frozenset({"ba", "kk", "tt", "sah"}),
} | dict.fromkeys("dqwl", frozenset())
# Longer runs are names with an ending of the language (`PHPому`) or a beginning (`preКЛЮЧ`).
_LONGEST = 2
_MOST_PIECES = 20  # in one word; there are no others


@dataclass(frozen=True, slots=True, kw_only=True)
class Homoglyph:
    """Letters in a word of another script; `script` is the word's, `meant` what its letters would be."""

    span: Span
    word: str
    script: str
    meant: str


def find_homoglyphs(text: str, script: str, language: str | None = None) -> Iterator[Homoglyph]:
    """Find letters of Latin in words of `script` ("cyrillic", "greek"), and of `script` in Latin words.

    Only letters that look like one that the word's language has count, one or two of them beside more
    letters of the other script. Left alone is what is put together: an abbreviation with an ending (`SMSом`),
    a symbol or an option with its value (`Δt`, `cТЕГ`), where small letters and capitals meet as in no word.
    Cost: O(length).
    """
    for word in _WORDS[script].finditer(text):
        pieces = list(_PIECES[script].finditer(word[0]))
        if not 1 < len(pieces) <= _MOST_PIECES:
            continue
        latin = sum(len(piece["latin"] or "") for piece in pieces)
        if 2 * latin != len(word[0]) and not _is_put_together(word[0]):
            strange = "latin" if 2 * latin < len(word[0]) else "other"
            yield from _strangers(word, pieces, script, strange, language)


def _is_put_together(word: str) -> bool:
    """Whether small letters and capitals stand as in no word: not all small, all capital, or one capital."""
    return not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower()))


def _strangers(
    word: re.Match[str], pieces: list[re.Match[str]], script: str, strange: str, language: str | None
) -> Iterator[Homoglyph]:
    to_latin, from_latin = _LOOKALIKES[script]
    table = to_latin if strange == "other" else from_latin
    for piece in pieces:
        if piece.lastgroup != strange or len(piece[0]) > _LONGEST:
            continue
        if not all(letter in table and _has(language, letter) for letter in piece[0]):
            continue
        start = word.start() + piece.start()
        yield Homoglyph(
            span=Span(start=start, end=start + len(piece[0])),
            word=word[0],
            script=script if strange == "latin" else "latin",
            meant="".join(table[letter] for letter in piece[0]),
        )


def _has(language: str | None, letter: str) -> bool:
    """Whether the language has a letter that looks like this one of Latin; all have the common ones."""
    return letter not in _RARE or language in _RARE[letter]
