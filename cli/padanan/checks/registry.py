"""Which checks there are. A check is known by its file's name; its code is loaded when it is asked for."""

import difflib
import pkgutil
from functools import cache
from importlib import import_module

from padanan.checks import rules
from padanan.checks.base import Check, Preset
from padanan.checks.equivalents import equivalents_of
from padanan.core.config_validate import CheckSelection
from padanan.core.errors import UnknownCheckError


@cache
def check_ids() -> tuple[str, ...]:
    """Name every check, in alphabetical order."""
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(rules.__path__)))


@cache
def load_check(check_id: str) -> type[Check]:
    """Load a check by its id, or by a name that it had before.

    Raises:
        UnknownCheckError: there is none; the hint names the nearest, or those that do the work of a check of
            Weblate's or dennis's with that name.
    """
    if check_id in check_ids():
        module = import_module(f"{rules.__name__}.{check_id.replace('-', '_')}")
        return next(
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Check) and value.__module__ == module.__name__
        )
    for check in map(load_check, check_ids()):
        if check_id in check.aliases:
            return check
    raise UnknownCheckError(f"unknown check {check_id!r}", hint=_hint(check_id))


def _hint(name: str) -> str:
    ours = equivalents_of(name)
    if ours:
        return f"here its work is done by {', '.join(ours)}"
    close = difflib.get_close_matches(name, check_ids(), n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else "padanan explain lists all checks"


def select_checks(selection: CheckSelection | None = None) -> tuple[Check, ...]:
    """Load the checks of a run, in alphabetical order: by default those of the default preset.

    Raises:
        UnknownCheckError: a name in the selection is not a check's.
    """
    chosen = selection or CheckSelection()
    named = {load_check(name).id for name in chosen.select}
    selected = named or _of_preset(Preset(chosen.preset or Preset.DEFAULT))
    selected |= {load_check(name).id for name in chosen.extend_select}
    selected -= {load_check(name).id for name in chosen.ignore}
    return tuple(load_check(check_id)() for check_id in sorted(selected))


def _of_preset(preset: Preset) -> set[str]:
    ranks = list(Preset)
    highest = ranks.index(preset)
    return {check_id for check_id in check_ids() if ranks.index(load_check(check_id).preset) <= highest}
