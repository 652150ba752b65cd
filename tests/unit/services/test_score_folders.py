"""Directories of catalogues as hypotheses and references, paired by the path of each file in them."""

from pathlib import Path

import pytest

from padanan.core.errors import InputError, LanguageError, ScoreError
from padanan.evaluation.metrics import Metric
from padanan.services.score import score_files
from padanan.services.score_options import ScoreOptions
from padanan.services.score_report import Grouping, ScoreReport

HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def write(folder: Path, name: str, language: str, **texts: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = "".join(f'\nmsgid "{source}"\nmsgstr "{text}"\n' for source, text in texts.items())
    path.write_text(HEADER.format(language) + entries, "utf-8")


def score(tmp_path: Path, **options: object) -> ScoreReport:
    chosen = ScoreOptions(metrics=(Metric.CHRF,), test=None, **options)  # type: ignore[arg-type]
    return score_files([tmp_path / "new"], [tmp_path / "old"], chosen)


def test_the_same_message_of_two_files_is_two_segments(tmp_path: Path) -> None:
    write(tmp_path / "old", "a.po", "id", open="buka", close="tutup")
    write(tmp_path / "old", "sub/b.po", "id", open="terbuka")
    write(tmp_path / "new", "sub/b.po", "id", open="terbuka")
    write(tmp_path / "new", "a.po", "id", open="buka", close="tutuplah")
    report = score(tmp_path)
    assert report.segment_count == 3
    assert [row.document for row in report.segments] == ["a.po", "a.po", "sub/b.po"]
    assert [row.hypotheses[0].text for row in report.segments] == ["buka", "tutuplah", "terbuka"]
    groups = {
        group.label: group.scores[0]
        for group in report.metrics[0].groups
        if group.grouping is Grouping.DOCUMENT
    }
    assert groups["sub/b.po"] == 100 > groups["a.po"]


def test_a_file_that_is_missing_is_an_error_that_names_it(tmp_path: Path) -> None:
    write(tmp_path / "old", "a.po", "id", open="buka")
    write(tmp_path / "old", "b.po", "id", open="buka")
    write(tmp_path / "new", "a.po", "id", open="buka")
    with pytest.raises(ScoreError, match=r'1 only in the reference: "open" of b\.po'):
        score(tmp_path)


def test_several_languages_in_a_directory_are_refused(tmp_path: Path) -> None:
    for folder in ("old", "new"):
        write(tmp_path / folder, "id/a.po", "id", open="buka")
        write(tmp_path / folder, "zh/a.po", "zh_CN", open="打开")
    with pytest.raises(LanguageError, match="several languages: id, zh"):
        score(tmp_path)


def test_a_directory_without_catalogues_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "old", "a.po", "id", open="buka")
    (tmp_path / "new").mkdir()
    with pytest.raises(InputError, match="no PO catalogue in this directory"):
        score(tmp_path)


def test_a_directory_is_not_paired_with_a_file(tmp_path: Path) -> None:
    write(tmp_path / "old", "a.po", "id", open="buka")
    write(tmp_path / "new", "a.po", "id", open="buka")
    with pytest.raises(ScoreError, match="cannot be paired"):
        score_files([tmp_path / "new"], [tmp_path / "old" / "a.po"], ScoreOptions(language="id"))


def test_what_the_checks_find_stands_beside_the_segment_of_its_own_file(tmp_path: Path) -> None:
    for folder in ("old", "new"):
        write(tmp_path / folder, "a.po", "id", **{"open %s": "buka %s"})
        write(tmp_path / folder, "sub/b.po", "id", **{"open %s": "buka %s", "close": "tutup"})
    write(tmp_path / "new", "sub/b.po", "id", **{"open %s": "buka", "close": "tutup"})
    (tmp_path / "new" / "unscored.pot").write_text('msgid "left\nout"\n', "utf-8")
    report = score(tmp_path)
    found = [[item.check for item in row.hypotheses[0].findings] for row in report.segments]
    assert found == [[], ["unflagged-placeholders"], []]
    counts = report.systems[0].findings
    assert counts is not None
    assert ("unflagged-placeholders", 1) in [(item.check, item.count) for item in counts]
    assert score(tmp_path, validates=False).systems[0].findings is None
