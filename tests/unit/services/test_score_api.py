"""`padanan.score`: strings and files in, typed numbers out."""

from pathlib import Path

import pytest
from sacrebleu.metrics import BLEU  # type: ignore[attr-defined]

import padanan
from padanan.core.errors import LanguageError, ScoreError

REFERENCES = ["The cat sat on the mat.", "It rained all day long."]
HYPOTHESES = ["A cat sat on the mat.", "It rained all the day."]


def test_strings_get_sacrebleus_score() -> None:
    report = padanan.score(HYPOTHESES, REFERENCES, metrics=["bleu"], tests=None)
    (system,) = report.systems
    peer = BLEU()
    assert system.scores[0].score == peer.corpus_score(HYPOTHESES, [REFERENCES]).score
    assert system.scores[0].signature == peer.get_signature().format()
    assert (report.language, report.metrics[0].test, system.text.file_sha256) == (None, None, None)


def test_several_systems_and_references() -> None:
    report = padanan.score(
        {"one": HYPOTHESES, "two": REFERENCES},
        [REFERENCES, HYPOTHESES],
        sources=["satu", "dua"],
        resamples=10,
    )
    assert [system.name for system in report.systems] == ["one", "two"]
    assert report.metrics[0].signature.startswith("nrefs:2|")
    assert report.segments[1].source == "dua"
    assert [metric.name for metric in report.metrics] == ["BLEU", "chrF2", "TER"]


@pytest.mark.parametrize(
    ("text", "tokenizer"),
    [("小红书创立于2013年。", "tok:zh"), ("The cat.", "tok:13a"), ("Кошка спит.", "tok:13a")],
)
def test_the_tokenizer_suits_the_letters(text: str, tokenizer: str) -> None:
    report = padanan.score([text], [text], metrics=["bleu"], tests=None)
    assert tokenizer in report.metrics[0].signature
    assert report.systems[0].scores[0].score == 100.0


def test_paths_are_read_as_by_the_command(tmp_path: Path) -> None:
    paths = [tmp_path / "h.txt", tmp_path / "r.txt"]
    for path, texts in zip(paths, (HYPOTHESES, REFERENCES), strict=True):
        path.write_text("\n".join(texts) + "\n")
    report = padanan.score(paths[:1], paths[1], metrics=["bleu"], language="en", tests=None)
    assert report.systems[0].scores[0].score == BLEU().corpus_score(HYPOTHESES, [REFERENCES]).score
    assert report.systems[0].text.file_sha256 is not None


@pytest.mark.parametrize("tests", ["bootstrap", "approximate-randomisation"])
def test_tests_by_name(tests: str) -> None:
    report = padanan.score({"a": HYPOTHESES, "b": REFERENCES}, REFERENCES, tests=tests, resamples=20, seed=3)
    test = report.metrics[0].test
    assert test is not None
    assert (test.options.rounds, test.options.seed) == (20, 3)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([], []), ScoreError, "no segments"),
        ((["a"], ["a", "b"]), ScoreError, "1 line, but reference 1 has 2"),
        (("a", "b"), TypeError, "list of strings"),
        (([1], ["a"]), TypeError, "every segment is a string"),
        (([Path("a")], ["a"]), TypeError, "both strings or both paths"),
        (({}, ["a"]), ScoreError, "no systems"),
    ],
    ids=["empty", "other numbers", "one string", "numbers", "path and strings", "no system"],
)
def test_what_cannot_be_scored_is_refused(
    arguments: tuple[list[str], list[str]], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        padanan.score(*arguments)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"metrics": ["comet"]}, "unknown metric"),
        ({"metrics": []}, "no metric"),
        ({"tests": "t-test"}, "unknown test 't-test'"),
        ({"metric_options": ["bleu.x=1"]}, "no option 'x'"),
        ({"resamples": 0}, "no such test: seed 12345, 0 resamples"),
        ({"resamples": 0, "tests": "approximate-randomisation"}, "no such test: .* 0 trials"),
        ({"seed": -1}, "no such test: seed -1"),
        ({"sources": ["satu"]}, "1 sources for 2 segments"),
    ],
    ids=["metric", "none", "test", "option", "rounds", "trials", "seed", "sources"],
)
def test_options_that_do_not_exist_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(ScoreError, match=message):
        padanan.score(HYPOTHESES, REFERENCES, **options)  # type: ignore[arg-type]


def test_text_in_another_script_than_its_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="written in Cyrl"):
        padanan.score(["Кошка сидит на коврике у двери. " * 9], ["x"], language="en")


SIMPLIFIED = [f"这个网站让用户发现优质内容并与朋友们分享自己的经验{row}" for row in range(10)]
TRADITIONAL = [f"這個網站讓用戶發現優質內容並與朋友們分享自己的經驗{row}" for row in range(10)]


def test_chinese_scripts_are_told_apart_and_never_mixed() -> None:
    report = padanan.score(TRADITIONAL, TRADITIONAL, tests=None)
    assert (report.language, report.systems[0].scores[0].score) == ("zh-Hant", 100)
    assert "|tok:zh|" in report.metrics[0].signature
    assert padanan.score(SIMPLIFIED, SIMPLIFIED, tests=None).language == "zh"
    with pytest.raises(LanguageError, match="written in Hans, which zh-Hant"):
        padanan.score(SIMPLIFIED, TRADITIONAL, tests=None)
    forced = padanan.score(SIMPLIFIED, TRADITIONAL, tests=None, force=True)
    assert "written in Hans" in forced.warnings[0].message
