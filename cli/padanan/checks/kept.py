"""Comparing what a translation must keep as it is: addresses, paths, names of options and of code."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from padanan.checks.base import Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Something in a text that is no language."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A name of the source that a form lacks; `instead` is what may stand in its place."""

    name: str
    target: Target
    instead: Name | None


Find = Callable[[str], Iterable[Name]]
Keeps = Callable[[str, str, Iterable[str]], bool]


def _stands_in(name: str, text: str, _: Iterable[str]) -> bool:
    return name in text


def find_losses(entry: Entry, find: Find, keeps: Keeps = _stands_in) -> Iterator[Loss]:
    """Give the names that forms of an entry lack, each once a form.

    A form of a plural may follow either of the two sources.

    Args:
        entry: The entry.
        find: Finds the names of a text.
        keeps: Tells whether a target (its text, and the names in it) keeps a name. By default it does if the
            name stands anywhere in the text.
    """
    originals = [tuple(dict.fromkeys(name.text for name in find(text))) for text in sources(entry)]
    if not any(originals):
        return
    for target in targets(entry):
        found = tuple(find(target.text))
        given = [name.text for name in found]
        missing = min(
            (
                [name for name in names if not (keeps or _stands_in)(name, target.text, given)]
                for names in originals
            ),
            key=len,
        )
        known = {name for names in originals for name in names}
        strange = [name for name in found if name.text not in known]
        for name in missing:
            # With as many strangers as losses, the first has most likely taken the place of the first.
            instead = strange.pop(0) if strange and len(strange) <= len(missing) else None
            yield Loss(name=name, target=target, instead=instead)
