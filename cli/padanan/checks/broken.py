"""How much of a file with syntax errors can be judged."""

from padanan.checks.base import Subject


def header_is_broken(subject: Subject) -> bool:
    """Tell whether a syntax error stands in the header, or where it should be.

    What the parser read of the header is not all of it then: nobody should hear that fields are missing.
    """
    first = min((entry.line for entry in subject.catalogue.entries), default=None)
    return any(first is None or (error.line or 1) < first for error in subject.errors)
