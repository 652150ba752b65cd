"""The reports of one small job, in tests/golden/analysis.

To write them anew after their look changed: PADANAN_REGENERATE=1 pytest tests/unit/reports/test_analysis.py
"""

import csv
import io
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from padanan.core.bands import Band, set_rates
from padanan.core.config import MemorySettings
from padanan.core.model import TranslationUnit, Variant
from padanan.core.text import neutralise_formula
from padanan.memory.sqlite import SqliteStore
from padanan.reports.analysis import (
    render_analysis_csv,
    render_analysis_json,
    render_analysis_text,
    show_decimal,
)
from padanan.reports.analysis_page import render_analysis_html
from padanan.services.analyse import AnalysisOptions, AnalysisReport, analyse_paths
from padanan.services.analysis_sources import SourceOptions
from padanan.services.memory_session import MemorySession

GOLDEN = Path(__file__).parents[2] / "golden" / "analysis"
RENDERERS = {
    "text": ("job.txt", render_analysis_text),
    "json": ("job.json", render_analysis_json),
    "csv": ("job.csv", render_analysis_csv),
    "html": ("job.html", render_analysis_html),
}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnalysisReport:
    unit = TranslationUnit(
        collection="m",
        key="1",
        source_language="en",
        variants=(Variant(language="en", text="Save this file"), Variant(language="id", text="Simpan")),
        msgctxt="menu",
    )
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add([unit])
    monkeypatch.chdir(GOLDEN)
    options = AnalysisOptions(
        sources=SourceOptions(default_source_language="en"), rates=set_rates({"85-94": "62.5"})
    )
    with MemorySession([MemorySettings(path=tmp_path / "m", name="memory")]) as session:
        return analyse_paths(
            [Path("po/id.po"), Path("po/=1+1 &amp; id.po"), Path("po/no.po")], options, session
        )


@pytest.mark.parametrize("name", RENDERERS)
def test_the_report_is_as_it_was(report: AnalysisReport, name: str) -> None:
    file, render = RENDERERS[name]
    if os.environ.get("PADANAN_REGENERATE"):
        (GOLDEN / file).write_text(render(report), encoding="utf-8", newline="\n")
    assert render(report) == (GOLDEN / file).read_text(encoding="utf-8")


def test_numbers_of_the_json_report_add_up(report: AnalysisReport) -> None:
    value = json.loads(render_analysis_json(report))
    (pair,) = value["pairs"]
    for measure in ("segments", "words", "characters", "ideograms", "weighted_words"):
        for part in (value, pair, *pair["files"]):
            summed = sum(Decimal(str(band[measure])) for band in part["bands"].values())
            assert summed == Decimal(str(part["total"][measure]))
        assert sum(Decimal(str(file["total"][measure])) for file in pair["files"]) == Decimal(
            str(pair["total"][measure])
        )
    assert list(value["bands"]) == list(value["rates"]) == [band.value for band in Band]
    assert value["errors"] == [
        {
            "path": "po/no.po",
            "line": None,
            "column": None,
            "message": "no such file",
            "hint": "check the spelling of the path",
        }
    ]


def test_csv_has_a_row_for_each_file_and_band(report: AnalysisReport) -> None:
    rows = list(csv.DictReader(io.StringIO(render_analysis_csv(report))))
    assert len(rows) == 2 * len(Band)
    assert sum(int(row["words"]) for row in rows) == 29


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_neutralised(start: str) -> None:
    assert neutralise_formula(f"{start}1+1") == f"'{start}1+1"


def test_the_page_shows_file_names_as_text(report: AnalysisReport) -> None:
    tree: Any = html.document_fromstring(render_analysis_html(report))
    names = [cell.text_content() for cell in tree.findall(".//tbody/tr/th/bdi")]
    assert names == ["po/id.po", "po/=1+1 &amp; id.po"]
    assert len(tree.findall(".//script")) == 1


def test_bars_are_as_long_as_their_words(report: AnalysisReport) -> None:
    tree: Any = html.document_fromstring(render_analysis_html(report))
    for bar in tree.xpath("//svg[@role='img']"):
        assert sum(float(part.get("width")) for part in bar) == pytest.approx(200, abs=0.05)
        assert bar.get("aria-label")


def test_a_report_of_nothing() -> None:
    empty = AnalysisReport(
        method=SourceOptions(default_source_language="en").method,
        rates=set_rates({}),
        repeat_in_context=False,
        memories=(),
        pairs=(),
    )
    assert render_analysis_text(empty) == ""
    assert json.loads(render_analysis_json(empty))["total"]["weighted_words"] == 0
    assert render_analysis_csv(empty).count("\n") == 1
    assert "0 words" in render_analysis_html(empty)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("0.00", "0"), ("1000", "1,000"), ("47.30", "47.3"), ("1E+3", "1,000"), ("0.375", "0.375")],
)
def test_weighted_words_are_shown_exactly(value: str, shown: str) -> None:
    assert show_decimal(Decimal(value)) == shown
