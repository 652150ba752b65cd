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
# An abbreviation with an ending of the language behind it: SMSом, PHPову; a variable or a unit: xом, Δt.
_ABBREVIATION = re.compile(r"[A-ZΑ-ΩА-Я]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Homoglyph:
    """Letters in a word of another script; `script` is the word's, `meant` what its letters would be."""

    span: Span
    word: str
    script: str
    meant: str


def find_homoglyphs(text: str, script: str) -> Iterator[Homoglyph]:
    """Find letters of Latin in words of `script` ("cyrillic", "greek"), and of `script` in Latin words.

    Only letters that look like one of the word's script count, and only beside more letters of that script
    than of their own: an abbreviation with an ending (`SMSом`) and a symbol (`Δt`) are left alone.
    Cost: O(length).
    """
    for word in _WORDS[script].finditer(text):
        pieces = list(_PIECES[script].finditer(word[0]))
        if len(pieces) < 2:
            continue
        counts = {name: sum(len(piece[name] or "") for piece in pieces) for name in ("latin", "other")}
        if counts["latin"] != counts["other"]:
            strange = "latin" if counts["latin"] < counts["other"] else "other"
            yield from _strangers(word, pieces, script, strange)


def _strangers(
    word: re.Match[str], pieces: list[re.Match[str]], script: str, strange: str
) -> Iterator[Homoglyph]:
    to_latin, from_latin = _LOOKALIKES[script]
    for number, piece in enumerate(pieces):
        table = to_latin if piece.lastgroup == "other" else from_latin
        if piece.lastgroup != strange or not all(letter in table for letter in piece[0]):
            continue
        if number == 0 and _ABBREVIATION.fullmatch(piece[0]) and not pieces[1][0][0].isupper():
            continue
        start = word.start() + piece.start()
        yield Homoglyph(
            span=Span(start=start, end=start + len(piece[0])),
            word=word[0],
            script=script if strange == "latin" else "latin",
            meant="".join(table[letter] for letter in piece[0]),
        )
