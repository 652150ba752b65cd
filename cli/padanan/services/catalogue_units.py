"""Translation units out of gettext catalogues."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import LanguageError
from padanan.core.language import covers, parse_language
from padanan.core.model import Origin, TranslationUnit, Variant
from padanan.core.plurals import PluralFormsError, parse_plural_forms

# What separates msgctxt and msgid in a compiled catalogue (GNU gettext manual, "The Format of GNU MO Files").
_EOT = "\x04"
# The property of units that plural forms make, and its value for the form for 1.
PLURAL_PROPERTY = "plural"
SINGULAR = "one"
_REVISION_TIME = "%Y-%m-%d %H:%M%z"
_TEMPLATE_AUTHOR = "FULL NAME"  # what xgettext writes for whoever comes first


class SkipReason(StrEnum):
    """Why something in a file did not become a unit."""

    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"
    OBSOLETE = "obsolete"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    SAME_LANGUAGE = "in the source language"
    ONE_LANGUAGE = "one language only"
    BAD_UNIT = "bad unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLanguages:
    """The normalised BCP 47 tags of a catalogue's msgid and msgstr."""

    source: str
    target: str


def units_of_catalogue(
    catalogue: Catalogue,
    *,
    languages: CatalogueLanguages,
    path: str,
    on_skip: Callable[[SkipReason, Entry], None] | None = None,
) -> Iterator[TranslationUnit]:
    """Give a catalogue's translations as units, in the order of its entries.

    Catalogues of one domain in several languages give the same units, each with its own language: their
    collection is the path with `*` for the language, their key msgctxt and msgid, as gettext joins them, and
    msgid_plural. A plural entry gives a unit a form: the form for 1 stands with msgid, every other with
    msgid_plural, and the property `plural` says which ("one", "other", "other.2" before that, ...).

    Of entries with the same key the first counts. A variant's neighbours are those of the entry that are not
    obsolete; "" means that there is none.

    Args:
        catalogue: The catalogue.
        languages: Its languages.
        path: Where it stands, as `name_path` gives it: for the collection and for the origin.
        on_skip: Told about every entry (or form) that gives no unit.
    """
    skip = on_skip or (lambda _reason, _entry: None)
    collection = name_collection(path, languages.target)
    singular = find_singular(catalogue)
    origin = _Source(path=path, languages=languages, header=_read_header(catalogue))
    live = [entry for entry in catalogue.entries if not entry.obsolete]
    seen: set[str] = set()
    position = -1
    for entry in catalogue.entries:
        position += not entry.obsolete
        reason = _find_reason(entry, languages)
        if reason is not None:
            skip(reason, entry)
            continue
        near = _Neighbours(
            previous=live[position - 1] if position else None,
            next=live[position + 1] if position + 1 < len(live) else None,
        )
        for form in _forms(entry, singular):
            unit = _build_unit(collection, entry, form, near, origin)
            if not form.target.strip():
                skip(SkipReason.UNTRANSLATED, entry)
            elif unit.key in seen:
                skip(SkipReason.DUPLICATE, entry)
            else:
                seen.add(unit.key)
                yield unit


def name_forms(count: int, singular: int | None) -> tuple[str, ...]:
    """Name the plural forms of a catalogue as the property `plural` of units does, in order of their index.

    Args:
        count: How many forms the catalogue has.
        singular: The one for 1 (see `find_singular`).
    """
    others = [index for index in range(count) if index != singular]
    # The last form is the general one in nearly every language: it is what languages share.
    ranks = {index: rank for rank, index in enumerate(reversed(others), start=1)}
    named = {index: "other" if rank == 1 else f"other.{rank}" for index, rank in ranks.items()}
    return tuple(named.get(index, SINGULAR) for index in range(count))


def find_singular(catalogue: Catalogue) -> int | None:
    """Give the index of the form for 1, None where one form serves every number."""
    try:
        forms = parse_plural_forms(catalogue.header.get("Plural-Forms", ""))
        return forms.form(1) if forms.count > 1 else None
    except PluralFormsError:
        counts = (len(entry.msgstr) for entry in catalogue.entries if entry.msgid_plural is not None)
        return 0 if max(counts, default=1) > 1 else None


