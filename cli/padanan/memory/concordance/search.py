"""Finding every text of a memory in which something stands."""

import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from padanan.core.errors import StoreError
from padanan.core.model import Span
from padanan.core.progress import Advance, Progress, ignore_progress
from padanan.memory.concordance.bits import count_bits, no_bits
from padanan.memory.concordance.building import write_concordance
from padanan.memory.concordance.file import ConcordanceFile, Place
from padanan.memory.concordance.kernel import is_available
from padanan.memory.folding import Folding, find_all, fold, locate
from padanan.memory.mapped_file import UnusableFileError
from padanan.memory.store import IndexToken, PlainText, Store

# So many texts are read from the store in some 10 ms, so they need no file.
FEW_TEXTS = 5_000
_ADVANCE_STEP = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a text must hold: all of `keys` (see `folding.fold`), at least one; `whole`, as whole words."""

    keys: tuple[str, ...]
    folding: Folding
    whole: bool

    def is_in(self, text: str) -> bool:
        """Whether a text holds all of them."""
        key = fold(text, self.folding)
        return all(any(find_all(key, needle, whole=self.whole)) for needle in self.keys)

    def locate(self, text: str) -> tuple[Span, ...]:
        """Give where they stand, in order (see `folding.locate`)."""
        return locate(text, self.keys, self.folding, whole=self.whole)


class Found(NamedTuple):
    """How many texts hold what is wanted, and the first of them."""

    total: int
    first: list[Place]


class ConcordanceFiles:
    """The concordance files of one memory, kept open; threads may share them.

    They stand in `directory`, which is made when the first is written; while `read_only`, none is. Whoever
    writes holds `writing`.
    """

    def __init__(self, directory: Path, *, read_only: bool = False) -> None:
        self.directory = directory
        self.read_only = read_only
        self.writing = threading.Lock()
        self._lock = threading.Lock()
        self._files: dict[str, ConcordanceFile] = {}

    def open(self, language: str, token: str) -> ConcordanceFile | None:
        """Give the file of a language that shows a token; None where there is none, or it is unusable."""
        with self._lock:
            file = self._files.get(language)
            if file is None or file.meta.token != token:
                self._files.pop(language, None)
                with suppress(UnusableFileError):
                    file = ConcordanceFile.open(self._path(language))
                    if file.meta.token == token:
                        self._files[language] = file
            return self._files.get(language)

    def write(self, language: str, texts: Iterable[PlainText], revision: int) -> IndexToken:
        """Write the file of a language, and give the token to be noted in the store.

        Raises:
            OSError: it cannot be written.
            OverflowError: there is too much text for one.
        """
        token = IndexToken(secrets.token_hex(16), revision)
        self.directory.mkdir(exist_ok=True)
        write_concordance(self._path(language), texts, token.token, revision)
        return token

    def forget(self, language: str) -> None:
        """Close a file that turned out to be damaged, and remove it, so that it is made anew."""
        with self._lock:
            self._files.pop(language, None)
            if not self.read_only:
                with suppress(OSError):
                    self._path(language).unlink(missing_ok=True)

    def _path(self, language: str) -> Path:
        return self.directory / f"{language}.concordance"


class _Part(NamedTuple):
    """A language's file, with what has changed in the store since: texts that are new or were rewritten."""

    language: str
    file: ConcordanceFile
    fresh: list[PlainText]

    @property
    def rewritten(self) -> list[int]:
        """The variants of which the file has another text: since ids grow, those up to its `newest`."""
        return [row.variant_id for row in self.fresh if row.variant_id <= self.file.meta.newest]


