"""See `ForeignPunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import SCRIPTS_WITH_MARKS, first_matches

# Full-width forms, ideographic and Arabic marks.
_OURS = {
    "，": ",", "．": ".", "！": "!", "？": "?", "；": ";", "：": ":", "（": "(", "）": ")",
    "［": "[", "］": "]", "。": ".", "、": ",", "،": ",", "؛": ";", "؟": "?", "｡": ".", "､": ",",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(_OURS)}]")
_EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3040-\u318f\u31a0-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f]"
)
_ARABIC = re.compile(r"[\u0590-\u08ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u052f]")
_OTHERS = frozenset(
    {"yue", "zh", "ja", "ko", "wuu", "nan", "hak", "lzh", "cdo", "gan", "ii", "za", "ain", "ryu"}
)


class ForeignPunctuation(EntryCheck):
    """Text in Latin or Cyrillic letters has no full-width, ideographic or Arabic punctuation.

    It comes in when somebody switches the keyboard too late, or when a text is pasted from another language:
    `，` for a comma leaves a hole in the line, and `？` is not found when one searches for `?`. Left alone
    are marks that the source has too, marks beside letters of their own script, and languages of East Asia.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Unicode Standard, annex 11 (East Asian width); CLDR, exemplar characters for punctuation"
    trigger = _MARK
    good = (
        Example(po='msgid "Saved, done."\nmsgstr "已保存，完成。"\n', language="zh-CN"),
        Example(po='msgid "the mark ，"\nmsgstr "tanda ，"\n', note="As in the source."),
        Example(po='msgid "Japanese (日本語)"\nmsgstr "Jepang (日本語、にほんご)"\n'),
        Example(po='msgid "Delete it?"\nmsgstr "Өчүрөсүзбү?"\n', language="ky"),
    )
    bad = (
        Example(po='msgid "First, save"\nmsgstr "Pertama⟦，⟧simpan"\n'),
        Example(po='msgid "Delete it?"\nmsgstr "Hapus⟦？⟧"\n'),
        Example(po='msgid "Delete it?"\nmsgstr "Удалить⟦？⟧"\n', language="ru"),
        Example(po='msgid "First, save"\nmsgstr "D\'abord⟦،⟧ enregistrez"\n', language="fr"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each foreign mark."""
        if subject.language is None or subject.language in _OTHERS:
            return
        given = {*"".join(sources(entry)), *_own_marks(subject.language)}
        for target in targets(entry):
            text = target.text
            if _EAST_ASIAN.search(text) or _ARABIC.search(_MARK.sub("", text)) or not _LATIN.search(text):
                continue
            for found in first_matches(_MARK, text):
                if found[0] not in given:
                    yield Problem(
                        message=f"{found[0]!r} belongs to another script",
                        detail=f"{found[0]} {target.form}",
                        hint=f"write {_OURS[found[0]]}",
                        field=target.field,
                        span=Span(start=found.start(), end=found.end()),
                        replacement=_OURS[found[0]],
                    )


def _own_marks(language: str) -> frozenset[str]:
    marks = SCRIPTS_WITH_MARKS.get(language)
    return frozenset(marks.wanted.values()) if marks else frozenset()
