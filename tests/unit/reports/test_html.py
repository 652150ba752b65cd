"""Pages are read back with a parser that knows nothing of how they were made."""

import re
from typing import Any

import pytest
from lxml import html

from padanan.reports.html import Cell, Column, Html, Page, element, foreign, join, render_page, table, text

_HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"onmouseover='x' &amp;",
    "a\u202egpj.exe",
    "\x1b[2J\x00\ud800",
    "-->]]>{{x}}",
]


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_text_stays_text_wherever_it_stands(hostile: str) -> None:
    cells = [Cell(shown=hostile), Cell(shown=foreign(hostile, "id"))]
    columns = [Column(heading=hostile), Column(heading="text")]
    page = Page(title=hostile, body=[element("p", hostile, title=hostile), table(hostile, columns, [cells])])
    tree = parse(render_page(page))
    assert len(tree.findall(".//script")) == 1
    assert tree.findall(".//img") == []
    names = {name for node in tree.iter() if isinstance(node.tag, str) for name in node.attrib}
    assert not {name for name in names if name.startswith("on")}
    seen = [node.text_content() for node in (*tree.findall(".//p"), *tree.findall(".//bdi"))]
    assert seen == [text_of(hostile)] * 2


def parse(page: str) -> Any:
    return html.document_fromstring(page)


def text_of(hostile: str) -> str:
    return str(parse(f"<p>{text(hostile)}</p>").text_content())


def test_unseen_characters_are_shown_by_their_codes() -> None:
    assert text_of("a\u202eb") == "a<U+202E>b"
    assert foreign("<U+202E>\u202e", "id") == (
        '<bdi lang="id" dir="auto">&lt;U+202E&gt;<code class="unseen">&lt;U+202E&gt;</code></bdi>'
    )


def test_the_language_of_a_text_is_said() -> None:
    assert foreign("保存", "zh-CN") == '<bdi lang="zh-CN" dir="auto">保存</bdi>'
    assert foreign("x") == '<bdi lang="und" dir="auto">x</bdi>'


def test_elements() -> None:
    assert element("br") == "<br>"
    made = element("td", "a", Html("<b>b</b>"), class_="x", data_value=1.5, hidden=True, id=None, lang=False)
    assert made == '<td class="x" data-value="1.5" hidden>a<b>b</b></td>'
    assert join(["<", Html("<b></b>")]) == "&lt;<b></b>"


def test_a_table_says_what_heads_what() -> None:
    columns = [Column(heading="file"), Column(heading="words", is_number=True)]
    rows = [[Cell(shown="a.po"), Cell(shown="1,000", value=1000)]]
    total = [Cell(shown="total"), Cell(shown="1,000", value=1000)]
    tree = html.fragment_fromstring(table("Words", columns, rows, total=total, sortable=True))
    assert tree.get("aria-label") == tree.findtext(".//caption") == "Words"
    assert [cell.get("scope") for cell in tree.findall("./table/thead/tr/th")] == ["col", "col"]
    assert [cell.get("scope") for cell in tree.findall("./table/*/tr/th")] == ["col", "col", "row", "row"]
    number = tree.find("./table/tbody/tr/td")
    assert number is not None
    assert (number.get("class"), number.get("data-value"), number.text) == ("number", "1000", "1,000")


def test_rows_must_fit_the_columns() -> None:
    with pytest.raises(ValueError, match="zip"):
        table("x", [Column(heading="a"), Column(heading="b")], [[Cell(shown="1")]])


def test_a_page_loads_nothing() -> None:
    made = render_page(Page(title="t", body=[], style="p { color: red }", script="let x = 1;"))
    tree = parse(made)
    assert tree.get("lang") == "en"
    policy = tree.xpath("string(//meta[@http-equiv]/@content)")
    assert policy.startswith("default-src 'none';")
    assert re.findall(r"(?:https?:)?//[a-z]", made) == []
    assert [node.get("href") for node in tree.findall(".//link")] == ["data:,"]
