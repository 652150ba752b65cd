"""One table of a settings file: values of the wanted kind, or an error that points at the line."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from padanan.core.errors import ConfigError, LanguageError
from padanan.core.language import Language, parse_language


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigTable:
    """A table, and where it came from: the file's text, in which it begins at `start`, and its path.

    All methods raise ConfigError for a value of the wrong kind.
    """

    table: Mapping[str, Any]
    text: str
    path: Path
    start: int = 0

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """Refuse a key that is not known."""
        for key in self.table:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
                raise self.error(key, f"unknown setting {key!r}", hint)

    def string(self, key: str) -> str | None:
        """Give a text that is not empty; None where there is none."""
        value = self.table.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            raise self.error(key, f"{key} must be a text", f'such as {key} = "..."')
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Give a list of texts that are not empty."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(key, f"{key} must be a list of texts", f'such as {key} = ["...", "..."]')
        return tuple(value)

    def directory(self, key: str, default: Path) -> Path:
        """Give a path, relative to the file the settings stand in."""
        value = self.string(key)
        return default if value is None else self.path.parent / value

    def integer(self, key: str, default: int) -> int:
        """Give a whole number."""
        value = self.table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, f"{key} must be a whole number", f"such as {key} = 5")
        return value

    def languages(self, key: str) -> tuple[Language, ...]:
        """Give a list of languages, each once."""
        languages = tuple(self.language(key, name) for name in self.strings(key))
        repeated = next((item for item in languages if languages.count(item) > 1), None)
        if repeated is not None:
            raise self.error(key, f"{key} names {repeated.tag} twice", "leave one of them out")
        return languages

    def language(self, key: str, name: str) -> Language:
        """Read the name of a language."""
        try:
            return parse_language(name)
        except LanguageError as error:
            raise self.error(key, error.message, error.hint) from error

    def error(self, key: str, message: str, hint: str | None) -> ConfigError:
        """Make an error that points at the line of a key."""
        pattern = re.compile(rf"""^[ \t]*["']?({re.escape(key)})["']?[ \t]*=""", re.MULTILINE)
        found = pattern.search(self.text, self.start)
        line = self.text.count("\n", 0, found.start(1)) + 1 if found else None
        return ConfigError(message, path=str(self.path), line=line, hint=hint)
