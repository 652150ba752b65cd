"""See `Placeholders`."""

import difflib
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.message_flags import number_range, syntaxes_of
from padanan.core.model import Certainty, Severity, Span
from padanan.core.placeholders import (
    FormatString,
    Placeholder,
    read_placeholders,
)
from padanan.core.plurals import stands_for_one

_PERCENT = "a percent sign by itself is written %%"
_SPACE_AND_LETTER = re.compile(r"%(?:\(.*\))? +[a-z]", re.DOTALL)
Arguments = dict[str | int, Placeholder]

_SIMPLE = {
    "c": re.compile(r"%[sd]|%"),
    "python": re.compile(r"%(?:\(\w+\))?[sd]|%"),
    "python-brace": re.compile(r"\{[a-zA-Z_]\w*\}|[{}]"),
}
# Names, or pairs of names, that are compared to guess which one was meant: hostile texts have thousands.
_MOST_COMPARED = 1_000
_SIGNS = frozenset("%{}")
_UNNAMED = frozenset({"%s", "%d"})


class Placeholders(EntryCheck):
    """A translation fills in the values its source fills in.

    A placeholder too many, of another type, or cut in half makes the program fail or print rubbish; one that
    is missing hides a value from the reader. Looked at are messages whose flag names a syntax that gettext
    knows (`c-format`, `python-brace-format`, `java-format`, `qt-format` and some thirty more), or
    `laravel-format`. A plural form
    may use what msgid or msgid_plural uses. It may leave the number out where it stands for one number, or
    for 0 and 1 (a `range:` flag is heard), but not Python's `%d`, which has to be used up. A named
    placeholder may be used as often as the sentence needs. `%(count) item` is read as `%(count) i` followed
    by "tem", so that is reported although msgfmt takes it. Patterns for dates (`%b %d, %Y`) are something
    else and left alone.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    source = "msgfmt --check-format; C11 7.21.6.1; Python: printf-style formatting, format string syntax"
    trigger = re.compile(r"[%{}~$:<](?:(?<!:)|(?=[A-Za-z_]))")
    good = (
        Example(
            po='#, python-format\nmsgid "%(n)s of %(all)s"\nmsgstr "dari %(all)s, %(n)s dan %(n)s lagi"\n'
        ),
        Example(po='#, c-format\nmsgid "%s in %s"\nmsgstr "di %2$s: %1$s"\n'),
        Example(
            po='#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\n'
            'msgstr[0] "eine Datei"\nmsgstr[1] "%d Dateien"\n',
            language="de",
            note="Form 0 stands for the number 1 alone.",
        ),
        Example(po='#, php-format\nmsgid "%s in %s"\nmsgstr "di %2$s: %1$s"\n'),
        Example(po='#, java-format\nmsgid "{0}, {1,date}"\nmsgstr "{1,date}: {0}"\n'),
        Example(po='#, kde-format\nmsgid "%1 of %2"\nmsgstr "dari %2, %1"\n'),
        Example(po='#, python-format\nmsgid "%b %d, %Y"\nmsgstr "%d %b %Y"\n', note="A date, not printf."),
        Example(po='#, python-brace-format\nmsgid "{{x}} {0!r}"\nmsgstr "{0} {{x}}"\n'),
    )
    bad = (
        Example(po='#, python-format\nmsgid "%(count)d item"\nmsgstr "⟦%(count) i⟧tem"\n'),
        Example(po='#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Halo ⟦%(nama)s⟧"\n'),
        Example(po='#, python-format\nmsgid "Hello %(name)s"\nmsgstr ⟦"Halo"⟧\n'),
        Example(po='#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Halo ⟦$(name)s⟧"\n'),
        Example(po='#, c-format\nmsgid "%d files"\nmsgstr "⟦%s⟧ berkas"\n'),
        Example(po='#, c-format\nmsgid "done"\nmsgstr "100⟦%⟧"\n'),
        Example(po='#, perl-brace-format\nmsgid "Hello {name}"\nmsgstr "Halo ⟦{nama}⟧"\n'),
        Example(po='#, csharp-format\nmsgid "{0} of {1}"\nmsgstr "{0} dari ⟦{⟧1"\n'),
        Example(po='#, laravel-format\nmsgid "Hi :name"\nmsgstr "Hai ⟦:nama⟧"\n'),
        Example(po='#, objc-format\nmsgid "%#@n@ left"\nmsgstr "Sisa ⟦%#@sisa@⟧"\n'),
        Example(po='#, c-sharp-format\nmsgid "{0}"\nmsgstr "⟦{1}⟧"\n', note="Weblate's name of it."),
        Example(po='#, qt-format\nmsgid "%1 of %2"\nmsgstr "%1 dari ⟦%3⟧"\n'),
        Example(po='#, lisp-format\nmsgid "~a has ~d"\nmsgstr "~a punya ⟦~s⟧"\n'),
        Example(po='#, python-brace-format\nmsgid "{a} and {b}"\nmsgstr "{a} dan ⟦{⟧b"\n'),
        Example(
            po='#, python-format\nmsgid "%d file"\nmsgid_plural "%d files"\n'
            'msgstr[0] ⟦"адзін файл"⟧\nmsgstr[1] "%d файлы"\nmsgstr[2] "%d файлаў"\n',
            language="be",
            note="Form 0 of Belarusian stands for 1, 21, 31 and so on.",
        ),
        Example(
            po='#, python-format\nmsgid "%d file"\nmsgid_plural "%d files"\n'
            'msgstr[0] ⟦"eine Datei"⟧\nmsgstr[1] "%d Dateien"\n',
            language="de",
            note="Python raises an error when an argument without a name is left over.",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare every form in every syntax that the flags name."""
        for syntax in syntaxes_of(entry.flags) if entry.flags else ():
            if _is_plainly_same(entry, syntax):
                continue
            formats = [read_placeholders(text, syntax) for text in sources(entry)]
            if any(map(_is_prose, formats, sources(entry))):
                continue
            for target in targets(entry):
                given = read_placeholders(target.text, syntax)
                needed = _first_uses(formats[-1].placeholders)
                numbers = _numbers(entry, target, subject)
                if entry.msgid_plural is not None and stands_for_one(numbers):
                    needed = _needed_for_one(formats, numbers, given, keep_unnamed=syntax == "python")
                yield from _Comparison(formats, needed, target, given).run()


