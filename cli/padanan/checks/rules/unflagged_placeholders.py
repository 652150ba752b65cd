"""See `UnflaggedPlaceholders`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.icu import has_kinds
from padanan.core.message_flags import syntaxes_of
from padanan.core.model import Certainty, Severity
from padanan.core.placeholders import (
    DetectedPlaceholder,
    detect_placeholders,
    find_conversions,
    is_date_pattern,
)
from padanan.core.plurals import stands_for_one

_ICU = "icu-message-format"  # Weblate's flag
Key = tuple[str, str]
_PERCENT_STYLES = frozenset({"printf", "python", "ruby", "twig", "place"})


class UnflaggedPlaceholders(EntryCheck):
    """A translation keeps the placeholders of a source that no format flag describes.

    Many programs fill in `{{ name }}`, `${name}`, `%{name}`, `%name%`, `{0}` or `@:key` and extract their
    messages without a flag; a placeholder that was translated or lost is then shown to the reader as it is,
    or its value is not shown at all. Only what nobody writes in prose is taken for a placeholder: "100 %
    sure", a brace by itself and `{ a b }` are left alone, and so are dates (`%d.%m.%Y`) and percent signs
    where a flag (`no-c-format`) says that they mean nothing. Placeholders may be moved and repeated; a plural
    form for one number may leave one out.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "i18next: interpolation; Vue I18n: message format syntax; translations of Symfony, Rails, Fluent"
    trigger = re.compile(r"%[({<a-zA-Z0-9@.]|\{|@(?:\.[a-z]+)?:|\$t\(")
    good = (
        Example(po='msgid "{{ count }} of {total}"\nmsgstr "dari {total}, {{count}}"\n'),
        Example(po='msgid "100 % sure, 50%d, { a b }"\nmsgstr "yakin sekali"\n'),
        Example(
            po='msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "{n} Tage"\n',
            language="de",
        ),
        Example(po='#, no-c-format\nmsgid "Use %s"\nmsgstr "Pakai ini"\n'),
        Example(po='msgid "%d.%m.%Y"\nmsgstr "%Y-%m-%d"\n', note="A date."),
        Example(po='msgid "%s of %s"\nmsgstr "dari %2$s: %1$s"\n'),
    )
    bad = (
        Example(
            po='msgid "Hello {{ name }}"\nmsgstr "Halo ⟦{{ nama }}⟧"\n', note="i18next, Angular, Handlebars."
        ),
        Example(po='msgid "Hello %{name}"\nmsgstr ⟦"Halo"⟧\n', note="Ruby."),
        Example(po='msgid "%count% files"\nmsgstr "⟦%jumlah%⟧ berkas"\n', note="Symfony."),
        Example(po='msgid "Hello {name!r:>10}"\nmsgstr "Halo ⟦{nama}⟧"\n'),
        Example(po='msgid "Read { $file }"\nmsgstr "Baca ⟦{ $berkas }⟧"\n', note="Fluent."),
        Example(po='msgid "%s of %s"\nmsgstr ⟦"dari %s"⟧\n'),
        Example(po='msgid "Use $t(file)"\nmsgstr "Pakai ⟦$t(berkas)⟧"\n', note="i18next."),
        Example(po='msgid "Press @:ok.label now"\nmsgstr ⟦"Tekan sekarang"⟧\n', note="Vue."),
        Example(po='msgid "Press @.lower:(ok.label)"\nmsgstr ⟦"Tekan"⟧\n', note="Vue."),
        Example(po='msgid "{{b}}Bold{{/b}}"\nmsgstr ⟦"{{b}}Tebal"⟧\n', note="Components of WordPress."),
        Example(po='msgid "Hello ${ name }"\nmsgstr "Halo ⟦${ nama }⟧"\n', note="JavaScript."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the placeholders of every form with those of the sources."""
        if syntaxes_of(entry.flags) or has_kinds(entry.msgid):
            return
        if _ICU in entry.flags and any(map(has_kinds, entry.msgstr)):
            return  # the argument is there, only with branches
        ignored = _ignored_styles(entry)
        found = [
            [one for one in detect_placeholders(text) if one.style not in ignored] for text in sources(entry)
        ]
        if not any(found):
            return
        for target in targets(entry):
            given = [one for one in detect_placeholders(target.text) if one.style not in ignored]
            numbers = subject.numbers_of(target.form) if entry.msgid_plural is not None else None
            yield from _compare(found, given, target, numbers)


def _ignored_styles(entry: Entry) -> frozenset[str]:
    says_no = any(flag.startswith(("no-", "impossible-")) and flag != "no-wrap" for flag in entry.flags)
    return _PERCENT_STYLES if says_no or is_date_pattern(entry.msgid) else frozenset()


def _compare(
    found: list[list[DetectedPlaceholder]],
    given: list[DetectedPlaceholder],
    target: Target,
    numbers: tuple[int, ...] | None,
) -> Iterator[Problem]:
    allowed = [one for source in found for one in source]
    missing = _missing(found[-1], given, target.text)
    if numbers == (0,):
        missing = []  # "nothing selected"
    elif numbers is not None and stands_for_one(numbers):
        singular = {_key(one) for one in found[0]}
        missing = [one for one in missing if _key(one) in singular][1:]
    for one in _foreign(allowed, given):
        same_style = [other for other in missing if other.style == one.style]
        if same_style:
            missing.remove(same_style[0])
        hint = f"the source has {same_style[0].text}" if same_style else None
        yield Problem(
            message=f"{one.text} is not in the source",
            detail=f"{target.form} {one.text}",
            hint=hint,
            field=target.field,
            span=one.span,
        )
    if missing:
        names = ", ".join(one.text for one in missing)
        yield Problem(
            message=f"{names} {'is' if len(missing) == 1 else 'are'} missing",
            detail=f"{target.form} missing {names}",
            field=target.field,
        )


def _missing(
    needed: list[DetectedPlaceholder], given: list[DetectedPlaceholder], text: str
) -> list[DetectedPlaceholder]:
    """Give the placeholders that are used less often (without a name), or not at all (with one)."""
    counts = Counter(_key(one) for one in given if one.style != "printf")
    counts.update(("printf", letter) for letter in find_conversions(text))
    missing = []
    for one in needed:
        if counts[_key(one)]:
            counts[_key(one)] -= not one.is_named
        else:
            missing.append(one)
            counts[_key(one)] += one.is_named  # one finding is enough
    return missing


def _foreign(
    allowed: list[DetectedPlaceholder], given: list[DetectedPlaceholder]
) -> list[DetectedPlaceholder]:
    """Give the placeholders of a style the sources use which they do not have."""
    known, styles = {_key(one) for one in allowed}, {one.style for one in allowed}
    return [one for one in given if one.is_named and one.style in styles and _key(one) not in known]


def _key(one: DetectedPlaceholder) -> Key:
    return one.style, one.argument
