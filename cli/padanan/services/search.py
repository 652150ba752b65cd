"""Searching translation memories for every segment that holds a text: a concordance."""

import threading
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from padanan.core.errors import LanguageError, PadananError
from padanan.core.language import covers, parse_language
from padanan.core.model import Span, Variant
from padanan.core.progress import Progress, ignore_progress
from padanan.memory.concordance.search import Concordance, ConcordanceFiles, Wanted
from padanan.memory.folding import Folding, fold
from padanan.memory.fuzzy.files import index_directory
from padanan.memory.store import Store, StoredUnit
from padanan.services.memory_session import MemorySession

DEFAULT_LIMIT = 20
# A phrase is shorter than a segment, and each word is a pass over the memory.
LIMIT_SEARCH = 10_000
LIMIT_WORDS = 50
_NAMED_LANGUAGES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is searched for.

    Without `words`, `text` is sought as it is, within words, too. With it, all its words are sought, as whole
    words and in any order; in scripts without spaces between words they stand anywhere. `source` and `target`
    are BCP 47 tags: only segments in `source` are searched, and only those with a translation into `target`
    are given; None is any language. `case` and `accents` tell letters apart that differ in nothing else.
    """

    text: str
    source: str | None = None
    target: str | None = None
    words: bool = False
    case: bool = False
    accents: bool = True
    limit: int = DEFAULT_LIMIT
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A segment that holds what was searched for, at `spans`, and its translations by language.

    `memory` is the name of the memory that has it.
    """

    source: Variant
    spans: tuple[Span, ...]
    translations: tuple[Variant, ...]
    msgctxt: str | None
    memory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReport:
    """What was searched for, how many segments hold it, and those asked for, the shortest first.

    `notes` say, a sentence each, what made the search slow, and not wrong.
    """

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()


class SearchSession:
    """Searches the memories of a session, from any number of threads."""

    def __init__(self, session: MemorySession) -> None:
        self._session = session
        self._files = [
            ConcordanceFiles(index_directory(memory.path), read_only=memory.read_only)
            for memory in session.memories
        ]
        self._of_thread = threading.local()

    def search(self, query: SearchQuery, progress: Progress = ignore_progress) -> SearchReport:
        """Find the segments that hold a text.

        Order: the shortest first, since what was sought is most of it; then by memory, in the order of the
        session; then the segment that was added first.

        Raises:
            PadananError: the text is empty, or longer than LIMIT_SEARCH code points; limit or offset are out
                of range.
            LanguageError: a language is unknown, both are the same, or no memory has them.
            StoreError: a memory cannot be read.
        """
        checked = _check(query)
        wanted = _wanted(checked)
        opened = self._opened()
        with ExitStack() as moment:
            asked = [
                _Asked(memory.name, store, concordance, *_choose_languages(store.languages(), checked))
                for memory, (store, concordance) in zip(self._session.memories, opened, strict=True)
            ]
            _require_languages(asked, checked)
            notes = [note for memory in asked for note in _prepare(memory, progress)]
            for memory in asked:
                moment.enter_context(memory.store.snapshot())
            return replace(_search(asked, checked, wanted), notes=tuple(notes))

    def _opened(self) -> "list[tuple[Store, Concordance]]":
        """Give this thread's stores, and what searches them."""
        stores = self._session.stores()
        if not hasattr(self._of_thread, "concordances"):
            self._of_thread.concordances = list(map(Concordance, stores, self._files))
        return list(zip(stores, self._of_thread.concordances, strict=True))


class _Asked(NamedTuple):
    """A memory, and the languages in it that are searched and, unless all will do, shown beside."""

    name: str
    store: Store
    concordance: Concordance
    sources: tuple[str, ...]
    targets: tuple[str, ...] | None


class _Chosen(NamedTuple):
    """A hit's place among those of all memories; they sort as they are given."""

    length: int
    memory: int
    variant_id: int


def _prepare(memory: _Asked, progress: Progress) -> tuple[str, ...]:
    return memory.concordance.prepare([*memory.sources, *(memory.targets or ())], progress)


def _search(asked: Sequence[_Asked], query: SearchQuery, wanted: Wanted) -> SearchReport:
    most = query.offset + query.limit
    found = [memory.concordance.find(wanted, memory.sources, memory.targets, most) for memory in asked]
    total = sum(part.total for part in found)
    if not total:
        _require_pair(asked, query)
    chosen = sorted(
        _Chosen(place.length, number, place.variant_id)
        for number, part in enumerate(found)
        for place in part.first
    )[query.offset : most]
    units = {
        (number, stored.variant_id): stored
        for number, memory in enumerate(asked)
        for stored in memory.store.find([place.variant_id for place in chosen if place.memory == number])
    }
    hits = (
        _hit(asked[place.memory], units[place.memory, place.variant_id], query, wanted) for place in chosen
    )
    return SearchReport(query=query, total=total, hits=tuple(hits))


