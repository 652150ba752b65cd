"""Aligned documents side by side, as one self-contained HTML file, for somebody to look through."""

from collections.abc import Iterator

from padanan.reports.alignment import summarise_alignment
from padanan.reports.html import Html, Page, element, foreign, render_page
from padanan.services.align import AlignedDocuments, AlignedPair

_STYLE = """
:root { --doubt: #8a4b00; --doubt-back: #fff3d6; }
@media (prefers-color-scheme: dark) { :root { --doubt: #ffcf7a; --doubt-back: #3f3210; } }
table.pairs { width: 100%; table-layout: fixed; }
.pairs th:first-child { width: 4rem; } .pairs th:nth-child(2) { width: 6.5rem; }
.pairs td { overflow-wrap: anywhere; }
.pairs tr.review { background: var(--doubt-back); }
.pairs strong { color: var(--doubt); display: block; }
.pairs .none { color: var(--muted); }
h1, p { overflow-wrap: anywhere; }
.tools { margin: 1rem 0; }
.tools label { margin-inline-end: 1.5rem; }
@page { margin: 12mm; size: landscape; }
@media print { .tools { display: none; } }
"""

# Hides rows that need no look; without the script all rows are there.
_SCRIPT = """
const only = document.getElementById("only-review");
only.closest("p").hidden = false;
const rows = [...document.querySelectorAll("table.pairs tbody tr")];
only.addEventListener("change", () => {
  for (const row of rows) row.hidden = only.checked && !row.classList.contains("review");
});
"""


def render_alignment_page(aligned: AlignedDocuments) -> str:
    """Render every pair in order, with its confidence; those for a person to look at stand out.

    Cost: all texts of both documents stand in the page.
    """
    title = "Alignment of two documents"
    headings = ("", "confidence", aligned.source_path, aligned.target_path)
    body = [
        element("h1", title),
        element("p", f"{summarise_alignment(aligned)}."),
        element(
            "p",
            element("label", element("input", type="checkbox", id="only-review"), " only pairs for review"),
            class_="tools",
            hidden=True,
        ),
        element(
            "table",
            element("caption", "Sentences of both documents, in order"),
            element(
                "thead", element("tr", *(element("th", foreign(name), scope="col") for name in headings))
            ),
            element("tbody", *_rows(aligned)),
            class_="pairs",
        ),
    ]
    return render_page(Page(title=title, body=body, style=_STYLE, script=_SCRIPT))


def _rows(aligned: AlignedDocuments) -> Iterator[Html]:
    for number, pair in enumerate(aligned.pairs, 1):
        cells = (
            element("th", str(number), scope="row"),
            element("td", *_confidence(pair)),
            _text(pair.source, aligned.source_language, pair.source_line),
            _text(pair.target, aligned.target_language, pair.target_line),
        )
        yield element("tr", *cells, class_="review" if pair.needs_review or not pair.is_pair else None)


def _confidence(pair: AlignedPair) -> Iterator[str]:
    yield f"{pair.confidence:.0%} {pair.kind}"
    if not pair.is_pair:
        yield element("strong", "no counterpart")
    elif pair.needs_review:
        yield element("strong", "review")


def _text(text: str, language: str, line: int | None) -> Html:
    if not text:
        return element("td", "nothing", class_="none")
    return element("td", foreign(text, language), title=f"line {line}")
