"""Files that are refused before they are read."""

from pathlib import Path

import pytest

from padanan.core.errors import InputError
from padanan.formats.files import LIMIT_BYTES
from padanan.services.score_input import read_lines, read_score_file

GIB = 1024**3


@pytest.mark.parametrize(
    ("name", "limit", "said"),
    [
        ("text.txt", GIB, "larger than 1024 MiB"),
        ("text.en", GIB, "larger than 1024 MiB"),
        ("catalogue.po", LIMIT_BYTES, f"larger than {LIMIT_BYTES // 1024**2} MiB"),
        ("table.tsv", LIMIT_BYTES, f"larger than {LIMIT_BYTES // 1024**2} MiB"),
        ("rows.jsonl", LIMIT_BYTES, f"larger than {LIMIT_BYTES // 1024**2} MiB"),
    ],
)
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, name: str, limit: int, said: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(limit + 1)  # a hole, that takes no room on disk
    with pytest.raises(InputError, match=said) as caught:
        read_score_file(path)
    assert (caught.value.path, caught.value.hint) == (str(path), "split it into several files")


def test_sources_that_are_too_large_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sources.txt"
    with path.open("wb") as stream:
        stream.truncate(GIB + 1)
    with pytest.raises(InputError, match="larger than 1024 MiB"):
        read_lines(path, 1, "sources")
