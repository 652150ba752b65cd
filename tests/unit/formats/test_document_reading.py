"""What of Markdown and HTML is text, and what its codes are."""

import pytest

from padanan.core.errors import MarkupError
from padanan.formats.document import DocumentKind, detect_kind
from padanan.services.documents import segment_text, translate_text

HTML = {
    "paragraphs": ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    "end tags may be missing": ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
    "markup inside stays": ("<p>A <b>bold</b> word</p>", ["A <b>bold</b> word"]),
    "markup around does not": ("<p><b><i>All of it</i></b></p>", ["All of it"]),
    "markup around one sentence of two": (
        "<p><b>First one. </b>Second one.</p>",
        ["First one.", "Second one."],
    ),
    "white space is one blank": ("<p>\n  One\n\ttwo  </p>", ["One two"]),
    "entities are read": ("<p>R&amp;D &lt;b&gt;</p>", ["R&amp;D &lt;b&gt;"]),
    "a break ends a segment": ("One<br>two", ["One", "two"]),
    "code is one code": ("<p>Call <code>f(a &lt; b)</code> now</p>", ["Call <code>f(a &lt; b)</code> now"]),
    "scripts and styles": ("<script>if (a<b) x('</p>')</script><style>p{}</style>One", ["One"]),
    "preformatted text": ("<pre>no <b>no</b></pre>yes", ["yes"]),
    "comments": ("<!-- no -->One <!-- no -->two", ["One <!-- no -->two"]),
    "not to be translated": ('<p translate="no">no <p>no</p></p><p>yes</p>', ["yes"]),
    "not to be translated in a line": (
        '<p>The <span translate="no">Word</span> here</p>',
        ['The <span translate="no">Word</span> here'],
    ),
    "of class notranslate": ('<div class="a notranslate">no<div>no</div></div>yes', ["yes"]),
    "title": ("<head><title>A &amp; <b></title></head>", ["A &amp; <b>"]),
    "attributes": (
        "<img src=x alt=\"A cat\"><input type='submit' value='Go'>"
        "<input type=text value='x' placeholder='Name'>",
        ["A cat", "Go", "Name"],
    ),
    "attributes of codes inside": ('<p>A <img alt="cat"> sits</p>', ['A <img alt="cat"> sits']),
    "descriptions": (
        '<meta name="description" content="One. Two."><meta name="viewport" content="width=1">',
        ["One.", "Two."],
    ),
    "tables": ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
    "unclosed tags": ('One <a href="', ["One"]),
    "names of any case": ("<P>One</P><SCRIPT>no</SCRIPT>", ["One"]),
    "instructions": ("<?php echo '<p>'; ?><p>One</p>", ["One"]),
    "nothing": ("<p> </p><br>", []),
}