class Concordance:
    """Searches one store; for one thread, as its connection is.

    A language with more than `few` texts gets a file, which is made anew when more than `few` are not in it.
    """

    def __init__(self, store: Store, files: ConcordanceFiles | None = None, *, few: int = FEW_TEXTS) -> None:
        self._store = store
        self._few = few
        self._files = files if files is not None and is_available() else None
        self._parts: dict[str, tuple[int, _Part]] = {}

    def prepare(self, languages: Sequence[str], progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Write the files of languages that have many texts, where they are missing or out of date.

        Returns:
            What could not be written, a sentence each, for people to read: without a file, searching takes
            longer and finds the same.

        Raises:
            StoreError: the store cannot be read.
        """
        files = self._files
        if files is None or files.read_only or not any(map(self._needs_file, languages)):
            return ()
        if self._store.is_being_written():
            return ()  # a search waits for no import
        with files.writing:  # whoever waited here may find it done
            return tuple(self._write_all(files, filter(self._needs_file, languages), progress))

    def find(self, wanted: Wanted, sources: Sequence[str], targets: Sequence[str] | None, most: int) -> Found:
        """Find the texts in some languages, the shortest first, then the one that was added first.

        Args:
            wanted: What they must hold.
            sources: Their languages.
            targets: Only those of units that also have a text in one of these; None for all.
            most: So many are given, and all are counted.

        Raises:
            StoreError: the store fails.
        """
        while True:
            try:
                with self._store.snapshot():
                    return self._find(wanted, sources, targets, most)
            except _DamagedError as error:
                self._parts.pop(error.language, None)
                if self._files is not None:
                    self._files.forget(error.language)

    def _find(
        self, wanted: Wanted, sources: Sequence[str], targets: Sequence[str] | None, most: int
    ) -> Found:
        units = None if targets is None else self._units(targets)
        found = [self._find_in(language, wanted, units, most) for language in sources]
        first = nsmallest(most, chain.from_iterable(part.first for part in found))
        return Found(sum(part.total for part in found), first)

    def _find_in(self, language: str, wanted: Wanted, units: bytearray | None, most: int) -> Found:
        part = self._part(language)
        if part is None:
            return _find_among(self._store.plain_texts([language]), wanted, units, most)
        try:
            bits = part.file.find(wanted.keys, wanted.folding, whole=wanted.whole)
            if part.rewritten:
                part.file.drop_variants(bits, part.rewritten)
            if units is not None:
                part.file.keep_units(bits, units)
            first = list(part.file.places(bits, most))
        except UnusableFileError as error:
            raise _DamagedError(language) from error
        fresh = _find_among(part.fresh, wanted, units, most)
        return Found(count_bits(bits) + fresh.total, nsmallest(most, [*first, *fresh.first]))

    def _units(self, languages: Sequence[str]) -> bytearray:
        """Give a bit for each unit, set where it has a text in one of the languages."""
        parts = [part for language in languages if (part := self._part(language)) is not None]
        filed = {part.language for part in parts}
        rows = self._store.plain_texts([language for language in languages if language not in filed])
        others = [row.unit_id for row in chain(rows, *(part.fresh for part in parts))]
        last = max([part.file.meta.last_unit for part in parts] + others, default=0)
        units = no_bits(last + 1)
        for part in parts:
            try:
                part.file.mark_units(units)
            except UnusableFileError as error:
                raise _DamagedError(part.language) from error
        for number in others:
            units[number >> 3] |= 1 << (number & 7)
        return units

    def _part(self, language: str) -> _Part | None:
        """Give a language's file, if there is one and all that has changed since is known and little."""
        revision = self._store.revision()
        known = self._parts.get(language)
        if known is None or known[0] != revision:
            self._parts.pop(language, None)
            part = self._open_part(language, revision)
            if part is None:
                return None
            known = self._parts[language] = (revision, part)
        return known[1]

    def _open_part(self, language: str, revision: int) -> _Part | None:
        token = self._store.index_token(_token_name(language)) if self._files is not None else None
        file = self._files.open(language, token.token) if self._files is not None and token else None
        if file is None:
            return None
        part = _Part(language, file, [])
        if revision != file.meta.revision:
            rows = self._store.plain_texts([language], after=file.meta.revision)
            part.fresh.extend(islice(rows, self._few + 1))
            left = self._store.count_texts(language, until=file.meta.revision)
            if len(part.fresh) > self._few or left + len(part.rewritten) != file.meta.texts:
                return None  # too much is new, or something was deleted
        return part

    def _needs_file(self, language: str) -> bool:
        if self._part(language) is not None:
            return False
        return self._store.count_texts(language, until=self._store.revision()) > self._few

    def _write_all(
        self, files: ConcordanceFiles, languages: Iterable[str], progress: Progress
    ) -> Iterator[str]:
        for language in languages:
            try:
                self._write(files, language, progress)
            except (OSError, OverflowError, MemoryError, StoreError) as error:
                files.read_only = True  # once is enough to know
                reason = error.strerror if isinstance(error, OSError) else str(error) or "not enough memory"
                yield f"{files.directory}: no index for {language}: {reason}; searching takes longer"

    def _write(self, files: ConcordanceFiles, language: str, progress: Progress) -> None:
        with self._store.snapshot():
            revision = self._store.revision()
            total = self._store.count_texts(language, until=revision)
            advance = progress(f"indexing {language} for searches")
            rows = _tell(self._store.plain_texts([language]), total, advance)
            token = files.write(language, rows, revision)
        self._store.set_index_token(_token_name(language), token)


class _DamagedError(Exception):
    """The file of a language is damaged."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


def _find_among(rows: Iterable[PlainText], wanted: Wanted, units: bytearray | None, most: int) -> Found:
    """Search texts one by one: the definition of what a search finds."""
    places = [
        Place(len(normalize("NFC", row.text)), row.variant_id)
        for row in rows
        if (units is None or _has_bit(units, row.unit_id)) and wanted.is_in(row.text)
    ]
    return Found(len(places), nsmallest(most, places))


def _has_bit(bits: bytearray, number: int) -> bool:
    return number >> 3 < len(bits) and bool(bits[number >> 3] >> (number & 7) & 1)


def _token_name(language: str) -> str:
    """Name a language's concordance file among the indexes a store knows."""
    return f"{language} concordance"


def _tell(rows: Iterable[PlainText], total: int, advance: Advance) -> Iterator[PlainText]:
    for number, row in enumerate(rows):
        if number % _ADVANCE_STEP == 0:
            advance(number, total)
        yield row
