"""Write the fields of an entry as lines, in the style of the catalogue they go into."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from padanan.core.catalogue import Entry, Reference
from padanan.core.errors import PoError
from padanan.core.escapes import escape
from padanan.formats.po.wrapping import display_width, wrap

# The page width of GNU gettext's tools: no line of a wrapped catalogue is longer where it can be helped.
DEFAULT_WIDTH = 79

_LINE_BREAKS: Final = re.compile(r"\r\n|\r|\n")
_NOT_IN_COMMENTS: Final = re.compile(r"[\n\r\0]")
_PARAGRAPH: Final = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a catalogue is written: its line end, and the columns it is wrapped at (None: it is not)."""

    newline: str = "\n"
    width: int | None = DEFAULT_WIDTH


def render_entry(entry: Entry, style: Style) -> str:
    """Write a whole entry, comments first, in GNU gettext's order."""
    mark = "#~ " if entry.obsolete else ""
    lines = [
        *render_translator_comments(entry.translator_comments),
        *render_extracted_comments(entry.extracted_comments),
        *render_references(entry.references, style),
        *render_flags(entry.flags),
    ]
    for keyword, text in previous_fields(entry).items():
        lines += render_field(keyword, text, previous_mark(entry), style)
    for keyword, text in string_fields(entry).items():
        lines += render_field(keyword, text, mark, style)
    return "".join(f"{line}{style.newline}" for line in lines)


def string_fields(entry: Entry) -> dict[str, str]:
    """Give the entry's own strings by keyword, in the order they are written."""
    fields: dict[str, str] = {}
    if entry.msgctxt is not None:
        fields["msgctxt"] = entry.msgctxt
    fields["msgid"] = entry.msgid
    if entry.msgid_plural is None:
        fields["msgstr"] = "".join(entry.msgstr[:1])
        return fields
    fields["msgid_plural"] = entry.msgid_plural
    return fields | {f"msgstr[{index}]": form for index, form in enumerate(entry.msgstr or ("",))}


def previous_fields(entry: Entry) -> dict[str, str]:
    """Give the entry's previous strings by keyword; none without a previous msgid, as the syntax wants it."""
    if entry.previous_msgid is None:
        return {}
    fields = {
        "msgctxt": entry.previous_msgctxt,
        "msgid": entry.previous_msgid,
        "msgid_plural": entry.previous_msgid_plural,
    }
    return {keyword: text for keyword, text in fields.items() if text is not None}


def previous_mark(entry: Entry) -> str:
    """Give what stands in front of each line of a previous field."""
    return "#~| " if entry.obsolete else "#| "


def render_translator_comments(comments: Iterable[str]) -> list[str]:
    """Write `# ...` lines."""
    return [_comment("#", line) for comment in comments for line in _LINE_BREAKS.split(comment)]


def render_extracted_comments(comments: Iterable[str]) -> list[str]:
    """Write `#. ...` lines."""
    return [_comment("#.", line) for comment in comments for line in _LINE_BREAKS.split(comment)]


def render_flags(flags: Sequence[str], mark: str = "#,") -> list[str]:
    """Write the `#, ...` line, if there are flags."""
    return [_comment(mark, ", ".join(flags))] if flags else []


def render_references(references: Iterable[Reference], style: Style) -> list[str]:
    """Write `#: ...` lines, as many references on each as its width allows."""
    lines: list[str] = []
    for item in map(_render_reference, references):
        joined = _comment(lines[-1], item) if lines else ""
        if joined and (style.width is None or len(joined) <= style.width):
            lines[-1] = joined
        else:
            lines.append(_comment("#:", item))
    return lines


def render_field(
    keyword: str,
    text: str,
    mark: str,
    style: Style,
    kept: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[str]:
    """Write one string field.

    A text of one line goes behind the keyword if it fits; otherwise an empty string stands there, and each
    line of the text begins a new piece.

    Args:
        keyword: "msgid", "msgstr[0]", ...
        text: Its value.
        mark: What stands in front of each line, "#~ " for an obsolete entry.
        style: Line end and width.
        kept: Lines of the text that are already written in the catalogue, with the pieces they are written as
            (quoted and escaped): they stay so, however they are wrapped.
    """
    paragraphs = _PARAGRAPH.findall(text)
    if len(paragraphs) <= 1:
        line = f'{mark}{keyword} "{escape(text)}"'
        if style.width is None or display_width(line) <= style.width:
            return [line]
    room = None if style.width is None else style.width - len(mark) - 2
    pieces: list[str] = []
    for paragraph in paragraphs:
        pieces += kept.get(paragraph) or [f'"{piece}"' for piece in wrap(escape(paragraph), room)]
    if len(pieces) == 1 and style.width is None:
        return [f"{mark}{keyword} {pieces[0]}"]
    return [f'{mark}{keyword} ""', *(mark + piece for piece in pieces)]


def _comment(start: str, text: str) -> str:
    """Put text behind a comment's mark, or behind what stands there already."""
    if _NOT_IN_COMMENTS.search(text):
        hint = "no line break or NUL can be written there"
        raise PoError(f"{text[:40]!r} cannot stand in a comment line", hint=hint)
    return f"{start} {text}" if text else start


def _render_reference(reference: Reference) -> str:
    item = reference.path if reference.line is None else f"{reference.path}:{reference.line}"
    if any(character.isspace() for character in reference.path):
        return f"\u2068{reference.path}\u2069" + item[len(reference.path) :]
    return item
