"""Reading HTML: what of it is text, and where.

A tokenizer, not a tree: it needs to know where text stands, not what a browser would make of a document that
is nested wrongly, and it takes any depth. Source: HTML Living Standard, 13.2.5 (tokenization), 3.2.6.3 (the
translate attribute), 4.13 and the lists of phrasing content and void elements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from padanan.formats.document.builder import BlockBuilder
from padanan.formats.document.html_names import (
    ATTRIBUTES,
    BUTTONS,
    DESCRIPTIONS,
    INLINE,
    INLINE_KEPT,
    KEPT,
    RAW,
    VOID,
)
from padanan.formats.document.model import Block

_OPENING: Final = re.compile(r"<(?:!|\?|/?[A-Za-z])")
_TAG: Final = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[^\s\"'<>/=]++)\s*+=\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++)"
)
_NOT_TRANSLATED: Final = re.compile(r"translate\s*=|notranslate", re.IGNORECASE)


@dataclass(slots=True)
class _Kept:
    """An element that is kept whole: where it begins, its name, how often that is open, and if in a line."""

    start: int
    name: str
    depth: int
    is_inline: bool


def read_html(source: str, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """Give what is to be translated of HTML, in document order.

    Blocks are what stands between tags that end a line of text: paragraphs, cells, headings, what a `<br>`
    divides; and the values of alt, title and the like. Not translated are scripts, styles, comments,
    preformatted text, and elements with translate="no" or of class notranslate; code and the like within a
    line is one code.

    Args:
        source: The document.
        start: Where to begin.
        end: Where to stop; None for the end.

    Cost: linear.
    """
    return _Reader(source, len(source) if end is None else end).read(start)


@dataclass(slots=True)
class _Reader:
    source: str
    end: int
    builder: BlockBuilder = field(default_factory=BlockBuilder)
    kept: _Kept | None = None

    def read(self, position: int) -> Iterator[Block]:
        while position < self.end:
            found = _OPENING.search(self.source, position, self.end)
            text_end = found.start() if found else self.end
            if self.kept is None:
                self.builder.add_text(self.source, position, text_end)
            position = text_end
            if found is None:
                break
            tag = _TAG.match(self.source, position, self.end)
            if found[0] in {"<!", "<?"}:
                position = self._pass_over(position)
            elif tag is None:  # it never ends
                position = self.end
            else:
                yield from self._tag(tag)
                position = self._behind(tag)
        if self.kept is not None and self.kept.is_inline:
            self._add_kept(self.end)
        yield from self.builder.finish()

    def _pass_over(self, start: int) -> int:
        """Pass over a comment, a declaration or an instruction; inside a line it is a code."""
        for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")):
            if self.source.startswith(opening, start):
                found = self.source.find(closing, start + len(opening), self.end)
                end = self.end if found < 0 else found + len(closing)
                break
        if self.kept is None:
            self.builder.add_code("standalone", (start, end), markup=self.source[start:end])
        return end

    def _tag(self, tag: re.Match[str]) -> Iterator[Block]:
        name, is_end = tag["name"].lower(), bool(tag["slash"])
        if self.kept is not None:
            self._count(tag, name, is_end)
            return
        if not is_end and self._is_kept(tag, name):
            is_inline = name in INLINE or name in INLINE_KEPT
            if not is_inline:
                yield from self.builder.finish()
            if name not in VOID and not tag["rest"].endswith("/"):
                self.kept = _Kept(tag.start(), name, 1, is_inline)
                return
        if name in INLINE or name in INLINE_KEPT:
            self._add_tag(tag, name, is_end)
            return
        yield from self.builder.finish()
        if not is_end:
            yield from self._attributes(tag, name)

    def _is_kept(self, tag: re.Match[str], name: str) -> bool:
        if name in KEPT or name in INLINE_KEPT:
            return True
        if not _NOT_TRANSLATED.search(tag["rest"]):
            return False
        values = self._values(tag)
        return values.get("translate", "").lower() == "no" or "notranslate" in values.get("class", "").split()

    def _count(self, tag: re.Match[str], name: str, is_end: bool) -> None:
        """Count the elements of the kept one's name, and end it with the last of them."""
        kept = self.kept
        if kept is None or name != kept.name or tag["rest"].endswith("/"):
            return
        kept.depth += -1 if is_end else 1
        if kept.depth == 0:
            if kept.is_inline:
                self._add_kept(tag.end())
            self.kept = None

    def _add_kept(self, end: int) -> None:
        if self.kept is not None:
            start = self.kept.start
            self.builder.add_word((start, end), markup=self.source[start:end])

    def _add_tag(self, tag: re.Match[str], name: str, is_end: bool) -> None:
        is_alone = name in VOID or tag["rest"].endswith("/")
        attributes = () if is_end else tuple(self._attributes(tag, name))
        self.builder.add_code(
            "standalone" if is_alone else "close" if is_end else "open",
            tag.span(), markup=tag[0], name=name, attributes=attributes,
        )  # fmt: skip

    def _behind(self, tag: re.Match[str]) -> int:
        """Give the end of a tag; of an element whose content is not markup, the beginning of its end tag."""
        name = tag["name"].lower()
        if tag["slash"] or (name not in RAW and name != "title"):
            return tag.end()
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
        found = None if name == "plaintext" else closing.search(self.source, tag.end(), self.end)
        end = self.end if found is None else found.start()
        if name == "title" and self.kept is None:
            self.builder.add_text(self.source, tag.end(), end)
        return end

    def _values(self, tag: re.Match[str]) -> dict[str, str]:
        found = _ATTRIBUTE.finditer(self.source, tag.start("rest"), tag.end("rest"))
        return {item["name"].lower(): item["value"].strip("\"'") for item in found}

    def _attributes(self, tag: re.Match[str], name: str) -> Iterator[Block]:
        """Give the values that are text; those without quotes are left alone."""
        if "=" not in tag["rest"]:
            return
        values = self._values(tag)
        for found in _ATTRIBUTE.finditer(self.source, tag.start("rest"), tag.end("rest")):
            quote = found["value"][0]
            if quote in "\"'" and _is_text(name, found["name"].lower(), values):
                builder = BlockBuilder()
                builder.add_text(self.source, found.start("value") + 1, found.end("value") - 1)
                yield from builder.finish(quote)


def _is_text(element: str, attribute: str, values: dict[str, str]) -> bool:
    if attribute == "content":
        described = values.get("name") or values.get("property") or ""
        return element == "meta" and described.lower() in DESCRIPTIONS
    if attribute == "value":
        return element == "input" and values.get("type", "").lower() in BUTTONS
    return attribute in ATTRIBUTES
