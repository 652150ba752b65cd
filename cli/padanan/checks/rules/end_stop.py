"""See `EndStop`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Problem, Subject, sources, targets
from padanan.checks.endings import REST, compare_endings, name_mark
from padanan.core.catalogue import Catalogue, Entry
from padanan.core.model import Certainty, Severity
from padanan.core.punctuation import MARKS, WITHOUT_FULL_STOP, Mark, ends_sentence, read_ending

_WATCHED = frozenset({Mark.STOP, Mark.EXCLAMATION})
_ENDS = frozenset((*MARKS, ""))  # what nearly all sentences end with, or nothing at all
# Where a sentence and a noun phrase, which has no full stop, differ in their last letter: Japanese sentences
# end in hiragana, Korean ones in one of these syllables.
_SENTENCE_ENDS = {
    "ja": re.compile(r"[ぁ-ゖ][」』）)]*\s*\Z"),
    "ko": re.compile(r"[다요오까죠라자네]['\")]*\s*\Z"),
}
# In Armenian an exclamation mark stands over a stressed word, where there is one, and not at the end.
_CALM = frozenset({"hy", "hyw"})
# Where so many sentences, and more than half of all, have no full stop, somebody wanted it so.
_ENOUGH_FOR_A_CUSTOM = 10


class EndStop(EntryCheck):
    """A sentence ends with a full stop or an exclamation mark where its source does.

    One message without its full stop among others that have theirs looks unfinished, and a text that is put
    behind it runs into it. Any mark at the end will do, in any script: `。`, `।`, `۔`, `։`, `።`, `។`, `။`.
    Left alone are sources that end in an abbreviation (`etc.`, `min.`), languages that write no full stop
    (Thai, Lao, Tibetan), noun phrases in Japanese and Korean, and catalogues that leave most of them out:
    those do so on purpose. It is a matter of polish, so it is reported for information.
    """

    severity = Severity.INFO
    certainty = Certainty.LIKELY
    source = "Unicode Standard, section 6.2; CLDR, exemplar characters for punctuation"
    trigger = re.compile(rf"[.!]{REST}[^{FRAME}]*+(?<![{re.escape(MARKS)}|]){FRAME}")
    good = (
        Example(po='msgid "Choose a page."\nmsgstr "ページの選択"\n', language="ja", note="A noun phrase."),
        Example(po='msgid "Saved."\nmsgstr "已保存。"\n', language="zh-CN"),
        Example(po='msgid "Saved."\nmsgstr "सहेजा गया।"\n', language="hi"),
        Example(po='msgid "Saved."\nmsgstr "บันทึกแล้ว"\n', language="th"),
        Example(po='msgid "Well done!"\nmsgstr "Bagus."\n'),
        Example(po='msgid "Well done!"\nmsgstr "Շատ լավ"\n', language="hy"),
        Example(po='msgid "Names, dates, etc."\nmsgstr "Nama, tanggal, dan lain-lain"\n'),
    )
    bad = (
        Example(po='msgid "The file was saved."\nmsgstr "Berkas telah disimpa⟦n⟧"\n'),
        Example(po='msgid "One. Two."\nmsgstr "一。⟦二⟧"\n', language="zh-CN"),
        Example(po='msgid "Saved!"\nmsgstr "<b>Tersimpa⟦n⟧</b>"\n'),
    )

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None
        self._is_custom = False

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the end of every form with the ends of its sources."""
        if subject.language in WITHOUT_FULL_STOP or all(form[-1:] in _ENDS for form in entry.msgstr):
            return
        if not all(map(_is_sentence, sources(entry))):
            return
        for target in targets(entry):
            comparison = compare_endings(sources(entry), target, subject.language)
            lost = comparison.lost if comparison else None
            if not comparison or not lost or lost.mark not in _WATCHED:
                continue
            if lost.mark is Mark.EXCLAMATION and subject.language in _CALM:
                continue
            if _is_translated_sentence(target.text, subject.language) and not self._leaves_them_out(subject):
                yield Problem(
                    message=f"the source ends with {name_mark(lost)}, the translation with a word",
                    detail=f"{lost.mark} {target.form}",
                    hint=f"end it with {name_mark(lost)} as well",
                    field=target.field,
                    span=comparison.span,
                )

    def _leaves_them_out(self, subject: Subject) -> bool:
        """Whether most sentences of the catalogue have no full stop; counted once a catalogue."""
        if self._catalogue is not subject.catalogue:
            self._catalogue = subject.catalogue
            self._is_custom = _leaves_stops_out(subject)
        return self._is_custom


def _is_translated_sentence(text: str, language: str | None) -> bool:
    """Whether a translation without a full stop is a sentence, as far as its last letter tells."""
    pattern = _SENTENCE_ENDS.get(language or "")
    return pattern is None or pattern.search(text) is not None


def _is_sentence(source: str) -> bool:
    ending = read_ending(source)
    return ending is not None and (ending.mark is not Mark.STOP or ends_sentence(source, ending))


def _leaves_stops_out(subject: Subject) -> bool:
    forms = [
        entry.msgstr[0]
        for entry in subject.catalogue.entries
        if entry.msgid.endswith(".") and entry.is_translated
    ]
    without = sum(read_ending(text, subject.language) is None for text in forms)
    return without >= _ENOUGH_FOR_A_CUSTOM and 2 * without > len(forms)
