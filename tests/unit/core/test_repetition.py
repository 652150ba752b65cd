import pytest

from padanan.core.repetition import find_repetitions


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "open the the file", ["the the"]),
        ("en", "The the file", ["The the"]),
        ("en", "the\nthe end", ["the\nthe"]),
        ("en", "lemon lemons, melon on", []),
        ("en", "know that that is", []),
        ("en", "A A A, NULL NULL", []),
        ("fr", "vous vous abonnez dans dans", ["dans dans"]),
        ("de", "die die Datei, in in", ["in in"]),
        ("nl", "vul deze in in het veld", []),
        ("id", "masing masing yang yang", ["yang yang"]),
        ("id", "kupu-kupu", []),
        ("st", "oo o o rometseng", []),
        ("ca", "Cancel·la la baixada", []),
        ("ru", "и и нажмите", ["и и"]),
        ("es", "eje X, Y y tamaño", []),
        ("hi", "का की", []),
        ("hu", "a (a karakter)", []),
    ],
)
def test_repetitions_are_those_no_language_wants(language: str, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_repetitions(text, language)] == found


def test_without_a_language_every_repetition_counts() -> None:
    assert len(find_repetitions("vous vous, masing masing")) == 2


def test_hostile_text_ends() -> None:
    assert len(find_repetitions("a " * 100_000, "en")) == 50_000
    assert find_repetitions("a" * 200_000, "en") == []
