"""Where a segment stands, and what tells it from others with the same source, on pages made of catalogues."""

from pathlib import Path
from typing import Any

import pytest

from padanan.evaluation.metrics import Metric
from padanan.reports.score_page import render_score_page
from padanan.services.score import score_files
from padanan.services.score_options import ScoreOptions

HEADER = """msgid ""
msgstr ""
"Language: id\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

"""
ENTRIES = """msgctxt "menu <b>\u202e"
msgid "open %s"
msgstr "{0}"

msgctxt "door"
msgid "open %s"
msgstr "terbuka %s"

msgid "file"
msgid_plural "files"
msgstr[0] "satu berkas"
msgstr[1] "{1}"
"""
REFERENCE = HEADER + ENTRIES.format("buka %s", "banyak berkas")
BETTER = HEADER + ENTRIES.format("buka %s", "berkas-berkas")
WORSE = HEADER + ENTRIES.format("tutup", "arsip")


@pytest.fixture(scope="session")
def catalogue_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("catalogues")
    names = {"reference": REFERENCE, "better": BETTER, "worse": WORSE}
    paths = [folder / f"{name}.po" for name in names]
    for path, text in zip(paths, names.values(), strict=True):
        path.write_text(text, "utf-8")
    return render(paths)


@pytest.fixture(scope="session")
def folder_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("folders")
    for name, text in {"reference": REFERENCE, "better": BETTER, "worse": WORSE}.items():
        for place in ("app", "web"):
            (folder / name / place).mkdir(parents=True)
            (folder / name / place / "id.po").write_text(text, "utf-8")
    return render([folder / name for name in ("reference", "better", "worse")])


def render(paths: list[Path]) -> str:
    options = ScoreOptions(metrics=(Metric.CHRF,), test=None)
    return render_score_page(score_files(paths[1:], paths[:1], options))


def terms(page: Any, selector: str) -> list[dict[str, str]]:
    """Give what stands in each list of names and texts below `selector`."""
    found: list[dict[str, str]] = page.eval_on_selector_all(
        f"{selector} dl",
        "lists => lists.map(list => Object.fromEntries([...list.querySelectorAll('dt')]"
        ".map(name => [name.textContent, name.nextElementSibling.textContent])))",
    )
    return found


def test_the_table_shows_context_and_plural_form(open_page, find_violations, catalogue_page) -> None:
    opened = open_page(catalogue_page)
    rows = terms(opened.page, "#rows")
    assert [row.get("msgctxt") for row in rows] == ["menu <b><U+202E>", "door", None, None]
    assert [row.get("plural form") for row in rows] == [None, None, "0", "1"]
    assert any(name.endswith("worse.po:9") for name in rows[0])
    assert (opened.requests, opened.complaints) == ([], [])
    assert find_violations(opened.page) == []


@pytest.mark.parametrize("heading", ["Worst", "Most regressed"])
def test_the_lists_show_context_and_plural_form(open_page, catalogue_page, heading) -> None:
    page = open_page(catalogue_page, script=False).page
    lists = page.locator(f"h3:has-text('{heading}') + ol.segments").all_inner_texts()
    shown = lists[-1]
    assert "menu <b><U+202E>" in shown
    assert "plural form\n1" in shown


def test_the_file_in_a_directory_is_named(open_page, folder_page) -> None:
    opened = open_page(folder_page)
    rows = terms(opened.page, "#rows")
    assert len(rows) == 8
    assert any(name.endswith("worse/app/id.po:9") for name in rows[0])
    assert any(name.endswith("worse/web/id.po:9") for name in rows[4])
    assert "worse/web/id.po:7" in rows[4]["finding"] or "worse/web/id.po:9" in rows[4]["finding"]
    opened.page.check("#filter-findings")
    assert opened.page.locator("#rows tr").count() == 2
    assert "worse/app/id.po:9" in opened.page.inner_text("h3:has-text('Most regressed') + ol.segments")
    assert opened.complaints == []
