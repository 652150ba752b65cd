"""How the spaces at the edges of a translation compare with those of its sources."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.checks.base import Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Span
from padanan.core.spaces import WRITTEN_WITHOUT_SPACES, leading_spaces, trailing_spaces
from padanan.core.text import is_symbolic

# What is followed by something else: a prompt, the next sentence, an item, a progress that runs on.
_ANNOUNCING = tuple(":.,;?!…=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Other spaces at an edge, "begin" or "end": `given` is what is there, `wanted` what the source has.

    `is_telling` says that readers may see it: the space is too much, or something is put together there.
    """

    target: Target
    edge: str
    given: str
    wanted: str
    is_telling: bool

    @property
    def span(self) -> Span:
        """The spaces, or the character that is to have some beside it."""
        size, width = len(self.target.text), max(1, len(self.given))
        return Span(start=0, end=width) if self.edge == "begin" else Span(start=size - width, end=size)

    def problem(self, message: str, hint: str) -> Problem:
        """Make a problem of it, with the edge as the source has it for a replacement."""
        text = self.target.text
        inner = "" if self.given else text[0] if self.edge == "begin" else text[-1]
        return Problem(
            message=message,
            detail=f"{self.edge} {self.target.form}",
            hint=hint,
            field=self.target.field,
            span=self.span,
            replacement=self.wanted + inner if self.edge == "begin" else inner + self.wanted,
        )


def compare_edges(entry: Entry, subject: Subject) -> Iterator[Difference]:
    """Give the edges where every source has other spaces than a form; a form may follow any of them.

    Spaces count by their number, for a no-break one serves as well. Languages that are written without
    spaces drop them. A name in place of source text (`help_tags`) says nothing of that text's edges.
    """
    if is_symbolic(entry.msgid):
        return
    may_drop = subject.language in WRITTEN_WITHOUT_SPACES
    for target in targets(entry):
        if not target.text.strip():
            continue
        for edge, spaces_of in (("begin", leading_spaces), ("end", trailing_spaces)):
            given = spaces_of(target.text)
            wanted = [spaces_of(text) for text in sources(entry)]
            if any(map(_has_newline, (target.text, *sources(entry)), (edge,) * 3)):
                continue
            if any(len(given) == len(spaces) for spaces in wanted) or (may_drop and not given):
                continue
            yield Difference(
                target=target,
                edge=edge,
                given=given,
                wanted=wanted[-1],
                is_telling=not any(wanted) if given else _is_joined(sources(entry)[-1], target.text, edge),
            )


def _has_newline(text: str, edge: str) -> bool:
    """Whether the edge is that of a line of its own: `edge-newlines` compares it, and templates indent it."""
    words = text.strip()
    begin = text.find(words[:1])
    return "\n" in (text[:begin] if edge == "begin" else text[begin + len(words) :])


def _is_joined(source: str, text: str, edge: str) -> bool:
    """Whether something is put before or behind the source, rather than that somebody left a space there.

    A translation without the mark at the end lacks more than the space: `end-punctuation` says so.
    """
    words = source.strip()
    if edge == "begin":
        return not (words[:1].isupper() or words[:1] in "%{<")
    return words.endswith(_ANNOUNCING) and unicodedata.category(text[-1])[0] in "PS"
