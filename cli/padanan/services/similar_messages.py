"""Finding the old message that a new one was made of, by msgmerge's measure.

Source: GNU gettext's fstrcmp.c (the measure), message.h (the threshold), msgl-fsearch.c (which messages are
compared, and which one is taken of several that are equally alike).
"""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from padanan.core.catalogue import Entry

# GNU gettext takes the translation of an old message for a new one from this likeness on, of the measure
# 1 - (insertions + deletions) / (length + length), in bytes of UTF-8.
FUZZY_THRESHOLD = 0.6
LIMIT_COMPARED_BYTES = 20_000  # comparing two messages of that length takes 10 ms
# What an old message is better by that has no msgctxt, or the same one.
_CONTEXT_BONUS = 0.00001
_GRAM = 4
_ROUNDING = 1e-6  # rapidfuzz loses what lies just on its cutoff


class SimilarMessages:
    """The translated messages of a catalogue, to be searched for similar ones.

    Messages of four characters and more are alike only if they have four characters in a row in common. Of
    those that are equally alike the one counts that has the most such rows; then, unlike msgmerge, the one
    with the same msgctxt; then the first.

    Cost: making it O(n); a search compares the message with every other one, 20,000 of them in some 5 ms.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = [
            entry
            for entry in entries
            if entry.msgstr[0] and not entry.is_header and len(entry.msgid.encode()) <= LIMIT_COMPARED_BYTES
        ]
        self._texts = [entry.msgid.encode() for entry in self._entries]

    def find(self, new: Entry) -> Entry | None:
        """Give the message that is most like a new one, if any is like enough."""
        text = new.msgid.encode()
        if not text or len(text) > LIMIT_COMPARED_BYTES:
            return None
        alike = process.extract(
            text,
            self._texts,
            scorer=Indel.normalized_similarity,
            score_cutoff=FUZZY_THRESHOLD - _CONTEXT_BONUS - _ROUNDING,
            limit=None,
        )
        ranked = [self._rank(new, text, index) for _, _, index in alike]
        best = max((rank for rank in ranked if rank is not None), default=None)
        return None if best is None else self._entries[-best[-1]]

    def _rank(self, new: Entry, text: bytes, index: int) -> tuple[float, int, bool, int] | None:
        """Give what orders messages, the best one last; None for one that is not like enough."""
        old, length = self._entries[index], len(text) + len(self._texts[index])
        likeness = (length - Indel.distance(text, self._texts[index])) / length
        if old.msgctxt is None or old.msgctxt == new.msgctxt:
            likeness += _CONTEXT_BONUS
        if likeness <= FUZZY_THRESHOLD:
            return None
        is_same_context = old.msgctxt == new.msgctxt
        if len(new.msgid) < _GRAM:
            return likeness, -len(self._texts[index]), is_same_context, -index
        shared = _count_shared(new.msgid, old.msgid)
        return (likeness, shared, is_same_context, -index) if shared else None


def _count_shared(new: str, old: str) -> int:
    """Count the rows of four characters in `new` that are in `old` too."""
    return sum(new[start : start + _GRAM] in old for start in range(len(new) - _GRAM + 1))
