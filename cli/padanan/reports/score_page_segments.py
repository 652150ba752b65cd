"""Segments on the page of a comparison: the worst, the most regressed, and all of them in a table."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from padanan.core.text import show_unseen
from padanan.evaluation.pairing import SegmentKey
from padanan.evaluation.sources import Scheme
from padanan.memory.difference import difference
from padanan.reports.html import Html, dump_for_script, element, foreign, join
from padanan.reports.score_page_figures import POST_EDIT_NAMES, choose_segment_metric, name_pairs
from padanan.services.score_report import MetricReport, ScoreReport, SegmentRow

SHOWN_SEGMENTS = 10
UNKNOWN_LANGUAGE = "und"
# Comparing takes time and memory in proportion to the product of the lengths.
_LONGEST_COMPARED = 5000


def worst_segments(report: ScoreReport) -> Iterator[Html]:
    """Show the segments of each system that score least, with what separates them from the reference."""
    place = choose_segment_metric(report)
    for number, system in enumerate(report.systems):
        goodness = _goodness(report, place, number)
        yield element("h3", "Worst segments of ", foreign(system.name))
        yield _segment_list(
            report, place, np.argsort(goodness, kind="stable")[:SHOWN_SEGMENTS].tolist(), (number,)
        )


def regressed_segments(report: ScoreReport) -> Iterator[Html]:
    """Show the segments that lost most between the first system and each other one."""
    place = choose_segment_metric(report)
    first = _goodness(report, place, 0)
    for number, system in enumerate(report.systems[1:], 1):
        gained = _goodness(report, place, number) - first
        rows = np.argsort(gained, kind="stable")[:SHOWN_SEGMENTS]
        lost = rows[gained[rows] < 0].tolist()
        names = ["Most regressed from ", foreign(report.systems[0].name), " to ", foreign(system.name)]
        yield element("h3", *names)
        if lost:
            yield _segment_list(report, place, lost, (0, number))
        else:
            yield element("p", "No segment scores less.")


def show_changes(hypothesis: str, reference: str, language: str) -> Html:
    """Show how a translation becomes the reference: what goes in `<del>`, what comes in `<ins>`.

    Words are compared, characters where the script has no spaces; very long texts are only shown.
    """
    if max(len(hypothesis), len(reference)) > _LONGEST_COMPARED:
        return foreign(hypothesis, language)
    pieces = list(difference(hypothesis, reference))
    for place in range(len(pieces) - 1):
        if pieces[place][0] == "gone" and pieces[place + 1][0] == "new":
            pieces[place : place + 2] = pieces[place + 1], pieces[place]
    names = {"new": "del", "gone": "ins"}
    parts = (part if kind == "same" else element(names[kind], part) for kind, part in pieces)
    return element("bdi", *parts, lang=language, dir="auto")


def segment_browser(report: ScoreReport) -> Iterator[Html]:
    """Make the frame of the table of all segments, which the page's script fills."""
    yield element(
        "noscript", element("p", "Sorting and filtering all segments needs JavaScript; the rest does not.")
    )
    head = element("thead", element("tr", *_headings(report)))
    caption = element("caption", "All segments; a heading sorts, a second time the other way round")
    framed = element(
        "div",
        element("table", caption, head, element("tbody", id="rows")),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label="All segments",
    )
    yield element(
        "div",
        element("form", *_filters(report), id="filters", role="search", aria_label="segments"),
        element("p", "", id="status", role="status"),
        framed,
        element("nav", *_pager(), aria_label="pages of segments", id="pager"),
        id="browser",
        hidden=True,
    )
    yield element("script", Html(_segment_data(report)), type="application/json", id="segment-data")


def _segment_data(report: ScoreReport) -> str:
    """Give all segments to the page's script: columns, so that a hundred thousand rows name them once.

    Characters that nobody sees are shown by their codes, as everywhere on the page.
    """
    columns = report.segments.columns
    documents, document_numbers = _number(columns.documents or columns.files or [])
    is_folder = columns.keys[0].file is not None
    catalogues, catalogue_numbers = _number([key.file for key in columns.keys] if is_folder else [])
    value = {
        "language": report.language or UNKNOWN_LANGUAGE,
        "sourceLanguage": report.source_language or UNKNOWN_LANGUAGE,
        "metrics": [metric.name for metric in report.metrics],
        "metric": choose_segment_metric(report),
        "systems": [show_unseen(system.name) for system in report.systems],
        "paths": [show_unseen(system.text.path) for system in report.systems],
        "catalogues": catalogues,
        "catalogue": catalogue_numbers,
        "identities": _identities_by_row(report),
        "count": len(report.segments),
        "lines": [list(lines) for lines in columns.lines],
        "documents": documents,
        "document": document_numbers,
        "sources": _show_all(columns.sources or []),
        "references": [_show_all(texts) for texts in columns.references],
        "hypotheses": [_show_all(texts) for texts in columns.hypotheses],
        "scores": [[np.round(scores, 2).tolist() for scores in system] for system in columns.scores],
        "similarity": [percents.tolist() for percents in columns.similarity_percents],
        "findings": _findings_by_row(report),
    }
    return dump_for_script(value)


