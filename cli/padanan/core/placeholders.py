"""Placeholders in a text: one table of syntaxes, each a function from text to spans.

A syntax is named as gettext's format flag names it, without "-format": the syntax of `python-brace-format` is
`python-brace`. Reading never fails: what is broken is reported beside what could be read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from padanan.core.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A place where the program puts a value.

    `argument` says which one: a name, or the 1-based position of an argument. `kind` says what the value must
    be or how it is shown ("integer", "text", "formatted value"), and is "" where neither is said.
    `is_numbered` tells `%1$s` and `{0}`, which may be moved, from `%s` and `{}`.
    """

    span: Span
    text: str
    argument: str | int
    kind: str = ""
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that begins like a placeholder and is none; `reason` completes the sentence "it ..."."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatString:
    """What a text asks of the program: placeholders in order of appearance, and what is broken."""

    placeholders: tuple[Placeholder, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_placeholders(text: str, syntax: str) -> FormatString:
    """Find the placeholders of a text in a syntax of SYNTAXES.

    Raises:
        KeyError: no such syntax.
    Cost: O(length); repeated texts are answered from a cache.
    """
    return _read(text, syntax)


def find_likely_placeholders(text: str, syntaxes: Iterable[str] | None = None) -> tuple[Span, ...]:
    """Find the placeholders of a text whose syntax may be unknown; spans in order, without overlaps.

    Args:
        text: The text.
        syntaxes: Its syntaxes; None for all, but without what is only a placeholder by chance: `100% sure`.
    """
    spans = (
        placeholder.span
        for syntax in (SYNTAXES if syntaxes is None else syntaxes)
        for placeholder in read_placeholders(text, syntax).placeholders
        if syntaxes is not None or _looks_meant(text, placeholder.span)
    )
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def _looks_meant(text: str, span: Span) -> bool:
    piece = text[span.start : span.end]
    if not piece.startswith("%"):
        return " " not in piece
    return piece[1] != " " and not text[max(0, span.start - 1) : span.start].isdecimal()


def is_date_pattern(text: str) -> bool:
    """Whether the percent signs of a text make a pattern for dates and times (`%b %d, %Y`), not for printf.

    They do when strftime knows all of them and one of them means nothing, or something else, to printf.
    Source: strftime in C and Python; `%-d` is GNU's.
    """
    letters = re.findall(r"%[-_0^#EO]?([a-zA-Z%])", text)
    return (
        "%" in text
        and text.count("%") == len(letters) + letters.count("%")
        and set(letters) <= _DATE_LETTERS
        and bool(set(letters) & _ONLY_DATE_LETTERS)
    )


_DATE_LETTERS = frozenset("aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%")
_ONLY_DATE_LETTERS = _DATE_LETTERS - frozenset("aAcCdeFgGmnpsSuxX%")


# --- printf -------------------------------------------------------------------------------------------------

# A conversion is matched part by part, each of them optional, so that a broken one shows how far it is sound.
_C = re.compile(
    r"%(?:(?P<number>[0-9]+)\$)?(?P<flags>[-+ #0'I]*)"
    r"(?P<width>\*(?:[0-9]+\$)?|[0-9]*)(?P<precision>\.(?:\*(?:[0-9]+\$)?|[0-9]*))?"
    r"(?P<length>hh|ll|[hlqLjzZt])?(?:<(?P<macro>[A-Za-z0-9]+)>|(?P<conversion>[a-zA-Z%]))?"
)
_PYTHON = re.compile(
    r"%(?:\((?P<name>(?:[^()]|\([^()]*\))*)\))?(?P<flags>[-+ #0]*)"
    r"(?P<width>\*|[0-9]*)(?P<precision>\.(?:\*|[0-9]*))?[hlL]?(?P<conversion>[a-zA-Z%])?"
)

_C_KINDS: Mapping[str, str] = {
    **dict.fromkeys("di", "integer"),
    **dict.fromkeys("uoxX", "unsigned integer"),
    **dict.fromkeys("aAeEfFgG", "floating-point number"),
    "c": "character",
    "C": "wide character",
    "s": "text",
    "S": "wide text",
    "p": "pointer",
    "n": "counter",
}
_C_NO_LENGTH = frozenset("csCSp")  # but for `l`, which makes `c` and `s` wide
_C_SAME_LENGTH = {"q": "ll", "Z": "z"}  # old names
# The macros of C's <inttypes.h> that gettext reads in angle brackets: `%<PRIu64>`.
_C_MACRO = re.compile(r"PRI([dioxuX])((?:LEAST|FAST)?(?:8|16|32|64)|MAX|PTR)")
_PYTHON_KINDS: Mapping[str, str] = {
    **dict.fromkeys("diouxX", "integer"),
    **dict.fromkeys("eEfFgG", "floating-point number"),
    "c": "character",
    **dict.fromkeys("sra", "text"),
}


def _c_conversions(text: str) -> Iterator[Placeholder | Fault]:
    position = 1
    for found in _percents(_C, text):
        kind = _c_kind(found)
        if kind is None:
            yield _fault(found, _printf_reason(found))
            continue
        for star in (found["width"], found["precision"]):
            if star and "*" in star:
                number = star.strip(".*$")
                yield _placeholder(found, int(number or position), "integer", numbered=bool(number))
                position += not number
        if kind:
            number = found["number"]
            yield _placeholder(found, int(number or position), kind, numbered=bool(number))
            position += not number


def _c_kind(found: re.Match[str]) -> str | None:
    """Tell what a conversion asks for: "" for nothing (`%%`, `%m`), None when it is broken."""
    if found["macro"]:
        macro = _C_MACRO.fullmatch(found["macro"])
        return f"{_C_KINDS[macro[1]]} ({macro[2]})" if macro and not found["length"] else None
    conversion, length = found["conversion"] or "", found["length"]
    if conversion in {"%", "m"}:
        return ""
    if found["number"] == "0":
        return None
    if length and conversion in _C_NO_LENGTH:
        return _C_KINDS.get(conversion.upper()) if length == "l" else None
    kind = _C_KINDS.get(conversion)
    return f"{kind} ({_C_SAME_LENGTH.get(length, length)})" if kind and length else kind


def _python_conversions(text: str) -> Iterator[Placeholder | Fault]:
    position = 1
    for found in _percents(_PYTHON, text):
        if found[0] == "%%":
            continue
        kind = _PYTHON_KINDS.get(found["conversion"] or "")
        if kind is None:
            yield _fault(found, _printf_reason(found))
            continue
        for star in (found["width"], found["precision"]):
            if star and "*" in star:
                yield _placeholder(found, position, "integer")
                position += 1
        if found["name"] is not None:
            yield _placeholder(found, found["name"], kind, numbered=True)
        else:
            yield _placeholder(found, position, kind)
            position += 1


def _percents(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    position = text.find("%")
    while position >= 0 and (found := pattern.match(text, position)):
        yield found
        position = text.find("%", found.end())


def _printf_reason(found: re.Match[str]) -> str:
    if found.end() == len(found.string) and not found["conversion"]:
        return "ends in the middle; a percent sign by itself is written %%"
    if found["conversion"]:
        return f"has the unknown conversion {found['conversion']!r}; a percent sign by itself is written %%"
    return "has no conversion letter; a percent sign by itself is written %%"


def _placeholder(
    found: re.Match[str], argument: str | int, kind: str, *, numbered: bool = False
) -> Placeholder:
    span = Span(start=found.start(), end=found.end())
    return Placeholder(span=span, text=found[0], argument=argument, kind=kind, is_numbered=numbered)


def _fault(found: re.Match[str], reason: str) -> Fault:
    return Fault(span=Span(start=found.start(), end=found.end()), text=found[0], reason=reason)


# --- braces -------------------------------------------------------------------------------------------------

_BRACE = re.compile(r"\{\{|\}\}|[{}]")
_BRACE_FIELD = re.compile(
    r"\{(?P<argument>[^{}\[\].!:\s]*)(?P<path>(?:\.[^{}\[\].!:\s]+|\[[^\]{}]+\])*)"
    r"(?P<conversion>![^{}:]*)?(?P<format>:(?:[^{}]|\{[^{}]*\})*)?\}"
)


def _python_brace_fields(text: str) -> Iterator[Placeholder | Fault]:
    automatic = 0
    position = 0
    while brace := _BRACE.search(text, position):
        found = _BRACE_FIELD.match(text, brace.start())
        position = brace.end()
        if len(brace[0]) == 2:
            continue
        if found is None:
            yield _fault(brace, "has no partner; a brace by itself is written twice")
            continue
        position = found.end()
        if found["conversion"] not in {None, "!r", "!s", "!a"}:
            yield _fault(found, f"has the unknown conversion {found['conversion']!r}")
            continue
        for argument, nested in _brace_arguments(found):
            automatic += not argument
            yield _brace(found, argument, automatic, "" if nested else found["path"])


def _brace_arguments(found: re.Match[str]) -> Iterator[tuple[str, bool]]:
    yield found["argument"], False
    for name in re.findall(r"\{([^{}!:]*)[^{}]*\}", found["format"] or ""):
        yield name, True


def _brace(found: re.Match[str], argument: str, automatic: int, path: str) -> Placeholder:
    kind = "formatted value" if found["format"] else "converted value" if found["conversion"] else ""
    if not argument and not path:
        return _placeholder(found, automatic, kind)
    if argument.isdecimal() and not path:
        return _placeholder(found, int(argument) + 1, kind, numbered=True)
    return _placeholder(found, argument + path, kind, numbered=True)


# --- the table ----------------------------------------------------------------------------------------------

SYNTAXES: Mapping[str, Callable[[str], Iterable[Placeholder | Fault]]] = MappingProxyType(
    {
        "c": _c_conversions,
        "python": _python_conversions,
        "python-brace": _python_brace_fields,
    }
)


@lru_cache(maxsize=4096)
def _read(text: str, syntax: str) -> FormatString:
    parts = tuple(SYNTAXES[syntax](text))
    placeholders = tuple(part for part in parts if isinstance(part, Placeholder))
    faults = tuple(part for part in parts if isinstance(part, Fault))
    return FormatString(placeholders=placeholders, faults=(*faults, *_mixture(placeholders)))


def _mixture(placeholders: tuple[Placeholder, ...]) -> Iterator[Fault]:
    """Report the first placeholder that is numbered where those before it are not, or the reverse."""
    for other in placeholders:
        if other.is_numbered != placeholders[0].is_numbered:
            reason = f"does not go together with {placeholders[0].text}"
            yield Fault(span=other.span, text=other.text, reason=reason)
            return
