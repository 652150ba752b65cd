"""Where a merge left both sides of a conflict in a file."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# What git, Mercurial and Subversion write (git-merge documentation, "How conflicts are presented"). No line
# of
# a PO file begins so: strings begin with a quote, comments with a number sign.
_OPEN, _BASE, _MIDDLE, _CLOSE = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_MARKER = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |\r?$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The 1-based lines of the first and the last marker of a conflict."""

    first: int
    last: int


def find_conflicts(lines: Sequence[str]) -> tuple[Conflict, ...]:
    """Give the conflicts of a file in order; a marker without its partner is one by itself."""
    conflicts: list[Conflict] = []
    opened = 0
    for number, line in enumerate(lines, 1):
        found = _MARKER.match(line)
        if found is None or (opened and found[1] in {_BASE, _MIDDLE}):
            continue
        if opened:
            conflicts.append(Conflict(first=opened, last=number if found[1] == _CLOSE else opened))
        elif found[1] != _OPEN:
            conflicts.append(Conflict(first=number, last=number))
        opened = number if found[1] == _OPEN else 0
    if opened:
        conflicts.append(Conflict(first=opened, last=opened))
    return tuple(conflicts)


def lies_in(line: int, conflicts: Sequence[Conflict]) -> bool:
    """Tell whether a line belongs to one of the conflicts, which are in order."""
    index = bisect_right(conflicts, line, key=lambda conflict: conflict.first) - 1
    return index >= 0 and line <= conflicts[index].last
