"""Finding the template that a catalogue was made from."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from padanan.core.catalogue import Catalogue
from padanan.core.errors import InputError
from padanan.formats.files import read_file
from padanan.formats.po import parse_catalogue

# From locale/de/LC_MESSAGES/app.po up to locale/app.pot, and one further for po/de/app.po beside pot/app.pot.
_LEVELS = 4


def find_template(path: Path) -> Path | None:
    """Find the template of a catalogue: of the same name, or alone, in a directory around it.

    Looked at are the catalogue's directory and those above it, nearest first, and in each the directories
    `pot`, `po`, `templates` and `locale` below.
    """
    directory = path.parent
    for _ in range(_LEVELS):
        for folder in (directory, *(directory / name for name in ("pot", "po", "templates", "locale"))):
            found = _template_in(folder, path.stem)
            if found is not None:
                return found
        if directory.parent == directory:
            break
        directory = directory.parent
    return None


@lru_cache(maxsize=8)
def read_template(path: Path) -> Catalogue | None:
    """Read a template; None where it is not sound, which is for its own examination to say."""
    try:
        document, errors = parse_catalogue(read_file(path))
    except InputError:
        return None
    return None if errors else document.catalogue


@lru_cache(maxsize=4096)
def _templates(folder: Path) -> tuple[Path, ...]:
    def inside() -> Iterator[Path]:
        yield from (child for child in folder.iterdir() if child.suffix == ".pot" and child.is_file())

    try:
        return tuple(sorted(inside()))
    except OSError:
        return ()


def _template_in(folder: Path, stem: str) -> Path | None:
    found = _templates(folder)
    named = [path for path in found if path.stem == stem]
    if named:
        return named[0]
    return found[0] if len(found) == 1 else None
