"""padanan: a translation memory and localization toolkit for people who work in PO files."""

__version__ = "0.1.0"
