"""padanan align: a memory out of two documents."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.options import OutputFormat
from padanan.commands.unit_options import (
    STANDARD,
    ToFormatOption,
    choose_format,
    echo_notes,
    open_output,
    read_document,
)
from padanan.core.errors import InputError, OutputError
from padanan.core.language import parse_language
from padanan.formats.files import write_file
from padanan.services.align import (
    REVIEW_BELOW,
    AlignedDocuments,
    AlignOptions,
    align_documents,
    units_of_alignment,
)
from padanan.services.catalogue_units import CatalogueLanguages
from padanan.services.convert import encode_pair, refuse_inputs
from padanan.services.unit_files import UnitNotes, write_chunks


def align(  # noqa: PLR0913 - one parameter an option
    source_path: Annotated[
        Path,
        typer.Argument(metavar="SOURCE", help="Text, Markdown or HTML; - reads standard input."),
    ],
    target_path: Annotated[Path, typer.Argument(metavar="TARGET", help="Its translation.")],
    *,
    source: Annotated[str, typer.Option("--from", metavar="LANGUAGE", help="Language of SOURCE.")],
    target: Annotated[str, typer.Option("--to", metavar="LANGUAGE", help="Language of TARGET.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="TMX, PO, TSV, CSV, XLSX or JSONL file to write, - for stdout."),
    ] = None,
    to_format: ToFormatOption = None,
    review: Annotated[
        Path | None,
        typer.Option("--review", metavar="FILE.html", help="A page that shows all pairs side by side."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out pairs less sure than this.")
    ] = 0.0,
    review_below: Annotated[
        float, typer.Option("--review-below", min=0, max=1, help="Mark pairs less sure than this.")
    ] = REVIEW_BELOW,
    segmented: Annotated[
        bool, typer.Option("--segmented", help="Every line is a sentence, an empty one ends a paragraph.")
    ] = False,
    rules: Annotated[
        Path | None, typer.Option("--rules", help="An SRX 2.0 file to cut into sentences with.")
    ] = None,
    memory: Annotated[
        Path | None, typer.Option("--memory", help="A memory to learn from which words are translations.")
    ] = None,
    semantic: Annotated[
        bool,
        typer.Option("--semantic", help="Compare meanings too (pip install 'padanan[semantic]'); slower."),
    ] = False,
    output_format: Annotated[
        OutputFormat, typer.Option("--output-format", help="How pairs are shown without --output.")
    ] = OutputFormat.TEXT,
) -> None:
    """Find out which sentences of two documents translate each other, and make a memory of them.

    Lengths, numbers in any spelling, names, words that are alike, paragraphs
    and words that keep standing together tell. Each pair has a confidence;
    those that are not sure are marked for review: fuzzy in PO, a property in
    other files. A sentence may have no counterpart, or two.

    Example: padanan align report.id.txt report.en.txt --from id --to en -o report.tmx
    """
    options = AlignOptions(
        source_language=parse_language(source).tag,
        target_language=parse_language(target).tag,
        segmented=segmented,
        rules_path=rules,
        min_confidence=min_confidence,
        review_below=review_below,
        memory=memory,
        semantic=semantic,
    )
    if source_path == target_path == STANDARD:
        raise InputError("standard input can be read once", hint="name a file for one of the documents")
    inputs = [path for path in (source_path, target_path, memory) if path and path != STANDARD]
    for place in (output, review):
        if place is not None and place != STANDARD:
            refuse_inputs(place, inputs)
    if review is not None and review == output:
        raise OutputError("this is the output", path=str(review), hint="name another file for the page")
    file_format = choose_format(output, to_format) if output is not None else None
    aligned = align_documents(read_document(source_path), read_document(target_path), options)
    if review is not None:
        _write_page(aligned, review)
    if output is None or file_format is None:
        typer.echo(_render(aligned, output_format), nl=False)
        typer.echo(_summary(aligned), err=True)
        return
    notes = UnitNotes(units=len(aligned.kept))
    pair = CatalogueLanguages(source=options.source_language, target=options.target_language)
    chunks = encode_pair(units_of_alignment(aligned), file_format, pair, notes)
    write_chunks(chunks, open_output(output))
    echo_notes(notes)
    typer.echo(_summary(aligned), err=True)


def _write_page(aligned: AlignedDocuments, path: Path) -> None:
    from padanan.reports.alignment_page import render_alignment_page  # not where none is asked for

    write_file(path, render_alignment_page(aligned).encode())


def _render(aligned: AlignedDocuments, output_format: OutputFormat) -> str:
    from padanan.reports.alignment import render_alignment_json, render_alignment_text

    render = render_alignment_json if output_format is OutputFormat.JSON else render_alignment_text
    return render(aligned)


def _summary(aligned: AlignedDocuments) -> str:
    from padanan.reports.alignment import summarise_alignment

    return summarise_alignment(aligned)
