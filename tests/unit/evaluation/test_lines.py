"""Lines are paired by their number; what is empty in all files is left out and counted."""

import pytest

from padanan.core.errors import ScoreError
from padanan.evaluation import lines
from padanan.evaluation.lines import LineKeys
from padanan.evaluation.pairing import LeftOut, PairedTexts, Reason, SegmentKey, Side
from padanan.evaluation.sources import LineSource


def source(*lines: str, path: str = "h") -> LineSource:
    return LineSource(path=path, lines=list(lines))


def pair_lines(hypotheses: list[LineSource], reference: LineSource) -> PairedTexts:
    return lines.pair_lines(hypotheses, [reference])


def test_lines_pair_by_number() -> None:
    paired = pair_lines([source("a", "", "c"), source("x", "y", " ")], source("1", "2", "", path="r"))
    assert list(paired.references[0]) == ["1", "2", ""]
    assert [list(texts) for texts in paired.hypotheses] == [["a", "", "c"], ["x", "y", " "]]
    assert list(paired.keys) == [SegmentKey(line=1), SegmentKey(line=2), SegmentKey(line=3)]
    assert paired.left_out == ((), ())


def test_lines_empty_in_all_files_are_left_out_and_counted() -> None:
    paired = pair_lines([source("a", " ", "", "d"), source("", "\t", "c", "")], source("", "", "\u3000", "4"))
    assert [key.line for key in paired.keys] == [1, 3, 4]
    assert list(paired.references[0]) == ["", "\u3000", "4"]
    assert [list(texts) for texts in paired.hypotheses] == [["a", "", "d"], ["", "c", ""]]
    expected = (LeftOut(side=Side.REFERENCE, reason=Reason.EMPTY, count=1),)
    assert paired.left_out == (expected, expected)


def test_keys_can_be_cut() -> None:
    assert list(LineKeys([3, 5, 8])[1:]) == [SegmentKey(line=5), SegmentKey(line=8)]


def test_other_numbers_of_lines_are_refused() -> None:
    with pytest.raises(ScoreError, match=r"^g: 1 line, but r has 2"):
        pair_lines([source("a", "b"), source("a", path="g")], source("1", "2", path="r"))


def test_files_of_empty_lines_are_refused() -> None:
    with pytest.raises(ScoreError, match="nothing to score against r: 2 empty in the reference"):
        pair_lines([source("", " ")], source("", "", path="r"))