def _goodness(
    report: ScoreReport, metric: int, system: int
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Give the segments' scores turned so that more is better, whichever way the metric goes."""
    scores = report.segments.columns.scores[system][metric]
    return scores if report.metrics[metric].higher_is_better else -scores


def _segment_list(report: ScoreReport, metric: int, rows: Iterable[int], systems: Sequence[int]) -> Html:
    items = (_segment_item(report, metric, report.segments[row], systems) for row in rows)
    return element("ol", *items, class_="segments")


def _segment_item(report: ScoreReport, metric: int, row: SegmentRow, systems: Sequence[int]) -> Html:
    language = report.language or UNKNOWN_LANGUAGE
    measured: MetricReport = report.metrics[metric]
    scores = " → ".join(f"{row.hypotheses[system].scores[metric]:.1f}" for system in systems)
    terms: list[tuple[str, Html]] = [(name, foreign(text)) for name, text in _identify(report, row.key)]
    if row.source is not None:
        terms.append(("source", foreign(row.source, report.source_language)))
    terms += [("reference", foreign(text, language)) for text in row.references]
    for system in systems:
        hypothesis = row.hypotheses[system]
        where = _path_of(report, system, row.key) + (f":{hypothesis.line}" if hypothesis.line else "")
        terms.append((foreign(where), show_changes(hypothesis.text, row.references[0], language)))
        terms += [("finding", foreign(f"{item.check}: {item.message}", "en")) for item in hypothesis.findings]
    shown = (part for name, text in terms for part in (element("dt", name), element("dd", text)))
    heading = element("p", f"Segment {row.number + 1:,}: {measured.name} {scores}")
    return element("li", heading, element("dl", *shown))


def _number(names: Sequence[str | None]) -> tuple[list[str], list[int]]:
    """Give the distinct names as shown, in order, and for each name its place among them."""
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return [show_unseen(name or "none") for name in places], [places[name] for name in names]


def _show_all(texts: Sequence[str]) -> list[str]:
    return [show_unseen(text) for text in texts]


def _findings_by_row(report: ScoreReport) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    columns = report.segments.columns
    for system, rows in enumerate(columns.findings):
        for row, findings in rows.items():
            path = _path_of(report, system, columns.keys[row])
            found.setdefault(row, []).extend(
                show_unseen(f"{path}:{item.line}: {item.check}: {item.message}") for item in findings
            )
    return found


def _identities_by_row(report: ScoreReport) -> dict[int, list[tuple[str, str]]]:
    if report.paired_by in {Scheme.LINE, Scheme.SOURCE}:
        return {}
    identities = enumerate(list(_identify(report, key)) for key in report.segments.columns.keys)
    return {
        row: [(name, show_unseen(text)) for name, text in identity]
        for row, identity in identities
        if identity
    }


def _identify(report: ScoreReport, key: SegmentKey) -> Iterator[tuple[str, str]]:
    """Give what tells a segment from others with the same source, each with its name."""
    if report.paired_by is Scheme.ID:
        yield "id", key.source
    if key.context is not None:
        yield ("tuid" if report.paired_by is Scheme.UNIT else "msgctxt"), key.context
    if key.form is not None:
        yield "plural form", str(key.form)


def _path_of(report: ScoreReport, system: int, key: SegmentKey) -> str:
    path = report.systems[system].text.path
    return path if key.file is None else f"{path}/{key.file}"


def _filters(report: ScoreReport) -> Iterator[Html]:
    yield element(
        "label", "Text contains ", element("input", type="search", id="filter-text", autocomplete="off")
    )
    columns = report.segments.columns
    documents, _ = _number(columns.documents or columns.files or [])
    if len(documents) > 1:
        yield _choice("Document ", "filter-document", [("", "all"), *_numbered(documents)])
    yield _choice("Post-edit band ", "filter-band", [("", "all"), *_numbered(POST_EDIT_NAMES)])
    yield element("label", element("input", type="checkbox", id="filter-findings"), " with findings only")
    if len(report.metrics) > 1:
        metrics = _numbered([metric.name for metric in report.metrics])
        yield _choice("Scored by ", "choose-metric", metrics, choose_segment_metric(report))
    if len(report.systems) > 2:
        yield _choice("Difference of ", "choose-pair", name_pairs(report))
    yield _choice("Segments a page ", "page-size", [(size, size) for size in ("25", "100", "500")])
    yield element("button", "Clear", type="reset")


def _numbered(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(place), name) for place, name in enumerate(names)]


def _choice(name: str, key: str, options: Sequence[tuple[str, str]], chosen: int = 0) -> Html:
    made = (
        element("option", shown, value=value, selected=place == chosen)
        for place, (value, shown) in enumerate(options)
    )
    return element("label", name, element("select", *made, id=key))


def _headings(report: ScoreReport) -> Iterator[Html]:
    metric = element("span", report.metrics[choose_segment_metric(report)].name, class_="metric")
    yield _heading("segment", "row")
    yield element("th", "texts", scope="col")
    for place, system in enumerate(report.systems):
        yield _heading(join([metric, " ", _below(foreign(system.name))]), f"score-{place}")
    if len(report.systems) > 1:
        first, second = (foreign(system.name) for system in report.systems[:2])
        names = element("span", second, " less ", first, id="difference-names", class_="interval")
        yield _heading(join([metric, " ", names]), "difference")
    for place, system in enumerate(report.systems):
        yield _heading(join(["similarity ", _below(foreign(system.name))]), f"similarity-{place}")


def _below(shown: Html) -> Html:
    return element("span", shown, class_="interval")


def _heading(shown: str, key: str) -> Html:
    button = element("button", shown, type="button", data_key=key)
    return element("th", button, scope="col", class_=None if key == "row" else "sorts")


def _pager() -> Iterator[Html]:
    for key, shown in (("first", "First"), ("previous", "Previous"), ("next", "Next"), ("last", "Last")):
        yield element("button", shown, type="button", id=f"page-{key}")
