"""Which segment of a hypothesis is scored against which segment of the reference, and which are left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from padanan.core.errors import ScoreError

_NAMED_SEGMENTS = 3
_SHOWN_CHARACTERS = 40


class Reason(StrEnum):
    """Why a segment is not scored."""

    OBSOLETE = "obsolete"
    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Side(StrEnum):
    """Whose fault it is that a segment is not scored."""

    HYPOTHESIS = "hypothesis"
    REFERENCE = "reference"
    OTHER_HYPOTHESIS = "other hypothesis"


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentKey:
    """What makes two segments a pair.

    A line of text is known by its number alone, anything else by its source text, together with the context
    (msgctxt or tuid) and the index of the plural form where there are such.
    """

    source: str = ""
    context: str | None = None
    form: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Name the segment in an error message."""
        if self.line is not None:
            return f"line {self.line}"
        text = self.source.replace("\n", "\\n")
        shown = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
        context = f" in {self.context!r}" if self.context else ""
        form = f" form {self.form}" if self.form is not None else ""
        return f'"{shown}"{context}{form}'


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedText:
    """A translation of a segment. `reason` says why its own file rules it out, None if it can be scored."""

    key: SegmentKey
    text: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translations:
    """All segments of one file, in its order. `path` is as the user gave it.

    `unreadable_count` is how many more it has that could not be read.
    """

    path: str
    texts: tuple[KeyedText, ...]
    unreadable_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many segments were not scored for one reason, which is found on `side`."""

    side: Side
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedTexts:
    """Texts to score: `hypotheses[i][n]` and `references[n]` translate the segment `keys[n]`.

    Every hypothesis has the same segments: what one of them lacks is scored for none. `left_out[i]` counts
    what that cost hypothesis i.
    """

    keys: Sequence[SegmentKey]
    references: Sequence[str]
    hypotheses: tuple[Sequence[str], ...]
    left_out: tuple[tuple[LeftOut, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingOptions:
    """What to do with segments that a hypothesis or the reference does not have.

    `only_common` scores those both have, where otherwise a difference is an error. `score_empty` takes an
    untranslated segment of a hypothesis for an empty translation, as an empty line of text always is.
    """

    only_common: bool = False
    score_empty: bool = False


def pair_segments(
    hypotheses: Sequence[Translations], reference: Translations, options: PairingOptions
) -> PairedTexts:
    """Pair one or more hypotheses with a reference, in the reference's order.

    Of segments with the same key in one file the first that is not obsolete counts. A segment that is left
    out is counted once for each hypothesis, the reference's reasons before the hypothesis's own.

    Raises:
        ScoreError: a hypothesis has other segments than the reference, or nothing is left to score.
    """
    reference_index = _Index.of(reference)
    indexes = [_Index.of(hypothesis, score_empty=options.score_empty) for hypothesis in hypotheses]
    if not options.only_common:
        for index in indexes:
            _refuse_other_segments(index, reference_index)
    keys = tuple(
        key
        for key in reference_index.texts
        if all(index.reason(key) is None for index in (reference_index, *indexes))
        and any(index.texts[key].text.strip() for index in (reference_index, *indexes))
    )
    scored = frozenset(keys)
    left_out = tuple(_count_left_out(index, reference_index, indexes, scored) for index in indexes)
    if not keys:
        raise _nothing_to_score(indexes[0], reference_index, left_out[0])
    return PairedTexts(
        keys=keys,
        references=tuple(reference_index.texts[key].text for key in keys),
        hypotheses=tuple(tuple(index.texts[key].text for key in keys) for index in indexes),
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """One file's segments by key, and how many more it holds that got no key of their own."""

    path: str
    texts: dict[SegmentKey, KeyedText]
    spare: Counter[Reason]
    score_empty: bool

    @classmethod
    def of(cls, translations: Translations, *, score_empty: bool = False) -> "_Index":
        texts: dict[SegmentKey, KeyedText] = {}
        spare = Counter({Reason.UNREADABLE: translations.unreadable_count})
        # Obsolete ones last: they give way to a living entry with the same key.
        for text in sorted(translations.texts, key=lambda text: text.reason is Reason.OBSOLETE):
            if text.key in texts:
                spare[Reason.OBSOLETE if text.reason is Reason.OBSOLETE else Reason.DUPLICATE] += 1
            else:
                texts[text.key] = text
        return cls(path=translations.path, texts=texts, spare=spare, score_empty=score_empty)

    def reason(self, key: SegmentKey) -> Reason | None:
        text = self.texts.get(key)
        if text is None:
            return Reason.MISSING
        if text.reason in {Reason.UNTRANSLATED, Reason.EMPTY} and self.score_empty:
            return None
        return text.reason

    def missing_from(self, other: "_Index") -> Iterator[SegmentKey]:
        """Give the living segments of this file that the other one does not have at all."""
        return (
            key
            for key, text in self.texts.items()
            if text.reason is not Reason.OBSOLETE and key not in other.texts
        )


