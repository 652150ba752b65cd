"""Findings as one self-contained HTML file, to be sent around, read offline, searched and printed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files as resources

from padanan.checks.pages import summary
from padanan.checks.registry import load_check
from padanan.core.errors import PadananError
from padanan.core.model import Finding, Severity
from padanan.reports.findings_page_data import FindingColumns
from padanan.reports.findings_summary import summarise_findings
from padanan.reports.html import (
    Cell,
    Column,
    Html,
    Page,
    dump_for_script,
    element,
    foreign,
    join,
    render_page,
    table,
)
from padanan.services.validate_report import FileReport, Tally

# Without the script only the worst are shown; with it all, a page at a time.
_SHOWN_WITHOUT_SCRIPT = 200
_SEVERITY_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render_findings_page(files: Iterable[FileReport]) -> Iterator[str]:
    """Give the page: what was found by check and by file, and all findings to filter, search and sort.

    Suppressed findings are counted, not shown. Memory: that of all findings, and of the page.
    """
    tally = Tally()
    columns = FindingColumns()
    for file in tally.watch(files):
        columns.add(file)
    title = "Findings in catalogues"
    body = [
        element("h1", title),
        element("p", summarise_findings(tally), class_="verdict"),
        *_errors(tally.errors),
    ]
    if len(columns):
        body += _sections(tally, columns)
    script = _resource("table_page.js") + _resource("findings_page.js") if len(columns) else ""
    yield render_page(Page(title=title, body=body, style=_resource("findings_page.css"), script=script))


def _sections(tally: Tally, columns: FindingColumns) -> Iterator[Html]:
    parts = {
        "checks": ("By check", [_check_table(tally)]),
        "files": ("By file", [_file_table(columns)]),
        "findings": ("All findings", list(_browser(columns))),
    }
    links = (element("li", element("a", name, href=f"#{key}")) for key, (name, _) in parts.items())
    yield element("nav", element("ul", *links), class_="contents", aria_label="sections")
    for key, (name, content) in parts.items():
        yield element("section", element("h2", name, id=key), *content, aria_labelledby=key)


def _errors(errors: Iterable[PadananError]) -> Iterator[Html]:
    for error in errors:
        yield element("p", "Could not be read: ", foreign(str(error)), class_="notice")


def _check_table(tally: Tally) -> Html:
    ranks = list(Severity)
    counts = sorted(tally.by_check.items(), key=lambda item: (ranks.index(item[0][1]), -item[1], item[0][0]))
    headings = [
        Column(heading="check"),
        Column(heading="severity"),
        Column(heading="findings", is_number=True),
        Column(heading="demands"),
    ]
    rows = [
        [
            Cell(shown=check),
            Cell(shown=_severity(severity), value=ranks.index(severity)),
            Cell(shown=f"{count:,}", value=count),
            Cell(shown=summary(load_check(check))),
        ]
        for (check, severity), count in counts
    ]
    return table("Findings of each check", headings, rows, sortable=True)


def _file_table(columns: FindingColumns) -> Html:
    headings = [Column(heading="file"), Column(heading="language")]
    headings += [Column(heading=f"{name}s", is_number=True) for name in _SEVERITY_NAMES.values()]
    rows = [
        [
            Cell(shown=foreign(path)),
            Cell(shown=language or "not known"),
            *(Cell(shown=f"{counts[severity]:,}", value=counts[severity]) for severity in Severity),
        ]
        for path, language, counts in columns.by_file()
    ]
    return table("Findings in each file", headings, rows, sortable=True)


def _severity(severity: Severity) -> Html:
    return element("span", _SEVERITY_NAMES[severity], class_=f"severity {severity.value}")


def _browser(columns: FindingColumns) -> Iterator[Html]:
    """Make the frame of the table of all findings, which the page's script fills; without it, a list."""
    worst = columns.worst(_SHOWN_WITHOUT_SCRIPT)
    more = len(columns) - len(worst)
    note = f"Searching needs JavaScript. Here are the worst {len(worst):,}" if more else "All of them"
    items = (element("li", *_item(finding)) for finding in worst)
    yield element("noscript", element("p", f"{note}."), element("ol", *items))
    caption = element("caption", "Findings; a heading sorts, a second time the other way round")
    head = element("thead", element("tr", *_headings()))
    framed = element(
        "div",
        element("table", caption, head, element("tbody", id="rows")),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label="Findings",
    )
    form = element("form", *_filters(columns), id="filters", role="search", aria_label="findings")
    status = element("p", "", id="status", role="status")
    pager = element("nav", *_pager(), aria_label="pages of findings", id="pager")
    yield element("div", form, status, framed, pager, id="browser", hidden=True)
    data = Html(dump_for_script(columns.value()))
    yield element("script", data, type="application/json", id="finding-data")


def _item(finding: Finding) -> Iterator[Html]:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    yield join([foreign(place), " ", _severity(finding.severity), f" {finding.check}: "])
    yield foreign(finding.message, "en")
    if finding.hint:
        yield join([" (", foreign(finding.hint, "en"), ")"])


def _headings() -> Iterator[Html]:
    for key, name in (("severity", "severity"), ("place", "place"), ("check", "check")):
        yield element("th", element("button", name, type="button", data_key=key), scope="col")
    yield element("th", "finding", scope="col")


def _filters(columns: FindingColumns) -> Iterator[Html]:
    box = element("input", type="search", id="filter-text", autocomplete="off")
    yield element("label", "Text contains ", box)
    severities = Counter({severity.value: count for severity, count in columns.by_severity().items()})
    names = {severity.value: name for severity, name in _SEVERITY_NAMES.items()}
    options = [
        (str(place), names[severity.value])
        for place, severity in enumerate(Severity)
        if severities[severity.value]
    ]
    yield _choice("Severity ", "filter-severity", options)
    for name, key, shown in (
        ("Check ", "filter-check", columns.checks.names),
        ("File ", "filter-path", columns.paths.names),
        ("Language ", "filter-language", columns.languages.names),
    ):
        if len(shown) > 1:
            yield _choice(name, key, sorted(_numbered(shown), key=lambda option: option[1]))
    sizes = ((size, size) for size in ("50", "200", "1000"))
    choices = (element("option", name, value=size) for size, name in sizes)
    yield element("label", "Findings a page ", element("select", *choices, id="page-size"))
    yield element("button", "Clear", type="reset")


def _numbered(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(place), name) for place, name in enumerate(names)]


def _choice(name: str, key: str, options: Iterable[tuple[str, str]]) -> Html:
    made = (element("option", shown, value=value) for value, shown in [("", "all"), *options])
    return element("label", name, element("select", *made, id=key))


def _pager() -> Iterator[Html]:
    for key, shown in (("first", "First"), ("previous", "Previous"), ("next", "Next"), ("last", "Last")):
        yield element("button", shown, type="button", id=f"page-{key}")


def _resource(name: str) -> str:
    return resources("padanan.reports").joinpath(name).read_text("utf-8")
