"""printf and braces of scripting languages: Perl, PHP, Ruby, Lua, JavaScript; names of Laravel, of the shell.

Sources: Perl, sprintf in perlfunc; PHP manual, sprintf; Ruby, Kernel#sprintf; Lua 5.4 reference manual,
string.format; GJS, imports.format; libintl-perl, __x; the gettext manual, "sh-format"; Laravel, Localization.
"""

import re
from collections.abc import Iterator, Mapping

from padanan.core.placeholders.matching import (
    NO_NUMBER,
    Printf,
    fault,
    in_printf,
    kinds,
    mixed_numbering,
    placeholder,
    printf_pattern,
    printf_reason,
    starts,
    two_kinds,
)
from padanan.core.placeholders.model import Part, Placeholder, Reader

# --- Perl ---------------------------------------------------------------------------------------------------

_PERL_KINDS = kinds(
    ("di", "integer"),
    ("uboxXB", "unsigned integer"),
    ("D", "integer (V)"),
    ("UO", "unsigned integer (V)"),
    ("eEfFgGaA", "floating-point number"),
    ("c", "character"),
    ("s", "text"),
    ("_", "vector"),
    ("p", "pointer"),
    ("n", "counter"),
    ("%", ""),
)
_PERL_SAME_LENGTH = {"L": "ll", "q": "ll", "I64": "ll", "I32": "", "I": "z"}
_PERL_PATTERN = re.compile(
    r"%(?:(?P<number>[1-9][0-9]*)\$)?(?P<flags>[-+ #0]*+)(?P<vector>\*?v)?"
    r"(?P<width>\*(?:[1-9][0-9]*\$)?|[0-9]*+)"
    r"(?P<precision>\.(?:\*(?:[1-9][0-9]*\$)?|[0-9]*+))?(?P<length>ll|I64|I32|[hlLqVIzt])?"
    r"(?P<conversion>[a-zA-Z%_])?"
)


def _perl_kind(found: re.Match[str]) -> str | None:
    conversion, length = found["conversion"] or "", found["length"]
    kind = _PERL_KINDS.get(conversion)
    if not kind or conversion in "csp_DUO":
        return "vector" if kind and found["vector"] else kind
    if conversion in "eEfFgGaA" and length in {"h", "l"}:
        return None
    if found["vector"]:
        return "vector"
    length = _PERL_SAME_LENGTH.get(length, length)
    return f"{kind} ({length})" if length else kind


_PERL_NAME = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def _perl_braces(text: str) -> Iterator[Part]:
    return (placeholder(found, found[1], numbered=True) for found in _PERL_NAME.finditer(text))


# --- PHP ----------------------------------------------------------------------------------------------------

_PHP_KINDS = kinds(
    ("bdouxX", "integer"), ("eEfFgGhH", "floating-point number"), ("c", "character"), ("s", "text")
)  # fmt: skip


def _php_kind(found: re.Match[str]) -> str | None:
    if found["conversion"] == "%":
        return "" if found[0] == "%%" else None
    return None if found["number"] and not found["number"].strip("0") else _PHP_KINDS.get(found["conversion"])


_PHP = Printf(
    pattern=re.compile(
        r"%(?:(?P<number>[0-9]+)\$)?(?P<flags>(?:[-+ 0]|'.)*+)(?P<width>[0-9]*+)(?P<precision>\.[0-9]+)?"
        r"(?P<length>l)?(?P<conversion>[a-zA-Z%])?",
        re.DOTALL,
    ),
    kind_of=_php_kind,
    may_mix=True,
)

# --- JavaScript, Lua ----------------------------------------------------------------------------------------

_JAVASCRIPT_KINDS = kinds(
    ("bdoxX", "integer"), ("f", "floating-point number"), ("c", "character"), ("s", "text"), ("j", "JSON"),
    ("%", ""),
)  # fmt: skip
_JAVASCRIPT = Printf(
    pattern=printf_pattern(flags="[-+ 0I]*+", star=""),
    kind_of=lambda found: (
        None
        if found["number"] and not found["number"].strip("0")
        else _JAVASCRIPT_KINDS.get(found["conversion"] or "")
    ),
)
_LUA_KINDS = kinds(
    ("diouxX", "integer"), ("aAeEfgG", "floating-point number"), ("c", "character"), ("s", "text"),
    ("q", "quoted value"), ("p", "pointer"),
)  # fmt: skip
_LUA = Printf(
    pattern=printf_pattern(number=NO_NUMBER, flags="[-+#0]*+", star=""),
    kind_of=lambda found: "" if found[0] == "%%" else _LUA_KINDS.get(found["conversion"] or ""),
)

