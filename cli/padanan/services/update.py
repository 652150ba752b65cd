"""Bringing a catalogue up to its template, on disk."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from padanan.checks.base import EntryCheck, make_subject
from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import PoError
from padanan.core.language import Language
from padanan.core.plural_rules import plural_forms_for
from padanan.core.plurals import PluralFormsError, parse_plural_forms
from padanan.formats.po import PoDocument, new_document, read_catalogue
from padanan.services.filling import rejecting_checks
from padanan.services.merge import MergeOptions, MergeResult, merge_entries
from padanan.services.template import format_time

# What GNU gettext takes for granted where no header says it: English.
_COMMON_FORMS = 2
_CREATION_DATE = "POT-Creation-Date"
# What the template knows better than the catalogue, beside the date; the rest is the translators'.
_BUGS_TO = "Report-Msgid-Bugs-To"


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
    merge = merge_template(document, template)
    written = document.save()
    return CatalogueUpdate(catalogue=document.catalogue, merge=merge, written=written)


def merge_template(
    document: PoDocument,
    template: Catalogue,
    options: MergeOptions | None = None,
    fill: Callable[[PoDocument, MergeResult], None] | None = None,
) -> MergeResult:
    """Merge a template into a catalogue that is not saved yet.

    The header's creation date is the template's afterwards, if anything else has changed. A catalogue whose
    charset lacks a character of the template's is converted to UTF-8.

    Args:
        document: The catalogue.
        template: The template.
        options: How; the number of plural forms, and what msgfmt rejects, are found out here.
        fill: Called before the date is set, to fill what is still empty.

    Raises:
        PoError: the catalogue is broken, or one of the two holds a message twice.
    """
    for catalogue in (template, document.catalogue):
        refuse_duplicates(catalogue)
    before = document.text
    catalogue = document.catalogue
    merge = merge_entries(
        template.entries,
        catalogue.entries,
        replace(options or MergeOptions(), forms=count_forms(catalogue), rejects=_rejection(catalogue)),
    )
    document.arrange((item.entry, item.old) for item in merge.entries)
    if fill is not None:
        fill(document, merge)
    _take_header(document, template, before)
    _make_encodable(document)
    return merge


def count_forms(catalogue: Catalogue) -> int:
    """Say how many plural forms a catalogue's entries have: as its header says, else as most of them have."""
    try:
        return parse_plural_forms(catalogue.header.get("Plural-Forms", "")).count
    except PluralFormsError:
        counts = [len(entry.msgstr) for entry in catalogue.entries if entry.msgid_plural is not None]
        return max(counts, key=counts.count, default=_COMMON_FORMS)


def refuse_duplicates(catalogue: Catalogue) -> None:
    """Refuse a message that stands twice: which of two translations to lose is for a person to say.

    Raises:
        PoError: at the second one.
    """
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


def _rejection(catalogue: Catalogue) -> Callable[[Entry], bool]:
    """Make the test whether msgfmt would reject an entry; checks are loaded when it is first asked."""
    subject = make_subject(catalogue)

    def rejects(entry: Entry) -> bool:
        return any(True for check in _checks() for _ in check.check_entry(entry, subject))

    return rejects


@cache
def _checks() -> tuple[EntryCheck, ...]:
    return rejecting_checks()


def _take_header(document: PoDocument, template: Catalogue, before: str) -> None:
    """Take the template's fields over; the date alone is no reason to write a catalogue."""
    if document.catalogue.header_entry is None:
        return
    if _BUGS_TO in template.header:
        document.set_header(_BUGS_TO, template.header[_BUGS_TO])
    if document.text != before and _CREATION_DATE in template.header:
        document.set_header(_CREATION_DATE, template.header[_CREATION_DATE])


def _make_encodable(document: PoDocument) -> None:
    try:
        document.to_bytes()
    except PoError:
        document.set_header("Content-Type", "text/plain; charset=UTF-8")


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
