from pathlib import Path

import pytest

from padanan.alignment import align_sentences
from padanan.segmentation import segment_document

LOCALES = Path(__file__).parents[3] / "locales"


def _read_article(language: str) -> list[str]:
    text = (LOCALES / language / "xiaohongshu.txt").read_text("utf-8")
    return [segment.text for segment in segment_document(text, language=language)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_article_and_a_translation_give_24_pairs(language: str) -> None:
    beads = align_sentences(_read_article("id"), _read_article(language))
    # The shipped rules cut both translations after "D.Dj.": the alignment puts the name together again.
    assert [b.kind for b in beads] == ["1-1"] * 22 + ["1-2", "1-1"]
    assert [b.source_start for b in beads] == list(range(24))


def test_the_two_translations_are_paired_throughout() -> None:
    beads = align_sentences(_read_article("en"), _read_article("zh_CN"))
    assert {(b.kind, b.source_start - b.target_start) for b in beads} == {("1-1", 0)}


@pytest.mark.parametrize(
    ("source", "target"), [([], []), (["a"], []), ([], ["a"])], ids=["none", "source", "target"]
)
def test_a_side_without_sentences_leaves_the_other_unpaired(source: list[str], target: list[str]) -> None:
    assert [b.kind for b in align_sentences(source, target)] == ["1-0"] * len(source) + ["0-1"] * len(target)


def test_a_number_moves_a_pair_off_the_diagonal() -> None:
    source = [f"Pada {year} harga naik sekali di kota ini." for year in range(1990, 2002)]
    target = [f"In {year} the prices rose in this city." for year in range(1990, 2002) if year != 1995]
    beads = align_sentences(source, target)
    assert (6, 5) in {(b.source_end - 1, b.target_end - 1) for b in beads}
