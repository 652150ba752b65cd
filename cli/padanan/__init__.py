"""padanan: a translation memory and localization toolkit for people who work in PO files.

`from padanan import Memory, score` is the public Python interface: see docs/python-api.md.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from padanan.core.errors import PadananError as PadananError
    from padanan.services.python_api import Memory as Memory
    from padanan.services.python_types import Context as Context
    from padanan.services.python_types import Hit as Hit
    from padanan.services.python_types import Hits as Hits
    from padanan.services.python_types import Match as Match
    from padanan.services.score_api import score as score
    from padanan.services.score_report import ScoreReport as ScoreReport

__version__ = "0.1.0"

_HOMES = {
    "Context": "padanan.services.python_types",
    "Hit": "padanan.services.python_types",
    "Hits": "padanan.services.python_types",
    "Match": "padanan.services.python_types",
    "Memory": "padanan.services.python_api",
    "PadananError": "padanan.core.errors",
    "ScoreReport": "padanan.services.score_report",
    "score": "padanan.services.score_api",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: commands need none of them, and start sooner."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
