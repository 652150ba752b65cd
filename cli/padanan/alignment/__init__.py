"""Sentence alignment of two documents: which sentences of one are which of the other."""

from padanan.alignment.aligner import AlignmentOptions, align_sentences
from padanan.alignment.lexicon import Lexicon, learn_lexicon
from padanan.alignment.model import Bead

__all__ = ["AlignmentOptions", "Bead", "Lexicon", "align_sentences", "learn_lexicon"]
