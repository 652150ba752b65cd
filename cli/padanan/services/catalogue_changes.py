"""What happened to the messages of a catalogue between two of its versions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from padanan.core.catalogue import Entry
from padanan.core.words import CountMethod, measure, readable_text
from padanan.evaluation.edits import SegmentEdit, compare_segment
from padanan.memory.difference import Change as Kind
from padanan.memory.difference import difference

# Longer texts are taken as written anew: a comparison of such two takes seconds.
LIMIT_COMPARED = 20_000

Pieces = tuple[tuple[Kind, str], ...]


class Change(StrEnum):
    """What happened to a message; the order is that of reports.

    ADDED and REMOVED messages are in one version only. OBSOLETE ones went out of use and stay at the end of
    the file, REVIVED ones came back from there. TRANSLATED: every form got its text, and nobody marked it
    fuzzy. RETRANSLATED: a text there was is another now. UNTRANSLATED: a form lost its text. FUZZIED and
    UNFUZZIED: the mark was set, or taken away.
    """

    ADDED = "added"
    REMOVED = "removed"
    OBSOLETE = "obsolete"
    REVIVED = "revived"
    TRANSLATED = "translated"
    RETRANSLATED = "retranslated"
    UNTRANSLATED = "untranslated"
    FUZZIED = "fuzzied"
    UNFUZZIED = "unfuzzied"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One text that changed. `form` is the index of a plural form, None for a message without plural.

    `edit` counts characters, `words` the words that were written, or taken away where nothing replaced them.
    `difference` is of both texts, in their order (see `memory.difference`).
    """

    form: int | None
    old: str
    new: str
    edit: SegmentEdit
    words: int
    difference: Pieces

    @property
    def percent(self) -> int:
        """How much of the longer text was changed, rounded up: 0 only for the same text, as NFC has it."""
        return 100 - self.edit.percent


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """A message to which something happened: at least one of `changes`, and the texts that became others.

    `old_line` and `new_line` are where it begins in each version, None where it is not. `source_words` are
    those of msgid (and msgid_plural); the words of a text that was edited are in `texts`.
    """

    changes: tuple[Change, ...]
    msgctxt: str | None
    msgid: str
    old_line: int | None
    new_line: int | None
    source_words: int
    texts: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """The effort of editing texts that were there: of `characters` in `texts`, `edited` are others now."""

    texts: int = 0
    edited: int = 0
    characters: int = 0
    words: int = 0

    @property
    def percent(self) -> float:
        """What part of these texts was changed, 0 where there is none."""
        return 100 * self.edited / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """All that happened between two versions: `entries` in the order of the new one, then what is gone."""

    entries: tuple[EntryChange, ...] = ()
    unchanged: int = 0

    @property
    def messages(self) -> Counter[Change]:
        """How many messages each change happened to; one may be counted under several."""
        return Counter(change for entry in self.entries for change in entry.changes)

    @property
    def source_words(self) -> Counter[Change]:
        """How many source words these messages have."""
        words: Counter[Change] = Counter()
        for entry in self.entries:
            words.update(dict.fromkeys(entry.changes, entry.source_words))
        return words

    @property
    def edits(self) -> Edits:
        """The effort of editing texts that were there: not of translating what had no text."""
        changed = [text for entry in self.entries for text in entry.texts if text.old and text.new]
        return Edits(
            texts=len(changed),
            edited=sum(text.edit.distance for text in changed),
            characters=sum(text.edit.longer for text in changed),
            words=sum(text.words for text in changed),
        )


def compare_entries(old: Iterable[Entry], new: Iterable[Entry]) -> Revision:
    """Find what happened to each message, known by msgctxt and msgid, from one version to the other.

    Of messages that stand in a catalogue twice the first counts, and one in use before an obsolete one.
    Comments, references and flags other than fuzzy are no change; nor is an obsolete message that comes or
    goes.
    """
    before, after = _index(old), _index(new)
    found = []
    unchanged = 0
    for key in [*after, *(key for key in before if key not in after)]:
        change = _compare(before.get(key), after.get(key))
        if change is not None:
            found.append(change)
        elif key in after and not after[key].obsolete:
            unchanged += 1
    return Revision(entries=tuple(found), unchanged=unchanged)


def _index(entries: Iterable[Entry]) -> dict[tuple[str | None, str], Entry]:
    indexed: dict[tuple[str | None, str], Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.obsolete):
        indexed.setdefault(entry.key, entry)
    return indexed


def _compare(old: Entry | None, new: Entry | None) -> EntryChange | None:
    texts = _compare_texts(old, new)
    found = _name_changes(old, new, texts)
    changes = tuple(change for change in Change if change in found)
    entry = new or old
    if entry is None or not changes:
        return None
    return EntryChange(
        changes=changes,
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        old_line=old.line if old else None,
        new_line=new.line if new else None,
        source_words=sum(_count_words(text) for text in (entry.msgid, entry.msgid_plural or "")),
        texts=texts,
    )


def _name_changes(old: Entry | None, new: Entry | None, texts: Sequence[TextChange]) -> set[Change]:
    was_used, is_used = old is not None and not old.obsolete, new is not None and not new.obsolete
    if not is_used or new is None:
        return {Change.REMOVED if new is None else Change.OBSOLETE} if was_used else set()
    found = set() if was_used else {Change.ADDED if old is None else Change.REVIVED}
    was_translated = was_used and old is not None and old.is_translated
    was_fuzzy = old is not None and old.is_fuzzy
    if new.is_fuzzy and not was_fuzzy and old is not None:
        found.add(Change.FUZZIED)
    if was_fuzzy and not new.is_fuzzy and all(new.msgstr):
        found.add(Change.UNFUZZIED)
    elif new.is_translated and not was_translated:
        found.add(Change.TRANSLATED)
    if any(text.old and text.new for text in texts):
        found.add(Change.RETRANSLATED)
    if any(text.old and not text.new for text in texts):
        found.add(Change.UNTRANSLATED)
    return found


def _compare_texts(old: Entry | None, new: Entry | None) -> tuple[TextChange, ...]:
    """Give the texts that differ between two versions of a message that is in use in the new one."""
    if new is None or new.obsolete:
        return ()
    plural = new.msgid_plural is not None
    pairs = zip_longest(old.msgstr if old else (), new.msgstr, fillvalue="")
    return tuple(
        _compare_text(before, after, form=form if plural else None)
        for form, (before, after) in enumerate(pairs)
        if before != after
    )


def _compare_text(old: str, new: str, *, form: int | None) -> TextChange:
    if max(len(old), len(new)) > LIMIT_COMPARED:
        longer = max(len(old), len(new))
        edit = SegmentEdit(distance=longer, longer=longer)
        whole: list[tuple[Kind, str]] = [("gone", old), ("new", new)]
        pieces = tuple(piece for piece in whole if piece[1])
    else:
        edit, pieces = compare_segment(new, [old]), difference(new, old)
    return TextChange(form=form, old=old, new=new, edit=edit, words=_edited_words(pieces), difference=pieces)


def _edited_words(pieces: Pieces) -> int:
    """Count the words written at each place of a difference, or taken away there if those are more."""
    words = gone = 0
    for kind, text in pieces:
        count = 0 if kind == "same" else _count_words(text)
        if kind == "new":
            count = max(count - gone, 0)  # what took the place of words that are counted already
        words += count
        gone = count if kind == "gone" else 0
    return words


def _count_words(text: str) -> int:
    return measure(readable_text(text), CountMethod.UAX29).words
