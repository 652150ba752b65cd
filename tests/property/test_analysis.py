"""Random batches and memories, analysed as anybody would by hand."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from padanan.core.bands import Band, set_rates
from padanan.core.config import MemorySettings
from padanan.core.model import TranslationUnit, Variant
from padanan.core.words import Volume
from padanan.memory.sqlite import SqliteStore
from padanan.reports.analysis import weigh_shares
from padanan.services import analysis_memory
from padanan.services.analyse import AnalysisOptions, Share, add_shares, analyse_paths, total_share
from padanan.services.analysis_sources import SourceOptions
from padanan.services.memory_session import MemorySession

_RATES = set_rates({"85-94": "12.34", "no-match": 99})


@dataclass(frozen=True)
class Message:
    text: str
    context: str | None


messages = st.builds(
    Message,
    text=st.text("ab ", min_size=1, max_size=9).map(lambda text: f"x{text}x"),
    context=st.sampled_from([None, "menu", "title"]),
)
batches = st.lists(st.lists(messages, max_size=6, unique=True), min_size=1, max_size=3)


def write_catalogue(path: Path, entries: list[Message]) -> None:
    blocks = ['msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n']
    for entry in entries:
        context = "" if entry.context is None else f'msgctxt "{entry.context}"\n'
        blocks.append(f'{context}msgid "{entry.text}"\nmsgstr ""\n')
    path.write_text("\n".join(blocks), encoding="utf-8")


def units(memory: list[Message]) -> list[TranslationUnit]:
    return [
        TranslationUnit(
            collection="m",
            key=str(number),
            source_language="en",
            variants=(Variant(language="en", text=entry.text), Variant(language="id", text=f"y{number}")),
            msgctxt=entry.context,
        )
        for number, entry in enumerate(memory)
    ]


def score(one: str, other: str) -> int:
    longer = max(len(one), len(other))
    percent = 100 * (longer - Levenshtein.distance(one, other)) // longer
    return percent if percent >= 50 else 0


def name_band(percent: int, prefix: str = "") -> str:
    bands = ((101, "101"), (100, "100"), (95, "95-99"), (85, "85-94"), (75, "75-84"), (50, "50-74"))
    return next((prefix + name for lowest, name in bands if percent >= lowest), "no-match")


def expected_bands(batch: list[list[Message]], memory: list[Message]) -> list[list[str]]:
    before: list[tuple[int, str]] = []
    result: list[list[str]] = []
    for number, entries in enumerate(batch):
        result.append([])
        for entry in entries:
            result[-1].append(expected_band(entry, number, before, memory))
            before.append((number, entry.text))
    return result


def expected_band(entry: Message, number: int, before: list[tuple[int, str]], memory: list[Message]) -> str:
    if entry.context is not None and entry in memory:
        return "101"
    files = {file for file, text in before if text == entry.text}
    if files:
        return "repetition" if number in files else "cross-file-repetition"
    best = max((score(entry.text, other.text) for other in memory), default=0)
    internal = max((score(entry.text, text) for _, text in before), default=0)
    return name_band(internal, "internal-") if internal > best else name_band(best)


@pytest.fixture(params=[0, 1000], ids=["compared-with-all", "looked-up"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis_memory, "_MANY_SEGMENTS", request.param)


@pytest.mark.usefixtures("_way")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches, st.lists(messages, max_size=5))
def test_analysis_equals_counting_by_hand(batch: list[list[Message]], memory: list[Message]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with SqliteStore.open(folder / "m", create=True) as store:
            # One more, so that the memory knows the languages; nothing is like it.
            store.add(units([*memory, Message("-" * 40, None)]))
        paths = [folder / f"{number}.po" for number in range(len(batch))]
        for path, entries in zip(paths, batch, strict=True):
            write_catalogue(path, entries)
        options = AnalysisOptions(sources=SourceOptions(default_source_language="en"), rates=_RATES)
        with MemorySession([MemorySettings(path=folder / "m", name="m")]) as session:
            report = analyse_paths(paths, options, session)
    (pair,) = report.pairs
    for file, entries, bands in zip(pair.files, batch, expected_bands(batch, memory), strict=True):
        counted = dict.fromkeys(Band, Share())
        for entry, band in zip(entries, bands, strict=True):
            characters = len("".join(entry.text.split()))
            volume = Volume(words=len(entry.text.split()), characters=characters)
            counted[Band(band)] += Share(segments=1, volume=volume)
        assert file.shares == counted
    assert total_share(report.shares).segments == sum(map(len, batch))
    assert report.shares == add_shares(file.shares for file in pair.files)
    weights = [weigh_shares(file.shares, _RATES) for file in pair.files]
    assert weigh_shares(report.shares, _RATES) == sum(weights)
