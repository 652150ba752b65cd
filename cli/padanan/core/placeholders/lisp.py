"""Lisps: `format` of Common Lisp and Guile, `format-message` of Emacs, `format` of librep.

Sources: Common Lisp HyperSpec, 22.3; Guile reference manual, "Formatted Output"; GNU Emacs Lisp reference
manual, "Formatting Strings"; librep manual, "Output Functions".
"""

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from padanan.core.placeholders.matching import (
    PLAIN_STAR,
    Printf,
    by_letter,
    fault,
    in_printf,
    kinds,
    placeholder,
    printf_pattern,
)
from padanan.core.placeholders.model import Part, Reader

_EMACS_NUMBER = r"(?:(?P<number>0*[1-9][0-9]*)\$)?"
_ELISP_KINDS = kinds(
    ("dioxX", "integer"), ("eEfgG", "floating-point number"), ("c", "character"), ("s", "printed value"),
    ("S", "readable value"), ("%", ""),
)  # fmt: skip
_LIBREP_KINDS = kinds(
    ("doxX", "integer"), ("c", "character"), ("s", "printed value"), ("S", "readable value"), ("%", "")
)  # fmt: skip

_DIRECTIVE = re.compile(
    r"~(?P<parameters>(?:(?:[-+]?[0-9]+|'.|[vV#])?,)*+(?:[-+]?[0-9]+|'.|[vV#])?)(?P<modifiers>[:@]*+)"
    r"(?P<conversion>/[^/]*+/|.)?",
    re.DOTALL,
)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dialect:
    """The directives of a dialect: kinds of the arguments they take, and those that take none."""

    kinds: Mapping[str, str]
    silent: frozenset[str]
    openings: frozenset[str]


_BOTH_KINDS = kinds(
    ("as", "value"), ("dxob", "integer"), ("r", "integer"), ("p", "value"), ("c", "character"),
    ("feg$", "real number"), ("?", "format string"), ("{", "list"), ("[", "value"),
)  # fmt: skip
_SCHEME = _Dialect(
    kinds={**_BOTH_KINDS, "i": "complex number", "k": "value", "y": "value"},
    silent=frozenset("%&_/|~!tq*(;^\n"),
    openings=frozenset("([{"),
)
_LISP = _Dialect(
    kinds={**_BOTH_KINDS, "w": "value"},
    silent=frozenset("%&_|~tTi*(<;^\n"),
    openings=frozenset("([{<"),
)


def _read(text: str, dialect: _Dialect) -> Iterator[Part]:
    """Read the directives on the outermost level; what is in `~{ ~}` and `~[ ~]` takes other arguments."""
    opened: list[re.Match[str]] = []
    position = 1
    for found in _DIRECTIVE.finditer(text):
        conversion = (found["conversion"] or "").lower()
        inside = any(outer["conversion"] in "{[" for outer in opened)
        if conversion in _CLOSING:
            if not opened or opened.pop()["conversion"] != _CLOSING[conversion]:
                yield fault(found, f"closes no ~{_CLOSING[conversion]}")
            continue
        kind = _kind(conversion, dialect)
        if kind is None or (conversion == ";" and not opened):
            yield fault(found, "is no directive; a tilde by itself is written ~~")
            continue
        if not inside:
            position = yield from _arguments(found, kind, position)
        if conversion in dialect.openings:
            opened.append(found)
    yield from (fault(found, "is not closed") for found in opened)


def _kind(conversion: str, dialect: _Dialect) -> str | None:
    if conversion in dialect.silent:
        return ""
    if len(conversion) > 1:
        return "value" if "/" not in dialect.silent else None
    return dialect.kinds.get(conversion)


def _arguments(found: re.Match[str], kind: str, position: int) -> Generator[Part, None, int]:
    for _ in re.findall("(?<!')[vV]", found["parameters"]):
        yield placeholder(found, position, "parameter")
        position += 1
    conversion, modifiers = found["conversion"], found["modifiers"]
    if conversion == "*":
        return _jump(found["parameters"], modifiers, position)
    if conversion in "pP" and ":" in modifiers and position > 1:
        return position  # `~d file~:p` looks back
    if kind:
        yield placeholder(found, position, kind)
        position += 1
    if conversion == "?" and "@" not in modifiers:
        yield placeholder(found, position, "list")
        position += 1
    return position


def _jump(parameters: str, modifiers: str, position: int) -> int:
    number = int(parameters[-9:]) if parameters.isdecimal() else None
    if "@" in modifiers:
        return (number or 0) + 1
    step = 1 if number is None else number
    return max(position - step, 1) if ":" in modifiers else position + step


READERS: Mapping[str, Reader] = {
    "lisp": lambda text: _read(text, _LISP),
    "scheme": lambda text: _read(text, _SCHEME),
    "elisp": in_printf(
        Printf(
            pattern=printf_pattern(number=_EMACS_NUMBER, star=PLAIN_STAR),
            kind_of=by_letter(_ELISP_KINDS),
            may_mix=True,
            resumes=True,
        )
    ),
    "librep": in_printf(
        Printf(
            pattern=printf_pattern(number=_EMACS_NUMBER, flags=r"[-+ 0^]*+", star=""),
            kind_of=by_letter(_LIBREP_KINDS),
            may_mix=True,
            resumes=True,
        )
    ),
}
