"""Python: the % operator, str.format, string.Template.

Source: Python's library reference, "printf-style String Formatting" and "Format String Syntax".
"""

import re
from collections.abc import Iterator, Mapping

from padanan.core.placeholders.matching import (
    fault,
    kinds,
    mixed_numbering,
    placeholder,
    printf_reason,
    starts,
)
from padanan.core.placeholders.model import Part, Placeholder, Reader

_PERCENT = re.compile(
    r"%(?:\((?P<name>(?:[^()]++|\([^()]*+\))*+)\))?(?P<flags>[-+ #0]*+)"
    r"(?P<width>\*|[0-9]*+)(?P<precision>\.(?:\*|[0-9]*+))?[hlL]?(?P<conversion>[a-zA-Z%])?"
)
_KINDS = kinds(
    ("diouxX", "integer"),
    ("eEfFgG", "floating-point number"),
    ("c", "character"),
    ("sra", "text"),
)


def _percent(text: str) -> Iterator[Part]:
    placeholders = []
    for part in _conversions(text):
        yield part
        if isinstance(part, Placeholder):
            placeholders.append(part)
    yield from mixed_numbering(placeholders)


def _conversions(text: str) -> Iterator[Part]:
    position = 1
    for found in starts(_PERCENT, text, "%"):
        if found[0] == "%%":  # `%5%` is for C: Python looks for an argument
            continue
        kind = _KINDS.get(found["conversion"] or "")
        if kind is None:
            yield fault(found, printf_reason(found))
            continue
        for star in (found["width"], found["precision"]):
            if star and "*" in star:
                yield placeholder(found, position, "integer")
                position += 1
        if found["name"] is not None:
            yield placeholder(found, found["name"], kind, numbered=True)
        else:
            yield placeholder(found, position, kind)
            position += 1


_BRACE = re.compile(r"\{\{|\}\}|[{}]")
_FIELD = re.compile(
    r"\{(?P<argument>[^{}\[\].!:\s]*+)(?P<path>(?:\.[^{}\[\].!:\s]++|\[[^\]{}]++\])*+)"
    r"(?P<conversion>![^{}:]*+)?(?P<format>:(?:[^{}]++|\{[^{}]*+\})*+)?\}"
)


def _braces(text: str) -> Iterator[Part]:
    automatic = 0
    position = 0
    placeholders: list[Placeholder] = []
    while brace := _BRACE.search(text, position):
        found = _FIELD.match(text, brace.start())
        position = brace.end()
        if len(brace[0]) == 2:
            continue
        if found is None:
            yield fault(brace, "has no partner; a brace by itself is written twice")
            continue
        position = found.end()
        if found["conversion"] not in {None, "!r", "!s", "!a"}:
            yield fault(found, f"has the unknown conversion {found['conversion']!r}")
            continue
        for argument, nested in _arguments(found):
            automatic += not argument
            placeholders.append(_field(found, argument, automatic, "" if nested else found["path"]))
            yield placeholders[-1]
    yield from mixed_numbering([other for other in placeholders if isinstance(other.argument, int)])


def _arguments(found: re.Match[str]) -> Iterator[tuple[str, bool]]:
    yield found["argument"], False
    for name in re.findall(r"\{([^{}!:]*)[^{}]*\}", found["format"] or ""):
        yield name, True


def _field(found: re.Match[str], argument: str, automatic: int, path: str) -> Placeholder:
    is_converted = found["conversion"] not in (None, "!s", "s")  # Without a format, str() is called anyway.
    kind = "formatted value" if found["format"] else "converted value" if is_converted else ""
    if not argument and not path:
        return placeholder(found, automatic, kind)
    if argument.isdecimal() and not path:
        return placeholder(found, int(argument[-9:]) + 1, kind, numbered=True)
    return placeholder(found, argument + path, kind, numbered=True)


READERS: Mapping[str, Reader] = {"python": _percent, "python-brace": _braces}
