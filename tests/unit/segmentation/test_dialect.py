"""ICU patterns in, patterns of the `regex` package out."""

import pytest
import regex

from padanan.segmentation.dialect import PatternError, translate_pattern


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        pytest.param(r"\Qa.b\E+", "a.bb", "axb", id="quoted"),
        pytest.param(r"[\Q]^\E]", "^", "a", id="quoted in a set"),
        pytest.param(r"\x{1F600}", "\U0001f600", "x", id="braced code point"),
        pytest.param(r"\u0041\x42", "AB", "ab", id="code points"),
        pytest.param(r"\cA\e", "\x01\x1b", "A", id="control characters"),
        pytest.param(r"\h\H", "\u00a0x", "xx", id="horizontal white space"),
        pytest.param(r"\v", "\u2028", "v", id="line breaks"),
        pytest.param(r"[^\v]", "a", "\x0b", id="line breaks in a set"),
        pytest.param(r"[[a-z]&&[^aeiou]]", "b", "e", id="intersection"),
        pytest.param(r"[\p{L}--[a-z]]", "A", "a", id="difference"),
        pytest.param(r"[a[bc]]", "c", "[", id="nested sets"),
        pytest.param(r"[a||b]", "|", "c", id="bars are no operator in a set"),
        pytest.param(r"[a~~b]", "~", "c", id="tildes are no operator in a set"),
        pytest.param(r"[[:alpha:]]", "e", "1", id="POSIX class"),
        pytest.param(r"(a)(?<name>b)", "ab", "a", id="capturing groups"),
        pytest.param(r"(?i)dr|mr", "MR", "x", id="a flag reaches over alternatives"),
        pytest.param(r"(?i:d)r", "Dr", "DR", id="a flag for a group"),
        pytest.param(r"a(?# a note )b", "ab", "a", id="comment"),
        pytest.param(r"a++b", "aab", "b", id="possessive"),
        pytest.param(r"(?<=x)?a{2,3}(?!b)", "aaa", "a", id="lookarounds and counts"),
        pytest.param(r"a\z", "a", "ab", id="end of text"),
        pytest.param(r"\N{FULL STOP}\p{Lu}\P{Lu}", ".Aa", ".aa", id="names and properties"),
    ],
)
def test_translation_matches_what_icu_would(pattern: str, matching: str, other: str) -> None:
    compiled = regex.compile(translate_pattern(pattern), regex.VERSION1)
    assert compiled.fullmatch(matching)
    assert not compiled.fullmatch(other)


def test_no_group_captures() -> None:
    assert regex.compile(translate_pattern(r"(a)(?<n>b)(?:c)"), regex.VERSION1).groups == 0


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        pytest.param(r"(a)\1", "back references", id="back reference"),
        pytest.param(r"(?<n>a)\k<n>", "back references", id="named back reference"),
        pytest.param(r"\y", r"the escape \\y", id="unknown escape"),
        pytest.param(r"\G", r"the escape \\G", id="anchor at the last match"),
        pytest.param(r"\L<words>", r"the escape \\L", id="named list of regex"),
        pytest.param(r"(?R)", "not supported|means nothing", id="recursion"),
        pytest.param(r"(?&name)", "means nothing", id="call of a group"),
        pytest.param(r"(?P<n>a)", "means nothing", id="Python's named group"),
        pytest.param(r"(?:ab){e<=1}", "means nothing", id="fuzzy matching"),
        pytest.param(r"(?x) a", "flag 'x'", id="free spacing"),
        pytest.param(r"(?r)a", "flag 'r'", id="reverse flag of regex"),
        pytest.param(r"a{", "means nothing", id="loose brace"),
        pytest.param(r"(a", "not closed", id="open group"),
        pytest.param(r"a)(b", r"'\)' too many", id="closed group"),
        pytest.param(r"[a", "not closed", id="open set"),
        pytest.param("a\\", "means nothing", id="lone backslash"),
        pytest.param(r"\x{110000}", "beyond Unicode", id="code point beyond Unicode"),
        pytest.param(r"((a{1000}){1000}){1000}", "too often", id="repetition bomb"),
        pytest.param(r"a{999999999}", "too often", id="huge count"),
        pytest.param("a{" + "9" * 5000 + "}", "means nothing", id="count of 5000 digits"),
        pytest.param("(" * 60 + ")" * 60, "deep", id="deep nesting"),
    ],
)
def test_what_icu_or_we_do_not_have_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        translate_pattern(pattern)
