"""Pretranslation while others work on the same files."""

from pathlib import Path

import pytest

from padanan.core.config import MemorySettings
from padanan.core.errors import ChangedOnDiskError
from padanan.core.progress import Advance
from padanan.services.filling import Outcome
from padanan.services.import_ import ImportOptions, import_into_memory
from padanan.services.memory_session import MemorySession
from padanan.services.pretranslate import Mode, PretranslationOptions, pretranslate_paths

_HEADER = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_OPTIONS = PretranslationOptions(default_source_language="en")


@pytest.fixture
def session(tmp_path: Path) -> MemorySession:
    known = tmp_path / "known.po"
    known.write_text(_HEADER + 'msgid "One"\nmsgstr "eins"\n', "utf-8")
    memory = tmp_path / "memory"
    import_into_memory(memory, [known], ImportOptions(root=tmp_path, default_source_language="en"))
    return MemorySession([MemorySettings(path=memory, name="m")])


def test_a_catalogue_that_was_changed_meanwhile_is_left_alone(session: MemorySession, tmp_path: Path) -> None:
    path = tmp_path / "wanted.po"
    path.write_text(_HEADER + 'msgid "One"\nmsgstr ""\n', "utf-8")
    theirs = _HEADER + 'msgid "One"\nmsgstr "von anderen"\n'

    def save_meanwhile(_name: str) -> Advance:
        path.write_text(theirs, "utf-8")
        return lambda _done, _total: None

    with session:
        report = pretranslate_paths([path], session, _OPTIONS, save_meanwhile)
    assert isinstance(report.errors[0], ChangedOnDiskError)
    assert path.read_text("utf-8") == theirs


def test_progress_is_told(session: MemorySession, tmp_path: Path) -> None:
    path = tmp_path / "wanted.po"
    path.write_text(_HEADER + "\n".join(f'msgid "{n}"\nmsgstr ""\n' for n in range(10)), "utf-8")
    told: list[tuple[int, int | None]] = []
    with session:
        report = pretranslate_paths(
            [path], session, _OPTIONS, lambda _name: lambda done, total: told.append((done, total))
        )
    assert told == [(done, 10) for done in range(1, 11)]
    assert report.mode is Mode.WRITE
    assert report.total[Outcome.NONE].entries == 10
