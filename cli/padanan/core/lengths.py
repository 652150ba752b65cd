"""How long a translation may be expected to be, from the scripts of the two languages."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from padanan.core.markup import find_tags

# Letters per letter of English, by script; vowel signs do not count. Medians over messages of more than 40
# letters in the catalogues of GNU and GNOME programs and of Django; others take about as many as English.
_LETTERS_PER_ENGLISH_LETTER: Mapping[str, float] = MappingProxyType({
    "Hani": 0.35, "Kana": 0.5, "Hang": 0.5, "Arab": 0.85, "Thai": 0.8, "Laoo": 0.8, "Khmr": 0.8, "Mymr": 0.6,
    "Deva": 0.6, "Beng": 0.6, "Guru": 0.6, "Gujr": 0.6, "Orya": 0.6, "Taml": 0.6, "Telu": 0.6, "Knda": 0.6,
    "Mlym": 0.6, "Sinh": 0.6,
})  # fmt: skip
_CODE = re.compile(r"%(?:\(\w*\))?[-+ #0-9.$]*[a-zA-Z]|\{[^{}]*\}|&#?\w{1,9};|https?://\S+|\$\{?\w+\}?")
_LETTER = re.compile(r"[^\W_]")


def count_letters(text: str) -> int:
    """Count letters and digits, without tags, placeholders, entities and addresses."""
    return len(_LETTER.findall(_CODE.sub(" ", blank_tags(text))))


def expected_share(scripts: frozenset[str]) -> float:
    """Give how many letters a language in these scripts needs for one of English."""
    shares = [
        _LETTERS_PER_ENGLISH_LETTER[script] for script in scripts if script in _LETTERS_PER_ENGLISH_LETTER
    ]
    return min(shares, default=1.0)


def blank_tags(text: str) -> str:
    """Put spaces in place of tags; offsets stay."""
    if "<" not in text:
        return text
    pieces = []
    end = 0
    for tag in find_tags(text):
        pieces += [text[end : tag.span.start], " " * (tag.span.end - tag.span.start)]
        end = tag.span.end
    return "".join([*pieces, text[end:]])
