"""The kernel counts words and characters, and finds signs, in any text as Python does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.words import CountMethod, measure
from padanan.evaluation.appearance import flag_texts
from padanan.evaluation.lengths import measure_texts
from padanan.evaluation.survey import survey_texts
from padanan.native.loader import SWITCH, load_kernel

# Every class of UAX #29, marks that compose and that do not, writings without spaces, emoji in sequence, lone
# surrogates, white space of all kinds, and what tokenizers and tags are told by.
_ALPHABET = (
    "aZn0é١Ωж'’\".,:;_-+$%#&/\\()[]}<>@\u2581\u203f·‧״׳אב\u05b7カﾀー々〇漢字ひら한글ᄒ\u1161\u11abไทย\u0e33ລາວខ្មមြန်"
    "\u0308\u0301\u0327\u00ad\u200b\u200d\u200c\u2060\ufffc\ufeff \t\n\r\x0b\x1c\x85\u2028\u3000"
    "\x00\ud800\udfff"
    "👍🏽👩🇮🇩\U0001d7d8\U00020000\U000e0001\U0010ffffℌK\u0338\u037e≮"
)
_SIGNS = (
    "&#91;",
    "@-@",
    "@@ ",
    " n't",
    "-LRB-",
    " .",
    " )",
    " n",
    "<b>",
    "</a>",
    "<",
    "a<\u0338",
    "ה״א",
    "1,5",
)
_TEXTS = st.lists(st.text(_ALPHABET, max_size=12) | st.sampled_from(_SIGNS) | st.text(max_size=3), max_size=6)


def survey_in_python(texts: list[str]) -> list[list[int]]:
    found: list[list[int]] = np.column_stack([measure_texts(texts), flag_texts(texts)]).tolist()
    return found


def require_kernel() -> None:
    if load_kernel("evaluation") is None:
        pytest.skip("the kernel of the evaluation is not built")


@given(st.lists(_TEXTS.map("".join), min_size=1, max_size=8))
def test_the_kernel_finds_what_python_finds(texts: list[str]) -> None:
    require_kernel()
    assert survey_texts(texts).tolist() == survey_in_python(texts)


def test_every_code_point_counts_as_in_python() -> None:
    require_kernel()
    texts = [f"{chr(point)}a {chr(point)}1{chr(point)}" for point in range(0x110000)][::17]
    volumes = [measure(text, CountMethod.UAX29) for text in texts]
    expected = [[volume.words, volume.characters] for volume in volumes]
    assert survey_texts(texts)[:, :2].tolist() == expected


def test_long_runs_take_no_longer_than_their_length() -> None:
    require_kernel()
    texts = ["_" * 200_000, "a_" * 100_000, "ก" * 200_000, "", "'" * 200_000]
    assert survey_texts(texts)[:, :2].tolist() == [
        [0, 200_000],
        [1, 200_000],
        [33_334, 200_000],
        [0, 0],
        [0, 200_000],
    ]


def test_without_the_kernel_python_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from padanan.evaluation.kernel import load_survey_kernel

    monkeypatch.setenv(SWITCH, "1")
    load_kernel.cache_clear()
    load_survey_kernel.cache_clear()
    try:
        assert survey_texts(["dua kata .", "<b>小红书</b>"]).tolist() == [[2, 8, 1, 0], [5, 10, 0, 1]]
    finally:
        monkeypatch.undo()
        load_kernel.cache_clear()
        load_survey_kernel.cache_clear()
