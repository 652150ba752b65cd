"""Bringing many catalogues up to their templates, as msgmerge does it."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from padanan.core.catalogue import Catalogue
from padanan.core.errors import InputError, PadananError, PoError, StoreError, UnknownPairError
from padanan.core.language import language_of_path
from padanan.core.progress import Progress, ignore_progress
from padanan.formats.po import PoDocument, read_catalogue
from padanan.services.catalogue_diff import diff_catalogues
from padanan.services.catalogue_files import find_catalogues
from padanan.services.entry_matches import choose_entries
from padanan.services.filling import Outcome
from padanan.services.memory_session import MemorySession
from padanan.services.merge import MergeOptions, MergeResult
from padanan.services.pretranslate import (
    Mode,
    PretranslationOptions,
    Watched,
    find_fillings,
    find_languages,
)
from padanan.services.update import merge_template
from padanan.services.validate_templates import find_template

STANDARD_OUTPUT = Path("-")
_SUFFIXES = frozenset({".po"})
_TEMPLATE_HINT = "give it as the last argument, or with --template"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions:
    """How catalogues are updated.

    `template` is that of all catalogues; None looks for one around each (see `find_template`). `output` is
    written in place of the one catalogue; STANDARD_OUTPUT gives its bytes back. `filling` says how entries
    are filled from memories.
    """

    filling: PretranslationOptions
    merge: MergeOptions = field(default_factory=MergeOptions)
    template: Path | None = None
    output: Path | None = None
    mode: Mode = Mode.WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUpdate:
    """What became of one catalogue, or would become of it.

    `merge` is None where there is an `error`. `filled` counts what memories gave. `diff` is a unified diff,
    without `Mode.DIFF` empty; `content` is the updated file, only where it goes to STANDARD_OUTPUT. `note`
    says why nothing was asked of memories.
    """

    path: Path
    template: Path | None = None
    merge: MergeResult | None = None
    filled: Mapping[Outcome, int] = field(default_factory=dict)
    changed: bool = False
    written: bool = False
    diff: str = ""
    content: bytes | None = None
    note: str | None = None
    error: PadananError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What became of all catalogues, in the order they were found; `notes` say what made it slow."""

    mode: Mode
    files: tuple[FileUpdate, ...]
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[PadananError, ...]:
        """Give what went wrong, a file each."""
        return tuple(file.error for file in self.files if file.error is not None)


def update_paths(
    paths: Sequence[Path],
    options: UpdateOptions,
    session: MemorySession | None = None,
    progress: Progress = ignore_progress,
) -> UpdateReport:
    """Bring catalogues up to their templates, and go on past those that cannot be read or written.

    Entries that do not change keep every byte, and so does a catalogue of which none does. Each is written
    as a whole or not at all.

    Args:
        paths: PO files, and directories: of what stands below these the template's own catalogues.
        options: How.
        session: The memories that fill what is new; None fills nothing.
        progress: Told how far look-ups have come.

    Raises:
        PadananError: a template was named that cannot be read, or one output for several catalogues.
        StoreError: a memory fails; the catalogues before are done.
    """
    template = None if options.template is None else _read_template(options.template)
    found = list(_find(paths, options.template))
    if options.output is not None and len(found) != 1:
        hint = "leave --output away to update catalogues where they are"
        raise PadananError(f"one output for {len(found)} catalogues", hint=hint)
    watched = Watched(progress, {})
    files = tuple(_update(path, template, options, session, watched) for path in found)
    return UpdateReport(mode=options.mode, files=files, notes=tuple(watched.notes))


def _find(paths: Sequence[Path], template: Path | None) -> Iterator[Path | InputError]:
    """Give every catalogue once."""
    seen: set[str] = set()
    for path in paths:
        for found in _below(path, template) if path.is_dir() else [path]:
            name = os.path.realpath(found) if isinstance(found, Path) else ""
            if name not in seen:
                yield found
            seen |= {name} - {""}