def _is_plainly_same(entry: Entry, syntax: str) -> bool:
    """Whether all forms have simple placeholders alone, and those of the source: so it is nearly always.

    This saves reading most messages. Whatever is not as simple as `%(name)s` matches as a sign by itself.
    """
    simple = _SIMPLE.get(syntax)
    if simple is None:
        return False
    needed = simple.findall(sources(entry)[-1])
    if not _SIGNS.isdisjoint(needed):
        return False
    moves = _UNNAMED.isdisjoint(needed)
    return all(
        (given := simple.findall(text)) == needed or (moves and sorted(given) == sorted(needed))
        for text in entry.msgstr
        if text
    )


def _numbers(entry: Entry, target: Target, subject: Subject) -> tuple[int, ...]:
    """Give sample numbers that a form is shown for, within the range that a flag may give."""
    numbers = subject.numbers_of(target.form)
    limits = number_range(entry.flags)
    return tuple(number for number in numbers if limits is None or number in limits) or numbers


def _is_prose(source: FormatString, text: str) -> bool:
    """Whether a source is broken as a format, or prose that was taken for one (`100% of`)."""
    return bool(source.faults) or any(
        isinstance(item.argument, int) and _is_cut(item, text) for item in source.placeholders
    )


def _is_cut(placeholder: Placeholder, text: str) -> bool:
    """Whether a conversion is a space and the first letter of a word: `%(count) item`."""
    behind = text[placeholder.span.end : placeholder.span.end + 1]
    return behind.isalpha() and _SPACE_AND_LETTER.fullmatch(placeholder.text) is not None


def _first_uses(placeholders: Iterable[Placeholder]) -> Arguments:
    found: Arguments = {}
    for placeholder in placeholders:
        found.setdefault(placeholder.argument, placeholder)
    return found


def _needed_for_one(
    formats: list[FormatString], numbers: tuple[int, ...], given: FormatString, *, keep_unnamed: bool
) -> Arguments:
    """Give the arguments that a form standing for one number, or for 0 and 1, must use.

    It need not have more than both sources have, and may leave out the number itself: the argument that must
    be an integer, any if there is none. A form for 0 alone may say that there is nothing, and needs none.
    With `keep_unnamed` arguments without a name must all be there: Python's % raises an error when one is
    left over.
    """
    singular, used = _first_uses(formats[0].placeholders), _first_uses(given.placeholders)
    needed = {name: item for name, item in _first_uses(formats[-1].placeholders).items() if name in singular}
    droppable = {name: item for name, item in needed.items() if isinstance(name, str) or not keep_unnamed}
    integers = [name for name, item in droppable.items() if "integer" in item.kind]
    missing = [name for name in integers or droppable if name not in used]
    dropped = droppable if numbers == (0,) else missing[:1]
    return {name: item for name, item in needed.items() if name not in dropped}


