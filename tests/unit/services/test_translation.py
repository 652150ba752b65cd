from pathlib import Path

import pytest

from padanan.formats.document import DocumentKind
from padanan.segmentation import segment_document
from padanan.services.project import Document
from padanan.services.translation import translate_document


def _document(text: str, language: str) -> Document:
    segments = tuple(segment_document(text, language=language))
    return Document(
        path=Path("x.txt"),
        reference_path="x.txt",
        domain="x",
        kind=DocumentKind.TEXT,
        text=text,
        segments=segments,
    )


@pytest.mark.parametrize(
    ("text", "source", "translations", "target", "expected"),
    [
        (
            "Ya. Tidak.\r\n\r\n  Baik.\n",
            "id",
            {"Ya.": "是。", "Tidak.": "不。", "Baik.": "好。"},
            "zh-CN",
            "是。不。\r\n\r\n  好。\n",
        ),
        ("是。不。\n好。", "zh", {"是。": "Yes.", "不。": "No.", "好。": "Good."}, "en", "Yes. No.\nGood."),
        ("Ya.  Tidak.", "id", {"Ya.": "Yes.", "Tidak.": "No."}, "en", "Yes.  No."),
        ("Ya. Tidak.", "id", {"Tidak.": "No."}, "en", "Ya. No."),
        ("是。不。好。", "zh", {"不。": "No."}, "en", "是。 No. 好。"),
        ("", "id", {}, "en", ""),
    ],
    ids=[
        "into Chinese",
        "out of Chinese",
        "two spaces stay",
        "untranslated stays",
        "a space on both sides",
        "empty",
    ],
)
def test_translations_stand_where_their_segments_stood(
    text: str, source: str, translations: dict[str, str], target: str, expected: str
) -> None:
    assert translate_document(_document(text, source), translations, language=target) == expected


def test_without_translations_the_document_is_itself() -> None:
    text = "\ufeffSatu. Dua!\n\tTiga?\r\nEmpat…  "
    assert translate_document(_document(text, "id"), {}, language="en") == text
