"""Repairing matches: what is put into a translation, and what is left alone."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from padanan.core.model import InlineCode, Span, Variant
from padanan.memory.repair import Kind, Replacement, repair

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "repair"


def rows(name: str) -> list[Any]:
    """Read a table of cases: name, languages, source, target, query, and what the target must become."""
    lines = (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").replace("<U+202F>", "\u202f").splitlines()
    split = [line.split("\t") for line in lines[1:]]
    return [pytest.param(*fields[1:], id=fields[0]) for fields in split]


def repaired(languages: str, source: str, target: str, query: str) -> str | None:
    first, second = languages.split()
    done = repair(
        Variant(language=first, text=query),
        Variant(language=first, text=source),
        Variant(language=second, text=target),
    )
    return done.target.text if done else None


@pytest.mark.parametrize(("languages", "source", "target", "query", "expected"), rows("repaired"))
def test_values_are_written_as_the_target_writes_them(
    languages: str, source: str, target: str, query: str, expected: str
) -> None:
    assert repaired(languages, source, target, query) == expected


@pytest.mark.parametrize(("languages", "source", "target", "query"), rows("left-alone"))
def test_what_is_not_certain_is_left_alone(languages: str, source: str, target: str, query: str) -> None:
    assert repaired(languages, source, target, query) is None


def test_replacements_name_both_places() -> None:
    done = repair(
        Variant(language="en", text="In 2024, 1,250 files"),
        Variant(language="en", text="In 1999, 12 files"),
        Variant(language="id", text="12 berkas (1999)"),
    )
    assert done is not None
    assert done.target.text == "1.250 berkas (2024)"
    assert done.replacements == (
        Replacement(
            kind=Kind.NUMBER, source=Span(start=9, end=11), target=Span(start=0, end=5), old="12", new="1.250"
        ),
        Replacement(
            kind=Kind.NUMBER,
            source=Span(start=3, end=7),
            target=Span(start=14, end=18),
            old="1999",
            new="2024",
        ),
    )


def test_families_do_not_hold_up_one_another() -> None:
    texts = ("5 files at https://a.org", "lima di https://a.org", "7 files at https://b.org")
    assert repaired("en id", *texts) == "lima di https://b.org"


def _coded(language: str, text: str, *codes: tuple[int, str]) -> Variant:
    return Variant(
        language=language,
        text=text,
        codes=tuple(InlineCode(offset=offset, kind="standalone", markup=markup) for offset, markup in codes),
    )


def test_inline_codes_change_and_move() -> None:
    done = repair(
        _coded("en", "1,250 files here", (6, "<ph>x</ph>"), (16, "<ph>end</ph>")),
        _coded("en", "5 files here", (2, "<ph>y</ph>"), (12, "<ph>end</ph>")),
        _coded("id", "5 berkas di sini", (2, "<ph>y</ph>"), (16, "<ph>end</ph>")),
    )
    assert done is not None
    assert done.target == _coded("id", "1.250 berkas di sini", (6, "<ph>x</ph>"), (20, "<ph>end</ph>"))
    assert [(item.kind, item.old, item.new) for item in done.replacements] == [
        (Kind.NUMBER, "5", "1.250"),
        (Kind.CODE, "<ph>y</ph>", "<ph>x</ph>"),
    ]


def test_a_code_inside_a_number_leaves_all_alone() -> None:
    source, target = _coded("en", "55 files", (1, "<ph/>")), _coded("id", "55 berkas", (1, "<ph/>"))
    assert repair(_coded("en", "77 files", (1, "<ph/>")), source, target) is None


def test_a_known_format_finds_its_own_placeholders_only() -> None:
    texts = (Variant(language="en", text="{a} %s"), Variant(language="en", text="{b} %d"))
    target = Variant(language="id", text="%d {b}")
    done = repair(*texts, target, syntaxes=("c",))
    assert done is not None
    assert done.target.text == "%s {b}"
    assert repair(*texts, target, syntaxes=()) is None


def test_a_document_is_no_segment() -> None:
    long = "word " * 5_000
    texts = (Variant(language="en", text=f"7 {long}"), Variant(language="en", text=f"5 {long}"))
    assert repair(*texts, Variant(language="id", text="5 kata")) is None


def test_a_language_nobody_knows_has_numbers_without_separators() -> None:
    assert repaired("en qaa", "5 files", "5 x", "7 files") == "7 x"
    assert repaired("en qaa", "5.5 files", "5,5 x", "7.5 files") is None


def test_without_digits_no_notation_is_loaded() -> None:
    """Babel and its data take longer than the look-up itself."""
    program = (
        "import sys\n"
        "from padanan.core.model import Variant\n"
        "from padanan.memory.repair import repair\n"
        "texts = {'en': 'Open %s in <b>red</b>', 'id': 'Buka %s <b>merah</b>'}\n"
        "source, target = (Variant(language=language, text=text) for language, text in texts.items())\n"
        "done = repair(Variant(language='en', text='Open {name} in <b>red</b>'), source, target)\n"
        "print(done.target.text, 'babel' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "Buka {name} <b>merah</b> False\n"
