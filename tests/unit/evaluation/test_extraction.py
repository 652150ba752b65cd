"""Statistics, scores of corpora and segments, and signatures are sacrebleu's to the last bit."""

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pytest
from sacrebleu.metrics.lib_ter import translation_edit_rate

from padanan.core.errors import ScoreError
from padanan.evaluation import extraction
from padanan.evaluation.computers import make_computer
from padanan.evaluation.extraction import extract_statistics, extract_systems
from padanan.evaluation.kernel import TextBatch, can_tokenize, load_evaluation_kernel
from padanan.evaluation.options import (
    BleuOptions,
    ChrfOptions,
    MetricOptions,
    Smoothing,
    TerOptions,
    Tokenizer,
)
from padanan.evaluation.statistics import corpus_score, segment_scores
from padanan.native.loader import load_kernel

# What tokenizers treat apart: digits beside stops and dashes, entities, sigma at the end of a word, all
# kinds of space, ranges that sacrebleu's Chinese tokenizer gets wrong, characters beyond 16 bits.
ALPHABETS = {
    "Latin": "abcde ABC 0123.,'\"-()%&;",
    "Indonesian": "aeiou kng \u2013.,()/#",
    "Chinese": "中国小红书的用户在美国12TikTok，。“”（）",
    "Chinese with spaces": "臺灣國語，。「」3 \u2009\u3000",
    "Japanese": "カタカナひらがな漢字ーｱｲ、。",
    "Korean": "한국어 조선.",
    "Russian": "абвгд.,!«» ",
    "Greek": "αβγδΣΣ ,·; ",
    "Arabic": "ابتث جح،؟ ",
    "Hindi": "कखगा िी। १२",
    "Thai": "กขคง่า",
    "spaces": "a\u00a0\u200b\u2028\u0085\x1c\x1d \n\t\r",
    "astral": "😀e\u0301\U0002f800\U00020000\ufdd0",
    "signs": "<&amp;>&quot;&lt;&amp;lt;<skipped>-\n.5,5.5-3-x$+=^`|~¢£¥€",
}
FRAGMENTS = (
    *(
        "<skipped>",
        "<skip<skipped>ped>",
        "&amp;lt;",
        "&quot;",
        "-\n",
        "--\n\n",
        "'s",
        "1,000.5",
        ",,,",
        "3-4-",
    ),
    *("...", "\ud800", "\0", "", " ", "\u3000"),
)


def make_texts(rng: random.Random, alphabet: str, count: int) -> list[str]:
    words = ["".join(rng.choices(alphabet, k=rng.randint(1, 5))) for _ in range(rng.randint(1, 12))]
    separators = [" ", " ", "", "  ", "\u3000"]
    return [
        rng.choice(separators).join(rng.choices(words, k=rng.choice([0, 1, 2, 3, 8, 20])))
        + rng.choice(FRAGMENTS)
        for _ in range(count)
    ]


def make_corpora(seed: int, references: int) -> Iterator[tuple[list[str], list[list[str | None]]]]:
    """Give hypotheses and streams of references in each alphabet, a few of which are None or the same."""
    rng = random.Random(seed)
    for alphabet in ALPHABETS.values():
        hypotheses = make_texts(rng, alphabet, 6)
        streams: list[list[str | None]] = [[*make_texts(rng, alphabet, 6)] for _ in range(references)]
        streams[0][1] = hypotheses[1]
        for stream in streams[1:]:
            stream[rng.randrange(6)] = None
        yield hypotheses, streams


BLEU_OPTIONS = [
    BleuOptions(tokenizer=tokenizer, lowercase=lowercase)
    for tokenizer, lowercase in product(filter(can_tokenize, Tokenizer), [False, True])
] + [
    BleuOptions(smooth_method=method, smooth_value=value, max_ngram_order=order, effective_order=effective)
    for method, value, order, effective in product(
        Smoothing, [None, 0.0, 0.3, 2], [1, 2, 4, 7], [False, True]
    )
]
CHRF_OPTIONS = [
    ChrfOptions(
        word_order=words, char_order=characters, beta=beta, whitespace=whitespace, eps_smoothing=epsilon
    )
    for words, characters, beta, whitespace, epsilon in product(
        [0, 1, 2, 3], [1, 6, 7], [0, 2, 3], [False, True], [False, True]
    )
] + [
    ChrfOptions(lowercase=True),
    ChrfOptions(word_order=2, lowercase=True),
    ChrfOptions(char_order=0, word_order=2),
]
TER_OPTIONS = [
    TerOptions(normalized=normalized, no_punct=no_punct, asian_support=asian, case_sensitive=case)
    for normalized, no_punct, asian, case in product([False, True], repeat=4)
]


