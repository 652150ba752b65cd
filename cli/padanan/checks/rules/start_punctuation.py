"""See `StartPunctuation`."""

import re
from collections.abc import Iterator

from padanan.checks.base import FRAME, EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# Kinds of marks that begin a text; a text that begins otherwise is of the kind "".
_KINDS = {
    "a bullet": "•‣◦▪●○*·・",
    "a dash": "-–—‐‑−",
    "an ellipsis": "…⋯",
    "a bracket": "(（【〔「『《〈",
    "a colon": ":：",
    "a comma": ",，、،",
    "a semicolon": ";；؛",
    "a slash": "/／",
    "an equals sign": "=＝",
}
_KIND_OF = {mark: kind for kind, marks in _KINDS.items() for mark in marks}
# A bullet, a dash and the like have a space behind them: `-A` is an option, `:ref:` a role, `*.po` a pattern.
_SPACED = "".join(_KINDS[kind] for kind in ("a bullet", "a dash", "a colon", "a slash", "an equals sign"))
_START = re.compile(
    rf"\s*(?:(?P<points>\.\.\.+)|(?P<mark>[{re.escape(_SPACED)}](?=\s)|[^{re.escape(_SPACED)}]))"
)


class StartPunctuation(EntryCheck):
    """A translation begins with the punctuation that its source begins with.

    A bullet, a dash, an ellipsis or a comma at the beginning joins a text to what stands before it. Where a
    sentence begins with a name in brackets, the order of words may ask for another beginning: so this
    belongs to the strict preset.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, test “startpunc”; Unicode Standard, section 6.2"
    trigger = re.compile(rf"{FRAME}\s{{0,30}}[.{re.escape(''.join(_KIND_OF))}]")
    good = (
        Example(po='msgid "- first"\nmsgstr "– pertama"\n'),
        Example(po='msgid "...and more"\nmsgstr "…dan lagi"\n'),
        Example(po='msgid "(optional)"\nmsgstr "（可选）"\n', language="zh-CN"),
        Example(po='msgid ".po files"\nmsgstr "berkas .po"\n'),
    )
    bad = (
        Example(po='msgid "- first"\nmsgstr "⟦p⟧ertama"\n'),
        Example(po='msgid ", and more"\nmsgstr "⟦d⟧an lagi"\n'),
        Example(po='msgid "first"\nmsgstr "⟦*⟧ pertama"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the beginning of every form with those of its sources."""
        wanted = [_kind(text) for text in sources(entry)]
        for target in targets(entry):
            kind = _kind(target.text)
            if kind not in wanted and kind != "a bracket":
                start = len(target.text) - len(target.text.lstrip())
                yield Problem(
                    message=f"it begins with {kind or 'a word'}, the source with {wanted[0] or 'a word'}",
                    detail=f"{wanted[0]} {kind} {target.form}",
                    field=target.field,
                    span=Span(start=min(start, len(target.text) - 1), end=min(start + 1, len(target.text))),
                )


def _kind(text: str) -> str:
    found = _START.match(text)
    if found is None:
        return ""
    return "an ellipsis" if found["points"] else _KIND_OF.get(found["mark"], "")
