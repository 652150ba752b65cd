"""Finding catalogues below directories."""

from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from padanan.core.errors import InputError

SUFFIXES = frozenset({".po", ".pot"})


def find_catalogues(paths: Iterable[Path], *, suffixes: Set[str] = SUFFIXES) -> Iterator[Path | InputError]:
    """Give every catalogue once, those below a directory in order of name, hidden directories left out.

    A path that is not there gives itself, and whoever reads it the error; a directory without catalogues
    gives an error in its place. Symbolic links are followed, but every directory is entered only once. What
    stands below a directory counts as a catalogue by its suffix, in small letters; an MO file beside the PO
    file that it was compiled from is that catalogue once more, and is passed over.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        files = list(_walk(path, suffixes)) if is_directory(path) else [path]
        if not files:
            yield InputError(
                f"no catalogue ({', '.join(sorted(suffixes))}) below this directory", path=str(path)
            )
        for file in files:
            identity = _identity(file)
            if identity not in seen:
                yield file
            if identity is not None:
                seen.add(identity)


def is_directory(path: Path) -> bool:
    """Whether there is a directory at a path; a name that no file system takes is none either."""
    try:
        return path.is_dir()
    except OSError:  # Path.is_dir raises some until Python 3.14
        return False


def _walk(top: Path, suffixes: Set[str]) -> Iterator[Path]:
    entered: set[tuple[int, int] | None] = {None}
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if not is_directory(path):
            yield path
        elif (identity := _identity(path)) not in entered:
            entered.add(identity)
            try:
                inside = [child for child in path.iterdir() if _is_wanted(child, suffixes)]
            except OSError:
                yield path  # reading it gives the reason
            else:
                # Links last: what is reached in several ways is shown by the path without them.
                waiting += sorted(inside, key=lambda child: (child.is_symlink(), child.name), reverse=True)


def _is_wanted(path: Path, suffixes: Set[str]) -> bool:
    if is_directory(path):
        return not path.name.startswith(".")
    suffix = path.suffix.lower()
    return suffix in suffixes and not (suffix == ".mo" and path.with_suffix(".po").exists())


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino)
