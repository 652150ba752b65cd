"""What a build did, as text for people and as JSON for programs."""

import json
from pathlib import Path

from padanan.reports.table import render_table
from padanan.services.build import BuildReport, CatalogueBuild, DocumentBuild
from padanan.services.export import ExportedFile

_HEADING = ("catalogue", "translated", "fuzzy", "kept", "revived", "carried over", "new", "obsolete")


def render_build_text(report: BuildReport) -> str:
    """Render a table a document, then the memory, and the files that changed."""
    blocks = [_render_document(built) for built in report.documents]
    return "\n".join([*blocks, _render_memory(report), _render_written(report)])


def render_build_json(report: BuildReport) -> str:
    """Render the build as one JSON object.

    `{"version": 1, "documents": [{"path", "segments", "paragraphs", "template", "catalogues": [{"language",
    "path", "entries", "translated", "fuzzy", "kept", "revived", "carried_over", "new", "obsolete"}],
    "exports": [{"path", "missing"}]}], "memory": {"path", "added", "updated", "unchanged"}, "written":
    [path], "findings": count}`
    """
    total = report.imported.total
    value = {
        "version": 1,
        "documents": [_document_value(built) for built in report.documents],
        "memory": {
            "path": report.imported.memory,
            "added": total.added,
            "updated": total.updated,
            "unchanged": total.unchanged,
        },
        "written": [path.as_posix() for built in report.documents for path in built.written],
        "findings": sum(len(file.findings) for file in report.validation),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _render_document(built: DocumentBuild) -> str:
    document = built.document
    rows = [_HEADING, *(_row(catalogue) for catalogue in built.catalogues)]
    exports = "".join(_render_export(exported) for exported in built.exports)
    return (
        f"{document.path}: {len(document.segments)} segments in {_count_paragraphs(built)} paragraphs\n"
        f"template {built.template}\n\n"
        f"{render_table(rows, right=frozenset(range(1, len(_HEADING))))}\n"
        f"{exports}"
    )


def _row(catalogue: CatalogueBuild) -> tuple[str, ...]:
    merge = catalogue.merge
    numbers = (catalogue.fuzzy, merge.kept, merge.revived, merge.carried, merge.added, merge.retired)
    return (
        str(catalogue.path),
        f"{catalogue.translated}/{catalogue.entries}",
        *(str(number) for number in numbers),
    )


def _render_export(exported: ExportedFile) -> str:
    lack = f", {exported.missing} of them not translated" if exported.missing else ""
    return f"export   {exported.path}: {exported.segments} segments{lack}\n"


def _render_memory(report: BuildReport) -> str:
    imported, total = report.imported, report.imported.total
    outcome = f"{total.added} units added, {total.updated} updated, {total.unchanged} unchanged"
    return f"memory   {imported.memory}: {len(imported.files)} catalogues, {outcome}\n"


def _render_written(report: BuildReport) -> str:
    written = [path for built in report.documents for path in built.written]
    return f"written  {_join(written)}\n"


def _join(paths: list[Path]) -> str:
    return ", ".join(str(path) for path in paths) if paths else "nothing: every file is current"


def _count_paragraphs(built: DocumentBuild) -> int:
    return max((segment.paragraph for segment in built.document.segments), default=0)


def _document_value(built: DocumentBuild) -> dict[str, object]:
    return {
        "path": built.document.path.as_posix(),
        "segments": len(built.document.segments),
        "paragraphs": _count_paragraphs(built),
        "template": built.template.as_posix(),
        "catalogues": [_catalogue_value(catalogue) for catalogue in built.catalogues],
        "exports": [
            {"path": exported.path.as_posix(), "missing": exported.missing} for exported in built.exports
        ],
    }


def _catalogue_value(catalogue: CatalogueBuild) -> dict[str, object]:
    return {
        "language": catalogue.language.tag,
        "path": catalogue.path.as_posix(),
        "entries": catalogue.entries,
        "translated": catalogue.translated,
        "fuzzy": catalogue.fuzzy,
        "kept": catalogue.merge.kept,
        "revived": catalogue.merge.revived,
        "carried_over": catalogue.merge.carried,
        "new": catalogue.merge.added,
        "obsolete": catalogue.merge.retired,
    }
