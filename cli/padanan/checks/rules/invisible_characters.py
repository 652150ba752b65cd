"""See `InvisibleCharacters`."""

import re
import unicodedata
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_JOINERS = "\u200c\u200d"
_SOFT_HYPHEN = "\xad"
_TAGS = "\U000e0001\U000e0020-\U000e007f"
# Zero-width space, word joiner and invisible operators, byte order mark, Mongolian and Hangul fillers.
_EMPTY = f"\u200b\u2060-\u2064\ufeff\u180e\u115f\u1160\u3164\uffa0{_TAGS}"

# Scripts that are written without spaces mark where a line may break with U+200B (Unicode 16, section 6.2).
_BREAK_WITH_ZERO_WIDTH_SPACE = frozenset({"th", "km", "lo", "my", "shn", "bo", "dz", "ja", "nod", "khb"})

# The joiners are part of the spelling in Persian and other languages in Arabic script, and in the scripts of
# India, Sri Lanka, Nepal and Burma (Unicode 16, sections 9.2, 12 and 23.2).
_JOIN_LETTERS = frozenset({
    "ar", "as", "azb", "bgn", "bn", "bo", "ckb", "dv", "fa", "gu", "hi", "kn", "kok", "ks", "ku", "mai",
    "ml", "mn", "mni", "mr", "my", "mzn", "ne", "new", "or", "pa", "ps", "sa", "sat", "sd", "shn", "si",
    "syr", "ta", "te", "ug", "ur",
})  # fmt: skip


class InvisibleCharacters(EntryCheck):
    """A translation has no invisible characters that its source does not have.

    They come in by copying from web pages and chat windows. A zero-width space or a byte order mark inside a
    word breaks search, spelling, links and commands. Left alone are: what the source has too; U+200B in
    scripts written without spaces (Thai, Khmer, Lao, Burmese, Tibetan); the joiners U+200C and U+200D in
    languages that spell with them (Persian and others in Arabic script, the languages of India and Sri Lanka)
    and in emoji; a soft hyphen between letters; direction marks. `direction-controls` looks at what turns
    text around.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "Unicode Standard, sections 23.2 (layout controls) and 23.8 (specials)"
    trigger = re.compile(f"[{_EMPTY}{_JOINERS}{_SOFT_HYPHEN}]")
    good = (
        Example(po='msgid "books"\nmsgstr "کتاب\u200cها"\n', language="fa", note="U+200C is spelling here."),
        Example(po='msgid "Open a\u200bb"\nmsgstr "Buka a\u200bb"\n', note="The source has it too."),
        Example(po='msgid "Family"\nmsgstr "Keluarga 👨\u200d👩\u200d👧"\n', note="One emoji of three."),
        Example(po='msgid "Settings"\nmsgstr "Grund\xadeinstellungen"\n', language="de"),
    )
    bad = (
        Example(po='msgid "Save file"\nmsgstr "Simpan⟦\u200b⟧ berkas"\n'),
        Example(po='msgid "Save"\nmsgstr "⟦\ufeff⟧Simpan"\n'),
        Example(po='msgid "Save"\nmsgstr "Sim⟦\u200d⟧pan"\n'),
        Example(po='msgid "Save"\nmsgstr "Speichern⟦\xad⟧"\n', language="de", note="Hyphenates nothing."),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each such character."""
        given = set("".join(sources(entry)))
        for target in targets(entry):
            for found in self.trigger.finditer(target.text):
                if found[0] not in given and not _is_harmless(target.text, found.start(), subject.language):
                    yield _problem(target, found.start())


def _is_harmless(text: str, offset: int, language: str | None) -> bool:
    character, before, behind = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if character in _JOINERS:
        return language in _JOIN_LETTERS or _is_in_emoji(before)
    if character == _SOFT_HYPHEN:
        return before.isalpha() and behind.isalpha()
    if character >= "\U000e0000":
        return before == "\N{WAVING BLACK FLAG}" or before >= "\U000e0000"
    return character == "\u200b" and language in _BREAK_WITH_ZERO_WIDTH_SPACE


def _is_in_emoji(before: str) -> bool:
    """Whether what stands before a joiner is a symbol, a skin tone or a variation selector."""
    return before != "" and unicodedata.category(before) in {"So", "Sk", "Mn"}


def _problem(target: Target, offset: int) -> Problem:
    character = target.text[offset]
    name = unicodedata.name(character, "tag character")
    code = f"U+{ord(character):04X}"
    return Problem(
        message=f"invisible {code} ({name.lower()})",
        detail=f"{code} {target.form}",
        hint="remove it; the source does not have it",
        field=target.field,
        span=Span(start=offset, end=offset + 1),
        # Alone it is as empty as no translation; Hangul fillers take room, and something may belong there.
        replacement="" if len(target.text) > 1 and unicodedata.category(character) == "Cf" else None,
    )
