"""Self-contained HTML pages: one file, no network, nothing that a text in it could set off.

Markup is built from elements, never from strings: what is not `Html` is text, and is escaped. Pages carry a
Content Security Policy that lets nothing be loaded, and runs no script but their own.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from padanan.core.text import show_unseen
from padanan.reports.html_assets import SORT_SCRIPT, STYLE

# A longer table scrolls by itself on a screen, under its headings.
_MOST_ROWS = 25
_VOID = frozenset({"br", "hr", "meta", "link", "col", "img", "input"})  # HTML Standard, "Void elements"


class Html(str):
    """Markup that is safe as it stands. Only this module makes it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; numbers stand on the right."""

    heading: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: what is shown, and what rows are sorted by where that is another value."""

    shown: str
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its title, its parts in order, and what style and script it needs besides the common ones.

    `language` is that of the page's own words (BCP 47). `style` and `script` must be constants of the
    program, never made from input.
    """

    title: str
    body: Sequence[Html]
    language: str = "en"
    style: str = ""
    script: str = ""


def element(name: str, /, *children: str, **attributes: str | int | float | bool | None) -> Html:
    """Make an element; children that are not `Html` are escaped, and so is every attribute.

    Args:
        name: The element's name.
        children: Markup and text, in order.
        attributes: `class_` stands for class and `data_value` for data-value; None and False are left out,
            True gives the name alone.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(map(text, children))}</{name}>")


def text(value: str) -> Html:
    """Escape a text, unless it is `Html`.

    Characters that nobody sees but that change how others are shown (controls, the marks that turn the
    direction of writing) are shown by their codes, such as `<U+202E>`.
    """
    return value if isinstance(value, Html) else Html(escape(show_unseen(value)))


def join(parts: Iterable[str]) -> Html:
    """Put parts one after another; those that are not `Html` are escaped."""
    return Html("".join(map(text, parts)))


def foreign(value: str, language: str | None = None) -> Html:
    """Show a text of somebody else's, such as a segment or a file name, apart from the words around it.

    Its direction is its own (`dir="auto"`, and `<bdi>` keeps it from turning its neighbours), its language
    is said (`und` where it is not known), and codes of unseen characters are set apart from text that only
    looks like one.
    """
    if show_unseen(value) == value:
        return element("bdi", value, lang=language or "und", dir="auto")
    return element("bdi", *map(_show_character, value), lang=language or "und", dir="auto")


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    total: Sequence[Cell] = (),
    sortable: bool = False,
) -> Html:
    """Make a table; the first cell of a row is its heading.

    Args:
        caption: What the table shows.
        columns: The columns.
        rows: Rows of as many cells.
        total: A last row that sorting leaves in its place.
        sortable: Whether a click on a heading sorts the rows.
    """
    headings = (_heading(column) for column in columns)
    body = [_row(row, columns) for row in rows]
    parts = [
        element("caption", caption),
        element("thead", element("tr", *headings)),
        element("tbody", *body),
    ]
    if total:
        parts.append(element("tfoot", _row(total, columns)))
    made = element("table", *parts, class_="sortable" if sortable else None)
    # What scrolls must be reachable by keyboard (WCAG 2.2, 2.1.1), and then needs a name.
    kind = "scroll long" if len(body) > _MOST_ROWS else "scroll"
    return element("div", made, class_=kind, tabindex=0, role="region", aria_label=caption)


def render_page(page: Page) -> str:
    """Render a page as one HTML file, ended with a newline."""
    script = SORT_SCRIPT + page.script
    style = STYLE + page.style
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content="padanan"),
        element("link", rel="icon", href="data:,"),  # else a browser asks the server for one
        element("title", page.title),
        element("style", Html(style)),
    )
    main = element("main", *(Html(f"\n{part}") for part in page.body), Html("\n"))
    body = element("body", main, element("script", Html(script)))
    return f"<!doctype html>\n{element('html', head, body, lang=page.language, dir='ltr')}\n"


def dump_for_script(value: object) -> str:
    """Write JSON that may stand inside a script element, whatever its texts say.

    Without `<` there is no end of the element and no comment in it; U+2028 and U+2029 end lines of older
    JavaScript.
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _show_character(character: str) -> Html:
    shown = show_unseen(character)
    return text(character) if shown == character else element("code", shown, class_="unseen")


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(show_unseen(str(value)))}"'


def _heading(column: Column) -> Html:
    return element("th", column.heading, scope="col", class_="number" if column.is_number else None)


def _row(row: Sequence[Cell], columns: Sequence[Column]) -> Html:
    first, *others = zip(row, columns, strict=True)
    head = element("th", first[0].shown, scope="row", data_value=first[0].value)
    cells = (
        element("td", cell.shown, class_="number" if column.is_number else None, data_value=cell.value)
        for cell, column in others
    )
    return Html(f"\n{element('tr', head, *cells)}")


def _digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
