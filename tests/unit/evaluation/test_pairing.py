"""What is scored against what, and how what is not is counted."""

import pytest

from padanan.core.errors import ScoreError
from padanan.evaluation import pairing
from padanan.evaluation.pairing import (
    KeyedText,
    LeftOut,
    PairedTexts,
    PairingOptions,
    Reason,
    SegmentKey,
    Side,
    Translations,
)

STRICT = PairingOptions()
COMMON = PairingOptions(only_common=True)


def make(path: str, *segments: tuple[str, str | Reason]) -> Translations:
    """Give translations of (source, text) pairs, or of (source, reason it cannot be scored)."""
    return Translations(
        path=path,
        texts=tuple(
            KeyedText(key=SegmentKey(source=source), text=f"[{value}]", reason=value)
            if isinstance(value, Reason)
            else KeyedText(key=SegmentKey(source=source), text=value)
            for source, value in segments
        ),
    )


def pair_segments(
    hypotheses: list[Translations], reference: Translations, options: PairingOptions
) -> PairedTexts:
    return pairing.pair_segments(hypotheses, [reference], options)


def test_pairs_follow_the_reference_whatever_the_order() -> None:
    paired = pair_segments([make("h", ("b", "2"), ("a", "1"))], make("r", ("a", "one"), ("b", "two")), STRICT)
    assert paired.references == (("one", "two"),)
    assert paired.hypotheses == (("1", "2"),)
    assert paired.left_out == ((),)


@pytest.mark.parametrize(
    "reason", [Reason.FUZZY, Reason.UNTRANSLATED, Reason.EMPTY, Reason.OBSOLETE], ids=str
)
@pytest.mark.parametrize("side", [Side.HYPOTHESIS, Side.REFERENCE], ids=str)
def test_what_cannot_be_scored_is_counted_with_its_reason(reason: Reason, side: Side) -> None:
    whole, partial = (("a", "1"), ("b", "2")), (("a", "1"), ("b", reason))
    hypothesis = make("h", *(partial if side is Side.HYPOTHESIS else whole))
    reference = make("r", *(partial if side is Side.REFERENCE else whole))
    paired = pair_segments([hypothesis], reference, STRICT)
    assert paired.references == (("1",),)
    assert paired.left_out == ((LeftOut(side=side, reason=reason, count=1),),)


def test_a_segment_both_lack_is_counted_once() -> None:
    paired = pair_segments(
        [make("h", ("a", "1"), ("b", Reason.UNTRANSLATED))],
        make("r", ("a", "1"), ("b", Reason.FUZZY)),
        STRICT,
    )
    assert paired.left_out == ((LeftOut(side=Side.REFERENCE, reason=Reason.FUZZY, count=1),),)


def test_of_duplicates_the_first_counts() -> None:
    paired = pair_segments(
        [make("h", ("a", "1"), ("a", "2"), ("a", "3"))], make("r", ("a", "x"), ("a", "y")), STRICT
    )
    assert (paired.hypotheses, paired.references) == ((("1",),), (("x",),))
    assert paired.left_out == (
        (
            LeftOut(side=Side.HYPOTHESIS, reason=Reason.DUPLICATE, count=2),
            LeftOut(side=Side.REFERENCE, reason=Reason.DUPLICATE, count=1),
        ),
    )


def test_what_could_not_be_read_is_counted() -> None:
    readable = make("h", ("a", "1"))
    hypothesis = Translations(path="h", texts=readable.texts, unreadable_count=2)
    paired = pair_segments([hypothesis], make("r", ("a", "x")), STRICT)
    assert paired.left_out == ((LeftOut(side=Side.HYPOTHESIS, reason=Reason.UNREADABLE, count=2),),)


def test_a_living_entry_wins_over_an_obsolete_one_before_it() -> None:
    paired = pair_segments([make("h", ("a", Reason.OBSOLETE), ("a", "1"))], make("r", ("a", "x")), STRICT)
    assert paired.hypotheses == (("1",),)
    assert paired.left_out == ((LeftOut(side=Side.HYPOTHESIS, reason=Reason.OBSOLETE, count=1),),)


@pytest.mark.parametrize("side", [Side.HYPOTHESIS, Side.REFERENCE], ids=str)
def test_an_obsolete_segment_the_other_file_never_had_is_no_difference(side: Side) -> None:
    more, less = (("a", "1"), ("gone", Reason.OBSOLETE)), (("a", "1"),)
    hypothesis = make("h", *(more if side is Side.HYPOTHESIS else less))
    reference = make("r", *(more if side is Side.REFERENCE else less))
    paired = pair_segments([hypothesis], reference, STRICT)
    assert paired.left_out == ((LeftOut(side=side, reason=Reason.OBSOLETE, count=1),),)


