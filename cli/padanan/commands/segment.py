"""padanan segment: a document, a segment a line."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import echo_note
from padanan.core.errors import PadananError
from padanan.formats.document import DocumentKind
from padanan.formats.files import SourceFile, read_file, read_stream, write_file
from padanan.reports.segments import (
    render_explanation_json,
    render_explanation_text,
    render_segments_json,
    render_segments_text,
)
from padanan.services.segment import (
    SegmentedDocument,
    SegmentOptions,
    explain_source,
    export_rules,
    segment_source,
)

_STANDARD_STREAM = Path("-")


class OutputFormat(StrEnum):
    """How the segments are written."""

    TEXT = "text"
    JSON = "json"
    PO = "po"


_File = Annotated[
    Path | None,
    typer.Argument(help="A document in UTF-8: plain text, Markdown or HTML; - reads standard input."),
]
_Language = Annotated[
    str | None,
    typer.Option("--language", "-l", help="The document's language, such as id, en_GB or zh-Hans."),
]
_Rules = Annotated[
    Path | None, typer.Option("--rules", help="An SRX 2.0 file to use in place of the shipped rules.")
]
_Format = Annotated[
    DocumentKind | None,
    typer.Option("--format", help="How the document is written; by default its content and name say it."),
]
_Explain = Annotated[
    bool,
    typer.Option(
        "--explain", help="Say for each place where a rule would break which rule decides there, and how."
    ),
]
_Merge = Annotated[
    Path | None,
    typer.Option(
        "--merge",
        metavar="CATALOGUE",
        help="Write the document with the translations of this catalogue in the place of its segments.",
    ),
]
_ExportRules = Annotated[
    bool, typer.Option("--export-rules", help="Write the rules as SRX 2.0, and read no document.")
]
_Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")]


def segment(  # noqa: PLR0913 - one parameter an option
    file: _File = None,
    *,
    language: _Language = None,
    rules: _Rules = None,
    document_format: _Format = None,
    explain: _Explain = False,
    merge: _Merge = None,
    export: _ExportRules = False,
    output: _Output = _STANDARD_STREAM,
    output_format: Annotated[
        OutputFormat,
        typer.Option(
            "--output-format",
            help="text: a segment a line; json: with lines and offsets; po: a template to translate.",
        ),
    ] = OutputFormat.TEXT,
) -> None:
    """Cut a document into segments: sentences, headings, list items.

    In plain text a line break always ends a segment; within a line, rules for
    the language decide. There are rules of its own for Indonesian, English and
    Chinese, and rules for all other languages. Of Markdown and HTML what a
    reader sees is cut: paragraphs, headings, cells, the values of alt and
    title. Their markup stays in the segments; code, scripts, front matter and
    what says translate="no" is left alone.

    --merge puts translations back: everything else stays byte for byte, and a
    translation that loses a code of its source is an error.

    Example: padanan segment locales/id/xiaohongshu.txt --language id
    """
    _require_one(explain, merge, export, output_format)
    if export:
        _write(export_rules(rules), output)
        return
    if file is None or language is None:
        missing = "a document" if file is None else "--language"
        raise PadananError(f"{missing} is missing", hint="padanan segment FILE --language LANGUAGE")
    source = read_stream(sys.stdin.buffer, Path("stdin")) if file == _STANDARD_STREAM else read_file(file)
    options = SegmentOptions(language=language, rules_path=rules, kind=document_format)
    if merge is not None:
        _merge(source, options, merge, output)
    elif explain:
        explained = explain_source(source, options)
        is_json = output_format is OutputFormat.JSON
        text = render_explanation_json(explained) if is_json else render_explanation_text(explained)
        _write(text.encode(), output)
    else:
        document = segment_source(source, options)
        if not document.segments:
            echo_note(f"there is no text in {document.path}")
        _write(_render(document, output_format), output)


def _merge(source: SourceFile, options: SegmentOptions, catalogue: Path, output: Path) -> None:
    from padanan.services.translation_file import translate_source  # costs what reading PO costs

    data, segments, done = translate_source(source, options, catalogue)
    _write(data, output)
    if done < segments:
        echo_note(f"{segments - done} of {segments} segments are not translated")


def _require_one(explain: bool, merge: Path | None, export: bool, output_format: OutputFormat) -> None:
    chosen = [
        name
        for name, is_chosen in (("--explain", explain), ("--merge", merge), ("--export-rules", export))
        if is_chosen
    ]
    if len(chosen) > 1:
        raise PadananError(f"{' and '.join(chosen)} exclude each other", hint="choose one")
    if explain and output_format is OutputFormat.PO:
        raise PadananError("an explanation is no template", hint="choose --output-format text or json")


def _write(data: bytes, output: Path) -> None:
    if output == _STANDARD_STREAM:
        sys.stdout.buffer.write(data)
    else:
        write_file(output, data)


def _render(document: SegmentedDocument, output_format: OutputFormat) -> bytes:
    if output_format is OutputFormat.JSON:
        return render_segments_json(document).encode()
    if output_format is OutputFormat.PO:
        from padanan.services.template import render_template  # costs what reading PO costs

        return render_template(document.path, document.segments, language=document.language)
    return render_segments_text(document).encode()
