"""How much text there is: words by a named method, characters, ideograms.

There is no one word count: tools differ by ten percent and more on the same text, and by a factor of two in
Chinese. So the method always has a name, and characters stand beside the words.
"""

import html
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import regex

from padanan.core.markup import find_tags
from padanan.core.model import InlineCode
from padanan.core.placeholders import SYNTAXES, read_placeholders

# OBJECT REPLACEMENT CHARACTER: something that is no text stands here. It is no part of any word.
OBJECT_REPLACEMENT = "\ufffc"
_ENTITY = regex.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]*);")
# Elements that stand inside words (`un<b>do</b>`); any other tag separates what is on its two sides.
_INSIDE_WORDS = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "nobr", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
})  # fmt: skip

# Chinese characters, and the letters that Japanese and Chinese write between them: one a square.
_IDEOGRAM = regex.compile(r"(?=\p{L}|\p{Nl})[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}ー]")
# GMX-V 2.0's factor for Thai. UAX #29 asks for a dictionary where Thai, Lao, Khmer and Burmese are written.
_CHARACTERS_PER_UNSPACED_WORD = 6
_SPACE = regex.compile(r"[\s\u200b]+")
_LETTER = regex.compile(r"[\p{L}\p{N}]")


# A letter for each class of UAX #29's table 3 that its rules name; what they ignore (WB4) is left out. T, I
# and the space are ours: T for writings without spaces, I for letters that are words by themselves (字).
_CLASSES = {
    "T": regex.compile(r"\p{Line_Break=SA}"),
    "": regex.compile(r"[\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}]"),
    "A": regex.compile(r"\p{WB=ALetter}"),
    "H": regex.compile(r"\p{WB=Hebrew_Letter}"),
    "N": regex.compile(r"\p{WB=Numeric}"),
    "K": regex.compile(r"\p{WB=Katakana}"),
    "U": regex.compile(r"\p{WB=ExtendNumLet}"),
    "l": regex.compile(r"\p{WB=MidLetter}"),
    "n": regex.compile(r"\p{WB=MidNum}"),
    "b": regex.compile(r"[\p{WB=MidNumLet}\p{WB=Single_Quote}]"),
    "d": regex.compile(r"\p{WB=Double_Quote}"),
    "I": regex.compile(r"[\p{L}\p{Nl}]"),
    " ": regex.compile(r"(?s:.)"),
}
# Rules WB5 to WB13b of UAX #29, over these letters. (The regex module's own \b breaks `l'été` in two.)
_PART = r"(?:(?:[AH]++(?:[lb][AH]++)*+|N++(?:[nb]N++)*+|(?<=H)d(?=H))++|K++)"
_WORD = re.compile(rf"U*+{_PART}(?:U++{_PART}?+)*+|I|(?P<unspaced>T++)")


class _ClassTable(dict[int, str]):
    """Classes by code point, found out as they come."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = next(name for name, kind in _CLASSES.items() if kind.fullmatch(character))
        return found


_CLASS_OF = _ClassTable()


def word_class(character: str) -> str:
    """Give the letter that a character has in the patterns of words; "" where it is passed over."""
    return _CLASS_OF[ord(character)]


class CountMethod(StrEnum):
    """What a word is.

    UAX29: what the default word boundaries of Unicode Standard Annex #29 enclose, if it has a letter or a
    digit; GMX-V (ETSI GS LIS 004) prescribes these boundaries. A Chinese character, and a Japanese one but
    for runs of katakana, is a word; `don't`, `1.000,5` and `a.b` are one, `e-mail` and `and/or` two. Thai,
    Lao, Khmer and Burmese count a word for six letters, GMX-V's factor for Thai.

    SPACES: what stands between white space, punctuation by itself too, as memoQ's own count and wc do.

    IDEOGRAMS: every Chinese or Japanese character is a word, and so is what stands between white space and
    such characters, if it has a letter or a digit, much as Trados does.
    """

    UAX29 = "uax29"
    SPACES = "spaces"
    IDEOGRAMS = "ideograms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """An amount of text.

    `characters` are code points after NFC, without white space; `ideograms` those of them that are Chinese
    characters, kana or bopomofo.
    """

    words: int = 0
    characters: int = 0
    ideograms: int = 0

    def __add__(self, other: "Volume") -> "Volume":
        """Add up two amounts."""
        return Volume(
            words=self.words + other.words,
            characters=self.characters + other.characters,
            ideograms=self.ideograms + other.ideograms,
        )


def readable_text(text: str, *, codes: Iterable[InlineCode] = (), syntaxes: Iterable[str] = ()) -> str:
    """Leave of a text what people read: without inline codes, tags and placeholders, entities resolved.

    A placeholder, or a code that stands by itself, leaves U+FFFC behind, which belongs to no word. Tags that
    may stand inside a word leave nothing, others a space.

    Args:
        text: Any text.
        codes: Its inline codes, in document order.
        syntaxes: The placeholder syntaxes that it is written in; those `core.placeholders` does not know are
            passed over.
    """
    text = _cut_codes(text, codes)
    for syntax in syntaxes:
        if syntax in SYNTAXES:
            text = _cut_placeholders(text, syntax)
    text = _cut_tags(text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def measure(text: str, method: CountMethod) -> Volume:
    """Count words, characters and ideograms of a text as `readable_text` gives it.

    Cost: O(length), some ten million characters a second.
    """
    text = unicodedata.normalize("NFC", text)
    return Volume(
        words=_COUNTERS[method](text),
        characters=sum(map(len, text.split())) - text.count(OBJECT_REPLACEMENT),
        ideograms=0 if text.isascii() else len(_IDEOGRAM.findall(text)),
    )


def _cut_codes(text: str, codes: Iterable[InlineCode]) -> str:
    pieces = []
    end = 0
    for code in codes:
        pieces += [text[end : code.offset], OBJECT_REPLACEMENT if code.kind == "standalone" else ""]
        end = code.offset
    return "".join([*pieces, text[end:]])


def _cut_placeholders(text: str, syntax: str) -> str:
    spans = {(item.span.start, item.span.end) for item in read_placeholders(text, syntax).placeholders}
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{OBJECT_REPLACEMENT}{text[end:]}"
    return text


def _cut_tags(text: str) -> str:
    for tag in reversed(find_tags(text)):
        gap = "" if tag.name in _INSIDE_WORDS else " "
        text = f"{text[: tag.span.start]}{gap}{text[tag.span.end :]}"
    return text


def _count_uax29(text: str) -> int:
    classes = text.translate(_CLASS_OF)
    runs = _WORD.findall(classes)  # "" for a word, the run where there are no spaces
    return sum(math.ceil(len(run) / _CHARACTERS_PER_UNSPACED_WORD) or 1 for run in runs)


def _count_spaced(text: str) -> int:
    return sum(bool(piece) for piece in _SPACE.split(text.replace(OBJECT_REPLACEMENT, "")))


def _count_ideograms(text: str) -> int:
    rest, ideograms = _IDEOGRAM.subn(" ", text)
    return ideograms + sum(_LETTER.search(piece) is not None for piece in _SPACE.split(rest))


_COUNTERS = {
    CountMethod.UAX29: _count_uax29,
    CountMethod.SPACES: _count_spaced,
    CountMethod.IDEOGRAMS: _count_ideograms,
}
