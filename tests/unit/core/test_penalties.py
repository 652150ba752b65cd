from typing import Any

import pytest

from padanan.core.errors import PadananError
from padanan.core.penalties import Penalties, parse_penalty


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        pytest.param("a/x.po", "a/x.po", True, id="whole-path"),
        pytest.param("x.po", "a/x.po", True, id="name-anywhere"),
        pytest.param("*.tmx", "a/b/x.tmx", True, id="suffix-anywhere"),
        pytest.param("a", "a/b/x.po", True, id="folder"),
        pytest.param("b", "a/b/x.po", True, id="folder-anywhere"),
        pytest.param("b/", "a/b/x.po", True, id="folder-with-slash"),
        pytest.param("a/b", "a/b/c/x.po", True, id="folder-path"),
        pytest.param("a/*", "a/b/x.po", True, id="below-a-folder"),
        pytest.param("a/**/x.po", "a/b/c/x.po", True, id="two-stars"),
        pytest.param("/srv/old", "/srv/old/x.po", True, id="absolute"),
        pytest.param("*", "x.po", True, id="everything"),
        pytest.param("x?.po", "x1.po", True, id="one-character"),
        pytest.param("b/c", "a/b/c/x.po", False, id="a-path-begins-at-the-start"),
        pytest.param("A", "a/x.po", False, id="case-counts"),
        pytest.param("a", "ab/x.po", False, id="part-of-a-name"),
    ],
)
def test_which_origins_a_pattern_names(pattern: str, path: str, fits: bool) -> None:
    found = Penalties(origins=((pattern, 5),)).of_origin(path)
    assert found == ((pattern, 5) if fits else None)


def test_the_last_pattern_that_fits_counts() -> None:
    penalties = Penalties(origins=(("old", 9), ("old/checked", 0), ("other", 3)))
    assert penalties.of_origin("old/x.po") == ("old", 9)
    assert penalties.of_origin("old/checked/x.po") == ("old/checked", 0)


def test_names_and_origins_are_adjusted() -> None:
    changes = [("markup", 0), ("several-translations", 1), ("reversed", 2), ("pivot", 3), ("old", 4)]
    assert Penalties(origins=(("first", 1),)).adjust(changes) == Penalties(
        markup=0, several_translations=1, reversed=2, pivot=3, origins=(("first", 1), ("old", 4))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("old/*=5", ("old/*", 5)),
        ("a=b.po=100", ("a=b.po", 100)),
        (" old = 0 ", ("old", 0)),
        ("old=" + " " * 12 + "5", ("old", 5)),
        ("old=" + "0" * 5000 + "5", ("old", 5)),
    ],
)
def test_reading(text: str, expected: tuple[str, int]) -> None:
    assert parse_penalty(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("old", "written ORIGIN=N, not 'old'"),
        ("=5", "written ORIGIN=N"),
        ("old=", "written ORIGIN=N"),
        ("", "written ORIGIN=N"),
        ("old=-1", "penalty of -1 for old is out of range"),
        ("old=101", "penalty of 101 for old is out of range"),
        ("old=" + "9" * 5000, "out of range"),
        ("old=1.5", "'1.5' is no whole number"),
        ("old=five", "no whole number"),
        ("old=1_0", "no whole number"),
        ("old=٥", "no whole number"),
        ("old=-", "no whole number"),
        ("old=--5", "no whole number"),
    ],
)
def test_what_is_no_penalty(text: str, message: str) -> None:
    with pytest.raises(PadananError, match=message) as caught:
        parse_penalty(text)
    assert caught.value.hint


@pytest.mark.parametrize("change", [("", 5), ("old", 101), ("markup", -1)])
def test_adjusting_refuses_what_is_out_of_range(change: Any) -> None:
    with pytest.raises(PadananError):
        Penalties().adjust([change])
