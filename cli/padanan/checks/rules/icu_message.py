"""See `IcuMessage`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, targets
from padanan.core import icu
from padanan.core.catalogue import Entry
from padanan.core.message_flags import syntaxes_of
from padanan.core.model import Certainty, Severity, Span
from padanan.core.plural_categories import CATEGORIES

_NUMBER = re.compile(r"=-?[0-9]+(?:\.[0-9]+)?")

_FLAG = "icu-message-format"  # Weblate's


class IcuMessage(EntryCheck):
    """A translated ICU message can be read, and has the arguments and branches of its source.

    `{n, plural, one {# file} other {# files}}` is a small program. Lost braces, a translated keyword (`eins`
    for `one`), a missing `other` or an argument that nobody passes make formatting fail, and the whole
    message with it. Values of `select` must stay as they are; a language may have other plural branches than
    its source, which is `icu-plural-branches`' to judge. Only sources in which an argument has a kind
    (`plural`, `select`, `number`, `date` ..., any with the flag `icu-message-format`) are looked at: other
    braces are `unflagged-placeholders`.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    source = "ICU user guide: Formatting Messages; ICU4J: MessagePattern"
    trigger = re.compile(r"\{\s*[\w.\-]+\s*,")
    good = (
        Example(
            po='msgid "{who, select, male {his} other {their}}"\n'
            'msgstr "{who, select, male {sein} female {ihr} other {deren}}"\n',
            language="de",
        ),
        Example(
            po='msgid "{n, plural, one {# file} other {# files}}"\nmsgstr "{n, plural, other {# berkas}}"\n',
            note="Indonesian has one form.",
        ),
        Example(
            po='msgid "{who, select, male {his} other {their}} {n, number}"\n'
            'msgstr "{n, number} {who, select, male {nya} other {mereka}}"\n'
        ),
        Example(
            po="msgid \"{n, plural, =0 {it's '{x}'} other {#}}\"\nmsgstr \"{n, plural, other {l'un, #}}\"\n",
            language="fr",
            note="Apostrophes quote braces alone.",
        ),
        Example(
            po='msgid "{n, number} files"\nmsgstr "{n, plural, =1.5 {1½ Dateien} other {# Dateien}}"\n',
            language="de",
            note="A language may need branches where its source needs none.",
        ),
        Example(po='msgid "Choose, plural or select, {this}"\nmsgstr "{tidak"\n', note="No ICU message."),
    )
    bad = (
        Example(
            po='msgid "{n, plural, one {# file} other {# files}}"\n'
            'msgstr "{n, plural, one {# Datei} ⟦andere⟧ {# Dateien}}"\n',
            language="de",
        ),
        Example(
            po='msgid "{n, plural, one {# file} other {# files}}"\nmsgstr "⟦{n, plural, one {# berkas}}⟧"\n',
            note="`other` is missing.",
        ),
        Example(
            po='msgid "{n, plural, one {# file} other {# files}}"\nmsgstr "⟦{⟧n, plural, other {# berkas}"\n',
        ),
        Example(
            po='msgid "{n, plural, one {# file} other {# files}}"\nmsgstr "⟦{n, jamak, other {# berkas}}⟧"\n',
            note="A translated keyword.",
        ),
        Example(
            po='msgid "{n, plural, one {#} other {#s}}"\nmsgstr "{n, plural, other ⟦{⟧l\'#}}"\n',
            language="fr",
            note="An apostrophe before # quotes all that follows: write l''#.",
        ),
        Example(
            po='msgid "{who, select, male {his} other {their}}"\n'
            'msgstr "{who, select, ⟦pria⟧ {nya} other {mereka}}"\n'
        ),
        Example(
            po='msgid "{n, plural, other {# files in {folder}}}"\n'
            'msgstr "{n, plural, other {# berkas di ⟦{map}⟧}}"\n'
        ),
        Example(po='msgid "For {sum, number, ::currency/EUR}"\nmsgstr "Seharga ⟦{sum}⟧"\n'),
        Example(
            po='#, icu-message-format\nmsgid "{a, list}"\nmsgstr "⟦{a, daftar}⟧"\n',
            note="The flag says that it is a message.",
        ),
        Example(po='msgid "On {day, date, short}"\nmsgstr "Pada ⟦{day, tanggal, short}⟧"\n'),
        Example(
            po='msgid "{n, plural, other {# files}} by {owner}"\nmsgstr ⟦"{n, plural, other {# berkas}}"⟧\n'
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Read source and target; broken sources are somebody else's."""
        is_icu = icu.has_branches(entry.msgid) or _FLAG in entry.flags
        if not is_icu and (syntaxes_of(entry.flags) or not icu.has_kinds(entry.msgid)):
            return
        source = icu.read_icu(entry.msgid)
        if source.fault:
            return
        for target in targets(entry):
            given = icu.read_icu(target.text)
            if given.fault:
                reason = given.fault.reason
                yield _problem(
                    target, given.fault.span, reason, reason, "the source is sound: compare the braces"
                )
            else:
                yield from _compare(source, given, target)


def _compare(source: icu.IcuMessage, given: icu.IcuMessage, target: Target) -> Iterator[Problem]:
    known: dict[str, list[icu.IcuArgument]] = {}
    for argument in source.walk():
        known.setdefault(argument.name, []).append(argument)
    unused = [name for name in known if name not in {argument.name for argument in given.walk()}]
    for argument in given.walk():
        if argument.name not in known:
            hint = f"the source has {{{unused.pop(0)}}}" if unused else None
            message = f"the source has no argument {argument.name}"
            yield _problem(target, argument.span, message, argument.name, hint)
        else:
            yield from _compare_argument(known[argument.name], argument, target)
    for name in unused:
        yield _problem(target, None, f"the argument {name} is missing", f"missing {name}")


def _compare_argument(
    originals: list[icu.IcuArgument], argument: icu.IcuArgument, target: Target
) -> Iterator[Problem]:
    kinds = {original.kind for original in originals}
    is_lost = kinds & (icu.PLURALS | {"select"}) or any(original.style for original in originals)
    is_number = argument.kind in icu.PLURALS and not kinds.isdisjoint({"", "number"})
    if argument.kind not in kinds and not is_number and (argument.kind or is_lost):
        wanted = " or ".join(sorted(kinds - {""})) or "no kind"
        message = f"{argument.name} is {argument.kind or 'shown as it is'}, and {wanted} in the source"
        yield _problem(target, argument.span, message, f"kind {argument.name}")
        return
    selectors = {branch.selector for original in originals for branch in original.branches}
    if argument.kind == "select" and selectors <= {branch.selector for branch in argument.branches}:
        selectors = {branch.selector for branch in argument.branches}  # one more does no harm
    for branch in argument.branches:
        if not _is_allowed(branch.selector, argument.kind, selectors):
            message = f"{branch.selector} is no branch of {argument.name}"
            hint = f"write {', '.join(sorted(selectors | {'other'}))}: what is in their braces is translated"
            yield _problem(target, branch.span, message, f"{argument.name} {branch.selector}", hint)
            return
    if argument.branches and all(branch.selector != "other" for branch in argument.branches):
        message = f"{argument.name} has no branch other, which is shown when nothing else fits"
        yield _problem(target, argument.span, message, f"other of {argument.name}")


def _is_allowed(selector: str, kind: str, selectors: set[str]) -> bool:
    if kind in icu.PLURALS:
        return selector in CATEGORIES or _NUMBER.fullmatch(selector) is not None
    return selector in selectors or selector == "other"


def _problem(
    target: Target, span: Span | None, message: str, detail: str, hint: str | None = None
) -> Problem:
    return Problem(
        message=message, detail=f"{target.form} {detail}", hint=hint, field=target.field, span=span
    )