def _hit(memory: _Asked, stored: StoredUnit, query: SearchQuery, wanted: Wanted) -> Hit:
    others = [variant for variant in stored.unit.variants if variant.language != stored.variant.language]
    if memory.targets is not None:
        serving = [variant for variant in others if variant.language in memory.targets]
        others = sorted(serving, key=lambda variant: (variant.language != query.target, variant.language))[:1]
    return Hit(
        source=stored.variant,
        spans=wanted.locate(stored.variant.text),
        translations=tuple(others),
        msgctxt=stored.unit.msgctxt,
        memory=memory.name,
    )


def _check(query: SearchQuery) -> SearchQuery:
    """Refuse what cannot be searched for, and normalise the languages."""
    if not query.text.strip():
        raise PadananError("there is nothing to search for: the text is empty")
    if len(query.text) > LIMIT_SEARCH:
        raise PadananError(
            f"a text of {len(query.text)} characters is no phrase; the limit is {LIMIT_SEARCH}",
            hint="search for a part of it",
        )
    if query.limit < 1:
        raise PadananError(f"a limit of {query.limit} segments is out of range", hint="give 1 or more")
    if query.offset < 0:
        raise PadananError(f"an offset of {query.offset} segments is out of range", hint="give 0 or more")
    source = None if query.source is None else parse_language(query.source).tag
    target = None if query.target is None else parse_language(query.target).tag
    if source is not None and source == target:
        raise LanguageError(f"source and target are both {source}", hint="name two languages")
    return replace(query, source=source, target=target)


def _wanted(query: SearchQuery) -> Wanted:
    folding = Folding(case=not query.case, accents=not query.accents)
    pieces = query.text.split() if query.words else [query.text]
    keys = tuple(dict.fromkeys(key for piece in pieces if (key := fold(piece, folding))))
    if not keys:
        raise PadananError(
            "there is nothing to search for but accents", hint="search without folding accents"
        )
    if len(keys) > LIMIT_WORDS:
        raise PadananError(f"{len(keys)} words are no search; the limit is {LIMIT_WORDS}")
    return Wanted(keys=keys, folding=folding, whole=query.words)


def _choose_languages(
    tags: Sequence[str], query: SearchQuery
) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """Say which languages of a memory are searched, and which stand beside; None for all others.

    A tag that serves both (en, for en-GB and en-US) serves the one that names it, else the source.
    """
    targets = _serving(tags, query.target)
    sources = _serving(tags, query.source)
    if targets is None:
        return tuple(tags) if sources is None else sources, None
    if sources is None:
        return tuple(tag for tag in tags if tag not in targets), targets
    sources = tuple(tag for tag in sources if tag != query.target)
    return sources, tuple(tag for tag in targets if tag not in sources)


def _serving(tags: Sequence[str], wanted: str | None) -> tuple[str, ...] | None:
    return None if wanted is None else tuple(tag for tag in tags if covers(wanted, tag))


def _require_languages(asked: Sequence[_Asked], query: SearchQuery) -> None:
    """Tell a language that no memory has from a text that stands nowhere."""
    if query.source is not None and not any(memory.sources for memory in asked):
        raise _unknown(asked, f"no texts in {query.source}")
    if query.target is not None and not any(memory.targets for memory in asked):
        raise _unknown(asked, f"no texts in {query.target}")


def _require_pair(asked: Sequence[_Asked], query: SearchQuery) -> None:
    if query.target is not None and not any(
        memory.targets and memory.store.joins(memory.sources, memory.targets) for memory in asked
    ):
        named = (
            f"{query.source} and {query.target}" if query.source else f"{query.target} and another language"
        )
        raise _unknown(asked, f"no units in {named}")


def _unknown(asked: Sequence[_Asked], what: str) -> LanguageError:
    subject = "the memory has" if len(asked) == 1 else "the memories have"
    tags = sorted({tag for memory in asked for tag in memory.store.languages()})
    return LanguageError(f"{subject} {what}", hint=_name_languages(tags))


def _name_languages(tags: Collection[str]) -> str:
    if not tags:
        return "it is empty: fill it with `padanan import FILES`"
    rest = len(tags) - _NAMED_LANGUAGES
    return f"it has {', '.join(islice(tags, _NAMED_LANGUAGES))}" + (f" and {rest} others" if rest > 0 else "")
