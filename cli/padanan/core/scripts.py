"""Which script a text is written in, by Unicode's blocks, and which one its language wants."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from padanan.core.errors import LanguageError
from padanan.core.language import parse_language

# The blocks of letters (Unicode 16, Blocks.txt) by ISO 15924 codes.
_BLOCKS: Mapping[str, str] = MappingProxyType({
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Grek": "\u0370-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
    "Armn": "\u0531-\u0588",
    "Hebr": "\u05d0-\u05ea",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0970-\u097f",
    "Beng": "\u0980-\u09e3",
    "Guru": "\u0a00-\u0a65\u0a70-\u0a7f",
    "Gujr": "\u0a80-\u0ae3",
    "Orya": "\u0b00-\u0b63",
    "Taml": "\u0b80-\u0be5",
    "Telu": "\u0c00-\u0c63",
    "Knda": "\u0c80-\u0ce3",
    "Mlym": "\u0d00-\u0d63",
    "Sinh": "\u0d80-\u0ddf",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Laoo": "\u0e80-\u0ecd",
    "Tibt": "\u0f40-\u0fbc",
    "Mymr": "\u1000-\u103f\u1050-\u109d",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Ethi": "\u1200-\u135f",
    "Khmr": "\u1780-\u17d3",
    "Mong": "\u1820-\u18aa",
    "Kana": "\u3041-\u30ff",
    "Hang": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af",
})  # fmt: skip
_NAMES: Mapping[str, str] = MappingProxyType({
    "Latn": "Latin", "Grek": "Greek", "Cyrl": "Cyrillic", "Armn": "Armenian", "Hebr": "Hebrew",
    "Arab": "Arabic", "Deva": "Devanagari", "Beng": "Bengali", "Guru": "Gurmukhi", "Gujr": "Gujarati",
    "Orya": "Oriya", "Taml": "Tamil", "Telu": "Telugu", "Knda": "Kannada", "Mlym": "Malayalam",
    "Sinh": "Sinhala", "Thai": "Thai", "Laoo": "Lao", "Tibt": "Tibetan", "Mymr": "Burmese",
    "Geor": "Georgian", "Ethi": "Ethiopic", "Khmr": "Khmer", "Mong": "Mongolian", "Kana": "Japanese",
    "Hang": "Korean", "Hani": "Chinese",
})  # fmt: skip
_TOGETHER: Mapping[str, frozenset[str]] = MappingProxyType({
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Jpan": frozenset({"Hani", "Kana"}),
    "Kore": frozenset({"Hang", "Hani"}),
})  # fmt: skip
# Languages that are written in several scripts: unless the tag names one, all of them are right.
_SEVERAL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("az", "bs", "crh", "kk", "ku", "ky", "mn", "sh", "sr", "tg", "tk", "tt", "ug", "uz"),
            frozenset({"Latn", "Cyrl", "Arab", "Mong"}),
        ),
        **dict.fromkeys(("ha", "kok", "ks", "ms", "pa", "sd"), frozenset({"Latn", "Arab", "Deva", "Guru"})),
        **dict.fromkeys(("ber", "kab", "shi", "tzm", "zgh"), frozenset({"Latn", "Arab"})),
    }
)
# What either half of the Chinese-speaking world types without giving it a thought.
_IN_BOTH = frozenset("没内强别着够叠丢横虚決况决並於妳祂囉")


@lru_cache(maxsize=256)
def scripts_of(tag: str) -> frozenset[str]:
    """Give the scripts a language is written in, of those known here; none where nothing is known."""
    try:
        language = parse_language(tag)
    except LanguageError:
        return frozenset()
    is_named = any(len(part) == 4 and part.isalpha() for part in tag.split("-")[1:])
    if language.language in _SEVERAL and not is_named:
        return _SEVERAL[language.language]
    script = language.script or ""
    return _TOGETHER.get(script, frozenset({script}) if script in _BLOCKS else frozenset())


@cache
def letters_of(script: str) -> re.Pattern[str]:
    """Give a pattern for one letter of a script."""
    return re.compile(f"[{_BLOCKS[script]}]")


@lru_cache(maxsize=256)
def foreign_letters(scripts: frozenset[str]) -> re.Pattern[str]:
    """Give a pattern for one letter of any other script; Latin ones stand in texts of all languages."""
    blocks = (block for script, block in _BLOCKS.items() if script not in {*scripts, "Latn"})
    return re.compile(f"[{''.join(blocks)}]")


def script_of_letter(letter: str) -> str | None:
    """Name the script of a letter in English, None where it is not known here."""
    return next((_NAMES[script] for script in _BLOCKS if letters_of(script).match(letter)), None)


@cache
def other_chinese(script: str) -> frozenset[str]:
    """Give the characters that text in simplified (Hans) or traditional (Hant) Chinese does not have.

    GB 2312 has the characters of simplified Chinese, Big5 those of traditional; what one of them has among
    its usual characters and the other lacks gives the script away. Variants typed in both are left out.
    Cost: 10 ms, once.
    """
    if script == "Hant":
        strange = {one for one in _han() if _byte(one, "gb2312") and not _byte(one, "big5")}
    else:
        # The first level of Big5, from A4 to C6, has the usual characters.
        strange = {one for one in _han() if 0xA4 <= _byte(one, "big5") <= 0xC6 and not _byte(one, "gb2312")}
    return frozenset(strange) - _IN_BOTH


def _han() -> Iterator[str]:
    yield from map(chr, range(0x4E00, 0xA000))


def _byte(character: str, encoding: str) -> int:
    """Give the first byte of a character in an encoding, 0 where it is not in there."""
    encoded = character.encode(encoding, errors="ignore")
    return encoded[0] if encoded else 0
