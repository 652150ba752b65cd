"""A comparison of systems as one self-contained HTML file, to be sent around, read offline and printed."""

from collections.abc import Iterator
from importlib.resources import files

from padanan.evaluation.significance import Method
from padanan.reports import score_page_figures as figures
from padanan.reports.charts import CHART_STYLE, grid
from padanan.reports.charts_history import HISTORY_STYLE
from padanan.reports.charts_scatter import SCATTER_STYLE
from padanan.reports.html import Html, Page, element, foreign, join, render_page
from padanan.reports.html_assets import DIFFERENCE_STYLE
from padanan.reports.score_page_segments import regressed_segments, segment_browser, worst_segments
from padanan.reports.scores import METHOD_NAMES
from padanan.services.score_report import ScoreReport, Severity


def render_score_page(report: ScoreReport) -> str:
    """Render a report of scores as one HTML file.

    Cost: the texts of all segments stand in the page, so it is about as large as the files together; see
    docs/score-two-systems.md for figures.
    """
    title = "Translation scores"
    sections = list(_sections(report))
    links = (element("li", element("a", name, href=f"#{key}")) for key, name, _ in sections)
    body = [
        element("h1", title),
        element(
            "ul", *(element("li", foreign(said, "en")) for said in _sentences(report)), class_="verdicts"
        ),
        *_notices(report),
        _conditions(report),
        element("nav", element("ul", *links), class_="contents", aria_label="sections"),
    ]
    for key, name, parts in sections:
        body.append(element("section", element("h2", name, id=key), *parts, aria_labelledby=key))
    script = _resource("table_page.js") + _resource("score_page.js")
    return render_page(Page(title=title, body=body, style=_style(), script=script))


def _sections(report: ScoreReport) -> Iterator[tuple[str, str, list[Html]]]:
    """Give each section's id, heading and parts; what the report does not have is left out."""
    yield "scores", "Scores", [figures.score_table(report), figures.signature_table(report)]
    tested = [metric for metric in report.metrics if metric.test is not None]
    if tested:
        yield "intervals", "Intervals", [figures.forest_plots(report)]
    if tested and len(report.systems) > 1:
        parts = [figures.pair_table(metric) for metric in tested]
        yield "differences", "Differences", [*parts, *figures.difference_histograms(report)]
        yield "ranks", "Ranks", [figures.cluster_list(report)]
    yield "spread", "Scores of segments", [figures.segment_histograms(report)]
    if len(report.systems) > 1:
        yield "scatter", "One against the other", list(figures.scatter_parts(report))
    groups = list(figures.group_parts(report))
    if groups:
        yield "groups", "Parts of the test set", groups
    yield "bands", "Post-editing", list(figures.band_parts(report))
    yield "worst", "Worst segments", list(worst_segments(report))
    if len(report.systems) > 1:
        yield "regressed", "Most regressed segments", list(regressed_segments(report))
    yield from _further_sections(report)


def _further_sections(report: ScoreReport) -> Iterator[tuple[str, str, list[Html]]]:
    if any(system.findings is not None for system in report.systems):
        yield "findings", "Findings", [figures.finding_table(report)]
    if report.contamination is not None:
        yield "contamination", "Known segments", list(figures.contamination_parts(report))
    history = list(figures.history_charts(report))
    if history:
        yield "history", "History", [grid(history)]
    yield "segments", "All segments", list(segment_browser(report))
    yield "texts", "Texts", [figures.digest_table(report)]


def _sentences(report: ScoreReport) -> Iterator[str]:
    names = tuple(system.name for system in report.systems)
    for said in report.verdict:
        # A name is not written with a capital because it begins a sentence.
        yield f"{said}." if said.startswith(names) else f"{said[:1].upper()}{said[1:]}."


def _notices(report: ScoreReport) -> Iterator[Html]:
    for warning in sorted(report.warnings, key=lambda warning: warning.severity is not Severity.HARD):
        name = "Warning: " if warning.severity is Severity.HARD else "Note: "
        kind = f"notice {warning.severity}"
        yield element("p", element("strong", name), foreign(warning.message, "en"), class_=kind)


def _conditions(report: ScoreReport) -> Html:
    """Say under which conditions the numbers hold."""
    references = join([part for text in report.references for part in (", ", foreign(text.path))][1:])
    rows: list[tuple[str, str]] = [
        ("Reference", references),
        ("Language", report.language or "not said"),
        (
            "Segments",
            f"{report.segment_count:,} with {report.word_count:,} words, paired by {report.paired_by}",
        ),
    ]
    test = next((metric.test for metric in report.metrics if metric.test is not None), None)
    if test is not None:
        options = test.options
        tried = f"{options.rounds:,} rounds, seed {options.seed}, level {options.alpha:g}"
        if options.method is not Method.BOOTSTRAP:
            tried += f"; intervals from {options.resamples:,} resamples"
        rows.append(("Test", f"{METHOD_NAMES[options.method]}, {tried}"))
    for system in report.systems:
        if system.left_out:
            reasons = ", ".join(
                f"{item.count:,} {item.reason} in the {item.side}" for item in system.left_out
            )
            rows.append(("Not scored", join([foreign(system.name), f": {reasons}"])))
    rows.append(("Written", f"{report.created} by padanan {report.padanan_version}"))
    return element(
        "dl", *(part for name, text in rows for part in (element("dt", name), element("dd", text)))
    )


def _style() -> str:
    return DIFFERENCE_STYLE + CHART_STYLE + SCATTER_STYLE + HISTORY_STYLE + _resource("score_page.css")


def _resource(name: str) -> str:
    return files("padanan.reports").joinpath(name).read_text("utf-8")
