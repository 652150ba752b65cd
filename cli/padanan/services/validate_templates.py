"""Finding the template that a catalogue was made from."""

import os
from functools import lru_cache
from pathlib import Path

from padanan.core.catalogue import Catalogue
from padanan.core.errors import InputError
from padanan.formats.files import SourceFile, read_file
from padanan.formats.po import parse_catalogue

# From locale/de/LC_MESSAGES/app.po up to locale/app.pot, and one further for po/de/app.po beside pot/app.pot.
_LEVELS = 4
_FOLDERS = ("pot", "po", "templates", "locale")


def find_template(path: Path) -> Path | None:
    """Find the template of a catalogue: of the same name, or alone, in a directory around it.

    Looked at are the catalogue's directory and those above it, nearest first, and in each the directories
    `pot`, `po`, `templates` and `locale` below.
    """
    directory = str(path.parent)  # strings: twenty directories a catalogue are felt
    for _ in range(_LEVELS):
        for folder in (directory, *(f"{directory}{os.sep}{name}" for name in _FOLDERS)):
            name = _template_in(folder, path.stem)
            if name is not None:
                return Path(folder, name)
        above = os.path.dirname(directory) or os.curdir  # noqa: PTH120
        if above == directory:
            break
        directory = above
    return None


def read_template(path: Path) -> Catalogue | None:
    """Read a template; None where it is not sound, which is for its own examination to say."""
    try:
        return _parse(read_file(path))
    except InputError:
        return None


@lru_cache(maxsize=8)
def _parse(source: SourceFile) -> Catalogue | None:
    document, errors = parse_catalogue(source)
    return None if errors else document.catalogue


@lru_cache(maxsize=4096)
def _templates(folder: str, _changed_ns: int) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in os.scandir(folder) if _is_template(entry)))


def _is_template(entry: "os.DirEntry[str]") -> bool:
    return entry.name.endswith(".pot") and entry.is_file()


def _template_in(folder: str, stem: str) -> str | None:
    try:
        # A directory that changed is listed again.
        names = _templates(os.path.abspath(folder), os.stat(folder).st_mtime_ns)  # noqa: PTH100, PTH116
    except OSError:
        return None
    named = [name for name in names if os.path.splitext(name)[0] == stem]  # noqa: PTH122
    if named:
        return named[0]
    return names[0] if len(names) == 1 else None
