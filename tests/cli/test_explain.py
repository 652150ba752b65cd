"""padanan explain: the same pages as docs/checks."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from padanan.checks.pages import render_check_pages
from padanan.checks.registry import check_ids

Padanan = Callable[..., CompletedProcess[str]]

DOCS = Path(__file__).resolve().parents[2] / "docs" / "checks"


def test_lists_every_check_on_a_line(padanan: Padanan) -> None:
    done = padanan("explain")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(check_ids())


def test_explains_a_check_as_its_page_does(padanan: Padanan) -> None:
    done = padanan("explain", "placeholders")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (DOCS / "placeholders.md").read_text(encoding="utf-8")


def test_an_unknown_check_is_an_error_with_a_suggestion(padanan: Padanan) -> None:
    done = padanan("explain", "plural-formla")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: unknown check 'plural-formla' (did you mean plural-formula?)\n"


def test_the_pages_are_current() -> None:
    """`make docs` writes them; this says that it was run."""
    pages = dict(render_check_pages())
    assert {path.name for path in DOCS.glob("*.md")} == set(pages)
    for name, text in pages.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text
