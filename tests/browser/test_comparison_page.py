"""The page of what changed between two versions, as people use it."""

from pathlib import Path

import pytest

from padanan.reports.comparison_page import render_comparison_page
from padanan.services.compare import compare_paths

HEADER = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def page_text(tmp_path: Path) -> str:
    """The page of two directories with a changed, a hostile, a new and a broken catalogue."""
    versions = {
        "old/a.po": '\nmsgid "one <b>"\nmsgstr "مرحبا بكم"\n\nmsgid "gone"\nmsgstr "x"\n',
        "new/a.po": '\nmsgid "one <b>"\nmsgstr "مرحبا <script>alert(1)</script>\u202e"\n',
        "old/b.po": '\nmsgid "two"\nmsgstr "2"\n',
        "new/b.po": "\nmsgid two\n",
        "new/c.po": '\nmsgctxt "menu"\nmsgid "three"\nmsgstr "3"\n',
    }
    for name, text in versions.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEADER + text, "utf-8")
    return render_comparison_page(compare_paths(tmp_path / "old", tmp_path / "new"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_it_shows_every_change_and_obeys_none(
    open_page, find_violations, page_text: str, scheme: str, width: int
) -> None:
    opened = open_page(page_text, scheme=scheme, width=width)
    page = opened.page
    assert "1 retranslated" in page.inner_text(".lead")
    shown = page.locator("dd bdi:has(ins)").first
    assert (shown.get_attribute("lang"), shown.get_attribute("dir")) == ("ar", "auto")
    assert page.locator("del").first.inner_text() == "بكم"
    assert "<script>alert(1)</script><U+202E>" in page.locator("dd").all_inner_texts()[1]
    assert "Not compared" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert find_violations(page) == []
    assert (opened.requests, opened.complaints) == ([], [])


def test_it_prints(open_page, page_text: str) -> None:
    assert open_page(page_text).page.pdf(format="A4").startswith(b"%PDF")
