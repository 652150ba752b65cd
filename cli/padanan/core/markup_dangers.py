"""Markup that runs, loads or sends something: what no translation should bring into a page.

Source: OWASP, "Cross Site Scripting Prevention"; HTML Living Standard, section 8.1.8 (event handlers).
"""

import re
from collections.abc import Iterator
from html import unescape

from padanan.core.markup_attributes import Attribute, find_attributes
from padanan.core.model import Span

# Elements that run, load or send something by themselves.
_ACTIVE = re.compile(
    r"<\s*(?P<name>script|iframe|object|embed|applet|frame|frameset|base|meta|link|form)(?![\w-])(?P<rest>[^<>]*)>?",
    re.IGNORECASE,
)
# These do something between their tags. All are also words in angle brackets, for what users put in.
_WITH_CONTENT = frozenset({"script", "iframe", "object", "applet"})
_END = re.compile(rf"<\s*/\s*({'|'.join(sorted(_WITH_CONTENT))})\b", re.IGNORECASE)
_EVENT = re.compile(r"on[a-z]{3,30}")
_ADDRESSES = frozenset({
    "action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href",
})  # fmt: skip
_SCHEME = re.compile(
    r"(?P<scheme>javascript|vbscript|livescript|data):(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_SAFE_DATA = re.compile(r"image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_STYLE = re.compile(r"expression\s*\(|javascript\s*:|-moz-binding|behaviou?r\s*:", re.IGNORECASE)
# What browsers leave out of an address before they look at its scheme (URL Standard, section 4.4).
_IGNORED = dict.fromkeys([*range(0x21), 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF])


def find_dangers(text: str) -> Iterator[tuple[str, Span]]:
    """Name what can do something, with its place. Cost: O(length)."""
    ends = {found[1].lower(): found.start() for found in _END.finditer(text)}
    for found in _ACTIVE.finditer(text):
        name = found["name"].lower()
        if found.start() < ends.get(name, 0) or "=" in found["rest"]:
            yield f"<{name}>", Span(start=found.start(), end=found.end())
    for attribute in find_attributes(text):
        what = _danger_of(attribute)
        if what is not None:
            yield what, attribute.span


def _danger_of(attribute: Attribute) -> str | None:
    value = unescape(attribute.value or "")
    if _EVENT.fullmatch(attribute.name) and value:
        return f"the handler {attribute.name}"
    if attribute.name == "style" and _STYLE.search(value):
        return "code in a style"
    if attribute.name in _ADDRESSES:
        found = _SCHEME.match(value.translate(_IGNORED))
        if found and not (found["scheme"].lower() == "data" and _SAFE_DATA.match(found["rest"])):
            return f"a {found['scheme'].lower()}: address"
    return None
