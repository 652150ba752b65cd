"""Change an entry's lines where its fields changed, and nowhere else."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from padanan.core.catalogue import Entry
from padanan.core.escapes import unescape
from padanan.formats.po.comments import parse_flags
from padanan.formats.po.lines import Line, classify
from padanan.formats.po.rendering import (
    Style,
    previous_fields,
    previous_mark,
    render_entry,
    render_extracted_comments,
    render_field,
    render_flags,
    render_references,
    render_translator_comments,
    string_fields,
)

_PIECE: Final = re.compile(r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"')
_OBSOLETE_MARK: Final = re.compile(r"^([ \t]*#)~(\|)|^([ \t]*)#~[ \t]?")
# GNU gettext's order; plural forms follow at the end.
_ORDER: Final = (
    "translator", "extracted", "references", "flags",
    "| msgctxt", "| msgid", "| msgid_plural", "msgctxt", "msgid", "msgid_plural", "msgstr",
)  # fmt: skip


def edit_entry(text: str, old: Entry, new: Entry, style: Style) -> str:
    """Give the lines of an entry after a change.

    Args:
        text: The entry's lines as they stand in the catalogue.
        old: What they say.
        new: What they are to say.
        style: How to write the fields that changed.

    Returns:
        The lines, with those of unchanged fields as they were.
    """
    lines = classify(text)
    if lines is None:  # several fields share a line
        return render_entry(new, style)
    if old.obsolete != new.obsolete:
        lines = [_marked(line, new.obsolete) for line in lines]
    lines = _edit_comments(lines, old, new, style)
    lines = _edit_fields(lines, "| ", (previous_fields(old), previous_fields(new)), previous_mark(new), style)
    mark = "#~ " if new.obsolete else ""
    lines = _edit_fields(lines, "", (string_fields(old), string_fields(new)), mark, style)
    return "".join(line.text for line in lines)


def _marked(line: Line, obsolete: bool) -> Line:
    """Add or take away the `#~` of a line; comments have none."""
    if line.kind in {"translator", "extracted", "references", "flags"} or not line.text.strip():
        return line
    if not obsolete:
        return Line(line.kind, _OBSOLETE_MARK.sub(r"\1\2\3", line.text))
    mark = "#~" if line.text.startswith("#|") else "#~ "
    return Line(line.kind, mark + line.text.removeprefix("#"))


def _edit_comments(lines: list[Line], old: Entry, new: Entry, style: Style) -> list[Line]:
    changes = (
        ("translator", old.translator_comments != new.translator_comments,
         render_translator_comments(new.translator_comments)),
        ("extracted", old.extracted_comments != new.extracted_comments,
         render_extracted_comments(new.extracted_comments)),
        ("references", old.references != new.references, render_references(new.references, style)),
        ("flags", old.flags != new.flags, _edited_flags(lines, new.flags)),
    )  # fmt: skip
    for kind, changed, rendered in changes:
        if changed:
            lines = _replace(lines, kind, rendered, style)
    return lines


def _edited_flags(lines: list[Line], flags: Sequence[str]) -> list[str]:
    """Write flags, those that stand on a sticky line (`#=`) on one again."""
    sticky = [flag for line in lines if line.kind == "flags" and line.text.lstrip().startswith("#=")
              for flag in parse_flags(line.text.lstrip()[2:])]  # fmt: skip
    ordinary = [flag for flag in flags if flag not in sticky]
    return [*render_flags(ordinary), *render_flags([flag for flag in flags if flag in sticky], "#=")]


def _edit_fields(
    lines: list[Line],
    kind_prefix: str,
    fields: tuple[Mapping[str, str], Mapping[str, str]],
    mark: str,
    style: Style,
) -> list[Line]:
    old, new = fields
    for keyword in old.keys() - new.keys():
        lines = [line for line in lines if line.kind != kind_prefix + keyword]
    for keyword, text in new.items():
        if old.get(keyword) != text:
            kind = kind_prefix + keyword
            kept = _paragraph_pieces([line.text for line in lines if line.kind == kind])
            lines = _replace(lines, kind, render_field(keyword, text, mark, style, kept), style)
    return lines


def _replace(lines: list[Line], kind: str, rendered: Sequence[str], style: Style) -> list[Line]:
    """Put the rendered lines where the first line of this kind is, or belongs."""
    position = next((index for index, line in enumerate(lines) if line.kind == kind), None)
    if position is None:
        rank = _rank(kind)
        position = next((index for index, line in enumerate(lines) if _rank(line.kind) > rank), len(lines))
        if position == len(lines) and lines and not lines[-1].text.endswith("\n"):
            lines = [*lines[:-1], Line(lines[-1].kind, lines[-1].text + style.newline)]
    before = [line for line in lines[:position] if line.kind != kind]
    after = [line for line in lines[position:] if line.kind != kind]
    return [*before, *(Line(kind, f"{text}{style.newline}") for text in rendered), *after]


def _rank(kind: str) -> tuple[int, int]:
    if kind.startswith("msgstr["):
        return len(_ORDER), int(kind[7:-1])
    return _ORDER.index(kind), 0


def _paragraph_pieces(lines: list[str]) -> dict[str, list[str]]:
    """Map each line of a field's text to the quoted pieces that it is written as."""
    kept: dict[str, list[str]] = {}
    pieces: list[str] = []
    for piece in (piece for line in lines for piece in _PIECE.findall(line)):
        if piece == '""':
            continue
        pieces.append(piece)
        paragraph = "".join(unescape(part[1:-1]) for part in pieces)
        if paragraph.endswith("\n"):
            kept.setdefault(paragraph, pieces)
            pieces = []
    return kept
