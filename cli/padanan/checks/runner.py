"""Runs checks over a catalogue and makes findings of what they say.

The cost of a check is the cost of its trigger: all texts of the catalogue are joined once, each trigger is
searched in them by the regular expression engine, and only entries with a match are handed to the check.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import accumulate, islice

from padanan.checks.base import (
    FRAME,
    Check,
    CheckSettings,
    EntryCheck,
    FileCheck,
    Observation,
    Problem,
    ProjectCheck,
    State,
    Subject,
    entry_state,
    message_length,
    sources,
)
from padanan.checks.ignoring import Ignored
from padanan.checks.locations import Location, Locator
from padanan.core.catalogue import Entry
from padanan.core.model import Finding, Suppression

Identity = tuple[str | None, ...]
# Each finding carries its message: without a bound a report could be the square of a hostile catalogue.
_MOST_IN_ENTRY = 100


def check_catalogue(subject: Subject, checks: Sequence[Check]) -> list[Finding]:
    """Run checks over one catalogue, but for those across catalogues.

    Entries are examined in the states each check asks for: content checks skip fuzzy and obsolete ones.
    Findings that a comment beside the entry, or beside the header for the whole file, asks to ignore are
    marked as suppressed.

    Returns:
        Findings in order of their place in the file. Fingerprints are unique among them.
    Cost: about one search over the text a check; see the module's docstring.
    """
    examination = _Examination(subject)
    locator = Locator(subject.lines)
    found = [
        (check, problem, _location(problem, locator))
        for check in checks
        for problem in examination.problems(check)
    ]
    found.sort(key=lambda item: (item[2].line, item[2].column, item[0].id, item[1].message))
    maker = _FindingMaker(subject, locator)
    return [maker.make(check, problem, location) for check, problem, location in found]


def observe_catalogue(subject: Subject, checks: Sequence[Check]) -> dict[str, list[Observation]]:
    """Let each check across catalogues look at one; gives what they saw, by the check's id.

    Entries at which a comment asks to ignore the check are left out.
    """
    across = [check for check in checks if isinstance(check, ProjectCheck) and not subject.is_memory]
    ignored = Ignored(subject.catalogue)
    entries = {entry.key: entry for entry in subject.catalogue.entries} if across else {}
    return {
        check.id: [
            seen
            for seen in check.observe(subject)
            if not ignored.covers(check.id, entries.get((seen.msgctxt, seen.msgid or "")))
        ]
        for check in across
    }


def conclude(
    check: ProjectCheck, observations: Iterable[Observation], settings: CheckSettings
) -> Iterator[Finding]:
    """Make findings of what a check across catalogues has to say at the end."""
    seen: Counter[Identity] = Counter()
    for observation, problem in check.conclude(observations, settings):
        identity = (
            check.id,
            observation.language,
            observation.msgctxt,
            observation.msgid,
            problem.detail,
        )
        seen[identity] += 1
        yield Finding(
            check=check.id,
            severity=check.severity,
            certainty=check.certainty,
            path=observation.path,
            line=observation.line,
            column=observation.column,
            message=problem.message,
            hint=problem.hint,
            language=observation.language,
            msgctxt=observation.msgctxt,
            msgid=observation.msgid,
            fingerprint=_fingerprint(identity, seen[identity]),
        )


class _Examination:
    """The entries of one catalogue, sorted by state and framed for the triggers as checks ask for them."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._states = [entry_state(entry) for entry in subject.catalogue.entries]
        self._framed: dict[frozenset[State], _Framed] = {}

    def problems(self, check: Check) -> Iterator[Problem]:
        """Run one check, which is free to stop or go on at each problem."""
        if isinstance(check, FileCheck):
            if self._subject.is_memory and not check.memories:
                return
            if check.templates or not self._subject.catalogue.is_template:
                yield from check.check_file(self._subject)
        elif isinstance(check, EntryCheck) and not self._is_foreign(check):
            for entry in self._candidates(check):
                for problem in _bound(check.check_entry(entry, self._subject)):
                    yield problem if problem.entry else replace(problem, entry=entry)

    def _is_foreign(self, check: EntryCheck) -> bool:
        if self._subject.catalogue.is_template or not check.applies(self._subject):
            return True
        return check.languages is not None and self._subject.language not in check.languages

    def _candidates(self, check: EntryCheck) -> Iterator[Entry]:
        framed = self._framed.get(check.states)
        if framed is None:
            pairs = zip(self._subject.catalogue.entries, self._states, strict=True)
            longest = self._subject.settings.longest_message
            framed = _Framed(
                [
                    entry
                    for entry, state in pairs
                    if state in check.states and message_length(entry) <= longest
                ]
            )
            self._framed[check.states] = framed
        return iter(framed.entries) if check.trigger is None else framed.matching(check.trigger)


