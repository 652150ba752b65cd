"""See `ChineseVariant`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.errors import LanguageError
from padanan.core.language import parse_language
from padanan.core.model import Certainty, Severity, Span
from padanan.core.scripts import other_chinese

_NAMES = {"Hans": "simplified", "Hant": "traditional"}


class ChineseVariant(EntryCheck):
    """Simplified Chinese has no traditional characters, and traditional Chinese no simplified ones.

    A character of the other kind comes in by copying from the other catalogue, and looks foreign to readers;
    some cannot read it. Characters that both write, variants that people type in both (没, 内, 着), and
    messages that speak of Chinese itself, where 繁體中文 stands rightly in simplified text, are left alone.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "GB/T 2312-1980; Big5, level 1; RFC 5646, section 2.2.3 (Hans and Hant)"
    languages = frozenset({"zh", "yue"})
    trigger = re.compile(r"[\u4e00-\u9fff]")
    good = (
        Example(po='msgid "Delete file"\nmsgstr "删除文件"\n', language="zh-CN"),
        Example(po='msgid "Delete file"\nmsgstr "刪除檔案"\n', language="zh-TW"),
        Example(po='msgid "Traditional Chinese"\nmsgstr "繁體中文"\n', language="zh-CN"),
        Example(po='msgid "Nothing"\nmsgstr "没有内容"\n', language="zh-HK", note="Typed in both."),
    )
    bad = (
        Example(po='msgid "Delete file"\nmsgstr "删除⟦檔⟧案"\n', language="zh-CN"),
        Example(po='msgid "Delete file"\nmsgstr "刪除⟦这⟧個檔案"\n', language="zh-TW"),
        Example(po='msgid "Open"\nmsgstr "打⟦開⟧"\n', language="zh-Hans"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the first such character of each form."""
        script = _script(subject.catalogue.language)
        if script is None or "Chinese" in entry.msgid:
            return
        strange = other_chinese(script)
        given = frozenset().union(*sources(entry))
        for target in targets(entry):
            if strange.isdisjoint(target.text):
                continue
            found = [
                character for character in target.text if character in strange and character not in given
            ]
            if found:
                start = target.text.index(found[0])
                other = _NAMES["Hant" if script == "Hans" else "Hans"]
                yield Problem(
                    message=f"{found[0]} is a {other} character, in {_NAMES[script]} Chinese",
                    detail=f"{target.form} {''.join(sorted(set(found)))}",
                    hint=f"so are {' '.join(dict.fromkeys(found))[2:40]}" if len(set(found)) > 1 else None,
                    field=target.field,
                    span=Span(start=start, end=start + 1),
                )


def _script(tag: str | None) -> str | None:
    """Give Hans or Hant where the tag says it by script or region; plain `zh` says nothing."""
    if tag is None or "-" not in tag:
        return None
    try:
        script = parse_language(tag).script
    except LanguageError:
        return None
    return script if script in _NAMES else None
