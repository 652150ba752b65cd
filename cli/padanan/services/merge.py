"""Merging a template into a catalogue, as msgmerge does it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from padanan.core.catalogue import Entry
from padanan.memory.similarity import score_text

# GNU gettext takes an old message for a new one from this likeness on (FUZZY_THRESHOLD in its message.h).
FUZZY_THRESHOLD_PERCENT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEntry:
    """An entry of the merged catalogue and the one of the old catalogue it stems from, if any."""

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
    message that is gone, as fuzzy with its previous msgid. What is gone and was translated becomes obsolete.

    Cost: O(new x gone) comparisons.
    """
    old_by_key = {entry.key: entry for entry in sorted(existing, key=lambda entry: not entry.obsolete)}
    wanted = {entry.key for entry in template}
    gone = [entry for entry in existing if entry.key not in wanted]
    merged = [MergedEntry(entry=entry, old=old_by_key.get(entry.key)) for entry in template]
    carried_from = _pair_similar([item.entry for item in merged if item.old is None], gone)
    entries = [_merge_one(item, carried_from) for item in merged]
    used = {id(old) for old in carried_from.values()}
    left = [entry for entry in gone if id(entry) not in used and (entry.obsolete or any(entry.msgstr))]
    retired = [MergedEntry(entry=_retire(entry), old=entry) for entry in left]
    revived = sum(item.old is not None and item.old.obsolete for item in merged)
    return MergeResult(
        entries=(*entries, *retired),
        kept=sum(item.old is not None for item in merged) - revived,
        revived=revived,
        carried=len(carried_from),
        added=sum(item.old is None for item in entries),
        retired=sum(not entry.obsolete for entry in left),
    )


def _pair_similar(new: Sequence[Entry], gone: Sequence[Entry]) -> dict[tuple[str | None, str], Entry]:
    """Give each new message at most one old message and the other way round, the most similar pairs first."""
    usable = [entry for entry in gone if any(entry.msgstr)]
    scored = [
        (-score, position, old_position)
        for position, entry in enumerate(new)
        for old_position, old in enumerate(usable)
        if (old.msgid_plural is None) == (entry.msgid_plural is None)
        and (score := score_text(entry.msgid, old.msgid)) >= FUZZY_THRESHOLD_PERCENT
    ]
    pairs: dict[int, int] = {}
    for _, position, old_position in sorted(scored):
        if position not in pairs and old_position not in pairs.values():
            pairs[position] = old_position
    return {new[position].key: usable[old_position] for position, old_position in pairs.items()}


def _merge_one(item: MergedEntry, carried_from: dict[tuple[str | None, str], Entry]) -> MergedEntry:
    if item.old is not None:
        return MergedEntry(entry=_refresh(item.old, item.entry), old=item.old)
    old = carried_from.get(item.entry.key)
    return item if old is None else MergedEntry(entry=_carry(old, item.entry), old=old)


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
    """Take over the translation of a similar message, for a person to look at."""
    unconfirmed = old.is_fuzzy and old.previous_msgid is not None
    return replace(
        new,
        msgstr=old.msgstr,
        flags=("fuzzy", *(flag for flag in new.flags if flag != "fuzzy")),
        translator_comments=old.translator_comments,
        previous_msgctxt=old.previous_msgctxt if unconfirmed else old.msgctxt,
        previous_msgid=old.previous_msgid if unconfirmed else old.msgid,
        previous_msgid_plural=old.previous_msgid_plural if unconfirmed else old.msgid_plural,
    )


def _retire(entry: Entry) -> Entry:
    """Make an entry obsolete, as msgmerge does: without references and extracted comments."""
    return entry if entry.obsolete else replace(entry, obsolete=True, references=(), extracted_comments=())
