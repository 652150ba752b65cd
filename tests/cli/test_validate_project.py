"""padanan validate in a project: its glossary, languages, template, and how complete it wants to be."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Padanan = Callable[..., CompletedProcess[str]]

SETTINGS = """\
[tool.padanan]
languages = ["id", "zh_CN"]

[tool.padanan.validate]
glossary = "terms.csv"
min_complete = 100
"""
TEMPLATE = 'msgid "Open file"\nmsgstr ""\n\nmsgid "Close"\nmsgstr ""\n'
CATALOGUE = (
    'msgid ""\nmsgstr ""\n"Language: id\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "Open file"\nmsgstr "Buka file"\n'
)
TERMS = "en,id,id forbidden\nfile,berkas,file\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "terms.csv").write_text(TERMS)
    messages = tmp_path / "locale" / "id" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (tmp_path / "locale" / "app.pot").write_text(TEMPLATE)
    (messages / "app.po").write_text(CATALOGUE)
    return tmp_path


def checks(done: CompletedProcess[str]) -> list[tuple[str, str]]:
    return [(finding["check"], finding["path"]) for finding in json.loads(done.stdout)["findings"]]


def test_a_project_has_terms_languages_and_a_template(padanan_here: Padanan, folder: Path) -> None:
    done = padanan_here("validate", "--output-format", "json", "locale", cwd=folder)
    assert done.returncode == 1
    assert sorted(checks(done)) == [
        ("forbidden-term", "locale/id/LC_MESSAGES/app.po"),
        ("missing-catalogue", "locale/app.pot"),
        ("outdated-catalogue", "locale/id/LC_MESSAGES/app.po"),
    ]


def test_no_catalogue_is_missed_where_single_files_are_validated(padanan_here: Padanan, folder: Path) -> None:
    catalogue = "locale/id/LC_MESSAGES/app.po"
    done = padanan_here("validate", "--output-format", "json", "locale/app.pot", catalogue, cwd=folder)
    assert "missing-catalogue" not in dict(checks(done))


def test_another_glossary_can_be_given(padanan_here: Padanan, folder: Path) -> None:
    (folder / "other.tsv").write_text("en\tid\nfile\tberkas\n")
    done = padanan_here(
        "validate", "--glossary", "other.tsv", "--select", "glossary-term", "--output-format", "json",
        "locale", cwd=folder,
    )  # fmt: skip
    assert dict(checks(done)) == {"glossary-term": "locale/id/LC_MESSAGES/app.po"}


def test_a_broken_glossary_is_an_error_with_its_place(padanan_here: Padanan, folder: Path) -> None:
    (folder / "terms.csv").write_text("en,id,statsu\nfile,berkas,\n")
    done = padanan_here("validate", "locale", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: terms.csv:1:7: unknown column 'statsu' (did you mean status?)\n"


def test_a_change_of_the_glossary_is_seen_in_spite_of_the_cache(padanan_here: Padanan, folder: Path) -> None:
    arguments = ("validate", "--select", "forbidden-term", "locale")
    assert padanan_here(*arguments, cwd=folder).returncode == 1
    (folder / "terms.csv").write_text("en,id\nfile,berkas|file\n")
    assert padanan_here(*arguments, cwd=folder).returncode == 0


def test_completeness_is_demanded(padanan_here: Padanan, folder: Path) -> None:
    catalogue = folder / "locale" / "id" / "LC_MESSAGES" / "app.po"
    catalogue.write_text(CATALOGUE + '\nmsgid "Close"\nmsgstr ""\n')
    arguments = ("validate", "--select", "incomplete", "--output-format", "json", "locale")
    assert dict(checks(padanan_here(*arguments, cwd=folder))) == {
        "incomplete": "locale/id/LC_MESSAGES/app.po"
    }
    assert padanan_here(*arguments, "--min-complete", "50", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--min-complete", "100"), 1),
        (("--min-complete", "100", "--preset", "minimal"), 1),
        (("--min-complete", "100", "--select", "charset"), 1),
        (("--min-complete", "100", "--ignore", "incomplete"), 0),
        (("--min-complete", "0", "--preset", "minimal"), 0),
    ],
)
def test_completeness_is_demanded_whatever_else_is_checked(
    padanan_here: Padanan, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    (tmp_path / "id.po").write_text(CATALOGUE + '\nmsgid "Close"\nmsgstr ""\n')
    assert padanan_here("validate", "id.po", *arguments).returncode == code


@pytest.mark.parametrize(
    "table",
    ['[validate]\nignore = ["plcaeholders"]\n', '[[validate.overrides]]\nselect = ["plcaeholders"]\n'],
)
def test_a_misspelt_check_in_the_settings_is_said_to_be_there(
    padanan_here: Padanan, tmp_path: Path, table: str
) -> None:
    (tmp_path / "padanan.toml").write_text(table)
    done = padanan_here("validate", ".")
    assert done.returncode == 2
    assert done.stderr == "error: padanan.toml: unknown check 'plcaeholders' (did you mean placeholders?)\n"
