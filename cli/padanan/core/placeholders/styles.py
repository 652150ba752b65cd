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
    rf"|%\((?P<python>[^\W\d][\w.]*+)\)[-+ #0]?[0-9.]*+[sdifrcxXeEgGoua]"
    rf"|%(?:\{{(?P<ruby>{_NAME})\}}|<(?P<ruby_typed>{_NAME})>[-+0-9.]*+[a-zA-Z])"
    rf"|(?<![0-9%])%(?P<twig>[a-z_][a-z0-9_]++(?:\.[a-z0-9_]++)*+)%(?![\w($])"
    rf"|(?<![0-9%])%(?:[0-9]\$)?(?:[0-9]?\.[0-9])?(?:ll?|z)?(?P<printf>[sdiufxc@])(?![A-Za-z0-9])"
    rf"|(?<![0-9%\w])%L?(?P<place>[1-9])(?![0-9$%A-Za-z.,])"
    rf"|\$\{{\s*+(?P<dollar>{_NAME})\s*+\}}"
    rf"|\{{\{{[-\s]*+(?P<mustache>[/#^]?+(?:[^\W\d]|\$)[\w.$\-]*+)(?:\s*+[|,][^{{}}\n]{{0,60}})?\s*+/?\}}\}}"
    rf"|\{{\s*+\$(?P<fluent>[^\W\d][\w\-]*+)\s*+\}}"
    rf"|(?<!\{{)\{{(?P<brace>(?:[^\W\d][\w.\[\]]*+|[0-9]{{1,2}}))(?:![rsa])?(?::[^{{}}\s]{{0,20}})?\}}(?!\}}|[a-z]{{3}})"
    rf"|(?<!\{{)(?P<empty>\{{\}})(?!\}})"
    rf"|\$t\(\s*+(?P<nested>[\w.:\-]++)[^()]*+\)"
    rf"|(?<!\w)@(?:\.[a-z]++)?:(?:(?P<linked>[A-Za-z_]\w*+(?:\.\w++)*+)|\((?P<linked_apart>[\w.\-]++)\))"
)
_SAME_STYLE = {"ruby_typed": "ruby", "empty": "brace", "linked_apart": "linked"}
# In a translation a letter may follow (`%ss`), or a space have come in between.
_CONVERSION = re.compile(r"%(?:[0-9]++\$)?[-+ #0]*+[0-9.]*+(?:ll?|z)?([sdiufxc@])")
_SAME_CONVERSION = {"i": "d", "u": "d"}


def detect_placeholders(text: str) -> Iterator[DetectedPlaceholder]:
    """Find what looks like a placeholder, in order.

    Cost: O(length).
    """
    for found in _PATTERN.finditer(text):
        style = found.lastgroup or ""
        if style != "other" and not _is_explained(found[style], text):
            argument = _SAME_CONVERSION.get(found[style], found[style]) if style == "printf" else found[style]
            yield DetectedPlaceholder(
                span=Span(start=found.start(), end=found.end()),
                text=found[0],
                style=_SAME_STYLE.get(style, style),
                argument=argument,
            )


def _is_explained(name: str, text: str) -> bool:
    """Whether a name in capitals stands in the help of a program, which says what users put there."""
    return len(name) > 1 and name.isupper() and "\n" in text


def find_conversions(text: str) -> list[str]:
    """Give the letters of all that printf might read, as `argument` of DetectedPlaceholder has them."""
    return [_SAME_CONVERSION.get(letter, letter) for letter in _CONVERSION.findall(text)]
