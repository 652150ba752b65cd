"""The sentences at the head of a report of scores."""

import pytest

import padanan
from padanan.evaluation.significance import Conclusion
from padanan.services.score_report import ScoreReport, Severity

TEXT = "the cat dog bird sat stood lay on under near a mat roof tree today and never again"
WORDS = TEXT.split()
REFERENCE = [
    f"{row} " + " ".join(WORDS[(row * 7 + place * (row % 5 + 1)) % len(WORDS)] for place in range(9))
    for row in range(120)
]
NEAR = [" ".join([*text.split()[:-1], "now"]) for text in REFERENCE]
HALF = [" ".join(text.split()[:6]) for text in REFERENCE]
NOISE = [" ".join(reversed(text.upper().split())) for text in REFERENCE]


def report_on(systems: dict[str, list[str]], *metrics: str) -> ScoreReport:
    return padanan.score(systems, REFERENCE, metrics=metrics, resamples=200)


def test_it_begins_with_what_all_metrics_say_of_two_systems() -> None:
    report = report_on({"A": NEAR, "B": NOISE}, "bleu", "chrf", "ter")
    first, *others = report.verdict
    assert first == "A is better than B by BLEU, chrF2 and TER"
    assert others == [metric.sentences[0] for metric in report.metrics]


def test_systems_that_are_alike_are_said_to_be_so() -> None:
    report = report_on({"A": NEAR, "B": NEAR}, "bleu", "chrf", "ter")
    assert report.verdict[0] == "no difference between A and B can be shown by BLEU, chrF2 or TER"


def test_a_metric_that_shows_nothing_is_named() -> None:
    spaced = [text.replace(" ", "  ", 1) if row % 2 else text for row, text in enumerate(NEAR)]
    report = padanan.score(
        {"A": spaced, "B": NEAR},
        REFERENCE,
        metrics=["bleu", "chrf"],
        metric_options=["chrf.whitespace=yes"],
        resamples=200,
    )
    assert report.verdict[0] == "B is better than A by chrF2; by BLEU no difference can be shown"


def test_metrics_that_disagree_are_told_first() -> None:
    typos = [
        " ".join(word[:-1] + "~" if place % 3 == 2 else word for place, word in enumerate(text.split()))
        for text in REFERENCE
    ]
    report = report_on({"A": typos, "B": HALF}, "bleu", "chrf")
    tests = [metric.test for metric in report.metrics]
    assert [test and test.pairs[0].conclusion for test in tests] == [Conclusion.BETTER, Conclusion.WORSE]
    assert report.verdict[0] == "the metrics disagree about A and B: BLEU finds B better, chrF2 A"


def test_it_begins_with_the_order_of_three_systems() -> None:
    report = report_on({"A": NEAR, "B": NOISE, "C": NEAR}, "bleu", "chrf")
    assert report.verdict[0] == "BLEU and chrF2 show A and C before B"
    assert len(report.verdict) == 7
    same = report_on({"A": NEAR, "B": NEAR, "C": NEAR}, "bleu", "chrf")
    assert same.verdict[0] == "BLEU and chrF2 show no order of the 3 systems"


def test_of_more_pairs_the_ranks_are_told() -> None:
    report = report_on({"A": REFERENCE, "B": NEAR, "C": NEAR, "D": NOISE}, "bleu")
    assert report.verdict == ("ranks that BLEU can tell apart are 1: A; 2-3: B, C; 4: D",)


def test_nobody_is_better_on_a_test_set_that_repeats_itself() -> None:
    systems = {"A": NEAR[:20] * 30, "B": NOISE[:20] * 30, "C": HALF[:20] * 30}
    report = padanan.score(systems, REFERENCE[:20] * 30, metrics=["bleu", "chrf"], resamples=200)
    assert report.verdict == (
        "nothing follows about which translation is better: only 20 of 600 segments differ from each other",
    )
    tests = [metric.test for metric in report.metrics]
    assert {pair.conclusion for test in tests if test for pair in test.pairs} == {Conclusion.TOO_FEW}
    assert {len(test.clusters) for test in tests if test} == {1}
    assert all("20 different segments are too few" in said for said in report.metrics[0].sentences)


@pytest.mark.parametrize(("different", "warned"), [(1, True), (99, True), (100, False)])
def test_a_test_set_that_repeats_itself_is_no_large_one(different: int, warned: bool) -> None:
    lines = [f"the cat {'s' * (row % different + 1)}at on a mat" for row in range(300)]
    report = padanan.score({"A": lines, "B": lines}, lines, resamples=50)
    hard = [item.message for item in report.warnings if item.severity is Severity.HARD]
    assert bool(hard) is warned
    assert not warned or hard[0].startswith(f"only {different} of 300 segments differ from each other")
    assert (report.verdict[0] if report.verdict else "").startswith("nothing follows") is warned
    alone = padanan.score(lines, lines, resamples=50)
    assert [item.severity for item in alone.warnings] == [Severity.SOFT]
