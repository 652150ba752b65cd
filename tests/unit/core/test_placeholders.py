"""Placeholders of every syntax, with their spans."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.placeholders import (
    SYNTAXES,
    find_likely_placeholders,
    is_date_pattern,
    read_placeholders,
)


@pytest.mark.parametrize(
    ("syntax", "text", "expected"),
    [
        ("c", "%s and %d", [("%s", 1, "text"), ("%d", 2, "integer")]),
        ("c", "%2$s %1$-5.2f", [("%2$s", 2, "text"), ("%1$-5.2f", 1, "floating-point number")]),
        ("c", "%ld %lld %qd %hhu", [("%ld", 1, "integer (l)"), ("%lld", 2, "integer (ll)"),
                                    ("%qd", 3, "integer (ll)"), ("%hhu", 4, "unsigned integer (hh)")]),
        ("c", "%*d", [("%*d", 1, "integer"), ("%*d", 2, "integer")]),
        ("c", "%.*s", [("%.*s", 1, "integer"), ("%.*s", 2, "text")]),
        ("c", "%<PRIu64>", [("%<PRIu64>", 1, "unsigned integer (64)")]),
        ("c", "100%% %m", []),
        ("c", "%ls %lc", [("%ls", 1, "wide text"), ("%lc", 2, "wide character")]),
        ("c", "%'d %I5d", [("%'d", 1, "integer"), ("%I5d", 2, "integer")]),
        ("python", "%(name)s", [("%(name)s", "name", "text")]),
        ("python", "%(a(b)c)r", [("%(a(b)c)r", "a(b)c", "text")]),
        ("python", "%s %r %05.1f", [("%s", 1, "text"), ("%r", 2, "text"),
                                    ("%05.1f", 3, "floating-point number")]),
        ("python", "%(count) item", [("%(count) i", "count", "integer")]),
        ("python", "50%%", []),
        ("python-brace", "{} {}", [("{}", 1, ""), ("{}", 2, "")]),
        ("python-brace", "{0} {1}", [("{0}", 1, ""), ("{1}", 2, "")]),
        ("python-brace", "{user.name!r:>10}", [("{user.name!r:>10}", "user.name", "formatted value")]),
        ("python-brace", "{x[0]}", [("{x[0]}", "x[0]", "")]),
        ("python-brace", "{value:{width}}", [("{value:{width}}", "value", "formatted value"),
                                             ("{value:{width}}", "width", "formatted value")]),
        ("python-brace", "{{literal}}", []),
        ("python-brace", "{{{x}}}", [("{x}", "x", "")]),
    ],
)  # fmt: skip
def test_reads_placeholders(syntax: str, text: str, expected: list[tuple[str, str | int, str]]) -> None:
    read = read_placeholders(text, syntax)
    assert [(item.text, item.argument, item.kind) for item in read.placeholders] == expected
    assert read.faults == ()
    assert all(text[item.span.start : item.span.end] == item.text for item in read.placeholders)


@pytest.mark.parametrize(
    ("syntax", "text", "fault"),
    [
        ("c", "100%", "%"),
        ("c", "%y", "%y"),
        ("c", "%-", "%-"),
        ("c", "%0$s", "%0$s"),
        ("c", "%<PRIx>", "%<PRIx>"),
        ("c", "%hs", "%hs"),
        ("c", "%1$s %s", "%s"),
        ("c", "% é", "% "),
        ("python", "%(name", "%"),
        ("python", "%(name)", "%(name)"),
        ("python", "%(name)s %s", "%s"),
        ("python", "%b", "%b"),
        ("python-brace", "{x", "{"),
        ("python-brace", "x}", "}"),
        ("python-brace", "{x!z}", "{x!z}"),
        ("python-brace", "{ x }", "{"),
        ("python-brace", "{} {0}", "{0}"),
    ],
)
def test_reports_what_is_broken(syntax: str, text: str, fault: str) -> None:
    assert fault in [item.text for item in read_placeholders(text, syntax).faults]


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("%b %d, %Y", True),
        ("%d.%m.%Y", True),
        ("%H:%M:%S", True),
        ("%-d %B", True),
        ("%d %B", True),
        ("%s", False),
        ("%d files", False),
        ("%(b)s %Y", False),
        ("100% sure", False),
        ("%", False),
        ("", False),
    ],
)
def test_tells_dates_from_printf(text: str, is_date: bool) -> None:
    assert is_date_pattern(text) is is_date


@given(st.text(alphabet="%{}()ds01$*.!: -lnai%{é", max_size=40), st.sampled_from(sorted(SYNTAXES)))
def test_spans_lie_in_the_text_and_agree_with_it(text: str, syntax: str) -> None:
    read = read_placeholders(text, syntax)
    found = [(item.span, item.text) for item in read.placeholders]
    for span, written in [*found, *((fault.span, fault.text) for fault in read.faults)]:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == written


@given(st.text(alphabet="%{}()ds01$ i", max_size=30))
def test_python_formats_what_we_call_sound(text: str) -> None:
    """What has no fault, Python itself can format with the arguments we saw."""
    read = read_placeholders(text, "python")
    if read.faults or any("*" in item.text for item in read.placeholders):
        return
    values = {item.argument: 1 if item.kind != "text" else "x" for item in read.placeholders}
    arguments: object = values if any(isinstance(key, str) for key in values) else tuple(values.values())
    assert isinstance(text % arguments, str)


@given(st.text(alphabet="{}x0.[]!rs:>", max_size=16))
def test_python_parses_the_braces_we_call_sound(text: str) -> None:
    if not read_placeholders(text, "python-brace").faults:
        fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
        assert len(fields) <= len(read_placeholders(text, "python-brace").placeholders)


@pytest.mark.parametrize(
    ("text", "syntaxes", "expected"),
    [
        ("%(name)s of {n} and %1$s", None, ["%(name)s", "{n}", "%1$s"]),
        ("100% sure, 50%d, { a b }", None, []),
        ("%s {n}", ("c",), ["%s"]),
        ("100% sure", ("c",), ["% s"]),
        ("%s", (), []),
    ],
)
def test_likely_placeholders(text: str, syntaxes: tuple[str, ...] | None, expected: list[str]) -> None:
    spans = find_likely_placeholders(text, syntaxes)
    assert [text[span.start : span.end] for span in spans] == expected
