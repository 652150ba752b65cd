"""See `InvisibleCharacters`."""

import re
import unicodedata
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_ZERO_WIDTH = "\u200b\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_OPENING |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_CLOSING = "\u202c\u2069"
_OVERRIDES = "\u202d\u202e"
# Control characters but for tab and the line ends, and for NUL, which no catalogue can hold.
_CONTROLS = "\x01-\x08\x0e-\x1f\x7f-\x9f"

# Scripts that are written without spaces mark where a line may break with U+200B (Unicode 16, section 6.2).
_BREAK_WITH_ZERO_WIDTH_SPACE = frozenset({"th", "km", "lo", "my", "shn", "bo", "dz", "ja", "nod"})


# The joiners are part of the spelling in Persian and other languages in Arabic script, and in the scripts of
# India, Sri Lanka, Nepal and Burma (Unicode 16, sections 9.2, 12 and 23.2).
_JOIN_LETTERS = frozenset({
    "ar", "as", "azb", "bgn", "bn", "bo", "ckb", "dv", "fa", "gu", "hi", "kn", "kok", "ks", "ku", "mai",
    "ml", "mn", "mni", "mr", "my", "mzn", "ne", "new", "or", "pa", "ps", "sa", "sd", "shn", "si", "syr",
    "ta", "te", "ug", "ur",
})  # fmt: skip


class InvisibleCharacters(EntryCheck):
    """A translation has no invisible characters that its source does not have.

    They come in by copying from web pages and chat windows. A zero-width space or a byte order mark inside a
    word breaks search, spelling, links and commands; a direction override that is never closed turns the rest
    of the line around, and the page it stands on. Left alone are: what the source has too; U+200B in scripts
    written without spaces (Thai, Khmer, Lao, Burmese, Tibetan); the joiners U+200C and U+200D in languages
    that spell with them (Persian and others in Arabic script, the languages of India and Sri Lanka) and in
    emoji; direction marks, and embeddings and isolates that are closed in the same text or stand at its
    beginning.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "Unicode Standard, sections 23.2 (layout controls) and 23.8 (specials); UAX #9, section 2"
    trigger = re.compile(f"[{_ZERO_WIDTH}{_JOINERS}{''.join(_OPENING)}{_CLOSING}{_CONTROLS}]")
    good = (
        Example(po='msgid "books"\nmsgstr "کتاب\u200cها"\n', language="fa", note="U+200C is spelling here."),
        Example(po='msgid "Open a\u200bb"\nmsgstr "Buka a\u200bb"\n', note="The source has it too."),
        Example(po='msgid "From %s"\nmsgstr "מאת \u2068%s\u2069"\n', language="he", note="A closed isolate."),
        Example(po='msgid "Family"\nmsgstr "Keluarga 👨\u200d👩\u200d👧"\n', note="One emoji of three."),
    )
    bad = (
        Example(po='msgid "Save file"\nmsgstr "Simpan⟦\u200b⟧ berkas"\n'),
        Example(po='msgid "Save"\nmsgstr "⟦\ufeff⟧Simpan"\n'),
        Example(po='msgid "Save"\nmsgstr "Sim⟦\u200d⟧pan"\n'),
        Example(po='msgid "From %s"\nmsgstr "מאת ⟦\u202e⟧%s"\n', language="he"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each kind of character once a form."""
        given = set("".join(sources(entry)))
        for target in targets(entry):
            seen: set[str] = set()
            for offset, character in _suspects(target.text, subject.language):
                if character not in given and character not in seen:
                    seen.add(character)
                    yield _problem(target, offset)


def _suspects(text: str, language: str | None) -> Iterator[tuple[int, str]]:
    unclosed = _unclosed(text)
    for found in InvisibleCharacters.trigger.finditer(text):
        offset, character = found.start(), found[0]
        if character in _JOINERS:
            harmless = language in _JOIN_LETTERS or _is_in_emoji(text, offset)
        elif character in _OPENING or character in _CLOSING:
            harmless = offset not in unclosed
        else:
            harmless = character == "\u200b" and language in _BREAK_WITH_ZERO_WIDTH_SPACE
        if not harmless:
            yield offset, character


def _is_in_emoji(text: str, offset: int) -> bool:
    """Whether a joiner stands behind a symbol, a skin tone or a variation selector."""
    return offset > 0 and unicodedata.category(text[offset - 1]) in {"So", "Sk", "Mn"}


def _unclosed(text: str) -> set[int]:
    """Give the offsets of direction controls without a partner (UAX #9, rules X1 to X8, simplified).

    An embedding or isolate at the very start is for the text as a whole: it ends where the paragraph ends.
    """
    stack: list[tuple[str, int]] = []
    unclosed = set()
    for offset, character in enumerate(text):
        if character in _OPENING:
            stack.append((_OPENING[character], offset))
        elif character in _CLOSING:
            if stack and stack[-1][0] == character:
                stack.pop()
            else:
                unclosed.add(offset)
    return unclosed | {offset for _, offset in stack if offset or text[0] in _OVERRIDES}


def _problem(target: Target, offset: int) -> Problem:
    character = target.text[offset]
    name = unicodedata.name(character, "control character")
    code = f"U+{ord(character):04X}"
    return Problem(
        message=f"invisible {code} ({name.lower()})",
        detail=f"{code} {target.form}",
        hint="remove it; the source does not have it",
        field=target.field,
        span=Span(start=offset, end=offset + 1),
    )
