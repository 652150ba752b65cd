"""See `RstMarkup`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.restructured_text import Inline, find_inline, is_set_apart

_TORN = re.compile(
    r"(?P<spaced>:[\s\xa0]?[a-z][a-z:]{0,30}[\s\xa0]?:[\s\xa0]{1,3}`[^`\n]{1,200}`)"
    r"|(?P<wide>：[A-Za-z:]{1,30}[:：]\s?`|:[A-Za-z]{1,30}：\s?`)"
    r"|(?P<open>``[ \xa0][^`\n]{1,200}``|``[^`\s][^`\n]{0,200}[ \xa0]``(?!`))"
    r"|(?P<reference>`[^`\n]{1,200}`[ \xa0]_(?!\w))"
)
_ROLE_WITHOUT_TEXT = re.compile(r":[A-Za-z][\w.+-]{0,40}:(?![`:])")
# A program's text is no documentation: there `|` can be anything, and literals are shown as they are.
_EVIDENT = frozenset({"role", "reference", "footnote"})
_DOCUMENTS = (".rst", ".rest", ".txt", ".inc")


class RstMarkup(EntryCheck):
    r"""The roles, references and literals of reStructuredText stay, and stay what they are.

    A role whose name was translated or torn off its text is printed as it is written, a reference with
    another target leads nowhere, and markup glued to a word is not recognised at all: in languages without
    spaces it needs `\ ` beside it. Titles before a target, terms, menus and labels may be translated. Left
    alone are their order, markup that the source does not have, literals that are plain text in the
    translation, and texts of programs, unless their source has a role or a reference.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Docutils, reStructuredText Markup Specification, “Inline Markup”; Weblate, rst-references"
    trigger = re.compile(r"`[_`]|:`|\]_")
    good = (
        Example(po='msgid "See :ref:`x`."\nmsgstr "Lihat :ref:`bagian x <x>`."\n', note="With a title."),
        Example(po='msgid "Set ``x`` to 1 [1]_."\nmsgstr "Atur ``x`` ke 1 [1]_."\n'),
        Example(po='msgid "See `Sphinx`_."\nmsgstr "请看\\\\ `Sphinx`_\\\\ 。"\n', language="zh-Hans"),
        Example(po='msgid "a :term:`module`"\nmsgstr "sebuah :term:`modul <module>`"\n'),
    )
    bad = (
        Example(po='msgid "See :ref:`x`."\nmsgstr "Lihat ⟦:ref: `x`⟧."\n'),
        Example(po='msgid "See :ref:`x`."\nmsgstr "Lihat ⟦:rujukan:`x`⟧."\n'),
        Example(po='msgid "See :ref:`x`."\nmsgstr "Lihat ⟦:ref:`y`⟧."\n'),
        Example(po='msgid "Set ``x``, see `y`_."\nmsgstr "设置⟦``x``⟧。见 `y`_。"\n', language="zh-Hans"),
        Example(po='msgid "Press :kbd:`Del`."\nmsgstr ⟦"Tekan :kbd:`Del `."⟧\n'),
        Example(po='msgid "`A <http://a.org/>`_"\nmsgstr "⟦`A<http://a.org/>`_⟧"\n'),
        Example(po='msgid ":ref:`x` or :ref:`x`"\nmsgstr "⟦:ref:⟧lalu `x` atau :ref:`x`"\n'),
        Example(po='msgid "Note [1]_."\nmsgstr ⟦"Catatan."⟧\n'),
        Example(po='#: doc/x.rst:1\nmsgid "Set ``x``."\nmsgstr "Atur ⟦`` x``⟧."\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the first thing of a form that is broken."""
        originals = [list(find_inline(text)) for text in sources(entry)]
        if not _is_document(entry) and not _EVIDENT & {each.kind for one in originals for each in one}:
            return
        for target in targets(entry):
            given = list(find_inline(target.text))
            original = min(originals, key=lambda each: len(_missing(each, given)))
            fault = _fault(target.text, original, given, "".join(sources(entry)))
            if fault:
                yield _problem(target, *fault)


def _is_document(entry: Entry) -> bool:
    """Whether somebody says that a message is reStructuredText: where it comes from, or a flag of Weblate."""
    return "rst-text" in entry.flags or any(each.path.endswith(_DOCUMENTS) for each in entry.references)


Fault = tuple[str, Span | None, str]


def _fault(text: str, original: list[Inline], given: list[Inline], source: str) -> Fault | None:
    missing = _missing(original, given)
    if missing:
        torn = _TORN.search(text)
        if torn and not _TORN.search(source):
            return (
                f"{torn[0]} is no markup",
                Span(start=torn.start(), end=torn.end()),
                "put it together again",
            )
        return _lost(missing[0], _extra(original, given))
    for role in _ROLE_WITHOUT_TEXT.finditer(text):
        if f"{role[0]}`" in source and role[0] not in source.replace(f"{role[0]}`", ""):
            return f"{role[0]} has no text", Span(start=role.start(), end=role.end()), "put it before its `"
    if all(is_set_apart(source, each.span) for each in find_inline(source)):
        for each in given:
            if each.kind != "substitution" and not is_set_apart(text, each.span):
                piece = text[each.span.start : each.span.end]
                return (
                    f"{piece} is glued to a word, and no markup",
                    each.span,
                    r"put a space or “\ ” beside it",
                )
    return None


def _lost(missing: Inline, extra: list[Inline]) -> Fault:
    instead = next((each for each in extra if each.kind == missing.kind), None)
    return f"{missing.key} of the source is missing", instead.span if instead else None, "keep it"


def _missing(original: list[Inline], given: list[Inline]) -> list[Inline]:
    """Give what a form lacks, each key once, but for literals, which may become plain text."""
    have = Counter(each.key for each in given)
    found = {each.key: each for each in original if not have[each.key]}
    has_literals = any(each.kind == "literal" for each in given)
    return [each for each in found.values() if each.kind != "literal" or not has_literals]


def _extra(original: list[Inline], given: list[Inline]) -> list[Inline]:
    known = {each.key for each in original}
    return [each for each in given if each.key not in known]


def _problem(target: Target, message: str, span: Span | None, hint: str) -> Problem:
    return Problem(
        message=message, detail=f"{target.form} {message}", hint=hint, field=target.field, span=span
    )
