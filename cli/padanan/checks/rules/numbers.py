"""See `Numbers`."""

import re
from collections.abc import Iterator, Sequence

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.lengths import blank_tags
from padanan.core.model import Certainty, Severity
from padanan.core.numbers import DigitGroup, all_digits, find_numbers

# Languages write numbers up to twelve as words, and the hours of a day.
_OFTEN_WORDS = frozenset(map(str, (*range(13), 24)))
_AFTERNOON = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_POWERS = re.compile(r"\d\s*(?:[十百千万萬亿億만억천백兆조]|lakh|lac|crore|लाख|करोड़)")
_WORDS_FOR_POWERS = re.compile(r"\d\s*(?:k|thousand|million|billion)\b", re.IGNORECASE)
# Examples are the translator's to choose, up to the end of the line.
_EXAMPLES = re.compile(r"\b(?:e\.\s?g\.|i\.e\.|example|such as)", re.IGNORECASE)
_KEY = re.compile(r"[a-z]+(?:[:._][a-z0-9]+)+")
_CODE = re.compile(r"``[^`]*``|%\([^)]*\)\w|\{[^{}]*\}|https?://\S+|&#?\w+;")


class Numbers(EntryCheck):
    """A translation has the numbers of its source.

    A password of "at least 8 characters" that became 6 misleads people, and nobody notices. Numbers are
    compared by their digits, in any script and with any separators (1,000.5 and 1.000,5 and ١٬٠٠٠٫٥), in any
    order. Left alone are numbers up to twelve and round ones that became words, hours (5 PM and 17), dates
    that became words, examples, calling codes (`+62`), what Chinese, Japanese and Korean count in ten
    thousands, numbers that the source has only as words, and digits in names, code, placeholders and tags.
    In a plural, either source will do.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "pofilter, numbers; Okapi CheckMate, patterns; CLDR 48, number symbols"
    trigger = re.compile(r"[0-9]")
    good = (
        Example(po='msgid "1,000.50 of 3"\nmsgstr "3 von 1.000,50"\n', language="de"),
        Example(po='msgid "At most 1,000"\nmsgstr "١٬٠٠٠ كحد أقصى"\n', language="ar"),
        Example(po='msgid "In 2 steps"\nmsgstr "分两步"\n', language="zh-CN"),
        Example(po='msgid "At 5:30 PM"\nmsgstr "Um 17:30 Uhr"\n', language="de"),
        Example(po='msgid "100,000 words"\nmsgstr "10万字"\n', language="zh-CN"),
        Example(po='msgid "UTF-8, %1$s"\nmsgstr "%1$s, UTF-8"\n'),
        Example(po='msgid "two files"\nmsgstr "2 berkas"\n'),
        Example(po='msgid "A year, e.g. 1999"\nmsgstr "Sebuah tahun, misalnya 2001"\n'),
        Example(
            po='msgid "1 file"\nmsgid_plural "2 files"\nmsgstr[0] "2 berkas"\n',
        ),
    )
    bad = (
        Example(po='msgid "At least 8 characters"\nmsgstr "Paling sedikit ⟦6⟧ karakter"\n'),
        Example(po='msgid "180° turn"\nmsgstr "⟦360⟧°-Drehung"\n', language="de"),
        Example(po='msgid "12.34.56"\nmsgstr "⟦98.76.54⟧"\n', language="af"),
        Example(po='msgid "Up to 128 bits"\nmsgstr ⟦"Beberapa bit"⟧\n'),
        Example(po='msgid "2025 edition"\nmsgstr "⟦2024⟧年版"\n', language="zh-CN"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare every form with the source that it is nearer to."""
        originals = [(text, _numbers(_without_examples(text))) for text in sources(entry)]
        if not any(numbers for _, numbers in originals) or _KEY.fullmatch(entry.msgid):
            return
        written = frozenset[str]().union(*map(all_digits, sources(entry)))
        for target in targets(entry):
            given = all_digits(target.text)
            missing = min(
                (_missing(text, numbers, target.text, given) for text, numbers in originals), key=len
            )
            if missing:
                strange = [
                    number for number in _numbers(target.text, is_target=True) if _is_strange(number, written)
                ]
                yield from _problems(target, missing, strange)


def _numbers(text: str, *, is_target: bool = False) -> list[DigitGroup]:
    return find_numbers(_without_code(text), is_target=is_target)


def _without_examples(text: str) -> str:
    return "\n".join(_EXAMPLES.split(line, maxsplit=1)[0] for line in text.split("\n"))


def _without_code(text: str) -> str:
    """Put letters for what is no text, so that offsets stay and digits do not count."""
    text = _CODE.sub(lambda found: "x" * len(found[0]), text)
    return blank_tags(text)


def _missing(
    source: str, numbers: Sequence[DigitGroup], target: str, given: frozenset[str]
) -> list[DigitGroup]:
    missing = [
        number for number in numbers if number.digits not in given and not given.issuperset(number.parts)
    ]
    if missing and _AFTERNOON.search(source):
        missing = [number for number in missing if not _is_hour_of(number, given)]
    if missing and (_POWERS.search(target) or _WORDS_FOR_POWERS.search(source)):
        return []
    return missing


def _is_hour_of(number: DigitGroup, given: frozenset[str]) -> bool:
    if any(len(part) > 2 for part in number.parts):
        return False
    hour, *rest = map(int, number.parts)
    # The day of Swahili and Amharic begins at six in the morning.
    hours = {str(hour), str(hour + 12), str(hour % 12), str(hour % 12 + 12), str((hour + 5) % 12 + 1)}
    return hour <= 24 and not hours.isdisjoint(given) and given.issuperset(str(part) for part in rest if part)


def _is_strange(number: DigitGroup, written: frozenset[str]) -> bool:
    return number.digits not in written and not written.issuperset(number.parts)


def _problems(target: Target, missing: list[DigitGroup], strange: list[DigitGroup]) -> Iterator[Problem]:
    if strange:
        yield Problem(
            message=f"{strange[0].text} stands where the source has {missing[0].text}",
            detail=f"{target.form} {missing[0].digits}",
            field=target.field,
            span=strange[0].span,
        )
        return
    for number in missing:
        if not _may_be_word(number):
            yield Problem(
                message=f"the number {number.text} of the source is missing",
                detail=f"{target.form} {number.digits}",
                field=target.field,
            )


def _may_be_word(number: DigitGroup) -> bool:
    """Whether a number may have become words: a small or round one, or several of them as in a date."""
    return len(number.parts) > 1 or number.digits in _OFTEN_WORDS or number.digits.endswith("0")
