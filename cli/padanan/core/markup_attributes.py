"""The attributes of tags in messages, as far as they are the program's business."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.markup import TELLING_NAMES
from padanan.core.model import Span

_OPENING = re.compile(r"<[A-Za-z][\w:.-]*(?P<rest>[\s/][^<>]*)>")
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_:@][\w:.@-]*)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?",
)
_TYPOGRAPHIC = "“”„‟«»‹›‘’‚‛″＂「」"
# What a reader sees or hears, and what says which language it is in: to be translated (HTML Living Standard,
# section 3.2.6.1, "translatable attributes"), and `dir`.
TRANSLATABLE = frozenset({
    "abbr", "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription",
    "aria-valuetext", "content", "dir", "download", "hreflang", "label", "lang", "placeholder", "srcdoc",
    "style", "summary", "title", "value", "xml:lang", "data-title", "data-content", "data-confirm",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute: its name in small letters, its value without quotes (None: it has none), its place."""

    tag: str
    name: str
    value: str | None
    span: Span


def find_attributes(text: str) -> Iterator[Attribute]:
    """Find the attributes of all opening tags, in order. Cost: O(length)."""
    for tag in _OPENING.finditer(text):
        name = tag[0][1 : tag.start("rest") - tag.start()].lower()
        for found in _ATTRIBUTE.finditer(text, *tag.span("rest")):
            value = found["value"]
            if value is not None:
                value = value[1:-1] if value[0] in "\"'" else value
            yield Attribute(
                tag=name,
                name=found["name"].lower(),
                value=value,
                span=Span(start=found.start(), end=found.end()),
            )


def find_odd_quote(text: str) -> Span | None:
    """Find a typographic quotation mark where one should quote an attribute's value, in a tag of HTML."""
    for tag in _OPENING.finditer(text):
        found = re.search(rf"=\s*[{_TYPOGRAPHIC}]", tag["rest"])
        if found and tag[0][1 : tag.start("rest") - tag.start()].lower() in TELLING_NAMES:
            end = tag.start("rest") + found.end()
            return Span(start=end - 1, end=end)
    return None
