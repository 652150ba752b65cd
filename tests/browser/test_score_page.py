"""The page of a comparison, as people use it."""

from dataclasses import replace
from typing import Any

import pytest

from padanan.reports.score_page import render_score_page

HOSTILE = [
    "<script>document.title = 'taken'</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "\"quotes\" and 'quotes' &amp; more",
    "right\u202eto\u2066left\u2069",
    "line\u2028ends\u2029here",
]


@pytest.fixture(scope="session")
def page_text(make_sample, make_report) -> str:
    return render_score_page(make_report(make_sample(300)))


@pytest.fixture(scope="session")
def hostile_text(make_sample, make_report) -> str:
    sample = make_sample(120)
    count = len(HOSTILE)
    return render_score_page(
        make_report(
            replace(
                sample,
                systems={name: [*HOSTILE, *texts[count:]] for name, texts in sample.systems.items()},
                references=[text + " x" for text in HOSTILE] + list(sample.references[count:]),
                sources=[*HOSTILE, *sample.sources[count:]],
                documents=[*HOSTILE, *sample.documents[count:]],
            )
        )
    )


def test_it_renders_without_a_request_and_without_a_complaint(open_page, page_text) -> None:
    opened = open_page(page_text)
    assert opened.page.title() == "Translation scores"
    assert "careful.po is better than plain.po by" in opened.page.inner_text(".verdicts")
    assert opened.page.locator("svg.chart").count() > 8
    assert opened.page.locator("#rows tr").count() == 25
    assert (opened.requests, opened.complaints) == ([], [])


