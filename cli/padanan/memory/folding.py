"""Text as a concordance search compares it: without case, without accents, composed or not.

A text's key is its NFC form (Unicode Standard Annex 15), so that é is é however it is stored; with case
folded, NFC of its full case folding (The Unicode Standard, section 5.18: ß is ss); with accents folded,
without its accents. What is searched for is found where its key stands in the text's key.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padanan.core.model import Span

# Accents are the marks that a reader of the script can do without: the diacritics of Latin, Greek and
# Cyrillic (five blocks of the Unicode code charts), the points of Hebrew and Arabic. The vowel signs of Thai
# and Indic scripts and the voicing of kana are none: without them it is another word.
_ACCENTS = (
    (0x0300, 0x036F),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_WITHOUT_ACCENTS = dict.fromkeys(code for first, last in _ACCENTS for code in range(first, last + 1))
# Letters with a stroke have no decomposition, yet to their readers it is what a diacritic is to others'.
_WITHOUT_ACCENTS |= str.maketrans("đĐøØłŁħĦŧŦ", "dDoOlLhHtT")

# Scripts without spaces between words, where no character alone says where one ends: Thai and Lao, Burmese,
# Khmer, kana, Han.
UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)
# Vowels and final consonants that make one Hangul syllable with what stands before them.
_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """What makes no difference: upper and lower `case`, and `accents`."""

    case: bool = True
    accents: bool = False


def fold(text: str, folding: Folding) -> str:
    """Give the key of a text. Folding a key again changes nothing."""
    if text.isascii():
        return text.lower() if folding.case else text
    key = unicodedata.normalize("NFC", text)
    if folding.accents:
        bare = unicodedata.normalize("NFD", key).translate(_WITHOUT_ACCENTS)
        key = unicodedata.normalize("NFC", bare)
    if folding.case:
        key = unicodedata.normalize("NFC", key.casefold())
    return key


def is_spaced_word(character: str) -> bool:
    """Whether a character is part of a word that ends at spaces: a letter, mark, digit or underscore.

    None of the scripts in which words follow one another without a space.
    """
    if not (character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"):
        return False
    return not _is_within(character, UNSPACED)


def is_word_edge(key: str, place: int) -> bool:
    """Whether a word may begin or end before the character at `place`, 0..len(key)."""
    if not 0 < place < len(key):
        return True
    return not (is_spaced_word(key[place - 1]) and is_spaced_word(key[place]))


def find_all(key: str, needle: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """Give where a key holds another one, from the left, none overlapping; with `whole`, as whole words."""
    start = key.find(needle)
    while start >= 0:
        end = start + len(needle)
        is_hit = not whole or (is_word_edge(key, start) and is_word_edge(key, end))
        if is_hit:
            yield start, end
        start = key.find(needle, end if is_hit else start + 1)


def locate(text: str, needles: Sequence[str], folding: Folding, *, whole: bool) -> tuple[Span, ...]:
    """Give where keys stand in a text, in order; what overlaps is joined.

    A span begins and ends between whole characters with their marks, as readers see them, and the ss that
    was found in a ß is the ß.
    """
    key, places = _fold_with_places(text, folding)
    found = sorted(
        (places[start][0], places[end - 1][1])
        for needle in needles
        for start, end in find_all(key, needle, whole=whole)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Span(start=start, end=end) for start, end in joined)


def _fold_with_places(text: str, folding: Folding) -> tuple[str, list[tuple[int, int]]]:
    """Fold a text, and say for each character of the key what it stands for in the text."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        piece = fold(text[start:end], folding)
        pieces.append(piece)
        places += [(start, end)] * len(piece)
    return "".join(pieces), places


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text where folding both sides apart is folding the whole: before whatever never composes."""
    start = 0
    for place in range(1, len(text)):
        if not _joins(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _joins(character: str) -> bool:
    """Whether a character may compose with the one before it: marks, and the later parts of Hangul."""
    if character < "\u0300":
        return False
    return unicodedata.category(character)[0] == "M" or _is_within(character, _JAMO)


def _is_within(character: str, ranges: Sequence[tuple[int, int]]) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in ranges)
