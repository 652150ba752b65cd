"""Scores are sacrebleu's own, with the tokenizer that suits the language however it was spelled."""

import importlib.util

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER  # type: ignore[attr-defined]

from padanan.core.errors import ScoreError
from padanan.core.language import parse_language
from padanan.evaluation.metrics import Metric, choose_tokenizer, score_corpus
from padanan.evaluation.options import Tokenizer

HYPOTHESES = ["The cat sat on the mat today.", "Nobody knows where it went.", "Rain"]
REFERENCES = ["A cat sat on the mat today.", "Nobody knows where it has gone.", "It rains"]
CHINESE_HYPOTHESES = ["中国外交部发言人郭嘉昆周四在北京说。", "小红书成立于2013年。"]
CHINESE_REFERENCES = ["中国外交部发言人郭嘉昆星期四在北京表示。", "小红书创立于2013年。"]
ENGLISH, CHINESE = parse_language("en"), parse_language("zh_CN")


@pytest.mark.parametrize(
    "name",
    ["zh", "zh_CN", "zh-Hans", "zh_TW", "zh-Hant-HK", "cmn", "zho", "yue", "wuu", "ZH-cn", "zh_CN.UTF-8"],
)
def test_chinese_in_any_spelling_is_tokenized_as_chinese(name: str) -> None:
    assert choose_tokenizer(parse_language(name)) is Tokenizer.CHINESE


@pytest.mark.parametrize("name", ["ja", "ja_JP", "jpn", "ja-Jpan-JP"])
def test_japanese_in_any_spelling_is_tokenized_by_mecab(name: str) -> None:
    assert choose_tokenizer(parse_language(name)) is Tokenizer.JAPANESE


@pytest.mark.parametrize("name", ["ko", "ko_KR", "kor", "ko-Kore"])
def test_korean_in_any_spelling_is_tokenized_by_mecab(name: str) -> None:
    assert choose_tokenizer(parse_language(name)) is Tokenizer.KOREAN


@pytest.mark.parametrize("name", ["en", "en_GB", "id", "ind", "fr", "ar", "sr@latin", "vi", "th"])
def test_other_languages_get_sacrebleus_default(name: str) -> None:
    assert choose_tokenizer(parse_language(name)) is Tokenizer.MTEVAL_13A


@pytest.mark.parametrize(
    ("metric", "peer"),
    [
        (Metric.BLEU, BLEU()),
        (Metric.CHRF, CHRF()),
        (Metric.CHRF_PLUS_PLUS, CHRF(word_order=2)),
        (Metric.TER, TER()),
    ],
    ids=lambda value: value.value if isinstance(value, Metric) else "",
)
def test_english_equals_sacrebleus_defaults(metric: Metric, peer: BLEU | CHRF | TER) -> None:
    ours = score_corpus(metric, HYPOTHESES, REFERENCES, language=ENGLISH)
    theirs = peer.corpus_score(HYPOTHESES, [REFERENCES])
    assert 0 < ours.score < 100
    assert (ours.score, ours.name) == (theirs.score, theirs.name)
    assert ours.signature == peer.get_signature().format()


def test_chinese_equals_sacrebleu_told_so() -> None:
    peer = BLEU(trg_lang="zh")
    ours = score_corpus(Metric.BLEU, CHINESE_HYPOTHESES, CHINESE_REFERENCES, language=CHINESE)
    assert ours.score == peer.corpus_score(CHINESE_HYPOTHESES, [CHINESE_REFERENCES]).score
    assert ours.signature == peer.get_signature().format()
    assert "tok:zh" in ours.signature


@pytest.mark.parametrize("name", ["zh_CN", "zh-Hant", "ja"])
def test_ter_counts_characters_where_words_are_not_set_apart(name: str) -> None:
    peer = TER(normalized=True, asian_support=True)
    ours = score_corpus(Metric.TER, CHINESE_HYPOTHESES, CHINESE_REFERENCES, language=parse_language(name))
    assert ours.score == peer.corpus_score(CHINESE_HYPOTHESES, [CHINESE_REFERENCES]).score
    assert 0 < ours.score < 50
    assert "norm:yes" in ours.signature
    assert "asian:yes" in ours.signature


