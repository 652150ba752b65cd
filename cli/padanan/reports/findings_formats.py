"""Which formats findings can be written in. A run loads its own alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from padanan.services.validate_report import FileReport

Renderer = Callable[[Iterable[FileReport]], Iterator[str]]

# Format -> the module and function that write it.
RENDERERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "text": ("findings", "render_findings_text"),
    "json": ("findings_json", "render_findings_json"),
})  # fmt: skip


def load_renderer(name: str) -> Renderer:
    """Give the function that writes a format."""
    module, function = RENDERERS[name]
    renderer: Renderer = getattr(import_module(f"padanan.reports.{module}"), function)
    return renderer
