"""Tell which field of an entry each of its lines belongs to."""

import re
from dataclasses import dataclass
from typing import Final

_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_STRING_LINE: Final = re.compile(
    rf"[ \t]*(?P<mark>#~\||#~|#\|)?[ \t]*(?P<keyword>msg[a-z_]+)?[ \t]*(?:\[[ \t]*(?P<index>[0-9]+)[ \t]*\])?"
    rf"[ \t]*(?:{_STRING}[ \t]*)*\r?\n?"
)
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_COMMENT_KINDS: Final = {".": "extracted", ":": "references", ",": "flags", "=": "flags"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end, and its field.

    `kind` is "translator", "extracted", "references" or "flags" for comments, a keyword as in "msgstr[0]", or
    a keyword behind "| " for a previous field.
    """

    kind: str
    text: str


def classify(text: str) -> list[Line] | None:
    """Name the field of each line; None where the lines cannot be told apart by field."""
    lines: list[Line] = []
    kind = "translator"
    for line in _LINE.findall(text):
        stripped = line.lstrip(" \t\r\f\v")
        if stripped.startswith("#") and not stripped.startswith(("#~", "#|")):
            kind = _COMMENT_KINDS.get(stripped[1:2], "translator")
        elif stripped.strip():
            match = _STRING_LINE.fullmatch(line)
            if match is None:
                return None
            if match["keyword"]:
                previous = "| " if (match["mark"] or "").endswith("|") else ""
                index = f"[{int(match['index'])}]" if match["index"] else ""
                kind = f"{previous}{match['keyword']}{index}"
        lines.append(Line(kind, line))
    return lines
