"""Placeholders of compiled languages: Java, C#, C++, Rust, Go, Object Pascal.

Sources: java.text.MessageFormat and java.util.Formatter in Java's API; .NET, "Composite formatting";
std::format in C++20 [format.string]; Rust, std::fmt; Go, package fmt; Free Pascal, Format in SysUtils.
"""

import re
from collections.abc import Iterator, Mapping

from padanan.core.placeholders.matching import (
    Printf,
    fault,
    fault_at,
    in_printf,
    kinds,
    mixed_numbering,
    placeholder,
    printf_reason,
    starts,
    two_kinds,
)
from padanan.core.placeholders.model import Part, Placeholder, Reader

# --- java.text.MessageFormat --------------------------------------------------------------------------------

_ELEMENT = re.compile(
    r"(?P<number>[0-9]+)(?:,(?P<kind>time|date|number|choice)(?:,(?P<style>.*))?)?", re.DOTALL
)
# A pattern for numbers needs a digit somewhere: `#,##0.00`, `currency`.
_NUMBER_STYLE = re.compile(r"currency|percent|integer|[^#0]*[#0].*", re.DOTALL)
_MESSAGE_KINDS = {
    None: "",
    "time": "date or time",
    "date": "date or time",
    "number": "number",
    "choice": "number",
}


def _message_format(text: str) -> Iterator[Part]:
    """Read a pattern in which apostrophes quote: `''` is one, `'{'` a brace."""
    placeholders: list[Placeholder] = []
    position, quoting = 0, False
    while sign := _MESSAGE_SIGN.search(text, position):
        position = sign.end()
        if sign[0] == "'":
            quoting = not quoting
        elif sign[0] == "''" or quoting:
            continue
        elif sign[0] == "}":
            yield fault(sign, "closes nothing; a brace by itself is written '}'")
        else:
            end = _closing(text, position)
            if end is None:
                yield fault(sign, "is not closed; a brace by itself is written '{'")
                return
            position = end + 1
            part = _message_element(text, sign.start(), end + 1)
            yield part
            if isinstance(part, Placeholder):
                placeholders.append(part)
    yield from two_kinds([other for other in placeholders if other.kind])  # `{0}` shows anything


_MESSAGE_SIGN = re.compile(r"''|['{}]")
_BRACES = re.compile("[{}]")


def _closing(text: str, start: int) -> int | None:
    depth = 0
    for found in _BRACES.finditer(text, start):
        if found[0] == "{":
            depth += 1
        elif depth:
            depth -= 1
        else:
            return found.start()
    return None


def _message_element(text: str, start: int, end: int) -> Part:
    found = _ELEMENT.fullmatch(text, start + 1, end - 1)
    if found is None:
        return fault_at(text, start, end, "is no element of a message: a number, and how to show the value")
    if found["kind"] == "number" and found["style"] and not _NUMBER_STYLE.fullmatch(found["style"]):
        return fault_at(text, start, end, f"has a style that is none for numbers, {found['style']!r}")
    whole = fault_at(text, start, end, "")
    return Placeholder(
        span=whole.span,
        text=whole.text,
        argument=int(found["number"][-9:]) + 1,
        kind=_MESSAGE_KINDS[found["kind"]],
        is_numbered=True,
    )


# --- java.util.Formatter ------------------------------------------------------------------------------------

_FORMATTER_PATTERN = re.compile(
    r"%(?:(?P<number>[0-9]+)\$|(?P<last><))?(?P<flags>[-#+ 0,(]*+)(?P<width>[0-9]*+)(?P<precision>\.[0-9]+)?"
    r"(?P<conversion>[tT][a-zA-Z]|[a-zA-Z%])?"
)
_FORMATTER_KINDS = kinds(
    ("bBhHsS", "value"), ("cC", "character"), ("doxX", "integer"), ("eEfgGaA", "floating-point number"),
    ("tT", "date or time"), ("%n", ""),
)  # fmt: skip
_DATE_SUFFIXES = frozenset("HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc")
# The flags each conversion takes; `.` stands for a precision, `9` for a width.
_FORMATTER_FLAGS = kinds(
    ("bBhHsS", "-#.9"), ("cC", "-9"), ("d", "-+ 0,(9"), ("oxX", "-#+ 0(9"), ("eEfgG", "-#+ 0,(.9"),
    ("aA", "-#+ 0.9"), ("tT", "-9"), ("%", "-9"), ("n", ""),
)  # fmt: skip


