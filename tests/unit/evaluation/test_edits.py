"""Post-edit bands, length ratios and buckets, groups: numbers that need no metric."""

import numpy as np
import pytest

from padanan.core.bands import Band
from padanan.core.words import CountMethod
from padanan.evaluation.edits import (
    SegmentEdit,
    compare_segment,
    count_edits,
    similarity_percents,
    summarise_edits,
)
from padanan.evaluation.extraction import extract_statistics
from padanan.evaluation.grouping import Group, group_rows, score_groups
from padanan.evaluation.lengths import bucket_names, divide_lengths, measure_texts, name_buckets
from padanan.evaluation.options import BleuOptions, ChrfOptions
from padanan.evaluation.statistics import corpus_score


@pytest.mark.parametrize(
    ("hypothesis", "reference", "percent"),
    [
        ("sama", "sama", 100),
        ("", "", 100),
        ("", "abcd", 0),
        ("abcd", "", 0),
        ("x" * 199 + "y", "x" * 200, 99),
        ("abc", "abd", 66),
        ("café", "cafe\u0301", 100),
        ("用户", "用戶", 50),
    ],
)
def test_similarity_is_rounded_down(hypothesis: str, reference: str, percent: int) -> None:
    assert compare_segment(hypothesis, [reference]).percent == percent


def test_the_nearest_reference_counts() -> None:
    assert compare_segment("abcd", ["xyz", "abce", "abcd"]) == SegmentEdit(distance=0, longer=4)
    assert compare_segment("ab", ["ax", "xb"]) == SegmentEdit(distance=1, longer=2)
    assert compare_segment("", ["abc", ""]) == SegmentEdit(distance=0, longer=0)
    # One edit of a long text is nearer than one edit of a short text.
    assert compare_segment("abcdef", ["abcdefg", "xbcdef"]) == SegmentEdit(distance=1, longer=7)


def test_bands_in_segments_and_words() -> None:
    distances = [0, 1, 5, 6, 15, 16, 25, 26, 50, 51, 100]
    edits = np.array([(distance, 100) for distance in distances], dtype=np.int32)
    summary = summarise_edits(edits, np.full(len(edits), 2))
    assert {share.band: share.segments for share in summary.bands} == {
        Band.EXACT: 1,
        Band.FUZZY_95: 2,
        Band.FUZZY_85: 2,
        Band.FUZZY_75: 2,
        Band.FUZZY_50: 2,
        Band.NO_MATCH: 2,
    }
    assert [share.words for share in summary.bands] == [2, 4, 4, 4, 4, 4]
    assert (summary.segments, summary.words, summary.exact) == (11, 22, 1)
    assert summary.exact_percent == pytest.approx(100 / 11)
    assert summary.similarity_percent == pytest.approx(100 - sum(distances) / 11)


def test_similarity_of_all_characters_is_no_mean_of_segments() -> None:
    edits = np.array([(0, 2), (98, 98)], dtype=np.int32)
    assert summarise_edits(edits, np.array([1, 1])).similarity_percent == 2.0
    nothing = np.array([(0, 0)], dtype=np.int32)
    assert summarise_edits(nothing, np.array([0])).similarity_percent == 100.0


def test_edits_of_many_are_those_of_each() -> None:
    rows = [("abc", "abd", "abc"), ("", "", "x"), ("sama", "sama saja", "sam")]
    hypotheses, *references = zip(*rows, strict=True)
    edits = count_edits(hypotheses, references)
    each = [compare_segment(text, others) for text, *others in rows]
    assert [tuple(row) for row in edits.tolist()] == [(edit.distance, edit.longer) for edit in each]
    assert similarity_percents(edits).tolist() == [edit.percent for edit in each]


def test_no_segment_has_no_bands() -> None:
    with pytest.raises(ValueError, match="no segment"):
        summarise_edits(np.empty((0, 2), dtype=np.int32), np.empty(0, dtype=np.int64))
    with pytest.raises(ValueError, match="0 numbers of words for 1"):
        summarise_edits(np.array([(0, 1)], dtype=np.int32), np.empty(0, dtype=np.int64))


def test_words_and_length_ratio() -> None:
    assert measure_texts(["dua kata", "小红书"])[:, 0].tolist() == [2, 3]
    assert measure_texts(["小红书 a"], CountMethod.SPACES)[:, 0].tolist() == [2]
    ratio = divide_lengths(measure_texts(["satu dua tiga"]), measure_texts(["satu dua"]))
    assert (ratio.words, ratio.characters) == (1.5, 11 / 7)
    empty = divide_lengths(measure_texts(["a"]), measure_texts(["..."]))
    assert (empty.words, empty.characters) == (None, 1 / 3)


def test_length_buckets() -> None:
    assert name_buckets([0, 9, 10, 39, 40, 1000]) == ["0-9", "0-9", "10-19", "30-39", "40+", "40+"]
    assert bucket_names() == ["0-9", "10-19", "20-29", "30-39", "40+"]
    assert name_buckets([3], starts=(0, 2)) == ["2+"]


def test_groups_are_in_the_order_asked_for_and_leave_out_what_has_no_label() -> None:
    groups = group_rows(["b", None, "a", "b", "z"], order=["a", "b", "c"])
    assert groups == (
        Group(label="a", rows=(2,)),
        Group(label="b", rows=(0, 3)),
        Group(label="z", rows=(4,)),
    )


@pytest.mark.parametrize("options", [BleuOptions(), ChrfOptions()], ids=["bleu", "chrf"])
def test_a_group_scores_as_its_segments_would_alone(options: BleuOptions | ChrfOptions) -> None:
    references = [
        "kucing itu duduk di atas tikar",
        "hujan turun sepanjang hari ini",
        "tidak ada yang datang lagi",
    ]
    hypotheses = [references[0], "hujan turun sepanjang hari kemarin", "tak ada orang yang datang lagi"]
    statistics = extract_statistics(hypotheses, [references], options)
    labels = ["one", "two", "two"]
    scores = score_groups(statistics, group_rows(labels))
    alone = extract_statistics(hypotheses[1:], [references[1:]], options)
    assert scores == [100.0, float(corpus_score(alone).score)]
