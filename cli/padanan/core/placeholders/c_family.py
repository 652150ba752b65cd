"""printf of C and of what follows it: Objective-C, awk, the shell, Boost, and the compilers of GCC.

Sources: C11 7.21.6.1 and 7.8.1; POSIX, printf(3) and printf(1); Apple, "String Format Specifiers"; POSIX awk,
"printf"; Boost.Format; GCC, gcc/pretty-print.cc and gcc/fortran/error.cc, as the gettext manual, section
"c-format" and following, sums them up.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from padanan.core.placeholders.matching import (
    PLAIN_STAR,
    Printf,
    fault,
    finish_printf,
    in_printf,
    kinds,
    placeholder,
    printf_pattern,
    read_printf,
)
from padanan.core.placeholders.model import Part, Placeholder, Reader

_C_KINDS = kinds(
    ("di", "integer"),
    ("uoxX", "unsigned integer"),
    ("aAeEfFgG", "floating-point number"),
    ("c", "character"),
    ("C", "wide character"),
    ("s", "text"),
    ("S", "wide text"),
    ("p", "pointer"),
    ("n", "counter"),
    ("m%", ""),
)
_C_NO_LENGTH = frozenset("csCSp")  # but for `l`, which makes `c` and `s` wide
_C_SAME_LENGTH = {"q": "ll", "Z": "z"}  # old names
# The macros of C's <inttypes.h> that gettext reads in angle brackets: `%<PRIu64>`.
_C_MACRO = re.compile(r"PRI([dioxuX])((?:LEAST|FAST)?(?:8|16|32|64)|MAX|PTR)")


def _c_kind(found: re.Match[str]) -> str | None:
    macro = (found["conversion"] or "").strip("<>")
    if len(macro) > 1:
        named = _C_MACRO.fullmatch(macro)
        return f"{_C_KINDS[named[1]]} ({named[2]})" if named and not found["length"] else None
    if _is_zeroth(found):
        return None
    kind, length = _C_KINDS.get(macro), found["length"]
    if not kind or not length:
        return kind
    if macro in _C_NO_LENGTH:
        return _C_KINDS.get(macro.upper()) if length == "l" else None
    return f"{kind} ({_C_SAME_LENGTH.get(length, length)})"


def _is_zeroth(found: re.Match[str]) -> bool:
    """Whether a conversion asks for argument 0, of which there is none."""
    return any(
        part is not None and part.endswith(end) and not part.strip(".*$0") and part.strip(".*$")
        for part, end in ((found["number"], ""), (found["width"], "$"), (found["precision"], "$"))
    )


_C_LENGTH = "(?:hh|ll|[hlqLjzZt])?"
_C_CONVERSION = "<[A-Za-z0-9]+>|[a-zA-Z%]"
_C = Printf(
    pattern=printf_pattern(flags="[-+ #0'I]*+", length=_C_LENGTH, conversion=_C_CONVERSION),
    kind_of=_c_kind,
    may_skip=False,
)
_OBJC = Printf(
    pattern=printf_pattern(flags="[-+ #0'I]*+", length=_C_LENGTH, conversion=f"{_C_CONVERSION}|@"),
    kind_of=lambda found: "object" if found["conversion"] == "@" else _c_kind(found),
    may_skip=False,
)

# A variable of a .stringsdict file, which chooses among plural forms.
_VARIABLE = re.compile(r"%(?:[1-9][0-9]*\$)?#@(\w+)@")


def _objc(text: str) -> Iterator[Part]:
    variables = list(_VARIABLE.finditer(text))
    for found in variables:
        yield placeholder(found, found[1], "variable", numbered=True)
        text = f"{text[: found.start()]}{'%%'.ljust(len(found[0]))}{text[found.end() :]}"
    yield from in_printf(_OBJC)(text)


_AWK_KINDS = kinds(
    ("di", "integer"),
    ("ouxX", "unsigned integer"),
    ("eEfFgG", "floating-point number"),
    ("c", "character"),
    ("s", "text"),
    ("%", ""),
)


def _checked(table: dict[str, str]) -> Printf:
    return Printf(
        pattern=printf_pattern(),
        kind_of=lambda found: None if _is_zeroth(found) else table.get(found["conversion"] or ""),
    )


_AWK = _checked(_AWK_KINDS)
_SHELL_PRINTF = _checked(
    {**_AWK_KINDS, "a": "floating-point number", "A": "floating-point number", "b": "text"}
)

_TCL_KINDS = {**_AWK_KINDS, "b": "unsigned integer"}


def _tcl_kind(found: re.Match[str]) -> str | None:
    if found["conversion"] == "%":
        return "" if found[0] == "%%" else None
    kind = None if _is_zeroth(found) else _TCL_KINDS.get(found["conversion"] or "")
    return f"{kind} (h)" if kind and found["length"] == "h" and "integer" in kind else kind


_TCL = Printf(
    pattern=printf_pattern(star=PLAIN_STAR, length="(?:ll|[hl])?"),
    kind_of=_tcl_kind,
)

# --- Boost --------------------------------------------------------------------------------------------------

_BOOST_KINDS = kinds(
    ("diouxX", "integer"),
    ("eEfgG", "floating-point number"),
    ("cC", "character"),
    ("p", "pointer"),
    ("sS", "any value"),
    ("tTn", ""),
)
_BOOST_AMOUNT = r"(?:\*(?:[0-9]+\$)?|[0-9]*+)"
_BOOST_PATTERN = re.compile(
    r"%(?:%|(?P<bar>\|)?(?:(?P<number>[1-9][0-9]*+)(?=[$%]))?(?:(?P<short>%)|(?(number)\$)"
    rf"(?P<flags>[-+ #0'_=hl]*+)(?P<width>{_BOOST_AMOUNT})(?P<precision>\.{_BOOST_AMOUNT})?"
    r"[hlL]*+(?P<conversion>T.|[a-zA-Z])?(?(bar)(?P<end>\|)?)))",
    re.DOTALL,
)


def _boost_kind(found: re.Match[str]) -> str | None:
    if found[0] == "%%":
        return ""
    if found["short"]:
        return "any value" if found["number"] and not found["bar"] else None
    if found["bar"] and not found["end"]:
        return None
    if found["bar"] and not found["conversion"]:
        return "any value"
    return None if _is_zeroth(found) else _BOOST_KINDS.get((found["conversion"] or "")[:1])


_BOOST = Printf(pattern=_BOOST_PATTERN, kind_of=_boost_kind)


def _boost(text: str) -> Iterable[Part]:
    # One argument may be shown in two ways: Boost's operator % takes any type.
    return (part for part in finish_printf(read_printf(text, _BOOST), _BOOST) if not _is_two_kinds(part))


def _is_two_kinds(part: Part) -> bool:
    return not isinstance(part, Placeholder) and "for something else" in part.reason


# --- GCC ----------------------------------------------------------------------------------------------------

_GCC_KINDS = kinds(
    ("di", "integer"),
    ("oux", "unsigned integer"),
    ("f", "floating-point number"),
    ("c", "character"),
    ("s", "text"),
    ("p", "pointer"),
    ("DJ", "declaration"),
    ("r", "colour"),
    ("{", "address"),
)
_GCC_NO_ARGUMENT = frozenset("%<>}'R")
_GCC_OWN = frozenset("ACEFGHIKLOPQSTVXZev@")  # each asks for something that no other asks for
_GCC_PATTERN = re.compile(
    r"%(?:(?P<number>[0-9]+)\$)?(?P<flags>[q+#]*+)(?P<length>ll|[lwzt])?(?P<more>[q+#]*+)(?P<width>)"
    r"(?P<precision>\.(?:\*(?:[0-9]+\$)?|[0-9]++))?(?P<conversion>[a-zA-Z%<>{}'@])?"
)


def _gcc_kind(found: re.Match[str]) -> str | None:
    conversion = found["conversion"] or ""
    if conversion in _GCC_NO_ARGUMENT:
        return "" if len(found[0]) == 2 else None
    if _is_zeroth(found) or (found["precision"] and conversion != "s"):
        return None
    flags = found["flags"] + found["more"]
    if len(set(flags)) < len(flags):
        return None
    kind = f"{conversion!r} of the compiler" if conversion in _GCC_OWN else _GCC_KINDS.get(conversion)
    return f"{kind} ({found['length']})" if kind and found["length"] and "integer" in kind else kind


_GCC = Printf(pattern=_GCC_PATTERN, kind_of=_gcc_kind)


def _gcc_internal(text: str) -> Iterator[Part]:
    masked = _without(text, "m")
    yield from _without_argument(text, "m")
    yield from finish_printf(read_printf(masked, _GCC), _GCC)
    yield from _unpaired(masked)


def _gfc_internal(text: str) -> Iterator[Part]:
    yield from _without_argument(text, "C")
    yield from finish_printf(read_printf(_without(text, "C"), _FORTRAN), _FORTRAN)


def _without_argument(text: str, letter: str) -> Iterator[Placeholder]:
    """Give the conversions that show what the compiler knows: `%m` its last error, `%C` where it is."""
    for found in re.finditer(f"%%|(%{letter})", text):
        if found[1]:
            yield placeholder(found, letter, numbered=True)


def _without(text: str, letter: str) -> str:
    """Blank such conversions out, so that what is left has its places."""
    return re.sub(f"%%|%{letter}", lambda found: found[0] if found[0] == "%%" else "\0\0", text)


_GCC_PAIRS: Mapping[str, str] = {">": "<", "R": "r", "}": "{"}


def _unpaired(text: str) -> Iterator[Part]:
    """Report `%<` without `%>`, `%r` without `%R`, `%{` without `%}`, and the reverse; they do not nest."""
    opened: dict[str, re.Match[str]] = {}
    for found in re.finditer(r"%(?:[0-9]+\$)?([%<>{}rR])", text):
        opening = _GCC_PAIRS.get(found[1])
        if found[1] in _GCC_PAIRS.values():
            if found[1] in opened:
                yield fault(found, "opens again what is open")
            opened[found[1]] = found
        elif opening and opened.pop(opening, None) is None:
            yield fault(found, f"closes what no %{opening} opened")
    for found in opened.values():
        yield fault(found, "is not closed")


_FORTRAN_KINDS = kinds(
    ("di", "integer"), ("u", "unsigned integer"), ("c", "character"), ("s", "text"), ("L", "place"),
    ("%", ""),
)  # fmt: skip
_FORTRAN_PATTERN = re.compile(
    r"%(?:(?P<number>[0-9]+)\$)?(?P<width>)(?P<precision>)(?P<length>ll|[lqwz])?(?P<conversion>[a-zA-Z%<>'])?"
)


def _fortran_kind(found: re.Match[str]) -> str | None:
    conversion, length = found["conversion"] or "", found["length"]
    if conversion in "%<>'" and conversion:
        return "" if len(found[0]) == 2 else None
    kind = None if _is_zeroth(found) else _FORTRAN_KINDS.get(conversion)
    return f"{kind} ({length})" if kind and length and length != "q" and conversion in "diu" else kind


_FORTRAN = Printf(pattern=_FORTRAN_PATTERN, kind_of=_fortran_kind, may_mix=True, resumes=True, may_skip=False)

READERS: Mapping[str, Reader] = {
    "c": in_printf(_C),
    "c++": in_printf(_C),
    "objc": _objc,
    "awk": in_printf(_AWK),
    "sh-printf": in_printf(_SHELL_PRINTF),
    "tcl": in_printf(_TCL),
    "boost": _boost,
    "gcc-internal": _gcc_internal,
    "gfc-internal": _gfc_internal,
}