def _formatter(text: str) -> Iterator[Part]:
    placeholders: list[Placeholder] = []
    position = 1
    for found in starts(_FORMATTER_PATTERN, text, "%"):
        kind = _formatter_kind(found)
        if kind is None or (found["last"] and not placeholders):
            yield fault(found, printf_reason(found))
        elif kind:
            number = found["number"]
            argument = int(number[-9:]) if number else position
            if found["last"]:
                argument = int(placeholders[-1].argument)
            position += not (number or found["last"])
            placeholders.append(placeholder(found, argument, kind, numbered=bool(number)))
            yield placeholders[-1]
    yield from two_kinds(placeholders)


def _formatter_kind(found: re.Match[str]) -> str | None:
    conversion = found["conversion"] or ""
    letter = conversion[:1]
    if len(conversion) > 1 and conversion[1] not in _DATE_SUFFIXES:
        return None
    if letter in "tT" and len(conversion) == 1:
        return None
    used = (
        set(found["flags"]) | ({"."} if found["precision"] else set()) | ({"9"} if found["width"] else set())
    )
    if not used <= set(_FORMATTER_FLAGS.get(letter, "")) or (
        found["number"] and not found["number"].strip("0")
    ):
        return None
    return _FORMATTER_KINDS.get(letter)


# --- .NET ---------------------------------------------------------------------------------------------------

_NET = re.compile(r"\{\{|\}\}|\{(?P<number>[0-9]+)(?P<align>,[ ]*-?[0-9]+)?(?P<format>:[^{}]*+)?\}|[{}]")


def _composite(text: str) -> Iterator[Part]:
    for found in _NET.finditer(text):
        if found["number"]:
            yield placeholder(found, int(found["number"][-9:]) + 1, numbered=True)
        elif found[0] in {"{", "}"}:
            yield fault(found, "is no item such as {0}; a brace by itself is written twice")


# --- C++20 and Rust -----------------------------------------------------------------------------------------

_STD_FORMAT = re.compile(
    r"\{\{|\}\}|\{(?P<argument>[0-9]*|[^\W0-9]\w*)(?P<format>:(?:[^{}]++|\{\w*\})*+)?[ ]*\}|[{}]"
)


def _std_format(text: str) -> Iterator[Part]:
    placeholders: list[Placeholder] = []
    automatic = 0
    for found in _STD_FORMAT.finditer(text):
        if found[0] in {"{", "}"}:
            yield fault(found, "has no partner; a brace by itself is written twice")
        elif found["argument"] is not None:
            named = found["argument"]
            automatic += not named
            argument = int(named[-9:]) + 1 if named.isdecimal() else named or automatic
            placeholders.append(placeholder(found, argument, numbered=bool(named)))
            yield placeholders[-1]
    yield from mixed_numbering([other for other in placeholders if isinstance(other.argument, int)])


# --- Go -----------------------------------------------------------------------------------------------------

_GO_KINDS = kinds(
    ("vT", "value"), ("t", "truth value"), ("bcdoOxXqU", "integer"), ("eEfFgG", "floating-point number"),
    ("s", "text"), ("p", "pointer"), ("w", "error"),
)  # fmt: skip
_GO = Printf(
    pattern=re.compile(
        r"%(?P<flags>[-+# 0]*+)(?P<width>(?:\[[0-9]+\])?\*|[0-9]*+)"
        r"(?P<precision>\.(?:(?:\[[0-9]+\])?\*|[0-9]*+))?"
        r"(?:\[(?P<number>[0-9]+)\])?(?P<conversion>[a-zA-Z%])?"
    ),
    kind_of=lambda found: "" if found["conversion"] == "%" else _GO_KINDS.get(found["conversion"] or ""),
    may_mix=True,
    resumes=True,
)

# --- Object Pascal ------------------------------------------------------------------------------------------

_PASCAL_KINDS = kinds(
    ("duxDUX", "integer"), ("efgmnEFGMN", "floating-point number"), ("pP", "pointer"), ("sS", "text")
)  # fmt: skip
_PASCAL = Printf(
    pattern=re.compile(
        r"%(?:(?P<number>[0-9]+):)?(?P<flags>-?)(?P<width>\*|[0-9]*+)(?P<precision>\.(?:\*|[0-9]+))?"
        r"(?P<conversion>[a-zA-Z%])?"
    ),
    kind_of=lambda found: "" if found[0] == "%%" else _PASCAL_KINDS.get(found["conversion"] or ""),
    may_mix=True,
    first=0,
)

READERS: Mapping[str, Reader] = {
    "java": _message_format,
    "java-printf": _formatter,
    "csharp": _composite,
    "c++-brace": _std_format,
    "rust": _std_format,
    "go": in_printf(_GO),
    "object-pascal": in_printf(_PASCAL),
}
