"""Putting a block together from what a scanner finds."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from padanan.core.model import InlineCode
from padanan.formats.document.model import Block, Code, Run

Kind = Literal["open", "close", "standalone"]

# With its semicolon alone: without it HTML has a list of names, and a message would be hard to read.
_PART: Final = re.compile(
    r"(?P<space>[ \t\r\n\f]++)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<text>[^ \t\r\n\f&]++(?: [^ \t\r\n\f&]++)*+|&)"
)
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class BlockBuilder:
    """A block in the making."""

    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    length: int = 0
    is_verbatim: bool = False  # the last run

    def add_text(self, source: str, start: int, end: int) -> None:
        """Add a range of the document, in which entities and white space count as one character."""
        for found in _PART.finditer(source, start, end):
            if found["space"]:
                self.add_blank(found.start(), found.end(), is_verbatim=found[0] == " ")
            elif found["entity"]:
                self.add(html.unescape(found[0]), found.start(), found.end())
            else:
                self.add(found[0], found.start(), found.end(), is_verbatim=True)

    def add_blank(self, start: int, end: int, *, is_verbatim: bool = False) -> None:
        """Add white space, unless the text begins with it, or has just had some."""
        fresh = not self.codes or self.codes[-1].inline.offset < self.length
        if not (fresh and (not self.parts or self.parts[-1] == " ")):
            self.add(" ", start, end, is_verbatim=is_verbatim)

    def add(self, text: str, start: int, end: int, *, is_verbatim: bool = False) -> None:
        """Add text that `start:end` of the document says; verbatim, or in other characters."""
        last = self.runs[-1] if self.runs else None
        if last is not None and is_verbatim and self.is_verbatim and last.end == start:
            self.runs[-1] = Run(at=last.at, length=last.length + len(text), start=last.start, end=end)
        else:
            self.runs.append(Run(at=self.length, length=len(text), start=start, end=end))
        self.is_verbatim = is_verbatim
        self.parts.append(text)
        self.length += len(text)

    def add_word(self, place: tuple[int, int], *, markup: str) -> None:
        """Add a code that stands for a word."""
        self.add_code("standalone", place, markup=markup)
        self.codes[-1] = replace(self.codes[-1], is_word=True)

    def add_code(
        self,
        kind: Kind,
        place: tuple[int, int],
        *,
        markup: str,
        name: str = "",
        attributes: Sequence[Block] = (),
    ) -> None:
        """Add a code; `place` is the range of the document where it stands."""
        inline = InlineCode(offset=self.length, kind=kind, markup=_LINE_BREAK.sub(" ", markup))
        self.codes.append(
            Code(inline=inline, start=place[0], end=place[1], name=name, attributes=tuple(attributes))
        )

    def finish(self, quote: str = "") -> Iterator[Block]:
        """Give the block, and begin another; one that has nothing to translate is none."""
        text = "".join(self.parts)
        if text.strip() or any(code.attributes for code in self.codes):
            yield Block(text=text, runs=tuple(self.runs), codes=tuple(self.codes), quote=quote)
        self.parts, self.runs, self.codes, self.length = [], [], [], 0
