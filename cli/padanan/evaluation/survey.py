"""What is asked of every text, whatever the metric: its words and characters, its looks."""

import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from padanan.evaluation.appearance import flag_texts
from padanan.evaluation.lengths import measure_texts

if TYPE_CHECKING:  # NumPy costs 100 ms, so it is loaded by the functions that count
    import ctypes

    import numpy as np
    from numpy.typing import NDArray

    Survey = NDArray[np.int32]

# Enough that what a batch costs by itself is lost in it, and few enough for a processor's cache.
_BATCH_TEXTS = 1024
_THREADS = 2


def survey_texts(texts: Sequence[str]) -> "Survey":
    """Find out four numbers of each text: an int32 array of (texts, 4).

    The columns are those of `measure_texts`, words and characters, and of `flag_texts`, 1 where the text
    seems tokenised and where it has markup.

    Raises:
        ScoreError: a text is too long for the kernel.

    Cost: half a microsecond a sentence with the kernel, 20 without.
    """
    import numpy as np

    from padanan.evaluation.kernel import load_survey_kernel

    kernel = load_survey_kernel()
    if kernel is None:
        return np.column_stack([measure_texts(texts), flag_texts(texts)])
    found = np.zeros((len(texts), 4), dtype=np.int32)
    pieces = [slice(start, start + _BATCH_TEXTS) for start in range(0, len(texts), _BATCH_TEXTS)]
    with ThreadPoolExecutor(_THREADS) as pool:  # the kernel lets go of the interpreter
        list(pool.map(lambda piece: _survey_batch(kernel, texts[piece], found[piece]), pieces))
    return found


def _survey_batch(kernel: "ctypes.CDLL", texts: Sequence[str], found: "Survey") -> None:
    """Fill in `found`; Python looks only at the texts in which the kernel saw that there may be something."""
    from padanan.evaluation.kernel import survey

    composed = [unicodedata.normalize("NFC", text) for text in texts]
    counts = survey(kernel, composed)
    found[:, :2] = counts[:, :2]
    suspects = counts[:, 2].nonzero()[0].tolist()
    # Signs may be hidden in composed text: a `<` with a stroke over it is one character there.
    suspects += [row for row, text in enumerate(texts) if text != composed[row]]
    found[suspects, 2:] = flag_texts([texts[row] for row in suspects])
