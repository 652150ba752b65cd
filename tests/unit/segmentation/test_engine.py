"""What SRX means by its rules: order, cascade, language maps."""

import pytest

from padanan.core.errors import LanguageError, SrxError
from padanan.segmentation import Rules
from padanan.segmentation.model import LanguageMap, LanguageRules, Rule, SrxDocument

FULL_STOP = Rule(is_break=True, before=r"\.", after=r"\s")
MR = Rule(is_break=False, before=r"Mr\.", after=r"\s")


def make_rules(*rules: Rule) -> Rules:
    return Rules(
        SrxDocument(
            language_rules=(LanguageRules(name="All", rules=rules),),
            language_maps=(LanguageMap(pattern=".*", rules_name="All"),),
        )
    )


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param((FULL_STOP,), [3, 10], id="no exception"),
        pytest.param((MR, FULL_STOP), [10], id="the exception first"),
        pytest.param((FULL_STOP, MR), [3, 10], id="the exception too late"),
        pytest.param((MR,), [], id="exceptions alone"),
        pytest.param((), [], id="no rules"),
        pytest.param((MR, Rule(is_break=True, before=r"\.")), [10], id="no afterbreak"),
        pytest.param((MR, Rule(is_break=True, after=r"\s")), [10], id="no beforebreak"),
        pytest.param((Rule(is_break=True),), list(range(1, 14)), id="an empty rule matches anywhere"),
        pytest.param((Rule(is_break=False), FULL_STOP), [], id="an empty exception too"),
        pytest.param((Rule(is_break=True, before="^Mr."),), [3], id="a rule sees where the paragraph begins"),
        pytest.param((Rule(is_break=True, before=r"\w+\.|Mr"),), [2, 3, 10], id="alternatives in a rule"),
        pytest.param((Rule(is_break=True, before="(?i)mR"),), [2], id="a flag ends with its rule"),
    ],
)
def test_the_first_rule_that_matches_decides(rules: tuple[Rule, ...], expected: list[int]) -> None:
    assert make_rules(*rules).break_offsets("Mr. Brown. He.", language="en") == expected


def make_mapped(*, cascade: bool) -> Rules:
    return Rules(
        SrxDocument(
            language_rules=(
                LanguageRules(name="All", rules=(FULL_STOP,)),
                LanguageRules(name="English", rules=(MR,)),
                LanguageRules(name="British", rules=(Rule(is_break=True, before=";"),)),
            ),
            language_maps=(
                LanguageMap(pattern="en-gb", rules_name="British"),
                LanguageMap(pattern="en.*", rules_name="English"),
                LanguageMap(pattern="(?:en|id).*", rules_name="All"),
            ),
            cascade=cascade,
        )
    )


@pytest.mark.parametrize(
    ("language", "cascade", "expected"),
    [
        pytest.param("en_GB", True, [2, 10], id="three maps"),
        pytest.param("en", True, [10], id="two maps"),
        pytest.param("ind", True, [6, 10], id="one map, another spelling"),
        pytest.param("fr", True, [], id="no map"),
        pytest.param("en-GB", False, [2], id="only the first of three"),
        pytest.param("en-US", False, [], id="only the first of two"),
        pytest.param("id_ID.UTF-8", False, [6, 10], id="only one, not cascading"),
    ],
)
def test_language_maps_cascade_in_their_order(language: str, cascade: bool, expected: list[int]) -> None:
    assert make_mapped(cascade=cascade).break_offsets("a; Mr. Bb. C", language=language) == expected


def test_a_pattern_matches_the_whole_tag() -> None:
    document = SrxDocument(
        language_rules=(LanguageRules(name="All", rules=(FULL_STOP,)),),
        language_maps=(LanguageMap(pattern="i", rules_name="All"),),
    )
    assert Rules(document).break_offsets("A. B", language="id") == []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="klingonese"):
        make_rules(FULL_STOP).break_offsets("A. B", language="klingonese")


def test_rules_that_run_away_are_stopped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padanan.segmentation.engine.LIMIT_BASE_S", 0.05)
    rules = make_rules(Rule(is_break=True, before="x", after="(?:a|a)*b"))
    with pytest.raises(SrxError, match="the rules for en took more than"):
        rules.break_offsets("x" + "a" * 60, language="en")


def test_exceptions_that_run_away_are_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padanan.segmentation.engine.LIMIT_BASE_S", 0.05)
    rules = make_rules(Rule(is_break=False, after="(?:a|a)*b"), Rule(is_break=True, before="x"))
    with pytest.raises(SrxError, match="the rules for en took more than"):
        rules.break_offsets("x" + "a" * 60, language="en")
