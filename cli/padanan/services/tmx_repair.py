"""Mending a broken TMX document into a new file."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from padanan.core.errors import TmxError
from padanan.core.progress import Progress, ignore_progress
from padanan.formats.files import write_stream
from padanan.formats.tmx import find_deviations
from padanan.formats.tmx.repair import Mend, MendKind, RepairCounts, repair_tmx

# How many changes, and how many things that are still wrong, are told one by one; all are counted.
LIMIT_MENDS = 100_000
_LIMIT_LEFT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What a repair did, and what is still wrong.

    `units` were written, `mended` of them not as they stood; `dropped` counts whatever is not in the new
    file. `mends` are the changes, at most `LIMIT_MENDS` of them; `by_kind` counts all. `left` is what still
    deviates from TMX in the new file: nobody can know how to mend it. `output` is None for a dry run.
    """

    path: str
    output: str | None
    units: int
    mended: int
    dropped: int
    mends: tuple[Mend, ...]
    by_kind: tuple[tuple[MendKind, int], ...]
    left: tuple[TmxError, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was dropped, and the new document is what the standard demands."""
        return not self.dropped and not self.left


def repair_document(path: Path, output: Path | None, *, progress: Progress = ignore_progress) -> RepairReport:
    """Mend a TMX document into another file, which is replaced when the document is whole.

    Args:
        path: The document.
        output: Where to write; may be `path` itself. None for a dry run, which leaves `left` empty.
        progress: Told how far it has come.

    Raises:
        InputError: the document cannot be read, or is no TMX at all.
        OutputError: the file cannot be written; whatever was there is still there.
    """
    counts = RepairCounts()
    kinds: Counter[MendKind] = Counter()
    mends: list[Mend] = []

    def tell(mend: Mend) -> None:
        kinds[mend.kind] += 1
        if len(mends) < LIMIT_MENDS:
            mends.append(mend)

    pieces = repair_tmx(path, tell=tell, counts=counts, advance=progress(f"repairing {path}"))
    if output is None:
        for _ in pieces:
            pass
    else:
        write_stream(output, pieces)
    return RepairReport(
        path=str(path),
        output=None if output is None else str(output),
        units=counts.units,
        mended=counts.mended,
        dropped=counts.dropped,
        mends=tuple(mends),
        by_kind=tuple((kind, kinds[kind]) for kind in MendKind if kinds[kind]),
        left=() if output is None else _find_left(output),
    )


def _find_left(output: Path) -> tuple[TmxError, ...]:
    left = []
    for deviation in find_deviations(output):
        left.append(deviation)
        if len(left) == _LIMIT_LEFT:
            break
    return tuple(left)
