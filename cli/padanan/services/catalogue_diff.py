"""How a catalogue differs after its entries were changed: a unified diff, in time linear in its length."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from padanan.core.catalogue import Catalogue

Opcode = tuple[str, int, int, int, int]
_CONTEXT_LINES = 3


def diff_catalogues(before: tuple[Catalogue, str], after: tuple[Catalogue, str], *, name: str) -> str:
    """Give the difference of two states of a catalogue that have the same entries in the same order.

    Lines are compared entry by entry: a comparison of all lines takes quadratic time, or mistakes one empty
    msgstr for another.

    Args:
        before: The catalogue and its text, before it was changed.
        after: The same afterwards.
        name: What the file is called.

    Returns:
        A unified diff as `patch` reads it; "" where nothing differs.
    """
    old, new = _lines(before[1]), _lines(after[1])
    opcodes = list(_compare(old, new, _starts(before[0], len(old)), _starts(after[0], len(new))))
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


def _starts(catalogue: Catalogue, end: int) -> list[int]:
    """Give the 0-based line at which each piece begins: what stands before the entries, and each of them."""
    entries = [*catalogue.entries, *([catalogue.header_entry] if catalogue.header_entry else [])]
    return [0, *sorted(entry.line - 1 for entry in entries), end]


def _compare(
    old: Sequence[str], new: Sequence[str], old_starts: Sequence[int], new_starts: Sequence[int]
) -> Iterator[Opcode]:
    """Compare piece by piece; equal pieces side by side are one."""
    equal: Opcode | None = None
    for index in range(len(old_starts) - 1):
        i, j = old_starts[index], new_starts[index]
        first, second = old[i : old_starts[index + 1]], new[j : new_starts[index + 1]]
        pieces = SequenceMatcher(None, first, second, autojunk=False).get_opcodes() if first != second else (
            [("equal", 0, len(first), 0, len(second))]
        )  # fmt: skip
        for tag, i1, i2, j1, j2 in pieces:
            if tag == "equal" and equal is not None:
                equal = ("equal", equal[1], i + i2, equal[3], j + j2)
                continue
            if equal is not None:
                yield equal
            opcode = (str(tag), i + i1, i + i2, j + j1, j + j2)
            equal = opcode if tag == "equal" else None
            if equal is None:
                yield opcode
    if equal is not None:
        yield equal


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
    """Write a range of lines as unified diffs do; it is never empty, since no entry comes or goes."""
    return f"{start + 1},{end - start}"
