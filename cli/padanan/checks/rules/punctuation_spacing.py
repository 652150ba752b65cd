"""See `PunctuationSpacing`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import DANDA_LANGUAGES, first_matches

_SPACES = " \u00a0\u202f"
_MARKS = ",.;:?!،؛؟，。、；：？！"
_BEFORE = re.compile(
    rf"(?<=[^\s{_MARKS}«“„‘‚「『(\[])[{_SPACES}](?P<mark>[{_MARKS}])(?=[\s)»”\"<]|\Z)(?!\s?[{_MARKS}])"
)
_LONGEST_ADDRESS = 200
# A comma between two words, or a full stop.
_BEHIND = re.compile(
    r"(?<![\w./@:-])(?P<word>[^\W\d_]{2,40})(?P<mark>[,;،؛.])(?P<next>[^\W\d_]{2,40})(?![\w/@(:-]|\.\w)"
)
# Words before a full stop that are shorter may be abbreviations where letters have no case.
_SHORTEST_WORD = 4
_CLOSE = re.compile(r"\w[,;،؛.]\w")
# A name that a mark would become part of: an address, a path.
_ADDRESS = re.compile(r"[/@\\]|\.\w")
_INDENTED = re.compile(r"^[ \t]")
# French, and its neighbours that are written like it, have a space before the high marks.
_HIGH_MARKS = ";:?!"
_SPACED_LIKE_FRENCH = frozenset({"br", "co", "fr", "frp", "gcf", "gcr", "ht", "oc", "pcd", "wa"})
# There people separate these marks by custom, as they do the danda and the khan.
_SPACED_BY_CUSTOM = DANDA_LANGUAGES | frozenset({"km", "lo", "my", "nod", "shn", "th"})
_WITHOUT_SPACES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "nod", "shn", "th", "wuu", "yue", "zh"})


class PunctuationSpacing(EntryCheck):
    """Punctuation stands right behind its word, and a space behind a comma or a full stop.

    A mark behind a space may begin the next line, one without a space behind it glues two words together.
    Left alone are the spaces before `;` `:` `?` `!` in French and languages written like it, and in those of
    India, Thailand, Laos, Cambodia and Burma; a space that keeps a mark out of an address or a path; points
    and commas inside names, numbers and lists for a program; and whatever the source has as well.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "Unicode Standard, annex 14 (closing punctuation, infix separators); Chicago Manual of Style, 6.119"
    )
    trigger = re.compile(rf"[{_SPACES}][{_MARKS}](?=[\s\0)»”\"<])|[,;،؛.](?=[^\W\d_])")
    good = (
        Example(po='msgid "Sure?"\nmsgstr "Sûr ?"\n', language="fr"),
        Example(po='msgid "See %s."\nmsgstr "Lihat https://example.org/a ."\n', note="The link stays whole."),
        Example(po='msgid "yes,no,maybe"\nmsgstr "ya,tidak,mungkin"\n', note="A list for the program."),
        Example(po='msgid "a : b"\nmsgstr "A : B"\n', note="As in the source."),
        Example(po='msgid "The %s files"\nmsgstr "Berkas .po"\n'),
    )
    bad = (
        Example(po='msgid "Sure?"\nmsgstr "Yakin⟦ ?⟧"\n'),
        Example(po='msgid "First, save."\nmsgstr "Pertama⟦ ,⟧ simpan."\n'),
        Example(po='msgid "First, save."\nmsgstr "Pertama⟦,⟧simpan."\n'),
        Example(po='msgid "It is done. Go on."\nmsgstr "Sudah selesai⟦.⟧Lanjutkan."\n'),
        Example(po='msgid "The files are in %(path)s."\nmsgstr "檔案在 %(path)s⟦ 。⟧"\n', language="zh-TW"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report spaces before marks, then marks without a space behind them."""
        given = "\n".join(sources(entry))
        for target in targets(entry):
            for found in first_matches(_BEFORE, target.text):
                if not _may_stand_apart(found, given, subject.language):
                    span = Span(start=found.start(), end=found.end())
                    yield _problem(target, span, f"a space stands before {found['mark']!r}", found["mark"])
            if subject.language in _WITHOUT_SPACES or _CLOSE.search(given):
                continue
            for found in filter(_is_glued, first_matches(_BEHIND, target.text)):
                span = Span(start=found.start("mark"), end=found.end("mark"))
                yield _problem(target, span, f"no space stands behind {found['mark']!r}", f"{found['mark']} ")


def _may_stand_apart(found: re.Match[str], given: str, language: str | None) -> bool:
    mark = found["mark"]
    if mark in _HIGH_MARKS and (language in _SPACED_LIKE_FRENCH or language in _SPACED_BY_CUSTOM):
        return True
    if mark in ":：" and _INDENTED.search(found.string[found.string.rfind("\n", 0, found.start()) + 1 :][:2]):
        return True  # a column of names and values
    before = found.string[max(0, found.start() - _LONGEST_ADDRESS) : found.start()]
    if mark in ",." and _ADDRESS.search(before.split()[-1]):
        return True
    return any(f"{space}{mark}" in given for space in _SPACES)


def _is_glued(found: re.Match[str]) -> bool:
    """Whether a mark divides two words: a point between small letters may belong to a name or a file."""
    if found["mark"] != ".":
        return True
    last, first = found["word"][-1], found["next"][0]
    if last.islower() or first.isupper():
        return last.islower() and first.isupper()
    return not last.isupper() and not first.islower() and len(found["word"]) >= _SHORTEST_WORD


def _problem(target: Target, span: Span, message: str, replacement: str) -> Problem:
    return Problem(
        message=message,
        detail=f"{message} {target.form}",
        field=target.field,
        span=span,
        replacement=replacement,
    )
