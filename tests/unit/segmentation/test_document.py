"""Segments keep their exact text and place."""

from pathlib import Path

import pytest

from padanan.core.errors import LanguageError
from padanan.core.model import Segment
from padanan.segmentation import segment_document

ARTICLE = Path(__file__).resolve().parents[3] / "locales" / "id" / "xiaohongshu.txt"


def test_the_article_has_24_segments_on_21_lines() -> None:
    text = ARTICLE.read_bytes().decode()
    segments = segment_document(text, language="id")
    assert len(segments) == 24
    assert [segment.line for segment in segments if segment.number == 2] == [13, 14, 17]
    assert {segment.line for segment in segments} == set(range(1, 22))
    whole = {segment.text for segment in segments if segment.line not in {13, 14, 17}}
    assert whole == {line for number, line in enumerate(text.splitlines(), 1) if number not in {13, 14, 17}}


def test_places_are_counted_from_one_and_offsets_from_zero() -> None:
    text = "\n  Satu. Dua!\t\n\nTiga.\n"
    assert segment_document(text, language="id") == [
        Segment(text="Satu.", start=3, end=8, line=2, paragraph=1, number=1),
        Segment(text="Dua!", start=9, end=13, line=2, paragraph=1, number=2),
        Segment(text="Tiga.", start=16, end=21, line=4, paragraph=2, number=1),
    ]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        pytest.param("A b\r\nC d", ["A b", "C d"], id="CR LF"),
        pytest.param("A b\rC d", ["A b", "C d"], id="CR"),
        pytest.param("A b\u2028C d\u2029E", ["A b", "C d", "E"], id="Unicode separators"),
        pytest.param("A b\x0bC d\x0cE\x85F", ["A b", "C d", "E", "F"], id="VT, FF, NEL"),
        pytest.param("\ufeffA b\n", ["A b"], id="byte order mark"),
        pytest.param("\ufeff\u00a0A b", ["A b"], id="byte order mark and space"),
        pytest.param("\u00a0A b\u3000\nC\t\n", ["A b", "C"], id="no-break and ideographic spaces"),
        pytest.param("A\u00a0b.\u00a0C d.", ["A\u00a0b.", "C d."], id="no-break space after a full stop"),
        pytest.param("\n \n\t\n", [], id="blank lines"),
        pytest.param("", [], id="nothing"),
        pytest.param("\ufeff", [], id="a byte order mark alone"),
        pytest.param("Tanpa akhir baris", ["Tanpa akhir baris"], id="no final newline"),
    ],
)
def test_line_breaks_end_segments_and_white_space_belongs_to_none(text: str, texts: list[str]) -> None:
    segments = segment_document(text, language="en")
    assert [segment.text for segment in segments] == texts
    assert all(text[segment.start : segment.end] == segment.text for segment in segments)


def test_lines_are_counted_alike_for_every_line_break() -> None:
    segments = segment_document("a\nb\r\nc\rd\u2028e\n\nf", language="en")
    assert [(segment.text, segment.line, segment.paragraph) for segment in segments] == [
        ("a", 1, 1),
        ("b", 2, 2),
        ("c", 3, 3),
        ("d", 4, 4),
        ("e", 5, 5),
        ("f", 7, 6),
    ]


@pytest.mark.parametrize("language", ["zh", "zh_CN", "zh-Hans", "cmn", "zho", "ZH-hant-TW"])
def test_any_spelling_of_a_language_will_do(language: str) -> None:
    assert len(segment_document("你好。再见。", language=language)) == 2


def test_an_unknown_language_is_refused_even_without_text() -> None:
    with pytest.raises(LanguageError):
        segment_document("", language="klingonese")


@pytest.mark.parametrize(
    "unit",
    ["Aa. ", "“", "。“", '."', "a ", "1. ", "((((", "…", "a" * 50, "?!", ".)", ". :", "!((", "😀", "! 1."],
)
@pytest.mark.parametrize("language", ["id", "en", "zh", "ja"])
def test_a_long_line_of_one_thing_stays_within_the_engine_s_time_limit(unit: str, language: str) -> None:
    text = unit * (50_000 // len(unit))
    assert segment_document(text, language=language)[-1].end == len(text.rstrip())


def test_a_line_of_ten_megabytes_stays_within_the_engine_s_time_limit() -> None:
    sentence = "Pengguna baru dari AS, ujar Prof. D.Dj. Kliwantoro, berbagi foto dan video kucing. "
    count = 10_000_000 // len(sentence)
    assert len(segment_document(sentence * count, language="id")) == count
