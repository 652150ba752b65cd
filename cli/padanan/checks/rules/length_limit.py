"""See `LengthLimit`."""

import re
from collections.abc import Iterator

from padanan.checks.base import (
    Example,
    FileCheck,
    Preset,
    Problem,
    State,
    Subject,
    Target,
    entry_state,
    targets,
)
from padanan.checks.xml_text import xml_fault
from padanan.core.catalogue import Entry
from padanan.core.flags import EntryFlags, read_flags
from padanan.core.model import Certainty, Severity, Span

_TAG = re.compile(r"<[^<>]+>")


class LengthLimit(FileCheck):
    """A translation is no longer than its entry says: `max-length:20`, `max-columns:20`.

    The limit stands in a `#,` or `#.` comment because the text must fit into a column of a database, a text
    message or a line of a terminal, and is cut off behind it. `max-length` counts characters as Unicode does
    (code points), `max-columns` the columns of a terminal, where Chinese, Japanese and Korean characters take
    two and combining marks none. `max-size`, in pixels of a font, is not looked at. What Weblate's flag
    `replacements` says will be shown for a piece is counted in its place; tags of `xml-text` are not counted.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "Weblate, “Maximum length of translation”; Unicode Standard Annex #11, East Asian Width"
    templates = False
    good = (
        Example(po='#, max-length:6\nmsgid "Save"\nmsgstr "Simpan"\n'),
        Example(po='#, xml-text, max-length:6\nmsgid "<b>Save</b>"\nmsgstr "<b>Simpan</b>"\n'),
        Example(po='#. max-columns:8\nmsgid "Save"\nmsgstr "保存文件"\n', language="zh-CN"),
    )
    bad = (
        Example(po='#, max-length:6\nmsgid "Save"\nmsgstr "Simpan⟦kan⟧"\n'),
        Example(po='#. max-columns:6\nmsgid "Save"\nmsgstr "保存文⟦件⟧"\n', language="zh-CN"),
        Example(po='#, max-length:9, replacements:%s:"long name"\nmsgid "Hi %s"\nmsgstr ⟦"Hai %s"⟧\n'),
        Example(po='#, python-format, max-length:3\nmsgid "Go"\nmsgstr "Ber⟦angkat⟧"\n'),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Measure the translations that have a limit."""
        for entry in subject.catalogue.entries:
            comments = (*entry.flags, *entry.extracted_comments)
            is_limited = any("max-" in comment for comment in comments)
            if not is_limited or entry_state(entry) is not State.TRANSLATED:
                continue
            flags = read_flags(entry)
            for target in targets(entry):
                shown = _shown(target.text, entry, flags)
                if flags.max_length is not None and len(shown) > flags.max_length:
                    message = f"{len(shown)} characters, where {flags.max_length} fit"
                    yield _problem(message, entry, target, flags.max_length, shown)
                if flags.max_columns is not None:
                    fitting, width = _measure(shown, flags.max_columns)
                    if width > flags.max_columns:
                        message = f"{width} columns, where {flags.max_columns} fit"
                        yield _problem(message, entry, target, fitting, shown)


def _shown(text: str, entry: Entry, flags: EntryFlags) -> str:
    """Give what of a text takes up room."""
    for old, new in flags.replacements:
        text = text.replace(old, new)
    if "xml-text" in entry.flags and xml_fault(text) is None:
        text = _TAG.sub("", text)
    return text


def _problem(message: str, entry: Entry, target: Target, fitting: int, shown: str) -> Problem:
    return Problem(
        message=message,
        detail=str(target.form),
        hint="shorten it, for the rest will be cut off",
        entry=entry,
        field=target.field,
        span=Span(start=fitting, end=len(shown)) if shown == target.text else None,
    )


def _measure(text: str, columns: int) -> tuple[int, int]:
    """Give how many characters fit into so many columns, and how many columns the whole text takes."""
    from rich.cells import get_character_cell_size  # entries with such a limit are rare

    width = fitting = 0
    for offset, character in enumerate(text, 1):
        width += get_character_cell_size(character)
        if width <= columns:
            fitting = offset
    return fitting, width
