"""Which checks the comments of a catalogue ask to ignore, and where."""

from padanan.checks.equivalents import EQUIVALENTS
from padanan.core.catalogue import Catalogue, Entry
from padanan.core.flags import EVERYTHING, read_flags


class Ignored:
    """What is ignored in a catalogue: by an entry's comments there, by those of the header everywhere."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._everywhere = _ignored_at(catalogue.header_entry)
        self._last: tuple[Entry | None, frozenset[str]] = (None, self._everywhere)

    def covers(self, check_id: str, entry: Entry | None) -> bool:
        """Whether a check is ignored at an entry, or in the file where there is none."""
        if self._last[0] is not entry:  # what concerns one entry comes in a row
            self._last = (entry, self._everywhere | _ignored_at(entry))
        here = self._last[1]
        return EVERYTHING in here or check_id in here


def _ignored_at(entry: Entry | None) -> frozenset[str]:
    """Name checks by our ids; a name of somebody else's check means all of ours that do its work."""
    names = read_flags(entry).ignored if entry else frozenset()
    return names | {ours for name in names for ours in EQUIVALENTS.get(name, ())}
