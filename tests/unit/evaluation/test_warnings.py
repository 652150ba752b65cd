"""What a text looks like, what a memory knows of it, and what sentences say of a test."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from padanan.evaluation.appearance import Suspicion, describe_evidence, inspect_texts, looks_tokenised
from padanan.evaluation.contamination import Known, find_known_segments
from padanan.evaluation.intervals import Interval
from padanan.evaluation.significance import (
    Conclusion,
    MetricTest,
    PairTest,
    SystemScore,
    TestOptions,
)
from padanan.evaluation.verdicts import describe_limits, describe_pair, show_difference, show_p


@pytest.mark.parametrize(
    "text",
    ["Saya datang .", "a ( b ) c", "ya , tidak", "don n't", "well @-@ known", "-LRB- x", "hal@@ lo", "▁halo"],
)
def test_tokenised_text_is_suspected(text: str) -> None:
    assert looks_tokenised(text)


@pytest.mark.parametrize(
    "text",
    [
        "Saya datang. Lalu (pergi), ya.",
        "Vraiment ? Oui ! « Bien » : c'est ça ; voilà.",
        "他来了。",
        "costs .5 more",
        "run ./configure and .gitignore",
        "'s avonds",
        "a @ b, Q&amp;A",
        "",
    ],
)
def test_ordinary_text_is_not(text: str) -> None:
    assert not looks_tokenised(text)


def test_one_slip_in_a_hundred_is_no_tokenised_text() -> None:
    assert inspect_texts(["biasa saja."] * 99 + ["satu ."]) == ()
    (evidence,) = inspect_texts(["biasa saja."] * 15 + ["satu ."] * 5)
    assert (evidence.suspicion, evidence.count, evidence.segments) == (Suspicion.TOKENISED, 5, 20)
    assert evidence.examples == (15, 16, 17)
    assert describe_evidence(evidence, "x.txt") == (
        "5 of 20 segments in x.txt (such as segment 16, 17, 18) look tokenised: score text as people read "
        "it, since metrics tokenise by themselves"
    )


def test_markup_is_found_and_prose_in_angle_brackets_is_not() -> None:
    (evidence,) = inspect_texts(["a <b>c</b>", "2 < 3", "<file> saja"])
    assert (evidence.suspicion, evidence.count, evidence.examples) == (Suspicion.MARKUP, 1, (0,))
    assert "carry markup" in describe_evidence(evidence, "x")
    assert inspect_texts([]) == ()


def test_known_segments_are_counted_and_named() -> None:
    memory = {"Simpan": ["Save", "Store"], "Buka": ["Open"]}
    asked: list[str] = []

    def translations_of(text: str) -> Sequence[str]:
        asked.append(text)
        return memory.get(text, ())

    sources = ["Simpan", "Hapus", "Buka", "Buka"]
    found = find_known_segments(sources, [["Store", "Delete", "Unlock", "Open"]], translations_of)
    assert [(known.row, known.source, known.known) for known in found.known] == [
        (0, "Simpan", Known.PAIR),
        (2, "Buka", Known.SOURCE),
        (3, "Buka", Known.PAIR),
    ]
    assert (found.segments, found.percent) == (4, 75.0)
    assert asked == ["Simpan", "Hapus", "Buka"]
    assert find_known_segments([], [[]], translations_of).percent == 0.0
    with pytest.raises(ValueError, match="zip"):
        find_known_segments(sources, [["Store"]], translations_of)


def metric_of(pair: PairTest, segments: int = 1000, others: int = 0) -> MetricTest:
    interval = Interval(mean=1, low=0, high=2, half_width=1)
    systems = tuple(
        SystemScore(name=name, score=1.0, interval=interval, resampled=np.ones(2)) for name in ("A", "B")
    )
    return MetricTest(
        name="BLEU",
        signature="nrefs:1|",
        higher_is_better=True,
        segment_count=segments,
        different_count=segments,
        options=TestOptions(),
        systems=systems,
        pairs=(pair,) * (others + 1),
        clusters=(),
    )


PAIR = PairTest(
    first=0,
    second=1,
    difference=1.23,
    p_value=0.003,
    p_corrected=0.003,
    standard_error=0.3,
    detectable=0.84,
    conclusion=Conclusion.BETTER,
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "B is better than A by 1.2 BLEU (p = 0.003)"),
        ({"conclusion": Conclusion.WORSE, "difference": -1.23}, "A is better than B by 1.2 BLEU (p = 0.003)"),
        (
            {"conclusion": Conclusion.UNDECIDED, "difference": 0.3, "p_corrected": 0.21},
            "no difference can be shown between A and B, which lie 0.3 BLEU apart (p = 0.210); this test set "
            "would probably show one of 0.8 or more",
        ),
        ({"conclusion": Conclusion.SAME, "difference": 0.0}, "A and B have the same BLEU"),
        (
            {"conclusion": Conclusion.TOO_FEW},
            "nothing follows about A and B, which lie 1.2 BLEU apart: 24 segments are too few",
        ),
    ],
    ids=["better", "worse", "undecided", "same", "too few"],
)
def test_verdicts(change: dict[str, object], sentence: str) -> None:
    pair = replace(PAIR, **change)  # type: ignore[arg-type]
    segments = 24 if pair.conclusion is Conclusion.TOO_FEW else 1000
    assert describe_pair(pair, metric_of(pair, segments)) == sentence


def test_a_verdict_among_several_says_that_p_is_corrected() -> None:
    assert describe_pair(PAIR, metric_of(PAIR, others=2)) == (
        "B is better than A by 1.2 BLEU (p = 0.003, corrected for 3 pairs)"
    )


def test_limits() -> None:
    assert list(describe_limits(metric_of(PAIR, 500))) == []
    ((hard, message),) = describe_limits(metric_of(PAIR, 1))
    assert hard
    assert message.startswith("only 1 segment: nothing follows")
    assert list(describe_limits(metric_of(PAIR, 100))) == [
        (False, "100 segments: only large differences can be trusted")
    ]
    assert list(describe_limits(metric_of(PAIR, others=54))) == [
        (True, "1000 rounds are too few to show any difference among 55 pairs: take 1100 or more")
    ]


@pytest.mark.parametrize(
    ("difference", "shown"),
    [(1.25, "1.2"), (0.04, "0.04"), (0.004, "0.004"), (0.0001, "less than 0.001"), (0.0, "0.0")],
)
def test_a_difference_is_never_shown_as_nothing(difference: float, shown: str) -> None:
    assert show_difference(difference) == shown


def test_p_is_never_shown_as_nothing() -> None:
    assert [show_p(p) for p in (0.0001, 0.000999, 0.05, 1.0)] == ["< 0.001", "0.001", "0.050", "1.000"]
