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
# Control characters but for tab and the line ends, and for NUL, which no catalogue can hold.
_CONTROLS = "\x01-\x08\x0e-\x1f\x7f-\x9f"

# Scripts that are written without spaces mark where a line may break with U+200B (Unicode 16, section 6.2).
_BREAK_WITH_ZERO_WIDTH_SPACE = frozenset({"th", "km", "lo", "my", "shn", "bo", "dz", "ja", "nod"})


class InvisibleCharacters(EntryCheck):
    """A translation has no invisible characters that its source does not have.

    They come in by copying from web pages and chat windows. A zero-width space or a byte order mark inside a
    word breaks search, spelling, links and commands; a direction override that is never closed turns the rest
    of the line around, and the page it stands on. Left alone are: what the source has too; U+200B in scripts
    written without spaces (Thai, Khmer, Lao, Burmese, Tibetan); the joiners U+200C and U+200D between letters
    of scripts that join (Arabic, Persian, the scripts of India and Sri Lanka) and in emoji; direction marks,
    and embeddings and isolates that are closed in the same text.
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
            harmless = _joins(text, offset)
        elif character in _OPENING or character in _CLOSING:
            harmless = offset not in unclosed
        else:
            harmless = character == "\u200b" and language in _BREAK_WITH_ZERO_WIDTH_SPACE
        if not harmless:
            yield offset, character


def _joins(text: str, offset: int) -> bool:
    """Whether a joiner stands behind a letter or mark that joins, or inside an emoji."""
    before = text[offset - 1 : offset]
    if not before:
        return False
    return unicodedata.category(before) in {"So", "Sk", "Mn", "Mc"} or _is_joining_letter(before)


def _is_joining_letter(character: str) -> bool:
    """Whether a letter belongs to Arabic, Syriac, Thaana, N'Ko, Mongolian or a script of South Asia."""
    return (
        "\u0600" <= character <= "\u0dff"
        or "\u0f00" <= character <= "\u109f"
        or ("\u1780" <= character <= "\u18af" or "\ufb50" <= character <= "\ufdff")
        or "\ufe70" <= character <= "\ufefc"
    )


def _unclosed(text: str) -> set[int]:
    """Give the offsets of direction controls without a partner (UAX #9, rules X1 to X8, simplified)."""
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
    return unclosed | {offset for _, offset in stack}


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
