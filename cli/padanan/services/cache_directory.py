"""Where this user's caches belong."""

import os
import sys
from pathlib import Path


def cache_directory(name: str) -> Path | None:
    """Give the directory for one of our caches; None where the user has no home.

    Source: XDG Base Directory Specification 0.8 on Linux and the like (a relative XDG_CACHE_HOME is void),
    Apple's File System Programming Guide, Microsoft's known folder LocalAppData.
    """
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "padanan/Cache" / name
    if sys.platform == "darwin":
        return home / "Library/Caches/padanan" / name
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else home / ".cache") / "padanan" / name
