"""The memories and penalties of a project's settings."""

from pathlib import Path

import pytest

from padanan.core.config import MemorySettings, parse_settings
from padanan.core.errors import ConfigError
from padanan.core.penalties import Penalties

PYPROJECT = Path("project/pyproject.toml")


def test_memories_and_penalties_are_read() -> None:
    settings = parse_settings(
        '[tool.padanan]\nmemory = "m"\n'
        '[[tool.padanan.memories]]\npath = "tm/ref.sqlite3"\n'
        '[[tool.padanan.memories]]\npath = "/srv/old"\nname = "old"\npriority = -1\npenalty = 5\n'
        "read_only = true\n"
        '[tool.padanan.penalties]\nmarkup = 2\nseveral-translations = 1\n"legacy/*" = 10\n',
        path=PYPROJECT,
    )
    assert settings is not None
    assert settings.memories == (
        MemorySettings(path=Path("project/tm/ref.sqlite3"), name="tm/ref.sqlite3"),
        MemorySettings(path=Path("/srv/old"), name="old", priority=-1, penalty_percent=5, read_only=True),
    )
    assert settings.penalties == Penalties(markup=2, several_translations=1, origins=(("legacy/*", 10),))


def test_without_any_there_are_the_defaults() -> None:
    settings = parse_settings("[tool.padanan]\n", path=PYPROJECT)
    assert settings is not None
    assert (settings.memories, settings.penalties) == ((), Penalties())


_MEMORY = '[tool.padanan]\n\n[[tool.padanan.memories]]\npath = "a"\n\n[[tool.padanan.memories]]\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param(_MEMORY + "name = 'x'\n", None, "a memory without a path", id="no-path"),
        pytest.param(_MEMORY + "path = 3\n", 7, "path must be a text", id="path"),
        pytest.param(_MEMORY + 'path = "a"\n', None, "two memories are called a", id="twice"),
        pytest.param(_MEMORY + 'path = "b"\nname = "a"\n', 8, "two memories are called a", id="same-name"),
        pytest.param(_MEMORY + 'path = "b"\npenalty = 101\n', 8, "penalty of 101 is out of", id="high"),
        pytest.param(_MEMORY + 'path = "b"\npenalty = -1\n', 8, "penalty of -1 is out of", id="negative"),
        pytest.param(_MEMORY + 'path = "b"\npenalty = 1.5\n', 8, "penalty must be a whole number", id="1.5"),
        pytest.param(_MEMORY + 'path = "b"\npriority = "x"\n', 8, "priority must be a whole", id="priority"),
        pytest.param(_MEMORY + 'path = "b"\nread_only = 1\n', 8, "must be true or false", id="read-only"),
        pytest.param(_MEMORY + 'path = "b"\nreadonly = true\n', 8, "did you mean read_only?", id="unknown"),
        pytest.param('[tool.padanan]\nmemories = ["a"]\n', 2, "memories must be a list of", id="texts"),
        pytest.param("[tool.padanan]\nmemories = 3\n", 2, "memories must be a list of tables", id="number"),
        pytest.param("[tool.padanan]\npenalties = 3\n", 2, "penalties must be a table", id="penalties"),
        pytest.param('[tool.padanan.penalties]\n"a/*" = -1\n', 2, "-1 for a/\\* is out of", id="penalty"),
        pytest.param("[tool.padanan.penalties]\nmarkup = true\n", 2, "must be a whole number", id="true"),
        pytest.param('[tool.padanan.penalties]\n"" = 1\n', 2, "without a name", id="nameless"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(text: str, line: int | None, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        parse_settings(text, path=PYPROJECT)
    assert caught.value.line == line
