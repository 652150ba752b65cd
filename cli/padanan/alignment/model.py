"""What an alignment is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Sentences that translate each other: half-open ranges of both documents, one of which may be empty.

    `confidence` is the probability that exactly these belong together, 0..1.
    """

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    confidence: float

    @property
    def kind(self) -> str:
        """Name the bead by its sentence counts, such as `1-2`."""
        return f"{self.source_end - self.source_start}-{self.target_end - self.target_start}"
