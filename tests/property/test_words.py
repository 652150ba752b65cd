"""Words are counted as the rules of UAX #29 say, written out here one by one."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.words import CountMethod, measure

_CLASSES = (
    "CR", "LF", "Newline", "Extend", "Format", "ZWJ", "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote",
    "Double_Quote", "MidNumLet", "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "Regional_Indicator",
)  # fmt: skip
_PATTERNS = {name: regex.compile(rf"\p{{Word_Break={name}}}") for name in _CLASSES}
_LETTERS = {"ALetter", "Hebrew_Letter"}
_BETWEEN_LETTERS = {"MidLetter", "MidNumLet", "Single_Quote"}
_BETWEEN_NUMBERS = {"MidNum", "MidNumLet", "Single_Quote"}
_IGNORED = {"Extend", "Format", "ZWJ"}
_LINE_ENDS = {"CR", "LF", "Newline"}

# Every class of the rules, in the writings that they were made for; Thai and its like are counted otherwise.
_ALPHABET = "aZé'’\".,:;_-1٣אב״׳カター漢字ひら한글\u0308\u00ad\u200d \n\r👍🇮🇩·‿ʻ١١€%/"


def word_class(character: str) -> str:
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(character)), "Other")


def split_words(text: str) -> list[str]:
    """Cut at the default word boundaries: UAX #29, section 4.1.1, rules WB3 to WB13b."""
    words: list[str] = []
    # WB4: what is ignored belongs to the character before it, except after a line end.
    kept: list[tuple[str, str]] = []
    for character in text:
        name = word_class(character)
        if name in _IGNORED and kept and kept[-1][1] not in _LINE_ENDS:
            kept[-1] = (kept[-1][0] + character, kept[-1][1])
        else:
            kept.append((character, name))
    names = [name for _, name in kept]
    for index, (characters, _) in enumerate(kept):
        if words and joined(names, index):
            words[-1] += characters
        else:
            words.append(characters)
    return words


def joined(names: list[str], index: int) -> bool:
    before, after = names[index - 1], names[index]
    earlier = names[index - 2] if index > 1 else ""
    later = names[index + 1] if index + 1 < len(names) else ""
    return (
        (before in _LETTERS and after in _LETTERS)  # WB5
        or (before in _LETTERS and after in _BETWEEN_LETTERS and later in _LETTERS)  # WB6
        or (earlier in _LETTERS and before in _BETWEEN_LETTERS and after in _LETTERS)  # WB7
        or (before == "Hebrew_Letter" and after == "Single_Quote")  # WB7a
        or (before == after == "Numeric")  # WB8
        or (before in _LETTERS and after == "Numeric")  # WB9
        or (before == "Numeric" and after in _LETTERS)  # WB10
        or (earlier == "Numeric" and before in _BETWEEN_NUMBERS and after == "Numeric")  # WB11
        or (before == "Numeric" and after in _BETWEEN_NUMBERS and later == "Numeric")  # WB12
        or (before == after == "Katakana")  # WB13
        or (before in {*_LETTERS, "Numeric", "Katakana", "ExtendNumLet"} and after == "ExtendNumLet")  # WB13a
        or (before == "ExtendNumLet" and after in {*_LETTERS, "Numeric", "Katakana"})  # WB13b
        or (earlier == after == "Hebrew_Letter" and before == "Double_Quote")  # WB7c
        or (before == "Hebrew_Letter" and after == "Double_Quote" and later == "Hebrew_Letter")  # WB7b
    )


def is_wordlike(character: str) -> bool:
    kinds = {*_LETTERS, "Numeric", "Katakana"}
    return word_class(character) in kinds or regex.match(r"[\p{L}\p{Nl}]", character) is not None


# Letters carry the words: WB3, WB3c, WB15 and WB16 decide between characters that make none.
@given(st.text(_ALPHABET, max_size=30).map(lambda text: "x " + text))
def test_words_begin_where_the_rules_say(text: str) -> None:
    expected = sum(any(map(is_wordlike, word)) for word in split_words(text))
    assert measure(text, CountMethod.UAX29).words == expected


@given(st.text(max_size=40), st.sampled_from(CountMethod))
def test_every_text_can_be_counted(text: str, method: CountMethod) -> None:
    volume = measure(text, method)
    assert 0 <= volume.words <= len(text)
    assert 0 <= volume.ideograms <= len(text)
    assert volume.characters <= len(text) * 3
