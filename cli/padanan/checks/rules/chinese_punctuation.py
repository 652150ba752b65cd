"""See `ChinesePunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CLOSING = "」』”’》〉】）"
_FULL_WIDTH = {",": "，", ".": "。", "!": "！", "?": "？", ";": "；", ":": "："}
_HALF_WIDTH_FORMS = {"｡": "。", "､": "、", "｢": "「", "｣": "」"}
# Behind Chinese text: a mark that ends or divides a sentence there. A point before a letter or digit is part
# of a name (`设置.py`), points in a row are an ellipsis, a colon before a letter begins a role or a value.
_BEHIND_HAN = re.compile(
    rf"(?<=[{_HAN}{_CLOSING}])"
    rf"(?:[,;](?![,;])|[.!?:](?![.!?:])(?=$|[\s{_HAN}{_CLOSING}\"'<]))"
)
# Behind a value, a tag or a word in Latin letters, but with Chinese text following.
_BEFORE_HAN = re.compile(rf"(?<=[A-Za-z0-9)\"'>])[,;](?= ?[{_HAN}])")
# At the end of a Chinese text, behind a value, a tag or a quotation: an address or an abbreviation is none.
_AT_END = re.compile(r"(?:\)[a-zA-Z]|[}>\"'])(?P<mark>[.!?])(?=\s*\Z)")
_BRACKETS = re.compile(rf"(?<=[{_HAN}])\((?:[{_HAN}][^()\n]{{0,200}}|[^()\n]{{0,200}}[{_HAN}])\)")
_HALF_WIDTH_FORM = re.compile(f"[{''.join(_HALF_WIDTH_FORMS)}]")
# A list or a notation in the source, such as "yes,no,maybe" or "mins:secs": its marks are no punctuation.
_LIST = re.compile(r"\w[,;]\w")
_NOTATION = re.compile(r"\w:\w")
_HAN_LETTER = re.compile(rf"[{_HAN}]")


class ChinesePunctuation(EntryCheck):
    """Chinese text takes full-width punctuation: ，。！？；： and （ ） around Chinese words.

    A half-width mark behind a Chinese character is too narrow and sits in the wrong place of its square; it
    shows the reader that the sentence was left as the source had it. So does a comma between a value and
    Chinese text, and a full stop that ends a Chinese sentence behind a value. Marks inside numbers, code,
    addresses and Latin text are left alone, and so are spaces, ellipses and brackets set off by a space,
    which `chinese-typography` looks at.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "GB/T 15834-2011, General rules for punctuation; W3C, Requirements for Chinese Text Layout, 3.1"
    languages = frozenset({"zh", "yue"})
    trigger = re.compile(
        rf"[{_HAN}{_CLOSING}][,.!?;:(]|[,;.!?](?=[\s\0{_HAN}])(?<=[A-Za-z0-9)\"'>}}].)|[｡､｢｣]"
    )
    good = (
        Example(po='msgid "Saved, done."\nmsgstr "已保存，完成。"\n', language="zh-CN"),
        Example(po='msgid "Edit settings.py."\nmsgstr "编辑设置.py。"\n', language="zh-CN"),
        Example(po='msgid "Loading..."\nmsgstr "正在加载..."\n', language="zh-CN"),
        Example(po='msgid "yes,no,maybe"\nmsgstr "是,否,也许"\n', language="zh-CN", note="A list in code."),
        Example(po='msgid "as mins:secs"\nmsgstr "格式为分:秒"\n', language="zh-CN", note="A notation."),
        Example(po='msgid "Version 1.2 (beta)"\nmsgstr "版本 1.2 (beta)"\n', language="zh-CN"),
        Example(po='msgid "a.m."\nmsgstr "a.m."\n', language="zh-CN"),
    )
    bad = (
        Example(po='msgid "Saved."\nmsgstr "已保存⟦.⟧"\n', language="zh-CN"),
        Example(po='msgid "First, save"\nmsgstr "首先⟦,⟧保存"\n', language="zh-TW"),
        Example(po='msgid "Name:"\nmsgstr "名称⟦:⟧"\n', language="zh-CN"),
        Example(po='msgid "Name (optional)"\nmsgstr "名称⟦(可选)⟧"\n', language="zh-CN"),
        Example(po='msgid "Deleting %s, as you wish"\nmsgstr "正在删除 %s⟦, ⟧如您所愿"\n', language="zh-CN"),
        Example(po='msgid "It is linked to %(name)s."\nmsgstr "已链接到 %(name)s⟦.⟧"\n', language="zh-CN"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each half-width mark."""
        for target in targets(entry):
            if target.text in sources(entry) or not _HAN_LETTER.search(target.text):
                continue
            for offset, mark in sorted(set(_marks(target.text))):
                if not _is_notation(mark, offset, target.text, entry.msgid):
                    yield _problem(target, offset, _with_space(mark, offset, target.text), _FULL_WIDTH[mark])
            for found in first_matches(_BRACKETS, target.text):
                yield _problem(target, found.start(), found[0], f"（{found[0][1:-1]}）")
            for found in first_matches(_HALF_WIDTH_FORM, target.text):
                yield _problem(target, found.start(), found[0], _HALF_WIDTH_FORMS[found[0]])


def _marks(text: str) -> Iterator[tuple[int, str]]:
    for pattern in (_BEHIND_HAN, _BEFORE_HAN):
        yield from ((found.start(), found[0]) for found in first_matches(pattern, text))
    if found := _AT_END.search(text):
        yield found.start("mark"), found["mark"]


def _with_space(mark: str, offset: int, text: str) -> str:
    """Add the space behind a mark, which is part of a full-width one, where Chinese text follows."""
    return (
        f"{mark} " if text[offset + 1 : offset + 2] == " " and _HAN_LETTER.match(text, offset + 2) else mark
    )


def _is_notation(mark: str, offset: int, text: str, source: str) -> bool:
    if mark == ":":
        return text[offset + 1 : offset + 2].isalpha() and _NOTATION.search(source) is not None
    return mark in ",;" and _LIST.search(source) is not None


def _problem(target: Target, offset: int, written: str, wanted: str) -> Problem:
    message = (
        f"half-width {written[0]!r} {'after' if _is_behind_han(target.text, offset) else 'in'} Chinese text"
    )
    if written[0] == "(":
        message, wanted_shown = "half-width brackets around Chinese text", "（ ）"
    else:
        wanted_shown = wanted
    return Problem(
        message=message,
        detail=f"{target.form} {written[0]}",
        hint=f"write {wanted_shown}",
        field=target.field,
        span=Span(start=offset, end=offset + len(written)),
        replacement=wanted,
    )


def _is_behind_han(text: str, offset: int) -> bool:
    return _HAN_LETTER.match(text, max(0, offset - 1)) is not None
