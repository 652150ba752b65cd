"""What a project says of its validation."""

from pathlib import Path

import pytest

from padanan.core.config import parse_settings
from padanan.core.config_validate import CheckOverride, CheckSelection, ValidateSettings
from padanan.core.errors import ConfigError
from padanan.core.model import Severity

FILE = Path("project/padanan.toml")


def test_a_full_table_is_read() -> None:
    text = """
[validate]
preset = "strict"
select = ["a"]
extend_select = ["b"]
ignore = ["c"]
exclude = ["old/*"]
fail_on = "error"
min_complete = 90
glossary = "terms.csv"
baseline = "known.json"

[[validate.overrides]]
paths = ["legacy/*"]
languages = ["zh_CN"]
ignore = ["d"]
"""
    settings = parse_settings(text, path=FILE)
    assert settings is not None
    assert settings.validate == ValidateSettings(
        selection=CheckSelection(preset="strict", select=("a",), extend_select=("b",), ignore=("c",)),
        overrides=(
            CheckOverride(paths=("legacy/*",), languages=("zh-CN",), selection=CheckSelection(ignore=("d",))),
        ),
        exclude=("old/*",),
        fail_on=Severity.ERROR,
        min_complete_percent=90,
        glossary=Path("project/terms.csv"),
        baseline=Path("project/known.json"),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("validate = 1\n", 1, "validate must be a table"),
        ('[validate]\nprset = "x"\n', 2, "unknown setting 'prset'"),
        ('[validate]\npreset = "x"\n', 2, "there is no preset 'x'"),
        ('ignore = 1\n[validate]\nselect = "x"\n', 1, "unknown setting 'ignore'"),
        ('[validate]\nselect = "x"\n', 2, "select must be a list of texts"),
        ('[validate]\nfail_on = "bad"\n', 2, "fail_on cannot be 'bad'"),
        ("[validate]\nmin_complete = 101\n", 2, "min_complete cannot be 101"),
        ("[validate]\noverrides = 1\n", 2, "overrides must be a list of tables"),
        (
            "[validate]\nignore = []\n[[validate.overrides]]\nignore = []\n"
            "[[validate.overrides]]\nignore = 1\n",
            6,
            "ignore must be a list of texts",
        ),
        ('[[validate.overrides]]\nlanguages = ["??"]\n', 2, "unknown language"),
    ],
    ids=[
        "no-table", "unknown", "preset", "unknown-outside", "select", "fail-on", "min-complete", "overrides",
        "second-override", "language"
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        parse_settings(text, path=FILE)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (CheckSelection(ignore=("a",)), CheckSelection(ignore=("b",)), CheckSelection(ignore=("a", "b"))),
        (
            CheckSelection(ignore=("a",)),
            CheckSelection(extend_select=("a",)),
            CheckSelection(extend_select=("a",)),
        ),
        (
            CheckSelection(select=("a",), ignore=("b",)),
            CheckSelection(select=("b",)),
            CheckSelection(select=("b",)),
        ),
        (
            CheckSelection(preset="strict", ignore=("a",)),
            CheckSelection(preset="minimal"),
            CheckSelection(preset="minimal", ignore=("a",)),
        ),
        (CheckSelection(select=("a",)), CheckSelection(), CheckSelection(select=("a",))),
    ],
    ids=["ignore-more", "bring-back", "select-anew", "another-preset", "nothing"],
)  # fmt: skip
def test_the_later_selection_has_the_last_word(
    first: CheckSelection, second: CheckSelection, expected: CheckSelection
) -> None:
    assert first.then(second) == expected
