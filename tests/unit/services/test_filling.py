"""What may stand as a translation that nobody has to look at."""

from dataclasses import replace

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
    source = str(fields.pop("source", "Goal"))
    return Match(
        score_percent=score,
        before_percent=score,
        source=Variant(language="en", text=source),
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


def test_of_drafts_as_good_the_one_in_the_same_msgctxt_and_of_no_plural_is_taken() -> None:
    plain = match(90, target="plain")
    plural = match(90, target="plural", properties=(("plural", "other"),))
    menu = match(90, target="menu", msgctxt="menu")
    better = match(91, target="better", msgctxt="menu", properties=(("plural", "other"),))
    for msgctxt, matches, expected in (
        (None, [plural, menu, plain], "plain"),
        ("menu", [plural, plain, menu], "menu"),
        (None, [plain, better], "better"),
    ):
        filling = fill_entry(Entry(msgid="Goals", msgctxt=msgctxt), {"Goals": matches}, RULES)
        assert filling is not None
        assert filling.entry.msgstr == (expected,)


def _form(name: str, score: int, entry: str, text: str = "", line: int | None = None) -> Match:
    found = match(score, source=f"{entry} {name}", target=text or f"{entry} {name}", msgctxt=entry)
    origin = Origin(path="x.po", line=line)
    return replace(found, properties=(("plural", name),), target=replace(found.target, origin=origin))


PLURAL = Entry(msgid="file", msgid_plural="files", msgctxt="c")


def test_the_plural_whose_worst_form_is_best_is_taken() -> None:
    found = {
        "file": [_form("one", 99, "a"), _form("one", 90, "b")],
        "files": [_form("other", 89, "b"), _form("other", 60, "a")],
    }
    filling = fill_entry(PLURAL, found, RULES)
    assert filling is not None
    assert filling.entry.msgstr == ("b one", "b other")
    assert filling.score_percent == 89


def test_an_entry_with_two_texts_for_a_form_is_none_to_take_a_plural_from() -> None:
    ones = [_form("one", 100, "a"), _form("one", 100, "a", "another")]
    assert fill_entry(PLURAL, {"file": ones, "files": [_form("other", 100, "a")]}, RULES) is None
    assert fill_entry(PLURAL, {"file": ones[:1], "files": [_form("other", 100, "a")]}, RULES) is not None


@pytest.mark.parametrize("forms", [("one", "other"), ("other", "one"), ("one", "few", "other")])
def test_the_previous_messages_are_those_of_one_and_of_many(forms: tuple[str, ...]) -> None:
    found = {
        "file": [_form("one", 90, "a")],
        "files": [_form(name, 90, "a") for name in forms if name != "one"],
    }
    filling = fill_entry(PLURAL, found, replace(RULES, forms=forms))
    assert filling is not None
    assert filling.entry.previous_msgid == "a one"
    assert filling.entry.previous_msgid_plural == f"a {next(name for name in forms if name != 'one')}"


def test_a_formula_that_knows_no_form_for_one_is_no_obstacle() -> None:
    found = {"files": [_form("other.2", 90, "a"), _form("other", 90, "a")]}
    filling = fill_entry(PLURAL, found, replace(RULES, forms=("other.2", "other")))
    assert filling is not None
    assert filling.entry.previous_msgid == "a other.2"


def test_only_what_the_flags_call_a_placeholder_is_replaced() -> None:
    found = {"Open {x}": [match(88, source="Open {y}", target="{y} auf")]}
    for flags, expected in (
        (("c-format",), "{y} auf"),
        (("python-brace-format",), "{x} auf"),
        ((), "{x} auf"),
    ):
        filling = fill_entry(Entry(msgid="Open {x}", flags=flags), found, RULES)
        assert filling is not None
        assert filling.entry.msgstr == (expected,)


def test_placeholders_in_another_order_are_not_lost() -> None:
    entry = Entry(msgid="%d of %s", flags=("c-format",))
    found = [match(source="%d of %s", target="%2$s, davon %1$d")]
    for tried, outcome in ((entry, Outcome.EXACT), (replace(entry, flags=()), Outcome.FUZZY)):
        filling = fill_entry(tried, {"%d of %s": found}, RULES)
        assert filling is not None
        assert filling.outcome is outcome


def test_what_was_repaired_is_fuzzy_though_the_text_is_the_same() -> None:
    composed, decomposed = '<b title="\u00e9">', '<b title="e\u0301">'
    found = [match(source=f"{decomposed}Goal</b>", target=f"{decomposed}Ziel</b>")]
    filling = fill_entry(Entry(msgid=f"{composed}Goal</b>"), {f"{composed}Goal</b>": found}, RULES)
    assert filling is not None
    assert filling.outcome is Outcome.FUZZY
    assert filling.entry.msgstr == (f"{composed}Ziel</b>",)


def test_a_comment_fits_into_the_catalogues_charset() -> None:
    rules = replace(RULES, charset="iso8859-1")
    filling = fill_entry(Entry(msgid="Goals"), {"Goals": [match(80, path="小é.po")]}, rules)
    assert filling is not None
    assert filling.entry.translator_comments == ("padanan: 80 %, from \\u5c0fé.po",)
