"""Others' names of checks lead to checks that are there."""

import pytest

from padanan.checks.base import make_subject
from padanan.checks.equivalents import EQUIVALENTS
from padanan.checks.ignoring import Ignored
from padanan.checks.registry import check_ids
from padanan.core.catalogue import Catalogue, Entry


@pytest.mark.parametrize("name", EQUIVALENTS)
def test_every_name_leads_to_checks(name: str) -> None:
    assert set(EQUIVALENTS[name]) <= set(check_ids())


@pytest.mark.parametrize(
    ("entry", "check", "is_ignored"),
    [
        (Entry(msgid="a", flags=("ignore-python-brace-format",)), "placeholders", True),
        (Entry(msgid="a", flags=("ignore-double-space",)), "doubled-spaces", True),
        (Entry(msgid="a", flags=("ignore-double-space",)), "edge-spaces", False),
        (Entry(msgid="a", extracted_comments=("dennis-ignore: W303",)), "markup-tags", True),
        (Entry(msgid="a", extracted_comments=("dennis-ignore: W303",)), "placeholders", False),
    ],
)
def test_what_others_ignore_is_ignored(entry: Entry, check: str, is_ignored: bool) -> None:
    subject = make_subject(Catalogue(path="x.po", entries=(entry,)))
    assert Ignored(subject.catalogue).covers(check, entry) == is_ignored
