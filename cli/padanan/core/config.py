"""Settings: `[tool.padanan]` of pyproject.toml, or padanan.toml, as one frozen value."""

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from padanan.core.bands import set_rates
from padanan.core.config_table import ConfigTable
from padanan.core.config_validate import ValidateSettings, ValidateTable
from padanan.core.errors import ConfigError, PadananError
from padanan.core.language import Language, parse_language
from padanan.core.penalties import Penalties

_KNOWN = (
    "source_language", "languages", "documents", "locales", "tmx", "memory", "memories", "penalties",
    "analyse", "validate"
)  # fmt: skip
_KNOWN_OF_MEMORY = ("path", "name", "priority", "penalty", "read_only")
_MEMORIES_HEADER = re.compile(r"^[ \t]*\[\[[^\]]*\bmemories[^\]]*\]\]", re.MULTILINE)
_VALIDATE_HEADER = re.compile(r"^[ \t]*\[[^\[\]]*\bvalidate[^\[\]]*\]", re.MULTILINE)
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
    validate: ValidateSettings = field(default_factory=ValidateSettings)


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


class _Reader(ConfigTable):
    """Reads all settings out of their table."""

    def settings(self) -> Settings:
        root = self.path.parent
        defaults = default_settings(root)
        self.refuse_unknown(_KNOWN)
        source = self.string("source_language")
        return Settings(
            root=root,
            file=self.path,
            source_language=self.language("source_language", source) if source else defaults.source_language,
            languages=self.languages("languages"),
            documents=self.strings("documents"),
            locales=self.directory("locales", defaults.locales),
            tmx=self.directory("tmx", defaults.tmx),
            memory=self.directory("memory", defaults.memory),
            memories=self._memories(),
            penalties=self._penalties(),
            analyse_rates=self._analyse_rates(),
            validate=self._validate(),
        )

    def _validate(self) -> ValidateSettings:
        table = self.table.get("validate", {})
        if not isinstance(table, dict):
            raise self.error("validate", "validate must be a table", "begin it with [tool.padanan.validate]")
        header = _VALIDATE_HEADER.search(self.text)
        start = header.end() if header else 0
        return ValidateTable(table=table, text=self.text, path=self.path, start=start).settings()

    def _memories(self) -> tuple[MemorySettings, ...]:
        value = self.table.get("memories", [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            hint = 'begin each with [[tool.padanan.memories]], then path = "..."'
            raise self.error("memories", "memories must be a list of tables", hint)
        headers = [found.end() for found in _MEMORIES_HEADER.finditer(self.text)]
        memories: list[MemorySettings] = []
        for number, table in enumerate(value):
            start = headers[number] if number < len(headers) else 0
            reader = _Reader(table=table, text=self.text, path=self.path, start=start)
            memories.append(reader.memory(taken={memory.name for memory in memories}))
        return tuple(memories)

    def memory(self, *, taken: Container[str]) -> MemorySettings:
        self.refuse_unknown(_KNOWN_OF_MEMORY)
        path = self.string("path")
        if path is None:
            raise self.error("path", "a memory without a path", 'add path = "..."')
        name, penalty = self.string("name") or path, self.integer("penalty", 0)
        if name in taken:
            raise self.error("name", f"two memories are called {name}", "give one of them another name")
        if not 0 <= penalty <= 100:
            raise self.error("penalty", f"a penalty of {penalty} is out of range", "give 0 to 100")
        read_only = self.table.get("read_only", False)
        if not isinstance(read_only, bool):
            raise self.error("read_only", "read_only must be true or false", None)
        return MemorySettings(
            path=self.path.parent / path,
            name=name,
            priority=self.integer("priority", 0),
            penalty_percent=penalty,
            read_only=read_only,
        )

    def _penalties(self) -> Penalties:
        table = self.table.get("penalties", {})
        if not isinstance(table, dict):
            raise self.error("penalties", "penalties must be a table", "such as penalties = {markup = 1}")
        result = Penalties()
        for name, percent in table.items():
            if not isinstance(percent, int) or isinstance(percent, bool):
                raise self.error(name, f"the penalty for {name} must be a whole number", f'"{name}" = 5')
            try:
                result = result.adjust([(name, percent)])
            except PadananError as error:
                raise self.error(name, error.message, error.hint) from error
        return result

    def _analyse_rates(self) -> tuple[tuple[str, object], ...]:
        table = self.table.get("analyse", {})
        rates = table.get("rates", {}) if isinstance(table, dict) else None
        if not isinstance(rates, dict) or set(table) - {"rates"}:
            hint = 'such as [tool.padanan.analyse.rates] with "85-94" = 60'
            raise self.error("analyse", "analyse must be a table that holds rates alone", hint)
        for name, percent in rates.items():
            try:
                set_rates({name: percent})
            except PadananError as error:
                raise self.error(name, error.message, error.hint) from error
        return tuple(rates.items())
