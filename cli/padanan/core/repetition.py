"""Words that stand twice in a row, and in which languages that is as it should be.

The lists are of words that grammar or custom puts side by side: pronouns of subject and object (`vous vous`),
an article behind a relative pronoun (`die die`), a particle behind a preposition (`på på`).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from padanan.core.model import Span
from padanan.core.text import write_marks_as_letters

_REPETITION = re.compile(
    r"(?<![^\s\"'“„«(>`‘])([^\W\d_]++)[ \n]{1,2}\1(?![\w\-=(/@:·’']|\.\w)", re.IGNORECASE
)

# Languages in which doubling a word makes a plural, an adverb, "each" or "very", or in which the same small
# word has several tasks (Sotho and Tswana concords): only these words are never doubled there.
_NEVER_DOUBLED: Mapping[str, str] = MappingProxyType({
    "ar": "أن إلى التي الذي على في لا من هذا هذه",
    "az": "bu ilə və üçün",
    "eu": "da du edo eta",
    "fa": "است این با برای به در را و که",
    "he": "את הוא היא לא על של",
    "hi": "और का की के को में यह से है हैं",
    "hu": "a nem vagy és",
    "id": "adalah agar akan atau bahwa bisa dalam dan dapat dari dengan di harus ini itu jika karena ke "
    "oleh pada sebagai telah tidak untuk yang",
    "ms": "adalah agar akan atau bahawa boleh dalam dan dapat dari dengan di ini itu jika ke kerana "
    "oleh pada sebagai telah tidak untuk yang",
    "tr": "bu da de ile için ve veya",
    "vi": "bạn cho các của không là này trong và với được",
})  # fmt: skip
_DOUBLING = frozenset(_NEVER_DOUBLED) | {
    "am", "as", "awa", "ba", "bho", "bn", "brx", "ceb", "ckb", "crh", "cv", "doi", "dv", "fil", "gu",
    "haw", "hil", "ht", "hy", "hyw", "ilo", "ja", "jv", "ka", "kk", "km", "kmr", "kn", "ko", "kok",
    "ks", "ku", "ky", "lo", "lzh", "mai", "mg", "mi", "ml", "mn", "mni", "mr", "my", "nan", "ne", "nso",
    "or", "pa", "ps", "rw", "sa", "sah", "sat", "sd", "si", "sm", "sn", "so", "st", "su", "sw", "ta",
    "te", "tet", "tg", "th", "ti", "tk", "tl", "tn", "to", "tpi", "tt", "tyv", "ug", "ur", "uz", "xh",
    "yo", "yue", "zh", "zu",
}  # fmt: skip

_MAY_DOUBLE: Mapping[str, str] = MappingProxyType({
    "af": "die gou is nie nou plek so stil wat",
    "bg": "да едва",
    "br": "a ar",
    "ca": "ara no poc que si",
    "cy": "i o y yr",
    "da": "af at da de dem den der det du er for fra i med om op på som til ud var",
    "de": "das dem den der deren dessen die er es ihnen ihr ihre sie war was wir",
    "el": "λίγο μας που σας σιγά τη την της το τον του τους",
    "en": "blah bye can do had her is it no really so that very you",
    "eo": "ju pli ĝi",
    "es": "casi muy no que si sí",
    "et": "see",
    "fi": "hyvin ne niin se",
    "fr": "elle elles en faire non nous on peu que si très vous",
    "fy": "dat de der is it jo se",
    "ga": "a an do go is",
    "gd": "a an",
    "gl": "non que se",
    "ia": "que",
    "is": "að er sem það",
    "it": "appena che così lei man mano no ora passo pian piano poco quasi si subito sì via",
    "lb": "dat den der déi ech et si",
    "lt": "kas ką vos",
    "lv": "tik vien",
    "mk": "да се",
    "nb": "av de dem den der det du er for fra i med om opp på som til ut var",
    "nl": "aan af dat deze die dit door er haar had het in is je jullie me mee om op over toe u uit was "
    "we wie ze zich zijn",
    "nn": "av de dei den der det du er for frå i med om opp på som til ut var",
    "pl": "co coraz tuż",
    "pt": "a bem muito não que se",
    "ro": "ce doar o",
    "ru": "да еле очень что чуть это",
    "sk": "sa",
    "sq": "e i më një pak së të",
    "sv": "av de dem den det du för i med om på som till under var vara är",
    "uk": "ледь так це що",
})  # fmt: skip

# Words of one letter; any other letter by itself is a name, or a part of a pattern.
_ONE_LETTER: Mapping[str, str] = MappingProxyType({
    "be": "а і з у ў",
    "bg": "а в с и о",
    "bs": "a i o u k s",
    "ca": "a i o",
    "cs": "a i k o s u v z",
    "en": "a",
    "es": "a e o y u",
    "fr": "à a y",
    "gl": "a e o",
    "hr": "a i o u k s",
    "hu": "a",
    "it": "a e o",
    "mk": "а в и с о",
    "oc": "a e",
    "pl": "a i o u w z",
    "pt": "e o",
    "ru": "а в и к с о у",
    "sk": "a i o k u s v z",
    "sl": "a i o k s h v z",
    "sr": "а и о у с к a i o u k s",
    "uk": "а і ї з й о у в",
})  # fmt: skip


def find_repetitions(text: str, language: str | None = None) -> list[Span]:
    """Find words that stand twice in a row with nothing but a space between; spans cover both.

    Args:
        text: Any text.
        language: The language subtag whose custom is followed; None takes every repetition.
    Cost: O(length).
    """
    spans = (
        Span(start=found.start(), end=found.end())
        for found in _REPETITION.finditer(write_marks_as_letters(text))
    )
    return [span for span in spans if _is_repetition(text[span.start : span.end].split(), language)]


def _is_repetition(words: list[str], language: str | None) -> bool:
    first, second = words
    if not _is_plain(first, second):
        return False
    return language is None or not _is_custom(first if len(first) == 1 else first.lower(), language)


def _is_plain(first: str, second: str) -> bool:
    """Whether these are one word, perhaps with a capital at the beginning; NULL NULL is no sentence."""
    if first.lower() != second.lower() or (first.isupper() and len(first) > 1):
        return False
    return first == second or first[1:] == second[1:] == second[1:].lower()


def _is_custom(word: str, language: str) -> bool:
    """Whether a language has a word twice in a row; `word` is in small letters, unless it is a letter."""
    if len(word) == 1:
        return word not in _ONE_LETTER.get(language, "").split()
    if language in _DOUBLING:
        return word not in _NEVER_DOUBLED.get(language, "").split()
    return word in _MAY_DOUBLE.get(language, "").split()
