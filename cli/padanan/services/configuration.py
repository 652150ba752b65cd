"""Finding and reading the project's settings."""

import os
from pathlib import Path

from padanan.core.config import Settings, default_settings, parse_settings
from padanan.formats.files import decode_utf8, read_file


def load_settings(start: Path | None = None) -> Settings:
    """Read the settings of the project around `start`, by default the working directory.

    The nearest directory upwards wins that has a padanan.toml or a pyproject.toml with a `[tool.padanan]`
    table; without one the defaults hold. Paths in the result are relative to the working directory where that
    is shorter to read.

    Raises:
        ConfigError: a settings file that is broken.
        InputError: a settings file that cannot be read.
    """
    directory = (start or Path.cwd()).resolve()
    for folder in (directory, *directory.parents):
        for name in ("padanan.toml", "pyproject.toml"):
            path = folder / name
            if path.is_file():
                source = read_file(_shown(path))
                settings = parse_settings(decode_utf8(source), path=_shown(path))
                if settings is not None:
                    return settings
    return default_settings(Path())


def _shown(path: Path) -> Path:
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive, on Windows
        return path