def _count_left_out(
    index: _Index, reference: _Index, all_indexes: Sequence[_Index], scored: frozenset[SegmentKey]
) -> tuple[LeftOut, ...]:
    counts: Counter[tuple[Side, Reason]] = Counter()
    for key in dict.fromkeys([*reference.texts, *index.texts]):
        if key not in scored:
            counts[_blame(key, index, reference, all_indexes)] += 1
    for side, spare in ((Side.HYPOTHESIS, index.spare), (Side.REFERENCE, reference.spare)):
        for reason, count in spare.items():
            counts[side, reason] += count
    order = [(side, reason) for side in Side for reason in Reason]
    return tuple(
        LeftOut(side=side, reason=reason, count=counts[side, reason])
        for side, reason in order
        if counts[side, reason]
    )


def _blame(
    key: SegmentKey, index: _Index, reference: _Index, all_indexes: Sequence[_Index]
) -> tuple[Side, Reason]:
    """Say why a segment is not scored for `index`, which one of the files must give a reason for."""
    of_reference, of_hypothesis = reference.reason(key), index.reason(key)
    if of_reference is Reason.MISSING and of_hypothesis is Reason.OBSOLETE:
        return Side.HYPOTHESIS, Reason.OBSOLETE
    if of_reference is not None:
        return Side.REFERENCE, of_reference
    if of_hypothesis is not None:
        return Side.HYPOTHESIS, of_hypothesis
    of_others = next(filter(None, (other.reason(key) for other in all_indexes)), None)
    return (Side.OTHER_HYPOTHESIS, of_others) if of_others else (Side.REFERENCE, Reason.EMPTY)


def _refuse_other_segments(hypothesis: _Index, reference: _Index) -> None:
    parts = [
        f"{count} only in {name}: {named}"
        for name, (count, named) in (
            ("the hypothesis", _count_and_name(hypothesis.missing_from(reference))),
            ("the reference", _count_and_name(reference.missing_from(hypothesis))),
        )
        if count
    ]
    if parts:
        raise ScoreError(
            f"the reference {reference.path} has other segments; {'; '.join(parts)}",
            path=hypothesis.path,
            hint="--only-common scores the segments both have, and counts the others",
        )


def _count_and_name(keys: Iterable[SegmentKey]) -> tuple[int, str]:
    iterator = iter(keys)
    first = list(islice(iterator, _NAMED_SEGMENTS))
    rest = sum(1 for _ in iterator)
    return len(first) + rest, ", ".join([*map(str, first), *(["…"] if rest else [])])


def _nothing_to_score(index: _Index, reference: _Index, left_out: Sequence[LeftOut]) -> ScoreError:
    counts = ", ".join(f"{item.count} {item.reason} in the {item.side}" for item in left_out)
    return ScoreError(
        f"nothing to score against {reference.path}: {counts or 'no segments'}",
        path=index.path,
        hint="are these two translations of the same document?",
    )
