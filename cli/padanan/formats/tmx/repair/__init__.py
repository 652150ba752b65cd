"""Mending TMX documents: what is broken becomes what the standard has, and every change is told."""

from padanan.formats.tmx.repair.document import RepairCounts, repair_tmx
from padanan.formats.tmx.repair.mends import Mend, MendKind

__all__ = ["Mend", "MendKind", "RepairCounts", "repair_tmx"]
