"""What stands in a text as data rather than as language: numbers, dates, addresses, placeholders, markup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from padanan.core.markup import find_tags
from padanan.core.model import InlineCode, Span
from padanan.core.placeholders import find_likely_placeholders
from padanan.core.text import write_marks_as_letters
from padanan.memory.repair.notation import FIXED_SPACES, Notation
from padanan.memory.repair.numbers import Date, Number, Time, read_date, read_number, read_time

_MASK = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: no letter, no digit, no space

# Chinese, Japanese, Korean, Thai and their neighbours: words of these scripts touch numbers without belonging
# to them.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WIDE_PUNCTUATION = "\u3000-\u3003\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_QUOTES = "\"'<>`|\\^«»‘-‟„"

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_URL = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:https?|ftps?|file)://|www\.)"
    rf"[^\s{_QUOTES}{UNSPACED}{_WIDE_PUNCTUATION}]+",
    re.IGNORECASE,
)
_URL_END = ".,;:!?)]}*_…"
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_DATE = re.compile(
    r"(?<![\d.,/-])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))(?![\d/-]|[.,]\d)"
)
_PLAIN_DIGITS = r"\d+(?:[.,'’٫٬．，]\d+)*"
_SIGNS = {"-": "-", "\u2212": "-", "+": "+"}
_LETTERS_BEFORE = re.compile(rf"[^\W\d_{UNSPACED}]+\Z")
_LETTERS_AFTER = re.compile(rf"[^\W\d_{UNSPACED}]+")
_HALF_OF_DAY = re.compile(r"[ \u00a0\u202f]?([ap])\.?m\b", re.IGNORECASE)


class Kind(StrEnum):
    """What a placeable is."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    URL = "url"
    EMAIL = "e-mail"
    PLACEHOLDER = "placeholder"
    TAG = "tag"
    CODE = "code"


