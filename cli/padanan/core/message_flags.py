"""The flags that gettext reads in `#,` comments.

Source: the GNU gettext manual, "PO Files" and "c-format Flag" and following.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from padanan.core.placeholders import SYNTAXES

_FORMAT = "-format"
_RANGE = re.compile(r"range:[ \t]*([0-9]{1,9})[ \t]*\.\.[ \t]*([0-9]{1,9})")
# What xgettext may write of a format, from a promise to its opposite.
_PREFIXES = ("", "no-", "possible-", "impossible-")
# Formats of gettext that nothing is checked of.
_OTHER_FORMATS = frozenset({"d", "modula-2", "ocaml", "perl-bracket"})
_PLAIN = frozenset({"fuzzy", "wrap", "no-wrap"})
# What Weblate calls a syntax of gettext's.
_OTHER_NAMES = {"c-sharp": "csharp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRange:
    """The numbers, from lowest to highest, that a message with a plural is ever shown for."""

    lowest: int
    highest: int

    def __contains__(self, number: int) -> bool:
        return self.lowest <= number <= self.highest


def syntaxes_of(flags: Sequence[str]) -> list[str]:
    """Give the placeholder syntaxes that flags promise and do not take back, those of SYNTAXES alone."""
    present = [flag for flag in flags if flag.endswith(_FORMAT)]
    named = [flag.removesuffix(_FORMAT).removeprefix("possible-") for flag in present]
    known = [_OTHER_NAMES.get(syntax, syntax) for syntax in named]
    return [syntax for syntax in known if syntax in SYNTAXES and f"no-{syntax}{_FORMAT}" not in present]


def number_range(flags: Iterable[str]) -> NumberRange | None:
    """Give the range of a `range: 0..1` flag, None where there is none or it makes no sense."""
    for flag in flags:
        found = _RANGE.fullmatch(flag)
        if found and int(found[1]) <= int(found[2]):
            return NumberRange(lowest=int(found[1]), highest=int(found[2]))
    return None


def is_known_flag(flag: str) -> bool:
    """Whether gettext knows a flag."""
    if flag in _PLAIN or flag.startswith("range:"):
        return True
    return flag.endswith(_FORMAT) and any(
        (syntax := flag.removesuffix(_FORMAT).removeprefix(prefix)) in SYNTAXES or syntax in _OTHER_FORMATS
        for prefix in _PREFIXES
    )


def contradictions(flags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give pairs of flags that say the opposite of one another: `c-format` and `no-c-format`."""
    present = dict.fromkeys(flags)
    for flag in present:
        negated = _negation(flag)
        if negated in present:
            yield flag, negated


def _negation(flag: str) -> str:
    if flag.startswith("possible-"):
        return f"impossible-{flag.removeprefix('possible-')}"
    return f"no-{flag}"