MARKDOWN = {
    "paragraphs": ("One\ntwo.\n\nThree.\n", ["One two.", "Three."]),
    "headings": ("# One #\n\nTwo\n===\n", ["One", "Two"]),
    "emphasis": ("A **bold** and _slanted_ ~~word~~.", ["A **bold** and _slanted_ ~~word~~."]),
    "no emphasis": ("2 * 3 * 4 is snake_case_name.", ["2 * 3 * 4 is snake_case_name."]),
    "links and images": ("See [this](http://x.y/(a) \"T\") and ![that](i.png).",
                         ["See [this](http://x.y/(a) \"T\") and ![that](i.png)."]),
    "links by label": ("See [this][r] and [r].\n\n[r]: /x\n", ["See [this][r] and [r][r]."]),
    "brackets": ("An [aside] here[^1].", ["An [aside] here[^1]."]),
    "code": ("Call `f(*a*)` now.\n\n```\nno\n```\n\n    no\n", ["Call `f(*a*)` now."]),
    "quotations": ("> One\n> two\n>\n> - three\n", ["One two", "three"]),
    "lists": ("- [ ] One\n- [x] Two\n\n1. Three\n   more\n", ["One", "Two", "Three more"]),
    "tables": ("| a | b \\| c |\n|---|---|\n| d | `e` f |\n", ["a", "b \\| c", "d", "`e` f"]),
    "code at the edges": ("`a` is one. So is `c`\n\n`d`\n", ["`a` is one.", "So is `c`"]),
    "structure": ("![One](a.png) <http://x.y> two", ["![One](a.png) <http://x.y> two"]),
    "hard breaks": ("One  \ntwo\\\nthree\n", ["One", "two", "three"]),
    "escapes": ("Not \\*this\\*.", ["Not \\*this\\*."]),
    "HTML in a line": ("A <b>bold</b> <http://x.y> word.", ["A <b>bold</b> <http://x.y> word."]),
    "HTML blocks": ("<div>\n<p>One</p>\n<pre>no</pre>\n</div>\n", ["One"]),
    "front matter": ("---\ntitle: no\n---\n\nOne\n", ["One"]),
    "TOML front matter": ("+++\ntitle = 'no'\n+++\nOne\n", ["One"]),
    "definitions": ("[a]: /x 'no'\n\nOne\n", ["One"]),
    "carriage returns": ("One\r\ntwo\r\n\r\n> three\r\n", ["One two", "three"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), HTML.values(), ids=HTML.keys())
def test_html(text: str, messages: list[str]) -> None:
    segments = segment_text(text, DocumentKind.HTML, language="en")
    assert [segment.message for segment in segments] == messages


@pytest.mark.parametrize(("text", "messages"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_markdown(text: str, messages: list[str]) -> None:
    segments = segment_text(text, DocumentKind.MARKDOWN, language="en")
    assert [segment.message for segment in segments] == messages


def test_codes_stand_where_they_stood() -> None:
    (segment,) = segment_text("<p>A <b>b&amp;c</b><img src=x>d</p>", DocumentKind.HTML, language="en")
    assert segment.text == "A b&cd"
    assert [(code.offset, code.kind, code.markup) for code in segment.codes] == [
        (2, "open", "<b>"),
        (5, "close", "</b>"),
        (5, "standalone", "<img src=x>"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "One", DocumentKind.TEXT),
        ("a.md", "One", DocumentKind.MARKDOWN),
        ("a.HTM", "One", DocumentKind.HTML),
        ("a.txt", "\n<!-- x -->\n<!DOCTYPE html><p>", DocumentKind.HTML),
        ("a.md", "<html lang=en>", DocumentKind.HTML),
        ("stdin", '<?xml version="1.0"?><html>', DocumentKind.HTML),
        ("stdin", "<p>One</p>", DocumentKind.TEXT),
    ],
)
def test_content_goes_before_the_name(name: str, text: str, kind: DocumentKind) -> None:
    assert detect_kind(name, text) is kind


def translated(text: str, kind: DocumentKind, by: dict[str, str], language: str = "id") -> str:
    segments = segment_text(text, kind, language="en")
    assert by.keys() <= {segment.message for segment in segments}
    return translate_text(text, kind, segments, by, language=language)


PUT_IN = {
    "HTML": (
        DocumentKind.HTML,
        "<p>\n A <b>bold</b>\n word. More.</p>",
        {"A <b>bold</b> word.": "Kata <b>tebal</b>."},
        "<p>\n Kata <b>tebal</b>. More.</p>",
    ),
    "codes in another order": (
        DocumentKind.HTML,
        "<p>A <i>x</i> <b>y</b> z</p>",
        {"A <i>x</i> <b>y</b> z": "<b>y</b> dan <i>x</i>"},
        "<p><b>y</b> dan <i>x</i></p>",
    ),
    "quotes in attributes": (
        DocumentKind.HTML,
        "<img alt=\"A cat\"><img alt='A dog'>",
        {"A cat": 'Si "kucing"', "A dog": "'Anjing'"},
        "<img alt=\"Si &quot;kucing&quot;\"><img alt='&#39;Anjing&#39;'>",
    ),
    "attributes of codes": (
        DocumentKind.HTML,
        '<p>A <img alt="cat"> sits</p>',
        {'A <img alt="cat"> sits': 'Ada <img alt="kucing"> duduk'},
        '<p>Ada <img alt="kucing"> duduk</p>',
    ),
    "Markdown": (
        DocumentKind.MARKDOWN,
        "> One **two**\n> three.\n\nFour.\n",
        {"One **two** three.": "Satu **dua** tiga."},
        "> Satu **dua** tiga.\n\nFour.\n",
    ),
    "links by their own text": (
        DocumentKind.MARKDOWN,
        "See [this].\n\n[this]: /x\n",
        {"See [this][this].": "Lihat [ini][this]."},
        "Lihat [ini][this].\n\n[this]: /x\n",
    ),
    "what would begin a list": (
        DocumentKind.MARKDOWN,
        "One\n\nTwo\n\nThree\n\nFour\n",
        {"One": "- satu", "Two": "2. dua", "Three": "# tiga", "Four": "lima\n\nbaris"},
        "\\- satu\n\n2\\. dua\n\n\\# tiga\n\nlima baris\n",
    ),
    "Chinese sentences": (
        DocumentKind.HTML,
        "<p>One. Two.</p>",
        {"One.": "一。", "Two.": "二。"},
        "<p>一。二。</p>",
    ),
}


@pytest.mark.parametrize(("kind", "text", "by", "expected"), PUT_IN.values(), ids=PUT_IN.keys())
def test_translations_are_put_in(kind: DocumentKind, text: str, by: dict[str, str], expected: str) -> None:
    language = "zh" if "一" in expected else "id"
    assert translated(text, kind, by, language) == expected


REFUSED = {
    "a code is lost": (DocumentKind.HTML, "<p>A <b>b</b> c</p>", "A b c", "lacks <b>"),
    "a code is new": (DocumentKind.HTML, "<p>A <b>b</b> c</p>", "A <b>b</b> <i>c", "has not: <i>"),
    "a code stands twice": (DocumentKind.HTML, "<p>A <i>c</i> d</p>", "<i>c</i><i></i>", "has not: <i>"),
    "a link is another one": (DocumentKind.MARKDOWN, "A [b](/c) d", "A [b](/x) d", "lacks ](/c)"),
    "a block begins": (DocumentKind.HTML, "<p>One</p>", "Satu<p>dua", "has not: <p"),
    "a script": (DocumentKind.HTML, "<p>One</p>", "Satu<script>alert(1)</script>", "has not: <script"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "target", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_would_break_the_document_is_refused(
    kind: DocumentKind, text: str, target: str, message: str
) -> None:
    segments = segment_text(text, kind, language="en")
    chosen = {segments[-1].message: target}
    with pytest.raises(MarkupError, match=r"the translation of|structure") as caught:
        translate_text(text, kind, segments, chosen, language="id")
    assert message in str(caught.value)
    assert caught.value.line == 1


HOSTILE = {
    "ten thousand levels": (DocumentKind.HTML, "<div><b>" * 10_000 + "One. Two." + "</b></div>" * 10_000),
    "ten thousand unclosed codes": (DocumentKind.HTML, "<b>x " * 10_000),
    "tags that never end": (DocumentKind.HTML, '<a "' * 100_000),
    "comments that never end": (DocumentKind.HTML, "<!-- " * 100_000),
    "ten thousand quotations": (DocumentKind.MARKDOWN, ">" * 10_000 + " One."),
    "ten thousand lists": (DocumentKind.MARKDOWN, "- " * 10_000 + "One."),
    "opening brackets": (DocumentKind.MARKDOWN, "[" * 50_000),
    "links that never end": (DocumentKind.MARKDOWN, "[a](" * 30_000),
    "stars": (DocumentKind.MARKDOWN, "*a**b_" * 20_000),
    "backticks of every length": (DocumentKind.MARKDOWN, " ".join("`" * length for length in range(1, 500))),
    "comments that never end in Markdown": (DocumentKind.MARKDOWN, "x <!--" * 30_000),
    "NUL": (DocumentKind.MARKDOWN, "\0" * 100_000),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_documents_are_read_and_come_back(kind: DocumentKind, text: str) -> None:
    segments = segment_text(text, kind, language="en")
    assert translate_text(text, kind, segments, {}, language="id") == text
