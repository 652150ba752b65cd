"""The errors padanan raises for people to read.

PadananError
+-- InputError(path, line, column, hint)
|   +-- PoError
|   +-- TmxError
|   +-- XliffError
|   +-- TextError
|   +-- MarkupError
|   +-- SrxError
|   +-- GlossaryError
|   +-- ChangedOnDiskError
+-- OutputError(path, hint)
+-- StoreError(path, hint)
+-- LanguageError
|   +-- UnknownPairError(path, hint)
+-- ScoreError(path, hint)
|   +-- IncomparableScoresError
+-- UnknownCheckError(hint)
+-- ConfigError(path, line, column, hint)
"""


class PadananError(Exception):
    """Anything that ends a command with exit code 2 and one line for the user.

    Args:
        message: What is wrong, without a final full stop.
        path: The file it is about, as the user would type it.
        line: 1-based line in that file.
        column: 1-based column in code points; only together with `line`.
        hint: What to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """Give `path:line:column: message (hint)`, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class InputError(PadananError):
    """A file that cannot be read as what it should be."""


class PoError(InputError):
    """A gettext catalogue (PO, POT, MO) that is broken."""


class TmxError(InputError):
    """A TMX document that is broken."""


class XliffError(InputError):
    """An XLIFF document that is broken."""


class TextError(InputError):
    """A plain text document that is broken."""


class MarkupError(InputError):
    """A translation that does not keep the markup of its source."""


class SrxError(InputError):
    """Segmentation rules that are broken."""


class GlossaryError(InputError):
    """A glossary (CSV, TBX) that is broken."""


class ChangedOnDiskError(InputError):
    """A file that somebody else changed between our reading and our writing it."""


class OutputError(PadananError):
    """A file that cannot be written."""


class StoreError(PadananError):
    """A translation memory that cannot be opened, read or written."""


class LanguageError(PadananError):
    """A language or locale name that means nothing."""


class UnknownPairError(LanguageError):
    """Two languages that no unit of a translation memory has text in."""


class ScoreError(PadananError):
    """Translations that cannot be scored against one another, or a metric that cannot be computed."""


class IncomparableScoresError(ScoreError):
    """Scores whose difference would mean nothing: of other signatures, references or segments."""


class UnknownCheckError(PadananError):
    """A name that is no check's."""


class ConfigError(InputError):
    """A setting in `[tool.padanan]` or padanan.toml that is wrong."""
