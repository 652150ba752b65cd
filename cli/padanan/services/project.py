"""A project's documents and where everything made from them stands."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padanan.core.config import Settings
from padanan.core.errors import ConfigError
from padanan.core.language import Language
from padanan.core.model import Segment
from padanan.formats.files import decode_utf8, read_file
from padanan.segmentation import segment_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source document, cut into segments.

    `domain` is the file's name without suffix, `reference_path` its path from the project's root with `/`,
    the same from whatever directory a command is run.
    """

    path: Path
    reference_path: str
    domain: str
    text: str
    segments: tuple[Segment, ...]


def read_documents(settings: Settings) -> list[Document]:
    """Read and segment all of the project's source documents, in the order they are configured.

    Raises:
        ConfigError: no document is configured, a pattern matches none, or two would share a domain.
        InputError: a document cannot be read.
    """
    if not settings.documents:
        raise ConfigError(
            "no source documents are configured",
            path=str(settings.root / "pyproject.toml"),
            hint='set documents = ["..."] and languages = ["..."] under [tool.padanan]',
        )
    documents = [_read_document(path, settings) for path in _document_paths(settings)]
    seen: dict[str, Path] = {}
    for document in documents:
        if document.domain in seen:
            raise ConfigError(
                f"two documents would share the catalogue {document.domain}.po",
                path=str(document.path),
                hint=f"rename it or {seen[document.domain]}",
            )
        seen[document.domain] = document.path
    return documents


def template_path(settings: Settings, domain: str) -> Path:
    """Where a document's template stands."""
    return settings.locales / f"{domain}.pot"


def catalogue_path(settings: Settings, language: Language, domain: str) -> Path:
    """Where a document's catalogue in a language stands."""
    return settings.locales / language.gettext / "LC_MESSAGES" / f"{domain}.po"


def text_path(settings: Settings, language: Language, domain: str) -> Path:
    """Where the translated document stands."""
    return settings.locales / language.gettext / f"{domain}.txt"


def tmx_path(settings: Settings, domain: str) -> Path:
    """Where a document's translation memory stands as TMX."""
    return settings.tmx / f"{domain}.tmx"


def _document_paths(settings: Settings) -> Iterator[Path]:
    for pattern in settings.documents:
        if not any(character in pattern for character in "*?["):
            yield settings.root / pattern  # a missing file is named when it is read
            continue
        paths = sorted(settings.root.glob(pattern))
        if not paths:
            raise ConfigError(f"no document matches {pattern!r}", path=str(settings.root / "pyproject.toml"))
        yield from paths


def _read_document(path: Path, settings: Settings) -> Document:
    text = decode_utf8(read_file(path))
    segments = segment_document(text, language=settings.source_language.tag)
    return Document(
        path=path,
        reference_path=Path(os.path.relpath(path, settings.root)).as_posix(),
        domain=path.stem,
        text=text,
        segments=tuple(segments),
    )
