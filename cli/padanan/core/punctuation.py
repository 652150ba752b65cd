"""Punctuation marks across languages: what each stands for, and how texts end.

Marks are compared by what they do, not by what they look like: `。`, `।` and `.` all end a statement. The
marks themselves are those of CLDR 48 (exemplar characters, type "punctuation") and of the Unicode Standard,
section 6.2 and the sections on each script.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from padanan.core.markup import TELLING_NAMES
from padanan.core.model import Span


class Mark(StrEnum):
    """What a mark at the end of a text says; the value is its name."""

    STOP = "full stop"
    COLON = "colon"
    SEMICOLON = "semicolon"
    QUESTION = "question mark"
    EXCLAMATION = "exclamation mark"
    INTERROBANG = "question and exclamation mark"
    ELLIPSIS = "ellipsis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The punctuation at the end of a text, as written at `span`."""

    mark: Mark
    text: str
    span: Span


_CHARACTERS: Mapping[Mark, str] = MappingProxyType({
    # Latin, full-width, ideographic, Indic dandas, Urdu, Armenian, Ethiopic, Burmese, Khmer, Tibetan,
    # Mongolian, Ol Chiki, Meetei Mayek, Sinhala, Syriac.
    Mark.STOP: ".．。｡।॥۔։።။។៕།༎᠃᠉᱾᱿꯫෴܀܁܂",
    Mark.COLON: ":：៖፥፦᠄՝․",
    Mark.SEMICOLON: ";；؛፤\u0387·",
    Mark.QUESTION: "?？؟՞፧⁇\u037e",
    Mark.EXCLAMATION: "!！՜‼߹",
    Mark.INTERROBANG: "‽⁈⁉",
    Mark.ELLIPSIS: "…⋯᠁",
})  # fmt: skip
_MARK_OF = {character: mark for mark, characters in _CHARACTERS.items() for character in characters}
# The languages of India and Nepal: a vertical bar is often typed for the danda.
DANDA_LANGUAGES = frozenset(
    {"as", "awa", "bho", "bn", "brx", "doi", "hi", "kok", "mai", "mr", "ne", "or", "pa", "sa"}
)
# There a dash announces, with or without a colon before it, or a visarga that looks like a colon.
_ANNOUNCED_OTHERWISE = DANDA_LANGUAGES | {"my", "shn"}
_COLON_LIKE = "-–—\u0903\u0983"
_ARMENIAN = frozenset({"hy", "hyw"})

MARKS = "".join(_MARK_OF)
CLOSING_QUOTES = "\"'”’“‘»«›‹」』｣〉》〞"
CLOSING_BRACKETS = ")]}）］｝】〕〗"
# What may stand behind the last mark of a text without being part of it: closing quotes and brackets, marks
# of emphasis, white space and direction marks.
_INVISIBLE = "\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
_TAIL = f"{CLOSING_QUOTES}{CLOSING_BRACKETS}*_`{_INVISIBLE}"
_LONGEST_TAG = 200
_LONGEST_ENDING = 1000  # what follows the last word is not looked through any further
_TAG_AT_END = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*|/)?>")
_ENTITY_AT_END = re.compile(r"&#?\w{1,30};\Z")
_BEHIND = re.compile(rf"[\s{re.escape(_TAIL)}]")
_SMILEY = re.compile(r"[:;]-?[()DPp]\Z")


def read_ending(text: str, language: str | None = None) -> Ending | None:
    """Find the punctuation that ends a text; None where it ends in a word, or is nothing but punctuation.

    White space, closing quotes and brackets and tags behind the mark are passed over. Two full stops or more
    are an ellipsis.

    Args:
        text: Any text.
        language: The language subtag; a bar counts as a full stop in Hindi, `;` as a question mark in Greek,
            and the marks of Armenian stand inside the last word.
    Cost: O(length of the end that is passed over), which is bounded.
    """
    end = end_of_words(text)
    start, first = end, max(0, end - _LONGEST_ENDING)
    while start > first and (_mark_of(text[start - 1], language) or _is_spaced_point(text, start, end)):
        start -= 1
    if start == end:
        return _armenian(text, end) if language in _ARMENIAN else None
    if start == 0 or _SMILEY.search(text[start : end + 1]) or _ENTITY_AT_END.search(text, first, end):
        return None
    run = text[start:end]
    mark = _mark_of_run(run, language)
    if language in _ARMENIAN and mark in {Mark.STOP, Mark.COLON}:
        return _armenian(text, start) or Ending(mark=mark, text=run, span=Span(start=start, end=end))
    return Ending(mark=mark, text=run, span=Span(start=start, end=end))


