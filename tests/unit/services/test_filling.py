"""What may stand as a translation that nobody has to look at."""

import pytest

from padanan.checks.base import make_subject
from padanan.core.catalogue import Catalogue, Entry
from padanan.core.model import InlineCode, Match, Origin, Variant
from padanan.services.filling import FillingRules, Outcome, fill_entry, rejecting_checks

RULES = FillingRules(
    subject=make_subject(Catalogue(path="x.po", entries=())),
    checks=rejecting_checks(),
    forms=("one", "other"),
)
_CODE = InlineCode(offset=0, kind="standalone", markup="<ph/>")


def match(score: int = 100, *, target: str = "Ziel", path: str = "x.tmx", **fields: object) -> Match:
    codes = fields.pop("codes", ())
    return Match(
        score_percent=score,
        before_percent=score,
        source=Variant(language="en", text="Goal"),
        target=Variant(language="de", text=target, codes=codes, origin=Origin(path=path)),  # type: ignore[arg-type]
        **fields,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        pytest.param(match(), Outcome.EXACT, id="exact"),
        pytest.param(match(101), Outcome.CONTEXT, id="in-context"),
        pytest.param(match(99), Outcome.FUZZY, id="penalised"),
        pytest.param(match(path="x.po"), Outcome.FUZZY, id="a-catalogue-without-context"),
        pytest.param(match(path="x.po", msgctxt="menu"), Outcome.EXACT, id="same-context"),
        pytest.param(match(msgctxt="other"), Outcome.FUZZY, id="other-context"),
        pytest.param(match(properties=(("plural", "other"),)), Outcome.FUZZY, id="a-plural-form"),
        pytest.param(match(properties=(("note", "x"),)), Outcome.EXACT, id="another-property"),
        pytest.param(match(codes=(_CODE,)), Outcome.FUZZY, id="codes-have-no-place"),
        pytest.param(match(target=" "), Outcome.NONE, id="blank"),
        pytest.param(match(target="a\0b"), Outcome.NONE, id="nul"),
        pytest.param(match(target="\ud800"), Outcome.NONE, id="surrogate"),
        pytest.param(None, Outcome.NONE, id="nothing"),
    ],
)
def test_outcomes(found: Match | None, outcome: Outcome) -> None:
    entry = Entry(msgid="Goal", msgctxt="menu")
    filling = fill_entry(entry, {"Goal": [found] if found else []}, RULES)
    assert (filling.outcome if filling else Outcome.NONE) is outcome


def test_the_first_certain_match_wins() -> None:
    matches = [match(path="x.po", target="a"), match(path="x.po", msgctxt="menu", target="b")]
    filling = fill_entry(Entry(msgid="Goal", msgctxt="menu"), {"Goal": matches}, RULES)
    assert filling is not None
    assert filling.entry == Entry(msgid="Goal", msgctxt="menu", msgstr=("b",))


def test_the_score_is_that_of_the_match_that_was_taken() -> None:
    filling = fill_entry(Entry(msgid="Goals"), {"Goals": [match(90, target=" "), match(80)]}, RULES)
    assert filling is not None
    assert filling.score_percent == 80


def test_an_origin_may_be_called_anything() -> None:
    found = match(80, path="a\nb\x1b[2J.po")
    filling = fill_entry(Entry(msgid="Goals"), {"Goals": [found]}, RULES)
    assert filling is not None
    assert filling.entry.translator_comments == ("padanan: 80 %, from a<U+000A>b<U+001B>[2J.po",)
