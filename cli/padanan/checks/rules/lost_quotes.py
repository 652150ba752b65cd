"""See `LostQuotes`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity

# A pair of quotation marks around something; apostrophes stand inside or behind a word.
_QUOTED = re.compile(
    r"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|(?<!\w)\"[^\"]+\"(?!\w)|(?<!\w)'[^']+'(?!\w)|(?<!\w)‘[^‘’]+’(?!\w)"
)
_ANY = re.compile(r"[\"'“”„‟«»‘’‚‹›「」『』《》〈〉＂`״׳]|<(?:q|em|i|b|strong|code|kbd|var)\b")
_TAG = re.compile(r"<[^<>]{1,400}>")


class LostQuotes(EntryCheck):
    """What stands in quotation marks in the source does so in the translation.

    They set names, labels and what the user typed apart from the sentence. Any marks will do: those of the
    language are better than those of the source. Languages with another custom set names apart by a word or
    by nothing: so this belongs to the strict preset.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, tests “doublequoting” and “singlequoting”; CLDR, delimiters"
    trigger = re.compile(r"[\"'“„«‘]")
    good = (
        Example(po='msgid "The file “%s”"\nmsgstr "Die Datei „%s“"\n', language="de"),
        Example(po='msgid "It\'s the user\'s"\nmsgstr "Milik pengguna"\n'),
        Example(po='msgid "<a href=\\"%s\\">here</a>"\nmsgstr "<a href=%s>sini</a>"\n'),
    )
    bad = (
        Example(po='msgid "The file \\"%s\\""\nmsgstr ⟦"Berkas %s"⟧\n'),
        Example(po='msgid "the word \'no\'"\nmsgstr ⟦"kata tidak"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Look for quotation marks in every form whose sources all have some."""
        if all(_QUOTED.search(_TAG.sub("", text)) for text in sources(entry)):
            for target in targets(entry):
                if not _ANY.search(target.text):
                    yield Problem(
                        message="the quotation marks of the source are missing",
                        detail=f"{target.form}",
                        field=target.field,
                    )
