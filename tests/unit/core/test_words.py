import pytest

from padanan.core.model import InlineCode
from padanan.core.words import CountMethod, Volume, measure, readable_text


@pytest.mark.parametrize(
    ("text", "uax29", "spaces", "ideograms"),
    [
        ("", 0, 0, 0),
        ("  \n\t ", 0, 0, 0),
        ("Save this file.", 3, 3, 3),
        ("Don't panic — it’s fine", 4, 5, 4),
        ("1.000,5 rupiah, 3,14 %", 3, 4, 3),
        ("kupu-kupu and/or e-mail", 6, 3, 3),
        ("snake_case __init__", 2, 2, 2),
        ("...", 0, 1, 0),
        ("保存此文件", 5, 1, 5),
        ("保存,文件 OK", 5, 2, 5),
        ("用Python编写", 4, 1, 4),
        ("日本語テスト", 4, 1, 6),
        ("한국어 문장", 2, 2, 2),
        ("ภาษาไทยง่าย", 2, 1, 1),
        ("de\u0301ja\u0300 vu", 2, 2, 2),
        ("a\u00a0b\u200bc", 3, 3, 3),
        ("👍🏽 ok", 1, 2, 1),
        ("صباح الخير", 2, 2, 2),
    ],
)
def test_words_by_each_method(text: str, uax29: int, spaces: int, ideograms: int) -> None:
    counted = {method: measure(text, method).words for method in CountMethod}
    assert counted == {"uax29": uax29, "spaces": spaces, "ideograms": ideograms}


@pytest.mark.parametrize(
    ("text", "characters", "ideograms"),
    [
        ("Save this.", 9, 0),
        ("de\u0301ja\u0300 vu", 6, 0),
        ("保存，OK", 5, 2),
        ("カタカナー〇々", 7, 7),
        ("。・、", 3, 0),
        ("a\ufffcb", 2, 0),
    ],
)
def test_characters(text: str, characters: int, ideograms: int) -> None:
    volume = measure(text, CountMethod.UAX29)
    assert (volume.characters, volume.ideograms) == (characters, ideograms)


@pytest.mark.parametrize(
    ("text", "syntaxes", "readable"),
    [
        ("%s files of %(name)s", ["python"], "\ufffc files of \ufffc"),
        ("{a:{b}} of {0}", ["python-brace"], "\ufffc of \ufffc"),
        ("%s", [], "%s"),
        ("%s", ["brainfuck"], "%s"),
        ("un<b>do</b> this<br>now", [], "undo this now"),
        ("run <file>", [], "run <file>"),
        ("R&amp;D&nbsp;&#169;&bogus; A&B", [], "R&D\xa0©&bogus; A&B"),
        ("<a href='%s'>x</a>", ["c"], "x"),
    ],
)
def test_what_people_read(text: str, syntaxes: list[str], readable: str) -> None:
    assert readable_text(text, syntaxes=syntaxes) == readable


def test_inline_codes_are_no_words() -> None:
    codes = (
        InlineCode(offset=2, kind="open", markup="<bpt i='1'>b</bpt>"),
        InlineCode(offset=4, kind="close", markup="<ept i='1'>b</ept>"),
        InlineCode(offset=4, kind="standalone", markup="<ph>one two three</ph>"),
    )
    readable = readable_text("undo", codes=codes)
    assert readable == "undo\ufffc"
    assert measure(readable, CountMethod.SPACES) == Volume(words=1, characters=4)
    assert measure("\ufffc", CountMethod.SPACES) == Volume()


def test_volumes_add_up() -> None:
    one, two = measure("保存 it", CountMethod.UAX29), measure("b", CountMethod.UAX29)
    assert one + two == Volume(words=4, characters=5, ideograms=2)
