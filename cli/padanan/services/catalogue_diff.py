"""How a catalogue differs after its entries were changed: a unified diff, in nearly linear time."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from padanan.core.catalogue import Catalogue, Entry

Opcode = tuple[str, int, int, int, int]
_CONTEXT_LINES = 3
# Comparing two pieces takes time for each pair of equal lines: longer ones are replaced as a whole.
_LIMIT_COMPARED_LINES = 4_000


def diff_catalogues(
    before: tuple[Catalogue, str],
    after: tuple[Catalogue, str],
    *,
    name: str,
    pairs: Iterable[tuple[Entry, Entry]] | None = None,
) -> str:
    """Give the difference of two states of a catalogue.

    Lines are compared entry by entry: a comparison of all lines takes quadratic time, or mistakes one empty
    msgstr for another.

    Args:
        before: The catalogue and its text, before it was changed.
        after: The same afterwards.
        name: What the file is called.
        pairs: Which entry became which; one that moved behind others is taken out and put in. By default both
            states have the same entries in the same order.

    Returns:
        A unified diff as `patch` reads it; "" where nothing differs.
    """
    if pairs is None:
        pairs = zip(before[0].entries, after[0].entries, strict=True)
    headers = (before[0].header_entry, after[0].header_entry)
    starts = [(old.line - 1, new.line - 1) for old, new in pairs]
    if headers[0] is not None and headers[1] is not None:
        starts.append((headers[0].line - 1, headers[1].line - 1))
    old, new = _lines(before[1]), _lines(after[1])
    opcodes = list(_compare(old, new, [(0, 0), *_rising(starts), (len(old), len(new))]))
    hunks = [_hunk(group, old, new) for group in _Compared(opcodes).get_grouped_opcodes(_CONTEXT_LINES)]
    return f"--- {name}\n+++ {name}\n" + "".join(hunks) if hunks else ""


class _Compared(SequenceMatcher[str]):
    """A comparison whose outcome is known already."""

    def __init__(self, opcodes: list[Opcode]) -> None:
        super().__init__(None, "", "")
        self._known = opcodes

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]  # its operations are any strings here
        return self._known


def _lines(text: str) -> list[str]:
    """Cut at line feeds alone, which stay: splitlines would cut at U+2028 and others too."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest row of pairs of which both numbers rise.

    Source: Fredman, "On computing the length of longest increasing subsequences", 1975.
    """
    ordered = sorted(pairs)
    ends: list[int] = []  # for each length of a row, the lowest second number that it can end with
    at: list[int] = []  # and the pair that this is
    before: list[int] = []  # for each pair the one before it in its row
    for index, (_, second) in enumerate(ordered):
        length = bisect_left(ends, second)
        ends[length : length + 1] = [second]
        at[length : length + 1] = [index]
        before.append(at[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        row.append(ordered[index])
        index = before[index]
    return row[::-1]


def _compare(old: Sequence[str], new: Sequence[str], starts: Sequence[tuple[int, int]]) -> Iterator[Opcode]:
    """Compare piece by piece; equal pieces side by side are one."""
    equal: Opcode | None = None
    for (i, j), (i_end, j_end) in pairwise(starts):
        for tag, i1, i2, j1, j2 in _compare_pieces(old[i:i_end], new[j:j_end]):
            if tag == "equal" and equal is not None:
                equal = ("equal", equal[1], i + i2, equal[3], j + j2)
                continue
            if equal is not None:
                yield equal
            opcode = (tag, i + i1, i + i2, j + j1, j + j2)
            equal = opcode if tag == "equal" else None
            if equal is None:
                yield opcode
    if equal is not None:
        yield equal


def _compare_pieces(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    if old == new:
        return [("equal", 0, len(old), 0, len(new))] if old else []
    if len(old) + len(new) > _LIMIT_COMPARED_LINES:
        return [("replace", 0, len(old), 0, len(new))]
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(str(tag), i1, i2, j1, j2) for tag, i1, i2, j1, j2 in opcodes]


def _hunk(group: Sequence[Opcode], old: Sequence[str], new: Sequence[str]) -> str:
    first, last = group[0], group[-1]
    head = f"@@ -{_extent(first[1], last[2])} +{_extent(first[3], last[4])} @@\n"
    return head + "".join(map(_marked, _changes(group, old, new)))


def _changes(group: Sequence[Opcode], old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            yield from ((" ", line) for line in old[i1:i2])
        else:
            yield from (("-", line) for line in old[i1:i2])
            yield from (("+", line) for line in new[j1:j2])


def _marked(change: tuple[str, str]) -> str:
    mark, line = change
    return mark + line + ("" if line.endswith("\n") else "\n\\ No newline at end of file\n")


def _extent(start: int, end: int) -> str:
    """Write a range of lines as unified diffs do: an empty one stands behind the line of its number."""
    return f"{start + 1 if end > start else start},{end - start}"
