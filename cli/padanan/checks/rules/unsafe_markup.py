"""See `UnsafeMarkup`."""

import re
from collections.abc import Iterator
from html import unescape

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.markup_attributes import Attribute, find_attributes
from padanan.core.model import Certainty, Severity, Span

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


class UnsafeMarkup(EntryCheck):
    """A translation brings no code that its source does not have: scripts, handlers, javascript: addresses.

    Catalogues come from many hands, and their texts are put into pages as they are. Reported are elements
    that run, load or send something (script, iframe, object, embed, form ...), attributes that
    begin with `on`, addresses with javascript:, vbscript: or data: (but for pictures), however they are
    disguised with entities, white space or capitals, and expressions in styles. What the source has as well
    is left alone, and so are these words in running text.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = (
        "OWASP, Cross Site Scripting Prevention; HTML Living Standard, 8.1.8; Weblate, check “Unsafe HTML”"
    )
    trigger = re.compile(r"<[^<>a-zA-Z]{0,3}[a-zA-Z]")
    good = (
        Example(po='msgid "Click <a href=\\"/x\\">here</a>"\nmsgstr "Klik <a href=\\"/x\\">di sini</a>"\n'),
        Example(po='msgid "No javascript: found"\nmsgstr "Tak ada javascript: di sini"\n', note="Prose."),
        Example(
            po='msgid "<script>x()</script>"\nmsgstr "<script>x()</script>"\n', note="So does the source."
        ),
        Example(po='msgid "Use <object>"\nmsgstr "Pakai <object>"\n'),
    )
    bad = (
        Example(po='msgid "Save"\nmsgstr "Simpan⟦<script>⟧x()</script>"\n'),
        Example(po='msgid "<b>Save</b>"\nmsgstr "<b ⟦onclick=\\"x()\\"⟧>Simpan</b>"\n'),
        Example(po='msgid "<a href=\\"/\\">x</a>"\nmsgstr "<a ⟦href=\\"javascript:x()\\"⟧>x</a>"\n'),
        Example(
            po='msgid "<a href=\\"/\\">x</a>"\nmsgstr "<a ⟦href=\\"&#106;ava&Tab;script:x()\\"⟧>x</a>"\n'
        ),
        Example(po='msgid "<b>x</b>"\nmsgstr "<b ⟦style=\\"width: expression(x())\\"⟧>x</b>"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare what can do something with what the sources have of it."""
        known = {what for text in sources(entry) for what, _ in _dangers(text)}
        for target in targets(entry):
            for what, span in _dangers(target.text):
                if what not in known:
                    yield Problem(
                        message=f"{what} is not in the source",
                        detail=f"{target.form} {what}",
                        hint="remove it, and ask who put it there",
                        field=target.field,
                        span=span,
                    )


def _dangers(text: str) -> Iterator[tuple[str, Span]]:
    """Name what can do something, with its place."""
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
