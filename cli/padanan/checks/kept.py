"""Comparing what a translation must keep as it is: addresses, paths, names of options and of code."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from padanan.checks.base import Problem, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Something in a text that is no language."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The names of the source that a form lacks; `instead` is what may stand in place of the first."""

    names: tuple[str, ...]
    target: Target
    instead: Name | None

    def __str__(self) -> str:
        """List the names, but no more than fit into a message."""
        listed = ", ".join(self.names[:_MOST_LISTED])
        return f"{listed} and {len(self.names) - _MOST_LISTED} more" if self.names[_MOST_LISTED:] else listed


Find = Callable[[str], Iterable[Name]]
Keeps = Callable[[str, str, Collection[str]], bool]
_MOST_LISTED = 3
# A text with more names than this is a table; each of them costs a search.
_MOST = 200


def stands_in(name: str, text: str, _: Collection[str]) -> bool:
    """Whether a name stands anywhere in a text."""
    return name in text


def find_losses(entry: Entry, find: Find, keeps: Keeps = stands_in) -> Iterator[Loss]:
    """Give what forms of an entry lack of the names of its source, at most one loss a form.

    A form of a plural may follow either of the two sources.

    Args:
        entry: The entry.
        find: Finds the names of a text.
        keeps: Tells whether a target (its text, and the names in it that the source has not) keeps one.
    """
    originals = [
        tuple(islice(dict.fromkeys(name.text for name in find(text)), _MOST)) for text in sources(entry)
    ]
    if not any(originals):
        return
    known = {name for names in originals for name in names}
    for target in targets(entry):
        found = tuple(find(target.text))
        strange = [name for name in found if name.text not in known]
        strangers = frozenset(name.text for name in strange)
        missing = min(
            (tuple(name for name in names if not keeps(name, target.text, strangers)) for names in originals),
            key=len,
        )
        if missing:
            # With more strangers than losses nobody can tell which of them is the one.
            instead = strange[0] if 0 < len(strange) <= len(missing) else None
            yield Loss(names=missing, target=target, instead=instead)


def kept_problem(loss: Loss, *, kind: str, hint: str | None = None) -> Problem:
    """Say that names are missing; `kind` is what they are, in the singular."""
    subject = (
        f"{kind} {loss} is"
        if len(loss.names) == 1
        else f"{kind}{'es' if kind.endswith('s') else 's'} {loss} are"
    )
    return Problem(
        message=f"the {subject} missing{' here' if loss.instead else ''}",
        detail=f"{loss.target.form} {' '.join(loss.names)}",
        hint=hint,
        field=loss.target.field,
        span=loss.instead.span if loss.instead else None,
    )
