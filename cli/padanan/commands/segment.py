"""padanan segment: a document, a segment a line."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from padanan.reports.segments import render_segments_json, render_segments_text
from padanan.services.segment import SegmentedDocument, segment_file, segment_stream

_STANDARD_INPUT = Path("-")


class OutputFormat(StrEnum):
    """How the segments are written."""

    TEXT = "text"
    JSON = "json"
    PO = "po"


def segment(
    file: Annotated[Path, typer.Argument(help="A text document in UTF-8; - reads standard input.")],
    *,
    language: Annotated[
        str, typer.Option("--language", "-l", help="The document's language, such as id, en_GB or zh-Hans.")
    ],
    rules: Annotated[
        Path | None, typer.Option("--rules", help="An SRX 2.0 file to use in place of the shipped rules.")
    ] = None,
    output_format: Annotated[
        OutputFormat,
        typer.Option(
            "--output-format",
            help="text: a segment a line; json: with lines and offsets; po: a template to translate.",
        ),
    ] = OutputFormat.TEXT,
) -> None:
    """Cut a document into segments: sentences, headings, list items.

    A line break always ends a segment; within a line, rules for the language
    decide. There are rules of its own for Indonesian, English and Chinese, and
    rules for all other languages.

    Example: padanan segment locales/id/xiaohongshu.txt --language id
    """
    if file == _STANDARD_INPUT:
        document = segment_stream(sys.stdin.buffer, name="stdin", language=language, rules_path=rules)
    else:
        document = segment_file(file, language=language, rules_path=rules)
    if not document.segments:
        typer.echo(f"note: there is no text in {document.path}", err=True)
    typer.echo(_render(document, output_format), nl=False)


def _render(document: SegmentedDocument, output_format: OutputFormat) -> str | bytes:
    if output_format is OutputFormat.JSON:
        return render_segments_json(document)
    if output_format is OutputFormat.PO:
        from padanan.services.template import render_template  # costs what reading PO costs

        return render_template(document.path, document.segments, language=document.language)
    return render_segments_text(document)
