"""The shipped rules on sentences written for them: tests/golden/srx/<language>.txt.

A block of lines is a paragraph, joined with a space (Chinese and Japanese: with nothing); its lines are the
segments that must come out. A line that begins with # speaks about the blocks below; in others.txt it names
their language.
"""

from pathlib import Path

import pytest
import regex

from padanan.segmentation import load_rules, segment_document
from padanan.segmentation.engine import check_rules, matches_language

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "srx"


def read_blocks(name: str) -> list[tuple[str, list[str]]]:
    """Give each block's lines with the last comment above it."""
    blocks = []
    comment = ""
    for block in (GOLDEN / f"{name}.txt").read_text("utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("# "):
            comment = lines.pop(0)[2:]
        blocks.append((comment, lines))
    return blocks


CASES = [
    pytest.param(name, separator, lines, id=f"{name}: {comment}: {lines[0][:20]}")
    for name, separator in (("id", " "), ("en", " "), ("zh", ""), ("ja", ""))
    for comment, lines in read_blocks(name)
] + [pytest.param(language, " ", lines, id=language) for language, lines in read_blocks("others")]


@pytest.mark.parametrize(("language", "separator", "lines"), CASES)
def test_paragraphs_are_cut_where_a_translator_would(language: str, separator: str, lines: list[str]) -> None:
    segments = segment_document(separator.join(lines), language=language)
    assert [segment.text for segment in segments] == lines


def test_every_shipped_pattern_compiles() -> None:
    document = load_rules().document
    for group in document.language_rules:
        check_rules(document, group.rules, group.name)


@pytest.mark.parametrize("tag", ["id", "en-GB", "zh-Hans-CN", "ja", "und", "tlh", "sr-Latn"])
def test_the_rules_for_all_languages_come_last_for_every_one(tag: str) -> None:
    document = load_rules().document
    served = [item.rules_name for item in document.language_maps if matches_language(document, item, tag)]
    assert served[-1] == "All"


def test_no_language_but_its_own_gets_a_language_s_rules() -> None:
    document = load_rules().document
    served = {
        tag: [item.rules_name for item in document.language_maps if matches_language(document, item, tag)][
            :-1
        ]
        for tag in ("id", "ms", "en", "zh-TW", "idu", "enm", "zha", "fr")
    }
    assert served == {
        "id": ["Indonesian"],
        "ms": ["Indonesian"],
        "en": ["English"],
        "zh-TW": ["Chinese"],
        "idu": [],
        "enm": [],
        "zha": [],
        "fr": [],
    }


def test_no_shipped_beforebreak_repeats_without_limit() -> None:
    # It is tried behind every character it can end with: without a limit, long runs would take n² steps.
    unlimited = regex.compile(r"(?<!\\)[*+](?![^\[]*\])")
    rules = [rule for group in load_rules().document.language_rules for rule in group.rules]
    assert [rule.before for rule in rules if unlimited.search(rule.before)] == []