def assert_equal_to_sacrebleu(
    hypotheses: Sequence[str], references: Sequence[Sequence[str | None]], options: MetricOptions
) -> None:
    ours = extract_statistics(hypotheses, references, options)
    peer = make_computer(options)
    assert ours.counts.tolist() == peer._extract_corpus_statistics(hypotheses, references)  # type: ignore[arg-type]
    theirs = peer.corpus_score(hypotheses, references)  # type: ignore[arg-type]
    # Its text has every part of the score: precisions, brevity penalty, lengths.
    assert (corpus_score(ours).score, str(corpus_score(ours))) == (theirs.score, str(theirs))
    assert (ours.name, ours.signature) == (theirs.name, peer.get_signature().format())
    if isinstance(options, BleuOptions):
        peer.effective_order = True  # type: ignore[attr-defined]
    singles = zip(hypotheses, *references, strict=True)
    assert segment_scores(ours).tolist() == [
        peer.sentence_score(text, [reference for reference in texts if reference is not None]).score
        for text, *texts in singles
    ]


@pytest.mark.parametrize("references", [1, 3])
@pytest.mark.parametrize("options", [BLEU_OPTIONS, CHRF_OPTIONS, TER_OPTIONS], ids=["BLEU", "chrF", "TER"])
def test_statistics_and_scores_are_sacrebleus_under_all_options(
    options: Sequence[MetricOptions], references: int
) -> None:
    for seed, each in enumerate(options):
        for hypotheses, streams in make_corpora(seed, references):
            assert_equal_to_sacrebleu(hypotheses, streams, each)


needs_kernel = pytest.mark.skipif(
    load_kernel("evaluation") is None, reason="no kernel was built, or it is switched off"
)


@needs_kernel
def test_the_kernel_follows_the_installed_sacrebleu() -> None:
    # If it did not, the tests here would compare sacrebleu with itself.
    assert load_evaluation_kernel() is not None


@pytest.mark.parametrize(
    "options", [BleuOptions(), ChrfOptions(word_order=2), TerOptions()], ids=["BLEU", "chrF++", "TER"]
)
@pytest.mark.parametrize("references", [1, 3])
def test_without_the_kernel_sacrebleu_itself_counts(
    options: MetricOptions, references: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "load_evaluation_kernel", lambda: None)
    for hypotheses, streams in make_corpora(7, references):
        assert_equal_to_sacrebleu(hypotheses, streams, options)


def test_japanese_is_counted_as_mecab_parts_it() -> None:
    hypotheses = ["東京都に住んでいます。", "", "カタカナ です", "abc 12"]
    references = ["東京に住んでいる。", "空", "", "abc 12"]
    assert_equal_to_sacrebleu(hypotheses, [references], BleuOptions(tokenizer=Tokenizer.JAPANESE))


def test_every_code_point_is_classified_as_sacrebleu_does() -> None:
    characters = [chr(point) for point in range(sys.maxunicode + 1)]
    # Before a digit, a letter and a stop, so that each rule of each tokenizer sees it.
    texts = ["".join(f"{character}5{character}a{character}." for character in characters[start : start + 997])
             for start in range(0, len(characters), 997)]  # fmt: skip
    for tokenizer in (Tokenizer.INTERNATIONAL, Tokenizer.CHINESE):
        options = BleuOptions(tokenizer=tokenizer, max_ngram_order=1)
        peer = make_computer(options)
        lengths = extract_statistics(texts, [texts], options).counts[:, 0].tolist()
        assert lengths == [len(peer._preprocess_segment(text).split()) for text in texts]


