"""Pairing text line by line: line n of each file translates the same segment."""

from collections.abc import Sequence
from typing import TypeVar, overload

from padanan.core.errors import ScoreError
from padanan.evaluation.pairing import LeftOut, PairedTexts, Provenance, Reason, SegmentKey, Side
from padanan.evaluation.sources import LineSource

_Item = TypeVar("_Item")


class LineKeys(Sequence[SegmentKey]):
    """The keys of lines, each made when it is asked for: a million of them would be half a gigabyte."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers

    @overload
    def __getitem__(self, index: int) -> SegmentKey: ...

    @overload
    def __getitem__(self, index: slice) -> "LineKeys": ...

    def __getitem__(self, index: int | slice) -> "SegmentKey | LineKeys":
        if isinstance(index, slice):
            return LineKeys(self._numbers[index])
        return SegmentKey(line=self._numbers[index])

    def __len__(self) -> int:
        return len(self._numbers)


def pair_lines(hypotheses: Sequence[LineSource], references: Sequence[LineSource]) -> PairedTexts:
    """Pair lines of text. What is empty in all files changes no score, and is left out and counted.

    Raises:
        ScoreError: the files have different numbers of lines, or empty ones only.
    """
    first = references[0]
    others = [*references[1:], *hypotheses]
    empty = _find_blank(first.lines)
    for other in others:
        _refuse_other_count(other, first)
        empty = [number for number in empty if _is_blank(other.lines[number])]
    if len(empty) == len(first.lines):
        raise ScoreError(
            f"nothing to score against {first.path}: {len(empty)} empty in the reference",
            path=hypotheses[0].path,
            hint="are these two translations of the same document?",
        )
    left_out = LeftOut(side=Side.REFERENCE, reason=Reason.EMPTY, count=len(empty))
    numbers = _without(range(1, len(first.lines) + 1), empty)
    return PairedTexts(
        keys=LineKeys(numbers),
        references=tuple(_without(reference.lines, empty) for reference in references),
        hypotheses=tuple(_without(hypothesis.lines, empty) for hypothesis in hypotheses),
        left_out=tuple((left_out,) if empty else () for _ in hypotheses),
        provenance=Provenance(
            lines=tuple(
                [number + hypothesis.heading_lines for number in numbers]
                if hypothesis.heading_lines
                else numbers
                for hypothesis in hypotheses
            ),
            sources=_first_given([source.sources for source in (*references, *hypotheses)], empty),
            documents=_first_given([source.documents for source in (*references, *hypotheses)], empty),
        ),
    )


def _first_given(columns: Sequence[Sequence[_Item] | None], empty: Sequence[int]) -> Sequence[_Item] | None:
    column = next((column for column in columns if column is not None), None)
    return None if column is None else _without(column, empty)


def _refuse_other_count(hypothesis: LineSource, reference: LineSource) -> None:
    if len(hypothesis.lines) != len(reference.lines):
        raise ScoreError(
            f"{_count_lines(hypothesis)}, but {reference.path} has {len(reference.lines)}",
            path=hypothesis.path,
            hint="text is paired line by line, so translations and references need the same number of lines",
        )


def _count_lines(source: LineSource) -> str:
    return f"{len(source.lines)} line{'' if len(source.lines) == 1 else 's'}"


def _find_blank(lines: Sequence[str]) -> list[int]:
    if "" not in lines and not any(map(str.isspace, lines)):  # the usual case, and ten times as fast
        return []
    return [number for number, line in enumerate(lines) if _is_blank(line)]


def _is_blank(line: str) -> bool:
    return not line or line.isspace()


def _without(items: Sequence[_Item], places: Sequence[int]) -> Sequence[_Item]:
    if not places:
        return items
    left_out = frozenset(places)
    return [item for place, item in enumerate(items) if place not in left_out]
