"""The text of a catalogue cut at its entries, so that entries can be changed, added, moved and removed."""

from collections.abc import Iterable
from dataclasses import dataclass

from padanan.core.catalogue import Entry
from padanan.core.errors import PoError
from padanan.formats.po.editing import edit_entry
from padanan.formats.po.rendering import Style, render_entry
from padanan.formats.po.scanner import Scan


@dataclass(slots=True, eq=False)
class _Block:
    """An entry: what stands between it and the entry before it (`gap`), and its own lines."""

    gap: str
    text: str
    entry: Entry


class Blocks:
    """The entries of a catalogue with the text around them, in file order.

    Cost: finding and replacing an entry takes constant time, appending one too (for a living one a step for
    each obsolete one at the end); inserting and removing elsewhere time linear in the number of entries.
    """

    def __init__(self, text: str, scan: Scan, style: Style, path: str) -> None:
        self._style, self._path = style, path
        self._blocks: list[_Block] = []
        self._by_key: dict[tuple[str | None, str, bool], list[_Block]] = {}
        position = 0
        for entry, extent in zip(scan.entries, scan.extents, strict=True):
            block = _Block(text[position : extent.start], text[extent.start : extent.end], entry)
            self._blocks.append(block)
            self._by_key.setdefault(_key(entry), []).append(block)
            position = extent.end
        self._tail = text[position:]

    def text(self) -> str:
        """Join everything again; an entry that had no line end gets one where another follows it."""
        parts: list[str] = []
        for block in self._blocks:
            if parts and "\n" in block.gap and not parts[-1].endswith("\n"):
                parts.append(self._style.newline)
            parts += (block.gap, block.text)
        if parts and self._tail.lstrip(" \t").startswith("#") and not parts[-1].endswith("\n"):
            parts.append(self._style.newline)
        return "".join(parts) + self._tail

    def header_entry(self) -> Entry | None:
        """Give the header entry, if there is one."""
        return next((block.entry for block in self._blocks if block.entry.is_header), None)

    def replace(self, old: Entry, new: Entry) -> None:
        """Change the lines of an entry's changed fields."""
        block = self._find(old)
        self._change(block, new)

    def _change(self, block: _Block, new: Entry) -> None:
        text = edit_entry(block.text, block.entry, new, self._style)
        self._unregister(block)
        block.text, block.entry = text, new
        self._by_key.setdefault(_key(new), []).append(block)

    def insert(self, entry: Entry, before: Entry | None) -> None:
        """Add an entry; without `before` at the end, but a living one before the obsolete ones there."""
        index = self._end_of_kind(entry) if before is None else self._blocks.index(self._find(before))
        block = self._new(entry)
        if index == 0 and self._blocks:
            block.gap, self._blocks[0].gap = self._blocks[0].gap, block.gap
        self._blocks.insert(index, block)

    def remove(self, entry: Entry) -> None:
        """Take an entry out, with the blank line that divides it from its neighbour."""
        block = self._find(entry)
        index = self._blocks.index(block)
        self._unregister(block)
        del self._blocks[index]
        if index == len(self._blocks):
            self._tail = _domains(block.gap) + self._tail
        elif index == 0 or _domains(block.gap):
            self._blocks[index].gap = block.gap

    def arrange(self, entries: Iterable[tuple[Entry, Entry | None]]) -> None:
        """Make the catalogue hold these entries in this order, behind its header entry.

        Each comes with the entry whose lines it takes over, None for a new one.
        """
        before = list(self._blocks)
        pairs = [(new, None if old is None else self._find(old)) for new, old in entries]
        taken = [block for _, block in pairs if block is not None]
        if len(set(taken)) < len(taken):
            raise LookupError("an entry is given twice")
        header = [block for block in before if block.entry.is_header][:1]
        following = dict(zip(before, [None, *before], strict=False))
        self._refuse_other_domains(following, [*header, *(block for _, block in pairs)])
        for new, block in pairs:
            if block is not None and block.entry != new:
                self._change(block, new)
        arranged = [*header, *(block or self._new(new) for new, block in pairs)]
        for block, neighbour in zip(arranged, [None, *arranged], strict=False):
            if following.get(block, block) is not neighbour:
                block.gap = self._style.newline if neighbour is not None else ""
        self._blocks = arranged
        for block in set(before).difference(arranged):
            self._unregister(block)

    def _refuse_other_domains(
        self, following: dict[_Block, _Block | None], order: list[_Block | None]
    ) -> None:
        """Refuse an order in which what stands behind a `domain` line would be something else."""
        moved = {block for block in following if _domains(block.gap)} - {
            block for block, neighbour in zip(order, [None, *order], strict=False)
            if block is not None and following[block] is neighbour
        }  # fmt: skip
        if moved:
            hint = "make a catalogue of each domain first"
            raise PoError(
                "entries of several domains cannot be put in another order", path=self._path, hint=hint
            )

    def _find(self, entry: Entry) -> _Block:
        blocks = self._by_key.get(_key(entry))
        if not blocks:
            raise LookupError(f"no entry {entry.key!r} in the catalogue")
        return next((block for block in blocks if block.entry is entry or block.entry == entry), blocks[0])

    def _new(self, entry: Entry) -> _Block:
        block = _Block(self._style.newline if self._blocks else "", render_entry(entry, self._style), entry)
        self._by_key.setdefault(_key(entry), []).append(block)
        return block

    def _unregister(self, block: _Block) -> None:
        self._by_key[_key(block.entry)].remove(block)

    def _end_of_kind(self, entry: Entry) -> int:
        if entry.is_header:
            return 0
        if entry.obsolete:
            return len(self._blocks)
        index = len(self._blocks)
        while index and self._blocks[index - 1].entry.obsolete:
            index -= 1
        return index


def _domains(gap: str) -> str:
    """Give a gap that holds more than blanks: `domain` lines, and comments before them."""
    return gap if gap.strip() else ""


def _key(entry: Entry) -> tuple[str | None, str, bool]:
    return entry.msgctxt, entry.msgid, entry.obsolete
