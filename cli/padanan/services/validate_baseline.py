"""The baseline: findings that were there when a project began to validate, and that nobody is bothered with.

A finding is known by its fingerprint, so that it stays known when its entry moves, and its file too. The
baseline only ever shrinks by itself: what was mended is taken out, and would be reported if it came back.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

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
    _left: Counter[str] = field(default_factory=Counter)
    _examined: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._left = Counter(item.fingerprint for item in self.known)

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Mark what is known in reports as they pass."""
        for report in reports:
            if report.error is None:
                self._examined.add(self._shown(str(report.path)))
            yield replace(report, findings=tuple(map(self._mark, report.findings)))

    def shrink(self, checks: Set[str]) -> int:
        """Take out what was not seen again, though its file was examined by its check, or is gone.

        Returns:
            How many were taken out; the file is written if there are any.

        Raises:
            OutputError: it cannot be written.
            ChangedOnDiskError: somebody else wrote it in the meantime.
        """
        left = Counter(self._left)
        kept = []
        for item in self.known:
            if left[item.fingerprint] and item.check in checks and self._is_settled(item.path):
                left[item.fingerprint] -= 1
            else:
                kept.append(item)
        if len(kept) < len(self.known):
            self._write(kept)
        return len(self.known) - len(kept)

    def update(self, findings: Iterable[Finding]) -> int:
        """Make these the known findings, but for those that comments suppress; give their number.

        Raises:
            OutputError: it cannot be written.
            ChangedOnDiskError: somebody else wrote it in the meantime.
        """
        kept = [
            KnownFinding(
                path=self._shown(finding.path),
                **{key: getattr(finding, key) for key in _KEYS if key != "path"},
            )
            for finding in findings
            if finding.suppression is not Suppression.COMMENT
        ]
        self._write(kept)
        return len(kept)

    def _mark(self, finding: Finding) -> Finding:
        if finding.suppression is None and self._left[finding.fingerprint] > 0:
            self._left[finding.fingerprint] -= 1
            return replace(finding, suppression=Suppression.BASELINE)
        return finding

    def _is_settled(self, path: str) -> bool:
        return path in self._examined or not (self.source.path.parent / path).exists()

    def _shown(self, path: str) -> str:
        try:
            return Path(path).resolve().relative_to(self.source.path.parent.resolve()).as_posix()
        except ValueError:
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


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; one that is not there yet is empty.

    Raises:
        ConfigError: it is no baseline.
        InputError: it cannot be read.
    """
    if not path.exists():
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
