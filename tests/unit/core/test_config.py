from pathlib import Path

import pytest

from padanan.core.config import parse_settings
from padanan.core.errors import ConfigError

PYPROJECT = Path("project/pyproject.toml")


def test_a_full_table_is_read() -> None:
    settings = parse_settings(
        '[tool.padanan]\nsource_language = "id"\nlanguages = ["en", "zh_CN"]\ndocuments = ["a/*.txt"]\n'
        'locales = "po"\ntmx = "memory"\nmemory = "m.sqlite3"\n',
        path=PYPROJECT,
    )
    assert settings is not None
    assert settings.source_language.tag == "id"
    assert [language.gettext for language in settings.languages] == ["en", "zh_CN"]
    assert settings.documents == ("a/*.txt",)
    assert settings.locales == Path("project/po")
    assert settings.tmx == Path("project/memory")
    assert settings.memory == Path("project/m.sqlite3")


def test_what_is_not_set_has_a_default() -> None:
    settings = parse_settings("", path=Path("project/padanan.toml"))
    assert settings is not None
    assert settings.source_language.tag == "en"
    assert settings.locales == Path("project/locales")


def test_a_pyproject_of_something_else_says_nothing() -> None:
    assert parse_settings("[tool.ruff]\n", path=PYPROJECT) is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[tool.padanan]\nlanguages = [\n", 2, "broken TOML"),
        ('[tool.padanan]\nlanguages = "en"\n', 2, "languages must be a list of texts"),
        ('\n[tool.padanan]\nlanguages = ["en", "qqq"]\n', 3, "unknown language 'qqq'"),
        ('[tool.padanan]\n\nlanguage = ["en"]\n', 3, "did you mean languages?"),
        ("[tool.padanan]\nmemory = 3\n", 2, "memory must be a text"),
        ('[tool.padanan]\nlanguages = ["en", "fr", "eng"]\n', 2, "languages names en twice"),
        ("tool = 3\n", None, "tool must be a table"),
        ("[[tool]]\npadanan = 3\n", None, "tool must be a table"),
        ("[tool]\npadanan = 3\n", None, "padanan must be a table"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(text: str, line: int | None, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings(text, path=PYPROJECT)
    assert caught.value.line == line
    assert caught.value.path == str(PYPROJECT)
    assert message in str(caught.value)