# --- Ruby ---------------------------------------------------------------------------------------------------

_RUBY_PATTERN = re.compile(
    r"%(?P<flags>[-+ #0]*+)(?:(?P<number>[1-9][0-9]*)\$)?(?:<(?P<name>[^<>%]*+)>)?[-+ #0]*+"
    r"(?P<width>\*(?:[0-9]+\$)?|[0-9]*+)(?:<(?P<name2>[^<>%]*+)>)?(?P<precision>\.(?:\*(?:[0-9]+\$)?|[0-9]*+))?"
    r"(?:<(?P<name3>[^<>%]*+)>)?(?P<conversion>[a-zA-Z%\n]|\{[^{}%]*+\})?"
)
_RUBY_KINDS = kinds(
    ("bBdiouxX", "integer"), ("aAeEfgG", "floating-point number"), ("c", "character"), ("s", "value"),
    ("p", "inspected value"), ("%\n", ""),
)  # fmt: skip


def _ruby(text: str) -> Iterator[Part]:
    placeholders = []
    for part in _ruby_conversions(text):
        yield part
        if isinstance(part, Placeholder):
            placeholders.append(part)
    for other in placeholders:
        if isinstance(other.argument, str) != isinstance(placeholders[0].argument, str):
            yield from mixed_numbering([placeholders[0], _opposite(other, placeholders[0])])
            return
    yield from mixed_numbering(placeholders)
    yield from two_kinds(placeholders)


def _opposite(other: Placeholder, first: Placeholder) -> Placeholder:
    """Give a placeholder as one that is numbered where the first is not: names and numbers do not mix."""
    return Placeholder(
        span=other.span, text=other.text, argument=other.argument, is_numbered=not first.is_numbered
    )


def _ruby_conversions(text: str) -> Iterator[Part]:
    position = 1
    for found in starts(_RUBY_PATTERN, text, "%"):
        name, kind = _ruby_name(found), _ruby_kind(found)
        if kind is None:
            yield fault(found, printf_reason(found))
        elif name is not None:
            yield placeholder(found, name, kind, numbered=True)
        else:
            stars = [part for part in (found["width"], found["precision"]) if part and "*" in part]
            wanted = [(star.strip(".*$"), "integer") for star in stars]
            for number, asked in [*wanted, *([(found["number"] or "", kind)] if kind else [])]:
                argument = int(number[-9:]) if number else position
                yield placeholder(found, argument, asked, numbered=bool(number))
                position += not number


def _ruby_kind(found: re.Match[str]) -> str | None:
    conversion = found["conversion"] or ""
    names = [name for name in (found["name"], found["name2"], found["name3"]) if name is not None]
    if len(names) > 1 or (names and (conversion.startswith("{") or "*" in found[0])):
        return None
    return "value" if conversion.startswith("{") else _RUBY_KINDS.get(conversion)


def _ruby_name(found: re.Match[str]) -> str | None:
    if (found["conversion"] or "").startswith("{"):
        return found["conversion"][1:-1]
    return next((name for name in (found["name"], found["name2"], found["name3"]) if name is not None), None)


# --- the shell ----------------------------------------------------------------------------------------------

_VARIABLE = re.compile(
    r"\$(?:(?P<plain>[A-Za-z_][A-Za-z0-9_]*)|\{(?P<braced>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<other>\{[^{}$]*+\}|.)?)",
    re.DOTALL,
)


def _shell(text: str) -> Iterator[Part]:
    for found in _VARIABLE.finditer(text):
        name = found["plain"] or found["braced"]
        if name:
            yield placeholder(found, name, numbered=True)
        elif found["other"]:
            yield fault(found, "is no variable that gettext replaces; only letters, digits and _ make names")
        else:
            yield fault(found, "ends in the middle")


# --- Laravel ------------------------------------------------------------------------------------------------

_LARAVEL = re.compile(r"(?<![\w:]):([A-Za-z_]\w*+)")


def _laravel(text: str) -> Iterator[Part]:
    """Read `:name`; `:Name` and `:NAME` are the same value in capitals."""
    return (placeholder(found, found[1].lower(), numbered=True) for found in _LARAVEL.finditer(text))


READERS: Mapping[str, Reader] = {
    "perl": in_printf(Printf(pattern=_PERL_PATTERN, kind_of=_perl_kind, may_mix=True)),
    "perl-brace": _perl_braces,
    "php": in_printf(_PHP),
    "laravel": _laravel,
    "javascript": in_printf(_JAVASCRIPT),
    "lua": in_printf(_LUA),
    "ruby": _ruby,
    "sh": _shell,
}
