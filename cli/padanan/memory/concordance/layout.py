"""What stands in a concordance file, for the one who writes it and the one who reads it.

Derived from the store, and made anew when it does not match it. Texts stand in the order a search gives them
in: the shortest first, and among equals the one that was added first. They keep their case, since the kernel
compares both cases of a letter at once. The few texts for which that is not enough, because folding changes
their accents or their length (ß is ss), stand once more in a table for each way of folding.
"""

import json
import sys
from typing import NamedTuple, Self

from padanan.memory.folding import Folding

KIND = b"concord"
VERSION = 1
EXACT = Folding(case=False, accents=False)
# The table of all texts, and one of exceptions for each other way of folding. A table NAME is made of the
# sections "NAME text", "NAME starts" and "NAME sums"; one of exceptions has "NAME rows" besides.
TABLES = {
    EXACT: "all",
    Folding(case=True, accents=False): "case",
    Folding(case=False, accents=True): "accents",
    Folding(case=True, accents=True): "both",
}
CODE_POINTS = sys.maxunicode + 1
GAP = b"\xff"  # behind each text; no byte of UTF-8
# Texts are checked by the MiB, with zlib's CRC-32: a call for each page would take twice as long.
CHECKED_BYTES = 1 << 20


class Meta(NamedTuple):
    """What a file says about itself.

    `token` stands in the store, too; `revision` is the last one that the file knows. `newest` is the last
    variant's id, `last_unit` the last unit's, 0 where there is none. `unicode` is the version of the folding.
    """

    token: str
    revision: int
    unicode: str
    texts: int
    newest: int
    last_unit: int

    def encode(self) -> bytes:
        """Write it as JSON."""
        return json.dumps(self._asdict()).encode()

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read it back.

        Raises:
            ValueError, TypeError: it is something else.
        """
        meta = cls(**json.loads(data))
        if any(
            type(value) is not kind for value, kind in zip(meta, cls.__annotations__.values(), strict=True)
        ):
            raise TypeError("numbers are text, or text is numbers")
        if min(meta.revision, meta.texts, meta.newest, meta.last_unit) < 0:
            raise ValueError("less than nothing")
        return meta
