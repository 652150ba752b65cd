"""See `ChinesePunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CLOSING = "」』”’》〉】）"
_FULL_WIDTH = {",": "，", ".": "。", "!": "！", "?": "？", ";": "；", ":": "："}
# Behind Chinese text: a mark that ends or divides a sentence there. A point before a letter or digit is part
# of a name (`设置.py`), points in a row are an ellipsis, a colon before a letter begins a role or a value.
_MARK = re.compile(
    rf"(?<=[{_HAN}{_CLOSING}])(?:(?P<comma>[,;])(?![,;])|(?P<stop>[.!?:])(?![.!?:])(?=$|[\s{_HAN}{_CLOSING}\"'<]))"
)
# A list or a notation in the source, such as "yes,no,maybe" or "mins:secs": its marks are no punctuation.
_LIST = re.compile(r"\w[,;]\w")
_NOTATION = re.compile(r"\w:\w")
_BRACKETS = re.compile(rf"(?<=[{_HAN}])\((?=[{_HAN}])[^()\n]*(?<=[{_HAN}])\)")


class ChinesePunctuation(EntryCheck):
    """Chinese text takes full-width punctuation: ，。！？；： and （ ） around Chinese words.

    A half-width mark behind a Chinese character is too narrow and sits in the wrong place of its square; it
    shows the reader that the sentence was left as the source had it. Marks inside numbers, code, addresses
    and Latin text are left alone, and so are spaces and ellipses.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "GB/T 15834-2011, General rules for punctuation; W3C, Requirements for Chinese Text Layout, 3.1"
    languages = frozenset({"zh", "yue"})
    trigger = re.compile(rf"[{_HAN}{_CLOSING}][,.!?;:(]")
    good = (
        Example(po='msgid "Saved, done."\nmsgstr "已保存，完成。"\n', language="zh-CN"),
        Example(po='msgid "Edit settings.py."\nmsgstr "编辑设置.py。"\n', language="zh-CN"),
        Example(po='msgid "Loading..."\nmsgstr "正在加载..."\n', language="zh-CN"),
        Example(po='msgid "yes,no,maybe"\nmsgstr "是,否,也许"\n', language="zh-CN", note="A list in code."),
        Example(po='msgid "as mins:secs"\nmsgstr "格式为分:秒"\n', language="zh-CN", note="A notation."),
        Example(po='msgid "Version 1.2 (beta)"\nmsgstr "版本 1.2 (beta)"\n', language="zh-CN"),
    )
    bad = (
        Example(po='msgid "Saved."\nmsgstr "已保存⟦.⟧"\n', language="zh-CN"),
        Example(po='msgid "First, save"\nmsgstr "首先⟦,⟧保存"\n', language="zh-TW"),
        Example(po='msgid "Name:"\nmsgstr "名称⟦:⟧"\n', language="zh-CN"),
        Example(po='msgid "Name (optional)"\nmsgstr "名称⟦(⟧可选)"\n', language="zh-CN"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each mark once a form."""
        for target in targets(entry):
            seen: set[str] = set()
            for found in (*_MARK.finditer(target.text), *_BRACKETS.finditer(target.text)):
                mark = found[0][0]
                if mark not in seen and not _is_notation(mark, found, entry.msgid):
                    seen.add(mark)
                    yield _problem(target, mark, found.start())


def _is_notation(mark: str, found: re.Match[str], source: str) -> bool:
    if mark == ":":
        behind = found.string[found.end() : found.end() + 1]
        return behind.isalpha() and _NOTATION.search(source) is not None
    return mark in ",;" and _LIST.search(source) is not None


def _problem(target: Target, mark: str, offset: int) -> Problem:
    wanted = "（ ）" if mark == "(" else _FULL_WIDTH[mark]
    return Problem(
        message=f"half-width {mark!r} after Chinese text",
        detail=f"{target.form} {mark}",
        hint=f"write {wanted}",
        field=target.field,
        span=Span(start=offset, end=offset + 1),
    )
