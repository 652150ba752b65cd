"""The page of a comparison, read back with parsers that know nothing of how it was made."""

import json
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html

from padanan.reports.html import dump_for_script
from padanan.reports.score_page import render_score_page
from padanan.reports.score_page_segments import show_changes


@pytest.fixture(scope="module")
def report(make_sample, make_report):
    return make_report(make_sample(130))


def test_two_runs_give_the_same_bytes(make_sample, make_report) -> None:
    pages = {render_score_page(make_report(make_sample(40))) for _ in range(2)}
    assert len(pages) == 1


def test_it_is_well_formed_and_its_ids_are_its_own(report) -> None:
    page = render_score_page(report)
    parser = html.HTMLParser(recover=False)
    tree: Any = etree.fromstring(page.replace("<!doctype html>", "").strip(), parser)
    known = [error for error in parser.error_log if "Tag" not in error.message]  # it knows HTML 4 alone
    assert known == []
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//nav//a/@href")} <= set(ids)


def test_every_text_of_the_files_says_its_language_and_direction(report) -> None:
    tree = parse(render_score_page(report))
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    assert all(node.get("lang") and node.get("dir") == "auto" for node in tree.iter("bdi"))
    worst = tree.xpath("//ol[@class='segments']//dd/bdi")
    assert {node.get("lang") for node in worst} == {"id", "en"}
    assert tree.xpath("//ol[@class='segments']//dd[not(bdi)]") == []


def test_the_page_allows_no_request(report) -> None:
    tree = parse(render_score_page(report))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert tree.xpath("//@src | //link[not(starts-with(@href, 'data:'))]") == []
    assert tree.xpath("//@style") == []  # the policy would not have it


def test_signatures_and_digests_stand_on_it(report) -> None:
    page = render_score_page(report)
    for metric in report.metrics:
        assert metric.test.signature in page
    for text in (*report.references, *(system.text for system in report.systems)):
        assert text.text_sha256 in page


def test_hard_warnings_come_first_and_are_loud(make_sample, make_report) -> None:
    tree = parse(render_score_page(make_report(make_sample(24))))
    first = tree.xpath("//p[contains(@class, 'notice')]")[0]
    assert first.get("class") == "notice hard"
    assert first.text_content().startswith("Warning: only 24 segments")


def test_one_system_has_no_differences(make_sample, make_report) -> None:
    sample = make_sample(120)
    alone = replace(sample, systems={"plain.po": sample.systems["plain.po"]})
    tree = parse(render_score_page(make_report(alone)))
    ids = set(tree.xpath("//h2/@id"))
    assert {"scores", "intervals", "worst", "segments"} <= ids
    assert not {"differences", "scatter", "regressed"} & ids


def test_one_segment_makes_a_page(make_sample, make_report) -> None:
    assert "only 1 segment:" in render_score_page(make_report(replace(make_sample(1), findings={})))


def test_the_history_is_broken_where_the_signature_changes(report) -> None:
    tree = parse(render_score_page(report))
    lines = tree.xpath("//section[@aria-labelledby='history']//path/@d")
    assert len(lines) == 4
    assert {line.count("M") for line in lines} == {2}
    assert tree.xpath("//section[@aria-labelledby='history']//text/text()").count("other signature") == 4


def test_segments_can_be_read_back_from_the_page(report) -> None:
    tree = parse(render_score_page(report))
    data = json.loads(tree.get_element_by_id("segment-data").text)
    assert data["hypotheses"] == [list(texts) for texts in report.segments.columns.hypotheses]
    assert data["findings"] == {"3": ["plain.po:13: placeholders: %s is missing from the translation"]}


def test_data_cannot_end_its_script() -> None:
    hostile = "</script><!-- \u2028 \u2029 & > ]]>"
    written = dump_for_script([hostile])
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == [hostile]
    with pytest.raises(ValueError, match="Out of range"):
        dump_for_script(float("nan"))


@pytest.mark.parametrize(
    ("hypothesis", "reference", "shown"),
    [
        pytest.param("a red boat", "a blue boat", "a <del>red</del><ins>blue</ins> boat", id="words"),
        pytest.param("我喜欢猫", "我喜欢狗", "我喜欢<del>猫</del><ins>狗</ins>", id="characters"),
        pytest.param("same", "same", "same", id="nothing changed"),
        pytest.param("<b>", "<i>", "&lt;<del>b</del><ins>i</ins>&gt;", id="markup is text"),
    ],
)
def test_what_separates_a_translation_from_its_reference(hypothesis: str, reference: str, shown: str) -> None:
    assert show_changes(hypothesis, reference, "en") == f'<bdi lang="en" dir="auto">{shown}</bdi>'


def test_very_long_texts_are_only_shown() -> None:
    assert "<del>" not in show_changes("a " * 3000, "b " * 3000, "en")


def parse(page: str) -> Any:
    return html.document_fromstring(page)