class _Framed:
    """Entries, and their texts in one string: `FRAME msgid FRAME msgstr FRAME msgid FRAME ...`."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        texts = [FRAME + FRAME.join((*sources(entry), *entry.msgstr)) for entry in entries]
        self._joined = "".join(texts) + FRAME
        self._starts = [0, *accumulate(map(len, texts))]

    def matching(self, trigger: re.Pattern[str]) -> Iterator[Entry]:
        """Give the entries in whose texts the trigger matches, in order, each once."""
        position, end = 0, self._starts[-1]
        while (found := trigger.search(self._joined, position)) and found.start() < end:
            index = bisect_right(self._starts, found.start()) - 1
            yield self.entries[index]
            position = self._starts[index + 1]


def _bound(problems: Iterable[Problem]) -> list[Problem]:
    """Give the first of one check's problems with one entry; the last one says if there are more."""
    found = list(islice(problems, _MOST_IN_ENTRY + 1))
    if len(found) > _MOST_IN_ENTRY:
        last = found[_MOST_IN_ENTRY - 1]
        message = f"{last.message} (further ones in this message are not listed)"
        found[_MOST_IN_ENTRY - 1 :] = [replace(last, message=message)]
    return found


def _location(problem: Problem, locator: Locator) -> Location:
    if problem.place:
        return Location(line=problem.place.line, column=problem.place.column)
    if problem.entry is None:
        return Location(line=1, column=1)
    return locator.locate(problem.entry, problem.field, problem.span)


class _FindingMaker:
    """Makes findings of one catalogue's problems, in order, so that no two have one name."""

    def __init__(self, subject: Subject, locator: Locator) -> None:
        self._subject, self._locator = subject, locator
        self._ignored = Ignored(subject.catalogue)
        self._seen: Counter[Identity] = Counter()

    def make(self, check: Check, problem: Problem, location: Location) -> Finding:
        catalogue, entry = self._subject.catalogue, problem.entry
        msgctxt, msgid = entry.key if entry else (None, None)
        identity = (check.id, catalogue.language, msgctxt, msgid, problem.detail)
        self._seen[identity] += 1
        replacement = (
            None
            if entry is None or problem.replacement is None
            else self._locator.locate_replacement(entry, problem.field, problem.span, problem.replacement)
        )
        return Finding(
            check=check.id,
            severity=check.severity,
            certainty=check.certainty,
            path=catalogue.path,
            line=location.line,
            column=location.column,
            end_column=location.end_column,
            message=problem.message,
            hint=problem.hint,
            language=catalogue.language,
            msgctxt=msgctxt,
            msgid=msgid,
            field=problem.field if entry else None,
            fingerprint=_fingerprint(identity, self._seen[identity]),
            replacement=replacement,
            suppression=Suppression.COMMENT if self._ignored.covers(check.id, entry) else None,
        )


def _fingerprint(identity: Identity, occurrence: int) -> str:
    """Name a finding by what it is about; the second one of the same kind in an entry gets another name."""
    parts = [*("" if part is None else f"={part}" for part in identity), str(occurrence)]
    return blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()
