"""Tags in texts that are no documents: what is markup in a message, and what is prose in angle brackets."""

import re
from collections.abc import Set
from dataclasses import dataclass

from padanan.core.model import Span

_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[^\W_][\w:.-]*)(?P<rest>\s[^<>]*|/)?>")
# Names of the HTML Living Standard, and its obsolete ones, that are no English words: `<b>` alone is markup,
# while `<file>` and `<title>` are markup only in a pair or with attributes.
TELLING_NAMES = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "blockquote", "br", "cite", "col", "colgroup", "dd", "del",
    "dfn", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "iframe", "img", "ins", "kbd", "li", "nobr", "noscript", "ol", "optgroup", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "svg",
    "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag: its name in small letters, and whether it ends an element or is one by itself (`<br/>`)."""

    name: str
    is_end: bool
    is_empty: bool
    span: Span


def find_tags(text: str, *, known: Set[str] = frozenset()) -> list[Tag]:
    """Find the tags of a text, in order.

    Tags are the names that HTML knows and English does not, what has attributes or ends in a slash, any name
    that is opened and closed in the text, and the names in `known` (in small letters).
    """
    found = list(_TAG.finditer(text))
    if not found:
        return []
    opened = {match["name"].lower() for match in found if not match["slash"]}
    names = known | (opened & {match["name"].lower() for match in found if match["slash"]})
    return [_tag(match) for match in found if _is_tag(match, names)]


def _is_tag(match: re.Match[str], names: Set[str]) -> bool:
    name, rest = match["name"].lower(), match["rest"] or ""
    return name in names or name in TELLING_NAMES or rest == "/" or "=" in rest


def _tag(match: re.Match[str]) -> Tag:
    return Tag(
        name=match["name"].lower(),
        is_end=bool(match["slash"]),
        is_empty=(match["rest"] or "").endswith("/"),
        span=Span(start=match.start(), end=match.end()),
    )
