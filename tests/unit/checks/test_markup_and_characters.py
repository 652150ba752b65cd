"""The checks of markup, white space and characters: hostile texts, and more than their examples show."""

import re
from collections.abc import Sequence

import pytest

from padanan.checks.base import EntryCheck, Problem, make_subject
from padanan.checks.registry import load_check
from padanan.core.catalogue import Catalogue, Entry

CHECKS = (
    "bbcode-tags", "control-characters", "direction-controls", "doubled-spaces", "edge-newlines",
    "edge-space-width", "edge-spaces", "entities", "escape-sequences", "invisible-characters", "line-breaks",
    "line-end-spaces", "malformed-xml", "markdown-markup", "markup-attributes", "markup-tags",
    "mixed-scripts", "mojibake", "no-break-space-in-code", "normalization", "private-use-characters",
    "rst-markup", "tabs", "unsafe-markup",
)  # fmt: skip
SIZE = 20_000
PIECES = (
    "<", "&", "[", "`", "*", "|", "\\", " ", "\t", "\n", "\xa0", "<a ", "<a href=", '<a b="', "<script>",
    "</a>", "[a](", "[a](b ", "**a", "``a", ":ref:`a <", ":a:`b", "`a`_ ", "[1]_", "&a", "&amp", "& amp;",
    "Ã©", "â€", "аa", "а", "\u200b", "\u202a", "\u202c", "\ufffd", "\x01", "\ue000", "e\u0301", "[b]", "[/b]",
    "\\n", ". \\n", "a:\\b", "%", "%(a", "<a\xa0b ", "a \n", "a  b ", "`\xa0a`", "< ", "=", "'", '"',
)  # fmt: skip


def check(
    check_id: str, msgid: str, msgstr: str, language: str = "id", **fields: object
) -> Sequence[Problem]:
    found = load_check(check_id)
    assert issubclass(found, EntryCheck)
    entry = Entry(msgid=msgid, msgstr=(msgstr,), **fields)  # type: ignore[arg-type]
    return list(
        found().check_entry(entry, make_subject(Catalogue(path="", entries=(entry,), language=language)))
    )


