"""Test segments that stand in the translation memory."""

from collections import defaultdict
from collections.abc import Sequence

from padanan.core.config import MemorySettings
from padanan.core.errors import ScoreError
from padanan.core.language import Language, covers
from padanan.core.progress import Progress
from padanan.evaluation.contamination import Contamination, find_known_segments
from padanan.evaluation.pairing import PairedTexts
from padanan.memory.store import Store
from padanan.services.memory_session import MemorySession


def find_contamination(
    paired: PairedTexts, memories: Sequence[MemorySettings], language: Language, progress: Progress
) -> Contamination:
    """Find the test segments whose source stands in a memory, in any language but that of the translations.

    Raises:
        ScoreError: the source of the segments is not known.
        StoreError: a memory is missing or cannot be read.

    Cost: reads all texts of the memories once, a second for a million.
    """
    sources = paired.provenance.sources
    if sources is None:
        raise ScoreError(
            "the sources of the segments are not known, so no memory can be asked for them",
            hint="name a file with them, a line a segment: --source FILE",
        )
    wanted = frozenset(source for source in sources if source)
    translations: dict[str, set[str]] = defaultdict(set)
    advance = progress("looking for the test segments in the memory")
    with MemorySession(memories) as session:
        for number, store in enumerate(session.stores()):
            advance(number, len(memories))
            _gather(store, wanted, language, translations)
    # A text without a translation into the language gives the empty one, which no reference is.
    return find_known_segments(sources, paired.references, lambda source: tuple(translations.get(source, ())))


def _gather(
    store: Store, wanted: frozenset[str], language: Language, translations: dict[str, set[str]]
) -> None:
    tags = store.languages()
    targets = [tag for tag in tags if covers(language.tag, tag)]
    texts = store.plain_texts([tag for tag in tags if tag not in targets])
    found = [text.variant_id for text in texts if text.text in wanted]
    for unit in store.find(found):
        known = translations[unit.variant.text]
        known.add("")
        known.update(variant.text for variant in unit.unit.variants if variant.language in targets)
