"""Whatever the text and the rules: nothing is lost, and the fast engine agrees with a slow reading of SRX."""

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from padanan.segmentation import Rules, load_rules, segment_document
from padanan.segmentation.dialect import translate_pattern
from padanan.segmentation.model import LanguageMap, LanguageRules, Rule, SrxDocument

LANGUAGES = ["id", "en", "zh-CN", "ja", "de", "ru", "th", "hi", "ar", "fr"]
# What the rules speak about, so that they have something to decide.
PIECES = st.sampled_from(
    [
        *(
            ". ",
            "? ",
            "! ",
            "...",
            "… ",
            "。",
            "！",
            "？",
            "“",
            "”",
            '"',
            "'",
            "「",
            "」",
            "）",
            ", ",
            "：",
            "।",
            "؟",
        ),
        *(
            "Dr",
            "No",
            "D",
            "U.S",
            "p.m",
            "dkk",
            "kata",
            "ujar",
            "Ia",
            "Di",
            "The",
            "said",
            "1",
            "16/1",
            "I",
            "a",
        ),
        *("说", "他", "😀", "ไ", "\ufeff", "(", ")", "《", "》", " ", "\u00a0", "\n", "\r\n", "\u2028"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_segments_and_what_lies_between_are_the_document(text: str, language: str) -> None:
    segments = segment_document(text, language=language)
    position = 0
    rebuilt = ""
    for segment in segments:
        between = text[position : segment.start]
        assert between.strip().strip("\ufeff").strip() == ""
        rebuilt += between + segment.text
        position = segment.end
    assert rebuilt + text[position:] == text
    assert text[position:].strip().strip("\ufeff").strip() == ""


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_segments_are_ascending_exact_and_never_empty(text: str, language: str) -> None:
    segments = segment_document(text, language=language)
    previous_end, previous_place = 0, (0, 0, 0)
    for segment in segments:
        assert segment.text == text[segment.start : segment.end]
        assert segment.text == segment.text.strip() != ""
        assert not regex.search(r"[\n\r\x0B\f\x85\u2028\u2029]", segment.text)
        assert segment.start >= previous_end
        place = (segment.line, segment.paragraph, segment.number)
        assert place > previous_place
        previous_end, previous_place = segment.end, place
    assert segments == segment_document(text, language=language)


# Python's own `re` knows this much of ICU's dialect; it shares no code with the engine.
PATTERNS = st.sampled_from(
    [
        "",
        r"\.",
        "[.?!]+",
        "a",
        "b+",
        "a?b",
        "[ab]*",
        r"\s",
        r"\s+b",
        ".",
        "a|b.",
        "[^a]",
        "(?:ab)+",
        r"(a|b)\.",
    ]
)
RULES = st.lists(st.builds(Rule, is_break=st.booleans(), before=PATTERNS, after=PATTERNS), max_size=6)


def reference_offsets(rules: list[Rule], text: str) -> list[int]:
    """Read SRX literally: at each position, the first rule of which both halves match there decides."""
    return [
        position
        for position in range(1, len(text))
        if next((rule.is_break for rule in rules if matches_at(rule, text, position)), False)
    ]


def matches_at(rule: Rule, text: str, position: int) -> bool:
    before = any(re.fullmatch(rule.before, text[start:position]) for start in range(position + 1))
    return before and re.match(rule.after, text[position:]) is not None


@given(rules=RULES, text=st.text(alphabet="ab. ?", max_size=30))
def test_the_engine_agrees_with_a_literal_reading_of_srx(rules: list[Rule], text: str) -> None:
    document = SrxDocument(
        language_rules=(LanguageRules(name="All", rules=tuple(rules)),),
        language_maps=(LanguageMap(pattern=".*", rules_name="All"),),
    )
    assert Rules(document).break_offsets(text, language="en") == reference_offsets(rules, text)


def slow_offsets(language: str, text: str) -> list[int]:
    """Ask every shipped rule, one by one, at every position."""
    patterns = compiled_one_by_one(language)
    return [
        position
        for position in range(1, len(text))
        if next((is_break for is_break, pattern in patterns if pattern.match(text, position)), False)
    ]


_COMPILED: dict[str, list[tuple[bool, "regex.Pattern[str]"]]] = {}


def compiled_one_by_one(language: str) -> list[tuple[bool, "regex.Pattern[str]"]]:
    if language not in _COMPILED:
        _COMPILED[language] = [
            (
                rule.is_break,
                regex.compile(
                    f"(?<={translate_pattern(rule.before)})(?={translate_pattern(rule.after)})",
                    regex.VERSION1,
                ),
            )
            for rule in load_rules().rules_for(language)
        ]
    return _COMPILED[language]


@pytest.mark.parametrize("language", ["id", "en", "zh", "de"])
@given(text=st.lists(PIECES, max_size=30).map("".join))
def test_the_shipped_rules_decide_the_same_one_by_one(language: str, text: str) -> None:
    assert load_rules().break_offsets(text, language=language) == slow_offsets(language, text)
