"""The page of findings, as people use it."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from padanan.core.errors import InputError
from padanan.core.model import Certainty, Finding, Severity
from padanan.reports.findings_page import render_findings_page
from padanan.services.validate_report import Excerpt, FileReport

HOSTILE = (
    "<script>document.title = 'taken'</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "\"quotes\" and 'quotes' &amp; more",
    "right\u202eto\u2066left\u2069",
    "line\u2028ends\u2029here",
    "\x1b[31mred\x00 \ud800",
)
CHECKS = {
    "placeholders": Severity.ERROR,
    "edge-newlines": Severity.ERROR,
    "chinese-punctuation": Severity.WARNING,
    "untranslated": Severity.INFO,
}


def make_files(count: int) -> list[FileReport]:
    """Make up findings in twelve catalogues, of four checks, in three languages."""
    draw = random.Random(1)
    files = []
    for number in range(12):
        path, language = f"locale/{number:02}.po", ("id", "zh-CN", "ar")[number % 3]
        findings = []
        for row in range(count // 12):
            check = draw.choice(list(CHECKS))
            findings.append(
                Finding(
                    check=check,
                    severity=CHECKS[check],
                    certainty=Certainty.CERTAIN,
                    path=path,
                    line=row * 4 + 1,
                    column=9,
                    end_column=14,
                    message=f"message {row % 50} of {check}",
                    hint="write it anew" if row % 2 else None,
                    language=language,
                    msgid=f"source text {number} {row}",
                    field="msgstr",
                    fingerprint=f"{number:016}{row:016}",
                )
            )
        excerpt = Excerpt(text='msgstr "%(m)s ملف 文件"', column=1)
        files.append(
            FileReport(
                path=Path(path), entries=count, findings=tuple(findings), excerpts=(excerpt,) * len(findings)
            )
        )
    return files


def render(files: list[FileReport]) -> str:
    return "".join(render_findings_page(files))


@pytest.fixture(scope="session")
def page_text() -> str:
    unreadable = FileReport(path=Path("x.po"), error=InputError("no such file", path="x.po"))
    return render([*make_files(600), unreadable])


@pytest.fixture(scope="session")
def hostile_text() -> str:
    files = make_files(120)
    for place, text in enumerate(HOSTILE):
        finding = replace(
            files[0].findings[place],
            path=text,
            message=text,
            hint=text,
            msgid=text,
            severity=Severity.ERROR,
            column=1,
            end_column=len(text) + 1,
        )
        excerpt = Excerpt(text=text, column=1)
        files.append(FileReport(path=Path("x"), findings=(finding,), excerpts=(excerpt,)))
    return render([*files, FileReport(path=Path("y"), error=InputError(HOSTILE[0], path=HOSTILE[1]))])


def test_it_renders_without_a_request_and_without_a_complaint(open_page, page_text) -> None:
    opened = open_page(page_text)
    page = opened.page
    assert page.title() == "Findings in catalogues"
    assert page.inner_text(".verdict").startswith("12 files, 7,200 messages: ")
    assert "no such file" in page.inner_text(".notice")
    assert page.inner_text("#status") == "600 findings, showing 1 to 50"
    assert page.locator("#rows tr").count() == 50
    assert (opened.requests, opened.complaints) == ([], [])


def test_nothing_can_be_requested(open_page, page_text) -> None:
    opened = open_page(page_text)
    opened.page.evaluate("fetch('https://example.org/').catch(() => {})")
    assert opened.requests == []
    assert any("Content Security Policy" in text for text in opened.complaints)


def test_errors_come_first_and_the_marked_piece_is_marked(open_page, page_text) -> None:
    page = open_page(page_text).page
    assert set(page.locator("#rows .severity").all_inner_texts()) == {"error"}
    row = page.locator("#rows tr").first
    assert row.locator("mark").inner_text() == "%(m)s"
    quoted = row.locator(".line bdi")
    assert (quoted.get_attribute("lang"), quoted.get_attribute("dir")) == ("id", "auto")
    assert "locale/00.po:" in row.locator("th").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_axe_finds_nothing_serious(open_page, find_violations, page_text, scheme, width) -> None:
    assert find_violations(open_page(page_text, scheme=scheme, width=width).page) == []


def test_filters_narrow_what_is_shown_and_say_so(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.select_option("#filter-check", label="chinese-punctuation")
    shown = page.inner_text("#status")
    assert " of 600 findings" in shown
    assert set(page.locator("#rows .severity").all_inner_texts()) == {"warning"}
    page.select_option("#filter-language", label="zh-CN")
    assert page.inner_text("#status") != shown
    page.select_option("#filter-path", label="locale/04.po")
    assert all("locale/04.po" in text for text in page.locator("#rows th").all_inner_texts())
    page.select_option("#filter-severity", label="error")
    assert page.inner_text("#status") == "No finding of 600 is like that"
    page.click("#filters button[type=reset]")
    page.wait_for_selector("text=600 findings, showing 1 to 50")


@pytest.mark.parametrize("wanted", ["SOURCE TEXT 7 13", "ملف 文件", "locale/03", "message 7 of edge"])
def test_texts_are_searched(open_page, page_text, wanted: str) -> None:
    page = open_page(page_text).page
    page.fill("#filter-text", wanted)
    page.wait_for_function("document.querySelector('#rows tr') !== null")
    page.wait_for_timeout(250)  # what is typed is searched a moment later
    rows = page.locator("#rows tr").all_inner_texts()
    assert rows
    assert all(wanted.lower() in text.lower() for text in rows)


def test_a_heading_sorts_by_keyboard_alone(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.locator("button[data-key=place]").focus()
    page.keyboard.press("Enter")
    heading = page.locator("th:has(button[data-key=place])")
    assert heading.get_attribute("aria-sort") == "ascending"
    lines = [int(text.split(":")[1]) for text in page.locator("#rows th").all_inner_texts()]
    assert lines == sorted(lines)
    page.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.locator("#rows th").first.inner_text() == "locale/11.po:197:9"
    assert page.locator("#browser th[aria-sort]").count() == 1


def test_pages_turn(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.click("#page-last")
    assert page.inner_text("#status") == "600 findings, showing 551 to 600"
    page.press("#page-next", "Enter")  # it is the last page, but the button keeps the focus
    assert page.inner_text("#status") == "600 findings, showing 551 to 600"
    page.click("#page-first")
    page.select_option("#page-size", "200")
    assert page.inner_text("#status") == "600 findings, showing 1 to 200"


def test_hostile_texts_are_shown_as_texts(open_page, hostile_text) -> None:
    opened = open_page(hostile_text)
    page = opened.page
    assert page.title() == "Findings in catalogues"
    assert page.locator("img").count() == 0
    assert (opened.requests, opened.complaints) == ([], [])
    page.select_option("#page-size", "200")
    shown = page.locator("#rows").inner_text()
    for text in HOSTILE[:4]:
        assert text in shown
    assert "right<U+202E>to<U+2066>left<U+2069>" in shown
    assert "<U+001B>[31mred<U+0000> <U+D800>" in shown
    assert page.evaluate("document.body.textContent.match(/[\\u202e\\u2066\\u2028\\u001b]/)") is None


def test_a_hundred_thousand_findings_sort_and_filter(open_page) -> None:
    opened = open_page(render(make_files(100_008)))
    page = opened.page
    assert page.inner_text("#status") == "100,008 findings, showing 1 to 50"
    page.click("button[data-key=check]")
    assert page.locator("#rows tr td:nth-child(3)").first.inner_text() == "chinese-punctuation"
    page.fill("#filter-text", "source text 11 8333")
    page.wait_for_selector("text=1 of 100,008 findings, showing 1 to 1")
    assert page.locator("#rows th").inner_text() == "locale/11.po:33333:9"
    assert opened.complaints == []


def test_a_clean_run_has_a_page(open_page) -> None:
    opened = open_page(render([FileReport(path=Path("a.po"), entries=3)]))
    assert opened.page.inner_text(".verdict") == "1 file, 3 messages: no findings"
    assert opened.page.locator("#browser").count() == 0
    assert opened.complaints == []


def test_it_prints_and_fits_a_telephone(open_page, page_text) -> None:
    page = open_page(page_text, width=400).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator("#status").is_visible()
    assert not page.locator("#filters").is_visible()


def test_without_scripts_the_worst_are_there(open_page, page_text) -> None:
    page = open_page(page_text, script=False).page
    assert "Here are the worst 200" in page.inner_text("noscript")
    assert page.locator("noscript li").count() == 200
    assert not page.locator("#browser").is_visible()


def test_links_and_tables_lead_through_the_page(open_page, page_text) -> None:
    page: Any = open_page(page_text).page
    for link in page.locator(".contents a").all():
        assert page.locator(link.get_attribute("href")).count() == 1
    assert page.locator("table").first.locator("tbody tr").count() == 4
    assert page.locator("table").nth(1).locator("tbody tr").count() == 12
