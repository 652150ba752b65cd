"""Placeholders of every format flag: what is read, what is broken, and that every input has an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.placeholders import SYNTAXES, Fault, Placeholder, read_placeholders
from padanan.core.placeholders.table import MOST_FAULTS

Expected = list[tuple[str, str | int, str]]


@pytest.mark.parametrize(
    ("syntax", "text", "expected"),
    [
        ("c++", "%s", [("%s", 1, "text")]),
        ("objc", "%@ %1", [("%@", 1, "object")]),
        ("awk", "%2$s %1$d", [("%2$s", 2, "text"), ("%1$d", 1, "integer")]),
        ("sh-printf", "%b %a", [("%b", 1, "text"), ("%a", 2, "floating-point number")]),
        ("tcl", "%-5s %lld %% %hd",
         [("%-5s", 1, "text"), ("%lld", 2, "integer"), ("%hd", 3, "integer (h)")]),
        ("boost", "%1% %|2$5| %t %%", [("%1%", 1, "any value"), ("%|2$5|", 2, "any value")]),
        ("gcc-internal", "%<%qE%> %m %.*s",
         [("%m", "m", ""), ("%qE", 1, "'E' of the compiler"), ("%.*s", 2, "integer"), ("%.*s", 3, "text")]),
        ("gfc-internal", "%s at %L, %C", [("%C", "C", ""), ("%s", 1, "text"), ("%L", 2, "place")]),
        ("perl", "%s %vd %2$s %I64d",
         [("%s", 1, "text"), ("%vd", 2, "vector"), ("%2$s", 2, "text"), ("%I64d", 3, "integer (ll)")]),
        ("perl-brace", "{name} {a b} {", [("{name}", "name", "")]),
        ("php", "%'*10s %1$s %05.1f", [("%'*10s", 1, "text"), ("%1$s", 1, "text"),
                                        ("%05.1f", 2, "floating-point number")]),
        ("javascript", "%s %j %%", [("%s", 1, "text"), ("%j", 2, "JSON")]),
        ("lua", "%-5s %q", [("%-5s", 1, "text"), ("%q", 2, "quoted value")]),
        ("ruby", "%<count>d %{name} %%", [("%<count>d", "count", "integer"), ("%{name}", "name", "value")]),
        ("ruby", "%-5s %2$s", [("%-5s", 1, "value"), ("%2$s", 2, "value")]),
        ("sh", "$name ${other}s", [("$name", "name", ""), ("${other}", "other", "")]),
        ("java", "{0} it''s '{1}' {2,number,#.##} {3,date}",
         [("{0}", 1, ""), ("{2,number,#.##}", 3, "number"), ("{3,date}", 4, "date or time")]),
        ("java-printf", "%s %<s %2$tY %n %,d",
         [("%s", 1, "value"), ("%<s", 1, "value"), ("%2$tY", 2, "date or time"), ("%,d", 2, "integer")]),
        ("csharp", "{0,-5:N2} {{1}}", [("{0,-5:N2}", 1, "")]),
        ("c++-brace", "{} {:>5}", [("{}", 1, ""), ("{:>5}", 2, "")]),
        ("rust", "{name:?} {0} {{}}", [("{name:?}", "name", ""), ("{0}", 1, "")]),
        ("go", "%v %[1]d %s %%", [("%v", 1, "value"), ("%[1]d", 1, "integer"), ("%s", 2, "text")]),
        ("object-pascal", "%1:s %0:d %%", [("%1:s", 2, "text"), ("%0:d", 1, "integer")]),
        ("lisp", "~a ~5,2f ~{~a~} ~d~:p ~~",
         [("~a", 1, "value"), ("~5,2f", 2, "real number"), ("~{", 3, "list"), ("~d", 4, "integer")]),
        ("scheme", "~2*~s ~? ~vd",
         [("~s", 3, "value"), ("~?", 4, "format string"), ("~?", 5, "list"), ("~vd", 6, "parameter"),
          ("~vd", 7, "integer")]),
        ("elisp", "%2$s %s %S", [("%2$s", 2, "printed value"), ("%s", 3, "printed value"),
                                  ("%S", 4, "readable value")]),
        ("librep", "%d %1$s", [("%d", 1, "integer"), ("%1$s", 1, "printed value")]),
        ("qt", "%1 %L2 50%", [("%1", 1, ""), ("%L2", 2, "converted value")]),
        ("qt-plural", "%n %Ln %1", [("%n", "n", "integer"), ("%Ln", "n", "integer")]),
        ("kde", "%1 %2 50%", [("%1", 1, ""), ("%2", 2, "")]),
        ("kde-kuit", "<b>%1</b> & more", [("%1", 1, "")]),
        ("ycp", "%1 %%", [("%1", 1, "")]),
        ("smalltalk", "%2", [("%2", 2, "")]),
    ],
)  # fmt: skip
def test_reads_the_placeholders_of_a_flag(syntax: str, text: str, expected: Expected) -> None:
    read = read_placeholders(text, syntax)
    assert [(item.text, item.argument, item.kind) for item in read.placeholders] == expected
    assert all(text[item.span.start : item.span.end] == item.text for item in read.placeholders)


@pytest.mark.parametrize(
    ("syntax", "text", "fault"),
    [
        ("objc", "%!", "%"),
        ("c", "%1$s %1$d", "%1$d"),
        ("c", "%2$s", "%2$s"),
        ("awk", "%ld", "%l"),
        ("tcl", "%5%", "%5%"),
        ("boost", "%|s", "%|s"),
        ("gcc-internal", "%<a", "%<"),
        ("gcc-internal", "a%>", "%>"),
        ("gcc-internal", "%qqs", "%qqs"),
        ("gfc-internal", "%f", "%f"),
        ("perl", "%hf", "%hf"),
        ("php", "%5%", "%5%"),
        ("javascript", "%*d", "%"),
        ("lua", "%1$s", "%1"),
        ("ruby", "%<a>d %s", "%s"),
        ("ruby", "%<a>", "%<a>"),
        ("sh", "${a-b}", "${a-b}"),
        ("sh", "$1", "$1"),
        ("java", "{0", "{"),
        ("java", "}", "}"),
        ("java", "{a}", "{a}"),
        ("java", "{0,number,x}", "{0,number,x}"),
        ("java-printf", "%<s", "%<s"),
        ("java-printf", "%#d", "%#d"),
        ("java-printf", "%tq", "%tq"),
        ("csharp", "{0 }", "{"),
        ("csharp", "{0}}", "}"),
        ("rust", "{a", "{"),
        ("go", "%y", "%y"),
        ("object-pascal", "%1$s", "%1"),
        ("lisp", "~h", "~h"),
        ("lisp", "~{ ~a", "~{"),
        ("scheme", "~)", "~)"),
        ("elisp", "%ld", "%l"),
        ("kde", "%1 %4", "%4"),
        ("kde-kuit", "<b>%1", "1"),
        ("ycp", "50%", "%"),
    ],
)
def test_reports_what_is_broken_for_a_flag(syntax: str, text: str, fault: str) -> None:
    assert fault in [item.text for item in read_placeholders(text, syntax).faults]


SIGNS = "%{}()<>[]'~$#@|&;:.,*-+ 0123abdsnLq\\\n\"é/!?"


@given(st.text(alphabet=SIGNS, max_size=40), st.sampled_from(sorted(SYNTAXES)))
def test_spans_are_in_order_and_in_the_text(text: str, syntax: str) -> None:
    read = read_placeholders(text, syntax)
    parts: list[Placeholder | Fault] = [*read.placeholders, *read.faults]
    assert all(text[part.span.start : part.span.end] == part.text != "" for part in parts)
    starts = [part.span.start for part in read.placeholders if part.argument not in {"m", "C"}]
    assert starts == sorted(starts)


# How each syntax writes an argument: by name, by number, or by its turn.
WRITTEN = {
    "c": "%{0}$s", "python": "%(a{0})s", "python-brace": "{{a{0}}}", "perl": "%{0}$s",
    "perl-brace": "{{a{0}}}",
    "php": "%{0}$s", "java": "{{{0}}}", "java-printf": "%{0}$s", "csharp": "{{{0}}}", "javascript": "%{0}$s",
    "qt": "%{0}", "kde": "%{0}", "ruby": "%<a{0}>s", "sh": "${{a{0}}}", "boost": "%{0}%",
    "rust": "{{a{0}}}",
    "object-pascal": "%{0}:s", "elisp": "%{0}$s", "go": "%[{0}]s", "ycp": "%{0}",
}  # fmt: skip
COUNTED_FROM_0 = {"java", "csharp", "object-pascal"}


@given(
    st.sampled_from(sorted(WRITTEN)),
    st.permutations([1, 2, 3, 4]),
    st.lists(st.text(alphabet="abc .,é", max_size=5), min_size=5, max_size=5),
)
def test_reads_what_it_writes(syntax: str, order: list[int], between: list[str]) -> None:
    shift = 1 if syntax in COUNTED_FROM_0 else 0
    text = between[0]
    for number, prose in zip(order, between[1:], strict=True):
        text += WRITTEN[syntax].format(number - shift) + " " + prose
    read = read_placeholders(text, syntax)
    assert read.faults == ()
    assert [str(item.argument).removeprefix("a") for item in read.placeholders] == [str(one) for one in order]


HOSTILE = ["{", "%", "'", "%(((", "%(a", "{a[", "${", "~{", "%1$", "%<", "{0,choice,0#{", "'{", "{a:{", "<b>"]


@pytest.mark.parametrize("syntax", sorted(SYNTAXES))
def test_hostile_texts_end(syntax: str) -> None:
    """An expression that explodes would never end."""
    for unit in HOSTILE:
        for start in ("", "%", "{", "~"):
            read = read_placeholders(start + unit * (10_000 // len(unit)), syntax)
            assert len(read.faults) <= MOST_FAULTS
