"""Telling languages apart by the small words that every text has.

A few dozen words a language, chosen to be frequent and to be missing from its nearest relatives. That is
enough for a catalogue of some hundred words, and too little for a single message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_WORDS: Mapping[str, str] = MappingProxyType({
    "cs": "je na se v z do i nebo jsou že při jako pro již není může byl být který tato tento soubor "
    "však také",
    "da": "og ikke til er af på med som eller du kan skal hvis fra være denne dette blev filen også en "
    "et efter",
    "de": "der die das und nicht ist wird werden für mit eine einen oder auf von sie kann wenn zu bei "
    "nach",
    "en": "the of and to is not this that for with are from you your be been has have or if by it an "
    "was will",
    "es": "el de en a los las del una no para con por que es se ha su este esta como más está o y "
    "archivo puede "
    "si",
    "fi": "ei on ja tai ole voi tämä että kun se oli sen mutta jos ovat joka tiedosto tiedostoa",
    "fr": "le de en les des une du est pas pour dans vous que avec ne sur ce cette ou être et au votre aux "
    "sont",
    "hr": "je na i u do nije ili jest koji koja što kako za od sa može biti datoteka datoteke samo bio "
    "ovaj ova se",
    "hu": "a az és nem egy vagy hogy ez van meg kell lehet csak fájl ki be is volt",
    "id": "anda bisa tidak karena berkas silakan dengan untuk dari yang ini itu harus atau telah "
    "pengguna surel gagal",
    "it": "il a in lo gli dei della del una non per con che è sono di nel alla questo questa puoi essere o e",
    "ms": "anda boleh tidak kerana fail sila dengan untuk daripada yang ini itu mesti atau telah "
    "pengguna emel gagal awak kata laluan pautan tetapan",
    "nb": "og ikke til er av på med som eller du kan skal hvis fra være denne dette ble filen også en "
    "et etter",
    "nl": "de het een en niet is voor van met op wordt worden of dat zijn kan als naar bij deze uw niet "
    "je",
    "pl": "nie jest lub się na do z w dla który przez być może został to plik pliku oraz tego",
    "pt": "o de a os as do da uma não para com por que é são em no na este esta você seu ou e arquivo pode "
    "foi",
    "ro": "și nu este sau pentru din cu la care un o fi fost acest această mai fișierul de în sunt",
    "sk": "je na sa v z do i alebo sú že pri ako pre už nie môže bol byť ktorý táto tento súbor však tiež",
    "sl": "je i v z do ali ni za in ki na se pri lahko bil biti datoteka datoteke samo tega kot so",
    "sv": "och inte till är av på med som eller du kan ska om från vara denna detta blev filen även en "
    "ett efter",
    "tr": "ve bir bu için değil ile veya olarak daha olan var yok lütfen gerekli dosya kadar sonra",
})  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """How often words stand in a text that only one of two languages has."""

    language: str
    words: int
    own_words: int


def guess_other_language(text: str, language: str) -> Guess | None:
    """Give the language whose small words stand in a text most often, if it is another one.

    Words that both languages have do not count. None where nothing is known of the language, or where its
    own words are as frequent.

    Args:
        text: Some hundred words, best without markup.
        language: The language subtag that the text is said to be in.
    """
    own = frozenset(_WORDS.get(language, "").split())
    if not own:
        return None
    counts: dict[str, int] = {}
    for word in _LETTERS.findall(text.lower()):
        counts[word] = counts.get(word, 0) + 1
    guesses = []
    for other, listed in _WORDS.items():
        words = frozenset(listed.split())
        theirs = sum(counts.get(word, 0) for word in words - own)
        ours = sum(counts.get(word, 0) for word in own - words)
        if other != language and theirs > ours:
            guesses.append(Guess(language=other, words=theirs, own_words=ours))
    return max(guesses, key=lambda guess: guess.words - guess.own_words, default=None)