def test_other_segments_are_an_error_that_names_the_first() -> None:
    hypothesis = make("h.po", ("a", "1"), *((f"extra {number}", "x") for number in range(5)))
    reference = make("r.po", ("a", "1"), ("wanted", "x"))
    with pytest.raises(ScoreError) as caught:
        pair_segments([hypothesis], reference, STRICT)
    message = str(caught.value)
    assert message.startswith("h.po: the reference r.po has other segments")
    assert '5 only in this file: "extra 0", "extra 1", "extra 2", …' in message
    assert '1 only in the reference: "wanted"' in message
    assert "\n" not in message


def test_a_segment_left_untranslated_is_no_other_segment() -> None:
    hypothesis = make("h", ("a", "1"), ("b", Reason.UNTRANSLATED))
    assert pair_segments([hypothesis], make("r", ("a", "1"), ("b", "2")), STRICT).references == (("1",),)


def test_only_common_counts_what_either_lacks() -> None:
    paired = pair_segments(
        [make("h", ("a", "1"), ("b", "2"), ("c", "3"))], make("r", ("a", "1"), ("d", "4")), COMMON
    )
    assert paired.references == (("1",),)
    assert paired.left_out == (
        (
            LeftOut(side=Side.HYPOTHESIS, reason=Reason.MISSING, count=1),
            LeftOut(side=Side.REFERENCE, reason=Reason.MISSING, count=2),
        ),
    )


@pytest.mark.parametrize("options", [STRICT, COMMON], ids=["strict", "only common"])
def test_nothing_in_common_is_an_error(options: PairingOptions) -> None:
    with pytest.raises(ScoreError):
        pair_segments([make("h", ("a", "1"))], make("r", ("b", "2")), options)


def test_nothing_translated_is_an_error_with_the_counts() -> None:
    hypothesis = make("h", ("a", Reason.UNTRANSLATED), ("b", Reason.UNTRANSLATED))
    with pytest.raises(ScoreError, match=r"nothing to score.*2 untranslated in the hypothesis"):
        pair_segments([hypothesis], make("r", ("a", "1"), ("b", "2")), STRICT)


def test_several_hypotheses_are_scored_on_the_same_segments() -> None:
    first = make("first", ("a", "1"), ("b", Reason.FUZZY), ("c", "3"))
    second = make("second", ("a", "x"), ("b", "y"), ("c", "z"))
    paired = pair_segments([first, second], make("r", ("a", "A"), ("b", "B"), ("c", "C")), STRICT)
    assert paired.references == (("A", "C"),)
    assert paired.hypotheses == (("1", "3"), ("x", "z"))
    assert paired.left_out == (
        (LeftOut(side=Side.HYPOTHESIS, reason=Reason.FUZZY, count=1),),
        (LeftOut(side=Side.OTHER_HYPOTHESIS, reason=Reason.FUZZY, count=1),),
    )


@pytest.mark.parametrize("reason", [Reason.UNTRANSLATED, Reason.EMPTY], ids=str)
def test_score_empty_takes_silence_for_an_answer(reason: Reason) -> None:
    hypothesis = Translations(
        path="h", texts=(KeyedText(key=SegmentKey(source="a"), text="", reason=reason),)
    )
    paired = pair_segments([hypothesis], make("r", ("a", "A")), PairingOptions(score_empty=True))
    assert (paired.hypotheses, paired.left_out) == ((("",),), ((),))


def test_score_empty_does_not_touch_the_reference_or_fuzzy_entries() -> None:
    paired = pair_segments(
        [make("h", ("a", "1"), ("b", "2"), ("c", Reason.FUZZY))],
        make("r", ("a", "1"), ("b", Reason.UNTRANSLATED), ("c", "3")),
        PairingOptions(score_empty=True),
    )
    assert paired.references == (("1",),)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        pytest.param(SegmentKey(line=7), "line 7", id="line"),
        pytest.param(SegmentKey(source="May", context="month"), "\"May\" in 'month'", id="context"),
        pytest.param(SegmentKey(source="one file", form=1), '"one file" form 1', id="plural form"),
        pytest.param(SegmentKey(source="x" * 99), '"' + "x" * 39 + '…"', id="long"),
        pytest.param(SegmentKey(source="a\nb"), '"a\\nb"', id="line break"),
    ],
)
def test_a_segment_is_named_on_one_line(key: SegmentKey, shown: str) -> None:
    assert str(key) == shown