@pytest.mark.parametrize("check_id", CHECKS)
def test_hostile_texts_end_in_findings_within_them(check_id: str) -> None:
    """What grows with the square of the length does not come back from this in an hour."""
    for piece in PIECES:
        long = piece * (SIZE // len(piece))
        pairs = ((long, "Simpan"), ("Save <b>`x`_</b> [b]x[/b] &amp;", long), (long, long + "x"))
        for msgid, msgstr in pairs:
            for problem in check(
                check_id, msgid, msgstr, language="ru", extracted_comments=("Content of: <p>",)
            ):
                size = len(msgstr)
                assert problem.span is None or 0 <= problem.span.start <= problem.span.end <= size


@pytest.mark.parametrize("check_id", CHECKS)
def test_triggers_end_on_hostile_text(check_id: str) -> None:
    found = load_check(check_id)
    assert issubclass(found, EntryCheck)
    assert isinstance(found.trigger, re.Pattern)
    for piece in PIECES:
        assert sum(1 for _ in found.trigger.finditer(piece * (SIZE // len(piece)))) <= SIZE


@pytest.mark.parametrize(
    ("check_id", "msgid", "msgstr", "fixed"),
    [
        ("edge-newlines", "Save\n", "Simpan", "Simpan\n"),
        ("edge-newlines", "Save", "\n\nSimpan", "Simpan"),
        ("edge-newlines", "\nSave", "Simpan", "\nSimpan"),
        ("edge-spaces", "Save", " \tSimpan", "Simpan"),
        ("edge-spaces", "Name: ", "Nama:", "Nama: "),
        ("edge-space-width", "  Save", " Simpan", "  Simpan"),
        ("doubled-spaces", "Save it", "Simpan   itu", "Simpan itu"),
        ("doubled-spaces", "Save it", "Simpan \xa0itu", "Simpan\xa0itu"),
        ("line-end-spaces", "One\nTwo", "Satu \t\nDua", "Satu\nDua"),
        ("no-break-space-in-code", "<b class='x'>", "<b\xa0class='x'>", "<b class='x'>"),
        ("invisible-characters", "Save", "Sim\u200bpan", "Simpan"),
        ("normalization", "Coffee", "Cafe\u0301", "Café"),
    ],
)
def test_fixes_recheck_clean(check_id: str, msgid: str, msgstr: str, fixed: str) -> None:
    (problem,) = check(check_id, msgid, msgstr)
    assert problem.span is not None
    assert problem.replacement is not None
    mended = msgstr[: problem.span.start] + problem.replacement + msgstr[problem.span.end :]
    assert mended == fixed
    assert check(check_id, msgid, mended) == []


@pytest.mark.parametrize(
    ("check_id", "msgid", "msgstr"),
    [
        ("markup-tags", "<b>x</b>", "<b>x"),
        ("markup-tags", "<b><i>x</i></b>", "<b><i>x</b></i>"),
        ("markup-attributes", '<img src="a.png" alt="x">', '<img src="b.png" alt="y">'),
        ("markup-attributes", "<a id=\"a\" href='%(x)s'>x</a>", "<a href='%(x)s'>x</a>"),
        ("entities", "a&nbsp;b", "a&nbps;b"),
        ("entities", "5 &lt; 6", "5 &lt 6"),
        ("entities", "&#8212; x &amp; y", "&#8212 x &amp; y"),
        ("unsafe-markup", "x", '<img src="x" onerror="alert(1)">'),
        ("unsafe-markup", "x", '<a href="JaVa\tScript:alert(1)">x</a>'),
        ("unsafe-markup", "x", '<a href="&#x6A;avascript&colon;alert(1)">x</a>'),
        ("unsafe-markup", "x", '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>'),
        ("unsafe-markup", "x", '<iframe src="//evil"></iframe>'),
        ("unsafe-markup", "x", "< script >alert(1)</script>"),
        ("rst-markup", "See :doc:`a`.", "Lihat :dokumen:`a`."),
        ("rst-markup", "See :doc:`a`.", "见：doc：`a`。"),
        ("rst-markup", "See `a`_ and [1]_.", "Lihat `a`_ dan [2]_."),
        ("markdown-markup", "![x](a.png)", "[x](a.png)"),
        ("markdown-markup", "**x** y", "** x ** y"),
        ("escape-sequences", "a\\tb", "a b"),
        ("escape-sequences", "a\nb", "a\\nb"),
        ("mojibake", "x", "naÃ¯ve"),
        ("mojibake", "x", "â€œxâ€\x9d"),
        ("mojibake", "x", "中ä¸\xadæ–‡"),
        ("mixed-scripts", "Password", "Pаssword"),
        ("direction-controls", "x", "a\u2067b\nc\u2069"),
        ("control-characters", "x", "a\x7fb"),
        ("control-characters", "x", "a\U0001fffeb"),
        ("private-use-characters", "x", "a\U000f0001"),
        ("bbcode-tags", "[b]x[/b]", "[b]x[/c]"),
        ("tabs", "Name\tSize", "Nama Ukuran"),
        ("line-breaks", "a\nb", "a b"),
    ],
)
def test_finds(check_id: str, msgid: str, msgstr: str) -> None:
    assert check(check_id, msgid, msgstr)


@pytest.mark.parametrize(
    ("check_id", "msgid", "msgstr", "language"),
    [
        ("markup-attributes", '<a href="x" title="Save">x</a>', '<a href="x" title="Simpan">x</a>', "id"),
        ("markup-attributes", '<a href="/?a=1&amp;b=2">x</a>', '<a href="/?a=1&b=2">x</a>', "id"),
        ("entities", "Drag & drop", "Seret & lepas", "id"),
        ("entities", "&File", "&Berkas", "id"),
        ("entities", "Coffee", "Caf&eacute;", "fr"),
        ("unsafe-markup", "add SCRIPT", "将<SCRIPT>添加", "zh-CN"),
        ("unsafe-markup", "x", '<img src="data:image/png;base64,AAAA">', "id"),
        ("unsafe-markup", "x", "on=1, onclick=x", "id"),
        ("rst-markup", "Use ``x`` here", "Pakai x di sini", "id"),
        ("rst-markup", "a | b :doc:`c`", "a | b :doc:`c`", "id"),
        ("markdown-markup", "a[i](x)", "b", "id"),
        ("markdown-markup", "Surround with `backticks`.", "Pakai (`).", "id"),
        ("escape-sequences", r"C:\temp\new", r"C:\temp\new", "id"),
        ("escape-sequences", "Use the '\"' sign", "Pakai tanda '\\'", "id"),
        ("mojibake", "x", "SÃO ÀS ÁÉÍ… «É»", "pt"),
        ("mojibake", "x", "Ñandú, Ürün, Ødegård", "es"),
        ("mixed-scripts", "PHP file", "PHPому файлу, 5 кГц, Δt, µs", "uk"),
        ("mixed-scripts", "%lih %limin", "%liч %liмин", "ru"),
        ("mixed-scripts", "-cTAG", "-cТЕГ", "ru"),
        ("direction-controls", "x", "\u202bמאת", "he"),
        ("invisible-characters", "x", "می\u200cخواهم", "fa"),
        ("invisible-characters", "x", "ไทย\u200bไทย", "th"),
        ("doubled-spaces", "a\tb", "a    b", "id"),
        ("edge-spaces", "\n   x\n   ", "\ny\n", "id"),
        ("edge-spaces", "Name: ", "名称：", "zh-CN"),
        ("bbcode-tags", "a [file] b", "a [berkas] b", "id"),
        ("tabs", "a\n\tb", "a\n  b", "id"),
    ],
)
def test_leaves_alone(check_id: str, msgid: str, msgstr: str, language: str) -> None:
    assert check(check_id, msgid, msgstr, language=language) == []
