"""Filling a catalogue's entry with what a translation memory suggests for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from padanan.checks.base import EntryCheck, State, Subject
from padanan.checks.registry import select_checks
from padanan.core.catalogue import Entry
from padanan.core.model import Match, Severity, Variant
from padanan.core.placeholders import SYNTAXES, find_likely_placeholders
from padanan.core.text import show_on_one_line
from padanan.memory.lookup import CONTEXT_SCORE
from padanan.memory.repair import repair
from padanan.services.catalogue_units import PLURAL_PROPERTY, SINGULAR
from padanan.services.entry_matches import wanted_texts

# What our comments begin with: translator comments, which msgmerge keeps, unlike extracted ones.
COMMENT_MARK = "padanan: "
_FORMAT_FLAG = "-format"


class Outcome(StrEnum):
    """What became of an entry that was to be filled."""

    CONTEXT = "101"
    EXACT = "100"
    FUZZY = "fuzzy"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """An entry as it is to be, how it came to that, and the score of what it was filled with."""

    entry: Entry
    outcome: Outcome
    score_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A translation for each form of an entry, in order: the matches they come from, and their texts."""

    matches: tuple[Match, ...]
    texts: tuple[str, ...]

    @property
    def score_percent(self) -> int:
        """The score of the worst of the matches."""
        return min(match.score_percent for match in self.matches)

    @property
    def is_repaired(self) -> bool:
        """Whether a text is not quite what the memory has."""
        return any(match.target.text != text for match, text in zip(self.matches, self.texts, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class FillingRules:
    """How entries are filled.

    `subject` is the catalogue as checks see it, and `checks` say what must not stand in it as translated (see
    `rejecting_checks`). `forms` are the names of its plural forms (see `catalogue_units.name_forms`), empty
    where the header does not say how many there are. Texts that `charset` does not have are left out.
    `names_memory` says which memory a suggestion came from.
    """

    subject: Subject
    checks: tuple[EntryCheck, ...]
    forms: tuple[str, ...]
    charset: str = "utf-8"
    exact_as_fuzzy: bool = False
    names_memory: bool = False


def rejecting_checks() -> tuple[EntryCheck, ...]:
    """Give the checks that say what msgfmt would reject in a translation."""
    return tuple(
        check
        for check in select_checks()
        if isinstance(check, EntryCheck)
        and check.severity is Severity.ERROR
        and State.TRANSLATED in check.states
    )


def fill_entry(entry: Entry, found: Mapping[str, Sequence[Match]], rules: FillingRules) -> Filling | None:
    """Fill an entry with the best of what was found.

    An exact match makes a translated entry. It makes a fuzzy one where the memory has the text in another
    msgctxt only, or as a plural form of something else, where a placeholder of msgid would be lost, or where
    msgfmt would reject the translation. Whatever was repaired is fuzzy. A fuzzy entry gets the match's source
    as its previous msgid, and a comment that names score and origin.

    Args:
        entry: The entry, whose msgstr and previous fields are replaced.
        found: The matches for each text of `wanted_texts`, best first.
        rules: How.

    Returns:
        None where nothing was found, or not for every plural form.
    """
    suggestions = [item for item in _suggestions(entry, found, rules) if _fits(item, rules)]
    exact = [item for item in suggestions if item.score_percent >= 100 and not item.is_repaired]
    for suggested in exact:
        outcome = Outcome.CONTEXT if suggested.score_percent >= CONTEXT_SCORE else Outcome.EXACT
        done = _translated(entry, suggested)
        if _is_certain(done, suggested, rules):
            filled = _as_fuzzy(entry, suggested, rules) if rules.exact_as_fuzzy else done
            return Filling(entry=filled, outcome=outcome, score_percent=suggested.score_percent)
    if not suggestions:
        return None
    best = suggestions[0]
    return Filling(
        entry=_as_fuzzy(entry, best, rules), outcome=Outcome.FUZZY, score_percent=best.score_percent
    )


def _suggestions(
    entry: Entry, found: Mapping[str, Sequence[Match]], rules: FillingRules
) -> Iterator[Suggested]:
    """Give suggestions, the best first; those for an entry with a plural have all of its forms."""
    wanted = wanted_texts(entry, rules.forms)
    if entry.msgid_plural is not None and len(rules.forms) > 1:
        for forms in _group_forms(wanted, found):
            yield _suggest(entry, forms, wanted)
        return
    for name, text in wanted.items():
        for match in sorted(found.get(text, ()), key=lambda match: _rank(match, entry, name)):
            yield _suggest(entry, {name: match}, wanted)


def _rank(match: Match, entry: Entry, name: str) -> tuple[int, bool, bool]:
    """Put first what is most alike, then what has the same msgctxt, then what is no form of another entry."""
    return (-match.score_percent, match.msgctxt != entry.msgctxt, _plural_of(match) not in {"", name})


def _group_forms(wanted: Mapping[str, str], found: Mapping[str, Sequence[Match]]) -> list[dict[str, Match]]:
    """Put together the plural forms that stand in one entry of one catalogue; the best entries first.

    An entry that has two texts for a form, or other forms than are wanted, is none to take them from.
    """
    groups: dict[object, dict[str, Match]] = {}
    spoilt: set[object] = set()
    for text in dict.fromkeys(wanted.values()):
        for match in found.get(text, ()):
            name = _plural_of(match)
            origin = match.target.origin
            place = (match.memory, match.msgctxt, origin and (origin.path, origin.line))
            forms = groups.setdefault(place, {})
            if wanted.get(name, text) == text and (
                name not in wanted or forms.setdefault(name, match) is not match
            ):
                spoilt.add(place)
    whole = [
        forms for place, forms in groups.items() if place not in spoilt and forms.keys() == wanted.keys()
    ]
    return sorted(whole, key=lambda forms: -min(match.score_percent for match in forms.values()))


def _plural_of(match: Match) -> str:
    return dict(match.properties).get(PLURAL_PROPERTY, "")


def _suggest(entry: Entry, forms: Mapping[str, Match], wanted: Mapping[str, str]) -> Suggested:
    matches = tuple(forms[name] for name in wanted)
    texts = tuple(_repaired(wanted[name], forms[name], entry) for name in wanted)
    return Suggested(matches=matches, texts=texts)


def _repaired(text: str, match: Match, entry: Entry) -> str:
    if text == match.source.text:
        return match.target.text
    query = Variant(language=match.source.language, text=text)
    done = repair(query, match.source, match.target, syntaxes=_syntaxes(entry))
    return done.target.text if done else match.target.text


def _syntaxes(entry: Entry) -> tuple[str, ...] | None:
    """Give the placeholder syntaxes that the flags name, None where they name none that is known."""
    named = (flag.removesuffix(_FORMAT_FLAG) for flag in entry.flags if flag.endswith(_FORMAT_FLAG))
    return tuple(name for name in named if name in SYNTAXES) or None


def _fits(suggested: Suggested, rules: FillingRules) -> bool:
    """Whether a suggestion has text, and text that the catalogue can hold."""
    texts = [*suggested.texts, *(match.source.text for match in suggested.matches)]
    return all(text.strip() for text in suggested.texts) and all(
        _is_writable(text, rules.charset) for text in texts
    )


def _is_writable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _is_certain(done: Entry, suggested: Suggested, rules: FillingRules) -> bool:
    """Whether an exact match may stand as a translation that nobody has to look at."""
    for match in suggested.matches:
        if match.msgctxt != done.msgctxt and not _knows_no_context(match):
            return False
        if done.msgid_plural is None and _plural_of(match):
            return False
        if match.target.codes:
            return False  # which a catalogue has no place for: something of the text is missing
    if _syntaxes(done) is None and _loses_placeholder(suggested):
        return False
    return not any(True for check in rules.checks for _ in check.check_entry(done, rules.subject))


def _knows_no_context(match: Match) -> bool:
    """Whether a match has no msgctxt because it comes from where there is none: a TMX document."""
    origin = match.target.origin
    return match.msgctxt is None and (origin is None or not origin.path.lower().endswith((".po", ".pot")))


def _loses_placeholder(suggested: Suggested) -> bool:
    return any(
        match.source.text[span.start : span.end] not in text
        for match, text in zip(suggested.matches, suggested.texts, strict=True)
        for span in find_likely_placeholders(match.source.text)
    )


def _translated(entry: Entry, suggested: Suggested) -> Entry:
    return replace(
        entry,
        msgstr=suggested.texts,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        translator_comments=_others_comments(entry),
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
    )


def _as_fuzzy(entry: Entry, suggested: Suggested, rules: FillingRules) -> Entry:
    singular, plural = _previous_texts(suggested, rules)
    is_same = suggested.score_percent >= 100 and suggested.matches[0].msgctxt == entry.msgctxt
    comment = _comment(entry, suggested, rules)
    translated = _translated(entry, suggested)
    return replace(
        translated,
        flags=("fuzzy", *translated.flags),
        translator_comments=(*translated.translator_comments, comment),
        previous_msgctxt=None if is_same else suggested.matches[0].msgctxt,
        previous_msgid=None if is_same else singular,
        previous_msgid_plural=None if is_same or entry.msgid_plural is None else plural,
    )


def _previous_texts(suggested: Suggested, rules: FillingRules) -> tuple[str, str]:
    """Give what the form for one was made for, and what the first other form was; where one is all, that."""
    sources = [match.source.text for match in suggested.matches]
    singular = rules.forms.index(SINGULAR) if len(sources) > 1 and SINGULAR in rules.forms else 0
    others = sources[:singular] + sources[singular + 1 :]
    return sources[singular], (others or sources)[0]


def _comment(entry: Entry, suggested: Suggested, rules: FillingRules) -> str:
    """Name score and origin: `padanan: 87 %, repaired, from po/id.po:12`."""
    match = suggested.matches[0]
    # The same messages around it are no context where msgctxt says another one.
    highest = CONTEXT_SCORE if match.msgctxt == entry.msgctxt else 100
    score = f"{min(suggested.score_percent, highest)} %" + (", repaired" if suggested.is_repaired else "")
    origin = match.target.origin
    place = "" if origin is None else origin.path + (f":{origin.line}" if origin.line else "")
    memory = f" ({match.memory})" if rules.names_memory and match.memory else ""
    text = show_on_one_line(COMMENT_MARK + score + (f", from {place}" if place else "") + memory)
    return text.encode(rules.charset, errors="backslashreplace").decode(rules.charset)


def _others_comments(entry: Entry) -> tuple[str, ...]:
    return tuple(text for text in entry.translator_comments if not text.startswith(COMMENT_MARK))
