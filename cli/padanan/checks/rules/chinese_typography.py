"""See `ChineseTypography`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, targets
from padanan.core.catalogue import Entry
from padanan.core.language import parse_language
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ELLIPSIS = re.compile(rf"(?<=[{_HAN}])(?:\.\.\.+|…)(?![.…])")
_QUOTES = re.compile(r'"(?P<quoted>[^"\n]{1,200})"')
_BRACKETS = re.compile(rf"(?<=[{_HAN}]) \((?P<inside>[^()\n]{{0,200}}[{_HAN}][^()\n]{{0,200}})\)")
_HAN_LETTER = re.compile(f"[{_HAN}]")


class ChineseTypography(EntryCheck):
    """Chinese text takes an ellipsis of six dots, and its own quotation marks and brackets.

    The standards want …… for an ellipsis, “ ” in simplified and 「 」 in traditional Chinese around
    Chinese words, and （ ） also where a space was left before the bracket. Interfaces take them lightly: so
    this belongs to the strict preset.
    """

    severity = Severity.INFO
    certainty = Certainty.LIKELY
    preset = Preset.STRICT
    source = (
        "GB/T 15834-2011, 4.8, 4.9 and 4.11; "
        "Ministry of Education of Taiwan, Revised Handbook of Punctuation (2008)"
    )
    languages = frozenset({"zh", "yue"})
    trigger = re.compile(rf"[{_HAN}](?:\.\.\.|…| \()|[\"]")
    good = (
        Example(po='msgid "Loading…"\nmsgstr "正在加载……"\n', language="zh-CN"),
        Example(po='msgid "the option \\"all\\""\nmsgstr "选项 \\"all\\""\n', language="zh-CN"),
        Example(po='msgid "Version 1.2 (beta)"\nmsgstr "版本 (beta)"\n', language="zh-CN"),
    )
    bad = (
        Example(po='msgid "Loading..."\nmsgstr "正在加载⟦...⟧"\n', language="zh-CN"),
        Example(po='msgid "the \\"name\\""\nmsgstr "选项⟦\\"名称\\"⟧"\n', language="zh-CN"),
        Example(po='msgid "the \\"name\\""\nmsgstr "選項⟦\\"名稱\\"⟧"\n', language="zh-TW"),
        Example(po='msgid "Name (optional)"\nmsgstr "名称⟦ (可选)⟧"\n', language="zh-CN"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report ellipses, quotation marks and brackets."""
        quotes = "「」" if parse_language(subject.catalogue.language or "zh").script == "Hant" else "“”"
        for target in targets(entry):
            for start, end, wanted, name in _faults(target.text, quotes):
                if target.text[start] == "." and "…" in entry.msgid:
                    continue  # `ellipsis` says so
                yield Problem(
                    message=f"{name} as in Latin text",
                    detail=f"{name} {target.form}",
                    hint=f"write {wanted}",
                    field=target.field,
                    span=Span(start=start, end=end),
                    replacement=wanted,
                )


def _faults(text: str, quotes: str) -> Iterator[tuple[int, int, str, str]]:
    for found in first_matches(_ELLIPSIS, text):
        yield found.start(), found.end(), "……", "an ellipsis"
    for found in first_matches(_QUOTES, text):
        if _HAN_LETTER.search(found["quoted"]):
            yield found.start(), found.end(), f"{quotes[0]}{found['quoted']}{quotes[1]}", "quotation marks"
    for found in first_matches(_BRACKETS, text):
        yield found.start(), found.end(), f"（{found['inside']}）", "brackets"