class _Comparison:
    """One translated form against its sources."""

    def __init__(
        self, formats: list[FormatString], needed: Arguments, target: Target, given: FormatString
    ) -> None:
        self._target = target
        self._faults = given.faults
        self._given = given.placeholders
        self._allowed = [placeholder for source in formats for placeholder in source.placeholders]
        self._needed = needed
        # By argument, and of those that are alike the first: a text can have thousands of them.
        self._same: dict[str | int, dict[tuple[object, ...], Placeholder]] = {}
        for item in self._allowed:
            self._same.setdefault(item.argument, {}).setdefault(
                (item.text, item.kind, item.is_numbered), item
            )

    def run(self) -> Iterator[Problem]:
        """Give what is broken, else what is foreign, else what is missing: one cause makes one finding."""
        if self._faults:
            first = self._faults[0]
            yield self._problem(first.span, f"{first.text} {first.reason}", first.text)
            return
        misread = [*self._cut(), *self._changed(), *self._damaged()]
        yield from misread
        given = _first_uses(self._given)
        missing = {name: item for name, item in self._needed.items() if name not in given}
        yield from self._foreign(missing)
        if missing and not misread:
            names = ", ".join(dict.fromkeys(placeholder.text for placeholder in missing.values()))
            verb = "is" if len(missing) == 1 else "are"
            yield self._problem(None, f"{names} {verb} missing", f"missing {names}")

    def _cut(self) -> Iterator[Problem]:
        for placeholder in self._given:
            same = self._same_argument(placeholder)
            if self._is_new_cut(placeholder, same):
                yield self._problem(
                    placeholder.span,
                    f"{placeholder.text!r} is read as the placeholder, and the word loses its first letter",
                    placeholder.text,
                    f"write {same[0].text}" if same and isinstance(placeholder.argument, str) else _PERCENT,
                )

    def _changed(self) -> Iterator[Problem]:
        for placeholder in self._given:
            same = self._same_argument(placeholder)
            if same and _differs(placeholder, same) and not self._is_new_cut(placeholder, same):
                kind = f" prints {_article(placeholder.kind)}," if placeholder.kind else " is here,"
                message = f"{placeholder.text}{kind} the source has {same[0].text}"
                yield self._problem(placeholder.span, message, placeholder.text)

    def _damaged(self) -> Iterator[Problem]:
        """Report names in brackets that are no placeholder any more: `$(name)s`, `6(name)s`."""
        given = _first_uses(self._given)
        for name, original in islice(_first_uses(self._allowed).items(), _MOST_COMPARED):
            if isinstance(name, str) and name not in given:
                found = re.search(rf"\S?[(\[{{]{re.escape(name)}[)\]}}]\w?", self._target.text)
                if found:
                    span = Span(start=found.start(), end=found.end())
                    message = f"{found[0]} is no placeholder"
                    yield self._problem(span, message, found[0], f"write {original.text}")

    def _foreign(self, missing: Arguments) -> Iterator[Problem]:
        """Report arguments that no source has; what each was probably meant to be leaves `missing`."""
        allowed = _first_uses(self._allowed)
        extra = {name: item for name, item in _first_uses(self._given).items() if name not in allowed}
        alone = len(extra) == len(missing) == 1
        comparable = len(extra) * len(missing) <= _MOST_COMPARED
        for name, placeholder in extra.items():
            if self._is_new_cut(placeholder, []):
                continue
            partner = _partner(name, missing, alone=alone) if comparable else None
            hint = None if partner is None else f"the source has {missing.pop(partner).text}"
            message = f"{placeholder.text} is not in the source"
            yield self._problem(placeholder.span, message, placeholder.text, hint)

    def _same_argument(self, placeholder: Placeholder) -> list[Placeholder]:
        return list(self._same.get(placeholder.argument, {}).values())

    def _is_new_cut(self, placeholder: Placeholder, same: list[Placeholder]) -> bool:
        copied = any(other.text == placeholder.text for other in same)
        return not copied and _is_cut(placeholder, self._target.text)

    def _problem(self, span: Span | None, message: str, detail: str, hint: str | None = None) -> Problem:
        return Problem(
            message=message,
            detail=f"{self._target.form} {detail}",
            hint=hint,
            field=self._target.field,
            span=span,
        )


def _differs(placeholder: Placeholder, same: list[Placeholder]) -> bool:
    """Whether a placeholder shows its argument otherwise than the source; a conversion may be dropped."""
    kinds = {other.kind for other in same}
    if placeholder.kind not in kinds:
        return bool(placeholder.kind) or "converted value" not in kinds
    is_brace = placeholder.text.startswith("{")
    return is_brace and placeholder.is_numbered not in {other.is_numbered for other in same}


def _partner(name: str | int, missing: Arguments, *, alone: bool) -> str | int | None:
    """Find the missing argument that a foreign one was probably meant to be."""
    if alone:
        return next(iter(missing))
    close = difflib.get_close_matches(str(name), [key for key in missing if isinstance(key, str)], n=1)
    return close[0] if close else None


def _article(kind: str) -> str:
    if kind == "text":
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
