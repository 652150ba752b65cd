"""See `MarkdownMarkup`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]\n]{0,500})\]"
    r"(?:\((?P<url>[^()\s]{1,500}(?:\([^()\s]{0,100}\))?)(?:\s+[\"'][^\n()]{0,200}[\"'])?\)"
    r"|\[(?P<label>[^\[\]\n]{1,100})\])"
)
_TORN_LINK = re.compile(
    r"\[[^\[\]\n]{1,500}\](?:[ \xa0]{1,2}\(|[ \xa0]?（)[^()\s（）]{1,500}[)）]"
    r"|[［【][^\[\]\n［］【】]{1,500}[］】][(（][^()\s（）]{1,500}[)）]"
)
_BOLD = re.compile(r"(?<![*\w])\*\*(?=[^\s*])[^*\n]{0,500}?[^\s*]\*\*(?!\*)")
_TORN_BOLD = re.compile(
    r"\*\*[ \xa0][^*\n]{1,500}\*\*|\*\*[^*\s][^*\n]{0,500}[ \xa0]\*\*(?!\w)|\*[ ]\*[^*\n]{1,500}\*[ ]?\*"
)
_TYPE = re.compile(r"(?P<mark>\*\*|__|~~)(?=[^\s*_~])[^\n]{0,500}?(?<=[^\s*_~])(?P=mark)")
_NAMES = {"**": "bold", "__": "bold", "~~": "struck through"}
_CODE = re.compile(r"(?<![`:\w])`(?![`\s])[^`'\n]{1,500}`(?![`_\w])")
_OTHER_USE = re.compile(
    r"`[^`'\n]{1,500}'|[(\"'“「]`[)\"'”」]"
)  # a quotation mark, or what the text is about
_ADDRESS = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)


class MarkdownMarkup(EntryCheck):
    """Links, images, code spans and bold type of Markdown stay, and lead where they led.

    With a space between `]` and `(`, or with full-width brackets, a link is printed as it is written; `**`
    with a space inside it is two asterisks. Only what the source has is looked at: brackets and asterisks
    mean other things elsewhere. The text of a link may be translated, its address and its label must stay
    (whole addresses are the business of `web-addresses`). With the flag `md-text`, labels and lost bold or
    struck type are looked at, too.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "CommonMark 0.31, sections 6.1 to 6.4; Weblate, checks “Markdown links” and “Markdown syntax”"
    trigger = re.compile(r"\]\s?[(\[]|[*~_]{2}|`")
    good = (
        Example(po='msgid "See [here](x)."\nmsgstr "Lihat [di sini](x)."\n'),
        Example(po='msgid "Set **x**."\nmsgstr "Atur **x**."\n'),
        Example(po='#, md-text\nmsgid "Set **x**."\nmsgstr "Atur __x__."\n'),
        Example(po='msgid "list[int](x) ** 2"\nmsgstr "daftar"\n', note="No Markdown."),
    )
    bad = (
        Example(po='msgid "See [here](x)."\nmsgstr "Lihat ⟦[sini] (x)⟧."\n'),
        Example(po='msgid "See [here](x)."\nmsgstr "Lihat ⟦[sini](y)⟧."\n'),
        Example(po='msgid "See [here](x)."\nmsgstr ⟦"Lihat di sini."⟧\n'),
        Example(po='msgid "Set **x**."\nmsgstr "Atur ⟦** x**⟧."\n'),
        Example(po='#, md-text\nmsgid "Set **x**."\nmsgstr ⟦"Atur *x*."⟧\n', note="That is italic."),
        Example(po='msgid "Run `ls`."\nmsgstr "Jalankan ⟦`⟧ls."\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the first thing of a form that is broken."""
        is_markdown = "md-text" in entry.flags
        for target in targets(entry):
            faults = [_fault(text, target.text, is_markdown) for text in sources(entry)]
            if all(faults) and faults[0]:
                yield _problem(target, *faults[0])


Fault = tuple[str, Span | None, str]


def _fault(source: str, text: str, is_markdown: bool) -> Fault | None:
    return (
        _link_fault(source, text, is_markdown)
        or _bold_fault(source, text)
        or _code_fault(source, text)
        or (_type_fault(source, text) if is_markdown else None)
    )


def _links(text: str, is_markdown: bool) -> list[re.Match[str]]:
    """Find links; `[a][b]` is one only where somebody says that the text is Markdown."""
    return [
        found
        for found in _LINK.finditer(text)
        if (is_markdown or found["url"]) and not text[max(0, found.start() - 1) : found.start()].isalnum()
    ]


def _key(link: re.Match[str]) -> tuple[str, str]:
    place = link["url"] or f"[{link['label']}]"
    return link["image"], "" if _ADDRESS.match(place) else place


def _link_fault(source: str, text: str, is_markdown: bool) -> Fault | None:
    wanted = Counter(_key(link) for link in _links(source, is_markdown))
    if not wanted:
        return None
    given = _links(text, is_markdown)
    missing = wanted - Counter(map(_key, given))
    if not missing:
        return None
    torn = _TORN_LINK.search(text)
    if torn and not _TORN_LINK.search(source):
        return f"{torn[0]} is no link", _span(torn), "write [text](address) without spaces between"
    image, place = next(iter(missing))
    instead = next((link for link in given if _key(link) not in wanted), None)
    name = f"{'image' if image else 'link'}{f' to {place}' if place else ''}"
    return f"a {name} of the source is missing", _span(instead) if instead else None, "keep it"


def _bold_fault(source: str, text: str) -> Fault | None:
    if not _BOLD.search(source) or _TORN_BOLD.search(source) or _BOLD.search(text):
        return None
    torn = _TORN_BOLD.search(text)
    return (f"{torn[0]} is not bold", _span(torn), "write **text** without spaces inside") if torn else None


def _type_fault(source: str, text: str) -> Fault | None:
    """Report type that the whole text lost; asterisks alone may mean other things, so somebody must ask."""
    wanted, given = ([_NAMES[found["mark"]] for found in _TYPE.finditer(each)] for each in (source, text))
    lost = next((name for name in wanted if name not in given), None)
    return (f"nothing is {lost}, as in the source", None, "put the same marks around it") if lost else None


def _code_fault(source: str, text: str) -> Fault | None:
    if not _CODE.search(source) or source.count("`") % 2 or text.count("`") % 2 == 0:
        return None
    if _OTHER_USE.search(text):
        return None
    offset = text.rfind("`")
    return "a ` without a partner", Span(start=offset, end=offset + 1), "put code between two of them"


def _span(found: re.Match[str]) -> Span:
    return Span(start=found.start(), end=found.end())


def _problem(target: Target, message: str, span: Span | None, hint: str) -> Problem:
    return Problem(
        message=message, detail=f"{target.form} {message}", hint=hint, field=target.field, span=span
    )
