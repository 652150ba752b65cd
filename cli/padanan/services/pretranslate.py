"""Filling the empty entries of catalogues from translation memories."""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from padanan.checks.base import make_subject
from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import (
    InputError,
    LanguageError,
    PadananError,
    PoError,
    StoreError,
    UnknownPairError,
)
from padanan.core.language import covers, parse_language
from padanan.core.model import Match
from padanan.core.plurals import PluralFormsError, parse_plural_forms
from padanan.core.progress import Progress, ignore_progress
from padanan.core.words import CountMethod, measure, readable_text
from padanan.formats.po import PoDocument, read_catalogue
from padanan.memory.lookup import DEFAULT_THRESHOLD_PERCENT, Query
from padanan.memory.similarity import edit_distance, normalise_symbols, score_percent
from padanan.services.catalogue_diff import diff_catalogues
from padanan.services.catalogue_files import find_catalogues
from padanan.services.catalogue_units import find_singular, name_forms
from padanan.services.entry_matches import choose_entries, look_up_entries, make_queries
from padanan.services.filling import (
    Filling,
    FillingRules,
    Outcome,
    fill_entry,
    rejecting_checks,
)
from padanan.services.lookup import check_query, require_pair, require_threshold
from padanan.services.memory_session import MemorySession


class Mode(StrEnum):
    """What is done with catalogues that could be filled."""

    WRITE = "write"
    DIFF = "diff"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class PretranslationOptions:
    """How catalogues are filled. Languages are BCP 47 tags.

    `source_language` is the language of msgid, whatever catalogues say; without it their X-Source-Language
    holds, and then `default_source_language`. `target_language` is for catalogues that do not say theirs, and
    no other language is filled then. `threshold_percent` is the lowest score of a fuzzy match.
    `exact_as_fuzzy` leaves exact matches to be confirmed too. `refresh_fuzzy` fills fuzzy entries anew for
    which there is an exact match, or one that is more like them than the message they were made for.
    """

    default_source_language: str
    source_language: str | None = None
    target_language: str | None = None
    threshold_percent: int = DEFAULT_THRESHOLD_PERCENT
    exact_as_fuzzy: bool = False
    refresh_fuzzy: bool = False
    mode: Mode = Mode.WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Entries, and the words of their sources (see core.words; UAX #29)."""

    entries: int = 0
    words: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(entries=self.entries + other.entries, words=self.words + other.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePretranslation:
    """What became of one catalogue, or would become of it.

    `shares` counts the entries that were empty (or fuzzy, with `refresh_fuzzy`). `diff` is a unified diff,
    without `Mode.DIFF` empty. `note` says why nothing was looked up, `error` why nothing could be.
    """

    path: Path
    source: str | None = None
    target: str | None = None
    shares: Mapping[Outcome, Share] = field(default_factory=dict)
    written: bool = False
    diff: str = ""
    note: str | None = None
    error: PadananError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PretranslationReport:
    """What became of all catalogues, in the order they were found; `notes` say what made it slow."""

    mode: Mode
    files: tuple[FilePretranslation, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Mapping[Outcome, Share]:
        """Add up the files."""
        return {
            outcome: sum((file.shares.get(outcome, Share()) for file in self.files), Share())
            for outcome in Outcome
        }

    @property
    def errors(self) -> tuple[PadananError, ...]:
        """Give what went wrong, a file each."""
        return tuple(file.error for file in self.files if file.error is not None)


def pretranslate_paths(
    paths: Sequence[Path],
    session: MemorySession,
    options: PretranslationOptions,
    progress: Progress = ignore_progress,
) -> PretranslationReport:
    """Fill the empty entries of catalogues, and go on past those that cannot be read or written.

    Only lines of entries that are filled change; obsolete and translated ones are never touched, and fuzzy
    ones only with `options.refresh_fuzzy`. Each catalogue is written as a whole or not at all. Catalogues in
    a language that no memory has are an error if they were named, or if there are no others.

    Args:
        paths: PO files, and directories, which are searched for them to any depth.
        session: The memories to ask.
        options: How.
        progress: Told how far the look-up in each catalogue has come.

    Raises:
        PadananError: the threshold is out of range.
        StoreError: a memory fails; the catalogues before are done.
    """
    require_threshold(options.threshold_percent)
    notes: dict[str, None] = {}
    files = [_pretranslate(found, session, options, Watched(progress, notes)) for found in _find(paths)]
    if any(file.error is None and file.note is None for file in files):
        files = [_excuse(file, paths) for file in files]
    return PretranslationReport(mode=options.mode, files=tuple(files), notes=tuple(notes))


def _excuse(file: FilePretranslation, named: Sequence[Path]) -> FilePretranslation:
    """Make a note of the error that a directory has catalogues in more languages than the memory."""
    if not isinstance(file.error, UnknownPairError) or file.path in named:
        return file
    return replace(file, error=None, note=file.error.message)


@dataclass(frozen=True, slots=True)
class Watched:
    """Those who watch the work: who is told how far it is, and where notes are kept in order."""

    progress: Progress
    notes: dict[str, None]


def _find(paths: Sequence[Path]) -> Iterator[Path | InputError]:
    """Give the catalogues; templates in directories are passed over."""
    for found in find_catalogues(paths):
        if isinstance(found, InputError) or found.suffix != ".pot" or found in paths:
            yield found


def _pretranslate(
    path: Path | InputError, session: MemorySession, options: PretranslationOptions, watched: Watched
) -> FilePretranslation:
    if isinstance(path, InputError):
        return FilePretranslation(path=Path(path.path or ""), error=path)
    try:
        return _fill_file(path, session, options, watched)
    except StoreError:
        raise
    except PadananError as error:
        return FilePretranslation(path=path, error=error)


def _fill_file(
    path: Path, session: MemorySession, options: PretranslationOptions, watched: Watched
) -> FilePretranslation:
    document = read_catalogue(path)
    catalogue = document.catalogue
    source, target = find_languages(catalogue, options)
    if source == target:
        return FilePretranslation(path=path, source=source, target=target, note="in the source language")
    entries = choose_entries(catalogue, fuzzy=options.refresh_fuzzy)
    fillings = find_fillings(catalogue, entries, session, options, watched)
    done = [(entry, filling) for entry, filling in zip(entries, fillings, strict=True) if filling]
    written, diff = _finish(document, done, options.mode)
    return FilePretranslation(
        path=path,
        source=source,
        target=target,
        shares=_add_up(entries, fillings),
        written=written,
        diff=diff,
    )


def find_fillings(
    catalogue: Catalogue,
    entries: Sequence[Entry],
    session: MemorySession,
    options: PretranslationOptions,
    watched: Watched,
) -> list[Filling | None]:
    """Give for each of a catalogue's entries how it can be filled; None where the memories have nothing.

    Raises:
        PoError: nobody knows the catalogue's language.
        UnknownPairError: no memory has these languages.
        StoreError: a memory fails.
    """
    source, target = find_languages(catalogue, options)
    query = Query(text="x", source=source, target=target, threshold_percent=options.threshold_percent)
    _require_pair(session, check_query(query), Path(catalogue.path))
    watched.notes.update(dict.fromkeys(session.prepare(source, watched.progress)))
    rules = _rules(catalogue, options, session)
    queries = make_queries(catalogue, entries, rules.forms, query)
    found = look_up_entries(queries, session, watched.progress(f"looking up {catalogue.path}"))
    return [_fill(entry, matches, rules) for entry, matches in zip(entries, found, strict=True)]


def _require_pair(session: MemorySession, query: Query, path: Path) -> None:
    try:
        require_pair(session, query)
    except UnknownPairError as error:
        raise UnknownPairError(error.message, path=str(path), hint=error.hint) from error


def find_languages(catalogue: Catalogue, options: PretranslationOptions) -> tuple[str, str]:
    """Give the languages of msgid and msgstr, as BCP 47 tags.

    Raises:
        PoError: nobody says it, or it is none.
    """
    path = catalogue.path
    if catalogue.is_template:
        hint = "make a catalogue of it first, with msginit or padanan build"
        raise PoError("a template is not translated", path=path, hint=hint)
    declared = catalogue.header.get("X-Source-Language", "").strip()
    source = options.source_language or declared or options.default_source_language
    target, wanted = catalogue.language, options.target_language
    if target is None and wanted is None:
        hint = "add the header field Language, such as Language: id, or give --to"
        raise PoError(
            "the catalogue does not say its language, and neither does its path", path=path, hint=hint
        )
    if (
        target is not None
        and wanted is not None
        and not covers(target, wanted)
        and not covers(wanted, target)
    ):
        hint = "leave --to away, or correct the header"
        raise PoError(f"the catalogue is in {target}, not in {wanted}", path=path, hint=hint)
    try:
        return parse_language(source).tag, target or wanted or "und"
    except LanguageError as error:
        raise PoError(error.message, path=path, hint=error.hint) from error


def _rules(catalogue: Catalogue, options: PretranslationOptions, session: MemorySession) -> FillingRules:
    try:
        count = parse_plural_forms(catalogue.header.get("Plural-Forms", "")).count
    except PluralFormsError:
        count = 0
    return FillingRules(
        subject=make_subject(catalogue),
        checks=rejecting_checks(),
        forms=name_forms(count, find_singular(catalogue) if count > 1 else None),
        charset=_charset(catalogue),
        exact_as_fuzzy=options.exact_as_fuzzy,
        names_memory=len(session.memories) > 1,
    )


def _charset(catalogue: Catalogue) -> str:
    """Give the charset that the header names, as Python knows it."""
    named = catalogue.header.get("Content-Type", "").rpartition("charset=")[2].strip()
    try:
        return codecs.lookup(named).name
    except LookupError:
        return "utf-8"


def _fill(entry: Entry, found: Mapping[str, Sequence[Match]], rules: FillingRules) -> Filling | None:
    filling = fill_entry(entry, found, rules)
    if filling is None or filling.outcome is not Outcome.FUZZY or not any(entry.msgstr):
        return filling
    return filling if filling.score_percent > _draft_percent(entry) else None


def _draft_percent(entry: Entry) -> int:
    """Tell how alike a message and the one are that its draft was made for; 100 where nobody knows that."""
    if entry.previous_msgid is None:
        return 100
    new, old = normalise_symbols(entry.msgid), normalise_symbols(entry.previous_msgid)
    longer = max(len(new), len(old))
    return score_percent(edit_distance(new, old, limit=longer) or 0, longer)


def _add_up(entries: Sequence[Entry], fillings: Sequence[Filling | None]) -> dict[Outcome, Share]:
    shares = dict.fromkeys(Outcome, Share())
    for entry, filling in zip(entries, fillings, strict=True):
        shares[filling.outcome if filling else Outcome.NONE] += Share(entries=1, words=_count_words(entry))
    return shares


def _count_words(entry: Entry) -> int:
    syntaxes = [flag.removesuffix("-format") for flag in entry.flags if flag.endswith("-format")]
    texts = dict.fromkeys((entry.msgid, entry.msgid_plural or entry.msgid))
    return sum(measure(readable_text(text, syntaxes=syntaxes), CountMethod.UAX29).words for text in texts)


def _finish(document: PoDocument, done: Sequence[tuple[Entry, Filling]], mode: Mode) -> tuple[bool, str]:
    """Write the catalogue, or say what would change in it: whether it was written, and the diff."""
    if mode is Mode.COUNT or not done:
        return False, ""
    before = (document.catalogue, document.text)
    for entry, filling in done:
        document.replace_entry(entry, filling.entry)
    if mode is Mode.WRITE:
        return document.save(), ""
    after = (document.catalogue, document.text)
    return False, diff_catalogues(before, after, name=str(document.source.path))
