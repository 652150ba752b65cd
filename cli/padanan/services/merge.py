"""Merging a template into a catalogue, as msgmerge does it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from padanan.core.catalogue import Entry

# GNU gettext takes the translation of an old message for a new one from this likeness on: FUZZY_THRESHOLD in
# its message.h, of the measure in its fstrcmp.c, 1 - (insertions + deletions) / (length + length).
FUZZY_THRESHOLD = 0.6
_ROUNDING = 1e-6  # rapidfuzz loses what lies just on its cutoff
LIMIT_COMPARED = 100_000  # characters; comparing two messages of that length takes a fifth of a second


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEntry:
    """An entry of the merged catalogue and the one of the old catalogue whose lines it takes over, if any."""

    entry: Entry
    old: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """The merged catalogue's entries in order (the template's, then obsolete ones), and what became of them.

    `revived` were obsolete and are in use again; `carried` got the translation of a similar message, marked
    fuzzy; `added` are new and empty; `retired` became obsolete.
    """

    entries: tuple[MergedEntry, ...]
    kept: int
    revived: int
    carried: int
    added: int
    retired: int


def merge_entries(template: Sequence[Entry], existing: Sequence[Entry]) -> MergeResult:
    """Bring a catalogue's entries up to a template.

    A message that is still there keeps its translation, flags and translator comments and takes references
    and extracted comments from the template. One that is new takes the translation of the most similar
    message of the catalogue, as fuzzy with its previous msgid; of two that are alike it is the one with its
    msgctxt, or the first. What is gone and was translated, and was carried nowhere, becomes obsolete.

    Cost: O(new x existing) comparisons.
    """
    old_by_key = {entry.key: entry for entry in sorted(existing, key=lambda entry: not entry.obsolete)}
    wanted = {entry.key for entry in template}
    merged: list[MergedEntry] = []
    carried = 0
    used: set[int] = set()  # identities: equal entries may stand twice
    for entry in template:
        old = old_by_key.get(entry.key)
        similar = None if old else _find_similar(entry, existing)
        if old:
            merged.append(MergedEntry(entry=_refresh(old, entry), old=old))
        elif similar:
            is_free = similar.key not in wanted and id(similar) not in used
            merged.append(MergedEntry(entry=_carry(similar, entry), old=similar if is_free else None))
            used.add(id(similar))
            carried += 1
        else:
            merged.append(MergedEntry(entry=entry, old=None))
    gone = [entry for entry in existing if entry.key not in wanted and id(entry) not in used]
    left = [entry for entry in gone if entry.obsolete or any(entry.msgstr)]
    still = [old_by_key[entry.key] for entry in template if entry.key in old_by_key]
    revived = sum(entry.obsolete for entry in still)
    return MergeResult(
        entries=(*merged, *(MergedEntry(entry=_retire(entry), old=entry) for entry in left)),
        kept=len(still) - revived,
        revived=revived,
        carried=carried,
        added=len(merged) - len(still) - carried,
        retired=sum(not entry.obsolete for entry in left),
    )


def _find_similar(new: Entry, existing: Sequence[Entry]) -> Entry | None:
    """Give the translated message that is most like a new one, if any is like enough."""
    best, best_rank = None, (FUZZY_THRESHOLD, False)
    for old in existing:
        if not any(old.msgstr) or (old.msgid_plural is None) != (new.msgid_plural is None):
            continue
        rank = (_likeness(new.msgid, old.msgid, best_rank[0]), old.msgctxt == new.msgctxt)
        if rank > best_rank or (best is None and rank >= best_rank):
            best, best_rank = old, rank
    return best


def _likeness(first: str, second: str, at_least: float) -> float:
    """Give the likeness of two texts, 0 to 1; 0 where it is less than `at_least` or takes long to tell."""
    if max(len(first), len(second)) > LIMIT_COMPARED:
        return 0.0
    return Indel.normalized_similarity(first, second, score_cutoff=at_least - _ROUNDING)


def _refresh(old: Entry, new: Entry) -> Entry:
    """Keep the translator's part of `old`, take the program's part from `new`.

    A message that gained or lost its plural keeps its first form only, as fuzzy: the others have no place.
    """
    reshaped = (old.msgid_plural is None) != (new.msgid_plural is None)
    kept_flags = [flag for flag in old.flags if flag == "fuzzy" or flag in new.flags]
    if reshaped and any(old.msgstr) and not old.is_fuzzy:
        kept_flags.insert(0, "fuzzy")
    return replace(
        old,
        msgid_plural=new.msgid_plural,
        msgstr=old.msgstr[:1] if reshaped else old.msgstr,
        flags=(*kept_flags, *(flag for flag in new.flags if flag not in kept_flags)),
        references=new.references,
        extracted_comments=new.extracted_comments,
        obsolete=False,
    )


def _carry(old: Entry, new: Entry) -> Entry:
    """Take over the translation of a similar message, for a person to look at.

    Of one that was fuzzy itself, only its previous msgid says what the translation was made for.
    """
    return replace(
        new,
        msgstr=old.msgstr,
        flags=("fuzzy", *(flag for flag in new.flags if flag != "fuzzy")),
        translator_comments=old.translator_comments,
        previous_msgctxt=old.previous_msgctxt if old.is_fuzzy else old.msgctxt,
        previous_msgid=old.previous_msgid if old.is_fuzzy else old.msgid,
        previous_msgid_plural=old.previous_msgid_plural if old.is_fuzzy else old.msgid_plural,
    )


def _retire(entry: Entry) -> Entry:
    """Make an entry obsolete, as msgmerge does: without references and extracted comments."""
    return entry if entry.obsolete else replace(entry, obsolete=True, references=(), extracted_comments=())
