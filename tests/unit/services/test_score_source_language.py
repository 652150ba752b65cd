"""In which language the source texts of a report are."""

from pathlib import Path

import pytest

from padanan.services.score import score_files
from padanan.services.score_options import ScoreOptions


def write(path: Path, source_language: str) -> Path:
    path.write_text(
        f'msgid ""\nmsgstr ""\n"X-Source-Language: {source_language}\\n"\n"Language: en\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "satu"\nmsgstr "one"\n',
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("headers", "asked_for", "expected"),
    [
        pytest.param(("id", "id"), None, "id", id="both say it"),
        pytest.param(("id", ""), None, "id", id="one says it"),
        pytest.param(("id", "fr"), None, None, id="they disagree"),
        pytest.param(("?", "?"), None, None, id="nobody knows it"),
        pytest.param(("id", "id"), "ms", "ms", id="asked for"),
    ],
)
def test_the_language_of_sources_is_what_the_files_say(
    tmp_path: Path, headers: tuple[str, str], asked_for: str | None, expected: str | None
) -> None:
    paths = [write(tmp_path / f"{number}.po", header) for number, header in enumerate(headers)]
    options = ScoreOptions(source_language=asked_for)
    assert score_files(paths[:1], paths[1:], options).source_language == expected
