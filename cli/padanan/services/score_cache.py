"""Statistics of earlier runs in the user's cache directory, so that unchanged files are not counted again.

An entry is a file of counts, no text, named after the SHA-256 of all that the counts follow from: the texts,
the metric's options, its signature (with sacrebleu's version), and the versions of padanan and of what knows
Unicode. A damaged entry is counted again and replaced. Without a directory to write to, nothing is kept.
"""

import contextlib
import hashlib
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from padanan import __version__

if TYPE_CHECKING:  # NumPy and sacrebleu are loaded by the functions that count
    import numpy as np
    from numpy.typing import NDArray

    from padanan.evaluation.options import MetricOptions
    from padanan.evaluation.significance import TestOptions
    from padanan.evaluation.statistics import Counts, SegmentStatistics

# Room for a dozen sets of a million segments; the entries unused for longest go first.
LIMIT_BYTES = 1024**3
# Fewer segments are counted as fast as they are looked up.
LEAST_SEGMENTS = 100

_SUFFIX = ".npz"
_DIGEST_BATCH = 4096
# A file of a run that was cut off looks like this.
_TEMPORARY_SUFFIX = ".tmp"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestedTexts:
    """Segments of a file, and the SHA-256 of them and of where they end, in hex."""

    texts: Sequence[str]
    digest: str

    @classmethod
    def of(cls, texts: Sequence[str]) -> "DigestedTexts":
        """Digest segments, at some 100 MB a second."""
        digest = hashlib.sha256()
        for start in range(0, len(texts), _DIGEST_BATCH):
            batch = texts[start : start + _DIGEST_BATCH]
            digest.update(repr(list(map(len, batch))).encode())
            digest.update("".join(batch).encode("utf-8", "surrogatepass"))
        return cls(texts=texts, digest=digest.hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCache:
    """Counts in the files of a directory, which is made when it is first needed."""

    directory: Path
    limit_bytes: int = LIMIT_BYTES

    def load(self, key: str) -> "Counts | None":
        """Give what was stored under a key; None if there is nothing, or nothing whole."""
        import numpy as np

        path = self.directory / (key + _SUFFIX)
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
                counts: Counts = archive["counts"]
            os.utime(path)  # the least recently used go first
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return counts

    def store(self, key: str, counts: "Counts") -> None:
        """Keep counts under a key, and let go of the oldest entries above the limit; whole, or not at all."""
        if counts.nbytes > self.limit_bytes:
            return
        # No room, no permission, a file in the place of the directory: the score does not depend on it.
        with contextlib.suppress(OSError):
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self.directory / (key + _SUFFIX), counts)
            self._trim()

    def _write(self, path: Path, counts: "Counts") -> None:
        import numpy as np

        descriptor, temporary = tempfile.mkstemp(suffix=_TEMPORARY_SUFFIX, dir=self.directory)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                np.savez(stream, counts=counts)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _trim(self) -> None:
        entries = sorted(self._entries(), reverse=True)
        sizes = accumulate(size for _, size, _ in entries)
        for (_, _, path), size in zip(entries, sizes, strict=True):
            if size > self.limit_bytes:
                path.unlink(missing_ok=True)

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.directory.iterdir():
            # Another run may have let go of it meanwhile.
            with contextlib.suppress(FileNotFoundError):
                if path.suffix in {_SUFFIX, _TEMPORARY_SUFFIX}:
                    status = path.stat()
                    yield status.st_mtime, status.st_size, path


def count_systems(
    hypotheses: Sequence[DigestedTexts],
    references: Sequence[DigestedTexts],
    options: "MetricOptions",
    *,
    cache: ScoreCache | None,
) -> "list[SegmentStatistics]":
    """Count each system's segments against one or more references, or remember what was counted before.

    Raises:
        ValueError: no segment, or unequal numbers of segments.
        ScoreError: the tokenizer needs a package or a model that is not installed, or a segment is too long.
    """
    from padanan.evaluation.computers import count_columns, make_computer, name_and_sign
    from padanan.evaluation.extraction import extract_systems
    from padanan.evaluation.statistics import SegmentStatistics

    texts = [reference.texts for reference in references]
    if cache is None or len(references[0].texts) < LEAST_SEGMENTS:
        return extract_systems([each.texts for each in hypotheses], texts, options)
    name, signature = name_and_sign(make_computer(options), options, len(references))
    shape = (len(references[0].texts), count_columns(options))
    known = {}
    for each in hypotheses:
        counts = cache.load(_key(each, references, options, signature))
        if counts is not None and counts.shape == shape:
            known[each.digest] = SegmentStatistics(
                options=options, name=name, signature=signature, counts=counts
            )
    new = {each.digest: each for each in hypotheses if each.digest not in known}
    if new:
        found = extract_systems([each.texts for each in new.values()], texts, options)
        for each, statistics in zip(new.values(), found, strict=True):
            cache.store(_key(each, references, options, signature), statistics.counts)
            known[each.digest] = statistics
    return [known[each.digest] for each in hypotheses]


def resample_counts(
    counts: "Sequence[Counts]", options: "TestOptions", *, cache: ScoreCache | None
) -> "list[NDArray[np.float32]]":
    """Give `bootstrap_sums`, or remember what it gave for the same counts, seed and number."""
    import numpy as np

    from padanan.evaluation.resampling import bootstrap_sums

    if cache is None or len(counts[0]) < LEAST_SEGMENTS:
        return bootstrap_sums(counts, resamples=options.resamples, seed=options.seed)
    digest = hashlib.sha256(repr(("resampled 1", np.__version__, options.resamples, options.seed)).encode())
    for array in counts:
        digest.update(repr((array.shape, array.dtype.str)).encode() + np.ascontiguousarray(array).tobytes())
    widths = [array.shape[1] for array in counts]
    found = cache.load(digest.hexdigest())
    if found is None or found.shape != (options.resamples, sum(widths)):
        sums = bootstrap_sums(counts, resamples=options.resamples, seed=options.seed)
        # float64 holds every float32, and the cache knows it.
        cache.store(digest.hexdigest(), np.concatenate(sums, axis=1).astype(np.float64))
        return sums
    ends = list(accumulate(widths))
    return [
        np.ascontiguousarray(found[:, end - width : end], dtype=np.float32)
        for end, width in zip(ends, widths, strict=True)
    ]


def remember(
    name: str, texts: Sequence[DigestedTexts], compute: "Callable[[], Counts]", *, cache: ScoreCache | None
) -> "Counts":
    """Compute numbers that follow from texts alone, a row a segment, or remember them from before.

    `name` says what is computed, and changes when that does.
    """
    import rapidfuzz
    import regex

    if cache is None or len(texts[0].texts) < LEAST_SEGMENTS:
        return compute()
    versions = (__version__, unicodedata.unidata_version, regex.__version__, rapidfuzz.__version__)
    parts = (name, *versions, *(text.digest for text in texts))
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    counts = cache.load(key)
    if counts is None or len(counts) != len(texts[0].texts):
        counts = compute()
        cache.store(key, counts)
    return counts


def _key(
    hypotheses: DigestedTexts,
    references: Sequence[DigestedTexts],
    options: "MetricOptions",
    signature: str,
) -> str:
    import regex

    parts = (
        *(__version__, unicodedata.unidata_version, regex.__version__),
        *(repr(options), signature, hypotheses.digest),
        *(reference.digest for reference in references),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
