"""See `Truncated`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.lengths import count_letters, expected_share
from padanan.core.model import Certainty, Severity
from padanan.core.scripts import scripts_of

# The share of the letters to be expected below which a translation of a source so long lacks something. Short
# messages are said more briefly now and then (“Thanks for spending some quality time” is “Takk for i dag”).
_LEAST_SHARES = ((60, 0.25), (30, 0.15), (18, 0.11))
# Names and lists of names, which have capitals, are often shortened.
_FEWEST_WORDS = 4
_CHARACTER = re.compile(r"\w")  # a full stop or a space alone is blank-translation's business
_WORD = re.compile(r"\b[a-z]{2,}\b")
# Instructions where a translation is a number, or left to the translator.
_INSTRUCTION = re.compile(r"translat", re.IGNORECASE)


class Truncated(EntryCheck):
    """A translation is not far too short for its source.

    Below a quarter of the letters that its script needs, a sentence or two are missing: a paste that stopped
    at the first line, or another message's translation. Chinese takes a third of the letters of English,
    Japanese and Korean half, so they are measured by that. Placeholders, tags and addresses do not count.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "pofilter, short; Okapi CheckMate, length checks; medians of real catalogues (core/lengths.py)"
    # At most half as many characters as the text before: so much is asked for whatever the script.
    trigger = re.compile(
        r"\0(?:[^\0]{20,43}+\0[^\0]{0,21}+\0|[^\0]{44,87}+\0[^\0]{0,43}+\0|[^\0]{88,175}+\0[^\0]{0,87}+\0"
        r"|[^\0]{176,351}+\0[^\0]{0,175}+\0|[^\0]{352})"
    )
    good = (
        Example(
            po='msgid "The file could not be opened for reading."\nmsgstr "无法打开文件。"\n',
            language="zh-CN",
        ),
        Example(
            po='msgid "Thanks for spending time with us today."\nmsgstr "Takk for i dag."\n', language="nb"
        ),
        Example(
            po='msgid "<a href=\\"https://example.com/a/very/long/path\\">%(some_name)s here</a>"\n'
            'msgstr "<a href=\\"https://example.com/a/very/long/path\\">%(some_name)s</a>"\n',
        ),
    )
    bad = (
        Example(po='msgid "I am a very long sentence"\nmsgstr ⟦"Ek"⟧\n', language="af"),
        Example(
            po='msgid "The periodicity over which to pivot time. Users can provide an offset alias. Click on '
            'the info bubble for more details on accepted expressions."\nmsgstr ⟦"旋转时间周期。"⟧\n',
            language="zh-CN",
        ),
        Example(
            po='msgid "This control filters the whole chart based on the selected time range. All relative '
            'times are evaluated on the server."\nmsgstr ⟦"Filtre temporel."⟧\n',
            language="fr",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the letters of each form with those of the shorter source."""
        longest = min(map(len, sources(entry))) // 2
        short = [target for target in targets(entry) if len(target.text) <= longest]
        wanted = min(map(count_letters, sources(entry))) if short else 0
        least = next((share for length, share in _LEAST_SHARES if wanted >= length), 0.0)
        if not least or len(_WORD.findall(entry.msgid)) < _FEWEST_WORDS or _INSTRUCTION.search(entry.msgid):
            return
        expected = wanted * expected_share(scripts_of(subject.catalogue.language or "und"))
        for target in short:
            if _CHARACTER.search(target.text) and count_letters(target.text) < least * expected:
                yield Problem(
                    message="far too short for its source",
                    detail=str(target.form),
                    hint=f"about {expected:.0f} letters were to be expected",
                    field=target.field,
                )
