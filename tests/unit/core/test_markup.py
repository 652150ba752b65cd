import pytest

from padanan.core.markup import find_tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("<b>Save</b> it<br>", ["<b>", "</b>", "<br>"]),
        ("Usage: run <file>", []),
        ("<file>x</file>", ["<file>", "</file>"]),
        ('<file name="x"> <x/> <y />', ['<file name="x">', "<x/>"]),
        ("a < b > c <> <!--x-->", []),
        ("<STRONG>x</strong>", ["<STRONG>", "</strong>"]),
    ],
)
def test_markup_and_prose(text: str, tags: list[str]) -> None:
    assert [text[tag.span.start : tag.span.end] for tag in find_tags(text)] == tags


def test_names_may_be_known_from_elsewhere() -> None:
    (tag,) = find_tags("run <file>", known={"file"})
    assert (tag.name, tag.is_end, tag.is_empty) == ("file", False, False)
