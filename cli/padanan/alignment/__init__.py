"""Sentence alignment of two documents: which sentences of one are which of the other."""

from padanan.alignment.model import Bead
from padanan.alignment.search import align_sentences

__all__ = ["Bead", "align_sentences"]
