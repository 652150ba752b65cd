"""The documentation of checks, written from the checks themselves."""

import inspect
from collections.abc import Iterator

from rich.cells import cell_len

from padanan.checks.base import Check, EntryCheck, Example
from padanan.checks.registry import check_ids, load_check
from padanan.core.text import show_codes, show_unseen

MARK_START, MARK_END = "⟦", "⟧"


def summary(check: type[Check]) -> str:
    """Give the first sentence of a check's description: what it demands."""
    return inspect.getdoc(check).partition("\n")[0]  # type: ignore[union-attr]  # the conformance test demands one


def render_check_page(check: type[Check]) -> str:
    """Describe a check as Markdown: what it demands and why, how sure it is, its source, its examples."""
    facts = [f"{check.severity}, {check.certainty}", f"preset {check.preset}"]
    if issubclass(check, EntryCheck) and check.languages:
        facts.append(f"for {', '.join(sorted(check.languages))}")
    parts = [
        f"# {check.id}\n",
        f"*{'; '.join(facts)}*\n",
        f"{_description(check)}\n",
        f"Source: {check.source}.\n",
        "## Wrong\n",
        *map(_render_example, check.bad),
        "## Right\n",
        *map(_render_example, check.good),
        "## Switching it off\n",
        f"`padanan validate --ignore {check.id} PATHS`\n",
    ]
    return "\n".join(parts)


def render_check_pages() -> Iterator[tuple[str, str]]:
    """Give name and text of every page of docs/checks: one a check, and README.md, which lists them."""
    checks = [load_check(check_id) for check_id in check_ids()]
    rows = "".join(
        f"| [{check.id}]({check.id}.md) | {check.severity} | {check.certainty} | {check.preset} "
        f"| {summary(check)} |\n"
        for check in checks
    )
    head = "Written by `make docs` from the checks; `padanan explain CHECK` says the same.\n"
    columns = "| check | severity | certainty | preset | demands |\n|---|---|---|---|---|\n"
    yield "README.md", f"# Checks\n\n{head}\n{columns}{rows}"
    for check in checks:
        yield f"{check.id}.md", render_check_page(check)


def _description(check: type[Check]) -> str:
    first, _, rest = inspect.getdoc(check).partition("\n")  # type: ignore[union-attr]
    return f"**{first}**\n{rest}".rstrip()


def _render_example(example: Example) -> str:
    place = "" if example.path == "example.po" else f"In `{example.path}`."
    language = f"Language `{example.language}`." if example.language not in {"", "id"} and not place else ""
    note = " ".join(part for part in (place, language, example.note) if part)
    others = [*example.beside, *([("the template", example.template)] if example.template else [])]
    context = "".join(f"{_title(name)} says:\n\n{_block(po)}\n" for name, po in others)
    return context + f"{note}\n\n" * bool(note) + _block(example.po)


def _title(name: str) -> str:
    return f"`{name}`" if "." in name else name.capitalize()


def _block(po: str) -> str:
    lines = [line for written in po.splitlines() for line in _underline(written)]
    return "```po\n" + "\n".join(lines) + "\n```\n"


def _underline(line: str) -> Iterator[str]:
    """Give a line without the marks around a span, and carets below the span."""
    before, mark, rest = line.partition(MARK_START)
    marked, _, after = rest.partition(MARK_END)
    before, after = show_unseen(before), show_unseen(after)
    marked = show_unseen(marked) if cell_len(marked) else show_codes(marked)
    yield before + marked + after
    if mark:
        yield " " * cell_len(before) + "^" * max(cell_len(marked), 1)