Value = str | Date | Time | tuple[str, Number, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeable:
    """A piece of a text and what it says.

    `value` is comparable across languages where the piece `is_read`; else, and for addresses, placeholders
    and markup, it is the text itself. `before` and `after` are letters joined to a number; `after` is "a"
    or "p" for a time with a.m. or p.m.; `before` is an inline code's kind, and `code` its number among them.
    What `is_part` of something larger (`H1N1`, `.5`) is never replaced.
    """

    kind: Kind
    span: Span
    text: str
    value: Value
    is_read: bool = False
    before: str = ""
    after: str = ""
    code: int | None = None
    is_part: bool = False


def find_placeables(
    text: str, codes: Sequence[InlineCode], notation: Notation, syntaxes: Sequence[str] | None
) -> tuple[Placeable, ...]:
    """Find the placeables of a text in order; they do not overlap.

    Args:
        text: The text.
        codes: Its inline codes.
        notation: How its language writes numbers.
        syntaxes: The placeholder syntaxes of core.placeholders.SYNTAXES that it is written in; None where
            that is not known, so that anything that looks like one counts.
    """
    found: list[Placeable] = []
    masked = write_marks_as_letters(text)
    for finder in (_find_tags, _find_urls, _find_emails, _find_entities):
        masked = _take(finder(masked, text), masked, found)
    masked = _take(_find_placeholders(masked, text, syntaxes), masked, found)
    masked = _take(_find_dates(masked, notation), masked, found)
    masked = _take(_find_times(masked, notation), masked, found)
    found += _find_numbers(masked, text, notation)
    found += _find_codes(codes)
    return tuple(sorted(found, key=lambda placeable: (placeable.span.start, placeable.span.end)))


def _take(placeables: Iterator[Placeable], masked: str, found: list[Placeable]) -> str:
    """Note what was found, and hide it from those who look next."""
    pieces, end = [], 0
    for placeable in placeables:
        found.append(placeable)
        pieces += [masked[end : placeable.span.start], _MASK * len(placeable.text)]
        end = placeable.span.end
    return "".join([*pieces, masked[end:]])


def _literal(kind: Kind, text: str, start: int, end: int) -> Placeable:
    piece = text[start:end]
    return Placeable(kind=kind, span=Span(start=start, end=end), text=piece, value=piece)


def _find_tags(masked: str, text: str) -> Iterator[Placeable]:
    for tag in find_tags(masked):
        yield _literal(Kind.TAG, text, tag.span.start, tag.span.end)


def _find_entities(masked: str, text: str) -> Iterator[Placeable]:
    for found in _ENTITY.finditer(masked):
        yield _literal(Kind.TAG, text, *found.span())


def _find_urls(masked: str, text: str) -> Iterator[Placeable]:
    for found in _URL.finditer(masked):
        address = found[0].partition(_MASK)[0]
        while address and address[-1] in _URL_END and not _closes(address):
            address = address[:-1]
        yield _literal(Kind.URL, text, found.start(), found.start() + len(address))


def _closes(address: str) -> bool:
    """Whether an address ends in a bracket that it opened itself."""
    pair = {")": "(", "]": "[", "}": "{"}.get(address[-1])
    return pair is not None and address.count(pair) >= address.count(address[-1])


def _find_emails(masked: str, text: str) -> Iterator[Placeable]:
    if "@" in masked:
        for found in _EMAIL.finditer(masked):
            yield _literal(Kind.EMAIL, text, *found.span())


def _find_placeholders(masked: str, text: str, syntaxes: Sequence[str] | None) -> Iterator[Placeable]:
    for span in find_likely_placeholders(masked, syntaxes):
        yield _literal(Kind.PLACEHOLDER, text, span.start, span.end)


def _find_dates(masked: str, notation: Notation) -> Iterator[Placeable]:
    for found in _DATE.finditer(masked):
        value = read_date(found[0], notation)
        is_time = value is None and (found[1] or found[2]) in notation.time_separators and read_time(found[0])
        if not is_time and not _touches_letters(masked, found):
            yield _read(Kind.DATE, found, value)


def _find_times(masked: str, notation: Notation) -> Iterator[Placeable]:
    separators = re.escape(notation.time_separators)
    pattern = rf"(?<![\d.,:])\d{{1,2}}([{separators}])\d{{2}}(?:\1\d{{2}})?(?![\d:]|[.,]\d)"
    for found in re.finditer(pattern, masked):
        half = _HALF_OF_DAY.match(masked, found.end())
        value = read_time(found[0])
        if value is not None and (half or not _touches_letters(masked, found)):
            yield replace(_read(Kind.TIME, found, value), after=half[1].lower() if half else "")


def _read(kind: Kind, found: re.Match[str], value: Date | Time | None) -> Placeable:
    span = Span(start=found.start(), end=found.end())
    return Placeable(kind=kind, span=span, text=found[0], value=value or found[0], is_read=value is not None)


def _touches_letters(text: str, found: re.Match[str]) -> bool:
    before, after = (
        _LETTERS_BEFORE.search(text[max(0, found.start() - 1) : found.start()]),
        _LETTERS_AFTER.match(text, found.end()),
    )
    return bool(before or after)


def _find_numbers(masked: str, text: str, notation: Notation) -> Iterator[Placeable]:
    for found in _number_pattern(notation).finditer(masked):
        start, end = found.span()
        before, after = (
            _LETTERS_BEFORE.search(masked[max(0, start - 40) : start]),
            _LETTERS_AFTER.match(masked, end),
        )
        letters = (
            text[start - len(before[0]) : start] if before else "",
            text[end : end + len(after[0])] if after else "",
        )
        sign = _sign(masked, start)
        is_part = _is_cut(masked, start, end, letters)
        number = None if is_part else read_number(found[0], notation)
        power = notation.power(text[end : end + 40])
        yield Placeable(
            kind=Kind.NUMBER,
            span=Span(start=start, end=end),
            text=found[0],
            value=found[0] if number is None else (sign, number, power),
            is_read=number is not None,
            before=letters[0],
            after="" if notation.power_of_word(letters[1]) else letters[1],
            is_part=is_part,
        )


def _number_pattern(notation: Notation) -> re.Pattern[str]:
    spaces = "".join(sorted(FIXED_SPACES | ({" "} if notation.groups_with_space else set())))
    grouped = rf"(?<!\d)\d{{1,3}}([{spaces}])\d{{3}}(?:\1\d{{3}})*(?:[.,٫]\d+)?(?!\d)"
    return re.compile(f"{grouped}|{_PLAIN_DIGITS}")


def _sign(text: str, start: int) -> str:
    """Give the sign of the number that begins at `start`, in ASCII, "" where there is none."""
    sign = _SIGNS.get(text[start - 1 : start], "")
    return sign if sign and (start == 1 or not re.match(rf"[\w{_MASK})\].%]", text[start - 2])) else ""


def _is_cut(text: str, start: int, end: int, letters: tuple[str, str]) -> bool:
    """Whether the digits are a part of something larger: `H1N1`, `.5`, `3万5千`."""
    if start > 0 and text[start - 1] in ".,·" and (start == 1 or not text[start - 2].isalnum()):
        return True
    before, after = letters
    behind = text[: start - len(before)][-1:] if before else ""
    beyond = text[end + len(after) :][:1] if after else ""
    return behind.isdecimal() or beyond.isdecimal() or _is_compound(text, start, end)


def _is_compound(text: str, start: int, end: int) -> bool:
    powers = "十百千万萬亿億兆"
    after = re.match(rf"[ ]?[{powers}]+[零]?[ ]?\d", text[end : end + 12])
    before = re.search(rf"\d[ ]?[{powers}]+[零]?[ ]?\Z", text[max(0, start - 12) : start])
    return bool(after or before)


def _find_codes(codes: Sequence[InlineCode]) -> Iterator[Placeable]:
    for number, code in enumerate(codes):
        span = Span(start=code.offset, end=code.offset)
        yield Placeable(
            kind=Kind.CODE, span=span, text=code.markup, value=code.markup, before=code.kind, code=number
        )