def name_path(path: Path, root: Path) -> str:
    """Name a file the same wherever a command is run: from `root` when it is below it, else absolute."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow symbolic links
    base = Path(os.path.abspath(root))  # noqa: PTH100
    name = absolute.relative_to(base) if absolute.is_relative_to(base) else absolute
    # A name that is not UTF-8 (surrogates here) could not be stored.
    return name.as_posix().encode(errors="backslashreplace").decode()


def name_collection(path: str, language: str) -> str:
    """Put `*` for the language in a path: `locales/zh_CN/LC_MESSAGES/x.po` -> `locales/*/LC_MESSAGES/x.po`.

    Every directory counts that names the language, and every part of the file's name between dots
    (`po/id.po`, `app.id.po`).
    """
    *directories, name = path.split("/")
    parts = ["*" if _names(part, language) else part for part in directories]
    stem = ["*" if _names(part, language) else part for part in name.split(".")[:-1]]
    return "/".join([*parts, ".".join([*stem, name.split(".")[-1]])])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    author: str | None
    changed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    path: str
    languages: CatalogueLanguages
    header: _Header


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbours:
    previous: Entry | None
    next: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One string of an entry with what it translates; `name` is None for an entry without plural."""

    name: str | None
    source: str
    target: str


@lru_cache(maxsize=4096)  # paths repeat their directories, and a name that is no language is slow to refuse
def _names(part: str, language: str) -> bool:
    # Cheap tests first: most parts of a path are no language at all.
    if not re.fullmatch(r"[A-Za-z]{2,3}([_@.-][A-Za-z0-9_@.-]+)?", part):
        return False
    try:
        return covers(language, parse_language(part).tag)  # a header says zh_CN, its directory zh_Hans
    except LanguageError:
        return False


def _find_reason(entry: Entry, languages: CatalogueLanguages) -> SkipReason | None:
    if entry.obsolete:
        return SkipReason.OBSOLETE
    if languages.source == languages.target:
        return SkipReason.SAME_LANGUAGE
    if entry.is_fuzzy:
        return SkipReason.FUZZY
    if not entry.msgid.strip():
        return SkipReason.EMPTY
    return None if any(text.strip() for text in entry.msgstr) else SkipReason.UNTRANSLATED


def _forms(entry: Entry, singular: int | None) -> Iterator[_Form]:
    if entry.msgid_plural is None:
        yield _Form(name=None, source=entry.msgid, target=entry.msgstr[0])
        return
    for name, text in zip(name_forms(len(entry.msgstr), singular), entry.msgstr, strict=True):
        source = entry.msgid if name == SINGULAR else entry.msgid_plural
        yield _Form(name=name, source=source, target=text)


def _build_unit(
    collection: str, entry: Entry, form: _Form, near: _Neighbours, source: _Source
) -> TranslationUnit:
    variants = (
        Variant(
            language=source.languages.source,
            text=form.source,
            previous=near.previous.msgid if near.previous else "",
            next=near.next.msgid if near.next else "",
            origin=Origin(path=source.path, line=entry.line, changed=source.header.changed),
        ),
        Variant(
            language=source.languages.target,
            text=form.target,
            previous=_translation(near.previous),
            next=_translation(near.next),
            origin=Origin(
                path=source.path,
                line=entry.line,
                author=source.header.author,
                changed=source.header.changed,
            ),
        ),
    )
    return TranslationUnit(
        collection=collection,
        key=_name_unit(entry, form),
        source_language=source.languages.source,
        variants=variants,
        msgctxt=entry.msgctxt,
        properties=() if form.name is None else ((PLURAL_PROPERTY, form.name),),
    )


def _name_unit(entry: Entry, form: _Form) -> str:
    """Give the key. It holds msgid_plural, since catalogues of one domain may disagree about that."""
    plural = form.source if form.source != entry.msgid else None
    parts = (entry.msgctxt, entry.msgid, plural, form.name)
    return _EOT.join(part for part in parts if part is not None)


def _translation(neighbour: Entry | None) -> str | None:
    if neighbour is None:
        return ""
    return neighbour.msgstr[0] if neighbour.is_translated else None


def _read_header(catalogue: Catalogue) -> _Header:
    author = catalogue.header.get("Last-Translator", "").strip()
    known = author and not author.startswith(_TEMPLATE_AUTHOR)
    return _Header(
        author=author if known else None, changed=_iso_time(catalogue.header.get("PO-Revision-Date", ""))
    )


def _iso_time(revision_date: str) -> str | None:
    try:
        moment = datetime.strptime(revision_date.strip(), _REVISION_TIME).astimezone(UTC)
    except (ValueError, OverflowError):  # a template's YEAR-MO-DA, or the year 1 east of Greenwich
        return None
    return moment.replace(tzinfo=None).isoformat() + "Z"
