from hypothesis import given
from hypothesis import strategies as st

from padanan.alignment import align_sentences

SENTENCES = st.lists(st.text(max_size=60), max_size=12)


@given(source=SENTENCES, target=SENTENCES)
def test_every_sentence_is_in_exactly_one_bead_and_in_order(source: list[str], target: list[str]) -> None:
    beads = align_sentences(source, target)
    assert [i for b in beads for i in range(b.source_start, b.source_end)] == list(range(len(source)))
    assert [j for b in beads for j in range(b.target_start, b.target_end)] == list(range(len(target)))


@given(sentences=st.lists(st.text("abcdefgh 123?", min_size=20, max_size=60), max_size=12, unique=True))
def test_a_document_aligned_with_itself_is_paired_throughout(sentences: list[str]) -> None:
    assert all(b.kind == "1-1" for b in align_sentences(sentences, sentences))
