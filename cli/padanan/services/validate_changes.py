"""What differs from a revision in git, so that only that is reported."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from padanan.core.catalogue import Entry
from padanan.core.errors import InputError
from padanan.formats.files import SourceFile, read_file
from padanan.services.validate_examine import Plan, examine
from padanan.services.validate_reading import is_large, read_subjects
from padanan.services.validate_report import FileReport

_HINT = "name one that `git rev-parse` knows; a shallow clone, as services make them, has only the newest"


class Revision:
    """A revision of the repository around a directory. Make it with `open_revision`."""

    def __init__(self, commit: str, root: Path, process: "subprocess.Popen[bytes]") -> None:
        self._commit = commit
        self._root = root
        self._process = process

    def read(self, path: Path) -> bytes | None:
        """Give the bytes a file had then; None where it was not there."""
        try:
            name = path.resolve().relative_to(self._root).as_posix()
        except ValueError:
            return None
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None or "\n" in name:
            return None
        stdin.write(f"{self._commit}:{name}\n".encode(errors="surrogateescape"))
        stdin.flush()
        answer = stdout.readline().split()
        if len(answer) < 3 or answer[1] != b"blob":
            if len(answer) == 3 and answer[2].isdigit():  # a directory of that name then
                stdout.read(int(answer[2]) + 1)
            return None
        data = stdout.read(int(answer[2]))
        stdout.read(1)
        return data


@contextmanager
def open_changes(since: str | None) -> Iterator[Revision | None]:
    """Open the revision to compare with, where one is wanted: that of the working directory's repository.

    Raises:
        InputError: as `open_revision`.
    """
    if since is None:
        yield None
    else:
        with open_revision(since, Path()) as revision:
            yield revision


@contextmanager
def open_revision(name: str, directory: Path) -> Iterator[Revision]:
    """Open a revision by its name, such as `origin/main` or `HEAD~3`.

    Raises:
        InputError: there is no git, no repository around the directory, or no such revision in it.
    """
    root = Path(_ask(["rev-parse", "--show-toplevel"], directory, name)).resolve()
    wanted = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    commit = _ask(wanted, directory, name)
    process = subprocess.Popen(  # noqa: S603 - no shell, and nothing of the user's in it
        ["git", "-C", str(directory), "cat-file", "--batch"],  # noqa: S607 - git is where the user has it
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Revision(commit, root, process)
    finally:
        process.kill()
        process.communicate()


def keep_changes(report: FileReport, source: SourceFile, plan: Plan, revision: Revision) -> FileReport:
    """Leave of a file's findings those at entries that differ from the revision.

    Kept of what concerns the file as a whole is what was not found in it then. A file that is only read
    piece by piece (see `is_large`), or was broken, counts as changed in every entry.
    """
    before = revision.read(source.path) if report.error is None else None
    if before is None:
        return report
    old = SourceFile.of(source.path, before)
    try:
        if old.digest == (source if source.exists else read_file(source.path)).digest:
            return replace(report, findings=(), excerpts=())
        if is_large(source.path):
            return report
        keys = {entry.key for entry in _entries(source) - _entries(old)}
    except InputError:
        return report
    known = {finding.fingerprint for finding in examine(old, plan).report.findings if finding.msgid is None}
    kept = [
        (finding, excerpt)
        for finding, excerpt in zip(report.findings, report.excerpts, strict=True)
        if (
            finding.fingerprint not in known
            if finding.msgid is None
            else (finding.msgctxt, finding.msgid) in keys
        )
    ]
    return replace(
        report,
        findings=tuple(finding for finding, _ in kept),
        excerpts=tuple(excerpt for _, excerpt in kept),
    )


def _entries(source: SourceFile) -> set[Entry]:
    """Give the entries of a catalogue without where they stand, and without what points to them."""
    return {
        replace(entry, line=0, references=(), places={})
        for subject in read_subjects(source)
        for entry in (subject.catalogue.header_entry, *subject.catalogue.entries)
        if entry is not None
    }


def _ask(arguments: list[str], directory: Path, name: str) -> str:
    command = ["git", "-C", str(directory), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - no shell
    except FileNotFoundError as error:
        raise InputError("git is not installed", hint="install it to use --changed") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        said = getattr(error, "stderr", b"").decode(errors="replace").strip().partition("\n")[0]
        raise InputError(f"git knows no revision {name!r} here", hint=said or _HINT) from error
    return done.stdout.decode(errors="surrogateescape").rstrip("\n")
