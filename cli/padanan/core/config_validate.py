"""The settings of validation: `[tool.padanan.validate]`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from padanan.core.config_table import ConfigTable
from padanan.core.model import Severity

PRESETS = ("minimal", "default", "strict")

_KNOWN = (
    "preset", "select", "extend_select", "ignore", "exclude", "fail_on", "min_complete", "glossary",
    "baseline", "overrides"
)  # fmt: skip
_KNOWN_OF_OVERRIDE = ("paths", "languages", "preset", "select", "extend_select", "ignore")
_OVERRIDES_HEADER = re.compile(r"^[ \t]*\[\[[^\]]*\boverrides[^\]]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSelection:
    """Which checks are run: those of `select`, or of the preset where it is empty, and more, and fewer.

    None, or empty, says nothing.
    """

    preset: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def then(self, other: "CheckSelection") -> "CheckSelection":
        """Let another selection have the last word: it adds, takes away, and begins anew where it selects."""
        if other.select or other.preset:
            return CheckSelection(
                preset=other.preset or self.preset,
                select=other.select,
                extend_select=other.extend_select,
                ignore=other.ignore if other.select else self.ignore + other.ignore,
            )
        return CheckSelection(
            preset=self.preset,
            select=self.select,
            extend_select=self.extend_select + other.extend_select,
            ignore=tuple(name for name in self.ignore if name not in other.extend_select) + other.ignore,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOverride:
    """What is different for some catalogues: those at `paths` (patterns) and in `languages`; empty means all.

    Patterns are relative to the settings file; `*` stands for anything, `/` included.
    """

    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    selection: CheckSelection = field(default_factory=CheckSelection)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateSettings:
    """How a project wants its catalogues validated. `overrides` apply in order, the last one last."""

    selection: CheckSelection = field(default_factory=CheckSelection)
    overrides: tuple[CheckOverride, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = None
    min_complete_percent: int | None = None
    glossary: Path | None = None
    baseline: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateTable(ConfigTable):
    """Reads the settings out of their table."""

    def settings(self) -> ValidateSettings:
        """Read all of them."""
        self.refuse_unknown(_KNOWN)
        fail_on = self.string("fail_on")
        if fail_on not in {None, *Severity}:
            raise self.error("fail_on", f"fail_on cannot be {fail_on!r}", "give error, warning or info")
        complete = self.integer("min_complete", 0)
        if not 0 <= complete <= 100:
            raise self.error("min_complete", f"min_complete cannot be {complete}", "give 0 to 100")
        return ValidateSettings(
            selection=self._selection(),
            overrides=self._overrides(),
            exclude=self.strings("exclude"),
            fail_on=None if fail_on is None else Severity(fail_on),
            min_complete_percent=complete if "min_complete" in self.table else None,
            glossary=self._path("glossary"),
            baseline=self._path("baseline"),
        )

    def override(self) -> CheckOverride:
        """Read one table of `overrides`."""
        self.refuse_unknown(_KNOWN_OF_OVERRIDE)
        return CheckOverride(
            paths=self.strings("paths"),
            languages=tuple(language.tag for language in self.languages("languages")),
            selection=self._selection(),
        )

    def _selection(self) -> CheckSelection:
        preset = self.string("preset")
        if preset not in {None, *PRESETS}:
            raise self.error("preset", f"there is no preset {preset!r}", f"give one of {', '.join(PRESETS)}")
        return CheckSelection(
            preset=preset,
            select=self.strings("select"),
            extend_select=self.strings("extend_select"),
            ignore=self.strings("ignore"),
        )

    def _overrides(self) -> tuple[CheckOverride, ...]:
        value = self.table.get("overrides", [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            hint = "begin each with [[tool.padanan.validate.overrides]]"
            raise self.error("overrides", "overrides must be a list of tables", hint)
        headers = [found.end() for found in _OVERRIDES_HEADER.finditer(self.text)]
        return tuple(
            self._table(table, headers[number] if number < len(headers) else self.start).override()
            for number, table in enumerate(value)
        )

    def _table(self, table: Mapping[str, Any], start: int) -> "ValidateTable":
        return ValidateTable(table=table, text=self.text, path=self.path, start=start)

    def _path(self, key: str) -> Path | None:
        value = self.string(key)
        return None if value is None else self.path.parent / value