def end_of_words(text: str) -> int:
    """Give the offset behind the last character that is no white space, closing quote or bracket, or tag."""
    end = len(text.rstrip())
    first = max(0, end - _LONGEST_ENDING)
    while end > first:
        if _BEHIND.match(text, end - 1):
            end -= 1
            continue
        begin = text.rfind("<", max(0, end - _LONGEST_TAG), end) if text[end - 1] == ">" else -1
        tag = _TAG_AT_END.fullmatch(text, begin, end) if begin >= 0 else None
        if tag is None or tag["name"].lower() not in TELLING_NAMES:
            break
        end = begin
    return end


def _is_spaced_point(text: str, start: int, end: int) -> bool:
    """Whether a space stands between two points: `. . .` is an ellipsis."""
    return (
        start < end and text[start - 1] == " " and text[start] == "." and text[start - 2 : start - 1] == "."
    )


def _mark_of(character: str, language: str | None) -> Mark | None:
    if character == "|" and language in DANDA_LANGUAGES:
        return Mark.STOP
    if character == ";" and language == "el":
        return Mark.QUESTION
    if character in _COLON_LIKE and language in _ANNOUNCED_OTHERWISE:
        return Mark.COLON
    return _MARK_OF.get(character)


def _mark_of_run(run: str, language: str | None) -> Mark:
    marks = [mark for character in run if (mark := _mark_of(character, language))]
    kinds = set(marks)
    if Mark.INTERROBANG in kinds or kinds >= {Mark.QUESTION, Mark.EXCLAMATION}:
        return Mark.INTERROBANG
    for mark in (Mark.QUESTION, Mark.EXCLAMATION, Mark.COLON, Mark.SEMICOLON, Mark.ELLIPSIS):
        if mark in kinds:
            return mark
    return Mark.ELLIPSIS if len(marks) > 1 and set(run) <= {".", " ", "．", "。"} else Mark.STOP


def _armenian(text: str, end: int) -> Ending | None:
    """Find the question or exclamation mark over the last words of an Armenian sentence."""
    start = max(text.rfind("։", 0, end), text.rfind(":", 0, end), text.rfind("\n", 0, end)) + 1
    offset = max(text.rfind("՞", start, end), text.rfind("՜", start, end))
    if offset < 0:
        return None
    return Ending(mark=_MARK_OF[text[offset]], text=text[offset], span=Span(start=offset, end=offset + 1))


def count_marks(text: str, mark: Mark, language: str | None = None) -> int:
    """Count how often a kind of mark stands anywhere in a text; three points in a row are one ellipsis."""
    if mark is Mark.ELLIPSIS:
        return len(re.findall(r"\.\.+|…+|⋯+|。。+", text))
    if mark is Mark.INTERROBANG:
        return min(count_marks(text, Mark.QUESTION, language), count_marks(text, Mark.EXCLAMATION, language))
    return sum(text.count(character) for character in _characters(mark, language))


@lru_cache(maxsize=256)
def _characters(mark: Mark, language: str | None) -> str:
    extra = "|" if mark is Mark.STOP and language in DANDA_LANGUAGES else ""
    extra += ";" if mark is Mark.QUESTION and language == "el" else ""
    return _CHARACTERS[mark] + extra


