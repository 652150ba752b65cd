"""Bringing a catalogue up to its template, on disk."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from padanan.core.catalogue import Catalogue
from padanan.core.errors import PoError
from padanan.core.language import Language
from padanan.core.plural_rules import plural_forms_for
from padanan.formats.po import PoDocument, new_document, read_catalogue
from padanan.services.merge import MergeResult, merge_entries
from padanan.services.template import format_time


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueUpdate:
    """What updating did: the catalogue as it is now, what became of its entries, whether it was written."""

    catalogue: Catalogue
    merge: MergeResult
    written: bool


def update_catalogue(path: Path, template: Catalogue, language: Language) -> CatalogueUpdate:
    """Merge a template into the catalogue at `path`, as msgmerge does; make the catalogue if there is none.

    A catalogue that needs no change keeps every byte.

    Raises:
        PoError: the catalogue is broken, or holds a message twice; it is left as it is.
        ChangedOnDiskError: somebody saved it in the meantime.
    """
    document = read_catalogue(path) if path.exists() else _new_catalogue(path, template, language)
    _refuse_duplicates(document.catalogue)
    merge = merge_entries(template.entries, document.catalogue.entries)
    before = document.to_bytes()
    document.arrange((item.entry, item.old) for item in merge.entries)
    if document.to_bytes() != before and document.catalogue.header_entry is not None:
        document.set_header("POT-Creation-Date", template.header.get("POT-Creation-Date", ""))
    written = document.save()
    return CatalogueUpdate(catalogue=document.catalogue, merge=merge, written=written)


def _refuse_duplicates(catalogue: Catalogue) -> None:
    """Refuse a message that stands twice: which of two translations to lose is for a person to say."""
    lines: dict[tuple[str | None, str], int] = {}
    for entry in catalogue.entries:
        if entry.obsolete:
            continue
        if entry.key in lines:
            raise PoError(
                f"the same message stands in line {lines[entry.key]} already",
                path=catalogue.path,
                line=entry.line,
                hint="keep one of them, or give them different msgctxt",
            )
        lines[entry.key] = entry.line


def _new_catalogue(path: Path, template: Catalogue, language: Language) -> PoDocument:
    header = {
        **template.header,
        "PO-Revision-Date": format_time(datetime.now(UTC)),
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language.gettext,
        "Plural-Forms": plural_forms_for(language.tag),
    }
    return new_document(
        path,
        header,
        header_comments=template.header_entry.translator_comments if template.header_entry else (),
    )
