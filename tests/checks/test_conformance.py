"""Every check keeps its word: silent on good examples, the exact span on bad ones, fully described."""

import inspect
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from padanan.checks.base import (
    FRAME,
    Check,
    CheckSettings,
    EntryCheck,
    Example,
    ProjectCheck,
    Subject,
    make_subject,
    sources,
)
from padanan.checks.pages import MARK_END, MARK_START
from padanan.checks.registry import check_ids, load_check
from padanan.checks.runner import check_catalogue, conclude, observe_catalogue
from padanan.core.catalogue import Catalogue
from padanan.core.language import parse_language
from padanan.core.model import Certainty, Finding, Severity
from padanan.core.plural_rules import plural_forms_for
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue

CHECKS = [load_check(check_id) for check_id in check_ids()]


class Read(NamedTuple):
    """An example as a file, and the line and columns its marks stand at."""

    subject: Subject
    line: int
    column: int
    end_column: int


def read_example(example: Example) -> Read:
    head = header(example.language) if example.language and not example.po.startswith('msgid ""') else ""
    marked = head + example.po
    before, _, rest = marked.partition(MARK_START)
    span, _, _ = rest.partition(MARK_END)
    column = len(before) - before.rfind("\n")
    text = marked.replace(MARK_START, "").replace(MARK_END, "")
    source = SourceFile(path=Path(example.path), data=text.encode(), digest="example")
    document, errors = parse_catalogue(source)
    subject = replace(
        make_subject(
            document.catalogue, text=text.removeprefix("\ufeff"), errors=errors, has_bom=source.has_bom
        ),
        settings=example.settings or CheckSettings(),
        template=read_piece("example.pot", example.template) if example.template else None,
    )
    return Read(subject, before.count("\n") + 1, column, column + len(span))


def read_piece(path: str, po: str) -> Catalogue:
    document, errors = parse_catalogue(SourceFile(path=Path(path), data=po.encode(), digest="example"))
    assert not errors
    return document.catalogue


def header(language: str) -> str:
    fields = {
        "Language": parse_language(language).gettext,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": plural_forms_for(language),
    }
    return (
        'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items()) + "\n"
    )


def examples(kind: str) -> list[object]:
    return [
        pytest.param(check, example, id=f"{check.id}-{number}")
        for check in CHECKS
        for number, example in enumerate(getattr(check, kind), 1)
    ]


def run(check: type[Check], example: Example) -> list[Finding]:
    subject = read_example(example).subject
    if not issubclass(check, ProjectCheck):
        return check_catalogue(subject, [check()])
    others = [read_example(replace(example, path=path, po=po)).subject for path, po in example.beside]
    seen = [item for each in (subject, *others) for item in observe_catalogue(each, [check()])[check.id]]
    return [found for found in conclude(check(), seen, subject.settings) if found.path == example.path]


@pytest.mark.parametrize(("check", "example"), examples("good"))
def test_silent_on_good_examples(check: type[Check], example: Example) -> None:
    assert MARK_START not in example.po
    assert run(check, example) == []


@pytest.mark.parametrize(("check", "example"), examples("bad"))
def test_marks_the_exact_span_of_bad_examples(check: type[Check], example: Example) -> None:
    read = read_example(example)
    (finding,) = run(check, example)
    assert (finding.check, finding.severity) == (check.id, check.severity)
    assert (finding.line, finding.column) == (read.line, read.column)
    if finding.end_column is None:
        assert read.end_column == read.column
    else:
        assert finding.end_column == read.end_column


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_described_and_shown(check: type[Check]) -> None:
    summary, blank, *reasons = (inspect.getdoc(check) or "").split("\n")
    assert summary.endswith(".")
    assert blank == ""
    assert len(" ".join(reasons)) > 80
    assert isinstance(check.severity, Severity)
    assert isinstance(check.certainty, Certainty)
    assert len(check.source) > 10
    assert not check.source.endswith(".")
    assert check.good
    assert check.bad


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_file_name_class_name_and_id_agree(check: type[Check]) -> None:
    assert check.__name__.lower() == check.id.replace("-", "")


@pytest.mark.parametrize(
    "check", [check for check in CHECKS if issubclass(check, EntryCheck)], ids=lambda check: check.id
)
def test_the_trigger_hides_nothing(check: type[EntryCheck]) -> None:
    """On every example of every check: what the check finds, its trigger matches."""
    for other in CHECKS:
        for example in (*other.good, *other.bad):
            subject = read_example(example).subject
            for entry in subject.catalogue.entries:
                framed = FRAME + FRAME.join((*sources(entry), *entry.msgstr)) + FRAME
                if check.trigger is not None and any(check().check_entry(entry, subject)):
                    assert check.trigger.search(framed)


def test_there_are_more_than_a_dozen() -> None:
    assert len(CHECKS) > 12