def first_matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the first hundred matches of a pattern: a text with more of one mistake is no text."""
    return islice(pattern.finditer(text), 100)


# --- abbreviations ------------------------------------------------------------------------------------------

# English abbreviations that end in a point, and units and months that are shortened with one.
_ABBREVIATIONS = frozenset({
    "abbr", "addr", "al", "approx", "apr", "aug", "avg", "bldg", "btw", "cf", "cm", "co", "col", "corp",
    "dec", "dept", "dev", "dir", "dr", "ed", "eds", "est", "etc", "ex", "excl", "feb", "fig", "fri",
    "ft", "gen", "hr", "hrs", "inc", "incl", "info", "int", "jan", "jr", "jul", "jun", "kg", "km", "lib",
    "ltd", "mar", "max", "mg", "mgr", "min", "mins", "misc", "mm", "mon", "mr", "mrs", "ms", "msg", "no",
    "nos", "nov", "nr", "num", "obj", "oct", "op", "opt", "org", "orig", "oz", "para", "pos", "pp",
    "prev", "prof", "pt", "qty", "ref", "rev", "sat", "sec", "secs", "sep", "sept", "sr", "st", "sun",
    "tel", "temp", "thu", "thurs", "tue", "tues", "univ", "var", "vol", "vs", "wed", "yr", "yrs",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2}")
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\Z")


def ends_sentence(text: str, ending: Ending) -> bool:
    """Whether a full stop ends an English sentence, not an abbreviation (`etc.`, `e.g.`, `J.`) or a number.

    A heading that is nothing but one short word with a point (`No.`, `min.`) is an abbreviation.
    """
    before = text[: ending.span.start]
    found = _LAST_WORD.search(before[-40:])
    if found is None:
        return True
    word = found[1]
    if word.isdecimal():
        return bool(_WORD.search(before))
    if before.endswith((f"%{word}", f"){word}")):
        return True  # a placeholder
    if "." in word or len(word) == 1 or word.lower() in _ABBREVIATIONS:
        return False
    return len(word) > 4 or len(word) < len(before.strip())


# --- what languages demand ----------------------------------------------------------------------------------

# Thai, Lao and their neighbours end a sentence with a space (Unicode 16, section 16.1); Tibetan and Dzongkha
# end nearly every phrase with a shad, and have no other marks.
WITHOUT_FULL_STOP = frozenset({"bo", "dz", "khb", "lo", "nod", "tdd", "th"})
# A particle asks, and a question mark is for foreign words or for emphasis; in Japanese か does, with or
# without a full stop, and a title without it is a noun phrase.
QUESTION_BY_PARTICLE = frozenset({"bo", "dz", "ja", "khb", "km", "lo", "my", "nod", "shn", "tdd", "th"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptMarks:
    """The marks of a script that replace those of Latin text.

    `letters` is a range for a character class, `wanted` maps a Latin mark to that of the script, and
    `pattern` finds one (group `mark`) right behind a letter and at the end of a word.
    """

    letters: str
    wanted: Mapping[str, str]
    pattern: re.Pattern[str]


def _script(letters: str, wanted: Mapping[str, str], *, glued: str = "", last: str = "") -> ScriptMarks:
    """Prepare a script. Marks in `glued` may touch the next word; those in `last` must end the text.

    Where a point may end an abbreviation, marks count behind two letters only.
    """
    others = re.escape("".join(mark for mark in wanted if mark not in last)) or "\0"
    pattern = (
        rf"(?<=[{letters}]{{{2 if last else 1}}})[\"'”»)\]]?"
        rf"(?P<mark>[{others}](?=[\s\"'”»」』）)\]<]|\Z)"
        + (rf"|[{re.escape(glued)}](?=[{letters}])" if glued else "")
        + (rf"|[{re.escape(last)}](?=\s*\Z)" if last else "")
        + rf")(?<![{re.escape(''.join(wanted))}]{{2}})"
    )
    return ScriptMarks(letters=letters, wanted=wanted, pattern=re.compile(pattern))


# Letters and marks that spell: what stands behind them is punctuation of the script. Where abbreviations end
# in a point, only one at the end of the text counts.
_ARABIC_LETTERS = "\u0620-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
_ARABIC = _script(_ARABIC_LETTERS, {",": "،", ";": "؛", "?": "؟"}, glued=",;")
_URDU = _script(_ARABIC_LETTERS, {",": "،", ";": "؛", "?": "؟", ".": "۔"}, last=".")
_GREEK = _script("\u0386-\u03ff\u1f00-\u1fff", {"?": ";"})
_ARMENIAN_MARKS = _script("\u0531-\u0556\u0561-\u0587", {"?": "՞", "!": "՜"})
_ETHIOPIC = _script("\u1200-\u135a", {",": "፣", ".": "።"}, last=".")
_BURMESE = _script("\u1000-\u103f", {".": "။"}, last=".")
_KHMER = _script("\u1780-\u17d3", {".": "។"}, last=".")
_DANDA = _script("\u0900-\u0963\u0971-\u0dff", {"|": "।"})
_JAPANESE = _script(
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    {",": "、", ".": "。", "､": "、", "｡": "。"},
    glued=",.､｡",
)

# By language subtag. Source: CLDR 48, exemplar characters (punctuation) of each locale.
SCRIPTS_WITH_MARKS: Mapping[str, ScriptMarks] = MappingProxyType({
    **dict.fromkeys(("ar", "arz", "ary", "azb", "ckb", "fa", "lrc", "mzn", "ps", "sd", "ug"), _ARABIC),
    **dict.fromkeys(("ks", "pnb", "ur"), _URDU),
    "el": _GREEK,
    **dict.fromkeys(_ARMENIAN, _ARMENIAN_MARKS),
    **dict.fromkeys(("am", "ti"), _ETHIOPIC),
    "my": _BURMESE,
    "km": _KHMER,
    "ja": _JAPANESE,
    **dict.fromkeys(DANDA_LANGUAGES, _DANDA),
})  # fmt: skip
