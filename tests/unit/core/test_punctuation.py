"""How texts end, in the marks of many languages."""

import pytest

from padanan.core.punctuation import Mark, count_marks, end_of_words, ends_sentence, read_ending

ENDINGS = [
    ("plain", "Saved.", None, Mark.STOP),
    ("two-points", "Wait..", None, Mark.ELLIPSIS),
    ("three-points", "Wait...", None, Mark.ELLIPSIS),
    ("spaced-points", "Wait . . .", None, Mark.ELLIPSIS),
    ("ellipsis", "Wait…", None, Mark.ELLIPSIS),
    ("chinese-ellipsis", "请稍候……", "zh", Mark.ELLIPSIS),
    ("white-space", "Name: \n", None, Mark.COLON),
    ("tags", "<p>Name:</p><br/>", None, Mark.COLON),
    ("prose-in-angle-brackets", "takes arguments: <version>", None, None),
    ("quotation", "“Saved.”", None, Mark.STOP),
    ("brackets", "(see below.)", None, Mark.STOP),
    ("markdown", "**Warning:**", None, Mark.COLON),
    ("direction-mark", "؟هل\u200f", "ar", None),
    ("arabic", "هل تحذفه؟\u200f", "ar", Mark.QUESTION),
    ("urdu", "محفوظ۔", "ur", Mark.STOP),
    ("full-width", "保存？", "zh", Mark.QUESTION),
    ("interrobang", "Really?!", None, Mark.INTERROBANG),
    ("question-with-points", "Really?...", None, Mark.QUESTION),
    ("danda", "सहेजा गया।", "hi", Mark.STOP),
    ("bar", "सहेजा गया|", "hi", Mark.STOP),
    ("bar-elsewhere", "a|", "id", None),
    ("dash-in-hindi", "नाम -", "hi", Mark.COLON),
    ("greek", "Αποθήκευση;", "el", Mark.QUESTION),
    ("semicolon", "Speicherung;", "de", Mark.SEMICOLON),
    ("entity", "Fish &amp;", None, None),
    ("armenian-inside-the-word", "Ճի՞շտ է", "hy", Mark.QUESTION),
    ("armenian-sentence-before", "Ճի՞շտ է։ Այո", "hy", None),
    ("ethiopic", "ተቀምጧል።", "am", Mark.STOP),
    ("smiley", "Well done :)", None, None),
    ("placeholder", "%(name)s", None, None),
    ("nothing-but-marks", "...", None, None),
    ("empty", "", None, None),
]


@pytest.mark.parametrize(
    ("text", "language", "mark"), [row[1:] for row in ENDINGS], ids=[row[0] for row in ENDINGS]
)
def test_endings(text: str, language: str | None, mark: Mark | None) -> None:
    ending = read_ending(text, language)
    assert (ending.mark if ending else None) is mark
    if ending:
        assert text[ending.span.start : ending.span.end] == ending.text


def test_what_follows_the_last_word_is_looked_through_in_bounded_time() -> None:
    assert end_of_words("word" + ")" * 100_000) > len("word")
    assert read_ending("word" + "." * 100_000) is not None


def test_three_points_are_one_ellipsis() -> None:
    assert count_marks("a... b… c. d", Mark.ELLIPSIS) == 2
    assert count_marks("α; β;", Mark.QUESTION, "el") == 2
    assert count_marks("α; β;", Mark.QUESTION) == 0


@pytest.mark.parametrize(
    ("text", "is_end"),
    [
        ("The file was saved.", True),
        ("Saved.", True),
        ("Names, dates, etc.", False),
        ("at 8 a.m.", False),
        ("Smith, J.", False),
        ("No.", False),
        ("1.", False),
        ("This needs version 3.", True),
        ("See %s.", True),
    ],
)
def test_full_stops_of_sentences(text: str, is_end: bool) -> None:
    ending = read_ending(text)
    assert ending is not None
    assert ends_sentence(text, ending) is is_end
