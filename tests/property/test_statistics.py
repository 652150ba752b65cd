"""Whatever the text and the options, counts and scores are sacrebleu's, and parts add up to the whole."""

from hypothesis import given
from hypothesis import strategies as st

from padanan.evaluation.computers import make_computer
from padanan.evaluation.extraction import extract_statistics
from padanan.evaluation.kernel import can_tokenize
from padanan.evaluation.options import (
    BleuOptions,
    ChrfOptions,
    MetricOptions,
    Smoothing,
    TerOptions,
    Tokenizer,
)
from padanan.evaluation.statistics import corpus_score, sum_counts

OPTIONS: st.SearchStrategy[MetricOptions] = st.one_of(
    st.builds(
        BleuOptions,
        tokenizer=st.sampled_from([*filter(can_tokenize, Tokenizer)]),
        lowercase=st.booleans(),
        smooth_method=st.sampled_from(Smoothing),
        smooth_value=st.none() | st.floats(0, 5),
        max_ngram_order=st.integers(1, 6),
        effective_order=st.booleans(),
    ),
    st.builds(
        ChrfOptions,
        char_order=st.integers(1, 8),
        word_order=st.integers(0, 3),
        beta=st.integers(0, 4),
        lowercase=st.booleans(),
        whitespace=st.booleans(),
        eps_smoothing=st.booleans(),
    ),
    st.builds(
        TerOptions,
        normalized=st.booleans(),
        no_punct=st.booleans(),
        asian_support=st.booleans(),
        case_sensitive=st.booleans(),
    ),
)
# Any characters, and words of which both sides have some.
TEXTS = st.text(max_size=20) | st.lists(
    st.sampled_from(["a", "b", "A.", "1,5", "5-", "&lt;", "中国", "ς", "Σ"])
).map(" ".join)


@given(
    OPTIONS,
    st.integers(1, 3).flatmap(lambda n: st.lists(st.tuples(*[TEXTS] * (n + 1)), min_size=1, max_size=5)),
)
def test_counts_and_scores_are_sacrebleus(options: MetricOptions, rows: list[tuple[str, ...]]) -> None:
    hypotheses, *references = map(list, zip(*rows, strict=True))
    ours, peer = extract_statistics(hypotheses, references, options), make_computer(options)
    assert ours.counts.tolist() == peer._extract_corpus_statistics(hypotheses, references)
    theirs = peer.corpus_score(hypotheses, references)
    assert (corpus_score(ours).score, ours.signature) == (theirs.score, peer.get_signature().format())


@given(OPTIONS, st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=8), st.data())
def test_parts_add_up_to_the_whole(
    options: MetricOptions, rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    hypotheses, references = map(list, zip(*rows, strict=True))
    statistics = extract_statistics(hypotheses, [references], options)
    cut = data.draw(st.integers(1, len(rows) - 1))
    halves = statistics.subset(slice(cut)), statistics.subset(range(cut, len(rows)))
    sums = [sum(pair) for pair in zip(*map(sum_counts, halves), strict=True)]
    assert sums == sum_counts(statistics)
    alone = extract_statistics(hypotheses[:cut], [references[:cut]], options)
    assert alone.counts.tolist() == halves[0].counts.tolist()
