"""Repairing a match: the query's numbers, dates, addresses and markup in the match's translation."""

from padanan.memory.repair.placeables import Kind
from padanan.memory.repair.repairing import Repair, Replacement, repair

__all__ = ["Kind", "Repair", "Replacement", "repair"]
