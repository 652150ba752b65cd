"""A document in another language, put together from its segments' translations."""

from collections.abc import Mapping

from padanan.core.language import writes_without_spaces
from padanan.services.project import Document


def translate_document(document: Document, translations: Mapping[str, str], *, language: str) -> str:
    """Put every segment's translation in its place; a segment without one stays as it is.

    What stands between segments stays too, but for the space between two sentences of a line: Chinese and
    Japanese write none, and other languages write one even where the source does not.
    """
    joined = not writes_without_spaces(language)
    pieces: list[str] = []
    end = 0
    for segment in document.segments:
        gap = document.text[end : segment.start]
        if segment.number > 1:
            gap = (gap or " ") if joined else gap.strip(" \t\u00a0\u3000")
        pieces += [gap, translations.get(segment.text, segment.text)]
        end = segment.end
    return "".join([*pieces, document.text[end:]])
