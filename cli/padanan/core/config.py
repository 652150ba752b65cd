"""Settings: `[tool.padanan]` of pyproject.toml, or padanan.toml, as one frozen value."""

import difflib
import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from padanan.core.bands import set_rates
from padanan.core.errors import ConfigError, LanguageError, PadananError
from padanan.core.language import Language, parse_language
from padanan.core.penalties import Penalties

_KNOWN = (
    "source_language", "languages", "documents", "locales", "tmx", "memory", "memories", "penalties",
    "analyse"
)  # fmt: skip
_KNOWN_OF_MEMORY = ("path", "name", "priority", "penalty", "read_only")
_MEMORIES_HEADER = re.compile(r"^[ \t]*\[\[[^\]]*\bmemories[^\]]*\]\]", re.MULTILINE)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySettings:
    """A memory that is asked beside others.

    Where two matches are equally good, that of the memory of higher `priority` comes first. `penalty_percent`
    (0..100) is taken off all its matches. A `read_only` memory is never written, nor is its index.
    """

    path: Path
    name: str
    priority: int = 0
    penalty_percent: int = 0
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project says about itself. Paths are absolute or relative to the working directory.

    `file` is where the settings stand, None where all are defaults. `documents` are the source documents
    (glob patterns allowed), relative to `root`; catalogues stand at
    `locales/<language>/LC_MESSAGES/<document's stem>.po`. `memory` is the one that is written; `memories` are
    asked beside it. `analyse_rates` are checked (see `core.bands.set_rates`).
    """

    root: Path
    file: Path | None = None
    source_language: Language = field(default_factory=lambda: parse_language("en"))
    languages: tuple[Language, ...] = ()
    documents: tuple[str, ...] = ()
    locales: Path = Path("locales")
    tmx: Path = Path("tmx")
    memory: Path = Path(".padanan/memory.sqlite3")
    memories: tuple[MemorySettings, ...] = ()
    penalties: Penalties = field(default_factory=Penalties)
    analyse_rates: tuple[tuple[str, object], ...] = ()


def default_settings(root: Path) -> Settings:
    """Give the settings of a directory that configures nothing."""
    return Settings(
        root=root, locales=root / "locales", tmx=root / "tmx", memory=root / ".padanan" / "memory.sqlite3"
    )


def parse_settings(text: str, *, path: Path) -> Settings | None:
    """Read the settings out of a pyproject.toml or padanan.toml.

    Returns:
        None for a pyproject.toml without a `[tool.padanan]` table.

    Raises:
        ConfigError: broken TOML, an unknown key, or a value of the wrong kind.
    """
    table = _parse_toml(text, path)
    if path.name == "pyproject.toml":
        found = _find_table(table, path)
        if found is None:
            return None
        table = found
    return _Reader(table=table, text=text, path=path).settings()


def _find_table(table: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """Give the `[tool.padanan]` table of a pyproject.toml, None where there is none."""
    for name in ("tool", "padanan"):
        found = table.get(name)
        if found is None:
            return None
        if not isinstance(found, dict):
            raise ConfigError(f"{name} must be a table", path=str(path), hint="begin it with [tool.padanan]")
        table = found
    return table


def _parse_toml(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _TOML_PLACE.search(message)
        raise ConfigError(
            f"broken TOML: {_TOML_PLACE.sub('', message)}",
            path=str(path),
            line=int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1,
            column=int(place[2]) if place and place[2] else None,
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One settings table and where it came from, for errors that point at the line: it begins at `start`."""

    table: Mapping[str, Any]
    text: str
    path: Path
    start: int = 0

    def settings(self) -> Settings:
        root = self.path.parent
        defaults = default_settings(root)
        self._refuse_unknown(_KNOWN)
        source = self._string("source_language")
        return Settings(
            root=root,
            file=self.path,
            source_language=self._language("source_language", source) if source else defaults.source_language,
            languages=self._languages("languages"),
            documents=self._strings("documents"),
            locales=self._directory("locales", defaults.locales),
            tmx=self._directory("tmx", defaults.tmx),
            memory=self._directory("memory", defaults.memory),
            memories=self._memories(),
            penalties=self._penalties(),
            analyse_rates=self._analyse_rates(),
        )

    def _refuse_unknown(self, known: Sequence[str]) -> None:
        for key in self.table:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
                raise self._error(key, f"unknown setting {key!r}", hint)

    def _string(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            raise self._error(key, f"{key} must be a text", f'such as {key} = "..."')
        return value

    def _strings(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self._error(key, f"{key} must be a list of texts", f'such as {key} = ["...", "..."]')
        return tuple(value)

    def _directory(self, key: str, default: Path) -> Path:
        value = self._string(key)
        return default if value is None else self.path.parent / value

    def _integer(self, key: str, default: int) -> int:
        value = self.table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._error(key, f"{key} must be a whole number", f"such as {key} = 5")
        return value

    def _memories(self) -> tuple[MemorySettings, ...]:
        value = self.table.get("memories", [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            hint = 'begin each with [[tool.padanan.memories]], then path = "..."'
            raise self._error("memories", "memories must be a list of tables", hint)
        headers = [found.end() for found in _MEMORIES_HEADER.finditer(self.text)]
        memories: list[MemorySettings] = []
        for number, table in enumerate(value):
            start = headers[number] if number < len(headers) else 0
            reader = _Reader(table=table, text=self.text, path=self.path, start=start)
            memories.append(reader.memory(taken={memory.name for memory in memories}))
        return tuple(memories)

    def memory(self, *, taken: Container[str]) -> MemorySettings:
        self._refuse_unknown(_KNOWN_OF_MEMORY)
        path = self._string("path")
        if path is None:
            raise self._error("path", "a memory without a path", 'add path = "..."')
        name, penalty = self._string("name") or path, self._integer("penalty", 0)
        if name in taken:
            raise self._error("name", f"two memories are called {name}", "give one of them another name")
        if not 0 <= penalty <= 100:
            raise self._error("penalty", f"a penalty of {penalty} is out of range", "give 0 to 100")
        read_only = self.table.get("read_only", False)
        if not isinstance(read_only, bool):
            raise self._error("read_only", "read_only must be true or false", None)
        return MemorySettings(
            path=self.path.parent / path,
            name=name,
            priority=self._integer("priority", 0),
            penalty_percent=penalty,
            read_only=read_only,
        )

    def _penalties(self) -> Penalties:
        table = self.table.get("penalties", {})
        if not isinstance(table, dict):
            raise self._error("penalties", "penalties must be a table", "such as penalties = {markup = 1}")
        result = Penalties()
        for name, percent in table.items():
            if not isinstance(percent, int) or isinstance(percent, bool):
                raise self._error(name, f"the penalty for {name} must be a whole number", f'"{name}" = 5')
            try:
                result = result.adjust([(name, percent)])
            except PadananError as error:
                raise self._error(name, error.message, error.hint) from error
        return result

    def _analyse_rates(self) -> tuple[tuple[str, object], ...]:
        table = self.table.get("analyse", {})
        rates = table.get("rates", {}) if isinstance(table, dict) else None
        if not isinstance(rates, dict) or set(table) - {"rates"}:
            hint = 'such as [tool.padanan.analyse.rates] with "85-94" = 60'
            raise self._error("analyse", "analyse must be a table that holds rates alone", hint)
        for name, percent in rates.items():
            try:
                set_rates({name: percent})
            except PadananError as error:
                raise self._error(name, error.message, error.hint) from error
        return tuple(rates.items())

    def _languages(self, key: str) -> tuple[Language, ...]:
        languages = tuple(self._language(key, name) for name in self._strings(key))
        repeated = next((item for item in languages if languages.count(item) > 1), None)
        if repeated is not None:
            raise self._error(key, f"{key} names {repeated.tag} twice", "leave one of them out")
        return languages

    def _language(self, key: str, name: str) -> Language:
        try:
            return parse_language(name)
        except LanguageError as error:
            raise self._error(key, error.message, error.hint) from error

    def _error(self, key: str, message: str, hint: str | None) -> ConfigError:
        pattern = re.compile(rf"""^[ \t]*["']?({re.escape(key)})["']?[ \t]*=""", re.MULTILINE)
        found = pattern.search(self.text, self.start)
        line = self.text.count("\n", 0, found.start(1)) + 1 if found else None
        return ConfigError(message, path=str(self.path), line=line, hint=hint)