def make_word_pair(rng: random.Random) -> tuple[list[str], list[str]]:
    """Give words and an edited copy, of few or many distinct ones: repetition is what shifts are hard on."""
    distinct, longest = rng.choice([1, 2, 3, 5, 20, 200]), rng.choice([0, 1, 3, 8, 15, 30, 60])
    words = [str(rng.randrange(distinct)) for _ in range(rng.randint(0, longest))]
    if rng.random() < 0.4:
        return words, [str(rng.randrange(distinct)) for _ in range(rng.randint(0, longest))]
    other = list(words)
    for _ in range(rng.randint(0, 5)):
        start, stop = sorted((rng.randint(0, len(other)), rng.randint(0, len(other))))
        moved, other[start:stop] = other[start:stop], []
        target = rng.randint(0, len(other))
        other[target:target] = moved
    kept = [word for word in other if rng.random() < 0.95]
    return words, [word if rng.random() < 0.85 else str(rng.randrange(distinct)) for word in kept]


def count_edits(pairs: Sequence[tuple[list[str], list[str]]]) -> list[tuple[float, ...]]:
    hypotheses, references = ([" ".join(words) for words in side] for side in zip(*pairs, strict=True))
    counts = extract_statistics(hypotheses, [references], TerOptions()).counts
    return [tuple(row) for row in counts.tolist()]


def test_edits_and_shifts_of_repetitive_words_are_sacrebleus() -> None:
    rng = random.Random(1)
    pairs = [make_word_pair(rng) for _ in range(400)]
    assert count_edits(pairs) == [translation_edit_rate(*pair) for pair in pairs]


@pytest.mark.parametrize(
    ("hypothesis", "reference"),
    [
        pytest.param("", "", id="both empty"),
        pytest.param("", "a b", id="empty hypothesis"),
        pytest.param("a b", "", id="empty reference"),
        pytest.param("a " * 200, "a " * 3, id="one word two hundred times"),
        pytest.param("a", "b " * 700 + "a", id="beam wider than its default"),
        pytest.param("a b", " ".join(map(str, range(103))), id="ratio above fifty"),
        pytest.param(" ".join(map(str, range(120))), " ".join(map(str, range(119, -1, -1))), id="reversed"),
        pytest.param("x y z " + "a b " * 70, "a b " * 70 + "x y z", id="shift farther than allowed"),
        pytest.param("a b c d " * 16, "d c b a " * 16, id="more candidates than allowed"),
        pytest.param(
            "1 2 3 4 5 6 7 8 9 10 11 12 x", "x 1 2 3 4 5 6 7 8 9 10 11 12", id="run longer than allowed"
        ),
    ],
)
def test_edits_keep_to_the_limits_of_sacrebleu(hypothesis: str, reference: str) -> None:
    pair = (hypothesis.split(), reference.split())
    assert count_edits([pair]) == [translation_edit_rate(*pair)]


def test_batches_join_without_a_seam() -> None:
    rng = random.Random(5)
    hypotheses, references = make_texts(rng, "ab c", 1300), make_texts(rng, "ab c", 1300)
    assert_equal_to_sacrebleu(hypotheses, [references], BleuOptions())
    assert_equal_to_sacrebleu(hypotheses, [references], TerOptions())


