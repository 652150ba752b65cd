"""Finding and validating catalogues."""

import os
from pathlib import Path

import pytest

from padanan.core.config_validate import CheckSelection
from padanan.core.errors import InputError, UnknownCheckError
from padanan.core.model import Finding, Severity
from padanan.services.catalogue_files import find_catalogues
from padanan.services.validate import ValidationOptions, validate_paths
from padanan.services.validate_examine import Plan
from padanan.services.validate_report import FileReport, tally_of

GOOD = (
    'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
)
BAD = GOOD + '\nmsgid "c\\n"\nmsgstr "d"\n'


def run(*paths: Path, select: tuple[str, ...] = ()) -> list[FileReport]:
    plan = Plan(last_word=CheckSelection(select=select))
    return list(validate_paths(paths, options=ValidationOptions(plan=plan)))


def findings_of(reports: list[FileReport]) -> list[Finding]:
    return [finding for report in reports for finding in report.findings]


def write(path: Path, text: str = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_directories_are_searched_to_any_depth_in_order(tmp_path: Path) -> None:
    wanted = [write(tmp_path / name) for name in ("a/x.po", "a/y.pot", "b/c/d/z.po")]
    write(tmp_path / "a/notes.txt")
    write(tmp_path / ".git/hidden.po")
    assert list(find_catalogues([tmp_path])) == wanted


def test_a_compiled_catalogue_beside_its_source_is_not_another_one(tmp_path: Path) -> None:
    wanted = [write(tmp_path / name) for name in ("a/x.po", "a/y.mo")]
    compiled = write(tmp_path / "a/x.mo")
    assert list(find_catalogues([tmp_path], suffixes={".po", ".mo"})) == wanted
    assert list(find_catalogues([compiled])) == [compiled]


def test_a_file_is_read_whatever_it_is_called_and_once(tmp_path: Path) -> None:
    path = write(tmp_path / "catalogue")
    link = tmp_path / "same.po"
    link.symlink_to(path)
    assert list(find_catalogues([path, link, path])) == [path]


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "a/x.po")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert list(find_catalogues([tmp_path])) == [tmp_path / "a/x.po"]


def test_many_links_to_one_directory_do_not_multiply(tmp_path: Path) -> None:
    write(tmp_path / "d00/x.po")
    for number in range(1, 40):
        folder = tmp_path / f"d{number:02}"
        folder.mkdir()
        (folder / "one").symlink_to(tmp_path / f"d{number - 1:02}")
        (folder / "two").symlink_to(tmp_path / f"d{number - 1:02}")
    assert list(find_catalogues([tmp_path / "d39"])) == [tmp_path / "d39" / Path(*["one"] * 39) / "x.po"]


def test_the_deepest_directories_are_reached(tmp_path: Path) -> None:
    folders = [tmp_path.joinpath(*["d"] * depth) for depth in range(1200)]
    for folder in folders[1:]:
        folder.mkdir()
    path = write(folders[-1] / "x.po")
    assert list(find_catalogues([tmp_path])) == [path]
    path.unlink()
    for folder in reversed(folders[1:]):  # pytest would clean up by recursion
        folder.rmdir()


def test_a_directory_without_catalogues_is_an_error(tmp_path: Path) -> None:
    (found,) = find_catalogues([tmp_path])
    assert isinstance(found, InputError)


def test_a_run_goes_on_past_what_cannot_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.po"
    os.mkfifo(pipe)
    bad = write(tmp_path / "z.po", BAD)
    reports = run(tmp_path / "missing.po", pipe, bad)
    assert [error.path for error in tally_of(reports).errors] == [str(tmp_path / "missing.po"), str(pipe)]
    assert [finding.check for finding in findings_of(reports)] == ["edge-newlines"]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"", 1, 1),
        (b"msgid \"a\"\nmsgstr \"\xff\"\n", 2, 9),
        (GOOD.encode() + b"\x00", 6, 1),
        (GOOD.encode("utf-16"), None, None),
        (GOOD.replace("UTF-8", "UTF-9").encode(), 2, 49),
        (b"\x00" * 100, 1, 1),
        (b"just text\n", 1, 1),
    ],
    ids=["empty", "not UTF-8", "NUL", "UTF-16", "unknown charset", "binary", "no catalogue"],
)  # fmt: skip
def test_files_that_are_no_catalogue_are_findings(
    tmp_path: Path, data: bytes, line: int | None, column: int | None
) -> None:
    path = tmp_path / "id.po"
    path.write_bytes(data)
    reports = run(path, select=("syntax",))
    assert tally_of(reports).fails()
    assert not tally_of(reports).errors
    assert {finding.check for finding in findings_of(reports)} == {"syntax"}
    first = findings_of(reports)[0]
    assert (first.line, first.column) == (line or 1, column or 1)


