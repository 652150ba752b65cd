import re
from collections.abc import Iterator

from padanan.checks.kept import Name, find_losses
from padanan.core.catalogue import Entry
from padanan.core.model import Span


def names(text: str) -> Iterator[Name]:
    for found in re.finditer(r"[A-Z]{2,}", text):
        yield Name(text=found[0], span=Span(start=found.start(), end=found.end()))


def test_a_form_that_lacks_names_is_one_loss() -> None:
    entry = Entry(msgid="AA and BB and AA", msgstr=("nothing",))
    (loss,) = find_losses(entry, names)
    assert (loss.names, loss.instead, str(loss)) == (("AA", "BB"), None, "AA, BB")


def test_a_stranger_may_stand_in_place_of_a_name() -> None:
    (loss,) = find_losses(Entry(msgid="an AA", msgstr=("ein XX",)), names)
    assert loss.instead is not None
    assert loss.instead.text == "XX"


def test_with_more_strangers_than_losses_nobody_can_tell() -> None:
    (loss,) = find_losses(Entry(msgid="an AA", msgstr=("XX YY",)), names)
    assert loss.instead is None


def test_a_form_may_follow_either_source() -> None:
    entry = Entry(msgid="one AA", msgid_plural="many BB", msgstr=("AA", "BB", "CC"))
    assert [loss.target.form for loss in find_losses(entry, names)] == [2]


def test_a_long_list_is_cut() -> None:
    entry = Entry(msgid=" ".join(f"A{chr(65 + n)}" for n in range(26)), msgstr=("-",))
    (loss,) = find_losses(entry, names)
    assert str(loss) == "AA, AB, AC and 23 more"
