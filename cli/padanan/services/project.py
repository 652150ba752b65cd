"""A project's documents and where everything made from them stands."""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from padanan.core.config import Settings
from padanan.core.errors import ConfigError
from padanan.core.language import Language
from padanan.core.model import Segment
from padanan.formats.document import DocumentKind, detect_kind
from padanan.formats.files import decode_utf8, read_file
from padanan.services.documents import segment_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source document, cut into segments.

    `domain` is the file's name without suffix, `reference_path` its path from the project's root with `/`,
    the same from whatever directory a command is run.
    """

    path: Path
    reference_path: str
    domain: str
    kind: DocumentKind
    text: str
    segments: tuple[Segment, ...]


def read_documents(settings: Settings) -> list[Document]:
    """Read and segment all of the project's source documents, in the order they are configured.

    Raises:
        ConfigError: no document is configured, a pattern matches none, two would share a domain, or what is
            made from one would overwrite one.
        InputError: a document cannot be read.
    """
    if not settings.documents:
        raise ConfigError(
            "no source documents are configured",
            path=_settings_file(settings),
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
    refuse_overwriting(documents, settings)
    return documents


def refuse_overwriting(documents: Sequence[Document], place: Settings) -> None:
    """Make sure that nothing made from the documents, where `place` says, takes the place of one of them.

    Raises:
        ConfigError: something would.
    """
    sources = {os.path.realpath(document.path): document for document in documents}
    for document in documents:
        for path in _made_from(document, place):
            source = sources.get(os.path.realpath(path))
            if source is not None:
                raise ConfigError(
                    f"the document {source.path} would be overwritten by what is made from it",
                    path=_settings_file(place),
                    hint="keep documents apart from locales/LANGUAGE, or take its language out of languages",
                )


def template_path(settings: Settings, domain: str) -> Path:
    """Where a document's template stands."""
    return settings.locales / f"{domain}.pot"


def catalogue_path(settings: Settings, language: Language, domain: str) -> Path:
    """Where a document's catalogue in a language stands."""
    return settings.locales / language.gettext / "LC_MESSAGES" / f"{domain}.po"


def text_path(settings: Settings, language: Language, document: Document) -> Path:
    """Where the translated document stands: plain text as .txt, others under the suffix they have."""
    suffix = ".txt" if document.kind is DocumentKind.TEXT else document.path.suffix
    return settings.locales / language.gettext / f"{document.domain}{suffix}"


def tmx_path(settings: Settings, domain: str) -> Path:
    """Where a document's translation memory stands as TMX."""
    return settings.tmx / f"{domain}.tmx"


def _made_from(document: Document, place: Settings) -> Iterator[Path]:
    yield template_path(place, document.domain)
    yield tmx_path(place, document.domain)
    for language in place.languages:
        yield catalogue_path(place, language, document.domain)
        yield text_path(place, language, document)


def _document_paths(settings: Settings) -> Iterator[Path]:
    """Give each document once, however many patterns match it."""
    seen: set[str] = set()
    for pattern in settings.documents:
        for path in _matching_paths(pattern, settings):
            name = os.path.normpath(path)
            if name not in seen:
                seen.add(name)
                yield path


def _matching_paths(pattern: str, settings: Settings) -> list[Path]:
    if not any(character in pattern for character in "*?["):
        return [settings.root / pattern]  # a missing file is named when it is read
    names = glob.glob(pattern, root_dir=settings.root, recursive=True)  # noqa: PTH207 - Path.glob refuses some
    paths = sorted(path for path in (settings.root / name for name in names) if path.is_file())
    if not paths:
        hint = "write / between directories" if "\\" in pattern else "check the pattern"
        raise ConfigError(f"no document matches {pattern!r}", path=_settings_file(settings), hint=hint)
    return paths


def _settings_file(settings: Settings) -> str:
    return str(settings.file or settings.root / "pyproject.toml")


def _read_document(path: Path, settings: Settings) -> Document:
    text = decode_utf8(read_file(path))
    kind = detect_kind(path.name, text)
    segments = segment_text(text, kind, language=settings.source_language.tag)
    return Document(
        path=path,
        reference_path=Path(os.path.relpath(path, settings.root)).as_posix(),
        domain=path.stem,
        kind=kind,
        text=text,
        segments=tuple(segments),
    )
