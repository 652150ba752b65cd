"""Documents come back whole, and translations stand where their segments stood."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from padanan.core.errors import MarkupError
from padanan.core.model import Segment
from padanan.formats.document import DocumentKind
from padanan.services.documents import segment_text, translate_text

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("**/*.md"))]
MARKDOWN = st.lists(
    st.sampled_from([
        "Word", "two words", ". ", "! ", " ", "  ", "\n", "\r\n", "\n\n", "\\", "*", "**", "_", "~~",
        "`", "``", "[", "]", "(", ")", "](http://x.y)", "![", "[^1]", "[a]: /b\n", "[a]", "> ", "- ",
        "1. ", "# ", "## ", "===\n", "---\n", "```\n", "    ", "\t", "| ", "|--|--|\n", "<b>", "</b>",
        "<br>", "<div>", "</div>", "<!--", "-->", "<http://x>", "&amp;", "&", "<", ">", '"', "'", "é",
        "中文。", "\u2028", "\x00", "\x0c", "{#id}", "+++\n", "[ ] ", "\ufeff",
    ]),
    max_size=40,
).map("".join)  # fmt: skip
HTML = st.lists(
    st.sampled_from([
        "Word", "two words", ". ", " ", "\n", "\r\n", "<p>", "</p>", "<b>", "</b>", "<B class='x'>",
        "<br/>", "<br>", '<img alt="A. B">', '<a href="x" title="T">', "</a>", "<code>", "</code>",
        "<pre>", "</pre>", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<!--",
        "-->", "<!doctype html>", "<?php", "?>", '<p translate="no">', '<b class="notranslate">',
        "<input type=submit value='Go now'>", "&amp;", "&nbsp;", "&copy", "&", "<", ">", '"', "'", "=",
        "/", "<a", "é", "中文。", "\x00", "\ufeff", "<textarea>", "</textarea>",
        '<meta name="description" content="One. Two.">', "<![CDATA[", "]]>", "<td>", "</", "<svg>",
        "</svg>",
    ]),
    max_size=40,
).map("".join)  # fmt: skip
ANY = st.text(max_size=200)
DOCUMENTS = st.one_of(
    st.tuples(st.just(DocumentKind.MARKDOWN), MARKDOWN | ANY),
    st.tuples(st.just(DocumentKind.HTML), HTML | ANY),
    st.tuples(st.just(DocumentKind.TEXT), MARKDOWN | ANY),
)


def translate(text: str, kind: DocumentKind, segments: list[Segment], by: dict[str, str]) -> str:
    return translate_text(text, kind, segments, by, language="en")


def check_segments(text: str, segments: list[Segment]) -> None:
    end = 0
    for segment in sorted(segments, key=lambda segment: segment.start):
        assert end <= segment.start < segment.end
        end = segment.end
        assert segment.text.strip()
        assert not {"\r", "\n"} & set(segment.message)
        assert all(0 <= code.offset <= len(segment.text) for code in segment.codes)
        assert all(code.markup in segment.message for code in segment.codes)
    assert end <= len(text)


@given(DOCUMENTS)
@settings(max_examples=400)
@example((DocumentKind.HTML, "<b><b><b>a</b> </b>. C</b>"))
@example((DocumentKind.MARKDOWN, "> a *b\n> c*. [x]\n\n[x]: /y"))
def test_a_document_without_translations_is_itself(document: tuple[DocumentKind, str]) -> None:
    kind, text = document
    segments = segment_text(text, kind, language="en")
    check_segments(text, segments)
    assert translate(text, kind, segments, {}) == text


@given(DOCUMENTS)
@settings(max_examples=400)
def test_translated_into_itself_it_says_the_same(document: tuple[DocumentKind, str]) -> None:
    kind, text = document
    segments = segment_text(text, kind, language="en")
    same = {segment.message: segment.message for segment in segments}
    written = translate(text, kind, segments, same)
    assert joined(segment_text(written, kind, language="en")) == joined(segments)


def joined(segments: list[Segment]) -> str:
    """Join messages, without blanks that divide Chinese sentences now, and backslashes against markup."""
    return "".join(segment.message for segment in segments).replace(" ", "").replace("\\", "")


@given(DOCUMENTS, st.data())
@settings(max_examples=200)
def test_translations_are_read_again_or_refused(
    document: tuple[DocumentKind, str], data: st.DataObject
) -> None:
    kind, text = document
    segments = segment_text(text, kind, language="en")
    targets = data.draw(st.lists(MARKDOWN | HTML, min_size=len(segments), max_size=len(segments)))
    chosen = {
        segment.message: target for segment, target in zip(segments, targets, strict=True) if target.strip()
    }
    try:
        written = translate(text, kind, segments, chosen)
    except MarkupError:
        return
    if kind is not DocumentKind.TEXT:
        codes = sorted(code.markup for segment in segments for code in segment.codes)
        again = segment_text(written, kind, language="en")
        assert len([code for segment in again for code in segment.codes]) <= len(codes) + 2 * len(chosen)


@pytest.mark.parametrize("path", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_pages_of_this_project_come_back(path: Path) -> None:
    text = path.read_text("utf-8")
    segments = segment_text(text, DocumentKind.MARKDOWN, language="en")
    assert segments
    check_segments(text, segments)
    assert translate(text, DocumentKind.MARKDOWN, segments, {}) == text
    written = translate(
        text, DocumentKind.MARKDOWN, segments, {segment.message: segment.message for segment in segments}
    )
    assert [segment.message for segment in segment_text(written, DocumentKind.MARKDOWN, language="en")] == [
        segment.message for segment in segments
    ]
