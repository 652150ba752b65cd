"""See `Entities`."""

import re
from collections.abc import Iterator
from html.entities import html5

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,8}|[^\W\d_]\w{0,31})[;；]")
# Those that people write without thinking; an accelerator (`&Copy`, `&Not`) looks like the others.
_COMMON = "nbsp|amp|lt|gt|quot|apos|mdash|ndash|hellip|laquo|raquo|ldquo|rdquo|lsquo|rsquo|times|middot"
_UNENDED = re.compile(rf"&(?:{_COMMON})(?![\w;；=])|&#[0-9]{{2,7}}(?![\w;；])")
_TORN = re.compile(rf"&[ \xa0](?:{_COMMON}|#[0-9]{{2,7}});|&(?:{_COMMON}|#[0-9]{{2,7}})[ \xa0];")
# In addresses and in programs `&` joins things.
_RAW = re.compile(r"(?<![\w?=&;/])&(?=\s)")


class Entities(EntryCheck):
    """Entities are whole and known: `&nbsp;`, not `&nbsp`, `& nbsp;`, `&nbps;` or `&kutip;`.

    A broken one is shown as it is, or breaks the document in XML. An entity may be replaced by its character,
    and others may be used. Where the source writes `&amp;`, a bare `&` in the translation is one that
    somebody forgot to escape. Left alone are names that the source has, too: documentation defines its own.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "HTML Living Standard, section 13.5 (named character references); XML 1.0, section 4.1"
    trigger = re.compile("&")
    good = (
        Example(po='msgid "Save&nbsp;it"\nmsgstr "Simpan\xa0itu"\n'),
        Example(po='msgid "&File; Copy"\nmsgstr "&Berkas; Salin"\n', note="The source has accelerators."),
        Example(po='msgid "&appname; &copy;"\nmsgstr "&appname; ©"\n', note="A name of the source's own."),
        Example(po='msgid "/?a=b&c=d"\nmsgstr "/?a=b&c=d"\n'),
    )
    bad = (
        Example(po='msgid "Save&nbsp;it"\nmsgstr "Simpan⟦&nbsp⟧ itu"\n'),
        Example(po='msgid "&quot;Save&quot;"\nmsgstr "⟦&kutip;⟧Simpan&quot;"\n'),
        Example(po='msgid "Save&nbsp;it"\nmsgstr "Simpan⟦& nbsp;⟧itu"\n'),
        Example(po='msgid "Save &amp; close"\nmsgstr "Simpan ⟦&⟧ tutup"\n'),
        Example(po='msgid "Save&nbsp;it"\nmsgstr "保存⟦&nbsp；⟧"\n', language="zh-Hans"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report the first of each kind."""
        original = " ".join(sources(entry))
        has_own = _has_accelerators(original)
        for target in targets(entry):
            fault = _torn(target.text, original) or (None if has_own else _unknown(target.text, original))
            fault = fault or _raw(target.text, original)
            if fault:
                yield _problem(target, *fault)


def _has_accelerators(original: str) -> bool:
    """Whether `&` before a word is something else than an entity in the source."""
    return any(f"{name[1:]}" not in html5 for name in _ENTITY.findall(original) if name[1].isupper())


Fault = tuple[re.Match[str], str, str]


def _torn(text: str, original: str) -> Fault | None:
    for pattern in (_TORN, _UNENDED):
        found = pattern.search(text)
        if found and not pattern.search(original):
            whole = "".join(found[0].split()).rstrip(";") + ";"
            return found, f"{found[0]} is no entity", f"write {whole}"
    return None


def _unknown(text: str, original: str) -> Fault | None:
    known = set(_ENTITY.findall(original))
    for found in _ENTITY.finditer(text):
        name = found[0][1:].replace("；", ";")
        is_known = name.startswith("#") or name in html5
        if "；" in found[0] and is_known:
            return found, f"{found[0]} ends with a full-width semicolon", f"write &{name}"
        if known and not is_known and found[0] not in known:
            return found, f"{found[0]} is no entity that HTML knows", "write one, or the character itself"
    return None


def _raw(text: str, original: str) -> Fault | None:
    if " &amp; " not in original or _RAW.search(original):
        return None
    found = _RAW.search(text)
    return (found, "a bare & where the source escapes it", "write &amp;") if found else None


def _problem(target: Target, found: re.Match[str], message: str, hint: str) -> Problem:
    return Problem(
        message=message,
        detail=f"{target.form} {found[0]}",
        hint=hint,
        field=target.field,
        span=Span(start=found.start(), end=found.end()),
    )
