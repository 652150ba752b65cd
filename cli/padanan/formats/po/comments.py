"""The comment lines of an entry: translator's and extracted comments, references, flags."""

import re
from dataclasses import dataclass, field
from typing import Final

from padanan.core.catalogue import Reference

# Words that only a flag is: where one stands in an item with blanks, somebody forgot the commas (GNU gettext
# reads them all the same). Other items keep their blanks: `range: 1..5`, Weblate's `placeholders:"a b"`.
_FLAG_WORD: Final = re.compile(r"fuzzy|(?:no-)?wrap|(?:no-|possible-|impossible-)?[a-z0-9-]+-format")
# File names with blanks stand between U+2068 and U+2069 (GNU gettext 0.22 NEWS).
_ISOLATED: Final = re.compile(r"\u2068[^\u2068\u2069]*\u2069(?::[0-9]+)?|[^\s\u2068]+")
_LONGEST_LINE_NUMBER = 9


@dataclass(slots=True)
class Comments:
    """The comment lines of one entry, sorted by kind, each list in file order."""

    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)


def parse_comments(lines: list[str]) -> Comments:
    """Sort comment lines (`#...`, without line feeds; previous fields are not among them) by kind."""
    comments = Comments()
    for full_line in lines:
        line = full_line.rstrip("\r")
        kind = line[1:2]
        if kind == ":":
            comments.references += parse_references(line[2:])
        elif kind in {",", "="}:  # `#=` holds sticky flags since GNU gettext 0.24
            comments.flags += parse_flags(line[2:])
        elif kind == ".":
            comments.extracted.append(_text(line, 2))
        else:
            comments.translator.append(_text(line, 1))
    return comments


def parse_references(text: str) -> list[Reference]:
    """Read what stands behind `#:`, such as `main.c:12 lib/util.c`."""
    if "\u2068" in text:
        return [
            _reference(item.replace("\u2068", "").replace("\u2069", "")) for item in _ISOLATED.findall(text)
        ]
    return [_reference(item) for item in text.split()]


def parse_flags(text: str) -> list[str]:
    """Read what stands behind `#,`, such as ` fuzzy, python-format`."""
    flags: list[str] = []
    for item in text.split(","):
        words = item.split()
        if len(words) > 1 and all(_FLAG_WORD.fullmatch(word) for word in words):
            flags += words
        elif words:
            flags.append(item.strip())
    return flags


def _reference(item: str) -> Reference:
    path, colon, number = item.rpartition(":")
    if colon and path and len(number) <= _LONGEST_LINE_NUMBER and number.isascii() and number.isdigit():
        return Reference(path=path, line=int(number))
    return Reference(path=item)


def _text(line: str, start: int) -> str:
    """Give a comment's text: one blank after the mark belongs to the mark."""
    return line[start + 1 :] if line[start : start + 1] == " " else line[start:]
