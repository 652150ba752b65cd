"""What kinds of characters a difference is made of."""

import pytest

from padanan.core.model import InlineCode
from padanan.memory.masking import differing_kinds
from padanan.memory.similarity import normalise_symbols


@pytest.mark.parametrize(
    ("query", "source", "expected"),
    [
        pytest.param("3 files", "4 files", ("numbers",), id="number"),
        pytest.param("114,000 users", "114.000 users", ("numbers",), id="separators"),
        pytest.param("Version", "Version 2", ("numbers", "spaces"), id="number-and-its-space"),
        pytest.param("item1", "item2", ("numbers",), id="number-in-a-word"),
        pytest.param("%d files", "%s files", ("placeholders",), id="printf"),
        pytest.param("{name}, hi", "{user}, hi", ("placeholders",), id="brace"),
        pytest.param("%(a)s files", "3 files", ("numbers", "placeholders"), id="number-for-placeholder"),
        pytest.param("a <b>x</b>", "a <i>x</i>", ("tags",), id="tags"),
        pytest.param("Save<br/>", "Save", ("tags",), id="tag-missing"),
        pytest.param("<file> x", "<name> x", (), id="prose-in-angle-brackets"),
        pytest.param("Save File", "save file", ("case",), id="case"),
        pytest.param("STRASSE", "Straße", ("case",), id="case-folding"),
        pytest.param("Ϊ\u0301", "ΐ", ("case",), id="case-folding-takes-characters-apart"),
        pytest.param('<a href="%s">x', '<a href="%d">x', ("tags",), id="a-placeholder-in-a-tag"),
        pytest.param("Save", "Save...", ("punctuation",), id="full-stops"),
        pytest.param("保存。", "保存!", ("punctuation",), id="full-width"),
        pytest.param("`a'", "'a'", ("punctuation",), id="old-quotation-marks"),
        pytest.param("a  b", "a b", ("spaces",), id="spaces"),
        pytest.param("a\u00a0b\n", "a b", ("spaces",), id="no-break-space-and-newline"),
        pytest.param("Save 1 file.", "save 2 file", ("numbers", "case", "punctuation"), id="three-kinds"),
        pytest.param("Save", "Store", (), id="words"),
        pytest.param("Save", "Save it", (), id="more-words"),
        pytest.param("same", "same", (), id="identical"),
        pytest.param("", "", (), id="empty"),
        pytest.param("", "1", ("numbers",), id="empty-and-number"),
        pytest.param("कि", "की", (), id="vowel-signs-are-no-punctuation"),
        pytest.param("10 % data", "10 % cara", (), id="percent-of-something"),
        pytest.param("😀", "😁", (), id="astral"),
    ],
)
def test_kinds(query: str, source: str, expected: tuple[str, ...]) -> None:
    assert differing_kinds(query, source) == expected
    assert differing_kinds(source, query) == expected


def test_inline_codes_are_tags() -> None:
    code = InlineCode(offset=4, kind="standalone", markup="<ph/>")
    assert differing_kinds(normalise_symbols("Save it", [code]), "Save it") == ("tags",)


@pytest.mark.parametrize(
    ("query", "source", "expected"),
    [
        pytest.param("abc", "abc", ("tags",), id="nothing-else"),
        pytest.param("abc 1", "ABC 2", ("numbers", "tags", "case"), id="more"),
        pytest.param("1<br>", "<br>1", ("tags",), id="tags-explain-it-as-well-as-numbers"),
        pytest.param("abc", "abd", (), id="words"),
    ],
)
def test_kinds_that_are_known_to_differ_are_named(query: str, source: str, expected: tuple[str, ...]) -> None:
    assert differing_kinds(query, source, ("tags",)) == expected
