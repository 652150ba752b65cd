"""Deleting translations from a memory."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from padanan.core.errors import PadananError
from padanan.core.progress import Progress, ignore_progress
from padanan.memory.maintenance.deletion import Deletion, Selection, delete_translations
from padanan.memory.sqlite import SqliteStore
from padanan.services.indexing import refresh_index
from padanan.services.maintenance import find_tags


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionOptions:
    """Which translations to delete, as people say it: those that fulfil all that is given.

    `origins` and `authors` are names or shell patterns. `before` and `after` are days or times in ISO 8601,
    UTC unless they say otherwise; `after` includes its moment. `contains` and `equals` look at source and
    translation, or at the one in `text_language`.
    """

    origins: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    contains: str | None = None
    equals: str | None = None
    text_language: str | None = None
    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionReport:
    """What was deleted, or would be."""

    memory: str
    dry_run: bool
    deletion: Deletion
    index_problems: tuple[str, ...] = ()


def delete_from_memory(
    memory: Path, options: DeletionOptions, *, dry_run: bool, progress: Progress = ignore_progress
) -> DeletionReport:
    """Delete translations, and units with the last of theirs.

    Raises:
        PadananError: nothing is said about what to delete, a time cannot be read, or a text is empty.
        LanguageError: a language is unknown, or not in the memory.
        StoreError: there is no memory, or it cannot be read or written; then nothing is deleted.
    """
    _check(options)
    with SqliteStore.open(memory) as store:
        deletion = delete_translations(store, _select(store, options), dry_run=dry_run)
        problems = () if dry_run else refresh_index(store, memory, progress)
    return DeletionReport(memory=str(memory), dry_run=dry_run, deletion=deletion, index_problems=problems)


def _check(options: DeletionOptions) -> None:
    texts = (options.contains, options.equals)
    if "" in (*texts, *options.origins, *options.authors):
        raise PadananError("an empty text would choose everything", hint="say what to delete")
    if options.text_language is not None and texts == (None, None):
        raise PadananError("--in says where to look for a text", hint="add --contains or --equals")
    if options == DeletionOptions():
        hint = "give --origin, --author, --before, --after, --contains, --equals, --from or --to"
        raise PadananError("nothing says what to delete", hint=hint)


def _select(store: SqliteStore, options: DeletionOptions) -> Selection:
    def tags(name: str | None) -> tuple[str, ...] | None:
        return None if name is None else find_tags(store, name)

    return Selection(
        origins=options.origins,
        authors=options.authors,
        before=None if options.before is None else _read_time(options.before),
        from_time=None if options.after is None else _read_time(options.after),
        contains=options.contains,
        equals=options.equals,
        text_languages=tags(options.text_language),
        sources=tags(options.source),
        targets=tags(options.target),
    )


def _read_time(text: str) -> str:
    """Read a day or a time in ISO 8601, and write it as the memory does."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        hint = "write it like 2025-01-17, or 2025-01-17T08:30:00Z"
        raise PadananError(f"{text!r} is no day or time", hint=hint) from error
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
