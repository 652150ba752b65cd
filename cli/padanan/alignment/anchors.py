"""What stays the same in a translation: numbers, names, Latin words, cognate beginnings, marks."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MARKS = {"?": "?", "!": "!", ":": ":", ";": ";", "(": "(", '"': '"', "“": '"', "”": '"', "«": '"', "%": "%"}
_PREFIX = 4  # letters that cognates share, as hunalign and Church (1993) take them
# How often an anchor that both documents know stands on both sides of a true bead.
_KEPT = {"number": 0.85, "word": 0.85, "prefix": 0.5, "mark": 0.75}

Anchor = tuple[str, str]


def find_anchors(text: str) -> frozenset[Anchor]:
    """Collect the anchors of a sentence as (kind, normal form). Cost: linear in its length."""
    plain = unicodedata.normalize("NFKC", text)
    found = {("number", re.sub(r"[.,]", "", number)) for number in _NUMBER.findall(plain)}
    found |= {("mark", _MARKS[mark]) for mark in plain if mark in _MARKS}
    for word in _WORD.findall(plain):
        bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
        if bare.isascii():
            found.add(("word", bare))
            if len(bare) > _PREFIX:
                found.add(("prefix", bare[:_PREFIX].replace("c", "k").replace("ph", "f")))
    return frozenset(found)


class AnchorEvidence:
    """The anchors that two documents share, and what each says for or against a bead."""

    def __init__(self, source: Sequence[str], target: Sequence[str]) -> None:
        found = [find_anchors(text) for text in source], [find_anchors(text) for text in target]
        counts = (
            Counter(a for anchors in found[0] for a in anchors),
            Counter(a for anchors in found[1] for a in anchors),
        )
        common = counts[0].keys() & counts[1].keys()
        self.source = [anchors & common for anchors in found[0]]
        self.target = [anchors & common for anchors in found[1]]
        self._shared: dict[Anchor, float] = {}
        self._missed: dict[Anchor, float] = {}
        for anchor in common:
            chance = (max(c[anchor] / (len(f) + 1) for c, f in zip(counts, found, strict=True))) * 0.95
            kept = max(_KEPT[anchor[0]], chance)
            self._shared[anchor] = math.log(kept / chance)
            self._missed[anchor] = math.log((1 - kept) / (1 - chance)) / 2  # half: it is told once a side

    def score(self, left: frozenset[Anchor], right: frozenset[Anchor]) -> float:
        """Weigh the anchors of a bead's two sides, in nats."""
        both = left & right
        shared = {a[1] for a in both if a[0] == "word"}
        total = 0.0
        for anchor in both:
            if anchor[0] == "prefix" and any(w.startswith(anchor[1]) for w in shared):
                continue  # the whole word has said it already
            total += self._shared[anchor]
        return total + sum(self._missed[anchor] for anchor in left ^ right)