@pytest.mark.parametrize(
    "entry",
    [
        f'msgid "a"\nmsgstr "{"x" * 2_000_000}\\n"\n',
        'msgid ""\nmsgstr ""\n' + '"(((((((("\n' * 20_000,
        f'#, c-format\nmsgid "a %s"\nmsgstr "{"%" * 100_001}"\n',
        f'#, python-brace-format\nmsgid "a"\nmsgstr "{"{" * 100_001}"\n',
        f'#, python-brace-format\nmsgid "a"\nmsgstr "{"{a:" * 30_000}"\n',
        f'#, python-format\nmsgid "a"\nmsgstr "{"%(" * 50_000}"\n',
        f'msgid "a"\nmsgstr "{"<a " * 50_000}"\n',
        f'msgid "<b>a</b>"\nmsgstr "{"<b>" * 50_000}"\n',
        f'msgid "a"\nmsgstr "{"中(" * 50_000}"\n',
        f'msgid "a"\nmsgstr "a{chr(0x202A) * 50_000}"\n',
    ],
    ids=["long line", "pieces", "percents", "braces", "specs", "names", "angles", "tags", "brackets", "bidi"],
)
def test_hostile_text_is_read_in_bounded_time(tmp_path: Path, entry: str) -> None:
    """Quadratic behaviour in any check would take minutes here."""
    head = GOOD.replace("Language: id", "Language: zh_CN")
    reports = run(write(tmp_path / "x.po", f"{head}\n{entry}"))
    assert not tally_of(reports).errors
    assert all(len(excerpt.text) < 1000 for report in reports for excerpt in report.excerpts)


def test_hostile_plural_formulas_end_in_a_finding(tmp_path: Path) -> None:
    for expression in ("(" * 100_000, "n" + "*n" * 100_000, "1/0", "n%0", "!" * 100_000):
        text = GOOD.replace("id\\n", f"id\\nPlural-Forms: nplurals=2; plural={expression};\\n")
        reports = run(write(tmp_path / "x.po", text))
        assert [finding.check for finding in findings_of(reports)] == ["plural-formula"]


def test_information_fails_nothing(tmp_path: Path) -> None:
    reports = run(write(tmp_path / "x.po", GOOD + '\nmsgid "c"\nmsgstr ""\n'))
    assert [finding.check for finding in findings_of(reports)] == ["untranslated"]
    assert not tally_of(reports).fails()
    assert tally_of(reports).fails(Severity.INFO)


def test_an_unknown_check_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnknownCheckError):
        run(tmp_path / "missing.po", select=("nonsense",))


def test_files_in_another_charset_are_placed_by_character(tmp_path: Path) -> None:
    head = GOOD.replace("UTF-8", "GB18030").replace("Language: id", "Language: zh_CN")
    path = tmp_path / "x.po"
    path.write_bytes((head + '\nmsgid "Saved."\nmsgstr "已保存."\n').encode("gb18030"))
    (finding,) = findings_of(run(path))
    assert (finding.check, finding.line, finding.column) == ("chinese-punctuation", 8, 12)


def test_crlf_line_ends_do_not_move_anything(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(BAD.replace("\n", "\r\n").encode())
    (report,) = run(path)
    (finding,) = report.findings
    assert (finding.line, finding.column) == (8, 9)
    assert report.excerpts[0].text == 'msgstr "d"'
