"""The difference shown beside a match."""

import pytest

from padanan.memory.difference import Change, difference


@pytest.mark.parametrize(
    ("query", "source", "expected"),
    [
        pytest.param("a b", "a b", [("same", "a b")], id="identical"),
        pytest.param("", "", [], id="both-empty"),
        pytest.param("new", "", [("new", "new")], id="all-new"),
        pytest.param(
            "Kota kecil itu",
            "Kota besar itu",
            [("same", "Kota "), ("gone", "besar"), ("new", "kecil"), ("same", " itu")],
            id="whole-words",
        ),
        pytest.param(
            "gejala ini",
            "gejala-gejala ini",
            [("gone", "gejala-gejala"), ("new", "gejala"), ("same", " ini")],
            id="reduplication-is-one-word",
        ),
        pytest.param(
            "小红书发布声明",
            "小红书发表声明",
            [("same", "小红书发"), ("gone", "表"), ("new", "布"), ("same", "声明")],
            id="han-by-character",
        ),
        pytest.param(
            "บันทึกไฟล์",
            "บันทึกแฟ้ม",
            [("same", "บันทึก"), ("gone", "แฟ้ม"), ("new", "ไฟล์")],
            id="marks-stay-with-their-letters",
        ),
        pytest.param(
            "हिन्दी में",
            "हिन्दू में",
            [("gone", "हिन्दू"), ("new", "हिन्दी"), ("same", " में")],
            id="vowel-signs-belong-to-words",
        ),
        pytest.param(
            "cafe\u0301s ouverts",
            "cafe\u0301 ouvert",
            [
                ("gone", "cafe\u0301"),
                ("new", "cafe\u0301s"),
                ("same", " "),
                ("gone", "ouvert"),
                ("new", "ouverts"),
            ],
            id="decomposed-accents-too",
        ),
        pytest.param(
            "114.000 orang",
            "115.000 orang",
            [("gone", "115"), ("new", "114"), ("same", ".000 orang")],
            id="numbers",
        ),
    ],
)
def test_difference(query: str, source: str, expected: list[tuple[Change, str]]) -> None:
    assert list(difference(query, source)) == expected
