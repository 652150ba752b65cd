"""A gettext catalogue out of translation units: one pair of languages, an entry a unit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from padanan.core.catalogue import Entry
from padanan.core.interchange import (
    CONFIDENCE_PROPERTY,
    NOTE_PROPERTY,
    REVIEW_PROPERTY,
    Loss,
    SkippedUnit,
    text_with_codes,
)
from padanan.core.language import covers, gettext_name
from padanan.core.model import TranslationUnit, Variant
from padanan.core.plural_rules import plural_forms_for
from padanan.core.plurals import parse_plural_forms
from padanan.formats.po import PoDocument, new_document
from padanan.services.catalogue_units import PLURAL_PROPERTY, SINGULAR, CatalogueLanguages, name_forms

# Properties that have a place in an entry.
_SHOWN = frozenset({PLURAL_PROPERTY, NOTE_PROPERTY, REVIEW_PROPERTY, CONFIDENCE_PROPERTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """The two texts of a unit, and which plural form they are, if any."""

    unit: TranslationUnit
    source: Variant
    target: Variant | None

    @property
    def form(self) -> str | None:
        return next((value for name, value in self.unit.properties if name == PLURAL_PROPERTY), None)


def catalogue_of_units(
    units: Iterable[TranslationUnit],
    *,
    languages: CatalogueLanguages,
    path: Path,
    on_skip: Callable[[SkippedUnit], None],
    on_loss: Callable[[Loss], None],
) -> PoDocument:
    """Make a catalogue of units: msgid in one language, msgstr in the other, in the units' order.

    Units that came out of one plural entry, a form each, become that entry again where they stand together.
    A unit without text in the second language becomes an untranslated entry, one that is for review a fuzzy
    entry. Notes become translator comments; inline codes are written as text, which `on_loss` is told, as
    about properties.

    Args:
        units: The units, consumed lazily.
        languages: The pair. A unit's text in `pt-BR` serves where `pt` is asked for.
        path: The catalogue's path, for `save` and for messages.
        on_skip: Told about units without text in the first language, with an empty one, and about those
            whose msgctxt and msgid an earlier unit has.
        on_loss: Told what an entry does not hold, a kind each.

    Cost: all entries are in memory.
    """
    document = new_document(path, _make_header(languages))
    forms = name_forms(
        (rules := parse_plural_forms(document.catalogue.header["Plural-Forms"])).count,
        rules.form(1) if rules.count > 1 else None,
    )
    seen: set[tuple[str | None, str]] = set()
    builder = _Builder(forms)
    for pairs in _group(_pairs(units, languages, on_skip)):
        entry = builder.build(pairs)
        if entry.key in seen:
            reason = "an earlier unit has its msgctxt and msgid"
            on_skip(SkippedUnit(key=pairs[0].unit.key, reason=reason))
            continue
        seen.add(entry.key)
        document.append_entry(entry)
    for loss in builder.losses():
        on_loss(loss)
    return document


def _make_header(languages: CatalogueLanguages) -> dict[str, str]:
    return {
        "Project-Id-Version": "",
        "PO-Revision-Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M%z"),
        "Last-Translator": "",
        "Language-Team": "",
        "Language": gettext_name(languages.target),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms_for(languages.target),
        "X-Source-Language": gettext_name(languages.source),
    }


def _pairs(
    units: Iterable[TranslationUnit],
    languages: CatalogueLanguages,
    on_skip: Callable[[SkippedUnit], None],
) -> Iterator[_Pair]:
    for unit in units:
        source = _find(unit, languages.source)
        if source is None:
            on_skip(SkippedUnit(key=unit.key, reason=f"it has no text in {languages.source}"))
        elif not source.text and not source.codes:
            on_skip(SkippedUnit(key=unit.key, reason=f"its text in {languages.source} is empty"))
        else:
            yield _Pair(unit=unit, source=source, target=_find(unit, languages.target))


def _find(unit: TranslationUnit, language: str) -> Variant | None:
    exact = unit.variant(language)
    return exact or next((found for found in unit.variants if covers(language, found.language)), None)


def _group(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Put the forms of a plural entry together: the form for 1 begins one, where the language has it."""
    group: list[_Pair] = []
    for pair in pairs:
        if group and not _continues(group, pair):
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _continues(group: list[_Pair], pair: _Pair) -> bool:
    form, first = pair.form, group[0]
    if form is None or first.form is None or form == SINGULAR or pair.unit.msgctxt != first.unit.msgctxt:
        return False
    plurals = {earlier.source.text for earlier in group if earlier.form != SINGULAR}
    return form not in {earlier.form for earlier in group} and plurals <= {pair.source.text}


class _Builder:
    """Makes entries; `forms` are the names of the plural forms of the catalogue's language, in order."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self._forms = forms
        self._lost = {"codes": 0, "properties": 0, "singular": 0}

    def build(self, pairs: list[_Pair]) -> Entry:
        first = pairs[0]
        notes = [note for pair in pairs for note in _notes(pair)]
        self._note_losses(pairs)
        entry = Entry(
            msgid=text_with_codes(first.source),
            msgctxt=first.unit.msgctxt,
            msgstr=(text_with_codes(first.target) if first.target else "",),
            flags=("fuzzy",) if _needs_review(pairs) else (),
            translator_comments=tuple(line for note in dict.fromkeys(notes) for line in note.splitlines()),
            extracted_comments=tuple(_confidences(pairs)),
        )
        return entry if first.form is None else self._with_plural(entry, pairs)

    def losses(self) -> Iterator[Loss]:
        told = {
            "codes": "inline codes are written as text",
            "properties": "properties are left out",
            "singular": "msgid is that of the plural: nothing says the singular",
        }
        for kind, count in self._lost.items():
            if count:
                yield Loss(message=f"{count} {'entry' if count == 1 else 'entries'}: {told[kind]}")

    def _with_plural(self, entry: Entry, pairs: list[_Pair]) -> Entry:
        texts = {pair.form: text_with_codes(pair.target) if pair.target else "" for pair in pairs}
        plurals = [pair for pair in pairs if pair.form != SINGULAR]
        if pairs[0].form != SINGULAR:
            self._lost["singular"] += 1
        return replace(
            entry,
            msgid_plural=text_with_codes(plurals[0].source) if plurals else entry.msgid,
            msgstr=tuple(texts.get(name, "") for name in self._forms),
        )

    def _note_losses(self, pairs: list[_Pair]) -> None:
        variants = [variant for pair in pairs for variant in (pair.source, pair.target) if variant]
        names = {name for pair in pairs for name, _ in pair.unit.properties}
        names.update(name for variant in variants for name, _ in variant.properties)
        self._lost["codes"] += any(variant.codes for variant in variants)
        self._lost["properties"] += bool(names - _SHOWN)


def _needs_review(pairs: list[_Pair]) -> bool:
    return any(name == REVIEW_PROPERTY for pair in pairs for name, _ in pair.unit.properties)


def _confidences(pairs: list[_Pair]) -> Iterator[str]:
    for pair in pairs:
        yield from (
            f"confidence of the alignment: {value}"
            for name, value in pair.unit.properties
            if name == CONFIDENCE_PROPERTY
        )


def _notes(pair: _Pair) -> Iterator[str]:
    holders = (pair.unit.properties, pair.source.properties, pair.target.properties if pair.target else ())
    for properties in holders:
        yield from (value for name, value in properties if name == NOTE_PROPERTY)
