"""The header entry: fields in order, and the language they name."""

import re
from collections.abc import Mapping
from pathlib import Path

from padanan.core.errors import LanguageError
from padanan.core.language import language_of_path, parse_language


def parse_header(msgstr: str) -> dict[str, str]:
    """Read the header's fields in their order, spelled as they are; of a field given twice the last counts.

    A line without a colon continues the field before it.
    """
    fields: dict[str, str] = {}
    last = None
    for line in msgstr.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            last = name.strip()
            fields[last] = value.strip()
        elif last is not None and line.strip():
            fields[last] += f"\n{line.strip()}"
    return fields


def format_header(fields: Mapping[str, str]) -> str:
    """Write fields as the msgstr of a header entry."""
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def set_header_field(msgstr: str, name: str, value: str) -> str:
    """Change one field where it stands, or add it at the end; all other lines stay."""
    line = f"{name}: {value}\n"
    pattern = re.compile(rf"^{re.escape(name)}[ \t]*:[^\n]*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)
    changed, count = pattern.subn(lambda _: line, msgstr, count=1)
    if count:
        return changed
    return f"{msgstr}{'' if not msgstr or msgstr.endswith(chr(10)) else chr(10)}{line}"


def catalogue_language(header: Mapping[str, str], path: Path) -> str | None:
    """Give the catalogue's language as a normalised tag: the header's, else the one that its path names."""
    try:
        return parse_language(header.get("Language", "")).tag
    except LanguageError:
        by_path = language_of_path(path)
        return by_path.tag if by_path and path.suffix != ".pot" else None
