"""The page of aligned documents, as people use it."""

from pathlib import Path

import pytest

from padanan.formats.files import SourceFile
from padanan.reports.alignment_page import render_alignment_page
from padanan.services.align import AlignOptions, align_documents

ARABIC = "الاجتماع رقم 12.\nكلمة <script>alert(1)</script>\u202e 34.\nوحدها.\n"
ENGLISH = "Meeting number 12.\nA word <script>alert(1)</script> 34.\n"


@pytest.fixture
def page_text() -> str:
    arabic = SourceFile.of(Path("<b>.txt"), ARABIC.encode())
    english = SourceFile.of(Path("en.txt"), ENGLISH.encode())
    options = AlignOptions(source_language="ar", target_language="en", segmented=True)
    return render_alignment_page(align_documents(arabic, english, options))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_it_shows_all_pairs_and_obeys_none(
    open_page, find_violations, page_text: str, scheme: str, width: int
) -> None:
    opened = open_page(page_text, scheme=scheme, width=width)
    page = opened.page
    rows = page.locator("tbody tr")
    assert rows.count() >= 2
    shown = page.locator("td bdi[lang=ar]").first
    assert shown.get_attribute("dir") == "auto"
    assert "<script>alert(1)</script><U+202E>" in page.inner_text("tbody")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert find_violations(page) == []
    assert (opened.requests, opened.complaints) == ([], [])


def test_only_pairs_for_review_can_be_shown(open_page, page_text: str) -> None:
    page = open_page(page_text).page
    doubtful = page.locator("tbody tr.review").count()
    assert doubtful > 0
    page.check("#only-review")
    assert page.locator("tbody tr:visible").count() == doubtful
    page.uncheck("#only-review")
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count()


def test_it_prints(open_page, page_text: str) -> None:
    assert open_page(page_text).page.pdf(format="A4").startswith(b"%PDF")
