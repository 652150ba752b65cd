"""The page of an analysis, as people use it: that in tests/golden/analysis, kept current by other tests."""

from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "golden" / "analysis" / "job.html").read_text("utf-8")


def test_it_renders_without_a_request_and_without_a_complaint(open_page) -> None:
    opened = open_page(PAGE)
    assert opened.page.inner_text("h1") == "Translation analysis"
    assert (opened.requests, opened.complaints) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_axe_finds_nothing_serious(open_page, find_violations, scheme, width) -> None:
    assert find_violations(open_page(PAGE, scheme=scheme, width=width).page) == []


def test_a_heading_sorts_by_keyboard_alone(open_page) -> None:
    page = open_page(PAGE).page
    page.locator("table.sortable th button").nth(2).focus()
    page.keyboard.press("Enter")
    words = page.locator("table.sortable tbody tr > :nth-child(3)").all_inner_texts()
    assert len(words) > 1
    assert words == sorted(words, key=read_number)
    page.keyboard.press("Space")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("words")
    falling = page.locator("table.sortable tbody tr > :nth-child(3)").all_inner_texts()
    assert falling == sorted(words, key=read_number, reverse=True)


def test_it_fits_a_telephone_and_prints(open_page) -> None:
    page = open_page(PAGE, width=400).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.pdf(format="A4").startswith(b"%PDF")


def read_number(shown: str) -> int:
    return int(shown.replace(",", ""))