def test_nothing_can_be_requested(open_page, page_text) -> None:
    opened = open_page(page_text)
    opened.page.evaluate(
        "async () => { const image = new Image(); image.src = 'https://example.org/x.png';"
        "document.body.append(image); await fetch('https://example.org/').catch(() => {}) }"
    )
    assert opened.requests == []
    assert any("Content Security Policy" in text for text in opened.complaints)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_axe_finds_nothing_serious(open_page, find_violations, page_text, scheme, width) -> None:
    opened = open_page(page_text, scheme=scheme, width=width)
    assert find_violations(opened.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_warning(
    open_page, find_violations, make_sample, make_report, scheme
) -> None:
    opened = open_page(render_score_page(make_report(make_sample(24))), scheme=scheme)
    assert "only 24 segments" in opened.page.inner_text(".notice.hard")
    assert find_violations(opened.page) == []


def test_a_heading_sorts_by_keyboard_alone(open_page, page_text) -> None:
    page = open_page(page_text).page
    heading = page.locator("th:has(button[data-key=score-0])")
    page.locator("button[data-key=score-0]").focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert shown_numbers(page, "score-0") == sorted(shown_numbers(page, "score-0"))
    page.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert shown_numbers(page, "score-0") == sorted(shown_numbers(page, "score-0"), reverse=True)
    assert page.locator("#browser th[aria-sort]").count() == 1
    assert page.evaluate("document.activeElement.dataset.key") == "score-0"


def test_the_difference_sorts_the_most_regressed_first(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.click("button[data-key=difference]")
    differences = shown_numbers(page, "difference")
    assert differences[0] < 0
    assert differences == sorted(differences)


def test_filters_narrow_what_is_shown_and_say_so(open_page, page_text) -> None:
    page = open_page(page_text).page
    assert page.inner_text("#status") == "300 segments, showing 1 to 25"
    page.fill("#filter-text", "HOUSE SEES")
    page.wait_for_selector("#status:has-text(' of 300')")
    assert all("house sees" in text.lower() for text in page.locator("#rows tr").all_inner_texts())
    page.fill("#filter-text", "nothing says this")
    page.wait_for_selector("text=No segment of 300 is like that")
    page.click("#filters button[type=reset]")
    page.wait_for_selector("text=300 segments, showing 1 to 25")
    page.check("#filter-findings")
    assert page.inner_text("#status") == "1 of 300 segments, showing 1 to 1"
    assert "%s is missing" in page.inner_text("#rows")


def test_documents_bands_and_metrics_can_be_chosen(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.select_option("#filter-document", label="news-03")
    assert page.inner_text("#status") == "25 of 300 segments, showing 1 to 25"
    page.select_option("#filter-band", label="100 %")
    assert "100 %" in page.inner_text("#rows tr")
    before = page.inner_text("#rows tr td.number")
    page.select_option("#choose-metric", label="BLEU")
    assert "BLEU" in page.inner_text("th:has(button[data-key=score-0])")
    assert page.inner_text("#rows tr td.number") != before


def test_pages_turn(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.click("#page-last")
    assert page.inner_text("#status") == "300 segments, showing 276 to 300"
    page.press("#page-next", "Enter")  # it may be the last page, but the button keeps the focus
    assert page.inner_text("#status") == "300 segments, showing 276 to 300"
    page.click("#page-previous")
    page.click("#page-first")
    assert page.inner_text("#status") == "300 segments, showing 1 to 25"


def test_the_scatter_shows_its_segments_on_hover_and_on_focus(open_page, page_text) -> None:
    page = open_page(page_text).page
    marks = page.locator(".marks > *")
    assert marks.count() == 300
    assert page.locator(".marks > [tabindex='0']").count() == 1
    marks.nth(0).focus()
    first = page.inner_text("#scatter-segment")
    assert "reference" in first
    page.keyboard.press("ArrowRight")
    second = page.inner_text("#scatter-segment")
    assert second != first
    marks.nth(40).hover(force=True)
    assert page.inner_text("#scatter-segment") != second
    page.mouse.move(0, 0)
    marks.nth(2).focus()
    read = page.inner_text("#scatter-segment p")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rows th:focus")
    number = page.evaluate("document.activeElement.textContent")
    assert read == f"Segment {number}"


def test_hostile_texts_are_shown_as_texts(open_page, hostile_text) -> None:
    opened = open_page(hostile_text)
    assert opened.page.title() == "Translation scores"
    assert opened.page.locator("img").count() == 0
    assert (opened.requests, opened.complaints) == ([], [])
    shown = opened.page.locator("#rows").inner_text()
    for text in HOSTILE[:4]:
        assert text in shown
    assert "right<U+202E>to<U+2066>left<U+2069>" in shown
    assert "line<U+2028>ends<U+2029>here" in shown
    assert opened.page.evaluate("document.body.textContent.match(/[\\u202e\\u2066\\u2028]/)") is None


def test_a_hundred_thousand_segments_sort_and_filter(open_page, make_sample, make_report) -> None:
    opened = open_page(render_score_page(make_report(make_sample(100_000, resamples=10))))
    page = opened.page
    assert page.inner_text("#status") == "100,000 segments, showing 1 to 25"
    assert page.locator("#rows tr").count() == 25
    page.click("button[data-key=score-1]")
    assert shown_numbers(page, "score-1") == sorted(shown_numbers(page, "score-1"))
    page.fill("#filter-text", "boat house boat")
    page.wait_for_selector("#status:has-text(' of 100,000')")
    assert page.locator(".marks > *").count() <= 1600
    assert opened.complaints == []


def test_it_prints(open_page, page_text) -> None:
    opened = open_page(page_text)
    assert opened.page.pdf(format="A4").startswith(b"%PDF")


def test_it_fits_a_telephone(open_page, page_text) -> None:
    page = open_page(page_text, width=400).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.fixture(scope="session")
def three_text(make_sample, make_report) -> str:
    sample = make_sample(150)
    third = {"third.po": [text.replace("boat", "ship") for text in sample.references]}
    return render_score_page(make_report(replace(sample, systems={**sample.systems, **third})))


def test_every_pair_of_three_systems_can_be_looked_at(open_page, find_violations, three_text) -> None:
    opened = open_page(three_text)
    page = opened.page
    assert page.locator(".pair:visible").count() == 1
    pairs = page.locator("#choose-scatter option").all_inner_texts()
    assert pairs[1] == "third.po against plain.po"
    assert len(pairs) == page.locator(".pair").count() == 3
    page.select_option("#choose-scatter", label=pairs[2])
    shown = page.locator(".pair:visible")
    assert shown.get_attribute("id") == "scatter-1-2"
    assert "scored higher for third.po" in shown.inner_text()
    page.locator(".pair:visible .mark").nth(3).focus()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.closest('.pair').id") == "scatter-1-2"
    assert "third.po" in page.inner_text("#scatter-segment")
    assert (find_violations(page), opened.complaints) == ([], [])


def test_of_many_systems_no_pair_is_left_out(open_page, find_violations, make_sample, make_report) -> None:
    sample = make_sample(260)
    third = {f"{name}.po": sample.systems["plain.po"] for name in ("third", "fourth", "fifth")}
    opened = open_page(render_score_page(make_report(replace(sample, systems={**sample.systems, **third}))))
    page = opened.page
    assert page.locator("#choose-scatter option").count() == page.locator(".pair").count() == 10
    assert page.locator(".pair circle.mark").count() == 0  # squares, which are fewer
    folded = page.locator("section[aria-labelledby=differences] details")
    shown = page.locator("section[aria-labelledby=differences] figure:visible").count()
    folded.locator("summary").press("Enter")
    assert shown + folded.locator("figure:visible").count() == 2 * 10
    assert (find_violations(page), opened.complaints) == ([], [])


def test_the_difference_is_of_the_pair_that_is_chosen(open_page, three_text) -> None:
    page = open_page(three_text).page
    assert "careful.po less plain.po" in page.inner_text("#difference-names")
    page.select_option("#choose-pair", label="third.po against careful.po")
    assert page.inner_text("#difference-names") == "third.po less careful.po"
    page.click("button[data-key=difference]")
    differences = shown_numbers(page, "difference")
    assert differences == sorted(differences)
    pairs = zip(shown_numbers(page, "score-1"), shown_numbers(page, "score-2"), differences, strict=True)
    assert all(abs(third - second - shown) < 0.11 for second, third, shown in pairs)
    page.click("#filters button[type=reset]")
    page.wait_for_selector("#difference-names:has-text('careful.po less plain.po')")


def test_a_page_of_segments_can_be_longer(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.select_option("#page-size", "100")
    assert page.inner_text("#status") == "300 segments, showing 1 to 100"
    page.click("#page-last")
    assert page.locator("#rows tr").count() == 100
    page.locator(".pair:visible .mark").nth(5).click(force=True)
    page.wait_for_selector("#rows th:focus")


def test_print_says_which_segments_it_has(open_page, page_text) -> None:
    page = open_page(page_text).page
    page.emulate_media(media="print")
    assert page.locator("#status").is_visible()
    assert not page.locator("#filters").is_visible()
    # Chromium leaves buttons out of the headings that it repeats on each sheet.
    heading = page.locator("button[data-key=row]")
    assert heading.evaluate("button => getComputedStyle(button).display") == "contents"
    assert page.inner_text("#status") == "300 segments, showing 1 to 25"


def test_long_tables_scroll_under_their_headings_and_print_whole(open_page, make_sample, make_report) -> None:
    sample = make_sample(150)
    many = replace(sample, documents=[f"file-{row // 3:02}" for row in range(150)])
    page = open_page(render_score_page(make_report(many))).page
    table = page.locator(".long").first
    assert table.evaluate("box => box.scrollHeight > box.clientHeight")
    page.emulate_media(media="print")
    assert table.evaluate("box => box.scrollHeight <= box.clientHeight + 1")


def test_without_scripts_the_report_is_there(open_page, page_text) -> None:
    page = open_page(page_text, script=False).page
    assert "careful.po is better" in page.inner_text(".verdicts")
    assert "needs JavaScript" in page.inner_text("noscript")
    assert not page.locator("#browser").is_visible()


def test_without_scripts_all_pairs_are_there(open_page, three_text) -> None:
    page = open_page(three_text, script=False).page
    assert page.locator(".pair:visible").count() == 3
    assert not page.locator("#choose-scatter").is_visible()


def shown_numbers(page: Any, key: str) -> list[float]:
    """Read the column below the heading of this key."""
    place = page.evaluate(f"document.querySelector('button[data-key={key}]').closest('th').cellIndex")
    return [float(text) for text in page.locator(f"#rows tr > :nth-child({place + 1})").all_inner_texts()]
