"""The main job: from source documents to catalogues, memory, TMX and translated text."""

from dataclasses import dataclass
from pathlib import Path

from padanan.core.config import Settings
from padanan.core.language import Language
from padanan.core.progress import Progress, ignore_progress
from padanan.services.export import ExportedFile, ExportFormat, TranslatedDocument, export_document
from padanan.services.import_ import ImportOptions, ImportReport, import_into_memory
from padanan.services.merge import MergeResult
from padanan.services.project import Document, catalogue_path, read_documents, template_path
from padanan.services.template import update_template
from padanan.services.update import CatalogueUpdate, update_catalogue
from padanan.services.validate import ValidationOptions, validate_paths
from padanan.services.validate_options import make_plan
from padanan.services.validate_report import FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueBuild:
    """A catalogue after the build: how far it is, in entries, and what merging did."""

    language: Language
    path: Path
    entries: int
    translated: int
    fuzzy: int
    merge: MergeResult
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBuild:
    """One document's catalogues and exports."""

    document: Document
    template: Path
    template_written: bool
    catalogues: tuple[CatalogueBuild, ...]
    exports: tuple[ExportedFile, ...]

    @property
    def written(self) -> tuple[Path, ...]:
        """Give the files that were changed."""
        return (
            *((self.template,) if self.template_written else ()),
            *(catalogue.path for catalogue in self.catalogues if catalogue.written),
            *(exported.path for exported in self.exports if exported.written),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    documents: tuple[DocumentBuild, ...]
    imported: ImportReport
    validation: tuple[FileReport, ...]


def build_project(settings: Settings, progress: Progress = ignore_progress) -> BuildReport:
    """Segment the documents, update templates and catalogues, fill the memory, export, validate.

    Every file is replaced whole, and one that says the same already keeps every byte: after an interruption
    at any moment the next build ends where this one would have.

    Raises:
        ConfigError: no document is configured.
        InputError: a document or catalogue cannot be read; what was built before it stays.
        OutputError: a file cannot be written.
        StoreError: the memory cannot be used.
    """
    documents = tuple(_build_document(document, settings) for document in read_documents(settings))
    paths = [catalogue.path for built in documents for catalogue in built.catalogues]
    options = ImportOptions(
        root=settings.root,
        default_source_language=settings.source_language.tag,
        source_language=settings.source_language.tag,
    )
    imported = import_into_memory(settings.memory, paths, options, progress)
    templates = [built.template for built in documents]
    reports = validate_paths([*templates, *paths], options=ValidationOptions(plan=make_plan(settings)))
    return BuildReport(documents=documents, imported=imported, validation=tuple(reports))


def _build_document(document: Document, settings: Settings) -> DocumentBuild:
    template, template_written = update_template(document, settings)
    catalogues, builds = [], []
    for language in settings.languages:
        path = catalogue_path(settings, language, document.domain)
        update = update_catalogue(path, template, language)
        catalogues.append((language, update.catalogue))
        builds.append(_summarise(language, path, update))
    translated = TranslatedDocument(document=document, catalogues=tuple(catalogues))
    exports = [
        exported
        for form in (ExportFormat.TMX, ExportFormat.TEXT)
        for exported in export_document(translated, form, settings, settings)
    ]
    return DocumentBuild(
        document=document,
        template=template_path(settings, document.domain),
        template_written=template_written,
        catalogues=tuple(builds),
        exports=tuple(exports),
    )


def _summarise(language: Language, path: Path, update: CatalogueUpdate) -> CatalogueBuild:
    living = [entry for entry in update.catalogue.entries if not entry.obsolete]
    return CatalogueBuild(
        language=language,
        path=path,
        entries=len(living),
        translated=sum(entry.is_translated for entry in living),
        fuzzy=sum(entry.is_fuzzy for entry in living),
        merge=update.merge,
        written=update.written,
    )