@pytest.mark.parametrize("pure", [False, True], ids=["kernel", "without a kernel"])
@pytest.mark.parametrize(
    "options",
    [BleuOptions(), ChrfOptions(word_order=2), TerOptions(), TerOptions(normalized=True)],
    ids=["BLEU", "chrF++", "TER", "TER normalized"],
)
def test_systems_counted_together_are_counted_as_each_alone(
    options: MetricOptions, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if pure:
        monkeypatch.setattr("padanan.evaluation.extraction.load_evaluation_kernel", lambda: None)
    rng = random.Random(3)
    first, second, third, *references = (make_texts(rng, "ab c", 700) for _ in range(5))
    streams: list[list[str | None]] = [
        [*references[0]],
        [None if row % 3 else text for row, text in enumerate(references[1])],
    ]
    together = extract_systems([first, second, third], streams, options)
    for system, texts in zip(together, (first, second, third), strict=True):
        alone = extract_statistics(texts, streams, options)
        assert np.array_equal(system.counts, alone.counts)
        assert (system.name, system.signature) == (alone.name, alone.signature)
    with pytest.raises(ValueError, match="unequal numbers"):
        extract_systems([first, second[1:]], streams, options)


def test_segments_may_come_from_generators() -> None:
    statistics = extract_statistics((text for text in ["a b", "c"]), [iter(["a b", "d"])], BleuOptions())
    assert statistics.counts[:, :3].tolist() == [[2, 2, 2], [1, 1, 0]]


@needs_kernel  # sacrebleu's TER would take days
def test_a_segment_of_a_hundred_thousand_words_is_counted() -> None:
    text = " ".join(str(number % 7919) for number in range(100_000))
    for options in (BleuOptions(), ChrfOptions(word_order=2), TerOptions()):
        score = corpus_score(extract_statistics([text], [[text]], options)).score
        assert score == pytest.approx(0.0 if isinstance(options, TerOptions) else 100.0)


@pytest.mark.parametrize(
    ("hypotheses", "references"),
    [
        pytest.param([], [[]], id="no segment"),
        pytest.param(["a"], [[]], id="fewer references"),
        pytest.param(["a"], [["a", "b"]], id="fewer hypotheses"),
        pytest.param(["a"], [["a"], []], id="uneven references"),
        pytest.param(["a", "b"], [["a", None]], id="a segment without a reference"),
        pytest.param(["a"], [], id="no references"),
    ],
)
@pytest.mark.parametrize("with_kernel", [True, False], ids=["kernel", "sacrebleu"])
def test_segments_that_do_not_pair_are_refused(
    hypotheses: list[str],
    references: list[list[str | None]],
    with_kernel: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not with_kernel:
        monkeypatch.setattr(extraction, "load_evaluation_kernel", lambda: None)
    with pytest.raises(ValueError, match=r"segment|argument"):
        extract_statistics(hypotheses, references, BleuOptions())


@pytest.mark.parametrize(
    "tokenizer", [Tokenizer.FLORES_101, Tokenizer.FLORES_200, Tokenizer.SENTENCEPIECE, Tokenizer.SPBLEU_1K]
)
def test_models_are_never_downloaded(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr("sacrebleu.utils.SACREBLEU_DIR", str(tmp_path))
    with pytest.raises(ScoreError, match="does not download"):
        extract_statistics(["a"], [["a"]], BleuOptions(tokenizer=tokenizer))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: BleuOptions(max_ngram_order=0), id="no n-gram"),
        pytest.param(lambda: BleuOptions(smooth_value=-1), id="negative smoothing"),
        pytest.param(lambda: BleuOptions(smooth_value=float("nan")), id="smoothing that is no number"),
        pytest.param(lambda: ChrfOptions(char_order=0), id="chrF of nothing"),
        pytest.param(lambda: ChrfOptions(word_order=-1), id="negative order"),
        pytest.param(lambda: ChrfOptions(beta=-1), id="negative beta"),
    ],
)
def test_options_that_mean_nothing_are_refused(make) -> None:
    with pytest.raises(ValueError, match=r"is|of"):
        make()


@needs_kernel
def test_a_segment_that_would_exhaust_memory_is_refused() -> None:
    # The matrix of TER would need some gigabytes; half the machine's memory is not worth one segment.
    text = "a " * 1_500_000
    with pytest.raises(ScoreError, match="too long"):
        extract_statistics([text], [[text]], TerOptions())


@pytest.mark.parametrize(
    "starts",
    [
        pytest.param([0, 1, 2], id="beyond the references"),
        pytest.param([0, 1], id="too few"),
        pytest.param([0, 1, 0], id="backwards"),
        pytest.param([-1, 0, 1], id="negative"),
    ],
)
def test_references_that_are_not_parted_among_segments_never_reach_the_kernel(starts: list[int]) -> None:
    with pytest.raises(ValueError, match="not parted"):
        TextBatch(hypotheses=["a", "b"], references=["a"], starts=np.array(starts))
