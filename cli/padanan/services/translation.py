"""A document in another language, put together from its segments' translations."""

from collections.abc import Mapping

from padanan.core.errors import MarkupError
from padanan.services.documents import translate_text
from padanan.services.project import Document


def translate_document(document: Document, translations: Mapping[str, str], *, language: str) -> str:
    """Put every segment's translation in its place (see `translate_text`).

    Raises:
        MarkupError: a translation does not keep the markup of its source.
    """
    try:
        return translate_text(
            document.text, document.kind, document.segments, translations, language=language
        )
    except MarkupError as error:
        raise MarkupError(
            f"in {language}: {error.message}", path=str(document.path), line=error.line, hint=error.hint
        ) from error
