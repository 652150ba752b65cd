"""See `MarkupAttributes`."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.markup_attributes import TRANSLATABLE, Attribute, find_attributes, find_odd_quote
from padanan.core.markup_dangers import find_dangers
from padanan.core.model import Certainty, Severity, Span

Key = tuple[str, str | None]
# Addresses with a scheme are looked at wherever they stand, by `web-addresses`.
_ADDRESS = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"[%{$]")
_TAG_NAME = re.compile(r"<([A-Za-z][\w:.-]*)")
_ENOUGH = 20  # of what is missing, to find one to report
_ESCAPED_TWICE = re.compile(r"""=\s*\\["']""")


class MarkupAttributes(EntryCheck):
    """The attributes of tags stay as they are: href, src, class, id, target ...

    A link that was changed leads elsewhere or nowhere, a class that was translated has no style and no
    behaviour, and a value in typographic quotation marks ends at its first space. What readers see may be
    translated: title, alt, placeholder, label, value, lang and the like. Left alone are attributes of tags
    that are missing as a whole (`markup-tags`), tags that the source does not have, their order, whole
    addresses (`web-addresses`), and what `rel` says.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "HTML Living Standard, section 13.1.2.3 (attributes); pofilter, xmltags"
    trigger = re.compile(r"<[A-Za-z][\w:.-]*[\s/][^<>=]*=")
    good = (
        Example(
            po='msgid "<a href=\\"x\\" title=\\"Save\\">x</a>"\nmsgstr "<a title=\\"Simpan\\" href=x>x</a>"\n'
        ),
        Example(
            po='msgid "<a href=\\"x\\" rel=\\"y\\">x</a>"\nmsgstr "<a href=\\"x\\" rel=\\"y z\\">x</a>"\n',
            note="No harm is done.",
        ),
    )
    bad = (
        Example(po='msgid "<a href=\\"x\\">x</a>"\nmsgstr "<a ⟦href=\\"y\\"⟧>x</a>"\n'),
        Example(po='msgid "<b class=\\"x\\">x</b>"\nmsgstr "<b ⟦kelas=\\"x\\"⟧>x</b>"\n'),
        Example(po='msgid "<a href=\\"x\\">x</a>"\nmsgstr "<a href=⟦“⟧x”>x</a>"\n'),
        Example(po='msgid "<a href=\\"x\\" id=\\"y\\">x</a>"\nmsgstr ⟦"<a href=\\"x\\">x</a>"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the attributes of every form with the source whose are most like them."""
        originals = [_attributes(text) for text in sources(entry)]
        for target in targets(entry):
            odd = find_odd_quote(target.text)
            if odd is not None and not any(find_odd_quote(text) for text in sources(entry)):
                yield _quote_problem(target, odd)
                continue
            if _ESCAPED_TWICE.search(target.text):
                continue  # `escape-sequences` says so
            given = _attributes(target.text)
            original = min(originals, key=lambda each: _distance(each, given))
            yield from _compare(target, original, given)


def _attributes(text: str) -> list[Attribute]:
    return [each for each in find_attributes(text) if each.name not in TRANSLATABLE and not _is_address(each)]


def _is_address(attribute: Attribute) -> bool:
    return _ADDRESS.match(attribute.value or "") is not None


def _key(attribute: Attribute) -> Key:
    """Give what must stay: name and value; in `rel` the name, for a page may be opened more safely."""
    value = attribute.value
    return attribute.name, None if value is None or attribute.name == "rel" else unescape(value).strip()


def _distance(one: list[Attribute], other: list[Attribute]) -> int:
    first, second = (Counter(map(_key, side)) for side in (one, other))
    return (first - second).total() + (second - first).total()


def _compare(target: Target, original: list[Attribute], given: list[Attribute]) -> Iterator[Problem]:
    """Report the first attribute that is no longer there, of a tag that is."""
    there = {found[1].lower() for found in _TAG_NAME.finditer(target.text)}
    wanted = Counter((each.tag, *_key(each)) for each in original if each.tag in there)
    missing = wanted - Counter((each.tag, *_key(each)) for each in given)
    for tag, name, value in islice(missing, _ENOUGH):
        # A placeholder that is gone altogether is the business of another check.
        if value is None or not _PLACEHOLDER.search(value) or value in target.text:
            strange = [each for each in given if each.tag == tag and (tag, *_key(each)) not in wanted]
            if not _is_dangerous(target.text, strange):
                yield _problem(target, name, value, strange)
            return


def _is_dangerous(text: str, strange: list[Attribute]) -> bool:
    """Whether `unsafe-markup` reports what stands in the place of an attribute."""
    places = {each.span for each in strange}
    return any(span in places for _, span in find_dangers(text))


def _problem(target: Target, name: str, value: str | None, extra: list[Attribute]) -> Problem:
    instead = next((each for each in extra if each.name == name), next(iter(extra), None))
    written = name if value is None else f'{name}="{value}"'
    return Problem(
        message=f"{written} of the source {'was changed' if instead else 'is missing'}",
        detail=f"{target.form} {name}",
        hint="keep it as the source has it",
        field=target.field,
        span=instead.span if instead else None,
    )


def _quote_problem(target: Target, odd: Span) -> Problem:
    return Problem(
        message=f"{target.text[odd.start]} does not quote the value of an attribute",
        detail=f"{target.form} quotes",
        hint="put straight quotation marks inside tags",
        field=target.field,
        span=odd,
    )
