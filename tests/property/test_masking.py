"""The kinds of a difference against a character by character definition."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from padanan.memory.masking import KINDS, differing_kinds

# No full stop and no apostrophe: between digits they belong to the number.
_TEXTS = st.text("aA1! é", max_size=8)
_MEMBERS = {"numbers": "1", "punctuation": "!", "spaces": " "}


def mask(text: str, kinds: tuple[str, ...]) -> str:
    gone = "".join(_MEMBERS.get(kind, "") for kind in kinds)
    kept = "".join(character for character in text if character not in gone)
    return kept.lower() if "case" in kinds else kept


@given(_TEXTS, _TEXTS)
def test_the_fewest_kinds_are_named(query: str, source: str) -> None:
    subsets = (kinds for size in range(len(KINDS) + 1) for kinds in combinations(KINDS, size))
    expected = next((kinds for kinds in subsets if mask(query, kinds) == mask(source, kinds)), ())
    assert differing_kinds(query, source) == expected


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_answered(query: str, source: str) -> None:
    kinds = differing_kinds(query, source)
    assert list(kinds) == [kind for kind in KINDS if kind in kinds]
    assert not (query == source and kinds)
