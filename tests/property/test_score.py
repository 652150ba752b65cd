"""Scores equal sacrebleu's to the last digit, and every segment is either scored or counted."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER  # type: ignore[attr-defined]

from padanan.core.language import parse_language
from padanan.evaluation.metrics import Metric, score_corpus
from padanan.evaluation.pairing import (
    KeyedText,
    PairingOptions,
    Reason,
    SegmentKey,
    Side,
    Translations,
    pair_segments,
)

SCRIPTS = {
    "en": "abcde ABC 0123.,'\"-()%&;",
    "id": "aeiou kng \u2013.,()/#",
    "zh_CN": "中国小红书的用户在美国12TikTok，。“”（） ",
    "zh-Hant": "臺灣國語的用戶，。「」3 ",
    "ru": "абвгд жзи.,!«» ",
    "ar": "ابتث جح،؟ ",
    "hi": "कखगा िी। ",
    "th": "กขคง่า ",
    "el": "αβγδ ,·; ",
}
SEVERAL = st.sampled_from(sorted(SCRIPTS))


@st.composite
def corpora(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Give a language, and hypotheses and references of its characters, some words of them in common."""
    language = draw(SEVERAL)
    alphabet = SCRIPTS[language] + draw(st.sampled_from(["", "\u00a0\u200b", "\n\t", "😀e\u0301", "<&amp;>"]))
    words = draw(st.lists(st.text(alphabet, min_size=1, max_size=6), min_size=1, max_size=12))
    segments = st.lists(st.sampled_from(words), max_size=9).map(" ".join)
    pairs = draw(st.lists(st.tuples(segments, segments), min_size=1, max_size=6))
    return language, [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def peers(language: str) -> dict[Metric, BLEU | CHRF | TER]:
    is_chinese = language.startswith("zh")
    return {
        Metric.BLEU: BLEU(trg_lang="zh" if is_chinese else language, force=True),
        Metric.CHRF: CHRF(),
        Metric.CHRF_PLUS_PLUS: CHRF(word_order=2),
        Metric.TER: TER(normalized=is_chinese, asian_support=is_chinese),
    }


@settings(deadline=None)  # TER of repetitive text is slow
@given(corpora())
def test_scores_and_signatures_equal_sacrebleus(corpus: tuple[str, list[str], list[str]]) -> None:
    language, hypotheses, references = corpus
    for metric, peer in peers(language).items():
        ours = score_corpus(metric, hypotheses, references, language=parse_language(language))
        theirs = peer.corpus_score(hypotheses, [references])
        assert ours.name == theirs.name
        if hypotheses != references:
            assert ours.score == (theirs.score if metric is Metric.TER else min(theirs.score, 100.0))
            assert ours.signature == peer.get_signature().format()


@settings(deadline=None)  # TER of repetitive text is slow
@given(corpora())
def test_scores_keep_their_bounds(corpus: tuple[str, list[str], list[str]]) -> None:
    language, hypotheses, references = corpus
    for metric in Metric:
        score = score_corpus(metric, hypotheses, references, language=parse_language(language)).score
        assert score >= 0.0
        assert score <= 100.0 or metric is Metric.TER


@settings(deadline=None)  # TER of repetitive text is slow
@given(corpora())
def test_identical_is_perfect(corpus: tuple[str, list[str], list[str]]) -> None:
    language, texts, _ = corpus
    for metric in (Metric.BLEU, Metric.TER):
        score = score_corpus(metric, texts, texts, language=parse_language(language)).score
        assert score == (0.0 if metric is Metric.TER else 100.0)


KEYED_TEXTS = st.builds(
    KeyedText,
    key=st.builds(SegmentKey, source=st.sampled_from("abcdef")),
    text=st.sampled_from("xyz"),
    reason=st.none() | st.sampled_from([Reason.FUZZY, Reason.UNTRANSLATED, Reason.OBSOLETE, Reason.EMPTY]),
)
FILES = st.lists(KEYED_TEXTS, max_size=12)


@given(st.lists(FILES, min_size=1, max_size=3), FILES)
def test_every_segment_is_scored_or_counted_once(
    hypotheses: list[list[KeyedText]], reference: list[KeyedText]
) -> None:
    first = KeyedText(key=SegmentKey(source="always there"), text="x")
    files = [Translations(path="h", texts=(first, *texts)) for texts in hypotheses]
    against = Translations(path="r", texts=(first, *reference))
    paired = pair_segments(files, [against], PairingOptions(only_common=True))
    for file, texts, left_out in zip(files, paired.hypotheses, paired.left_out, strict=True):
        assert len(texts) == len(paired.references[0]) == len(paired.keys)
        counted = sum(item.count for item in left_out)
        distinct = {text.key for text in (*file.texts, *against.texts)}
        spare = sum(len(each.texts) - len({text.key for text in each.texts}) for each in (file, against))
        assert len(paired.keys) + counted == len(distinct) + spare
        assert all(item.count > 0 for item in left_out)
        if len(files) == 1:
            assert all(item.side is not Side.OTHER_HYPOTHESIS for item in left_out)
