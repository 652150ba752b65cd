"""Which segment of a hypothesis is scored against which segment of the reference, and which are left out."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    (msgctxt or tuid) and the index of the plural form where there are such; in a folder of catalogues also by
    the `file` it is in. `occurrence` counts segments of one file that have all these in common.
    """

    source: str = ""
    context: str | None = None
    form: int | None = None
    line: int | None = None
    occurrence: int = 1
    file: str | None = None

    def __str__(self) -> str:
        """Name the segment in an error message."""
        if self.line is not None:
            return f"line {self.line}"
        text = self.source.replace("\n", "\\n")
        shown = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
        context = f" in {self.context!r}" if self.context else ""
        form = f" form {self.form}" if self.form is not None else ""
        file = f" of {self.file}" if self.file is not None else ""
        return f'"{shown}"{context}{form}{file}'


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedText:
    """A translation of a segment. `reason` says why its own file rules it out, None if it can be scored.

    What a report shows beside it is None, or line 0, where the file does not say: `source` where it is not
    the key's, the `document` it belongs to, and the `file` of source code it is used in.
    """

    key: SegmentKey
    text: str
    reason: Reason | None = None
    line: int = 0
    source: str | None = None
    document: str | None = None
    file: str | None = None


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
class Provenance:
    """Where paired segments come from: `lines[i][n]` is the line of segment n in hypothesis i, 0 for none.

    The others are None where no segment has one.
    """

    lines: tuple[Sequence[int], ...]
    sources: Sequence[str] | None = None
    documents: Sequence[str | None] | None = None
    files: Sequence[str | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedTexts:
    """Texts to score: `hypotheses[i][n]` and each `references[r][n]` translate the segment `keys[n]`.

    Every hypothesis has the same segments: what one of them lacks is scored for none. `left_out[i]` counts
    what that cost hypothesis i.
    """

    keys: Sequence[SegmentKey]
    references: tuple[Sequence[str], ...]
    hypotheses: tuple[Sequence[str], ...]
    left_out: tuple[tuple[LeftOut, ...], ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingOptions:
    """What to do with segments that a hypothesis or the reference does not have.

    `only_common` scores those both have, where otherwise a difference is an error. `score_empty` takes an
    untranslated segment of a hypothesis for an empty translation, as an empty line of text always is.
    `include` are reasons that rule nothing out: FUZZY, OBSOLETE, and DUPLICATE, which pairs the second of
    several segments with the same key with the second of them in every other file.
    """

    only_common: bool = False
    score_empty: bool = False
    include: frozenset[Reason] = frozenset()


def pair_segments(
    hypotheses: Sequence[Translations], references: Sequence[Translations], options: PairingOptions
) -> PairedTexts:
    """Pair one or more hypotheses with one or more references, in the first reference's order.

    Of segments with the same key in one file the first that is not obsolete counts. A segment that is left
    out is counted once for each hypothesis, the references' reasons before the hypothesis's own.

    Raises:
        ScoreError: a file has other segments than the first reference, or nothing is left to score.
    """
    against = [_Index.of(reference, include=options.include) for reference in references]
    indexes = [
        _Index.of(hypothesis, score_empty=options.score_empty, include=options.include)
        for hypothesis in hypotheses
    ]
    if not options.only_common:
        for index in [*against[1:], *indexes]:
            _refuse_other_segments(index, against[0])
    keys = tuple(
        key
        for key in against[0].texts
        if all(index.reason(key) is None for index in (*against, *indexes))
        and any(index.texts[key].text.strip() for index in (*against, *indexes))
    )
    scored = frozenset(keys)
    left_out = tuple(_count_left_out(index, against, indexes, scored) for index in indexes)
    if not keys:
        raise _nothing_to_score(indexes[0], against[0], left_out[0])
    return PairedTexts(
        keys=keys,
        references=tuple(tuple(index.texts[key].text for key in keys) for index in against),
        hypotheses=tuple(tuple(index.texts[key].text for key in keys) for index in indexes),
        left_out=left_out,
        provenance=_find_provenance(keys, indexes, against),
    )


def count_different(columns: Sequence[Sequence[str]], most: int) -> int:
    """Count the segments that differ from each other, as far as `most`.

    Args:
        columns: The texts of each reference and each hypothesis, by segment.
        most: Where to stop counting.
    """
    different = set()
    for texts in zip(*columns, strict=True):
        different.add(texts)
        if len(different) >= most:
            break
    return len(different)


def _find_provenance(
    keys: Sequence[SegmentKey], indexes: "Sequence[_Index]", against: "Sequence[_Index]"
) -> Provenance:
    rows = [[index.texts[key] for index in (*against, *indexes)] for key in keys]
    sources = [next((text.source for text in row if text.source is not None), None) for row in rows]
    documents = [next((text.document for text in row if text.document is not None), None) for row in rows]
    files = [next((text.file for text in row if text.file is not None), None) for row in rows]
    return Provenance(
        lines=tuple(tuple(index.texts[key].line for key in keys) for index in indexes),
        sources=[source or "" for source in sources] if any(sources) else None,
        documents=documents if any(documents) else None,
        files=files if any(files) else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """One file's segments by key, and how many more it holds that got no key of their own."""

    path: str
    texts: dict[SegmentKey, KeyedText]
    spare: Counter[Reason]
    score_empty: bool
    include: frozenset[Reason]

    @classmethod
    def of(
        cls, translations: Translations, *, score_empty: bool = False, include: frozenset[Reason]
    ) -> "_Index":
        texts: dict[SegmentKey, KeyedText] = {}
        spare = Counter({Reason.UNREADABLE: translations.unreadable_count})
        # Obsolete ones last: they give way to a living entry with the same key.
        for text in sorted(translations.texts, key=lambda text: text.reason is Reason.OBSOLETE):
            if Reason.DUPLICATE in include:
                texts[_first_free(text.key, texts)] = text
            elif text.key in texts:
                spare[Reason.OBSOLETE if text.reason is Reason.OBSOLETE else Reason.DUPLICATE] += 1
            else:
                texts[text.key] = text
        return cls(path=translations.path, texts=texts, spare=spare, score_empty=score_empty, include=include)

    def reason(self, key: SegmentKey) -> Reason | None:
        text = self.texts.get(key)
        if text is None:
            return Reason.MISSING
        if text.reason in {Reason.UNTRANSLATED, Reason.EMPTY} and self.score_empty:
            return None
        if text.reason in self.include:
            return None if text.text.strip() or self.score_empty else Reason.UNTRANSLATED
        return text.reason

    def missing_from(self, other: "_Index") -> Iterator[SegmentKey]:
        """Give the living segments of this file that the other one does not have at all."""
        return (
            key
            for key, text in self.texts.items()
            if text.reason is not Reason.OBSOLETE and key not in other.texts
        )


def _first_free(key: SegmentKey, taken: Container[SegmentKey]) -> SegmentKey:
    """Tell the second segment of the same key from the first, and so on."""
    while key in taken:
        key = replace(key, occurrence=key.occurrence + 1)
    return key


def _count_left_out(
    index: _Index,
    references: Sequence[_Index],
    all_indexes: Sequence[_Index],
    scored: frozenset[SegmentKey],
) -> tuple[LeftOut, ...]:
    counts: Counter[tuple[Side, Reason]] = Counter()
    known = [key for each in (*references, index) for key in each.texts]
    for key in dict.fromkeys(known):
        if key not in scored:
            counts[_blame(key, index, references, all_indexes)] += 1
    sides = [(Side.REFERENCE, reference) for reference in references]
    for side, each in [(Side.HYPOTHESIS, index), *sides]:
        for reason, count in each.spare.items():
            counts[side, reason] += count
    order = [(side, reason) for side in Side for reason in Reason]
    return tuple(
        LeftOut(side=side, reason=reason, count=counts[side, reason])
        for side, reason in order
        if counts[side, reason]
    )


def _blame(
    key: SegmentKey, index: _Index, references: Sequence[_Index], all_indexes: Sequence[_Index]
) -> tuple[Side, Reason]:
    """Say why a segment is not scored for `index`, which one of the files must give a reason for."""
    of_reference = next(filter(None, (reference.reason(key) for reference in references)), None)
    of_hypothesis = index.reason(key)
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
            ("this file", _count_and_name(hypothesis.missing_from(reference))),
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
