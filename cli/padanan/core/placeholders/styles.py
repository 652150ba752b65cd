r"""Placeholders that no flag speaks of, found by how they look.

What is taken for a placeholder is written as nobody writes prose: "100 % sure", a lone brace, `{ a b }` and
`\emph{word}` are left alone.

Sources: i18next, "Interpolation"; Vue I18n, "Message Format Syntax"; Angular, template syntax; Fluent, guide;
Twig and Symfony, "Translations"; Ruby on Rails, "I18n"; printf and str.format as in the other modules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectedPlaceholder:
    """Something that looks like a place for a value.

    `style` tells the ways of writing apart ("printf", "mustache", "dollar", ...); `argument` is what must not
    change: the name, or the conversion where there is none.
    """

    span: Span
    text: str
    style: str
    argument: str

    @property
    def is_named(self) -> bool:
        """Whether it may be moved, repeated, and told from others of its style."""
        return self.style != "printf" and self.argument != "{}"


_NAME = r"[^\W\d][\w.\-]*+"
_PATTERN = re.compile(
    rf"(?P<other>%%|\\[A-Za-z]++(?:\{{[^{{}}]*+\}})?)"
    rf"|%\((?P<python>[^\W\d][\w.]*+)\)[-+ #0]?[0-9.]*+[a-zA-Z]"
    rf"|%(?:\{{(?P<ruby>{_NAME})\}}|<(?P<ruby_typed>{_NAME})>[-+0-9.]*+[a-zA-Z])"
    rf"|(?<![0-9%])%(?P<twig>[a-z_][a-z0-9_]++(?:\.[a-z0-9_]++)*+)%"
    rf"|(?<![0-9%])%(?:[0-9]\$)?(?P<printf>(?:[0-9]?\.[0-9])?(?:ll?|z)?[sdiufxc@])(?![A-Za-z0-9])"
    rf"|(?<![0-9%\w])%L?(?P<place>[1-9])(?![0-9$%A-Za-z.,])"
    rf"|\$\{{(?P<dollar>{_NAME})\}}"
    rf"|\{{\{{[-\s]*+(?P<mustache>(?:[^\W\d]|\$)[\w.$\-]*+)(?:\s*+[|,][^{{}}\n]{{0,60}})?\s*+\}}\}}"
    rf"|\{{\s*+\$(?P<fluent>[^\W\d][\w\-]*+)\s*+\}}"
    rf"|(?<!\{{)\{{(?P<brace>(?:[^\W\d][\w.\[\]]*+|[0-9]{{1,2}}))(?:![rsa])?(?::[^{{}}\s]{{0,20}})?\}}(?!\}})"
    rf"|(?<!\{{)(?P<empty>\{{\}})(?!\}})"
    rf"|\$t\((?P<nested>[\w.:\-]++)[^()]*+\)"
    rf"|(?<!\w)@:(?P<linked>[A-Za-z_]\w*+(?:\.\w++)*+)"
)
_SAME_STYLE = {"ruby_typed": "ruby", "empty": "brace"}


def detect_placeholders(text: str) -> Iterator[DetectedPlaceholder]:
    """Find what looks like a placeholder, in order.

    Cost: O(length).
    """
    for found in _PATTERN.finditer(text):
        style = found.lastgroup or ""
        if style != "other":
            yield DetectedPlaceholder(
                span=Span(start=found.start(), end=found.end()),
                text=found[0],
                style=_SAME_STYLE.get(style, style),
                argument=found[style],
            )
