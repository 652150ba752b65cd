"""The set of characters a match can end with must hold all of them; it may hold more."""

import pytest
import regex

from padanan.segmentation.dialect import translate_pattern
from padanan.segmentation.ending import ending_set


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        pytest.param(r"\.", ".", "a!", id="a character"),
        pytest.param(r"(?:a|b)\.", ".", "ab", id="behind a group"),
        pytest.param("[.?!]+", ".?!", "a", id="a set"),
        pytest.param("""[.?!]["')]*""", """.?!"')""", "a(", id="what may be missing counts"),
        pytest.param(r"\.\)?\]{0,3}", ".)]", "a", id="two that may be missing"),
        pytest.param(r"\.\)+", ")", ".", id="one that may not"),
        pytest.param(r"\.\){2}", ")", ".", id="a count"),
        pytest.param(r"\.\){0}", ".)", "a", id="a count of none"),
        pytest.param(r"a\u002E", ".", "aE2", id="a code point"),
        pytest.param(r"[[.?]&&[^?]]", ".", "?", id="nested sets"),
        pytest.param(r"\.-?\]?&?", ".-]&", "a", id="characters that mean something in a set"),
        pytest.param(r"^\s?\.", ".", " ", id="behind an anchor"),
    ],
)
def test_the_set_holds_every_ending(pattern: str, inside: str, outside: str) -> None:
    found = ending_set(translate_pattern(pattern))
    assert found is not None
    compiled = regex.compile(found, regex.VERSION1)
    assert all(compiled.fullmatch(character) for character in inside)
    assert not any(compiled.fullmatch(character) for character in outside)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("", id="empty"),
        pytest.param(r"\.*", id="may be empty"),
        pytest.param(r"a|\.", id="alternatives"),
        pytest.param(r"\.(?:a|b)", id="a group"),
        pytest.param(r"(?:\.)?", id="a group that may be missing"),
        pytest.param(r"\..", id="any character"),
        pytest.param(r"\.(?=a)", id="a lookahead"),
        pytest.param(r"\.$", id="an anchor"),
        pytest.param(r"\.\b", id="a boundary"),
        pytest.param(r"\.\X", id="a cluster"),
        pytest.param(r"\R\.", id="a line break of two characters before it"),
        pytest.param(r"\N{FULL STOP}", id="a name"),
        pytest.param(r"(?i)ß\.", id="a flag for small and capital letters"),
        pytest.param(r"(?si:a)\.", id="that flag among others"),
        pytest.param(r"\p{Ll}", id="letters"),
        pytest.param(r"\d", id="figures"),
        pytest.param(r"\.\s?", id="spaces"),
    ],
)
def test_where_nothing_is_gained_or_known_there_is_no_set(pattern: str) -> None:
    assert ending_set(translate_pattern(pattern)) is None
