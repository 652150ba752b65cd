"""See `BbcodeTags`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_TAG = re.compile(r"\[(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?:=[^\[\]\n]{0,300})?\]")


class BbcodeTags(EntryCheck):
    """A translation has the BBCode tags of its source: `[b]`, `[/b]`, `[url=...]`.

    Forums, games and their tools write bold type, links and colours so. A name in square brackets counts as a
    tag when the source opens and closes it; all else in brackets is prose.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Weblate, check “BBCode markup”; phpBB, BBCode guide"
    trigger = re.compile(r"\[/[A-Za-z]")
    good = (
        Example(po='msgid "[b]Save[/b] it"\nmsgstr "[b]Simpan[/b]"\n'),
        Example(po='msgid "Usage: x [file]"\nmsgstr "Pemakaian: x [berkas]"\n', note="Prose."),
    )
    bad = (
        Example(po='msgid "[b]Save[/b]"\nmsgstr "[b]Simpan⟦[b]⟧"\n'),
        Example(po='msgid "[b]Save[/b]"\nmsgstr ⟦"Simpan"⟧\n'),
        Example(po='msgid "[url=x]Save[/url]"\nmsgstr ⟦"[url=x]Simpan"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare every form with the source whose tags are most like its own."""
        names = frozenset(name for text in sources(entry) for name in _paired(text))
        if not names:
            return
        originals = [_shapes(text, names) for text in sources(entry)]
        for target in targets(entry):
            given = _shapes(target.text, names)
            original = min(originals, key=lambda each: ((each - given) + (given - each)).total())
            extra, missing = given - original, original - given
            if extra or missing:
                shape = next(iter(extra or missing))
                yield Problem(
                    message=f"{shape} {'is not in' if extra else 'is missing, it is in'} the source",
                    detail=f"{target.form} {shape}",
                    hint="keep the tags of the source, and close what is opened",
                    field=target.field,
                    span=_last(target.text, shape) if extra else None,
                )


def _paired(text: str) -> frozenset[str]:
    tags = list(_TAG.finditer(text))
    opened = {tag["name"].lower() for tag in tags if not tag["slash"]}
    return frozenset(opened & {tag["name"].lower() for tag in tags if tag["slash"]})


def _shape(tag: re.Match[str]) -> str:
    return f"[{tag['slash']}{tag['name'].lower()}]"


def _shapes(text: str, names: frozenset[str]) -> Counter[str]:
    return Counter(_shape(tag) for tag in _TAG.finditer(text) if tag["name"].lower() in names)


def _last(text: str, shape: str) -> Span | None:
    found = [tag.span() for tag in _TAG.finditer(text) if _shape(tag) == shape]
    return Span(start=found[-1][0], end=found[-1][1]) if found else None
