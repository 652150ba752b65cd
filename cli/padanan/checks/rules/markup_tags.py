"""See `MarkupTags`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.checks.xml_text import is_xml, xml_fault
from padanan.core.catalogue import Entry
from padanan.core.markup import TELLING_NAMES, Tag, find_tags
from padanan.core.model import Certainty, Severity, Span
from padanan.core.plurals import stands_for_one

# What is left of a tag that somebody, most often a translating machine, put a space into: `</ em>`, `< /p>`.
_TORN = re.compile(r"<(?:\s+/?|/\s+)(?P<name>[^\W_][\w:.-]*)\s*>")
# A msgid that is no text but the name of one, such as `description_rules`: nothing is known of its tags.
_KEY = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)+")
_TAGGED_NUMBER = re.compile(r"<([a-z]+)>[0-9]+</\1>")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
_ALIKE = {"b": "strong", "i": "em"}  # readers see the same
_ADDABLE = TELLING_NAMES | {"code", "mark", "time"}
_END_IS_OPTIONAL = frozenset({
    "dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip


class MarkupTags(EntryCheck):
    """A translation has the tags of its source, and closes what it opens.

    A tag that was translated, dropped or never closed loses a link or spreads bold type over the rest of the
    page. Tags are the names HTML knows, and any name that is opened and closed in the text; `<file>` in a
    description of a command is prose. Order and attributes are the translator's business, and so are whole
    pairs of HTML tags that a language wants (`1<sup>er</sup>`), quotation marks in place of `<q>`, and `<b>`
    in place of `<strong>`. Where msgid is a name (`front_page_text`), the translation must close what it
    opens. `malformed-xml` looks at documents in XML.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "HTML Living Standard, section 13.1.2 (elements and their optional tags)"
    trigger = re.compile(r"</?[^\W_]")
    good = (
        Example(po='msgid "<b>Save</b> it<br>"\nmsgstr "Itu <b>simpan</b><br />"\n'),
        Example(po='msgid "1st"\nmsgstr "1<sup>er</sup>"\n', language="fr"),
        Example(po='msgid "Usage: run <file>"\nmsgstr "Pemakaian: run <berkas>"\n', note="Prose."),
        Example(po='msgid "<b>Save</b>"\nmsgstr "<strong>Simpan</strong>"\n'),
        Example(po='msgid "help_text"\nmsgstr "<p>Bantuan<br/></p>"\n', note="A name, not a text."),
    )
    bad = (
        Example(po='msgid "<strong>Save</strong>"\nmsgstr "⟦<kuat>⟧Simpan</kuat>"\n'),
        Example(po='msgid "<strong>Save</strong>"\nmsgstr "<strong>Simpan⟦<strong>⟧"\n'),
        Example(po='msgid "Read <a href=\\"x\\">this</a>"\nmsgstr ⟦"Baca ini"⟧\n'),
        Example(po='msgid "<b>Save</b>"\nmsgstr "⟦</b>⟧Simpan<b>"\n'),
        Example(po='msgid "<em>Save</em>"\nmsgstr "<em>Simpan⟦</ em>⟧"\n'),
        Example(po='msgid "help_text"\nmsgstr "⟦<em>⟧Bantuan"\n'),
        Example(po='msgid "help_text"\nmsgstr "⟦<код>⟧rules.xml</код>"\n', language="uk"),
        Example(po='msgid "Save"\nmsgstr "⟦<terjemahan>⟧Simpan</terjemahan>"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare every form with the source whose tags are most like its own."""
        originals = [_tags(text) for text in _variants(entry)]
        names = frozenset(tag.name for tags in originals for tag in tags)
        is_key = _KEY.fullmatch(entry.msgid) is not None
        for target in targets(entry):
            given = _tags(target.text, names)
            original = given if is_key else min(originals, key=lambda tags: _distance(tags, given))
            may_drop = entry.msgid_plural is not None and stands_for_one(subject.numbers_of(target.form))
            fault = _alone(given) if is_key else _compare(original, given, may_drop=may_drop)
            if fault is not None and not (is_xml(entry) and xml_fault(target.text)):
                torn = _find_torn(target.text, original)
                yield _problem(target, *(torn or (*fault, None)))


def _problem(target: Target, message: str, span: Span | None, hint: str | None) -> Problem:
    detail = f"{target.form} {message}"
    return Problem(message=message, detail=detail, hint=hint, field=target.field, span=span)


def _find_torn(text: str, original: list["_Tag"]) -> tuple[str, Span, str] | None:
    """Find what is left of one of the tags that should be there: message, place, and what to write."""
    names = {tag.name for tag in original}
    for found in _TORN.finditer(text):
        if found["name"].lower() in names:
            written = "".join(found[0].split())
            return f"{found[0]} is no tag", Span(start=found.start(), end=found.end()), f"write {written}"
    return None


def _variants(entry: Entry) -> Iterator[str]:
    """Give the texts a form may follow: the sources, also without numbers in tags (“no results”)."""
    for text in sources(entry):
        yield text
        without = _TAGGED_NUMBER.sub("", text)
        if without != text and not any(_TAGGED_NUMBER.search(form) for form in entry.msgstr):
            yield without


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """A tag; `shape` is "<b>", "</b>" or "<br/>" whatever its attributes and spelling."""

    name: str
    shape: str
    span: Span


def _tags(text: str, names: frozenset[str] = frozenset()) -> list[_Tag]:
    """Find the tags of a text; `names` are tags here because the source has them."""
    return [_shape(tag) for tag in find_tags(text, known=names) if tag.name != "q"]


def _shape(tag: Tag) -> _Tag:
    alone = tag.name in _VOID or tag.is_empty
    shape = f"<{tag.name}/>" if alone else f"</{tag.name}>" if tag.is_end else f"<{tag.name}>"
    return _Tag(name=tag.name, shape=shape, span=tag.span)


def _shapes(tags: list[_Tag]) -> Counter[str]:
    return Counter(tag.shape for tag in tags)


def _distance(original: list[_Tag], given: list[_Tag]) -> int:
    one, other = _shapes(original), _shapes(given)
    return (one - other).total() + (other - one).total()


Fault = tuple[str, Span | None]


def _compare(original: list[_Tag], given: list[_Tag], *, may_drop: bool) -> Fault | None:
    """Say what is wrong with a form's tags, and where; None when nothing is."""
    missing = _shapes(original) - _shapes(given)
    extra = _shapes(given) - _shapes(original)
    if _alike(missing) == _alike(extra):
        missing, extra = Counter(), Counter()
    extra = _without_added_markup(extra)
    if extra:
        return _describe_extra(missing, extra, given)
    unbalanced = _unbalanced(given)
    if missing and not (may_drop and unbalanced is None):
        return f"{_list(missing)} of the source {'is' if missing.total() == 1 else 'are'} missing", None
    return None if _unbalanced(original) else unbalanced


def _alike(shapes: Counter[str]) -> Counter[str]:
    """Count tags that readers see alike as one and the same."""
    alike: Counter[str] = Counter()
    for shape, count in shapes.items():
        name = _bare(shape)
        alike[shape.replace(name, _ALIKE.get(name, name))] += count
    return alike


def _without_added_markup(extra: Counter[str]) -> Counter[str]:
    """Leave out what a translator may add on purpose."""
    return Counter({shape: count for shape, count in extra.items() if not _is_harmless(shape, extra)})


def _is_harmless(shape: str, extra: Counter[str]) -> bool:
    """Whether a tag is half of a pair that HTML knows (`1<sup>er</sup>`), or an end that may be omitted."""
    name = _bare(shape)
    if name in _END_IS_OPTIONAL and shape.startswith("</"):
        return True
    return name in _ADDABLE and extra[f"<{name}>"] == extra[f"</{name}>"]


def _bare(shape: str) -> str:
    return shape.strip("</>")


def _describe_extra(missing: Counter[str], extra: Counter[str], given: list[_Tag]) -> Fault:
    candidates = [tag for tag in given if tag.shape in extra]
    for tag in reversed(candidates):
        if f"</{tag.name}>" in missing and tag.shape == f"<{tag.name}>":
            return f"this should be </{tag.name}>", tag.span
    tag = candidates[0]
    if extra.total() == missing.total():
        return f"{tag.shape} stands where the source has {next(iter(missing))}", tag.span
    return f"{tag.shape} is not in the source", tag.span


def _alone(tags: list[_Tag]) -> Fault | None:
    """Say what is wrong with tags whose source nobody knows: names that are no HTML, or no balance."""
    translated = next((tag for tag in tags if not tag.name.isascii()), None)
    return (f"{translated.shape} is no tag", translated.span) if translated else _unbalanced(tags)


def _unbalanced(tags: list[_Tag]) -> Fault | None:
    """Find the first tag that closes what is not open, or that is never closed."""
    stack: list[_Tag] = []
    for tag in tags:
        if tag.shape.startswith("</"):
            while stack and stack[-1].name != tag.name and stack[-1].name in _END_IS_OPTIONAL:
                stack.pop()
            if not stack or stack[-1].name != tag.name:
                return f"{tag.shape} stands where nothing can be closed", tag.span
            stack.pop()
        elif not tag.shape.endswith("/>"):
            stack.append(tag)
    unclosed = next((tag for tag in stack if tag.name not in _END_IS_OPTIONAL), None)
    return (f"{unclosed.shape} is never closed", unclosed.span) if unclosed else None


def _list(shapes: Counter[str]) -> str:
    return ", ".join(shapes.elements())
