"""The elements and attributes of HTML that matter to a translator.

Source: HTML Living Standard, the lists of phrasing content and of void elements.
"""

from typing import Final

# What stands within a line of text. Everything else ends a block, elements of the authors' own too.
INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "label",
        "mark",
        "meter",
        "output",
        "picture",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    }
)
# What stands within a line and is no language: it is kept whole.
INLINE_KEPT: Final = frozenset(
    {"audio", "canvas", "code", "kbd", "math", "object", "samp", "svg", "tt", "var", "video"}
)
# What is kept whole between lines.
KEPT: Final = frozenset({"listing", "pre", "template"})
# Elements whose content is not markup.
RAW: Final = frozenset({"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "xmp"})
# Elements without content.
VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
# Attributes that are text, on any element.
ATTRIBUTES: Final = frozenset(
    {
        "abbr",
        "alt",
        "aria-description",
        "aria-label",
        "aria-placeholder",
        "aria-roledescription",
        "aria-valuetext",
        "label",
        "placeholder",
        "summary",
        "title",
    }
)
# Kinds of <input> whose value is what a button says.
BUTTONS: Final = frozenset({"button", "reset", "submit"})
# Names of <meta> whose content is text.
DESCRIPTIONS: Final = frozenset(
    {
        "description",
        "keywords",
        "og:description",
        "og:image:alt",
        "og:site_name",
        "og:title",
        "subject",
        "twitter:description",
        "twitter:image:alt",
        "twitter:title",
    }
)
