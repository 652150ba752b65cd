"""See `DoubledPunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

_COMMAS = ",，、،፣"
_STOPS = ".．。।۔։።။។"
# Two commas, two full stops (three are an ellipsis), a question or exclamation mark with a full stop behind
# it, a full-width mark beside its half-width twin, and marks that are simply written twice.
_DOUBLED = re.compile(
    rf"(?<=[^\s{_COMMAS}{_STOPS}?？؟!！:：;；؛/\\])(?:"
    rf"[{_COMMAS}]{{2}}(?![{_COMMAS}])"
    rf"|[{_STOPS}]{{2}}(?![\w{_STOPS}/\\])"
    rf"|[{_COMMAS}][{_STOPS}](?![\w{_STOPS}])"
    rf"|[?？؟!！][{_STOPS}](?![\w{_STOPS}])"
    r"|[:：]{2}(?![\w:：])|[;；؛]{2}(?![\w;；])|[?？؟]{2,}|[!！]{2,})"
)
_KINDS = {**dict.fromkeys(_COMMAS, ","), **dict.fromkeys(_STOPS, "."), **dict.fromkeys("?？؟", "?")}
_KINDS |= {**dict.fromkeys("!！", "!"), **dict.fromkeys(":：", ":"), **dict.fromkeys(";；؛", ";")}
_QUOTES = re.compile(r"[\"'`“”„‘’«»(\[]{2}|[(\[][)\]]")
_ROLE = re.compile(r":[\w-]+:\Z")
# Two colons are the Ethiopic full stop as it is typed.
_TWO_COLONS = frozenset({"am", "ti", "tig", "gez"})


class DoubledPunctuation(EntryCheck):
    """A mark stands once where the source has it once: no `,,`, no `..`, no `。.`.

    Doubled marks are what is left over when a sentence is edited, or when the mark of the source is kept and
    that of the language is added. Left alone are ellipses, paths and ranges (`../`, `1..5`), and whatever
    the source doubles too.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "Chicago Manual of Style, 6.123 (more than one mark); GB/T 15834-2011; pofilter and Okapi have it too"
    )
    trigger = re.compile(rf"[{_COMMAS}{_STOPS}?!:;：；؟？！؛][{_COMMAS}{_STOPS}?!:;：；؟？！؛]")
    good = (
        Example(po='msgid "Wait..."\nmsgstr "Tunggu..."\n'),
        Example(po='msgid "From 1 to 5"\nmsgstr "Dari 1..5"\n'),
        Example(po='msgid "Up to ../data"\nmsgstr "Sampai ../data"\n'),
        Example(po='msgid "Stop!!"\nmsgstr "Berhenti!!"\n', note="As in the source."),
        Example(po='msgid "Names, dates, etc."\nmsgstr "Namen, Daten, usw."\n', language="de"),
        Example(po='msgid "Really?!"\nmsgstr "Sungguh?!"\n'),
    )
    bad = (
        Example(po='msgid "Saved."\nmsgstr "Tersimpan⟦..⟧"\n'),
        Example(po='msgid "First, save"\nmsgstr "Pertama⟦,,⟧ simpan"\n'),
        Example(po='msgid "Saved."\nmsgstr "已保存⟦。.⟧"\n', language="zh-CN"),
        Example(po='msgid "Delete it?"\nmsgstr "هل تحذفه⟦؟.⟧"\n', language="ar"),
        Example(po='msgid "Careful!"\nmsgstr "Hati-hati⟦!!⟧"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each doubled mark whose kind the sources do not double."""
        given = "\n".join(sources(entry))
        for target in targets(entry):
            for found in first_matches(_DOUBLED, target.text):
                kinds = _kinds(found[0])
                if kinds == "::" and (subject.language in _TWO_COLONS or _ends_role(found)):
                    continue
                if kinds == ",," and "''" in target.text:
                    continue  # ,,typed'' quotation marks
                if not _has(given, kinds) and not _is_quoted(found):
                    yield _problem(target, found, entry.msgid)


def _has(source: str, kinds: str) -> bool:
    """Whether a source doubles a mark; three points in a row are something else."""
    if kinds[0] in "?!" and set(kinds) == {kinds[0]}:
        return kinds[:2] in source
    first = re.escape(kinds[0])
    return re.search(rf"(?<!{first}){re.escape(kinds)}(?!{first})", source) is not None


def _is_quoted(found: re.Match[str]) -> bool:
    """Whether a sentence speaks about the marks: `"::"`."""
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return _QUOTES.fullmatch(around) is not None


def _ends_role(found: re.Match[str]) -> bool:
    """Whether the first of two colons belongs to the name of a role or an option, `:members:`."""
    return _ROLE.search(found.string, max(0, found.start() - 40), found.start() + 1) is not None


def _kinds(run: str) -> str:
    return "".join(_KINDS[character] for character in run)


def _problem(target: Target, found: re.Match[str], source: str) -> Problem:
    return Problem(
        message=f"{found[0]!r} is doubled",
        detail=f"{found[0]} {target.form}",
        hint="write one mark",
        field=target.field,
        span=Span(start=found.start(), end=found.end()),
        replacement=_mend(found[0], source),
    )


def _mend(run: str, source: str) -> str:
    """Give what was meant: the ellipsis of the source, the mark of the language, the stronger of two."""
    if _kinds(run) == ".." and re.search(r"…|\.\.\.", source):
        return "…" if "…" in source else "..."
    first, second = run[0], run[1]
    if _KINDS[first] == _KINDS[second]:
        return second if first.isascii() else first
    return first if _KINDS[second] == "." and _KINDS[first] in "?!" else second
