"""The baseline: findings that were there when a project began to validate, and that nobody is bothered with.

A finding is known by its fingerprint, so that it stays known when its entry moves, and its file too. The
baseline only ever shrinks by itself: what was mended is taken out, and would be reported if it came back.
"""

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from padanan.checks.base import Check, ProjectCheck
from padanan.core.errors import ConfigError
from padanan.core.model import Finding, Suppression
from padanan.formats.files import SourceFile, absent_file, decode_utf8, read_file, write_file
from padanan.services.validate_report import FileReport

DEFAULT_NAME = "padanan-baseline.json"

_KEYS = ("path", "check", "language", "msgctxt", "msgid", "message", "fingerprint")
_HINT = "make it anew with --update-baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """A finding of the baseline; `path` is relative to it, with `/`."""

    path: str
    check: str
    language: str | None
    msgctxt: str | None
    msgid: str | None
    message: str
    fingerprint: str


@dataclass(slots=True, kw_only=True)
class Baseline:
    """The known findings of a project, and which of them were seen again. `source` is its file."""

    source: SourceFile
    known: tuple[KnownFinding, ...] = ()
    _left: dict[str, list[KnownFinding]] = field(default_factory=dict)
    _examined: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for item in self.known:
            self._left.setdefault(item.fingerprint, []).append(item)

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Mark what is known in reports as they pass."""
        for report in reports:
            path = self._shown(str(report.path))
            if report.error is None:
                self._examined.add(path)
            yield replace(report, findings=tuple(self._mark(finding, path) for finding in report.findings))

    def shrink(self, checks: Collection[Check]) -> int:
        """Take out what was not seen again, though its file was examined by its check, or is gone.

        What a check across files had said is taken out only when all files of the baseline were examined.

        Args:
            checks: Those that were asked about every entry of every file.

        Returns:
            How many were taken out; the file is written if there are any.

        Raises:
            OutputError: it cannot be written.
            ChangedOnDiskError: somebody else wrote it in the meantime.
        """
        mended = Counter(self._mended(checks))
        if mended:
            self._write((Counter(self.known) - mended).elements())
        return mended.total()

    def update(self, findings: Iterable[Finding], checks: Collection[Check]) -> int:
        """Make findings known that were watched, but for those that comments suppress; shrink, too.

        Args:
            findings: All that was found.
            checks: As for `shrink`: what others had said stays known.

        Returns:
            How many are known now.

        Raises:
            OutputError: it cannot be written.
            ChangedOnDiskError: somebody else wrote it in the meantime.
        """
        found = [
            KnownFinding(
                path=self._shown(finding.path),
                **{key: getattr(finding, key) for key in _KEYS if key != "path"},
            )
            for finding in findings
            if finding.suppression is not Suppression.COMMENT
        ]
        unseen = Counter(item for items in self._left.values() for item in items)
        kept = [*found, *(unseen - Counter(self._mended(checks))).elements()]
        self._write(kept)
        return len(kept)

    def _mark(self, finding: Finding, path: str) -> Finding:
        left = self._left.get(finding.fingerprint)
        if finding.suppression is not None or not left:
            return finding
        # The same may be known of several files: better its own than one that moved, or than another's.
        left.remove(min(left, key=lambda item: item.path != path and 1 + self._exists(item.path)))
        return replace(finding, suppression=Suppression.BASELINE)

    def _mended(self, checks: Collection[Check]) -> Iterator[KnownFinding]:
        paths = {item.path for item in self.known}
        settled = {path for path in paths if path in self._examined or not self._exists(path)}
        answered = {check.id for check in checks if settled == paths or not isinstance(check, ProjectCheck)}
        for items in self._left.values():
            yield from (item for item in items if item.path in settled and item.check in answered)

    def _exists(self, path: str) -> bool:
        return is_there(self.source.path.parent / path)

    def _shown(self, path: str) -> str:
        parent = self.source.path.parent.resolve()
        try:
            return Path(os.path.relpath(Path(path).resolve(), parent)).as_posix()
        except ValueError:  # another drive, on Windows
            return Path(path).as_posix()

    def _write(self, known: Iterable[KnownFinding]) -> None:
        ordered = sorted(known, key=lambda item: (item.path, item.check, item.msgid or "", item.fingerprint))
        rows = [
            json.dumps({key: getattr(item, key) for key in _KEYS}, ensure_ascii=False) for item in ordered
        ]
        body = ",\n".join(f"    {row}" for row in rows)
        text = f'{{\n  "version": 1,\n  "findings": [\n{body}\n  ]\n}}\n'
        data = text.encode("utf-8", "surrogatepass")
        write_file(self.source.path, data, expected=self.source)
        self.source = SourceFile.of(self.source.path, data)


def is_there(path: Path) -> bool:
    """Whether there is something at a path; a name that no file system takes is nowhere."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises some errors until Python 3.14


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; one that is not there yet is empty.

    Raises:
        ConfigError: it is no baseline.
        InputError: it cannot be read.
    """
    if not is_there(path):
        return Baseline(source=absent_file(path))
    source = read_file(path)
    text = decode_utf8(source)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        raise ConfigError(
            "broken JSON in the baseline", path=str(path), line=line, column=column, hint=_HINT
        ) from error
    rows = value.get("findings") if isinstance(value, dict) and value.get("version") == 1 else None
    if not isinstance(rows, list) or not all(map(_is_sound, rows)):
        raise ConfigError("this is no baseline of version 1", path=str(path), hint=_HINT)
    return Baseline(source=source, known=tuple(KnownFinding(**row) for row in rows))


def _is_sound(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and set(row) == set(_KEYS)
        and all(isinstance(row[key], str) for key in ("path", "check", "message", "fingerprint"))
        and all(row[key] is None or isinstance(row[key], str) for key in _KEYS)
    )
