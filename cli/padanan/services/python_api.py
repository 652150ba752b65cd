"""The public Python interface: `from padanan import Memory`. Texts go in and come out as plain strings."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from padanan.core.config import MemorySettings
from padanan.core.errors import LanguageError, PadananError, StoreError
from padanan.core.language import parse_language
from padanan.core.model import Origin, TranslationUnit, Variant
from padanan.core.penalties import Penalties
from padanan.memory.lookup import DEFAULT_LIMIT, DEFAULT_THRESHOLD_PERCENT, Query
from padanan.memory.sqlite import SqliteStore
from padanan.services import search as searching
from padanan.services.export_memory import MemoryExport, export_memory
from padanan.services.import_ import FileImport, ImportOptions, import_files
from padanan.services.lookup import LookupReport, check_query, look_up, require_pair
from padanan.services.lookup_many import look_up_many
from padanan.services.memory_session import MemorySession
from padanan.services.python_arguments import (
    AnyContext,
    AnyPath,
    read_context,
    read_path,
    read_percent,
    read_storable,
    read_text,
    read_whole,
)
from padanan.services.python_types import Hit, Hits, Match

# The collection of units that were added one by one, not from a file.
_ADDED = "added"
_ANY = "any text"

Item = TypeVar("Item")


class Memory:
    """A translation memory: one SQLite file, with its indexes in a directory beside it.

    Any number of threads may use one Memory at once, each with connections of its own, and any number of
    processes one file. Close it when no thread is using it any more, best by `with`. All that goes wrong with
    files, languages or arguments raises `padanan.core.errors.PadananError` or a subclass of it.
    """

    def __init__(self, session: MemorySession) -> None:
        """Use `Memory.open`."""
        self._session = session
        self._search = searching.SearchSession(session)
        self._closed = False

    @classmethod
    def open(
        cls,
        path: AnyPath,
        *,
        create: bool = True,
        references: AnyPath | Iterable[AnyPath] = (),
        penalties: Mapping[str, int] | None = None,
    ) -> Self:
        """Open a memory.

        Args:
            path: Its file. With `create` it is made, with its directories, when there is none.
            create: Whether a missing memory is made, not reported.
            references: Memories that are asked after it, the more important first, and never written; or one.
            penalties: Percent points by name, such as `{"markup": 2, "legacy/*": 5}` (see
                `padanan.core.penalties.Penalties`).

        Raises:
            StoreError: a memory is missing, or what is there is something else, newer, damaged, or out of
                reach.
            PadananError: a penalty outside 0..100.
        """
        place = read_path(path)
        others = [references] if isinstance(references, str | os.PathLike) else references
        asked = [read_path(other) for other in others]
        rules = Penalties().adjust(
            (name, read_percent(f"the penalty for {name}", percent))
            for name, percent in (penalties or {}).items()
        )
        if create:
            SqliteStore.open(place, create=True).close()
        own = MemorySettings(path=place, name=str(place))
        memories = (
            MemorySettings(path=other, name=str(other), priority=-rank, read_only=True)
            for rank, other in enumerate(asked, 1)
        )
        return cls(MemorySession([own, *memories], rules))

    def __repr__(self) -> str:
        return f"Memory.open({str(self.path)!r})"

    @property
    def path(self) -> Path:
        """The file that is written."""
        return self._session.memories[0].path

    def languages(self) -> tuple[str, ...]:
        """Give the languages of all texts, as BCP 47 tags, sorted."""
        return tuple(sorted({tag for store in self._opened().stores() for tag in store.languages()}))

    def import_file(self, path: AnyPath, *, source_language: str | None = None) -> FileImport:
        """Bring a PO catalogue or a TMX document into the memory: all of it, or nothing when it fails.

        A second import of the same file adds nothing.

        Args:
            path: A .po, .pot or .tmx file. Where it lies below the working directory, units remember it
                relative to that.
            source_language: The language of a catalogue's msgid; by default what its header says in
                X-Source-Language, else English.

        Returns:
            How many units were added, updated, unchanged (`.tally`) and skipped, with reasons.

        Raises:
            InputError: the file cannot be read; nothing of it is in the memory.
            StoreError: the memory cannot be written.
        """
        source = None if source_language is None else _tag("source_language", source_language)
        options = ImportOptions(root=Path(), default_source_language="en", source_language=source)
        (report,) = import_files(self._opened().stores()[0], [read_path(path)], options)
        if report.error is not None:
            raise report.error
        return report

    def add(  # noqa: PLR0913 - keywords, most with a default
        self,
        text: str,
        translation: str,
        *,
        source: str,
        target: str,
        context: AnyContext | None = None,
        author: str | None = None,
    ) -> None:
        """Add a text with its translation, which takes the place of the one it had in the same msgctxt.

        The next look-up finds it.

        Args:
            text: The source text, not empty.
            translation: The target text, not empty.
            source: The language of `text`, in any spelling.
            target: The language of `translation`.
            context: A msgctxt, a pair of the texts before and after, or a Context.
            author: Whose translation it is.

        Raises:
            LanguageError: a language is unknown, or both are the same.
            PadananError: a text is empty.
            StoreError: the memory cannot be written, or is closed.
        """
        for name, value in {"text": text, "translation": translation}.items():
            read_storable(name, value)
        if not text.strip() or not translation.strip():
            raise PadananError("a unit needs a text and its translation, and one of them is empty")
        first, second = _tag("source", source), _tag("target", target)
        if first == second:
            raise LanguageError(f"source and target are both {first}", hint="name two languages")
        where = read_context(context)
        for name, given in {"context": where.msgctxt, "author": author}.items():
            read_storable(name, given or "")
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        origin = Origin(path=_ADDED, author=author, changed=now)
        here = Variant(language=first, text=text, previous=where.previous, next=where.next, origin=origin)
        unit = TranslationUnit(
            collection=_ADDED,
            key=text if where.msgctxt is None else f"{where.msgctxt}\x04{text}",
            source_language=first,
            msgctxt=where.msgctxt,
            variants=(here, Variant(language=second, text=translation, origin=origin)),
        )
        self._opened().stores()[0].add([unit])

    def lookup(  # noqa: PLR0913 - keywords, most with a default
        self,
        text: str,
        *,
        source: str,
        target: str,
        threshold: int = DEFAULT_THRESHOLD_PERCENT,
        limit: int = DEFAULT_LIMIT,
        context: AnyContext | None = None,
    ) -> list[Match]:
        """Find translations of a text, and of texts like it, best first.

        Everything that reaches the threshold is found: nothing is left out for speed. Where two matches are
        equally good, the one in the same context comes first, then the newest, then the one added first.

        Args:
            text: The text; a blank one has no match.
            source: Its language, in any spelling: BCP 47 or gettext.
            target: The language wanted.
            threshold: The lowest score to give, 1..100.
            limit: The most matches to give, 1 or more.
            context: A msgctxt, a pair of the texts before and after, or a Context: the same one makes an
                identical text a match of 101 %.

        Raises:
            LanguageError: a language is unknown, both are the same, or the memory has no texts in both.
            PadananError: threshold or limit out of range, or a text longer than 100,000 characters.
            StoreError: the memory cannot be read, or is closed.
        """
        query = _in_context(_query(text, source, target, threshold, limit), context)
        session = self._opened()
        if not text.strip():
            _require_sense(session, query)
            return []
        return _matches(look_up(session, query))

    def lookup_many(  # noqa: PLR0913 - keywords, most with a default
        self,
        texts: Iterable[str],
        *,
        source: str,
        target: str,
        threshold: int = DEFAULT_THRESHOLD_PERCENT,
        limit: int = DEFAULT_LIMIT,
        contexts: Iterable[AnyContext | None] | None = None,
    ) -> list[list[Match]]:
        """Look many texts up, on all processors: a list of matches for each, in their order (see `lookup`).

        Args:
            texts: The texts.
            source: Their language.
            target: The language wanted.
            threshold: The lowest score to give, 1..100.
            limit: The most matches for each text.
            contexts: The context of each text, as many as texts.

        Raises:
            PadananError: see `lookup`; or there are not as many contexts as texts. The first text that
                fails ends it.
        """
        listed, wheres = _listed("texts", texts), _listed("contexts", contexts)
        if contexts is not None and len(wheres) != len(listed):
            raise PadananError(f"{len(listed)} texts have {len(wheres)} contexts: give one for each text")
        session, query = self._opened(), _query("", source, target, threshold, limit)
        _require_sense(session, query)
        asked = [replace(query, text=read_text("a text", text)) for text in listed]
        queries = [_in_context(one, where) for one, where in zip_longest(asked, wheres) if one.text.strip()]
        found = iter([_matches(report) for report in look_up_many(session, queries)])
        return [next(found) if one.text.strip() else [] for one in asked]

    def search(  # noqa: PLR0913 - keywords, most with a default
        self,
        text: str,
        *,
        source: str | None = None,
        target: str | None = None,
        words: bool = False,
        case: bool = False,
        accents: bool = True,
        limit: int = searching.DEFAULT_LIMIT,
        offset: int = 0,
    ) -> Hits:
        """Find every segment in which a text stands: count all, give some, the shortest first.

        Args:
            text: What to find; within words, too.
            source: The language to search in; None for all.
            target: Only segments with a translation into it; None for all.
            words: Find all the words of the text, whole and in any order, not the text as it is.
            case: Tell upper from lower case.
            accents: Tell letters apart by their accents.
            limit: The most segments to give, 1 or more.
            offset: Segments to skip before them.

        Raises:
            LanguageError: a language is unknown, both are the same, or the memory has no texts in them.
            PadananError: the text is empty or longer than 10,000 characters, limit or offset out of range.
            StoreError: the memory cannot be read, or is closed.
        """
        query = searching.SearchQuery(
            text=read_text("text", text),
            source=None if source is None else read_text("source", source),
            target=None if target is None else read_text("target", target),
            words=words,
            case=case,
            accents=accents,
            limit=read_whole("limit", limit),
            offset=read_whole("offset", offset),
        )
        self._opened()
        report = self._search.search(query)
        return Hits(hits=tuple(map(_hit, report.hits)), total=report.total)

    def export_file(
        self, path: AnyPath, *, source: str | None = None, languages: Sequence[str] = ()
    ) -> MemoryExport:
        """Write the memory as one TMX document, a unit at a time.

        Args:
            path: The file, which is replaced when the document is whole.
            source: Only units with text in this language, which the document then names as their source.
            languages: Only texts in these languages, and in `source`; none means all.

        Returns:
            How many units were written, and which ones TMX cannot hold.

        Raises:
            LanguageError: a language is unknown, or not in the memory.
            StoreError: the memory cannot be read, or is closed.
            OutputError: the file cannot be written; whatever was there is still there.
        """
        self._opened()
        return export_memory(self.path, read_path(path), source=source, languages=languages)

    def close(self) -> None:
        """Close the memory. Closing twice does nothing."""
        self._closed = True
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> MemorySession:
        if self._closed:
            raise StoreError("the memory is closed", path=str(self.path))
        return self._session


def _tag(name: str, language: object) -> str:
    return parse_language(read_text(name, language)).tag


def _listed(name: str, values: Iterable[Item] | None) -> list[Item]:
    if isinstance(values, str | bytes):
        raise PadananError(f"{name} is {type(values).__name__}, and must be a list", hint="put it in []")
    return list(values or ())


def _query(text: object, source: object, target: object, threshold: object, limit: object) -> Query:
    return Query(
        text=read_text("text", text),
        source=read_text("source", source),
        target=read_text("target", target),
        threshold_percent=read_percent("threshold", threshold),
        limit=read_whole("limit", limit),
    )


def _require_sense(session: MemorySession, query: Query) -> None:
    """Refuse what no text could be looked up with, where there is none."""
    require_pair(session, check_query(replace(query, text=_ANY)))


def _in_context(query: Query, context: object) -> Query:
    where = read_context(context)
    return replace(query, msgctxt=where.msgctxt, previous=where.previous, next=where.next)


def _matches(report: LookupReport) -> list[Match]:
    return [
        Match(
            score=match.score_percent,
            source=match.source.text,
            target=match.target.text,
            penalties=match.penalties,
            origin=match.target.origin,
            repaired=None if match.repaired is None else match.repaired.text,
            differs_only_in=match.differs_only_in,
            memory=match.memory or "",
            details=match,
        )
        for match in report.matches
    ]


def _hit(hit: searching.Hit) -> Hit:
    return Hit(
        source=hit.source.text,
        language=hit.source.language,
        spans=hit.spans,
        translations={variant.language: variant.text for variant in hit.translations},
        origin=hit.source.origin,
        memory=hit.memory,
    )
