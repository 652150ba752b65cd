"""What memories have for the entries of a catalogue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.model import Match
from padanan.core.progress import Advance
from padanan.memory.lookup import Query
from padanan.services.catalogue_units import SINGULAR
from padanan.services.lookup import LIMIT_QUERY
from padanan.services.lookup_many import work_ahead
from padanan.services.memory_session import MemorySession

# How many matches are looked at for an entry: several exact ones, since the first may be in another msgctxt;
# more for one with a plural, since all forms but one are translations of the same text.
_EXACT_MATCHES = 20
_SIMILAR_MATCHES = 5
_FORM_MATCHES = 60


def choose_entries(catalogue: Catalogue, *, fuzzy: bool) -> list[Entry]:
    """Give the entries that are to be filled: the empty ones, and `fuzzy` ones if these are wanted.

    Of messages that stand twice none is, for nobody knows which one is meant.
    """
    counts = Counter(entry.key for entry in catalogue.entries if not entry.obsolete)
    return [
        entry
        for entry in catalogue.entries
        if not entry.obsolete
        and entry.msgid.strip()
        and counts[entry.key] == 1
        and (not any(entry.msgstr) or (fuzzy and entry.is_fuzzy))
    ]


def wanted_texts(entry: Entry, forms: Sequence[str]) -> dict[str, str]:
    """Say what is to be looked up for an entry: the source text of each form, by the form's name.

    An entry without a plural has one form without a name, ""; one with a plural has those that the catalogue
    has (see `catalogue_units.name_forms`).
    """
    if entry.msgid_plural is None:
        return {"": entry.msgid}
    return {name: entry.msgid if name == SINGULAR else entry.msgid_plural for name in forms}


def make_queries(
    catalogue: Catalogue, entries: Sequence[Entry], forms: Sequence[str], query: Query
) -> list[list[Query]]:
    """Say what to look up for each of a catalogue's entries: one query for each text that it wants.

    `query` gives the languages and the threshold. A text that is no segment, since it is blank or longer than
    LIMIT_QUERY, is left out.
    """
    live = [entry for entry in catalogue.entries if not entry.obsolete]
    places = {id(entry): place for place, entry in enumerate(live)}
    queries = []
    for entry in entries:
        place = places[id(entry)]
        here = replace(
            query,
            msgctxt=entry.msgctxt,
            previous=live[place - 1].msgid if place else "",
            next=live[place + 1].msgid if place + 1 < len(live) else "",
            limit=_SIMILAR_MATCHES if entry.msgid_plural is None else _FORM_MATCHES,
            each_unit=True,
        )
        texts = dict.fromkeys(wanted_texts(entry, forms).values())
        queries.append(
            [replace(here, text=text) for text in texts if text.strip() and len(text) <= LIMIT_QUERY]
        )
    return queries


def look_up_entries(
    queries: Sequence[Sequence[Query]], session: MemorySession, advance: Advance
) -> list[dict[str, Sequence[Match]]]:
    """Look up what entries need, on all processors.

    Args:
        queries: For each entry, one for each of its texts.
        session: The memories.
        advance: Told how far it is.

    Returns:
        For each entry the matches of each text, best first.

    Raises:
        StoreError: a memory fails.
    """
    total = sum(map(len, queries))
    answers = work_ahead(partial(_find, session), chain.from_iterable(queries))
    found: list[dict[str, Sequence[Match]]] = []
    done = 0
    for of_entry in queries:
        matches: dict[str, Sequence[Match]] = {}
        for query in of_entry:
            matches[query.text] = next(answers)
            done += 1
            advance(done, total)
        found.append(matches)
    return found


def _find(session: MemorySession, query: Query) -> tuple[Match, ...]:
    """Find identical text first, which takes a fraction of the time."""
    if query.limit == _SIMILAR_MATCHES:
        exact = session.find(replace(query, exact=True, limit=_EXACT_MATCHES))
        if exact and exact[0].score_percent >= 100:
            return exact
    return session.find(query)
