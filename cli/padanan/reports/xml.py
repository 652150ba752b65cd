"""XML as strings, in which no text can break anything."""

import re

from padanan.core.text import show_codes, show_unseen

# What XML 1.0 has not (production 2, Char), beyond the unseen characters that are shown by their codes.
_ILLEGAL = re.compile("[\ufffe\uffff]")
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# A reader makes spaces of these in attributes (XML 1.0, 3.3.3), and `\n` of others everywhere (2.11).
_WHITE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def content(text: str) -> str:
    """Escape a text to stand between tags; what XML cannot say is shown by its code, such as `<U+001B>`."""
    shown = _ILLEGAL.sub(lambda match: show_codes(match[0]), show_unseen(text))
    return shown.translate(_REFERENCES)


def attributes(**values: str | int | None) -> str:
    """Write attributes, each with a space before it; None is left out, `class_` stands for class."""
    return "".join(
        f' {name.rstrip("_")}="{content(str(value)).translate(_WHITE)}"'
        for name, value in values.items()
        if value is not None
    )
