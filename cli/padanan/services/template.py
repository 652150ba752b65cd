"""A document's template: an entry a segment, for translators to fill in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from padanan.core.catalogue import Catalogue, Entry, Reference
from padanan.core.config import Settings
from padanan.core.model import Segment
from padanan.formats.po import PoDocument, new_document, read_catalogue
from padanan.services.project import Document, template_path


def render_template(path: str, segments: Iterable[Segment], *, language: str) -> bytes:
    """Give the bytes of a template for segments of the document at `path`, which are in `language`."""
    document = _new_template(Path(path).with_suffix(".pot"), Path(path).stem, language)
    document.arrange((entry, None) for entry in template_entries(path, segments))
    return document.to_bytes()


def update_template(document: Document, settings: Settings) -> tuple[Catalogue, bool]:
    """Bring a document's template up to date on disk.

    POT-Creation-Date is the time at which the messages last changed, so that a template that says the same
    stays the same to the byte.

    Returns:
        The template, and whether it was written.
    """
    path = template_path(settings, document.domain)
    if path.exists():
        template = read_catalogue(path)
    else:
        template = _new_template(path, document.domain, settings.source_language.tag)
    existing = {entry.key: entry for entry in template.catalogue.entries}
    wanted = template_entries(document.reference_path, document.segments)
    before = template.to_bytes()
    template.arrange((_keep(entry, existing.get(entry.key)), existing.get(entry.key)) for entry in wanted)
    if template.to_bytes() != before and template.catalogue.header_entry is not None:
        template.set_header("POT-Creation-Date", format_time(datetime.now(UTC)))
    written = template.save()
    return template.catalogue, written


def template_entries(path: str, segments: Iterable[Segment]) -> tuple[Entry, ...]:
    """Make an entry for each distinct text, with every place where it stands, in the order of first places.

    Args:
        path: The document, as the `#:` references name it.
        segments: Its segments, in order.
    """
    entries: dict[str, Entry] = {}
    for segment in segments:
        entry = entries.get(segment.message, Entry(msgid=segment.message))
        entries[segment.message] = replace(
            entry,
            references=(*entry.references, Reference(path=path, line=segment.line)),
            extracted_comments=(
                *entry.extracted_comments,
                f"paragraph {segment.paragraph}, segment {segment.number}",
            ),
        )
    return tuple(entries.values())


def format_time(moment: datetime) -> str:
    """Write a time as gettext's headers have it: `2025-01-17 08:30+0000`."""
    return moment.strftime("%Y-%m-%d %H:%M%z")


def _keep(entry: Entry, old: Entry | None) -> Entry:
    """Leave a person's notes and flags in the template alone."""
    if old is None:
        return entry
    return replace(entry, translator_comments=old.translator_comments, flags=old.flags)


def _new_template(path: Path, domain: str, language: str) -> PoDocument:
    header = {
        "Project-Id-Version": domain,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": format_time(datetime.now(UTC)),
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": language,
    }
    return new_document(path, header, header_comments=[f"Messages of {domain}."], flags=("fuzzy",))
