"""What two scores must have in common before their difference means anything.

Post 2018, "A Call for Clarity in Reporting BLEU Scores": the same signature, which names metric, tokenizer
and options. Beside it the same references and the same segments, which a signature does not name.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from padanan.core.errors import IncomparableScoresError
from padanan.evaluation.statistics import SegmentStatistics


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBasis:
    """What a score rests on: sacrebleu's full signature, and digests of references and of segments.

    `segments` is of what identifies the segments, such as msgctxt and msgid, in order; see `digest_texts`.
    """

    signature: str
    references: str
    segments: str


def digest_texts(texts: Iterable[str]) -> str:
    """Give the SHA-256, in hex, of texts in order."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)  # keeps ("a", "bc") apart from ("ab", "c")
    return digest.hexdigest()


def require_same_basis(first: ScoreBasis, second: ScoreBasis, *, names: tuple[str, str]) -> None:
    """Refuse two scores whose difference would mean nothing.

    Raises:
        IncomparableScoresError: signature, references or segments differ; it names what does, and how.
    """
    if first.signature != second.signature:
        _refuse(names, f"their signatures differ: {first.signature} and {second.signature}")
    if first.segments != second.segments:
        _refuse(names, "they are scores of other segments")
    if first.references != second.references:
        _refuse(names, "they are scores against other references")


def require_same_signature(names: Sequence[str], systems: Sequence[SegmentStatistics]) -> None:
    """Refuse systems under one metric that have other signatures, or other numbers of segments.

    Raises:
        IncomparableScoresError: two of them differ; it names both.
    """
    for name, system in zip(names, systems, strict=True):
        pair = (names[0], name)
        if system.signature != systems[0].signature:
            _refuse(pair, f"their signatures differ: {systems[0].signature} and {system.signature}")
        if len(system) != len(systems[0]):
            _refuse(pair, f"they have {len(systems[0])} and {len(system)} segments")


def _refuse(names: tuple[str, str], reason: str) -> None:
    raise IncomparableScoresError(
        f"the scores of {names[0]} and {names[1]} cannot be compared: {reason}",
        hint="score both again with the same options, references and segments",
    )
