"""Which formats findings can be written in. A run loads its own alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType

from padanan.core.model import Severity
from padanan.services.validate_report import FileReport

Renderer = Callable[[Iterable[FileReport]], Iterator[str]]

# Format -> the module and function that write it.
RENDERERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "text": ("findings", "render_findings_text"),
    "json": ("findings_json", "render_findings_json"),
    "jsonl": ("findings_json", "render_findings_jsonl"),
    "sarif": ("findings_sarif", "render_findings_sarif"),
    "github": ("findings_github", "render_findings_github"),
    "gitlab": ("findings_gitlab", "render_findings_gitlab"),
    "junit": ("findings_junit", "render_findings_junit"),
    "checkstyle": ("findings_checkstyle", "render_findings_checkstyle"),
    "html": ("findings_page", "render_findings_page"),
})  # fmt: skip


def load_renderer(
    name: str,
    *,
    colour: bool = False,
    all_notes: bool = False,
    fail_on: Severity = Severity.WARNING,
) -> Renderer:
    """Give the function that writes a format.

    Args:
        name: The format, a key of `RENDERERS`.
        colour: Whether text is for a terminal.
        all_notes: Whether text shows every note.
        fail_on: From which severity on a finding is a failed test in JUnit's format.
    """
    module, function = RENDERERS[name]
    renderer: Callable[..., Iterator[str]] = getattr(import_module(f"padanan.reports.{module}"), function)
    if name == "text":
        return partial(renderer, colour=colour, all_notes=all_notes)
    return partial(renderer, fail_on=fail_on) if name == "junit" else renderer