def test_a_chosen_tokenizer_wins_and_stands_in_the_signature() -> None:
    ours = score_corpus(
        Metric.BLEU, CHINESE_HYPOTHESES, CHINESE_REFERENCES, language=CHINESE, tokenizer=Tokenizer.CHARACTER
    )
    peer = BLEU(tokenize="char")
    assert ours.score == peer.corpus_score(CHINESE_HYPOTHESES, [CHINESE_REFERENCES]).score
    assert "tok:char" in ours.signature


@pytest.mark.parametrize("metric", [Metric.BLEU, Metric.CHRF, Metric.CHRF_PLUS_PLUS])
@pytest.mark.parametrize(
    ("texts", "language"),
    [
        pytest.param(REFERENCES, "en", id="English"),
        pytest.param(CHINESE_REFERENCES, "zh_CN", id="Chinese"),
        pytest.param(["Rain"], "en", id="one word"),
        pytest.param(["ประเทศไทย"], "th", id="one unspaced word"),
        pytest.param(["。"], "zh", id="one mark"),
        pytest.param(["same same same same"] * 50, "en", id="all equal"),
    ],
)
def test_identical_is_exactly_100(metric: Metric, texts: list[str], language: str) -> None:
    score = score_corpus(metric, texts, texts, language=parse_language(language))
    assert score.score == 100.0
    assert score.is_defined


def test_identical_needs_no_edit() -> None:
    assert score_corpus(Metric.TER, REFERENCES, REFERENCES, language=ENGLISH).score == 0.0


def test_identical_keeps_sacrebleus_signature_where_sacrebleu_can_score_it() -> None:
    score = score_corpus(Metric.BLEU, REFERENCES, REFERENCES, language=ENGLISH)
    assert "eff:no" in score.signature


def test_identical_without_four_tokens_says_so_in_its_signature() -> None:
    score = score_corpus(Metric.BLEU, ["Rain"], ["Rain"], language=ENGLISH)
    assert "eff:yes" in score.signature


def test_bleu_without_four_tokens_is_marked_undefined() -> None:
    score = score_corpus(Metric.BLEU, ["Rain falls"], ["Rain fell"], language=ENGLISH)
    assert (score.score, score.is_defined) == (0.0, False)


def test_text_that_differs_in_trailing_space_only_does_not_exceed_100() -> None:
    score = score_corpus(Metric.BLEU, ["a b c d e "], ["a b c d e"], language=ENGLISH)
    assert score.score == 100.0


def test_an_empty_hypothesis_scores_as_in_sacrebleu() -> None:
    hypotheses = ["", *HYPOTHESES[1:]]
    ours = score_corpus(Metric.BLEU, hypotheses, REFERENCES, language=ENGLISH)
    assert ours.score == BLEU().corpus_score(hypotheses, [REFERENCES]).score


@pytest.mark.parametrize(
    ("hypotheses", "references"),
    [
        pytest.param(["a"], ["a", "b"], id="fewer hypotheses"),
        pytest.param(["a", "b", "c"], ["a"], id="fewer references"),
        pytest.param([], [], id="none"),
    ],
)
def test_unequal_numbers_are_never_cut_short(hypotheses: list[str], references: list[str]) -> None:
    with pytest.raises(ValueError, match="hypotheses against"):
        score_corpus(Metric.BLEU, hypotheses, references, language=ENGLISH)


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [("ja", "MeCab", "sacrebleu[ja]"), ("ko", "mecab_ko", "sacrebleu[ko]")],
    ids=["Japanese", "Korean"],
)
def test_a_tokenizer_that_is_not_installed_is_named(name: str, module: str, package: str) -> None:
    language = parse_language(name)
    if importlib.util.find_spec(module) is None:
        with pytest.raises(ScoreError, match="not installed") as caught:
            score_corpus(Metric.BLEU, ["a b c d"], ["a b c d"], language=language)
        assert package in str(caught.value)
    else:
        score = score_corpus(Metric.BLEU, ["a b c d"], ["a b c d"], language=language)
        assert f"tok:{name}-mecab" in score.signature


@pytest.mark.parametrize("metric", [Metric.CHRF, Metric.TER])
def test_japanese_needs_no_tokenizer_for_other_metrics(metric: Metric) -> None:
    score = score_corpus(metric, ["雨が降る。"], ["雨が降った。"], language=parse_language("ja"))
    assert 0 < score.score < 100