def _below(directory: Path, template: Path | None) -> Iterator[Path | InputError]:
    """Give the catalogues of a template that stand below a directory; of any template, without one."""
    found = list(find_catalogues([directory], suffixes=_SUFFIXES))
    chosen = [path for path in found if isinstance(path, InputError) or _belongs(path, template)]
    if chosen:
        yield from chosen
        return
    name = "a template" if template is None else template.name
    yield InputError(
        f"no catalogue of {name} below this directory", path=str(directory), hint="name the catalogues"
    )


def _belongs(path: Path, template: Path | None) -> bool:
    nearest = find_template(path)
    if template is None:
        return nearest is not None
    if path.stem == template.stem:
        return True
    if nearest is not None:
        return nearest.resolve() == template.resolve()
    named = language_of_path(Path(path.name))
    return named is not None


def _update(
    path: Path | InputError,
    template: Catalogue | None,
    options: UpdateOptions,
    session: MemorySession | None,
    watched: Watched,
) -> FileUpdate:
    if isinstance(path, InputError):
        return FileUpdate(path=Path(path.path or ""), error=path)
    try:
        return _update_file(path, template or _find_template(path), options, session, watched)
    except StoreError:
        raise
    except PadananError as error:
        return FileUpdate(path=path, error=error)


def _find_template(path: Path) -> Catalogue:
    found = find_template(path)
    if found is None:
        raise PoError("no template was found for this catalogue", path=str(path), hint=_TEMPLATE_HINT)
    return _read_template(found)


def _read_template(path: Path) -> Catalogue:
    return read_catalogue(path).catalogue


def _update_file(
    path: Path,
    template: Catalogue,
    options: UpdateOptions,
    session: MemorySession | None,
    watched: Watched,
) -> FileUpdate:
    document = read_catalogue(path)
    if document.catalogue.is_template:
        hint = "name catalogues first, their template last"
        raise PoError("a template is not brought up to another", path=str(path), hint=hint)
    before = (document.catalogue, document.text)
    filler = _Filler(session, options.filling, watched)
    merge = merge_template(document, template, options.merge, filler.fill if session else None)
    result = FileUpdate(
        path=path,
        template=Path(template.path),
        merge=merge,
        filled=filler.filled,
        changed=document.text != before[1],
        note=filler.note,
    )
    return _finish(document, result, before, options)


def _finish(
    document: PoDocument, result: FileUpdate, before: tuple[Catalogue, str], options: UpdateOptions
) -> FileUpdate:
    """Write the catalogue, or say what would change in it."""
    if options.mode is Mode.COUNT or result.merge is None:
        return result
    if options.mode is Mode.DIFF:
        after = (document.catalogue, document.text)
        entries = zip(result.merge.entries, after[0].entries, strict=True)
        pairs = [(item.old, entry) for item, entry in entries if item.old is not None]
        return replace(result, diff=diff_catalogues(before, after, name=str(result.path), pairs=pairs))
    if options.output == STANDARD_OUTPUT:
        return replace(result, content=document.to_bytes())
    return replace(result, written=document.save(options.output))


class _Filler:
    """Fills what a merge leaves empty, and what it carried over, from memories."""

    def __init__(
        self, session: MemorySession | None, options: PretranslationOptions, watched: Watched
    ) -> None:
        self._session, self._options, self._watched = session, options, watched
        self.filled: Counter[Outcome] = Counter()
        self.note: str | None = None

    def fill(self, document: PoDocument, merge: MergeResult) -> None:
        """Fill a merged catalogue."""
        assert self._session is not None  # noqa: S101 - without memories nobody asks
        catalogue = document.catalogue
        carried = {
            item.entry.key for item in merge.entries if item.old is None or item.old.key != item.entry.key
        }
        entries = [
            entry
            for entry in choose_entries(catalogue, fuzzy=True)
            if not any(entry.msgstr) or entry.key in carried
        ]
        try:
            source, target = find_languages(catalogue, self._options)
            if source == target:
                return
            fillings = find_fillings(catalogue, entries, self._session, self._options, self._watched)
        except (PoError, UnknownPairError) as error:
            self.note = f"not filled: {error.message}"
            return
        for entry, filling in zip(entries, fillings, strict=True):
            if filling is not None:
                document.replace_entry(entry, filling.entry)
                self.filled[filling.outcome] += 1
